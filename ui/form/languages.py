"""The languages of a form, as it names them: "fr", "French (fr)", "العربية (ar)"."""

from __future__ import annotations

from babel import Locale, UnknownLocaleError

from forms.language_names import code_of
from ui.language import text


def called(language: str) -> str:
    """Return what the reader calls a language of a form."""
    code = code_of(language)
    name = text().language_name(code)
    return language if name == code else name


def is_right_to_left(language: str) -> bool:
    """Return whether a language of a form is written from right to left."""
    try:
        return Locale.parse(code_of(language), sep="-").text_direction == "rtl"
    except (UnknownLocaleError, ValueError):
        return False
