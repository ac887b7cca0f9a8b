"""Rows of a table, fetched page by page: no list ever loads all of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from ui.theme.fonts import Role
from ui.theme.theme import theme

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
PAGE = 100


@dataclass(frozen=True)
class TableColumn:
    """A column: its heading, and whether its words have weight or stand at the end."""

    heading: str
    strong: bool = False
    end: bool = False


@dataclass(frozen=True)
class TableRow:
    """A row: its key, and the words of each column."""

    key: Hashable
    words: tuple[str, ...]


Fetch = Callable[[int, int], Sequence[TableRow]]
"""Returns at most *count* rows from *start* on; fewer say that the end is reached."""


class PagedModel(QAbstractTableModel):
    """Asks *fetch* for the next page when the view comes near its end."""

    def __init__(self, columns: Sequence[TableColumn], fetch: Fetch, page: int = PAGE) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._fetch = fetch
        self._page = page
        self._rows: list[TableRow] = []
        self._ended = False
        self.fetchMore(_TOP)

    def reload(self) -> None:
        """Begin again from the first page."""
        self.beginResetModel()
        self._rows = []
        self._ended = False
        self.endResetModel()
        self.fetchMore(_TOP)

    def ask(self, fetch: Fetch) -> None:
        """Take rows from *fetch* from now on, as when a filter changes."""
        self._fetch = fetch
        self.reload()

    def row(self, number: int) -> TableRow:
        """Return the row at *number*."""
        return self._rows[number]

    def row_of(self, key: Hashable) -> int | None:
        """Return where the row of *key* stands, among those fetched."""
        return next((place for place, row in enumerate(self._rows) if row.key == key), None)

    def canFetchMore(self, _parent: Index = _TOP) -> bool:
        """Return whether the end has not been reached."""
        return not self._ended

    def fetchMore(self, _parent: Index = _TOP) -> None:
        """Fetch the next page."""
        fetched = list(self._fetch(len(self._rows), self._page))
        self._ended = len(fetched) < self._page
        if fetched:
            last = len(self._rows) + len(fetched) - 1
            self.beginInsertRows(QModelIndex(), len(self._rows), last)
            self._rows.extend(fetched)
            self.endInsertRows()

    def rowCount(self, parent: Index = _TOP) -> int:
        """Return how many rows have been fetched."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _TOP) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a cell; the whole of them as its tooltip."""
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._rows[index.row()].words[index.column()]
        return None

    def headerData(
        self,
        place: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return the heading of a column."""
        across = orientation == Qt.Orientation.Horizontal
        if across and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[place].heading
        if across and role == Qt.ItemDataRole.FontRole:
            # The stylesheet paints headings with the model's font, never with the header's.
            return theme().font(Role.SMALL_STRONG)
        if across and role == Qt.ItemDataRole.TextAlignmentRole and self.columns[place].end:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None
