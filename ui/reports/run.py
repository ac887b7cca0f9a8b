"""Figures being counted beside the window: how far they are, and the way to stop them."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import TypeVar

from PySide6.QtCore import QTimer, Signal

from caseworker.aggregates.watching import STAGES, Stage, Stopped, watched
from ui.language import _
from ui.widgets.button import quiet
from ui.widgets.flow import Flow
from ui.widgets.label import body
from ui.widgets.stack import Column

T = TypeVar("T")
LOOK_EVERY = 150
"""Milliseconds."""


class Run:
    """One counting. It is asked from the window, and told from beside it."""

    def __init__(self) -> None:
        self.stage = Stage.COUNTING
        self._stopping = Event()

    def stop(self) -> None:
        """End it at its next step; nothing of it is kept."""
        self._stopping.set()

    def __call__(self, stage: Stage) -> None:
        """Hear of a step."""
        if self._stopping.is_set():
            raise Stopped
        self.stage = stage

    def of(self, count: Callable[[], T]) -> T | None:
        """Return what *count* returns, or None where it was stopped."""
        with watched(self):
            try:
                self(Stage.COUNTING)
                return count()
            except Stopped:
                return None


class Progress(Column):
    """Says at what the counting is, and offers to stop it."""

    stopped = Signal()

    def __init__(self, run: Run) -> None:
        super().__init__(gap=8)
        self._run = run
        self._words = body(_(STAGES[run.stage]))
        self._words.setObjectName("run-stage")
        stop = quiet(_("Stop"), name="stop-run", small=True)
        stop.clicked.connect(self._stop)
        self.box.addWidget(self._words)
        self.box.addWidget(Flow(stop))
        looking = QTimer(self)
        looking.setInterval(LOOK_EVERY)
        looking.timeout.connect(self._look)
        looking.start()
        # Whoever leaves the page waits for it no longer.
        self.destroyed.connect(run.stop)

    def _look(self) -> None:
        self._words.setText(_(STAGES[self._run.stage]))

    def _stop(self) -> None:
        self._run.stop()
        self.stopped.emit()
