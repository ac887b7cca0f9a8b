"""Step 5 on screen: the next look, the looks that were, and the review itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout

from caseworker.errors import GateClosed, KnownError
from caseworker.findings import Finding
from caseworker.model.case import Step
from caseworker.model.consent import BasisUse
from caseworker.model.entity import Entity
from caseworker.model.ids import CaseId, FollowUpId
from caseworker.model.review import FollowUp, FollowUpState, Meeting, Review
from caseworker.ports import Reads, UnitOfWork
from caseworker.steps import conference, review
from ui import words
from ui.drafts import WordsKeeper
from ui.language import _, text
from ui.reading import read_clock
from ui.reception.consent_draft import BasisState, other_basis
from ui.steps.conference_card import ConferenceCard
from ui.steps.form_card import FormCard, FormCardSpec, Kept
from ui.steps.step_view import StepView
from ui.today.safe_contact_sheet import show_safe_contact
from ui.widgets.button import quiet, secondary
from ui.widgets.day_field import DayField
from ui.widgets.field import Field
from ui.widgets.finding import FindingAct
from ui.widgets.flow import Flow
from ui.widgets.label import section
from ui.widgets.long_list import HowFar, LongList
from ui.widgets.panel import Card
from ui.widgets.row_list import Row
from ui.widgets.section import SectionHead
from ui.widgets.stack import Column, clear
from ui.widgets.text_input import TextField

_ABOUT_CONFERENCE = frozenset(
    {"conference-without-partners", "conference-without-yes", "conference-after-no"}
)
_NEXT = 4
"""So many looks are seen at first: the next ones."""
NINE = time(9, 0)
"""A look without a clock time stands at nine in the morning."""


@dataclass(frozen=True)
class _Look:
    id: FollowUpId
    due_at: datetime
    what: str
    place: str


class ReviewPage(StepView):
    """A look is kept, missed or moved with one press, and can be taken back."""

    step: ClassVar[Step] = Step.REVIEW
    watches: ClassVar[tuple[type[Entity], ...]] = (BasisUse, FollowUp, Meeting, Review)

    def build(self) -> None:
        """Prepare the looks, the card for a new one, and the review form."""
        self._how_far = HowFar(_NEXT)
        self._looks = QVBoxLayout()
        self.body.addLayout(self._looks)
        self.body.addWidget(self._new_look())
        self.review = FormCard(
            self.shell,
            FormCardSpec(
                form="review",
                title=_("Look back and ahead"),
                sentence=_("What changed, how soon to look again, meetings"),
                subject=self.case_id,
                load=lambda _reads: Kept(),
                keep=lambda work, answers: review.keep(work, self.case_id, answers),
                said=_("The review is kept"),
            ),
        )
        self.body.addWidget(self.review)
        self._conference = Column(gap=12)
        self.body.addWidget(self._conference)

    def _open_conference(self) -> None:
        """Lay out what is written down about the last conference, to be completed."""
        held = self.desk.ask(lambda reads: _last_conference(reads, self.case_id))
        if held is None:
            return
        meeting_id, partners = held
        card = ConferenceCard(partners)
        card.named.connect(lambda said: self._write_partners(meeting_id, said))
        card.basis_agreed.connect(lambda state: self._keep_basis(card, meeting_id, state))
        card.dismissed.connect(self._conference.fill)
        WordsKeeper(card, self.desk, meeting_id, "conference")
        self._conference.fill(card)
        card.partners.setFocus()

    def _write_partners(self, meeting_id: UUID, said: str) -> None:
        def act(work: UnitOfWork) -> None:
            conference.name_partners(work, meeting_id, said)

        self.desk.write(self, act, lambda _kept: self._conference_kept(meeting_id))

    def _keep_basis(self, card: ConferenceCard, meeting_id: UUID, state: BasisState) -> None:
        other = other_basis(state)

        def act(work: UnitOfWork) -> None:
            conference.stand_on_other_basis(work, meeting_id, other)

        def refused(error: KnownError) -> None:
            if isinstance(error, GateClosed):
                card.show_findings(error.findings)
            else:
                self.desk.failed.emit(error)

        self.desk.write(self, act, lambda _kept: self._conference_kept(meeting_id), refused)

    def _conference_kept(self, meeting_id: UUID) -> None:
        self.desk.discard_draft(meeting_id, "conference")
        self._conference.fill()
        self.shell.say(_("Kept"))

    def refresh(self) -> None:
        """Show the looks that are planned."""
        clear(self._looks)
        planned = self.desk.ask(self._planned)
        if planned:
            self._looks.addWidget(SectionHead(_("Planned"), text().number(len(planned))))
            self._looks.addWidget(LongList(planned, self._row, self._how_far, name="more-looks"))
        super().refresh()

    def outlasts(self, finding: Finding) -> bool:
        """Return True for what partners heard without a yes: no end of a step takes it back."""
        return finding.code in _ABOUT_CONFERENCE

    def mends(self, finding: Finding) -> FindingAct | None:
        """Offer a day, or the review."""
        if finding.code == "follow-up-missing":
            return FindingAct("day", _("Choose a day"), "calendar-plus")
        if finding.code in {"review-missing", "changes-not-told"}:
            return FindingAct("review", text().within("act", "Open"))
        if finding.code in _ABOUT_CONFERENCE:
            return FindingAct("conference", _("Write it down"))
        return None

    def mend(self, finding: Finding, key: str) -> None:
        """Go to the day, or open the review."""
        if key == "day":
            by = finding.values.get("by")
            if isinstance(by, date) and self.day.day() is None:
                self.day.set_day(max(by, self.desk.now().date()))
            self.day.setFocus()
        elif key == "conference":
            self.window_of_case.show_private_parts()
            self._open_conference()
        else:
            self.window_of_case.show_private_parts()
            self.review.unfold()
            self.review.setFocus()

    def _new_look(self) -> Card:
        self.what = TextField(name="look-what", example=_("Look at the plan again"))
        self.place = TextField(name="look-place", example=_("Room 2, interpreter booked"))
        self.day = DayField(None, self.desk.now().date(), name="look-day", label=_("Day"))
        self.clock = TextField(name="look-time", example="09:00")
        self._day = Field(_("Day"), self.day)
        self._clock = Field(_("Time"), self.clock)
        add = secondary(_("Plan it"), name="plan-look", small=True)
        add.clicked.connect(self._plan)
        card = Card()
        for widget in (
            section(_("Plan the next look")),
            Field(_("What for?"), self.what),
            Flow(self._day, self._clock, gap=16, top=True),
            Field(_("Where?"), self.place),
            Flow(add),
        ):
            card.content.addWidget(widget)
        self._look_typed = WordsKeeper(card, self.desk, self.case_id, "new-look")
        return card

    def _plan(self) -> None:
        day, clock = self.day.day(), _clock(self.clock.text())
        if day is None:
            self._day.set_error(_("Choose a day, or write it like 2.12.2026."))
            return
        if clock is None:
            self._clock.set_error(_("Write the time like 14:30."))
            return
        self._day.clear_error()
        self._clock.clear_error()
        due = datetime.combine(day, clock).astimezone()
        appointment = review.Appointment(
            due_at=due,
            what=self.what.text().strip() or _("Look at the plan again"),
            place=self.place.text().strip(),
            assigned_to=self.window_of_case.shown.assigned_to or self.desk.actor.user_id,
        )

        def plan(work: UnitOfWork) -> None:
            review.plan_follow_up(work, self.case_id, appointment)

        self.desk.write(self, plan, self._planned_one)

    def _planned_one(self, _nothing: None) -> None:
        for field in (self.what, self.place, self.clock):
            field.clear()
        self.day.set_day(None)
        self._look_typed.discard()
        self.shell.say(_("It is planned"))

    def _row(self, _place: int, look: _Look) -> Row:
        local = look.due_at.astimezone()
        contact = quiet(_("Safe contact"), name=f"reach-{look.id}", icon="phone", small=True)
        contact.clicked.connect(
            lambda: show_safe_contact(self.shell, self.case_id, self.window_of_case.shown.person)
        )
        kept = quiet(_("Took place"), name=f"kept-{look.id}", small=True)
        kept.clicked.connect(lambda: self._close(look, FollowUpState.KEPT))
        missed = quiet(_("Missed"), name=f"missed-{look.id}", small=True)
        missed.clicked.connect(lambda: self._close(look, FollowUpState.MISSED))
        return Row(
            look.what,
            words.joined(words.long_day(local), text().clock(local), look.place),
            acts=(contact, kept, missed),
        )

    def _close(self, look: _Look, state: FollowUpState) -> None:
        desk, owner = self.desk, self.window()

        def close(work: UnitOfWork) -> None:
            review.close_follow_up(work, look.id, state)

        def undo(work: UnitOfWork) -> None:
            review.undo_follow_up(work, look.id)

        said = _("Took place") if state is FollowUpState.KEPT else _("Missed: plan another try")
        desk.write(self, close, lambda _n: self.shell.say(said, lambda: desk.write(owner, undo)))

    def _planned(self, reads: Reads) -> list[_Look]:
        return [
            _Look(entry.id, entry.due_at, entry.what, entry.place)
            for entry in review.follow_ups(reads, self.case_id)
            if entry.state is FollowUpState.PLANNED
        ]


def _last_conference(reads: Reads, case_id: CaseId) -> tuple[UUID, tuple[str, ...]] | None:
    held = conference.last_conference(reads, case_id)
    return None if held is None else (held.id, held.partners)


def _clock(said: str) -> time | None:
    return read_clock(said) if said.strip() else NINE
