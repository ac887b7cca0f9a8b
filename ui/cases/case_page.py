"""The case page: a stepper of six steps, the step that is open, and what happened."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from caseworker.model.case import Case, CaseNote, Contact, Step, StepProgress, StepState
from caseworker.model.entity import Entity
from caseworker.model.ids import CaseId
from caseworker.model.paper import Paper
from caseworker.model.referral import Referral
from caseworker.model.review import Closure, FollowUp, Review, Transfer
from caseworker.ports import Changes
from caseworker.views.case_page import CasePage as Shown
from caseworker.views.case_page import StepLine, case_page
from ui import words
from ui.cases.contact_card import ContactCard
from ui.cases.happenings import happening
from ui.cases.note_card import NoteCard
from ui.handover.came_from_card import CameFromCard
from ui.language import _, ngettext, text
from ui.papers.paper_card import PaperCard
from ui.papers.papers_part import PapersPart
from ui.screen import Screen
from ui.shell import Shell
from ui.steps.building import build_step
from ui.steps.protocol_card import ProtocolCards
from ui.steps.step_view import StepView
from ui.turns import soon
from ui.widgets.button import ghost, primary, secondary
from ui.widgets.columns import TwoColumns
from ui.widgets.desk_view import DeskViewStrip
from ui.widgets.section import SectionHead
from ui.widgets.stack import let_go
from ui.widgets.stepper import Stepper, StepWords
from ui.widgets.stepper import StepState as Look
from ui.widgets.timeline import Timeline
from ui.window.navigation import Destination, Place

FEW = 8
"""So many lines of the timeline stand on the page; all of them are one click away."""


class CasePage(Screen):
    """Steps are interlinked, not a line: each of them opens at any time (R-205)."""

    watches: ClassVar[tuple[type[Entity], ...]] = (
        Case,
        CaseNote,
        Contact,
        StepProgress,
        Referral,
        FollowUp,
        Review,
        Closure,
        Transfer,
    )

    def __init__(self, shell: Shell, case_id: CaseId, part: str) -> None:
        self._person = ghost(_("Person"), name="open-person", icon="user")
        self._write = primary(_("Write a note"), name="write-note", icon="note-pencil")
        self._contact = ghost(_("Contact"), name="log-contact", icon="phone")
        self._refer = secondary(_("Find help"), name="find-help", icon="map-trifold")
        super().__init__(
            shell, " ", " ", self._person, self._contact, self._refer, self._write, name="case"
        )
        self.case_id = case_id
        self._private = False
        self._all = False
        self.shown = self._ask()
        self.desk.saw(case_id, restricted=self.shown.restricted)
        self.step = _step_of(part) or self.shown.current
        self._transfer = part == "transfer"
        self._writing: NoteCard | ContactCard | PaperCard | None = None
        self._view: StepView | None = None
        self._build()
        self._show()
        soon(self, self._open_first_step)
        soon(self, self._make_side)

    def _build(self) -> None:
        self._person.clicked.connect(
            lambda: self.shell.go(Destination(Place.PERSON, str(self.shown.person_id)))
        )
        self._refer.clicked.connect(
            lambda: self.shell.go(Destination(Place.DIRECTORY, part=str(self.case_id)))
        )
        self._write.clicked.connect(self._open_note)
        self._contact.clicked.connect(self._open_contact)
        self.stepper = Stepper(self._steps(), name="steps")
        self.stepper.opened.connect(self.open_step)
        self.strip = DeskViewStrip()
        self.strip.toggled.connect(self._fold)
        self.columns = TwoColumns(side_width=288, gap=32)
        self.timeline = Timeline(name="timeline")
        self.papers: PapersPart | None = None
        self.columns.main.addWidget(ProtocolCards(self.shell, self.case_id))
        self._came_from = self._provenance()
        self.add(self.stepper, self.strip, self.columns)

    def _make_side(self) -> None:
        self.columns.side.addWidget(SectionHead(_("Forms"), "", (self._forms_button(),)))
        self.columns.side.addWidget(SectionHead(_("What happened"), "", (self._all_button(),)))
        self.columns.side.addWidget(self.timeline)
        self.papers = PapersPart(
            self.shell, self.shown.person_id, self.case_id, private=self._private
        )
        self.papers.attaching.connect(self._open_paper)
        self.columns.side.addWidget(self.papers)
        self._show_timeline()

    def _provenance(self) -> CameFromCard | None:
        if self.shown.came_from is None:
            return None
        card = CameFromCard(self.shown.came_from)
        card.person_wanted.connect(lambda key: self.shell.go(Destination(Place.PERSON, key)))
        self.columns.main.addWidget(card)
        return card

    def reload(self) -> None:
        """Show head, stepper and timeline as they stand; the open step looks after itself."""
        self.shown = self._ask()
        self._show()

    def _show(self) -> None:
        shown = self.shown
        self.head.say(words.named(shown.person), _sentence(shown))
        self.stepper.show_steps(self._steps(), words.numbers(len(Step)))
        if self.papers is not None:
            self._show_timeline()

    def _show_timeline(self) -> None:
        shown = self.shown
        lines = shown.happened if self._all else shown.happened[:FEW]
        now = self.desk.now()
        self.timeline.show_happenings(
            [happening(line, now, private=self._private) for line in lines]
        )

    def open_step(self, key: str) -> None:
        """Show another step."""
        self.step, self._transfer = Step[key.upper()], False
        self.reload()
        soon(self, self._open_step)

    def open_transfer(self) -> None:
        """Show the handover of this case instead of its closure."""
        self._transfer = True
        self._open_step()

    def show_private_parts(self) -> None:
        """Unfold what the desk view folds."""
        if not self._private:
            self.strip.show_open(True)
            self._fold(True)

    def _open_first_step(self) -> None:
        if self._view is None:
            self._open_step()

    def _open_step(self) -> None:
        if self._view is not None:
            self.columns.main.removeWidget(self._view)
            let_go(self._view)
        self._view = build_step(self, self.step, transfer=self._transfer)
        self._view.show_private(self._private)
        self.columns.main.addWidget(self._view)

    def _open_note(self) -> None:
        if not isinstance(self._writing, NoteCard):
            self._show_writing(NoteCard(self, self.case_id, self.shown.person_id))
        if isinstance(self._writing, NoteCard):
            self._write_in(self._writing.observed)

    def _open_contact(self) -> None:
        if not isinstance(self._writing, ContactCard):
            self._show_writing(ContactCard(self, self.case_id, self.shown.person_id))
        if isinstance(self._writing, ContactCard):
            self._write_in(self._writing.about)

    def _open_paper(self) -> None:
        if not isinstance(self._writing, PaperCard):
            self._show_writing(PaperCard(self.shell, self.shown.person_id, self.case_id))
        if isinstance(self._writing, PaperCard):
            self._write_in(self._writing.kind)

    def _write_in(self, widget: QWidget) -> None:
        widget.setFocus()
        # The card has its place only when all is laid out.
        QTimer.singleShot(0, widget, lambda: self.show_part(widget))

    def _show_writing(self, card: NoteCard | ContactCard | PaperCard) -> None:
        self._close_writing()
        self._writing = card
        card.left.connect(self._close_writing)
        self.columns.main.insertWidget(0, card)

    def _close_writing(self) -> None:
        if self._writing is not None:
            let_go(self._writing)
            self._writing = None

    def _fold(self, shown: bool) -> None:
        self._private = shown
        self.reload()
        if self.papers is not None:
            self.papers.show_private(shown)
        if self._came_from is not None:
            self._came_from.show_private(shown)
        if self._view is not None:
            self._view.show_private(shown)

    def _all_button(self) -> QWidget:
        button = ghost(_("All"), name="all-happenings", small=True)
        button.clicked.connect(self._show_all)
        return button

    def _forms_button(self) -> QWidget:
        button = ghost(_("Fill in a form"), name="fill-in-form", icon="clipboard-text", small=True)
        button.clicked.connect(
            lambda: self.shell.go(Destination(Place.FORMS, str(self.case_id), "about"))
        )
        return button

    def _show_all(self) -> None:
        self._all = not self._all
        self.reload()

    def _ask(self) -> Shown:
        return self.desk.ask(lambda reads: case_page(reads, self.case_id))

    def _steps(self) -> list[StepWords]:
        return [self._step_words(line) for line in self.shown.steps]

    def _step_words(self, line: StepLine) -> StepWords:
        here = line.step is self.step and not self._transfer
        gaps = len(line.findings)
        return StepWords(
            line.step.name.lower(),
            words.called(line.step),
            Look.NOW if here else _LOOKS[line.state],
            _state_words(line, gaps),
            gaps=bool(gaps),
        )

    def _look(self, changes: Changes) -> None:
        super()._look(changes)
        if Paper in changes.kinds() and self.papers is not None:
            self.papers.refresh()
        if self._view is not None:
            self._view.look(changes)


_LOOKS = {
    StepState.NOT_STARTED: Look.NOT_STARTED,
    StepState.STARTED: Look.STARTED,
    StepState.DONE: Look.DONE,
    StepState.OPENED_AGAIN: Look.OPENED_AGAIN,
}


def _state_words(line: StepLine, gaps: int) -> str:
    if gaps:
        return ngettext("{count} thing missing", "{count} things missing", gaps)
    if line.state is StepState.DONE and line.since is not None:
        return _("Done {day}", day=words.day(line.since))
    return words.called(line.state)


def _sentence(shown: Shown) -> str:
    who = _("child") if shown.is_child else _("adult")
    household = ""
    if shown.household_size > 1:
        household = _("household of {count}", count=text().number(shown.household_size))
    spoken = words.languages(shown.languages[:1])
    if spoken and shown.interpreter_needed:
        spoken = _("{language}, with interpreter", language=spoken)
    return words.joined(
        _("Case {number}", number=shown.number),
        text().listed(filter(None, (who, household))),
        spoken,
    )


def _step_of(part: str) -> Step | None:
    return Step[part.upper()] if part.upper() in Step.__members__ else None
