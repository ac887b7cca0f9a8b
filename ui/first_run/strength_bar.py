"""A bar and a sentence: how long a passphrase holds."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.first_run.strength import Grade, Strength, strength
from ui.theme import paint
from ui.theme.theme import theme
from ui.theme.tokens import Ink
from ui.widgets.label import small

_INK = {
    Grade.NONE: Ink.TEXT2,
    Grade.WEAK: Ink.BAD,
    Grade.FAIR: Ink.WARN,
    Grade.GOOD: Ink.OK,
    Grade.STRONG: Ink.OK,
}


class _Bar(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.judged = strength("")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme().tokens
        painter = QPainter(self)
        edge = colours.edge if colours.high_contrast else None
        paint.box(painter, QRectF(self.rect()), 4, fill=colours.quiet, edge=edge)
        full = QRectF(self.rect())
        full.setWidth(self.width() * self.judged.share)
        if paint.mirrored(self):
            full.moveRight(self.width())
        if self.judged.share:
            paint.box(painter, full, 4, fill=colours.colour(_INK[self.judged.grade]))


class StrengthBar(QWidget):
    """Judges what is typed; the sentence says the same as the bar."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("strength")
        self._bar = _Bar()
        self._words = small("")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().space(6))
        column.addWidget(self._bar)
        column.addWidget(self._words)
        self.judge("")

    def judge(self, passphrase: str, known: tuple[str, ...] = ()) -> Strength:
        """Judge *passphrase*, show and return the judgement."""
        judged = strength(passphrase, known)
        self._bar.judged = judged
        self._bar.update()
        self._words.setText(judged.say())
        self._words.set_ink(_INK[judged.grade])
        return judged

    def words(self) -> str:
        """Return the sentence shown."""
        return self._words.text()
