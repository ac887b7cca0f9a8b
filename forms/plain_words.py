"""The words of a form without the marks that XLSForm allows in them: bold, headings, links."""

from __future__ import annotations

import re
from html import unescape

NOT_TRANSLATED = "-"
"""What the compiler of spreadsheets writes where a translation is missing."""
_TAG = re.compile(r"</?(?:span|br|b|i|em|strong|p|h[1-6])\b[^<>]{0,200}>", re.IGNORECASE)
_LINK = re.compile(r"\[([^\[\]]{1,200})\]\([^()\s]{0,500}\)")
_HEADING = re.compile(r"^#{1,6}[ \t]+", re.MULTILINE)
_WEIGHT = re.compile(r"(\*\*|__)(?=\S)(.{1,500}?)(?<=\S)\1")
_SLANT = re.compile(r"(?<!\w)([*_])(?=\S)([^*_\n]{1,500})(?<=\S)\1(?!\w)")


def plain(words: str) -> str:
    """Return *words* as they are read out. Escapes such as `\\*` keep their letter."""
    if words.strip() == NOT_TRANSLATED:
        return ""
    if not set(words) & _MARKS:
        return words
    said = _TAG.sub(lambda tag: "\n" if tag[0].casefold().startswith("<br") else "", words)
    said = _HEADING.sub("", _LINK.sub(r"\1", said))
    said = _SLANT.sub(r"\2", _WEIGHT.sub(r"\2", said))
    return unescape(re.sub(r"\\([\\*_#\[\]<>])", r"\1", said)).strip()


_MARKS = frozenset("*_#[<&\\")
