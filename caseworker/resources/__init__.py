"""Files that travel with the program: fonts and the words of each language."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable

FONTS = (
    "NotoSans-Regular.ttf",
    "NotoSans-SemiBold.ttf",
    "NotoSansArabic-Regular.ttf",
    "NotoSansArabic-SemiBold.ttf",
    "NotoSansEthiopic-Regular.ttf",
    "NotoSansEthiopic-SemiBold.ttf",
)


def font(name: str) -> Traversable:
    """Return the font file called *name*, one of `FONTS`."""
    return files(__name__).joinpath("fonts", name)


def catalogue(language: str) -> Traversable:
    """Return the compiled gettext catalogue of *language*; it may not exist."""
    return files(__name__).joinpath("locale", language, "LC_MESSAGES", "caseworker.mo")
