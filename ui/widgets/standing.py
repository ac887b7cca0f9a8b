"""Where somebody stands on a page that is built anew: the row with the keyboard, the part in view.

Others write while somebody reads: what is shown anew may not lead her back to the top.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QTimer
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QWidget

from ui.widgets.row_list import OpenRow, Row

AnyRow = Row | OpenRow


class Standing:
    """Noted before a page is built anew, and gone back to afterwards.

    Rows are found again by their keys, so that a row that came in above moves nothing.
    """

    def __init__(self, scroll: QScrollArea, ground: QWidget) -> None:
        """Note where somebody stands on *ground*, of which *scroll* shows a part."""
        self._scroll, self._ground = scroll, ground
        self._value = scroll.verticalScrollBar().value()
        rows = self._rows()
        self._order = [row.key for row in rows]
        self._in_view = next(
            ((row.key, top) for row in rows if (top := self._top(row)) + row.height() > 0), None
        )
        here = QApplication.focusWidget()
        self._has_keyboard = here is not None and ground.isAncestorOf(here)
        self._name = here.objectName() if here is not None else ""
        self._row, self._place = _row_around(here) if self._has_keyboard else ("", 0)

    def go_back(self) -> None:
        """Put the keyboard and the part in view where they were, once the new rows are there."""
        # Qt shows them before any timer runs out.
        self._scroll.setUpdatesEnabled(False)
        QTimer.singleShot(0, self._scroll, self._arrive)

    def _arrive(self) -> None:
        # They have their places, and the bar its range, once what waits to be laid out is.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        here = QApplication.focusWidget()
        if self._has_keyboard and (here is None or here.objectName() != self._name):
            self._give_keyboard()
        self._show_part()
        self._scroll.setUpdatesEnabled(True)

    def _give_keyboard(self) -> None:
        rows = {row.key: row for row in self._rows()}
        if self._row:
            row = next((rows[key] for key in self._nearest() if key in rows), None)
            acts = _acts(row) if row is not None else []
            if acts:
                acts[min(self._place, len(acts) - 1)].setFocus()
            return
        found = self._ground.findChildren(QWidget, self._name) if self._name else []
        for widget in found:
            if widget.isVisible():
                widget.setFocus()

    def _nearest(self) -> list[str]:
        """Return the keys of the row that had the keyboard, those behind it, those before it."""
        at = self._order.index(self._row)
        return [*self._order[at:], *reversed(self._order[:at])]

    def _show_part(self) -> None:
        bar = self._scroll.verticalScrollBar()
        value = self._value
        if value and self._in_view is not None:
            key, before = self._in_view
            row = next((row for row in self._rows() if row.key == key), None)
            if row is not None:
                value = bar.value() + self._top(row) - before
        bar.setValue(value)

    def _rows(self) -> list[AnyRow]:
        """Return the rows that can be told apart, as they lie; those let go are hidden."""
        ground = self._ground
        every: list[AnyRow] = [*ground.findChildren(OpenRow), *ground.findChildren(Row)]
        kept = [row for row in every if row.key and not row.isHidden()]
        return sorted(kept, key=self._top)

    def _top(self, row: QWidget) -> int:
        down = row.mapTo(self._ground, QPoint()).y()
        return down - self._scroll.verticalScrollBar().value()


def _row_around(widget: QWidget | None) -> tuple[str, int]:
    """Return the key of the row in which *widget* is, and which of its acts that is."""
    around = widget
    while around is not None and not (isinstance(around, AnyRow) and around.key):
        around = around.parentWidget()
    if not isinstance(around, AnyRow):
        return "", 0
    acts = _acts(around)
    return around.key, acts.index(widget) if widget in acts else 0


def _acts(row: AnyRow) -> list[QWidget]:
    """Return what in *row* can have the keyboard: itself where it opens something, its acts."""
    acts: list[QWidget] = list(row.findChildren(QPushButton))
    return [row, *acts] if isinstance(row, OpenRow) else acts
