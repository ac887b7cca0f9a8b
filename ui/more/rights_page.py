"""Data rights: reasons to look at within a day, wishes about records, and who did what."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from caseworker.consent.other_basis import review_basis
from caseworker.model.audit import AuditEvent
from caseworker.model.consent import BasisUse, PersonRequest
from caseworker.model.entity import Entity
from caseworker.ports import UnitOfWork
from caseworker.rights.audit import act_words
from caseworker.views.rights import BasisLine, rights_page
from caseworker.views.rights import RightsPage as Shown
from ui import words
from ui.language import _, text
from ui.screen import Screen
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.widgets.button import secondary
from ui.widgets.chip import Chip
from ui.widgets.empty_state import EmptyState
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.panel import Card
from ui.widgets.row_list import Row, RowList
from ui.widgets.section import SectionHead
from ui.widgets.text_input import TextField


class RightsPage(Screen):
    """A reason is looked at afterwards, never before, and never one's own."""

    watches: ClassVar[tuple[type[Entity], ...]] = (BasisUse, PersonRequest, AuditEvent)

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell, _("Data rights"), _("Records belong to the people in them."), name="rights"
        )
        self.reload()

    def reload(self) -> None:
        """Show what waits and what was done."""
        shown = self.desk.ask(rights_page)
        self.clear()
        self._bases(shown)
        self._requests(shown)
        self._audit(shown)
        if not (shown.bases or shown.requests or shown.audit):
            card = Card()
            card.content.addWidget(EmptyState("scales", _("Nothing waits")))
            self.add(card)

    def _bases(self, shown: Shown) -> None:
        if not shown.bases:
            return
        self.add(SectionHead(_("Recorded without a yes"), text().number(len(shown.bases))))
        for line in shown.bases:
            self.add(self._basis(line))

    def _basis(self, line: BasisLine) -> Card:
        late = line.review_due < self.desk.now()
        due = _("Look at it by {day}", day=words.when(line.review_due, self.desk.now()))
        chip = Chip(due, Tone.WARN if late else Tone.QUIET, "clock")
        said = TextField(name=f"review-{line.id}")
        done = secondary(_("I have looked at it"), name=f"reviewed-{line.id}", small=True)
        done.clicked.connect(lambda: self._review(line.id, said.text().strip()))
        if line.own:
            done.turn_off(_("Somebody else looks at your own."))
        detail = words.joined(words.called(line.basis), line.used_by)
        card = Card()
        card.content.addWidget(Row(line.person or _("A record"), detail, chips=(chip,)))
        card.content.addWidget(Field(_("Reason"), _read_only(line)))
        card.content.addWidget(Field(_("What you say about it"), said))
        card.content.addWidget(Flow(done))
        return card

    def _review(self, use_id: UUID, comment: str) -> None:
        def review(work: UnitOfWork) -> None:
            review_basis(work, use_id, comment)

        self.desk.write(self, review, lambda _n: self.shell.say(_("Kept")))

    def _requests(self, shown: Shown) -> None:
        if not shown.requests:
            return
        rows = RowList()
        for line in shown.requests:
            asked = words.when(line.asked_at, self.desk.now())
            by = _("asked by {name}", name=line.asked_by_other) if line.asked_by_other else ""
            rows.add(Row(words.called(line.kind), words.joined(line.person, asked, by)))
        self.add(SectionHead(_("Wishes"), text().number(len(shown.requests))), rows)

    def _audit(self, shown: Shown) -> None:
        if not shown.audit:
            return
        rows = RowList()
        for line in shown.audit:
            moment = text().moment(line.at.astimezone())
            rows.add(
                Row(act_words(line.action, text()), words.joined(line.about, line.who, moment))
            )
        self.add(SectionHead(_("Who did what")), rows)


def _read_only(line: BasisLine) -> TextField:
    field = TextField(line.reason, name=f"reason-{line.id}")
    field.setReadOnly(True)
    return field
