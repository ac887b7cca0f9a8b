"""What a window draws: only what has changed, and nothing while it rests."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

SETTLED = 60
"""Milliseconds after which a window has drawn what was asked for."""


class Drawn(QObject):
    """Notes which widgets in *window* are drawn from now on, and which are laid out anew."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.widgets: set[QWidget] = set()
        self.laid_out: set[QObject] = set()
        for each in (window, *window.findChildren(QWidget)):
            each.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() is QEvent.Type.Paint and isinstance(watched, QWidget):
            self.widgets.add(watched)
        if event.type() is QEvent.Type.LayoutRequest:
            self.laid_out.add(watched)
        return False
