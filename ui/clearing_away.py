"""When the window clears away what is no longer needed: never while somebody waits for it.

Python looks for it whenever enough was made, in whichever thread made it, and nothing else goes on
meanwhile: .4 s after some fifty screens. It would also take widgets apart outside their thread.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 1.0
"""Seconds."""
_ENOUGH = 10_000
"""Things made since the last look and still there, from which on a look pays."""


class Clearing(QObject):
    """Looks through what is new every second; through all only when `clear_all` is called."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(clear_new)
        self._timer.start(round(_EVERY * 1000))


def clear_new() -> None:
    """Clear away what was made lately and is no longer needed, where it is enough to matter."""
    if gc.get_count()[0] > _ENOUGH:
        gc.collect(1)


def clear_all() -> None:
    """Clear away whatever is no longer needed: while nobody touches the laptop."""
    gc.collect()
