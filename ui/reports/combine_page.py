"""Several centres together: each one's published table, added up and attacked again."""

from __future__ import annotations

from pathlib import Path

from caseworker.aggregates import words
from caseworker.aggregates.combining import LARGEST, Contribution, combine, read_contribution
from caseworker.aggregates.figures_file import Format
from caseworker.aggregates.going_out import Prepared
from caseworker.aggregates.sites import site_grid
from caseworker.errors import InvalidValue, KnownError
from caseworker.text import isolate
from ui.charts.chart_card import ChartCard
from ui.language import _, ngettext, text
from ui.reports.figures_table import figures_table
from ui.reports.going_out_sheet import GoingOutSheet
from ui.screen import Screen
from ui.shell import Shell
from ui.widgets.button import primary, quiet, secondary
from ui.widgets.columns import TwoColumns
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow import Flow
from ui.widgets.label import body, section, small
from ui.widgets.panel import Card
from ui.widgets.row_list import Row, RowList
from ui.widgets.stack import Column


class CombinePage(Screen):
    """Nothing of a file is kept; what is shown is what the centres published."""

    def __init__(self, shell: Shell) -> None:
        self._send = primary(_("Send these figures"), name="send-combined", icon="download-simple")
        super().__init__(
            shell,
            _("Several centres together"),
            _("Each centre protects its own table; here they are added up and attacked again."),
            self._send,
            name="combine",
        )
        self._send.clicked.connect(self._ask)
        self._parts: list[Contribution] = []
        self._prepared: Prepared | None = None
        self._result = Column(gap=12)
        self._files = Column(gap=8)
        self._said = small("")
        add = secondary(_("Add a file"), name="add-contribution", icon="plus")
        add.clicked.connect(self._add)
        card = Card(spacing=12)
        sentence = _(
            "Every centre sends its table as a file to be added up: the same people, the same"
            " days, counted by the same things."
        )
        for widget in (section(_("Centres")), body(sentence), self._files, self._said, Flow(add)):
            card.content.addWidget(widget)
        columns = TwoColumns(side_width=360, spacing=12)
        columns.main.addWidget(self._result)
        columns.side.addWidget(card)
        self.add(columns)
        self._show()

    def _add(self) -> None:
        files = self.shell.outside.files
        place = files.to_open(self.window(), _("Choose a file"), (Format.CONTRIBUTION.value,))
        if place is not None:
            self.desk.work(self, lambda: _read(place), self._take, self._refuse)

    def _take(self, part: Contribution) -> None:
        self._parts.append(part)
        self._show()

    def _refuse(self, error: KnownError) -> None:
        if isinstance(error, InvalidValue):
            self._say(
                _("This file cannot be added: it is no file of figures of Caseworker, or damaged.")
            )
        else:
            self.desk.failed.emit(error)

    def _say(self, sentence: str) -> None:
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))

    def _take_out(self, part: Contribution) -> None:
        self._parts.remove(part)
        self._show()

    def _show(self) -> None:
        self._say("")
        self._prepared = None
        rows = RowList()
        rows.add(*(self._part(place, each) for place, each in enumerate(self._parts)))
        self._files.fill(*([rows] if self._parts else []))
        self._files.setVisible(bool(self._parts))
        if len(self._parts) < _LEAST:
            self._send.turn_off(_("Add the files of at least two centres."))
            self._result.fill(_too_few())
            return
        parts, now, desk = tuple(self._parts), self.desk.now(), self.desk
        self._send.turn_off(_("The figures are being counted."))
        desk.work(
            self,
            lambda: desk.ask(lambda reads: combine(reads, parts, now)),
            self._combined,
            self._differ,
        )

    def _part(self, place: int, part: Contribution) -> Row:
        out = quiet(_("Take it out"), name=f"take-out-{place}", small=True)
        out.setAccessibleName(_("Take it out: {name}", name=isolate(part.centre)))
        out.clicked.connect(lambda: self._take_out(part))
        count = len(part.publication.hidden)
        hidden = ngettext("{count} count is hidden", "{count} counts are hidden", count)
        return Row(isolate(part.centre), hidden, acts=(out,))

    def _combined(self, prepared: Prepared) -> None:
        self._prepared = prepared
        who = _(words.POPULATIONS[prepared.scope.population])
        first, last = text().day(prepared.scope.first_day), text().day(prepared.scope.last_day)
        days = _("{first} to {last}", first=first, last=last)
        grid = ChartCard(
            site_grid(self._parts, text()), _("Each centre"), _("* hidden to protect"), name="sites"
        )
        self._result.fill(section(who), small(days), figures_table(prepared), grid)
        if prepared.attack.narrowed:
            self._send.turn_off(_("Something could be worked out from it: it does not go out."))
        else:
            self._send.turn_on()

    def _differ(self, error: KnownError) -> None:
        """Say why these do not go together; each can be taken out again."""
        self._result.fill(small(_("These tables cannot be added up.")))
        self._send.turn_off(_("These tables cannot be added up."))
        self._say(
            _("One centre is there twice, or the tables do not count the same people in the same"
              " days by the same things.")
            if isinstance(error, InvalidValue)
            else ""
        )  # fmt: skip

    def _ask(self) -> None:
        if self._prepared is not None:
            told = len(self._prepared.publication.told)
            counts = ngettext("{count} count", "{count} counts", told)
            GoingOutSheet(self.shell, self._prepared, counts).open()


_LEAST = 2


def _too_few() -> Card:
    card = Card()
    sentence = _("Add the files of at least two centres.")
    card.content.addWidget(EmptyState("buildings", _("Nothing to add up yet"), sentence))
    return card


def _read(place: Path) -> Contribution:
    with place.open("rb") as file:
        return read_contribution(file.read(LARGEST + 1))
