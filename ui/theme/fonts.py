"""The three bundled families and the few sizes the interface is set in."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from caseworker import resources

LATIN = "Noto Sans"
ARABIC = "Noto Sans Arabic"
ETHIOPIC = "Noto Sans Ethiopic"


class Role(StrEnum):
    """What a line of text is for; its size and weight follow."""

    TITLE = "title"
    SECTION = "section"
    BODY = "body"
    STRONG = "strong"
    SMALL = "small"
    SMALL_STRONG = "small_strong"
    FIGURE = "figure"
    HINT = "hint"


_SIZE = {
    Role.TITLE: 24,
    Role.SECTION: 17,
    Role.BODY: 15,
    Role.STRONG: 15,
    Role.SMALL: 13,
    Role.SMALL_STRONG: 13,
    Role.FIGURE: 34,
    Role.HINT: 12,
}
_SEMIBOLD = frozenset({Role.TITLE, Role.SECTION, Role.STRONG, Role.SMALL_STRONG, Role.FIGURE})


class Script(StrEnum):
    """The scripts that ask for another size or another line."""

    LATIN = "latin"
    ARABIC = "arabic"
    ETHIOPIC = "ethiopic"


_ARABIC = re.compile("[\u0600-\u08ff\ufb50-\ufefc]")
_ETHIOPIC = re.compile("[\u1200-\u139f\u2d80-\u2ddf]")


def script_of(text: str) -> Script:
    """Return the tallest script that *text* holds: Arabic, then Ethiopic, then Latin."""
    if text.isascii():
        return Script.LATIN
    if _ARABIC.search(text):
        return Script.ARABIC
    return Script.ETHIOPIC if _ETHIOPIC.search(text) else Script.LATIN


@cache
def load() -> None:
    """Give Qt the bundled fonts; asking again costs nothing."""
    for name in resources.FONTS:
        if QFontDatabase.addApplicationFontFromData(resources.font(name).read_bytes()) < 0:
            raise RuntimeError(name)


def pixel_size(role: Role, text_scale: float, script: Script = Script.LATIN) -> int:
    """Return the size of *role* in pixels.

    Arabic is one larger, two from 20 on; paragraphs in Ethiopic are one larger.
    """
    size = _SIZE[role]
    if script is Script.ARABIC:
        size += 2 if size >= 20 else 1
    elif script is Script.ETHIOPIC and role in (Role.BODY, Role.SMALL):
        size += 1
    return round(size * text_scale)


def line_height(role: Role, text_scale: float, script: Script, *, paragraph: bool) -> int:
    """Return the height of a line in pixels; *paragraph* asks for room between lines.

    Noto Sans Arabic asks for 2.1 em of its own accord: single lines get 1.55 em.
    """
    if script is Script.ARABIC:
        share = 2.0 if paragraph else 1.55
    elif paragraph and role not in (Role.TITLE, Role.SECTION, Role.FIGURE):
        share = 1.6 if role not in _SEMIBOLD else 1.5
    else:
        share = 1.4 if paragraph else 1.36
    return round(pixel_size(role, text_scale, script) * share)


@cache
def font(role: Role, text_scale: float, script: Script = Script.LATIN) -> QFont:
    """Return the font of *role*. The caller must not change it: it is shared."""
    made = QFont()
    first = (ARABIC, LATIN) if script is Script.ARABIC else (LATIN, ARABIC)
    made.setFamilies([*first, ETHIOPIC])
    made.setPixelSize(pixel_size(role, text_scale, script))
    made.setWeight(QFont.Weight.DemiBold if role in _SEMIBOLD else QFont.Weight.Normal)
    return made
