"""Tables: small headings, rows of 36, the chosen row soft with a bar at its start."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ui.theme.fonts import Role
from ui.theme.theme import follow, theme
from ui.theme.tokens import Ink
from ui.widgets.paged_model import PagedModel
from ui.widgets.panel import Card

Index = QModelIndex | QPersistentModelIndex
_BAR = 3
_PADDING = 16
# Absolute: the side is chosen here already, and Qt would turn it once more right to left.
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
_LEFT = int(Qt.AlignmentFlag.AlignLeft | _MIDDLE)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | _MIDDLE)
_SAMPLE = 50
"""How many rows are measured for the width of a column."""
_WIDEST = 320
"""How wide the words of a column may be, in pixels at 100 %; longer ones are shortened."""
_TOLD_APART, _MOST_LEAST = 230, 160
"""So much of a name is shown before another column gives way, and of other words."""


class _CellPainter(QStyledItemDelegate):
    """Paints a cell: ground when chosen, the bar in the first column, the words.

    With as few calls of Qt as it takes: each of them waits for its turn while somebody writes.
    """

    def __init__(self, table: QTableView, model: PagedModel) -> None:
        super().__init__(table)
        self._model = model
        self._shortened: dict[tuple[str, int, bool], str] = {}

    def forget(self) -> None:
        """Shorten the words anew, after rows or letters changed."""
        self._shortened.clear()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now = theme()
        colours = now.tokens
        area: QRect = option.rect
        place = index.column()
        column = self._model.columns[place]
        turned = option.direction == Qt.LayoutDirection.RightToLeft
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, colours.soft)
            if colours.high_contrast:
                line = QRect(area.left(), area.bottom() - 1, area.width(), 2)
                painter.fillRect(line, colours.edge)
            if place == 0:
                start = area.right() - _BAR + 1 if turned else area.left()
                painter.fillRect(QRect(start, area.top(), _BAR, area.height()), colours.accent)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, colours.sunken)
        # Numbers end where their heading ends; words may come nearer to the next column.
        ends = _PADDING if column.end else _PADDING // 2
        before, after = (ends, _PADDING) if turned else (_PADDING, ends)
        inside = area.adjusted(before, 0, -after, 0)
        words = self._model.row(index.row()).words[place]
        painter.setFont(now.font(Role.STRONG if column.strong else Role.BODY))
        painter.setPen(now.colour(Ink.TEXT))
        painter.drawText(
            inside,
            _RIGHT if turned != column.end else _LEFT,
            self._short(words, inside.width(), strong=column.strong),
        )

    def _short(self, words: str, width: int, *, strong: bool) -> str:
        key = words, width, strong
        short = self._shortened.get(key)
        if short is None:
            metrics = QFontMetrics(theme().font(Role.STRONG if strong else Role.BODY))
            short = metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)
            self._shortened[key] = short
        return short


@dataclass(frozen=True)
class _Need:
    """How wide a column has to be, in pixels."""

    heading: int
    """For its heading, which is not understood without its end."""
    least: int
    """For so much of its words that they can be told from each other."""
    whole: int
    """For all of its words, as far as a column grows."""


def _fits(needed: Sequence[_Need], gives_way: Sequence[int], room: int) -> list[int]:
    """Return the places of the columns that are shown: all, or those that do not give way."""
    shown = list(range(len(needed)))
    while sum(needed[at].least for at in shown) > room:
        first = max(shown, key=lambda at: (gives_way[at], at))
        if not gives_way[first]:
            break
        shown.remove(first)
    return shown


def _shared(needed: Sequence[_Need], room: int) -> list[int]:
    """Return how wide each column is; what is left is shared alike.

    Where room is short the widest give of theirs: a name is understood without its end.
    """

    def widths(most: int) -> list[int]:
        return [max(each.heading, min(each.whole, most)) for each in needed]

    headings = sum(widths(0))
    if headings > room:
        found = [width * room // headings for width in widths(0)]
    else:
        widest = max(each.whole for each in needed)
        most = bisect_right(range(widest + 1), room, key=lambda most: sum(widths(most))) - 1
        spare = (room - sum(widths(most))) // len(needed)
        found = [width + spare for width in widths(most)]
    found[-1] += room - sum(found)
    return found


class Table(QTableView):
    """A table over a `PagedModel`. Enter, or a double click, opens the row."""

    opened = Signal(object)
    """The key of the row opened."""
    chosen = Signal(object)
    """The key of the row chosen, or none."""

    def __init__(self, model: PagedModel, *, name: str, label: str) -> None:
        super().__init__()
        self._model = model
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setModel(model)
        self._painter = _CellPainter(self, model)
        self.setItemDelegate(self._painter)
        self.setShowGrid(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(24)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.doubleClicked.connect(self._open)
        model.modelReset.connect(self._painter.forget)
        model.modelReset.connect(self._share_width)
        self.verticalScrollBar().rangeChanged.connect(self._share_width)
        self.selectionModel().currentRowChanged.connect(self._choose)
        self._at_once = 0
        follow(self._dress)

    def show_at_once(self, rows: int) -> None:
        """Be high enough for *rows* rows, or for as many as there are."""
        self._at_once = rows
        self._dress()

    def _dress(self) -> None:
        now = theme()
        self.setFont(now.font(Role.BODY))
        self._painter.forget()
        self._share_width()
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(round(36 * now.text_scale))
        if self._at_once:
            shown = min(self._at_once, self._model.rowCount())
            heading = self.horizontalHeader().sizeHint().height()
            self.setMinimumHeight(heading + shown * rows.defaultSectionSize() + 8)

    def _share_width(self) -> None:
        """Give each column what its words need; where that is too much, some give way."""
        columns = self._model.columns
        needed = [self._need(place) for place in range(len(columns))]
        room = self.viewport().width()
        shown = _fits(needed, [each.gives_way for each in columns], room)
        widths = dict(zip(shown, _shared([needed[at] for at in shown], room), strict=True))
        for place in range(len(columns)):
            self.setColumnHidden(place, place not in widths)
            if place in widths:
                self.setColumnWidth(place, widths[place])

    def _need(self, place: int) -> _Need:
        now, column = theme(), self._model.columns[place]
        metrics = QFontMetrics(now.font(Role.STRONG if column.strong else Role.BODY))
        rows = range(min(_SAMPLE, self._model.rowCount()))
        words = (metrics.horizontalAdvance(self._model.row(row).words[place]) for row in rows)
        heading = QFontMetrics(now.font(Role.SMALL_STRONG)).horizontalAdvance(column.heading)
        beside = _PADDING + 8
        heading += _PADDING + beside
        widest = max(words, default=0) + beside
        most = round((_TOLD_APART if column.strong else _MOST_LEAST) * now.text_scale)
        return _Need(
            heading=heading,
            least=max(heading, min(widest, most)),
            whole=max(heading, min(widest, round(_WIDEST * now.text_scale) + beside)),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._share_width()

    def key(self) -> object:
        """Return the key of the chosen row, or none."""
        index = self.currentIndex()
        return self._model.row(index.row()).key if index.isValid() else None

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._model.row(index.row()).key)

    def _choose(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit(self._model.row(index.row()).key if index.isValid() else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the chosen row on Enter."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)


class TableCard(Card):
    """A card that holds one table, edge to edge."""

    def __init__(self, table: Table) -> None:
        super().__init__(padding=0)
        self.table = table
        self.content.addWidget(table)

    def _dress(self) -> None:
        super()._dress()
        self.content.setContentsMargins(1, 8, 1, 8)
