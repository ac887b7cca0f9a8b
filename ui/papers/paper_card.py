"""Attach a paper: the scan, what sort of paper it is, its date, and who may see it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal

from caseworker.errors import GateClosed, KnownError
from caseworker.evidence.kinds import Sort
from caseworker.model.ids import CaseId, PersonId
from caseworker.model.paper import PaperKind
from caseworker.papers.filing import About, about_findings, file_paper, findings, kinds_for
from caseworker.ports import UnitOfWork
from ui import words
from ui.drafts import DraftKeeper
from ui.evidence.chosen_file import ChosenFile
from ui.evidence.file_field import FileField
from ui.language import _
from ui.shell import Shell
from ui.widgets.button import quiet, secondary
from ui.widgets.choice_list import CheckRow
from ui.widgets.field import Field
from ui.widgets.finding import Findings, FindingWords, Weight
from ui.widgets.flow import Flow
from ui.widgets.label import section
from ui.widgets.panel import Card
from ui.widgets.select import Select
from ui.widgets.text_input import TextField

DRAFT, FILE_DRAFT = "paper", "paper-file"


@dataclass(frozen=True, kw_only=True)
class PaperDraft:
    """What was written about the paper."""

    kind: PaperKind | None = None
    dated: str = ""
    staff_only: bool = False
    third_party: bool = False


class PaperCard(Card):
    """Words and scan are in the encrypted draft until the paper is kept."""

    left = Signal()

    def __init__(self, shell: Shell, person_id: PersonId, case_id: CaseId | None) -> None:
        super().__init__()
        self.setObjectName("paper-card")
        self._shell, self._desk = shell, shell.desk
        self._person_id, self._case_id = person_id, case_id
        subject = case_id or person_id
        self._keeper = DraftKeeper(self, self._desk, subject, DRAFT, self._state)
        kept = self._keeper.load(PaperDraft) or PaperDraft()
        self._chosen = ChosenFile(self, shell, subject, FILE_DRAFT)
        self.kind = Select(
            [(each.value, words.called(each)) for each in kinds_for(self._desk.actor)],
            name="paper-kind",
            unanswered=_("Choose"),
        )
        self.kind.set_value(kept.kind.value if kept.kind else None)
        self.dated = TextField(kept.dated, name="paper-dated", example="2024-05")
        self.staff_only = CheckRow(
            _("For staff only"), name="paper-staff-only", checked=kept.staff_only
        )
        self.third_party = CheckRow(
            _("Speaks of somebody else"), name="paper-third-party", checked=kept.third_party
        )
        self.findings = Findings(name="paper-findings")
        self.keep = secondary(_("Keep the paper"), name="keep-paper")
        leave = quiet(_("Back"), name="leave-paper")
        leave.clicked.connect(self.left)
        for widget in (
            section(_("A paper")),
            FileField(self._chosen, Sort.SCAN, name="paper-scan"),
            Field(_("What it is"), self.kind),
            Field(
                _("Date on the paper"),
                self.dated,
                _("Year, month or day, as far as it can be read; empty where there is none"),
            ),
            self.staff_only,
            self.third_party,
            self.findings,
            Flow(leave, self.keep, gap=12),
        ):
            self.content.addWidget(widget)
        self._connect()

    def _connect(self) -> None:
        self.kind.chosen.connect(lambda _key: self._keeper.touch())
        self.dated.textEdited.connect(lambda _typed: self._keeper.touch())
        for row in (self.staff_only, self.third_party):
            row.clicked.connect(self._keeper.touch)
        self.keep.clicked.connect(self._keep)

    def _state(self) -> PaperDraft:
        chosen = self.kind.value()
        return PaperDraft(
            kind=PaperKind(chosen) if chosen else None,
            dated=self.dated.text(),
            staff_only=self.staff_only.isChecked(),
            third_party=self.third_party.isChecked(),
        )

    def _keep(self) -> None:
        about = About(person_id=self._person_id, case_id=self._case_id, **vars(self._state()))
        file = self._chosen.of(Sort.SCAN)
        person_id = self._person_id
        gate = self._desk.ask(lambda reads: findings(reads, person_id))
        missing = [words.finding_words(each) for each in (*gate, *about_findings(about))]
        if file is None:
            missing.insert(0, _no_scan())
        self.findings.show_findings(missing)
        if file is None or missing:
            return
        self.keep.setEnabled(False)

        def keep(work: UnitOfWork) -> None:
            file_paper(work, about, file)

        self._desk.write(self, keep, self._kept, self._failed)

    def _kept(self, _nothing: None) -> None:
        self._keeper.discard()
        self._chosen.discard()
        self._shell.say(_("The paper is kept. Remember the original file."))
        self.left.emit()

    def _failed(self, error: KnownError) -> None:
        self.keep.setEnabled(True)
        if isinstance(error, GateClosed):
            self.findings.show_findings([words.finding_words(each) for each in error.findings])
        else:
            self._desk.failed.emit(error)


def _no_scan() -> FindingWords:
    return FindingWords(
        _("No scan is attached yet"), _("Choose the file, then keep the paper."), Weight.STOPS
    )
