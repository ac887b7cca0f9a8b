"""What every step on screen has: guidance, its content, its findings at the gap, and its gate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Protocol

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.errors import GateClosed, KnownError
from caseworker.findings import Finding, Findings
from caseworker.model.case import Case, Step, StepProgress, StepState
from caseworker.model.entity import Entity
from caseworker.model.ids import CaseId
from caseworker.ports import Changes, Reads, UnitOfWork
from caseworker.steps import progress
from caseworker.views.case_page import CasePage as Shown
from ui import words
from ui.desk import Desk
from ui.language import _
from ui.shell import Making, Shell
from ui.steps.guidance import guidance
from ui.theme.tokens import Tone
from ui.turns import soon
from ui.widgets.button import ghost, secondary
from ui.widgets.finding import FindingAct
from ui.widgets.finding import Findings as FindingsView
from ui.widgets.flow import Flow
from ui.widgets.notice import Notice
from ui.widgets.section import SectionHead
from ui.widgets.stack import Column


class CaseWindow(Protocol):
    """The case page, as a step sees it."""

    shell: Shell
    desk: Desk
    case_id: CaseId
    shown: Shown

    def open_step(self, key: str) -> None:
        """Show another step."""
        ...

    def open_transfer(self) -> None:
        """Show the handover of this case."""
        ...

    def show_private_parts(self) -> None:
        """Unfold what the desk view folds."""
        ...


class StepView(QWidget):
    """One step. Subclasses put their content into `body` and say what mends which finding."""

    step: ClassVar[Step]
    watches: ClassVar[tuple[type[Entity], ...]] = ()
    paper_for_the_person: ClassVar[bool] = False
    """Whether the step's document is first of all hers, and so in a language she speaks."""

    def __init__(self, window: CaseWindow) -> None:
        super().__init__()
        self.window_of_case = window
        self.shell, self.desk, self.case_id = window.shell, window.desk, window.case_id
        self.setObjectName(f"step-{self.step.name.lower()}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.head = SectionHead(self.heading(), "", self._head_acts())
        self._guidance = self._guidance_card()
        self._guidance.hide()
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        self.findings = FindingsView(name="step-findings")
        self.findings.acted.connect(self._mend)
        self._found: Findings = ()
        column.addWidget(self.head)
        column.addWidget(self._guidance)
        column.addLayout(self.body)
        self.build()
        self._finish = secondary(self.finish_words(), name="finish-step")
        self._finish.clicked.connect(self.finish)
        self._again = secondary(_("Open this step again"), name="reopen-step")
        self._again.clicked.connect(self._reopen)
        gate = Flow(self._finish, self._again, *self.more_acts(), gap=12)
        self._below = Column(self.findings, gate)
        self._below.hide()
        column.addWidget(self._below)
        self._stands = False
        self.refresh()
        self._stands = True
        soon(self, self._show_gate, first=True)
        # A form above it that is made in turns would push it down under the pointer.
        soon(self, self._below.show)

    # What a subclass says

    def heading(self) -> str:
        """Return the heading of the step."""
        return words.called(self.step)

    def finish_words(self) -> str:
        """Return what the button says that finishes the step."""
        return _("{step}: done", step=words.called(self.step))

    def build(self) -> None:
        """Put the content into `body`."""
        raise NotImplementedError

    def more_acts(self) -> Sequence[QWidget]:
        """Return acts beside the one that finishes the step."""
        return ()

    def document(self) -> Making | None:
        """Return how the step's document is made, or None where it has none."""
        return None

    def mends(self, finding: Finding) -> FindingAct | None:
        """Return the one act that mends *finding*, where this step offers it."""
        return None

    def mend(self, finding: Finding, key: str) -> None:
        """Do the act *key* that was offered for *finding*."""

    def show_private(self, shown: bool) -> None:
        """Fold or unfold what is private."""

    # What all steps do

    def look(self, changes: Changes) -> None:
        """Show the step as it stands after *changes*."""
        if changes.kinds() & {*self.watches, StepProgress, Case}:
            self.refresh()

    def refresh(self) -> None:
        """Show the step as it is; what is missing is looked for in a turn of its own at first."""
        if self._stands:
            self._show_gate()

    def _show_gate(self) -> None:
        """Show what is missing, and what the gate offers."""
        state, found = self.desk.ask(self._ask)
        under_way = state is not StepState.DONE
        self._found = tuple(
            one for one in found if self.is_shown(one) and (under_way or self.outlasts(one))
        )
        shown = []
        for finding in self._found:
            act = self.mends(finding)
            shown.append(words.finding_words(finding, *((act,) if act else ())))
        self.findings.show_findings(shown)
        self._finish.setVisible(under_way)
        self._again.setVisible(not under_way)

    def is_shown(self, finding: Finding) -> bool:
        """Return whether *finding* stands in the list, rather than at its own place."""
        return finding.subject is None

    def outlasts(self, _finding: Finding) -> bool:
        """Return whether a finding is said even after the step is done."""
        return False

    def finish(self) -> None:
        """Finish the step through its gate."""

        def end(work: UnitOfWork) -> None:
            progress.finish(work, self.case_id, self.step)

        self.desk.write(self, end, self._finished, self._refused)

    def print_document(self) -> None:
        """Show the step's document as it will print."""
        make = self.document()
        if make is not None:
            spoken = self.window_of_case.shown.languages if self.paper_for_the_person else ()
            self.shell.show_document(make, self.case_id, spoken=spoken)

    def _ask(self, reads: Reads) -> tuple[StepState, Findings]:
        entry = progress.progress(reads, self.case_id).get(self.step)
        state = entry.state if entry else StepState.NOT_STARTED
        return state, progress.step_findings(reads, self.case_id, self.step)

    def _finished(self, _nothing: None) -> None:
        done = _("{step} is done", step=words.called(self.step))
        self.shell.say(done, self._reopen)
        order = list(Step)
        following = order[order.index(self.step) + 1 :]
        if following:
            self.window_of_case.open_step(following[0].name.lower())

    def _refused(self, error: KnownError) -> None:
        if isinstance(error, GateClosed):
            self.refresh()
            if self.findings.shown:
                self.findings.shown[0].setFocus()
            self.shell.say(_("Something is still missing. It is marked."))
        else:
            self.desk.failed.emit(error)

    def _reopen(self) -> None:
        case_id, step = self.case_id, self.step

        def again(work: UnitOfWork) -> None:
            progress.reopen(work, case_id, step, "")

        self.desk.write(self.window(), again)

    def _mend(self, place: int, key: str) -> None:
        self.mend(self._found[place], key)

    def _head_acts(self) -> list[QWidget]:
        guide = ghost(_("Guidance"), name="guidance", icon="book-open", small=True)
        guide.clicked.connect(self._show_guidance)
        acts: list[QWidget] = [guide]
        if self.document() is not None:
            paper = ghost(_("Print"), name="print-step", icon="printer", small=True)
            paper.clicked.connect(self.print_document)
            acts.append(paper)
        return acts

    def _guidance_card(self) -> Notice:
        sentences = " ".join(_(sentence) for sentence in guidance(self.step))
        return Notice(Tone.CHOSEN, "book-open", "", sentences)

    def _show_guidance(self) -> None:
        self._guidance.setVisible(not self._guidance.isVisible())
