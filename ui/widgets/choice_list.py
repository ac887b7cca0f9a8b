"""Answers as rows: several with checks, or one with a round."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.theme import paint
from ui.theme.fonts import Role
from ui.theme.theme import follow, theme
from ui.theme.tokens import Ink, Radius
from ui.widgets.keyboard import stand_on_chosen, step_among
from ui.widgets.label import Label


class _Answer:
    """What a check row and a radio row share: one row, the whole of it to press."""

    def __init__(self, row: QAbstractButton, text: str, name: str) -> None:
        self.row = row
        self.words = Label(text, Role.BODY)
        self.words.setParent(row)
        self.words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.setObjectName(name)
        row.setText(text)
        row.setAccessibleName(text)
        row.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        row.setSizePolicy(policy)

    def _start(self) -> int:
        now = theme()
        return now.space(8) + now.icon_size(20) + now.space(10)

    def height(self, width: int) -> int:
        words = self.words.heightForWidth(max(1, width - self._start() - 8))
        return max(theme().control_height(), words + theme().space(16))

    def size(self) -> QSize:
        natural = self.words.sizeHint().width() + self._start() + 8
        return QSize(natural, self.height(natural))

    def place(self) -> None:
        across = self.row.width() - self._start() - 8
        tall = self.words.heightForWidth(max(1, across))
        area = QRect(self._start(), (self.row.height() - tall) // 2, across, tall)
        self.words.setGeometry(paint.placed(self.row, area))

    def paint(self, *, round_mark: bool) -> None:
        now = theme()
        colours = now.tokens
        on = self.row.isChecked()
        self.words.set_ink(Ink.TEXT if self.row.isEnabled() else Ink.TEXT2)
        painter = QPainter(self.row)
        area = QRectF(self.row.rect()).adjusted(0, 1, 0, -1)
        if self.row.underMouse() and self.row.isEnabled():
            paint.box(painter, area, Radius.CONTROL, fill=colours.sunken)
        if self.row.hasFocus():
            paint.focus_ring(painter, area, Radius.CONTROL)
        side = now.icon_size(20)
        square = paint.placed(
            self.row, QRect(now.space(8), (self.row.height() - side) // 2, side, side)
        )
        edge = colours.accent if on else colours.edge
        radius = side / 2 if round_mark else side / 4
        fill = colours.accent if on and not round_mark else colours.surface
        paint.box(painter, square, radius, fill=fill, edge=edge, width=2)
        if not on:
            return
        if round_mark:
            dot = QRectF(square).adjusted(side * 0.28, side * 0.28, -side * 0.28, -side * 0.28)
            paint.box(painter, dot, side, fill=colours.accent)
        else:
            third = side // 6
            paint.icon(
                painter,
                "check-bold",
                square.adjusted(third, third, -third, -third),
                colours.on_accent,
            )


# At run time the mixin must not be a second Qt object; the type checker needs to know the first.
if TYPE_CHECKING:
    _Row = QAbstractButton
else:
    _Row = object


class _AnswerRow(_Row):
    """What Qt asks of a check row and of a radio row alike."""

    round_mark = False
    _answer: _Answer

    def _build(self, text: str, name: str) -> None:
        self._answer = _Answer(self, text, name)
        follow(self._dress)

    def _dress(self) -> None:
        self.updateGeometry()
        self._answer.place()
        self.update()

    def hitButton(self, _position: object) -> bool:
        """Return True: the whole row is the button."""
        return True

    def hasHeightForWidth(self) -> bool:
        """Return True: the words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at *width*."""
        return self._answer.height(width)

    def sizeHint(self) -> QSize:
        """Return the size on one line."""
        return self._answer.size()

    def minimumSizeHint(self) -> QSize:
        """Return a narrow row."""
        return QSize(120, theme().control_height())

    def event(self, event: QEvent) -> bool:
        """Place the words when the row changes its size."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutDirectionChange):
            self._answer.place()
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the row."""
        self._answer.paint(round_mark=self.round_mark)


class CheckRow(_AnswerRow, QCheckBox):
    """A row with a check."""

    def __init__(self, text: str, *, name: str, checked: bool = False) -> None:
        super().__init__()
        self._build(text, name)
        self.setChecked(checked)


class RadioRow(_AnswerRow, QRadioButton):
    """A row with a round; those of one parent exclude each other."""

    round_mark = True

    def __init__(self, text: str, *, name: str) -> None:
        super().__init__()
        self._build(text, name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move to the next answer with the arrows."""
        if not step_among(self, event.key()):
            super().keyPressEvent(event)


class ChoiceList(QWidget):
    """Several answers of (key, words). Keys in *alone* exclude all others, as "none of these"."""

    changed = Signal(tuple)
    """The keys chosen, in the order of the list, when the person changes them."""

    def __init__(
        self,
        options: Sequence[tuple[str, str]],
        *,
        name: str,
        label: str = "",
        alone: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__()
        self._alone = alone
        self.setObjectName(name)
        self.setAccessibleName(label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.rows: dict[str, CheckRow] = {}
        for key, words in options:
            row = CheckRow(words, name=f"{name}-{key}")
            row.clicked.connect(lambda on, key=key: self._pressed(key, on=on))
            self.rows[key] = row
            column.addWidget(row)
        self._stand()

    def values(self) -> tuple[str, ...]:
        """Return the keys chosen, in the order of the list."""
        return tuple(key for key, row in self.rows.items() if row.isChecked())

    def set_values(self, keys: Sequence[str]) -> None:
        """Choose *keys* and nothing else."""
        for key, row in self.rows.items():
            row.setChecked(key in keys)
        self._stand()

    def _stand(self) -> None:
        stand_on_chosen(self, self.rows.values())

    def _pressed(self, pressed: str, *, on: bool) -> None:
        if on:
            for key, row in self.rows.items():
                if key != pressed and (pressed in self._alone or key in self._alone):
                    row.setChecked(False)
        self.changed.emit(self.values())


class RadioList(QWidget):
    """One answer of (key, words), as rows."""

    chosen = Signal(str)

    def __init__(self, options: Sequence[tuple[str, str]], *, name: str, label: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.rows: dict[str, RadioRow] = {}
        for key, words in options:
            row = RadioRow(words, name=f"{name}-{key}")
            row.clicked.connect(lambda _on=True, key=key: self.chosen.emit(key))
            row.toggled.connect(self._stand)
            self.rows[key] = row
            column.addWidget(row)
        self._stand()

    def value(self) -> str | None:
        """Return the key chosen, or none."""
        return next((key for key, row in self.rows.items() if row.isChecked()), None)

    def set_value(self, key: str | None) -> None:
        """Choose *key*, or nothing."""
        for row in self.rows.values():
            row.setAutoExclusive(False)
            row.setChecked(False)
            row.setAutoExclusive(True)
        if key in self.rows:
            self.rows[key].setChecked(True)

    def _stand(self) -> None:
        stand_on_chosen(self, self.rows.values())
