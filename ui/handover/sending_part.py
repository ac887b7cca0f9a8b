"""What goes along to another centre, and on what it stands: a yes, or another basis."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from PySide6.QtCore import Signal

from caseworker.consent.gate import basis_findings
from caseworker.consent.talk import Asked
from caseworker.findings import stopping
from caseworker.handover.contents import can_go_along
from caseworker.handover.sending import Going
from caseworker.model.case import CaseNote
from caseworker.model.consent import Purpose
from caseworker.model.ids import CaseId, NoteId
from caseworker.ports import Reads
from caseworker.views.handovers import ReceivingCentre
from ui import words
from ui.consent.state import TalkState
from ui.drafts import DraftKeeper
from ui.language import _
from ui.reception.consent_draft import BasisState, other_basis
from ui.reception.other_basis_card import OtherBasisCard
from ui.referrals.asking_part import AskingPart
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.widgets.button import ghost
from ui.widgets.choice_list import ChoiceList
from ui.widgets.flow import Flow
from ui.widgets.label import section, small
from ui.widgets.notice import Notice
from ui.widgets.panel import Card
from ui.widgets.stack import Column, clear, let_go

DRAFT = "handover-going"
MOST_NOTES = 40


@dataclass(frozen=True, kw_only=True)
class GoingDraft:
    """What was chosen and not sent yet."""

    notes: tuple[UUID, ...] = ()
    talk: TalkState | None = None
    basis: BasisState | None = None

    def going(self) -> Going:
        """Return it as the domain takes it."""
        return Going(
            notes=tuple(map(NoteId, self.notes)),
            other_basis=other_basis(self.basis) if self.basis is not None else None,
        )


class SendingPart(Column):
    """Beside the handover plan, where the case travels to a centre with a card."""

    changed = Signal()

    def __init__(self, shell: Shell, case_id: CaseId) -> None:
        super().__init__(gap=8)
        self.setObjectName("handover-sending")
        self._shell, self._desk, self._case_id = shell, shell.desk, case_id
        self._keeper = DraftKeeper(self, shell.desk, case_id, DRAFT, lambda: self.state)
        self.state = self._keeper.load(GoingDraft) or GoingDraft()
        self._card: ReceivingCentre | None = None
        self._asking: AskingPart | None = None
        self._other: OtherBasisCard | None = None
        self._notes = self._notes_card()
        self._basis = Column(gap=8)
        self._talking = Column(gap=8)
        for widget in (self._notes, self._basis, self._talking):
            self.box.addWidget(widget)

    def show_for(self, card: ReceivingCentre | None) -> None:
        """Show the part for a centre, or hide it where the case goes to nobody by card."""
        self._card = card
        self.setVisible(card is not None)
        if card is not None:
            self._show_basis()

    def ask(self) -> None:
        """Ask the person for a yes to this centre, below."""
        card = self._card
        if card is None or self._asking is not None:
            return
        line = Asked(
            purpose=Purpose.TRANSFER,
            provider_id=card.provider_id,
            recipient=card.name,
            data_items=self.state.going().items,
        )
        self._close()
        asking = AskingPart(self._shell, self._case_id, (line,), self.state.talk)
        asking.changed.connect(lambda talk: self._keep(talk=talk, quietly=True))
        asking.kept.connect(self._said)
        self._asking = asking
        self._talking.box.addWidget(asking)
        asking.setFocus()

    def _said(self, _says_yes: bool) -> None:
        self._close()
        self._keep(talk=None, basis=None)
        self._shell.say(_("The answer is kept"))

    def _notes_card(self) -> Card:
        options = self._desk.ask(lambda reads: _notes(reads, self._case_id))
        card = Card(spacing=6)
        card.setObjectName("handover-notes")
        card.content.addWidget(section(_("Notes that go along")))
        card.content.addWidget(
            small(
                _(
                    "None goes by itself. Notes for staff, and what others said, cannot be chosen."
                    " The record, the plan and the needs always go; safe contact stands first."
                )
            )
        )
        self.notes = ChoiceList(options, name="notes-along", label=_("Notes that go along"))
        self.notes.set_values([str(each) for each in self.state.notes])
        self.notes.changed.connect(lambda keys: self._keep(notes=tuple(map(UUID, keys))))
        self._folded = small(_("Show the private parts to choose among them."))
        self._choosable = bool(options)
        card.content.addWidget(self.notes)
        card.content.addWidget(self._folded)
        if not options:
            card.content.addWidget(small(_("There is none that can go.")))
        return card

    def show_private(self, shown: bool) -> None:
        """Fold or unfold the words of notes."""
        self.notes.setVisible(shown)
        self._folded.setVisible(self._choosable and not shown)

    def _show_basis(self) -> None:
        clear(self._basis.box)
        basis = self.state.basis
        if self._card is None or self._card.ours:
            return
        if basis is None:
            other = ghost(_("A yes or no is not possible now"), name="other-basis", small=True)
            other.clicked.connect(self._ask_other)
            self._basis.box.addWidget(Flow(other))
            return
        back = ghost(_("Ask instead"), name="back-to-consent", small=True)
        back.clicked.connect(lambda: self._keep(basis=None))
        heading = _("Without a yes: {basis}", basis=words.called(basis.basis))
        self._basis.box.addWidget(Notice(Tone.WARN, "scales", heading, basis.reason, (back,)))

    def _ask_other(self) -> None:
        self._close()
        card = OtherBasisCard(self.state.basis or BasisState())
        card.agreed.connect(lambda state: self._agree(card, state))
        card.dismissed.connect(self._close)
        self._other = card
        self._talking.box.addWidget(card)

    def _agree(self, card: OtherBasisCard, state: BasisState) -> None:
        findings = stopping(basis_findings(other_basis(state)))
        card.show_findings(findings)
        if not findings:
            self._close()
            self._keep(basis=state)

    def _close(self) -> None:
        for widget in (self._asking, self._other):
            if widget is not None:
                self._talking.box.removeWidget(widget)
                let_go(widget)
        self._asking = self._other = None

    def _keep(self, *, quietly: bool = False, **parts: object) -> None:
        self.state = replace(self.state, **parts)  # type: ignore[arg-type]  # named as they are
        self._keeper.touch()
        if not quietly:
            self._show_basis()
            self.changed.emit()


def _notes(reads: Reads, case_id: CaseId) -> list[tuple[str, str]]:
    found = reads.matching(
        CaseNote, case_id=case_id, order_by=("-written_at", "-id"), limit=MOST_NOTES
    )
    return [(str(each.id), _line(each)) for each in found if can_go_along(each)]


def _line(note: CaseNote) -> str:
    said = " ".join((note.observed or note.said or note.opinion).split())
    short = said if len(said) <= _SHORT else f"{said[:_SHORT].rstrip()}…"
    return words.joined(words.day(note.written_at), short)


_SHORT = 70
