"""Tab walks as one reads: as the layouts place things, not as the program happened to make them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter

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
    children = [child for child in widget.children() if isinstance(child, QWidget)]
    layout = widget.layout()
    placed = list(_placed(layout, children)) if layout is not None else []
    known = set(placed)
    for child in (*placed, *(other for other in children if other not in known)):
        if child.isVisible() and not child.isWindow():
            yield from _reading(child)


def _placed(layout: QLayout, children: Sequence[QWidget]) -> Iterator[QWidget]:
    # The items of a layout are no QObjects: a reference to one may outlive it. So none is taken.
    within: list[QWidget | QLayout] = [*children]
    within += [inner for inner in layout.children() if isinstance(inner, QLayout)]
    places = [(layout.indexOf(each), each) for each in within]
    for place, each in sorted(places, key=itemgetter(0)):
        if place >= 0 and isinstance(each, QLayout):
            yield from _placed(each, children)
        elif place >= 0 and isinstance(each, QWidget):
            yield each
