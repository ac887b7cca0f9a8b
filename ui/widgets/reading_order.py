"""Tab walks as one reads: as the layouts place things, not as the program happened to make them."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLayout, QWidget


def focus_next(within: QWidget, *, forward: bool) -> bool:
    """Move the keyboard to the next widget to stop at in *within*, round and round.

    Returns:
        Whether there was one.
    """
    order = list(_reading(within))
    here = QApplication.focusWidget()
    # Where nothing has the keyboard, it begins at the head, and backwards at the foot.
    at = order.index(here) if here in order else 0
    before, after = order[:at], order[at + 1 :]
    following = after + before if forward else before[::-1] + after[::-1]
    stop = next((widget for widget in following if _stops(widget)), None)
    if stop is None:
        return False
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    stop.setFocus(reason)
    return True


def _stops(widget: QWidget) -> bool:
    """Whether Tab stops at *widget*; one that passes the keyboard on is no stop of its own."""
    return (
        widget.isEnabled()
        and widget.focusProxy() is None
        and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    )


def _reading(widget: QWidget) -> Iterator[QWidget]:
    """Yield *widget* and all that is seen inside it: what a layout places, then the rest."""
    yield widget
    layout = widget.layout()
    placed = list(_placed(layout)) if layout is not None else []
    known = set(placed)
    others = (child for child in widget.children() if isinstance(child, QWidget))
    for child in (*placed, *(other for other in others if other not in known)):
        if child.isVisible() and not child.isWindow():
            yield from _reading(child)


def _placed(layout: QLayout) -> Iterator[QWidget]:
    items = filter(None, map(layout.itemAt, range(layout.count())))
    for item in items:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _placed(inner)
