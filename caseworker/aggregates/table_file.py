"""A published table as rows of text: one column for each dimension, and the count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from caseworker.aggregates.publication import Publication
from caseworker.aggregates.table import Cell, Path, Table

TOTAL = "Total"
HIDDEN = "*"
COUNT = "count"
MOST_ROWS = 20_000
"""Above, combinations without anybody get no row; they are told by being left out."""
_LEADS_A_FORMULA = ("=", "+", "-", "@", "|", "%", "\t", "\r")


def rows(table: Table, publication: Publication, columns: Sequence[str]) -> Iterator[list[str]]:
    """Yield the rows of *table* as far as *publication* shows it, first the names of *columns*.

    *columns* are the dimensions in the order wanted. Cells of a dimension that the publication
    leaves out are hidden.
    """
    yield [*map(_harmless, columns), COUNT]
    order = [table.dimensions.index(name) for name in columns]
    kept = [name in publication.dimensions for name in table.dimensions]
    whole = table.size <= MOST_ROWS and all(kept)
    for cell in table.cells() if whole else sorted(table.counts):
        count = _count(cell, kept, publication)
        yield [*(_label(cell[at]) for at in order), count]


def _count(cell: Cell, kept: list[bool], publication: Publication) -> str:
    pairs = list(zip(cell, kept, strict=True))
    published = tuple(path for path, is_kept in pairs if is_kept)
    if any(path for path, is_kept in pairs if not is_kept) or not publication.is_known(published):
        return HIDDEN
    return str(publication.shown.get(published, 0))


def _label(path: Path) -> str:
    """Return the category in words; one that is called like the total is set apart from it."""
    if not path:
        return TOTAL
    label = _harmless(path[-1])
    return f"{label} (category)" if label == TOTAL else label


def _harmless(value: str) -> str:
    """Return *value* so that no spreadsheet takes it for a formula."""
    return f"'{value}" if value.startswith(_LEADS_A_FORMULA) else value
