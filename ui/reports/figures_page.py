"""Figures that go out: who is counted by what, what is hidden, and what went out before."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from caseworker.aggregates import periods, words
from caseworker.aggregates.going_out import MOST_FACETS, Prepared, history, prepare
from caseworker.aggregates.layout import laid_out
from caseworker.aggregates.periods import Period, days_of
from caseworker.aggregates.populations import FACETS, Facet, Population, Scope
from caseworker.errors import KnownError
from caseworker.model.entity import Entity
from caseworker.model.figures import PublishedFigures
from ui import words as say
from ui.language import _, ngettext, text
from ui.reports.going_out_sheet import GoingOutSheet
from ui.screen import Screen
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.widgets.act import ReasonNote
from ui.widgets.button import primary, quiet
from ui.widgets.chip import FilterChip
from ui.widgets.columns import TwoColumns
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.label import small
from ui.widgets.notice import Notice
from ui.widgets.paged_model import PagedModel, TableColumn, TableRow
from ui.widgets.panel import Card
from ui.widgets.row_list import Row, RowList
from ui.widgets.section import SectionHead
from ui.widgets.select import Select
from ui.widgets.stack import Column, clear
from ui.widgets.table import Table, TableCard

_MUCH = 0.5
"""From this share of hidden cells on, the page advises to count more broadly."""
_FEW = 6
_FIRST = f"{Population.WITH_OPEN_CASE.value}:{Facet.AGE.value},{Facet.SEX.value}"
_ROWS = 14


class FiguresPage(Screen):
    """Nothing leaves before the sheet is agreed to; what left is remembered."""

    watches: ClassVar[tuple[type[Entity], ...]] = (PublishedFigures,)

    def __init__(self, shell: Shell, wanted: str = "") -> None:
        """Show the table *wanted*, as "registered:age,sex", or else the caseload."""
        population, _colon, facets = (wanted or _FIRST).partition(":")
        self._send = primary(_("Send these figures"), name="send-figures", icon="download-simple")
        back = quiet(_("This month"), name="back-to-month")
        super().__init__(
            shell,
            _("Figures that go out"),
            _("Counts alone, never a list of people. What could tell who it is stays hidden."),
            back,
            self._send,
            name="figures",
        )
        back.clicked.connect(shell.back)
        self._send.clicked.connect(self._ask)
        self._prepared: Prepared | None = None
        self._chosen = tuple(Facet(each) for each in facets.split(","))
        self._asked = 0
        self.population = Select(
            [(each.value, _(words.POPULATIONS[each])) for each in Population],
            name="population",
            label=_("Who is counted"),
        )
        self.population.set_value(population)
        self.population.chosen.connect(lambda _key: self._count_others())
        self.period = Select(
            [(each.value, _(periods.NAMES[each])) for each in Period],
            name="period",
            label=_("When"),
        )
        self.period.set_value(Period.THIS_MONTH.value)
        self.period.chosen.connect(lambda _key: self._count())
        self._facets = Column()
        self._result = Column(gap=12)
        self._before = Column(gap=8)
        self.add(self._columns())
        self._show_facets()
        self.reload()

    def _columns(self) -> TwoColumns:
        columns = TwoColumns(side_width=320, spacing=12)
        columns.main.addWidget(self._result)
        card = Card()
        for widget in (
            Field(_("Who is counted"), self.population),
            Field(_("When"), self.period),
            Field(_("By what"), self._facets, _("At most three.")),
        ):
            card.content.addWidget(widget)
        columns.side.addWidget(card)
        columns.side.addWidget(ReasonNote(self._send))
        columns.side.addWidget(self._before)
        return columns

    def reload(self) -> None:
        """Count again: something was published, here or elsewhere."""
        self._show_before()
        self._count()

    # Choosing

    def _population(self) -> Population:
        return Population(self.population.value() or Population.WITH_OPEN_CASE.value)

    def _count_others(self) -> None:
        known = FACETS[self._population()]
        self._chosen = tuple(each for each in self._chosen if each in known) or known[:1]
        self._show_facets()
        self._count()

    def _show_facets(self) -> None:
        clear(self._facets.box)
        chips = []
        for facet in FACETS[self._population()]:
            is_on = facet in self._chosen
            chip = FilterChip(_(words.FACETS[facet]), name=f"facet-{facet.value}", checked=is_on)
            chip.toggled.connect(lambda on, facet=facet: self._choose(facet, on=on))
            chip.setEnabled(is_on or len(self._chosen) < MOST_FACETS)
            chips.append(chip)
        self._facets.box.addWidget(Flow(*chips))

    def _choose(self, facet: Facet, *, on: bool) -> None:
        without = tuple(each for each in self._chosen if each is not facet)
        self._chosen = (*without, facet) if on else without
        self._show_facets()
        self._count()

    def _scope(self) -> Scope:
        period = Period(self.period.value() or Period.THIS_MONTH.value)
        first, last = days_of(period, self.desk.now().date())
        return Scope(self._population(), first, last)

    # Counting

    def _count(self) -> None:
        """Count and protect beside the window; only the newest wish is shown."""
        self._prepared = None
        self._asked += 1
        asked, scope, facets, now = self._asked, self._scope(), self._chosen, self.desk.now()
        if not facets:
            self._send.turn_off(_("Choose by what to count."))
            self._lay(small(_("Choose by what to count.")))
            return
        self._send.turn_off(_("The figures are being counted."))
        self._lay(small(_("The figures are being counted.")))
        desk = self.desk

        def work() -> Prepared:
            return desk.ask(lambda reads: prepare(reads, scope, facets, now))

        def counted(prepared: Prepared) -> None:
            if asked == self._asked:
                self._show(prepared)

        desk.work(self, work, counted, self._failed)

    def _failed(self, error: KnownError) -> None:
        self.desk.failed.emit(error)

    def _show(self, prepared: Prepared) -> None:
        self._prepared = prepared
        layout = laid_out(prepared, text())
        first, *others = layout.header
        columns = (
            TableColumn(first, strong=True),
            *(TableColumn(each, end=True) for each in others),
        )
        lines = [
            TableRow(place, (*line.names, *(value.say(text()) for value in line.values)))
            for place, line in enumerate(layout.lines)
        ]
        model = PagedModel(columns, lambda start, count: lines[start : start + count])
        table = Table(model, name="figures-table", label=_("The figures as they go out"))
        table.show_at_once(_ROWS)
        self._lay(*self._notices(layout.hidden, layout.in_all), TableCard(table))
        if layout.in_all:
            self._send.turn_on()
        else:
            self._send.turn_off(_("Nobody is counted in these days."))

    def _notices(self, hidden: int, in_all: int) -> list[QWidget]:
        if not in_all:
            return [small(_("Nobody is counted in these days."))]
        attack = self._prepared.attack if self._prepared else None
        said = _(
            "{hidden} of {all} counts are hidden.",
            hidden=text().number(hidden),
            all=text().number(in_all),
        )
        if attack is not None and not attack.narrowed:
            safe = _("With all that went out before, nobody can work one out.")
            said = f"{said} {safe}"
        notices: list[QWidget] = [small(said)]
        if hidden > _MUCH * in_all:
            advice = _("Count by fewer things, or over a longer time: then more can be told.")
            notices.append(Notice(Tone.CHOSEN, "eye-slash", _("Most would be hidden"), advice))
        return notices

    def _lay(self, *widgets: QWidget) -> None:
        clear(self._result.box)
        for widget in widgets:
            self._result.box.addWidget(widget)

    # Going out

    def _show_before(self) -> None:
        clear(self._before.box)
        sent = self.desk.ask(history)
        self._before.box.addWidget(SectionHead(_("What went out before"), text().number(len(sent))))
        if not sent:
            self._before.box.addWidget(small(_("Nothing yet.")))
            return
        rows = RowList()
        rows.add(*(self._sent(each) for each in sent[:_FEW]))
        self._before.box.addWidget(rows)

    def _sent(self, each: PublishedFigures) -> Row:
        by = text().listed(_(words.FACETS[Facet(name)]) for name in each.facets)
        day = text().day(each.published_at.astimezone(self.desk.now().tzinfo).date())
        return Row(_(words.POPULATIONS[Population(each.population)]),
                   say.joined(by, each.recipient, day))  # fmt: skip

    def _ask(self) -> None:
        if self._prepared is not None:
            most = ngettext("{count} count", "{count} counts", len(self._prepared.table.counts))
            GoingOutSheet(self.shell, self._prepared, most).open()
