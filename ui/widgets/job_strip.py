"""Longer work, told in words with a bar; it never blocks typing and can be stopped."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar

from ui.language import _
from ui.theme.theme import theme
from ui.theme.tokens import Ink
from ui.widgets.button import quiet
from ui.widgets.label import small
from ui.widgets.panel import Panel
from ui.widgets.stack import show_if


class JobStrip(Panel):
    """What is being done, how far it is, and Stop."""

    stopped = Signal()

    def __init__(self, words: str, *, name: str = "job", can_stop: bool = True) -> None:
        self._across = QHBoxLayout()
        super().__init__("sunken")
        self.setObjectName(name)
        self.setLayout(self._across)
        self._words = small(words, Ink.TEXT)
        self._bar = QProgressBar()
        self._bar.setObjectName(f"{name}-bar")
        self._bar.setAccessibleName(words)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(6)
        self._bar.setRange(0, 0)
        self._across.addWidget(self._words, 2)
        self._across.addWidget(self._bar, 3, Qt.AlignmentFlag.AlignVCenter)
        self.stop = quiet(_("Stop"), name=f"{name}-stop", small=True)
        self.stop.clicked.connect(self.stopped)
        self._across.addWidget(self.stop)
        show_if(self.stop, can_stop)

    def _dress(self) -> None:
        now = theme()
        self._across.setContentsMargins(now.space(16), 5, now.space(8), 5)
        self._across.setSpacing(now.space(16))
        super()._dress()

    def show_progress(self, words: str, done: int, whole: int) -> None:
        """Show *done* of *whole*; a *whole* of 0 says that nobody knows."""
        self._words.setText(words)
        self._bar.setAccessibleName(words)
        self._bar.setRange(0, whole)
        self._bar.setValue(done)
