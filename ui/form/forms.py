"""The built-in forms in the languages of the interface."""

from __future__ import annotations

from functools import cache

from caseworker.text import LANGUAGES, Text
from forms import FormDefinition, library


@cache
def _text(language: str) -> Text:
    return Text(language)


def load_form(name: str) -> FormDefinition:
    """Return the built-in form *name* in every language; compiled once per process."""
    return library.load_translated(
        name, LANGUAGES[1:], lambda words, language: _text(language)(words)
    )
