"""Tab walks as one reads: as the layouts place things, not as the program happened to make them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from operator import itemgetter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLayout, QWidget


def focus_next(within: QWidget, *, forward: bool) -> bool:
    """Move the keyboard to the next widget to stop at in *within*, round and round.

    Returns:
        Whether there was one.
    """
    here = QApplication.focusWidget()
    # Where nothing has the keyboard, it begins at the head, and backwards at the foot.
    begin = here if here is not None and _is_read(here, within) else within
    following = _onwards(begin, within) if forward else _backwards(begin, within)
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


def _is_read(widget: QWidget, within: QWidget) -> bool:
    """Whether *widget* is seen in *within*, and in no window of its own."""
    if not widget.isVisible():
        return False
    above: QWidget | None = widget
    while above is not None and above is not within:
        above = None if above.isWindow() else above.parentWidget()
    return above is within


# The next stop is nearly always near. Going through the whole window for it took longer than all
# else that Tab does, so both walk outwards from where the keyboard is.


def _onwards(begin: QWidget, within: QWidget) -> Iterator[QWidget]:
    """Yield all of *within* in the order of reading, from behind *begin* round to before it."""
    for child in _inside(begin):
        yield from _reading(child)
    for _above, beside, place in _upwards(begin, within):
        for later in beside[place + 1 :]:
            yield from _reading(later)
    yield from takewhile(lambda each: each is not begin, _reading(within))


def _backwards(begin: QWidget, within: QWidget) -> Iterator[QWidget]:
    """Yield the same the other way round, from before *begin* round to behind it."""
    for above, beside, place in _upwards(begin, within):
        for earlier in reversed(beside[:place]):
            yield from reversed(list(_reading(earlier)))
        yield above
    yield from takewhile(lambda each: each is not begin, reversed(list(_reading(within))))


def _upwards(begin: QWidget, within: QWidget) -> Iterator[tuple[QWidget, list[QWidget], int]]:
    """Yield each widget above *begin* up to *within*, what it holds, and at which place it came."""
    widget = begin
    while widget is not within and (above := widget.parentWidget()) is not None:
        beside = _inside(above)
        yield above, beside, beside.index(widget)
        widget = above


def _reading(widget: QWidget) -> Iterator[QWidget]:
    """Yield *widget* and all that is seen inside it, as one reads."""
    yield widget
    for child in _inside(widget):
        yield from _reading(child)


def _inside(widget: QWidget) -> list[QWidget]:
    """Return what is seen right inside *widget*: what a layout places, then the rest."""
    children = [child for child in widget.children() if isinstance(child, QWidget)]
    layout = widget.layout()
    placed = list(_placed(layout, children)) if layout is not None else []
    known = set(placed)
    order = (*placed, *(other for other in children if other not in known))
    return [child for child in order if child.isVisible() and not child.isWindow()]


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
