"""While a record is typed: who may have one already. It stops nothing."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal

from caseworker.people.duplicates.finding import Candidate, EverybodyKnown
from caseworker.people.duplicates.records import AtTheDesk
from ui import words
from ui.desk import Desk
from ui.language import _, ngettext, text
from ui.theme.tokens import Tone
from ui.widgets.button import ghost, quiet
from ui.widgets.chip import Chip
from ui.widgets.notice import Notice
from ui.widgets.row_list import Row, RowList
from ui.widgets.stack import Column, clear


class KnownAlready(Column):
    """Nothing, or the few people who may be the one at the desk; looked for beside the window."""

    wanted = Signal(str)
    """See the record of this person first."""
    is_she = Signal(str, str)
    """It is this person, by id and name: no second record."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(gap=8)
        self.setObjectName("known-already")
        self._desk = desk
        self._everybody: EverybodyKnown | None = None
        self._told: AtTheDesk | None = None
        self._shown: tuple[UUID, ...] = ()
        self.hide()

    def look(self, somebody: AtTheDesk) -> None:
        """Show who may be *somebody*, a moment later."""
        if somebody == self._told:
            return
        self._told = somebody
        desk = self._desk

        def look() -> tuple[EverybodyKnown, tuple[Candidate, ...]]:
            everybody = self._everybody or desk.ask(EverybodyKnown)
            return everybody, desk.ask(lambda reads: everybody.like(reads, somebody))

        desk.look(self, look, self._show)

    def _show(self, found: tuple[EverybodyKnown, tuple[Candidate, ...]]) -> None:
        self._everybody, candidates = found
        shown = tuple(each.id for each in candidates)
        if shown == self._shown:
            return
        self._shown = shown
        clear(self.box)
        self.setVisible(bool(candidates))
        if not candidates:
            return
        heading = ngettext(
            "Somebody who may be this person has a record",
            "{count} people who may be this person have a record",
            len(candidates),
        )
        sentence = _("Ask whether the person was here before. If not, go on: nothing is stopped.")
        self.box.addWidget(Notice(Tone.CHOSEN, "users", heading, sentence))
        rows = RowList()
        rows.add(*(self._candidate(each) for each in candidates))
        self.box.addWidget(rows)

    def _candidate(self, one: Candidate) -> Row:
        she = quiet(_("It is this person"), name=f"is-she-{one.id}", small=True)
        she.setAccessibleName(_("It is this person: {name}", name=words.named(one.name)))
        she.clicked.connect(lambda: self.is_she.emit(str(one.id), words.named(one.name)))
        see = ghost(_("Open the record"), name=f"see-{one.id}", small=True)
        see.setAccessibleName(_("Open the record: {name}", name=words.named(one.name)))
        see.clicked.connect(lambda: self.wanted.emit(str(one.id)))
        return Row(
            words.named(one.name),
            words.joined(
                words.born(one.date_of_birth),
                words.called(one.sex),
                text().listed(map(text().country_name, one.nationalities)),
                _("registered {day}", day=words.day(one.registered_at)),
            ),
            detail_chips=[Chip(words.called(sign), Tone.QUIET) for sign in one.signs],
            acts=(see, she),
        )
