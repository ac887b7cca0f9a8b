"""Small facts: an icon, what it is about, what it says; and marks for what fits and what not."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.theme.theme import follow, theme
from ui.theme.tokens import Ink
from ui.widgets.icon import Icon
from ui.widgets.label import Label, body, small
from ui.widgets.stack import Column


class Fact(QWidget):
    """An icon, a small heading and a line of text."""

    def __init__(self, icon: str, heading: str, words: str) -> None:
        super().__init__()
        self._across = QHBoxLayout(self)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.addWidget(Icon(icon, 18), 0, Qt.AlignmentFlag.AlignTop)
        self.words = body(words)
        self._across.addWidget(Column(small(heading), self.words, gap=0), 1)
        follow(self._dress)

    def _dress(self) -> None:
        self._across.setSpacing(theme().space(12))


class FitMark(QWidget):
    """A check before what fits, a dash before what does not; words say which."""

    def __init__(self, words: str, *, fits: bool) -> None:
        super().__init__()
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme().space(6))
        across.addWidget(Icon("check" if fits else "minus", 13, Ink.OK if fits else Ink.TEXT2))
        self.words: Label = small(words, Ink.TEXT if fits else Ink.TEXT2, wrap=False)
        across.addWidget(self.words)
