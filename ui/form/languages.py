"""The languages of a form, as it names them: "fr", "French (fr)", "العربية (ar)"."""

from __future__ import annotations

import re

from babel import Locale, UnknownLocaleError

from ui.language import text

_CODE = re.compile(r"\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)?)\)\s*$")


def code_of(language: str) -> str:
    """Return the code in the name that a form gives a language: "French (fr)" is "fr"."""
    match = _CODE.search(language)
    return match[1] if match else language


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
