"""A chart on its card: what it shows, and the way to the same as a table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from caseworker.charts.chart import Chart, TableOfChart, tells_nothing
from ui.charts.chart_view import ChartView
from ui.language import _, text
from ui.theme.fonts import Role
from ui.theme.theme import follow, theme
from ui.theme.tokens import Ink
from ui.widgets.button import quiet
from ui.widgets.flow import Flow
from ui.widgets.label import Label, small
from ui.widgets.panel import Card
from ui.widgets.stack import let_go


class ChartCard(Card):
    """Shows *chart*; one press shows its table, another the chart again. *acts* stand beside.

    *leaving* says in which form its figures leave the centre, or why they stay.
    """

    def __init__(
        self,
        chart: Chart,
        title: str,
        about: str,
        *,
        name: str,
        acts: Sequence[QWidget] = (),
        leaving: str = "",
    ) -> None:
        super().__init__(spacing=12)
        self._chart, self._title, self._name = chart, title, name
        self._as_table = False
        self._turn = quiet(_("Table"), name=f"{name}-table", small=True)
        self._turn.setAccessibleName(_("{chart} as a table", chart=title))
        self._turn.clicked.connect(self._show_other)
        words = Flow(Label(title, Role.SECTION), small(about), gap=10, line_gap=2)
        self.content.addWidget(Flow(words, *acts, self._turn, lead=160))
        self._shown: QWidget = self._view()
        self.content.addWidget(self._shown, 1)
        if leaving:
            self.content.addWidget(small(leaving))

    def _view(self) -> QWidget:
        if tells_nothing(self._chart):
            return small(_("Too few people to draw: the counts are hidden."))
        return ChartView(self._chart, self._title, name=self._name)

    def _show_other(self) -> None:
        self._as_table = not self._as_table
        self._turn.setText(_("Chart") if self._as_table else _("Table"))
        new = _Table(self._chart.table(text())) if self._as_table else self._view()
        self.content.replaceWidget(self._shown, new)
        let_go(self._shown)
        self._shown = new


class _Table(QWidget):
    def __init__(self, table: TableOfChart) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        follow(self._dress)
        for column, heading in enumerate(table.header):
            self._grid.addWidget(Label(heading, Role.SMALL_STRONG, Ink.TEXT2), 0, column)
        for line, row in enumerate(table.rows, start=1):
            for column, value in enumerate(row):
                self._grid.addWidget(small(value), line, column)
        self._grid.setRowStretch(len(table.rows) + 1, 1)

    def _dress(self) -> None:
        self._grid.setHorizontalSpacing(theme().space(16))
        self._grid.setVerticalSpacing(theme().space(6))
