"""The six steps of a case: each a button, its state in a sign, a colour and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import paint
from ui.theme.fonts import Role
from ui.theme.theme import follow, theme
from ui.theme.tokens import Ink, Radius, Tokens
from ui.widgets.push import PushButton


class StepState(StrEnum):
    """How far a step is."""

    DONE = "done"
    OPENED_AGAIN = "opened-again"
    NOW = "now"
    STARTED = "started"
    NOT_STARTED = "not-started"


@dataclass(frozen=True)
class StepWords:
    """One step: its key, its name, its state, and the state in words ("Done 3 Nov")."""

    key: str
    name: str
    state: StepState
    words: str
    gaps: bool = False
    """Whether the words tell of something missing."""


_DISC = 32


class StepButton(PushButton):
    """A round with number or sign, the name, and the words below it."""

    def __init__(self, number: int, number_words: str, step: StepWords, name: str) -> None:
        super().__init__(step.name)
        self.step = step
        self.last = False
        self.line_done = False
        self._number = number_words
        self.setObjectName(f"{name}-{step.key}")
        self.setAccessibleName(f"{number}. {step.name}, {step.words}")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def needed(self) -> int:
        """Return the width of the longest words."""
        now = theme()
        name = QFontMetrics(now.font(Role.STRONG)).horizontalAdvance(self.step.name)
        words = QFontMetrics(now.font(Role.SMALL)).horizontalAdvance(self.step.words)
        return max(name, words, now.icon_size(_DISC)) + now.space(14)

    @staticmethod
    def tall() -> int:
        """Return the height of round, name and words."""
        now = theme()
        return (
            now.icon_size(_DISC)
            + now.space(4)
            + now.line_height(Role.STRONG)
            + now.line_height(Role.SMALL)
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the step in its state."""
        now = theme()
        colours = now.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = now.icon_size(_DISC)
        disc = paint.placed(self, QRect(2, 1, side, side))
        if not self.last:
            self._line(painter, colours, side)
        self._disc(painter, colours, disc)
        current = self.step.state is StepState.NOW
        top = side + now.space(4)
        middle = now.line_height(Role.STRONG)
        if self.hasFocus() or self.underMouse():
            words = QRectF(0, top, min(self.width(), self.needed()), self.height() - top)
            around = QRectF(paint.placed(self, words.toRect()))
            if self.underMouse():
                paint.box(painter, around, Radius.CONTROL, fill=colours.quiet)
            if self.hasFocus():
                paint.focus_ring(painter, around, Radius.CONTROL)
        role = Role.STRONG if current else Role.BODY
        self._write(painter, top, middle, self.step.name, role, Ink.SOFT if current else Ink.TEXT)
        ink = Ink.WARN if self.step.gaps else Ink.TEXT2
        self._write(
            painter, top + middle - 1, now.line_height(Role.SMALL), self.step.words, Role.SMALL, ink
        )

    def _line(self, painter: QPainter, colours: Tokens, side: int) -> None:
        line = paint.placed(self, QRect(side + 7, side // 2, self.width() - side - 10, 2))
        painter.fillRect(line, colours.accent if self.line_done else colours.line)

    def _disc(self, painter: QPainter, colours: Tokens, disc: QRect) -> None:
        state = self.step.state
        if state in (StepState.DONE, StepState.OPENED_AGAIN):
            edge = colours.accent if colours.high_contrast else None
            paint.box(painter, disc, disc.width() / 2, fill=colours.soft, edge=edge, width=2)
            third = disc.width() // 4
            name = "check" if state is StepState.DONE else "arrow-counter-clockwise"
            inside = disc.adjusted(third, third, -third, -third)
            paint.icon(painter, name, inside, colours.soft_text)
            return
        if state is StepState.NOW:
            paint.box(painter, disc, disc.width() / 2, fill=colours.accent)
        else:
            pen = QPen(QColor(colours.edge), 1.5)
            if state is StepState.NOT_STARTED:
                pen.setDashPattern([3, 2])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(disc).adjusted(1, 1, -1, -1))
        painter.setFont(theme().font(Role.STRONG if state is StepState.NOW else Role.BODY))
        painter.setPen(colours.on_accent if state is StepState.NOW else colours.text)
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, self._number)

    def _write(
        self, painter: QPainter, top: int, tall: int, text: str, role: Role, ink: Ink
    ) -> None:
        font = theme().font(role)
        painter.setFont(font)
        painter.setPen(theme().colour(ink))
        area = paint.placed(self, QRect(2, top, self.width() - 4, tall))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        align = self.style().visualAlignment(
            self.layoutDirection(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        painter.drawText(area, align, shown)


class Stepper(QWidget):
    """The steps in a line, or in as many lines as large text needs. Arrow keys move."""

    opened = Signal(str)
    """The key of the step pressed."""

    def __init__(self, steps: Sequence[StepWords], *, name: str = "stepper") -> None:
        super().__init__()
        self.setObjectName(name)
        self.buttons: list[StepButton] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_steps(steps)
        follow(self._dress)

    def show_steps(self, steps: Sequence[StepWords], numbers: Sequence[str] = ()) -> None:
        """Show *steps* instead; *numbers* are their numbers in the reader's digits."""
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = []
        done = (StepState.DONE, StepState.OPENED_AGAIN)
        for index, step in enumerate(steps):
            words = numbers[index] if index < len(numbers) else str(index + 1)
            button = StepButton(index + 1, words, step, self.objectName())
            button.setParent(self)
            button.line_done = step.state in done
            button.clicked.connect(lambda _on=False, key=step.key: self.opened.emit(key))
            button.show()
            self.buttons.append(button)
        self._dress()

    def _dress(self) -> None:
        self.updateGeometry()
        self._place()
        self.update()

    def _in_line(self, width: int) -> int:
        """Return how many steps stand in one line at *width*."""
        widest = max((button.needed() for button in self.buttons), default=1)
        count = len(self.buttons)
        fitting = max(1, width // widest)
        return next((each for each in (count, 3, 2) if each <= fitting), 1)

    def hasHeightForWidth(self) -> bool:
        """Return True: the steps wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines."""
        lines = -(-len(self.buttons) // self._in_line(width))
        return lines * StepButton.tall() + max(0, lines - 1) * theme().space(12)

    def sizeHint(self) -> QSize:
        """Return the size in one line."""
        return QSize(sum(one.needed() for one in self.buttons), StepButton.tall())

    def minimumSizeHint(self) -> QSize:
        """Return the width of the widest step."""
        widest = max((button.needed() for button in self.buttons), default=0)
        return QSize(widest, StepButton.tall())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the steps."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Turn the steps with the reading direction."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._place()

    def _place(self) -> None:
        if not self.buttons or self.width() <= 0:
            return
        each = self._in_line(self.width())
        wide = self.width() / each
        tall = StepButton.tall()
        for index, button in enumerate(self.buttons):
            line, place = divmod(index, each)
            left, right = round(place * wide), round((place + 1) * wide)
            top = line * (tall + theme().space(12))
            button.last = index == len(self.buttons) - 1
            button.setGeometry(paint.placed(self, QRect(left, top, right - left, tall)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move along the steps with the arrows."""
        forward = Qt.Key.Key_Left if paint.mirrored(self) else Qt.Key.Key_Right
        backward = Qt.Key.Key_Right if paint.mirrored(self) else Qt.Key.Key_Left
        moves = {
            forward: 1,
            Qt.Key.Key_Down: 1,
            backward: -1,
            Qt.Key.Key_Up: -1,
        }
        move = moves.get(Qt.Key(event.key()))
        focused = next((index for index, one in enumerate(self.buttons) if one.hasFocus()), None)
        if move is None or focused is None:
            super().keyPressEvent(event)
            return
        to = max(0, min(len(self.buttons) - 1, focused + move))
        self.buttons[to].setFocus(Qt.FocusReason.TabFocusReason)
