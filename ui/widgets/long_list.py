"""A list that may have thousands of rows: the first ones, and the way to more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from ui.language import ngettext
from ui.widgets.button import ghost
from ui.widgets.flow import Flow
from ui.widgets.row_list import RowList
from ui.widgets.stack import Column, let_go

T = TypeVar("T")
AT_ONCE = 15
"""So many rows are made in a few hundredths of a second; more would hold the window up."""


class HowFar:
    """How many rows of a list are shown; kept by the page that builds the list anew."""

    def __init__(self, rows: int = AT_ONCE) -> None:
        """Show *rows* at first."""
        self.rows = rows


class LongList(Column):
    """The first of *lines* as rows; one press shows more of them below."""

    def __init__(
        self,
        lines: Sequence[T],
        row: Callable[[int, T], QWidget],
        how_far: HowFar,
        *,
        name: str = "more-rows",
    ) -> None:
        """Show *lines*, each as the *row* of its place in the list, as far as *how_far* says."""
        super().__init__()
        self._make = [partial(row, place, line) for place, line in enumerate(lines)]
        self._how_far, self._name = how_far, name
        self._rows = RowList()
        self._more: QWidget | None = None
        self.box.addWidget(self._rows)
        self._show(0)

    def _show(self, begin: int) -> None:
        if self._more is not None:
            let_go(self._more)
            self._more = None
        end = self._how_far.rows
        made = [make() for make in self._make[begin:end]]
        self._rows.add(*made)
        if begin and made:
            made[0].setFocus()  # the press that asked for them has gone with its button
        left = len(self._make) - end
        if left > 0:
            coming = min(left, AT_ONCE)
            more = ghost(ngettext("Show {count} more", "Show {count} more", coming),
                         name=self._name)  # fmt: skip
            more.clicked.connect(self._go_on)
            self._more = Flow(more)
            self.box.addWidget(self._more)

    def _go_on(self) -> None:
        begin = self._how_far.rows
        self._how_far.rows += AT_ONCE
        self._show(begin)
