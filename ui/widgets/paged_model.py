"""Rows of a table, fetched page by page: no list ever loads all of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from ui.theme.fonts import Role
from ui.theme.theme import theme

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
PAGE = 100
_KEPT = 5 * PAGE
"""As many rows are fetched anew where more were shown; the others come when they are reached."""


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


@dataclass(frozen=True)
class Present:
    """The first rows of a table as they are now, and whether they are all."""

    rows: tuple[TableRow, ...]
    ended: bool


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

    def fetch_anew(self) -> Present:
        """Return the rows as they are now, as many as there are; it may run beside the window."""
        count = min(max(len(self._rows), self._page), max(_KEPT, self._page))
        rows = tuple(self._fetch(0, count))
        return Present(rows, ended=len(rows) < count)

    def show(self, present: Present) -> None:
        """Show *present*. What stays in its place is not drawn again, and stays chosen."""
        steps = SequenceMatcher(None, self._rows, present.rows, autojunk=False).get_opcodes()
        # From the end on, so that the places before stay what they are.
        for step, first, end, come, come_end in reversed(steps):
            if step in ("replace", "delete"):
                self.beginRemoveRows(_TOP, first, end - 1)
                del self._rows[first:end]
                self.endRemoveRows()
            if step in ("replace", "insert"):
                self.beginInsertRows(_TOP, first, first + come_end - come - 1)
                self._rows[first:first] = present.rows[come:come_end]
                self.endInsertRows()
        self._ended = present.ended

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
