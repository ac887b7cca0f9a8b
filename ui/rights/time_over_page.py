"""How long a record is kept: longer with a reason or for a law, or erased once its time is over."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar
from uuid import UUID

from caseworker.model.case import Case
from caseworker.model.entity import Entity
from caseworker.model.erasure import Erasure, KeptLonger
from caseworker.model.ids import PersonId
from caseworker.ports import UnitOfWork
from caseworker.rights.retention import erase_as_time_is_over, keep_longer
from caseworker.text import isolate
from caseworker.views.erasure import TimeOverPage as Shown
from caseworker.views.erasure import time_over_page
from ui import words
from ui.drafts import WordsKeeper
from ui.language import _, ngettext
from ui.screen import Screen
from ui.shell import Shell
from ui.widgets.button import primary, secondary
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.label import body, section
from ui.widgets.panel import Card
from ui.widgets.row_list import Row, RowList
from ui.widgets.section import SectionHead
from ui.widgets.segments import Segments
from ui.widgets.text_input import TextField
from ui.window.navigation import Destination, Place

_YEAR = timedelta(days=365)
_YEARS = (1, 2, 5)


class TimeOverPage(Screen):
    """It is decided by number: whoever decides need not know who it is."""

    watches: ClassVar[tuple[type[Entity], ...]] = (Erasure, KeptLonger, Case)

    def __init__(self, shell: Shell, person_id: PersonId) -> None:
        super().__init__(shell, " ", " ", name="time-over")
        self._id = person_id
        self._show(self._ask())

    def reload(self) -> None:
        """Show what is to be decided now."""
        self._show(self._ask())

    def _ask(self) -> Shown:
        person_id = self._id
        return self.desk.ask(lambda reads: time_over_page(reads, person_id))

    def _show(self, shown: Shown) -> None:
        self.head.say(
            _("The time to keep a record"),
            words.joined(
                _("Record {number}", number=isolate(shown.number)),
                ngettext(
                    "this centre keeps records for {count} year after the work ended",
                    "this centre keeps records for {count} years after the work ended",
                    shown.years,
                ),
            ),
        )
        self.clear()
        self.add(self._keeping())
        if shown.is_over:
            self.add(self._erasing())
        if shown.before:
            rows = RowList()
            for line in shown.before:
                until = _("until {day}", day=words.long_day(line.until))
                said = words.joined(until, line.decided_by, line.law)
                rows.add(Row(line.reason, said))
            self.add(SectionHead(_("Kept longer before")), rows)

    def _keeping(self) -> Card:
        self.reason = TextField(name="keep-reason")
        self._reason = Field(_("Why it is still needed"), self.reason, _("In neutral words."))
        self.law = TextField(name="keep-law")
        self.years = Segments(
            [(str(count), ngettext("{count} year", "{count} years", count)) for count in _YEARS],
            name="keep-years",
            label=_("For how long"),
            value=str(_YEARS[0]),
            equal=0,
        )
        keep = secondary(_("Keep it longer"), name="keep-longer")
        keep.clicked.connect(self._keep)
        card = Card(spacing=12)
        hint = _("Where a law asks for it. While it holds, no wish erases the record.")
        for widget in (
            section(_("Keep it")),
            self._reason,
            Field(_("Which duty"), self.law, hint),
            Field(_("For how long"), self.years),
            Flow(keep),
        ):
            card.content.addWidget(widget)
        self._typed = WordsKeeper(card, self.desk, self._id, "keep longer")
        return card

    def _erasing(self) -> Card:
        erase = primary(_("Decide that it is erased"), name="decide-erasure")
        erase.clicked.connect(self._erase)
        card = Card(spacing=12)
        for widget in (
            section(_("Let it be erased")),
            body(_("Somebody else agrees before anything is erased. Until then it can be left.")),
            Flow(erase),
        ):
            card.content.addWidget(widget)
        return card

    def _keep(self) -> None:
        reason, law, person_id = self.reason.text().strip(), self.law.text().strip(), self._id
        if not reason:
            self._reason.set_error(_("A few words are enough."))
            return
        until = self.desk.now().date() + _YEAR * int(self.years.value() or _YEARS[0])

        def act(work: UnitOfWork) -> None:
            keep_longer(work, person_id, reason=reason, until=until, law=law)

        def kept(_nothing: None) -> None:
            self._typed.discard()
            self.shell.go(Destination(Place.RIGHTS))
            self.shell.say(_("Kept longer, until {day}", day=words.long_day(until)))

        self.desk.write(self, act, kept)

    def _erase(self) -> None:
        person_id = self._id

        def act(work: UnitOfWork) -> UUID:
            return erase_as_time_is_over(work, person_id).id

        def decided(erasure_id: UUID) -> None:
            self.shell.go(Destination(Place.RIGHTS, str(erasure_id), "erasure"))
            self.shell.say(_("Decided. Somebody else agrees first."))

        self.desk.write(self, act, decided)
