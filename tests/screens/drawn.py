"""What a window draws: only what has changed, and nothing while it rests."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

_TURN = 30
"""Milliseconds."""
_QUIET = 3
"""Turns in a row in which nothing is drawn, from which on a window rests."""
_MOST = 100
"""Turns after which a window that still draws is said never to rest."""


class Drawn(QObject):
    """Notes which widgets in *window*, which comes to rest first, are drawn or laid out anew."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.widgets: set[QWidget] = set()
        self.laid_out: set[QObject] = set()
        self._events = 0
        for each in (window, *window.findChildren(QWidget)):
            each.installEventFilter(self)
        self.rest()
        self.widgets.clear()
        self.laid_out.clear()

    def rest(self) -> None:
        """Wait until all that was asked for is drawn, however slow the machine is."""
        quiet = 0
        for _turn in range(_MOST):
            before = self._events
            QTest.qWait(_TURN)
            quiet = quiet + 1 if self._events == before else 0
            if quiet == _QUIET:
                return
        raise AssertionError("the window is drawn again and again")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() is QEvent.Type.Paint and isinstance(watched, QWidget):
            self.widgets.add(watched)
            self._events += 1
        if event.type() is QEvent.Type.LayoutRequest:
            self.laid_out.add(watched)
            self._events += 1
        return False
