"""The colours, radii and spaces of the look, named by what they are for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Mode(StrEnum):
    """How bright the desk is."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"
    CONTRAST_DARK = "contrast-dark"


class Tone(StrEnum):
    """What a patch of colour says; words always say it too."""

    QUIET = "quiet"
    CHOSEN = "chosen"
    WARN = "warn"
    BAD = "bad"
    OK = "ok"


class Ink(StrEnum):
    """The colour that words and icons are written in."""

    TEXT = "text"
    TEXT2 = "text2"
    ACCENT = "accent"
    ON_ACCENT = "on_accent"
    SOFT = "soft_text"
    WARN = "warn_text"
    BAD = "bad_text"
    OK = "ok_text"
    ON_TOAST = "on_toast"
    ON_TOAST_ACCENT = "on_toast_accent"
    ON_DOOR = "on_door"


@dataclass(frozen=True, kw_only=True)
class Tokens:
    """Every colour of one mode, as #RRGGBB, and the width of an edge in pixels."""

    dark: bool
    bg: str
    side: str
    surface: str
    sunken: str
    quiet: str
    line: str
    edge: str
    text: str
    text2: str
    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    soft: str
    soft_text: str
    warn: str
    warn_text: str
    bad: str
    bad_text: str
    bad_edge: str
    ok: str
    ok_text: str
    sand: str
    sand_soft: str
    toast: str
    on_toast: str
    on_toast_accent: str
    door: str
    """The opening of the mark, drawn on the accent."""
    on_door: str = "#FFFFFF"
    """Words over the arches of the unlock screen, dark in every mode."""
    high_contrast: bool = False
    border: int = 1

    def fill(self, tone: Tone) -> str:
        """Return the ground of a patch that says *tone*."""
        return {
            Tone.QUIET: self.quiet,
            Tone.CHOSEN: self.soft,
            Tone.WARN: self.warn,
            Tone.BAD: self.bad,
            Tone.OK: self.ok,
        }[tone]

    def ink(self, tone: Tone) -> Ink:
        """Return the ink that stands on `fill(tone)`."""
        return _INK_ON[tone]

    def colour(self, ink: Ink) -> str:
        """Return the colour of *ink*."""
        return str(getattr(self, ink.value))


_INK_ON = {
    Tone.QUIET: Ink.TEXT,
    Tone.CHOSEN: Ink.SOFT,
    Tone.WARN: Ink.WARN,
    Tone.BAD: Ink.BAD,
    Tone.OK: Ink.OK,
}

LIGHT = Tokens(
    dark=False,
    bg="#F8F6F2",
    side="#EFEBE4",
    surface="#FFFFFF",
    sunken="#F4F1EB",
    quiet="#EAE6DE",
    line="#E2DCD1",
    edge="#878174",
    text="#22282A",
    text2="#545B5C",
    accent="#0E6266",
    accent_hover="#0B5155",
    accent_pressed="#083F42",
    on_accent="#FFFFFF",
    soft="#DDECEA",
    soft_text="#0A4F53",
    warn="#FBEDD3",
    warn_text="#744700",
    bad="#FBE7E2",
    bad_text="#96291D",
    bad_edge="#C4503F",
    ok="#E3EFE0",
    ok_text="#2B5C33",
    sand="#BE8846",
    sand_soft="#EAD9BF",
    toast="#22282A",
    on_toast="#FFFFFF",
    on_toast_accent="#8DD5D0",
    door="#FFFFFF",
)

DARK = Tokens(
    dark=True,
    bg="#1D1F1E",
    side="#171918",
    surface="#272A29",
    sunken="#212423",
    quiet="#333735",
    line="#3B3F3D",
    edge="#868B85",
    text="#EDEAE3",
    text2="#B9B7AF",
    accent="#74C7C1",
    accent_hover="#8DD5D0",
    accent_pressed="#A9E2DE",
    on_accent="#06292B",
    soft="#204342",
    soft_text="#A5E0DB",
    warn="#3D321B",
    warn_text="#F2CB84",
    bad="#472822",
    bad_text="#F5AC9E",
    bad_edge="#D77A69",
    ok="#243824",
    ok_text="#A9D6A6",
    sand="#D9A866",
    sand_soft="#4A3D29",
    toast="#EDEAE3",
    on_toast="#22282A",
    on_toast_accent="#0E6266",
    door="#06292B",
)


def _high_contrast(base: Tokens, *, ground: str, ink: str, accent: str, hover: str) -> Tokens:
    """Return *base* with one ground, one ink and edges that are all ink."""
    return replace(
        base,
        bg=ground,
        side=ground,
        surface=ground,
        sunken=ground,
        quiet=ground,
        soft=ground,
        warn=ground,
        bad=ground,
        ok=ground,
        line=ink,
        edge=ink,
        text=ink,
        text2=ink,
        accent=accent,
        accent_hover=hover,
        accent_pressed=ink,
        soft_text=accent,
        toast=ink,
        on_toast=ground,
        sand_soft=ground,
        high_contrast=True,
        border=2,
    )


CONTRAST = _high_contrast(LIGHT, ground="#FFFFFF", ink="#000000", accent="#00484B", hover="#003133")
CONTRAST_DARK = _high_contrast(
    DARK, ground="#272A29", ink="#FFFFFF", accent="#A9E2DE", hover="#C9F0ED"
)

_TOKENS = {
    Mode.LIGHT: LIGHT,
    Mode.DARK: DARK,
    Mode.CONTRAST: CONTRAST,
    Mode.CONTRAST_DARK: CONTRAST_DARK,
}


def tokens(mode: Mode) -> Tokens:
    """Return the colours of *mode*."""
    return _TOKENS[mode]


class Space:
    """The steps of the space between things, in pixels at 100 % text."""

    XS = 4
    S = 8
    M = 12
    L = 16
    XL = 24
    XXL = 32


class Radius:
    """How round a corner is, in pixels."""

    KEY = 4
    SEGMENT = 6
    CONTROL = 8
    CHIP = 11
    CARD = 12


def relative_luminance(colour: str) -> float:
    """Return the WCAG 2 relative luminance of *colour* (#RRGGBB), from 0 to 1."""
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the WCAG 2 contrast ratio of two colours, from 1 to 21."""
    lighter, darker = sorted((relative_luminance(one), relative_luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
