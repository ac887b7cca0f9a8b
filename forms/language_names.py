"""The languages of a form, as it names them: "fr", "French (fr)", "العربية (ar)"."""

from __future__ import annotations

import re
from collections.abc import Sequence

_CODE = re.compile(r"\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)?)\)\s*$")


def code_of(language: str) -> str:
    """Return the code in the name that a form gives a language: "French (fr)" is "fr"."""
    match = _CODE.search(language)
    return match[1] if match else language


def named(languages: Sequence[str]) -> list[str]:
    """Return the languages that the form names; converters call what has no name `default`."""
    return [language for language in languages if language not in {"", "default"}]


def closest(languages: Sequence[str], code: str) -> str | None:
    """Return which of *languages* has this code, or None where the form does not speak it.

    Of a form that names no language it is the code: what it speaks is not known.
    """
    if not named(languages):
        return code
    return next((each for each in languages if code_of(each) == code), None)
