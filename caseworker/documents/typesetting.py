"""Words to lines: shaping, direction and fonts of every script.

ReportLab draws letters one by one from left to right. Arabic letters must therefore be joined
first, and a line put into its visual order last: lines are broken in the order of reading, and
only then reordered, since reordering a whole paragraph would put its first words at the bottom.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

import arabic_reshaper
from bidi import get_display
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from caseworker import resources
from caseworker.documents.mirroring import mirrored

MISSING = "\ufffd"
"""Drawn where no font has a letter, so that nothing vanishes silently."""

_FAMILIES = ("NotoSans", "NotoSansArabic", "NotoSansEthiopic")
# Marks that steer the order of text but are never drawn.
_INVISIBLE = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200e\u200f\u200b\ufeff"))

_reshaper = arabic_reshaper.ArabicReshaper(
    configuration={"delete_harakat": True, "support_ligatures": True}
)


@dataclass(frozen=True)
class Run:
    """Letters of one font, in visual order."""

    text: str
    font: str


@cache
def fonts(strong: bool) -> tuple[TTFont, ...]:
    """Return the fonts of a weight, in the order in which they are asked for a letter."""
    weight = "SemiBold" if strong else "Regular"
    loaded = []
    for family in _FAMILIES:
        name = f"{family}-{weight}"
        with resources.font(f"{name}.ttf").open("rb") as file:
            font = TTFont(name, file)
        pdfmetrics.registerFont(font)
        loaded.append(font)
    return tuple(loaded)


@cache
def _font_of(letter: str, strong: bool) -> str | None:
    for font in fonts(strong):
        if ord(letter) in font.face.charToGlyph:
            return str(font.fontName)
    return None


def runs(visual: str, strong: bool) -> list[Run]:
    """Return a line that is already in visual order as runs of one font each."""
    first = str(fonts(strong)[0].fontName)
    drawable = [
        (letter, font) if (font := _font_of(letter, strong)) else (MISSING, first)
        for letter in visual.translate(_INVISIBLE)
    ]
    return [
        Run("".join(letter for letter, _ in group), font)
        for font, group in groupby(drawable, key=lambda pair: pair[1])
    ]


def visual_order(line: str, right_to_left: bool) -> str:
    """Return *line* with its letters joined and in the order in which they are drawn."""
    shaped = _reshaper.reshape(mirrored(line, right_to_left))
    return str(get_display(shaped, base_dir="R" if right_to_left else "L"))


_WHERE_LINES_BREAK = re.compile("[^\\S\u00a0\u2007\u202f]+")
"""White space, but for the spaces that hold together what stands beside them."""


def reads_right_to_left(paragraph: str, page: bool) -> bool:
    """Return the direction of *paragraph*: that of its first letter, else the *page*'s.

    What people typed keeps its own direction on a page in another language, so that its full
    stop stands at its end. Isolated names say nothing about the words around them.
    """
    depth = 0
    for letter in paragraph:
        if letter in "\u2066\u2067\u2068":
            depth += 1
        elif letter == "\u2069":
            depth -= 1
        elif depth == 0 and (kind := unicodedata.bidirectional(letter)) in {"L", "R", "AL"}:
            return kind != "L"
    return page


def width(text: str, size: float, strong: bool) -> float:
    """Return the width in points of *text* as it is drawn; order does not matter to it."""
    return sum(
        pdfmetrics.stringWidth(run.text, run.font, size)
        for run in runs(_reshaper.reshape(text), strong)
    )


def lines(text: str, size: float, strong: bool, room: float) -> list[str]:
    """Return *text* broken into lines no wider than *room* points, in the order of reading."""
    broken: list[str] = []
    for paragraph in text.splitlines() or [""]:
        broken += _fill(list(_words(paragraph, size, strong, room)), size, strong, room)
    return broken


def _words(paragraph: str, size: float, strong: bool, room: float) -> Iterator[str]:
    """Yield words; one that is wider than the page by itself comes in pieces."""
    for word in filter(None, _WHERE_LINES_BREAK.split(paragraph)):
        if width(word, size, strong) <= room:
            yield word
            continue
        piece, wide = "", 0.0
        for letter in word:
            # Letters alone are at least as wide as joined, so a piece never outgrows the page.
            one = _letter_width(letter, size, strong)
            if piece and wide + one > room:
                yield piece
                piece, wide = "", 0.0
            piece += letter
            wide += one
        yield piece


@cache
def _letter_width(letter: str, size: float, strong: bool) -> float:
    return width(letter, size, strong)


def _fill(words: list[str], size: float, strong: bool, room: float) -> list[str]:
    filled: list[str] = []
    line = ""
    for word in words:
        longer = f"{line} {word}" if line else word
        if line and width(longer, size, strong) > room:
            filled.append(line)
            line = word
        else:
            line = longer
    return [*filled, line]
