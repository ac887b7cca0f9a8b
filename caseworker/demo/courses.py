"""Chapter: the usual cases, in every step. Each is told from one row of words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from caseworker.demo import casework, talks
from caseworker.demo.casework import Aim, Look, case_of
from caseworker.demo.story import Act, Story
from caseworker.keys import Newcomer
from caseworker.model.case import Step
from caseworker.model.ids import UserId
from caseworker.model.review import FollowUpState
from caseworker.model.values import Risk, RiskLevel
from caseworker.notes.contacts import Way
from caseworker.notes.writing import Words, write
from caseworker.ports import UnitOfWork
from caseworker.steps import implementation, planning, progress, review

LOW, MEDIUM, HIGH = RiskLevel.LOW, RiskLevel.MEDIUM, RiskLevel.HIGH

SAFE = Risk(LOW, "Safe here; looks ahead.")


@dataclass(frozen=True, kw_only=True)
class Course:
    """How far a case came: its first `done` steps are finished, the next is under way."""

    key: str
    who: Newcomer
    opened: int
    """Days ago."""
    done: int = 0
    look: Look | None = None
    risk: Risk = SAFE
    aims: tuple[Aim, ...] = ()
    agreed: bool = True
    helped: tuple[str, ...] = ()
    reviewed: str = ""
    note: Words | None = None
    due: tuple[int, str, str, str] | None = None
    """The next look: days ahead (below 0 for late), clock, what, place."""
    way: Way | None = None
    reopened: str = ""
    """Why the assessment was opened again."""


def tell(story: Story, courses: tuple[Course, ...]) -> None:
    """Tell each course, spread over the days since it was opened."""
    for place, course in enumerate(courses):
        _Teller(story, course, place).tell()


class _Teller:
    """Puts one course on the calendar: a day's work every few days."""

    def __init__(self, story: Story, course: Course, place: int) -> None:
        self._story, self._course = story, course
        self._minute = place % 60
        self._days = course.opened
        self._pace = max(1, course.opened // 7)

    def tell(self) -> None:
        course, story = self._course, self._story
        self._on(11, casework.opened(story, course.key, course.who, course.way))
        if course.done >= 1:
            self._on(12, casework.finished(story, course.key, Step.IDENTIFICATION))
        if course.look is not None:
            self._later()
            whole = course.done >= 2
            looked = casework.assessed(story, course.key, course.look, course.risk, whole=whole)
            self._on(13, looked)
        self._plan()
        self._help()
        self._look_back()
        if course.reopened:
            self._on(16, lambda work: progress.reopen(
                work, case_of(story, course.key), Step.ASSESSMENT, course.reopened))  # fmt: skip

    def _plan(self) -> None:
        course, story = self._course, self._story
        if not course.aims:
            return
        self._later()
        for number, aim in enumerate(course.aims):
            self._on(9, casework.goal_added(story, course.key, number, aim, course.who))
        if course.agreed:
            self._on(10, self._agree)
        if course.done >= 3:
            self._on(10, casework.finished(story, course.key, Step.PLANNING))

    def _help(self) -> None:
        course, story = self._course, self._story
        for what in course.helped:
            self._later()
            self._on(14, self._given(what))
        for number, aim in enumerate(course.aims):
            self._on(15, casework.acts_done(story, course.key, number, aim))
        if course.note is not None:
            self._on(15, self._noted(course.note))
        if course.done >= 4:
            self._on(16, casework.finished(story, course.key, Step.IMPLEMENTATION))

    def _look_back(self) -> None:
        course = self._course
        if course.reviewed:
            self._later()
            self._on(11, self._reviewed)
        if course.due is not None:
            self._days = max(self._days, 1 - min(course.due[0], 0))
            self._on(17, self._appointed)
        if course.done >= 5:
            self._on(17, casework.finished(self._story, course.key, Step.REVIEW))

    def _agree(self, work: UnitOfWork) -> None:
        planning.agree(work, case_of(self._story, self._course.key), talks.spoken(work))

    def _given(self, what: str) -> Act:
        def act(work: UnitOfWork) -> None:
            given = implementation.Help(what=what, given_on=work.now().date(), progress="It helps.")
            implementation.write_down(work, case_of(self._story, self._course.key), given)

        return act

    def _noted(self, words: Words) -> Act:
        return lambda work: write(work, case_of(self._story, self._course.key), words)

    def _reviewed(self, work: UnitOfWork) -> None:
        course, story = self._course, self._story
        case_id = case_of(story, course.key)
        kept = review.plan_follow_up(
            work,
            case_id,
            review.Appointment(
                due_at=work.now(),
                what="Look back together",
                place="room 2",
                assigned_to=UserId(story.user(course.who)),
            ),
        )
        review.close_follow_up(work, kept.id, FollowUpState.KEPT, "Came on time.")
        look = review.Look(risk=course.risk, what_changed=course.reviewed, her_view="It goes on.")
        review.look_again(work, case_id, look)

    def _appointed(self, work: UnitOfWork) -> None:
        course, story = self._course, self._story
        if course.due is None:
            return
        days, clock, what, place = course.due
        appointment = review.Appointment(
            due_at=story.ahead(days, clock),
            what=what,
            place=place,
            assigned_to=UserId(story.user(course.who)),
        )
        review.plan_follow_up(work, case_of(story, course.key), appointment)

    def _later(self) -> None:
        self._days = max(self._days - self._pace, 1)

    def _on(self, hour: int, act: Act) -> None:
        at = self._story.at(self._days, f"{hour:02}:{self._minute:02}")
        self._story.tell(self._course.who, at + timedelta(seconds=hour), act)
