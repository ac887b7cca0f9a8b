"""Buttons: one primary at most on a page; a button that is off says why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from ui.theme import paint
from ui.theme.fonts import Role
from ui.theme.theme import follow, theme
from ui.theme.tokens import Radius, Tokens
from ui.widgets.push import PushButton


class Kind(StrEnum):
    """How loud a button speaks."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    GHOST = "ghost"
    QUIET = "quiet"
    DANGER = "danger"


@dataclass(frozen=True)
class State:
    """What the pointer and the keyboard do to a button now."""

    on: bool = True
    hover: bool = False
    pressed: bool = False
    focus: bool = False


@dataclass(frozen=True)
class _Colours:
    fill: str | None
    edge: str | None
    ink: str


class Button(PushButton):
    """A button with an optional icon before its words; `name` is its object name.

    The accessible name is the words. Signals are those of QPushButton.
    """

    reason_changed = Signal(str)
    """Why the button is off; empty when it is on."""

    def __init__(
        self,
        text: str,
        kind: Kind = Kind.SECONDARY,
        *,
        name: str,
        icon: str = "",
        small: bool = False,
        wide: bool = False,
    ) -> None:
        super().__init__(text)
        self.kind = kind
        self.small = small
        self._icon = icon
        self._reason = ""
        self.setObjectName(name)
        self.setAccessibleName(text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        across = QSizePolicy.Policy.Expanding if wide else QSizePolicy.Policy.Fixed
        policy = QSizePolicy(across, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        follow(self._dress)

    def _dress(self) -> None:
        self.setFont(theme().font(Role.SMALL_STRONG if self.small else Role.STRONG))
        self.updateGeometry()
        self.update()

    def say(self, text: str, icon: str | None = None) -> None:
        """Change the words, and the icon where one is given."""
        self.setText(text)
        self.setAccessibleName(text)
        if icon is not None:
            self._icon = icon
        self._dress()

    def turn_off(self, reason: str) -> None:
        """Switch off, saying why; a `ReasonNote` beside the button shows the reason."""
        self.setEnabled(False)
        self._say_why(reason)

    def turn_on(self) -> None:
        """Switch on again."""
        self.setEnabled(True)
        self._say_why("")

    @property
    def reason(self) -> str:
        """Why the button is off; empty when it is on."""
        return self._reason

    def _say_why(self, reason: str) -> None:
        self._reason = reason
        self.setAccessibleDescription(reason)
        self.setToolTip(reason)
        self.reason_changed.emit(reason)

    def state(self) -> State:
        """Return what pointer and keyboard do to the button now."""
        return State(self.isEnabled(), self.underMouse(), self.isDown(), self.hasFocus())

    def sizeHint(self) -> QSize:
        """Return the size of icon and words on one line."""
        words = self._metrics().size(0, self.text())
        return QSize(words.width() + self._frame_width(), self._height(words.height(), 1))

    def minimumSizeHint(self) -> QSize:
        """Return the same: words on a button are never cut."""
        return self.sizeHint()

    def hasHeightForWidth(self) -> bool:
        """Return True: words that do not fit on one line take two."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the words wrapped to *width*."""
        metrics = self._metrics()
        room = QRect(0, 0, max(1, width - self._frame_width()), 10_000)
        tall = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), self.text()).height()
        return self._height(tall, max(1, round(tall / metrics.height())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Grow where the words need a second line."""
        super().resizeEvent(event)
        self.setMinimumHeight(self.heightForWidth(self.width()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the button in its state."""
        colours = theme().tokens
        state = self.state()
        look = _colours(self.kind, state, colours)
        painter = QPainter(self)
        area = QRectF(self.rect())
        paint.box(
            painter, area, Radius.CONTROL, fill=look.fill, edge=look.edge, width=colours.border
        )
        if state.focus:
            paint.focus_ring(painter, area, Radius.CONTROL)
        self._write(painter, look.ink)

    def _write(self, painter: QPainter, ink: str) -> None:
        side, gap = self._icon_side(), self._gap()
        room = max(1, self.width() - self._frame_width())
        words = min(self._metrics().size(0, self.text()).width(), room)
        start = (self.width() - words - side - gap) // 2
        if self._icon:
            square = QRect(start, (self.height() - side) // 2, side, side)
            paint.icon(painter, self._icon, paint.placed(self, square), ink)
        painter.setPen(ink)
        painter.setFont(self.font())
        beside = QRect(start + side + gap, 0, words, self.height())
        painter.drawText(
            paint.placed(self, beside).adjusted(-1, 0, 1, 0),
            int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap),
            self.text(),
        )

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(QFont(self.font()))

    def _icon_side(self) -> int:
        return theme().icon_size(15 if self.small else 17) if self._icon else 0

    def _gap(self) -> int:
        if not (self._icon and self.text()):
            return 0
        return theme().space(6)

    def _padding(self) -> int:
        if self.kind in (Kind.GHOST, Kind.QUIET):
            return theme().space(10)
        return theme().space(13 if self.small else 17)

    def _frame_width(self) -> int:
        return 2 * self._padding() + self._icon_side() + self._gap()

    def _height(self, words: int, lines: int) -> int:
        least = theme().control_height(small=self.small)
        return least if lines == 1 else max(least, words + theme().space(16))


def _colours(kind: Kind, state: State, colours: Tokens) -> _Colours:
    if not state.on:
        edge = colours.edge if colours.high_contrast else None
        return _Colours(colours.quiet, edge, colours.text2)
    deep = 2 if state.pressed else 1 if state.hover else 0
    ground = (colours.surface, colours.sunken, colours.quiet)[deep]
    veil = (None, colours.sunken, colours.quiet)[deep]
    if kind is Kind.PRIMARY:
        fill = (colours.accent, colours.accent_hover, colours.accent_pressed)[deep]
        return _Colours(fill, None, colours.on_accent)
    if kind is Kind.SECONDARY:
        edge = colours.accent if deep and colours.high_contrast else colours.edge
        return _Colours(ground, edge, colours.text)
    if kind is Kind.DANGER:
        return _Colours(ground if not deep else colours.bad, colours.bad_edge, colours.bad_text)
    ink = (colours.accent, colours.accent_hover, colours.accent_pressed)[deep]
    if kind is Kind.GHOST:
        return _Colours(veil, None, ink)
    return _Colours(veil, None, colours.text if deep else colours.text2)


def primary(
    text: str, *, name: str, icon: str = "", small: bool = False, wide: bool = False
) -> Button:
    """Return the one button that carries the page on."""
    return Button(text, Kind.PRIMARY, name=name, icon=icon, small=small, wide=wide)


def secondary(
    text: str, *, name: str, icon: str = "", small: bool = False, wide: bool = False
) -> Button:
    """Return a button with an edge."""
    return Button(text, Kind.SECONDARY, name=name, icon=icon, small=small, wide=wide)


def ghost(text: str, *, name: str, icon: str = "", small: bool = False) -> Button:
    """Return a button of accent words alone."""
    return Button(text, Kind.GHOST, name=name, icon=icon, small=small)


def quiet(text: str, *, name: str, icon: str = "", small: bool = False) -> Button:
    """Return a button of grey words alone."""
    return Button(text, Kind.QUIET, name=name, icon=icon, small=small)


def danger(text: str, *, name: str, icon: str = "", small: bool = False) -> Button:
    """Return a button for an act that hurts: outlined, never filled."""
    return Button(text, Kind.DANGER, name=name, icon=icon, small=small)
