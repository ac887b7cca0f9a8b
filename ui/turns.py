"""Parts of a page that are made in turns of their own, after what is seen first.

A page of three hundred widgets would keep the window for a third of a second. In turns, what
somebody presses or types meanwhile comes between two parts, and what is drawn grows downwards
only, so that nothing moves under the pointer.

soon(page, page.make_the_side)   # after this event, and after what waits already
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

_A_BREATH = 1
"""Milliseconds: a turn that came at once would come before what was pressed meanwhile."""
_waiting: deque[tuple[QObject, Callable[[], None]]] = deque()
_within: list[bool] = []
"""Not empty while a part is being made."""


def soon(owner: QObject, make: Callable[[], None], *, first: bool = False) -> None:
    """Call *make* in a turn of its own, unless *owner* is gone by then.

    With *first* it comes before all that waits: for what goes on with the part being made.
    """
    if first:
        _waiting.appendleft((owner, make))
    else:
        _waiting.append((owner, make))
    if len(_waiting) == 1 and not _within:
        _call()


def all_made() -> bool:
    """Return whether no part waits for its turn."""
    return not _waiting


def _call() -> None:
    QTimer.singleShot(_A_BREATH, _turn)


def _turn() -> None:
    while _waiting:
        owner, make = _waiting.popleft()
        if not isValid(owner):
            continue
        _within.append(True)
        try:
            make()
        finally:
            _within.pop()
            if _waiting:
                _call()
        return
