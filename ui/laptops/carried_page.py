"""What an outreach laptop carries: the cases of its people, and what was chosen otherwise."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout

from caseworker.centre.outreach import carry
from caseworker.model.carried import CarriedRecord
from caseworker.model.case import Case
from caseworker.model.entity import Entity
from caseworker.model.ids import DeviceId, PersonId
from caseworker.model.rights import Restriction
from caseworker.ports import Changes, UnitOfWork
from caseworker.sync.space import Laptop
from caseworker.views.carried import RecordLine, carried_page, found
from caseworker.views.names import colleague
from ui import words
from ui.language import _, text
from ui.screen import Screen
from ui.shell import Shell
from ui.widgets.button import quiet, secondary
from ui.widgets.columns import TwoColumns
from ui.widgets.flow import Flow
from ui.widgets.label import body, section, small
from ui.widgets.panel import Card
from ui.widgets.row_list import Row, RowList
from ui.widgets.search_field import SearchField
from ui.widgets.section import SectionHead
from ui.widgets.sheet import Sheet
from ui.widgets.stack import clear
from ui.window.navigation import Destination, Place

_PAUSE = 250
"""Milliseconds after the last letter before the search begins."""


class CarriedPage(Screen):
    """One outreach laptop; administrators only."""

    watches: ClassVar[tuple[type[Entity], ...]] = (CarriedRecord, Case, Restriction)

    def __init__(self, shell: Shell, laptop: Laptop) -> None:
        self._laptop = laptop
        super().__init__(
            shell,
            _("Laptop {code}", code=laptop.code),
            _("It goes outside. It carries only these records, and nothing of the others."),
            name="carried",
        )
        self._main, self._found = QVBoxLayout(), QVBoxLayout()
        self._search = SearchField(name="carried-search", label=_("Give another record"))
        self._waits = QTimer(self, singleShot=True, interval=_PAUSE)
        self._waits.timeout.connect(self._look_for)
        self._search.textChanged.connect(lambda _text: self._waits.start())
        columns = TwoColumns()
        columns.main.addLayout(self._main)
        columns.side.addWidget(self._giving())
        columns.side.addWidget(self._staying())
        self.add(columns)
        self.reload()

    @property
    def _device(self) -> DeviceId:
        return DeviceId(self._laptop.device)

    def reload(self) -> None:
        """Show what it carries now."""
        clear(self._main)
        shown = self.desk.ask(lambda reads: carried_page(reads, self._device, self._laptop.people))
        self._head(_("It carries"), shown.carried)
        if shown.carried:
            self._main.addWidget(self._rows(shown.carried, carried=True))
        else:
            self._main.addWidget(body(_("Nothing but the arrivals, the beds and the directory.")))
        if shown.left_out:
            self._head(_("Left out, though the case is with its people"), shown.left_out)
            self._main.addWidget(self._rows(shown.left_out, carried=False))

    def _head(self, title: str, lines: tuple[RecordLine, ...]) -> None:
        self._main.addWidget(SectionHead(title, text().number(len(lines))))

    def _rows(self, lines: tuple[RecordLine, ...], *, carried: bool) -> RowList:
        rows = RowList()
        rows.add(*(self._row(line, carried=carried) for line in lines))
        return rows

    def _row(self, line: RecordLine, *, carried: bool) -> Row:
        word = _("Take it off") if carried else _("Give it")
        act = quiet(word, name=f"{'take' if carried else 'give'}-{line.number}", small=True)
        title = line.name or _("Record {number}", number=line.number)
        act.setAccessibleName(f"{word}: {title}")
        act.clicked.connect(lambda: self._decide(line.id, carried=not carried))
        detail = words.joined(
            line.number if line.name else "",
            _("its people work on the case") if line.by_case else _("chosen by hand"),
        )
        return Row(title, detail if carried or line.by_case else line.number, acts=[act])

    def _giving(self) -> Card:
        card = Card()
        names = self.desk.ask(lambda reads: carried_page(reads, self._device, ())).names
        for widget in (
            section(_("Give another record")),
            small(
                _("By name, or by the number of the case.")
                if names
                else _("By the number of the case.")
            ),
            self._search,
        ):
            card.content.addWidget(widget)
        card.content.addLayout(self._found)
        return card

    def _staying(self) -> Card:
        people = self.desk.ask(
            lambda reads: text().listed(sorted(colleague(reads, e) for e in self._laptop.people))
        )
        stays = secondary(_("It stays inside again"), name="stays-inside", small=True)
        stays.clicked.connect(self._ask_staying)
        card = Card()
        for widget in (
            section(_("Unlocked by")),
            body(people),
            small(
                _(
                    "When one of them is given a case, its record comes to this laptop by itself,"
                    " with the next exchange."
                )
            ),
            Flow(stays),
        ):
            card.content.addWidget(widget)
        return card

    def _look_for(self) -> None:
        clear(self._found)
        asked = self._search.text()
        lines = self.desk.ask(lambda reads: found(reads, asked))
        if lines:
            self._found.addWidget(self._rows(lines, carried=False))
        elif asked.strip():
            self._found.addWidget(small(_("Nobody is found.")))

    def _decide(self, person_id: PersonId, *, carried: bool) -> None:
        device = self._device

        def act(work: UnitOfWork) -> None:
            carry(work, device, person_id, carried=carried)

        def kept(outcome: tuple[None, Changes]) -> None:
            clear(self._found)
            self._search.clear()
            self.desk.changed.emit(outcome[1])
            self.shell.automatic.soon()
            self.shell.say(
                _("It comes with the next exchange of that laptop")
                if carried
                else _("It goes from that laptop at its next exchange")
            )

        self.desk.change_staff(self, lambda office: office.perform(act), kept)

    def _ask_staying(self) -> None:
        sheet = Sheet(_("It stays inside again"), _("Give it all records"), name="inside-again")
        sheet.say(_("At its next exchange the laptop is given every record of the centre."))
        sheet.say(_("That can take a while, and needs a stick or a good network."), second=True)
        space, device = self.desk.space, self._laptop.device
        sheet.agreed.connect(
            lambda: self.desk.work(
                self,
                lambda: space.mark_outreach(device, outreach=False),
                lambda _nothing: self.shell.go(Destination(Place.LAPTOPS)),
            )
        )
        self.shell.open_sheet(sheet)


def laptop_of(shell: Shell, subject: str) -> Laptop | None:
    """Return the outreach laptop of an id, or None where there is none."""
    known = {str(each.device): each for each in shell.desk.space.laptops() if each.outreach}
    return known.get(str(UUID(subject))) if subject else None
