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
PAGE = 50
"""A window shows some twenty; more at once would hold it up while somebody scrolls."""


@dataclass(frozen=True)
class TableColumn:
    """A column: its heading, and whether its words have weight or stand at the end."""

    heading: str
    strong: bool = False
    end: bool = False
    gives_way: int = 0
    """Where room is short the column with the highest is left out first; one with 0 never is."""


@dataclass(frozen=True)
class TableRow:
    """A row: its key, and the words of each column."""

    key: Hashable
    words: tuple[str, ...]


_Step = tuple[str, int, int, int, int]


@dataclass(frozen=True)
class Present:
    """The rows of a table as they are now, in the place of those shown when they were asked for."""

    rows: tuple[TableRow, ...]
    ended: bool
    """Whether they are all."""
    begun: int
    """Of which beginning of the table they are."""
    shown: int
    """How many rows were shown when they were asked for."""
    steps: tuple[_Step, ...]
    """What has to be taken out and put in for them."""


Fetch = Callable[[int, int], Sequence[TableRow]]
"""Returns at most *count* rows from *start* on; fewer say that the end is reached."""


class PagedModel(QAbstractTableModel):
    """Asks *fetch* for the next page when the view comes near its end.

    One that begins *empty* has no rows until its first ones are fetched anew and shown.
    """

    def __init__(
        self,
        columns: Sequence[TableColumn],
        fetch: Fetch,
        page: int = PAGE,
        *,
        empty: bool = False,
    ) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._fetch = fetch
        self._page = page
        self._rows: list[TableRow] = []
        self._begun = 0
        self._ended = empty
        if not empty:
            self.fetchMore(_TOP)

    def reload(self) -> None:
        """Begin again from the first page."""
        self.beginResetModel()
        self._rows = []
        self._begun += 1
        self._ended = False
        self.endResetModel()
        self.fetchMore(_TOP)

    def fetch_anew(self) -> Present:
        """Return the rows as they are now, as many as there are; it may run beside the window."""
        begun, shown = self._begun, tuple(self._rows)
        count = max(len(shown), self._page)
        rows = tuple(self._fetch(0, count))
        return Present(rows, len(rows) < count, begun, len(shown), _steps(shown, rows))

    def show(self, present: Present) -> None:
        """Show *present*. What stays in its place is not drawn again, and stays chosen."""
        if present.begun != self._begun:
            return
        if not self._rows:
            self.beginResetModel()
            self._rows, self._ended = list(present.rows), present.ended
            self.endResetModel()
            return
        steps, rows = present.steps, present.rows
        if len(self._rows) > present.shown:
            # Somebody scrolled on meanwhile: what came then stays below, where there is more.
            there = {row.key for row in rows}
            more = (row for row in self._rows[present.shown :] if row.key not in there)
            rows = rows if present.ended else (*rows, *more)
            steps = _steps(tuple(self._rows), rows)
            self._ended = self._ended or present.ended
        else:
            self._ended = present.ended
        # From the end on, so that the places before stay what they are.
        for step, first, end, come, come_end in reversed(steps):
            if step in ("replace", "delete"):
                self.beginRemoveRows(_TOP, first, end - 1)
                del self._rows[first:end]
                self.endRemoveRows()
            if step in ("replace", "insert"):
                self.beginInsertRows(_TOP, first, first + come_end - come - 1)
                self._rows[first:first] = rows[come:come_end]
                self.endInsertRows()

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


def _steps(before: tuple[TableRow, ...], now: tuple[TableRow, ...]) -> tuple[_Step, ...]:
    return tuple(SequenceMatcher(None, before, now, autojunk=False).get_opcodes())
