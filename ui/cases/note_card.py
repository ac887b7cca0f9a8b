"""Write a note: observed, said and opinion stand apart; a contact is logged the same way."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal

from caseworker.errors import GateClosed, InvalidValue, KnownError
from caseworker.model.ids import CaseId, PersonId
from caseworker.notes.writing import Words, findings, write
from caseworker.ports import UnitOfWork
from ui import words
from ui.drafts import DraftKeeper
from ui.language import _
from ui.screen import Screen
from ui.widgets.button import quiet, secondary
from ui.widgets.choice_list import CheckRow
from ui.widgets.field import Field
from ui.widgets.finding import Findings
from ui.widgets.flow import Flow
from ui.widgets.label import section
from ui.widgets.panel import Card
from ui.widgets.text_input import TextArea

DRAFT = "case-note"


@dataclass(frozen=True)
class NoteDraft:
    """What was typed."""

    observed: str = ""
    said: str = ""
    opinion: str = ""
    staff_only: bool = False
    third_party: bool = False


class NoteCard(Card):
    """Kept as typed; nothing opens before somebody agreed to notes (R-050)."""

    left = Signal()

    def __init__(self, screen: Screen, case_id: CaseId, person_id: PersonId) -> None:
        super().__init__()
        self._shell, self._desk = screen.shell, screen.desk
        self._case_id, self._person_id = case_id, person_id
        self.setObjectName("note-card")
        self.observed = TextArea(name="note-observed")
        self.said = TextArea(name="note-said")
        self.opinion = TextArea(name="note-opinion")
        self.staff_only = CheckRow(_("For staff only"), name="note-staff-only")
        self.third_party = CheckRow(_("Speaks of somebody else"), name="note-third-party")
        self.findings = Findings(name="note-findings")
        self.keep = secondary(_("Keep the note"), name="keep-note")
        self.leave = quiet(_("Back"), name="leave-note")
        self._keeper = DraftKeeper(self, self._desk, case_id, DRAFT, self._state)
        for widget in (
            section(_("A note")),
            Field(_("What I saw"), self.observed),
            Field(_("What was said"), self.said, _("In the person's words where you can")),
            Field(_("What I think"), self.opinion),
            Flow(self.staff_only, self.third_party),
            self.findings,
            Flow(self.leave, self.keep, gap=12),
        ):
            self.content.addWidget(widget)
        self._load()
        self._connect()
        self._look_at_gate()

    def _load(self) -> None:
        kept = self._keeper.load(NoteDraft)
        if kept is not None:
            self.observed.setPlainText(kept.observed)
            self.said.setPlainText(kept.said)
            self.opinion.setPlainText(kept.opinion)
            self.staff_only.setChecked(kept.staff_only)
            self.third_party.setChecked(kept.third_party)

    def _connect(self) -> None:
        for area in (self.observed, self.said, self.opinion):
            area.textChanged.connect(self._keeper.touch)
        for row in (self.staff_only, self.third_party):
            row.clicked.connect(self._keeper.touch)
        self.keep.clicked.connect(self._keep)
        self.leave.clicked.connect(self.left)

    def _look_at_gate(self) -> None:
        found = self._desk.ask(lambda reads: findings(reads, self._case_id))
        self.findings.show_findings([words.finding_words(finding) for finding in found])
        if found:
            self.keep.turn_off(_("There is no yes to notes yet."))
        for area in (self.observed, self.said, self.opinion):
            area.setReadOnly(bool(found))

    def _state(self) -> NoteDraft:
        return NoteDraft(
            self.observed.toPlainText(),
            self.said.toPlainText(),
            self.opinion.toPlainText(),
            self.staff_only.isChecked(),
            self.third_party.isChecked(),
        )

    def _keep(self) -> None:
        said = Words(**vars(self._state()))

        def keep(work: UnitOfWork) -> None:
            write(work, self._case_id, said)

        self._desk.write(self, keep, self._kept, self._failed)

    def _kept(self, _nothing: None) -> None:
        self._keeper.discard()
        self._shell.say(_("The note is kept"))
        self.left.emit()

    def _failed(self, error: KnownError) -> None:
        if isinstance(error, GateClosed):
            self._look_at_gate()
        elif isinstance(error, InvalidValue):
            self._shell.say(_("There is nothing in the note yet"))
        else:
            self._desk.failed.emit(error)
