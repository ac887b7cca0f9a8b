"""The indicators that the centre looks at: this month, the month before, a year ago, the target."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from caseworker.centre.settings import the_centre
from caseworker.documents.indicator_table import indicator_table
from caseworker.indicators import words as say
from caseworker.indicators.editing import left_out, library_of_centre
from caseworker.indicators.indicator import Indicator
from caseworker.indicators.measuring import Measured, measured
from caseworker.model.entity import Entity
from caseworker.model.indicator import CentreIndicator, DataClass
from ui import words
from ui.language import _, text
from ui.screen import Screen
from ui.shell import Shell
from ui.widgets.button import quiet, secondary
from ui.widgets.flow import Flow
from ui.widgets.label import small
from ui.widgets.paged_model import PagedModel, TableColumn, TableRow
from ui.widgets.stack import Column, show_if
from ui.widgets.table import Table, TableCard
from ui.window.navigation import Destination, Place

PART = "indicator"
ADDED = "new"
"""The subject of an indicator that is not there yet."""


class IndicatorsPage(Screen):
    """Values stay inside the centre; what may go out goes through the protected tables."""

    watches: ClassVar[tuple[type[Entity], ...]] = (CentreIndicator,)

    def __init__(self, shell: Shell) -> None:
        paper = quiet(_("Print the definitions"), name="print-indicators", icon="printer")
        add = secondary(_("Add an indicator"), name="add-indicator", icon="plus")
        super().__init__(
            shell,
            _("Indicators"),
            _("What each means, how it is counted, and how public it is."),
            paper,
            add,
            name="indicators",
        )
        centre = self.desk.ask(lambda reads: the_centre(reads).id)
        paper.clicked.connect(lambda: shell.show_document(indicator_table, centre))
        add.clicked.connect(lambda: shell.go(Destination(Place.REPORTS, ADDED, PART)))
        columns = (
            TableColumn(_("Indicator"), strong=True),
            TableColumn(_("This month"), end=True),
            TableColumn(_("Last month"), end=True),
            TableColumn(_("A year ago"), end=True, gives_way=3),
            TableColumn(_("Target"), gives_way=2),
            TableColumn(_("Where it stands"), gives_way=1),
        )
        self._rows: list[TableRow] = []
        self.model = PagedModel(columns, lambda start, count: self._rows[start : start + count])
        self.table = Table(self.model, name="indicators-table", label=_("Indicators"))
        self.table.opened.connect(lambda key: shell.go(Destination(Place.REPORTS, str(key), PART)))
        self._counting = small(_("The figures are being counted."))
        self._left = Column(gap=8)
        self._asked = 0
        self.add(self._counting, self._left)
        self.add_filling(TableCard(self.table))
        self.reload()

    def reload(self) -> None:
        """Count beside the window."""
        self._asked += 1
        asked, now, desk = self._asked, self.desk.now(), self.desk

        def work() -> tuple[tuple[Measured, ...], tuple[Indicator, ...]]:
            return desk.ask(
                lambda reads: (measured(reads, library_of_centre(reads), now)[0], left_out(reads))
            )

        def counted(found: tuple[tuple[Measured, ...], tuple[Indicator, ...]]) -> None:
            if asked == self._asked:
                self._show(*found)

        desk.work(self, work, counted)

    def _show(self, shown: tuple[Measured, ...], left: tuple[Indicator, ...]) -> None:
        self._counting.hide()
        self._rows = [_row(each) for each in shown]
        self.model.reload()
        show_if(self._left, bool(left))
        self._left.fill(*([Flow(small(_("Left out")), *map(self._again, left))] if left else []))

    def _again(self, indicator: Indicator) -> QWidget:
        called = say.name(indicator, text())
        again = quiet(called, name=f"left-{indicator.key}", small=True)
        again.setAccessibleName(_("Left out: {name}", name=called))
        again.clicked.connect(
            lambda: self.shell.go(Destination(Place.REPORTS, indicator.key, PART))
        )
        return again


def _row(shown: Measured) -> TableRow:
    indicator, language = shown.indicator, text()
    *_before, last, now = shown.values
    values = (
        tuple(say.value(indicator, each, language) for each in (now, last, shown.values[0]))
        if shown.known
        else ("–", "–", "–")
    )
    return TableRow(
        indicator.key,
        (
            say.name(indicator, language),
            *values,
            say.target(indicator, language),
            _state(shown),
        ),
    )


def _state(shown: Measured) -> str:
    if not shown.known:
        return _("not counted yet")
    met = say.is_met(shown.indicator, shown.values[-1])
    return words.joined(
        "" if met is None else _("target met") if met else _("target not met"),
        _("not public") if shown.indicator.data_class is DataClass.SENSITIVE else "",
    )
