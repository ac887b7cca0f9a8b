"""The theme in force: one frozen value, applied to the whole application at once.

apply(application, Mode.DARK, text_scale=1.5, language="ar")
theme().font(Role.TITLE)
follow(self.dress)      # now, and again whenever the theme changes
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from ui.theme import fonts, icons, tokens
from ui.theme.fonts import Role, Script
from ui.theme.stylesheet import stylesheet
from ui.theme.tokens import Ink, Mode, Tokens

STACKED_FROM = 1.5
"""The text scale from which the sidebar becomes a rail and columns stack."""

RIGHT_TO_LEFT = frozenset({"ar"})


@dataclass(frozen=True, kw_only=True)
class Theme:
    """Mode, text scale and language, and everything that follows from them."""

    mode: Mode = Mode.LIGHT
    text_scale: float = 1.0
    language: str = "en"
    motion: bool = True
    """Whether things may fade; off where the system asks for less motion."""

    @property
    def tokens(self) -> Tokens:
        """The colours in force."""
        return tokens.tokens(self.mode)

    @property
    def right_to_left(self) -> bool:
        """Whether the interface reads from right to left."""
        return self.language in RIGHT_TO_LEFT

    @property
    def stacked(self) -> bool:
        """Whether text is so large that columns stack and rows turn vertical."""
        return self.text_scale >= STACKED_FROM

    def script(self, text: str = "") -> Script:
        """Return the script that *text* is set for: the interface's own, or a taller one."""
        return Script.ARABIC if self.language == "ar" else fonts.script_of(text)

    def font(self, role: Role, text: str = "") -> QFont:
        """Return the shared font of *role* for *text*; never change it."""
        return fonts.font(role, self.text_scale, self.script(text))

    def line_height(self, role: Role, text: str = "", *, paragraph: bool = False) -> int:
        """Return the height in pixels of a line of *role*."""
        return fonts.line_height(role, self.text_scale, self.script(text), paragraph=paragraph)

    def colour(self, ink: Ink) -> QColor:
        """Return the colour of *ink*."""
        return QColor(self.tokens.colour(ink))

    def space(self, pixels: int) -> int:
        """Return *pixels* of space: a fifth as fast as the text, so that pages keep their text."""
        return round(pixels * (1 + (self.text_scale - 1) / 5))

    def icon_size(self, pixels: int) -> int:
        """Return the side of an icon that stands beside text: half as fast as the text."""
        return round(pixels * (1 + (self.text_scale - 1) * 0.6))

    def control_height(self, *, small: bool = False) -> int:
        """Return the height of a button or field: 40 and 32 at 100 %, 64 and 50 at 200 %."""
        return round((14 + 18 * self.text_scale) if small else (16 + 24 * self.text_scale))

    def pixmap(self, name: str, size: int, colour: str, ratio: float = 1.0) -> QPixmap:
        """Return the icon *name*, *size* pixels already scaled, turned with the reading line."""
        return icons.pixmap(name, size, colour, mirrored=self.right_to_left, ratio=ratio)

    def icon(self, name: str, size: int, colour: str) -> QIcon:
        """Return the icon *name* for what Qt draws itself."""
        return icons.icon(name, size, colour, mirrored=self.right_to_left)


class _Announcer(QObject):
    changed = Signal()


_announcer = _Announcer()
_current = Theme()


def theme() -> Theme:
    """Return the theme in force."""
    return _current


def follow(dress: Callable[[], None]) -> None:
    """Call *dress* now and after each change of theme.

    *dress* is a method of a QObject: with the object, the following ends.
    """
    dress()
    _announcer.changed.connect(dress)


def apply(
    application: QApplication,
    mode: Mode = Mode.LIGHT,
    text_scale: float = 1.0,
    language: str = "en",
    *,
    motion: bool = True,
) -> Theme:
    """Dress the whole *application*; windows already open change at once."""
    global _current  # noqa: PLW0603  one application, one theme
    fonts.load()
    _current = Theme(mode=mode, text_scale=text_scale, language=language, motion=motion)
    if not application.styleSheet():
        # Once: each time, every widget that is open would be dressed twice.
        application.setStyle("Fusion")
    application.setPalette(_palette(_current.tokens))
    application.setFont(_current.font(Role.BODY))
    sheet = stylesheet(_current.tokens, text_scale)
    if application.styleSheet() != sheet:
        # Only then: it goes through every widget there is, those about to be gone among them.
        application.setStyleSheet(sheet)
    application.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if _current.right_to_left else Qt.LayoutDirection.LeftToRight
    )
    _announcer.changed.emit()
    return _current


def _palette(colours: Tokens) -> QPalette:
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, colour in (
        (roles.Window, colours.bg),
        (roles.WindowText, colours.text),
        (roles.Base, colours.surface),
        (roles.AlternateBase, colours.sunken),
        (roles.Text, colours.text),
        (roles.PlaceholderText, colours.text2),
        (roles.Button, colours.surface),
        (roles.ButtonText, colours.text),
        (roles.Highlight, colours.accent),
        (roles.HighlightedText, colours.on_accent),
        (roles.ToolTipBase, colours.toast),
        (roles.ToolTipText, colours.on_toast),
        (roles.Link, colours.accent),
        (roles.Light, colours.surface),
        (roles.Midlight, colours.quiet),
        (roles.Mid, colours.line),
        (roles.Dark, colours.edge),
        (roles.Shadow, colours.edge),
    ):
        palette.setColor(role, QColor(colour))
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.text2))
    return palette
