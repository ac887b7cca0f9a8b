"""The language of the interface, changed at any moment."""

from __future__ import annotations

from caseworker.text import SOURCE_LANGUAGE, Text

_current = Text(SOURCE_LANGUAGE)


def speak(language: str) -> None:
    """Make *language* the interface's language; windows built from now on speak it."""
    global _current  # noqa: PLW0603  one interface, one language
    _current = Text(language)


def text() -> Text:
    """Return the words of the interface's language."""
    return _current


def _(message: str, **values: object) -> str:
    """Return *message* in the interface's language, its {named} places filled."""
    return _current(message, **values)


def ngettext(one: str, many: str, count: int, **values: object) -> str:
    """Return the form for *count* in the interface's language."""
    return _current.plural(one, many, count, **values)
