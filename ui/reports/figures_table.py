"""A protected table on screen; what is hidden says so in one word."""

from __future__ import annotations

from caseworker.aggregates.going_out import Prepared
from caseworker.aggregates.layout import laid_out
from ui.language import _, text
from ui.widgets.paged_model import PagedModel, TableColumn, TableRow
from ui.widgets.table import Table, TableCard

_ROWS = 14


def figures_table(prepared: Prepared) -> TableCard:
    """Return *prepared* as it goes out."""
    layout = laid_out(prepared, text())
    first, *others = layout.header
    columns = (
        TableColumn(first, strong=True),
        *(TableColumn(each, end=len(layout.header) - place <= layout.across)
          for place, each in enumerate(others, start=1)),
    )  # fmt: skip
    lines = [
        TableRow(
            place,
            (
                *line.indented,
                *(each.in_table(text()) for each in line.values),
            ),
        )
        for place, line in enumerate(layout.lines)
    ]
    model = PagedModel(columns, lambda start, count: lines[start : start + count])
    table = Table(model, name="figures-table", label=_("The figures as they go out"))
    table.show_at_once(_ROWS)
    return TableCard(table)
