"""Chapter: the groups that came through the year, most of whom have gone on by now.

Told in few acts, one for each day's work: what a supervisor sees of a year is many cases.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from caseworker.demo import casework, receiving, talks
from caseworker.demo.casework import Aim, Look, case_of
from caseworker.demo.courses import LOW, MEDIUM
from caseworker.demo.earlier_names import people
from caseworker.demo.ends import Sent, answered, sent
from caseworker.demo.residents import Resident
from caseworker.demo.staff import DANIEL, JOSEPHINE, NADIA, PAVEL
from caseworker.demo.story import Story
from caseworker.keys import Newcomer
from caseworker.model.arrival import OrientationTopic
from caseworker.model.case import Step
from caseworker.model.ids import UserId
from caseworker.model.referral import ReferralState
from caseworker.model.review import ClosureReason
from caseworker.model.values import Risk
from caseworker.ports import UnitOfWork
from caseworker.reception.check_in import AtTheGate, arrive, check_in
from caseworker.reception.registration import Registration, register
from caseworker.reception.screening import explain, screen
from caseworker.steps import closure, planning, review

_LEAVE_FROM, _LEAVE_EVERY = 38, 11
"""Days after they came until the first goes on, and at most until the next one does."""


@dataclass(frozen=True)
class _Group:
    days: int
    """How many days ago it came."""
    together: int
    """People in it."""
    seen: str
    who: Newcomer
    gone: int
    """How many of them have gone on since."""

    def leaves_after(self, place: int) -> int:
        """Return how many days after it came the one at *place* among the leaving goes on."""
        apart = min(_LEAVE_EVERY, (self.days - _LEAVE_FROM - 2) // self.gone)
        return _LEAVE_FROM + apart * place


_GROUPS = (
    _Group(322, 11, "Group from the ferry", NADIA, 9),
    _Group(268, 17, "Bus from the border", PAVEL, 14),
    _Group(213, 13, "Group from the ferry", NADIA, 6),
    _Group(140, 15, "Bus from the border", PAVEL, 6),
    _Group(88, 12, "Group from the ferry", NADIA, 2),
    _Group(60, 16, "Bus from the border", PAVEL, 6),
)
NUMBERS = len(_GROUPS)
"""How many numbers this chapter gives at the desk: one a group."""

_LOOK = Look(
    hopes="Work, and a door of our own.",
    needs="work housing",
    strengths="Worked since school; asks when something is not clear.",
    risk=("structural", "Waits for an answer on papers"),
    protects=("community", "People from home in the town"),
    first="training",
)
_AIM = Aim("A place on a course", "I do not like to sit.", "Goes there every week",
           ("Ask Sail workshop school",), done=1, look_in=None)  # fmt: skip
_REASONS = (
    ClosureReason.SUPPORT_ENDED,
    ClosureReason.LEFT_THE_PLACE,
    ClosureReason.SUPPORT_ENDED,
    ClosureReason.RETURNED,
    ClosureReason.FAMILY_REUNIFIED,
)
_REFERRED = (
    ("sail 1", "A place on the kitchen course.", ReferralState.PROVIDED, "Goes there on Mondays."),
    ("port-maren 0", "A talk with a lawyer about papers.", ReferralState.PROVIDED, "Seen."),
    ("housing 0", "A place on the housing list.", ReferralState.ACCEPTED, "On the list."),
    ("sail 1", "A place on the kitchen course.", ReferralState.PROVIDED, "Cooks there now."),
    ("housing 0", "A place on the housing list.", ReferralState.DECLINED, "A paper is missing."),
)
_REFERS_FROM = 4
"""The first group of which some were referred: before it came, there was no directory."""

_Each = Callable[[UnitOfWork, Resident, int], None]


def tell(story: Story) -> None:
    """Tell how each group came, was worked with, and went on."""
    for number, group in enumerate(_GROUPS):
        _Teller(story, group, number).tell()


class _Teller:
    """Puts one group on the calendar: each act of a colleague is for all of it."""

    def __init__(self, story: Story, group: _Group, number: int) -> None:
        self._story, self._group, self._number = story, group, number
        before = sum(each.together for each in _GROUPS[:number])
        self._people = tuple(people(number, group.days, before, group.together))

    def tell(self) -> None:
        group, who = self._group, self._group.who
        self._story.tell(DANIEL, self._story.at(group.days, "09:00"), self._received)
        self._on(DANIEL, 0, "10:00", self._people, self._registered)
        self._on(who, 1, "09:00", self._people, self._opened)
        self._on(who, 3, "13:00", self._people, self._looked)
        self._on(who, 5, "09:00", self._people, self._planned)
        if self._number >= _REFERS_FROM:
            self._on(who, 7, "10:00", self._people[::2], self._referred)
            self._on(who, 15, "11:00", self._people[::2], self._answered)
        self._on(who, 20, "15:00", self._people, self._helped)
        for place, one in enumerate(self._people[: group.gone]):
            after = group.leaves_after(place)
            self._on(who, after, "10:00", [one], self._asked_to_close, first=place)
            self._on(JOSEPHINE, after + 1, "09:00", [one], self._closed, first=place)
        self._on(who, 40, "16:00", self._people[group.gone :], self._next_look)

    def _on(
        self,
        who: Newcomer,
        after: int,
        clock: str,
        those: Sequence[Resident],
        each: _Each,
        *,
        first: int = 0,
    ) -> None:
        """Tell what *who* does for each of *those*, some days *after* they came.

        *first* is the place of the first of them in the group.
        """
        at = self._story.at(self._group.days - after, clock)
        for place, one in enumerate(those, start=first):

            def act(work: UnitOfWork, one: Resident = one, place: int = place) -> None:
                each(work, one, place)

            self._story.tell(who, at + timedelta(minutes=place), act)

    def _received(self, work: UnitOfWork) -> None:
        seen = AtTheGate(described_as=self._group.seen, people=self._group.together)
        arrival = arrive(work, seen)
        check_in(work, arrival.id, bed="Hall", kit=receiving.KIT)
        screening = screen(work, arrival.id, criteria_met=receiving.CRITERIA[:1])
        explain(
            work, screening.id, topics=tuple(OrientationTopic), language="en", medium="spoken",
            said_back=True,
        )  # fmt: skip
        self._screening = screening.id

    def _registered(self, work: UnitOfWork, one: Resident, _place: int) -> None:
        person = register(
            work,
            Registration(
                screening_id=self._screening,
                facts=receiving.facts(one, self._story.now.year),
                asked=talks.lines(),
                talk=talks.talk(work, one.languages[0], one.shows),
            ),
        )
        self._story.ids[one.key] = person.id

    def _opened(self, work: UnitOfWork, one: Resident, _place: int) -> None:
        casework.opened(self._story, one.key, self._group.who)(work)
        casework.finished(self._story, one.key, Step.IDENTIFICATION)(work)

    def _looked(self, work: UnitOfWork, one: Resident, place: int) -> None:
        risk = Risk(MEDIUM if place % 4 == 0 else LOW, "Safe here; waits for an answer.")
        casework.assessed(self._story, one.key, _LOOK, risk)(work)

    def _planned(self, work: UnitOfWork, one: Resident, _place: int) -> None:
        casework.goal_added(self._story, one.key, 0, _AIM, self._group.who)(work)
        planning.agree(work, case_of(self._story, one.key), talks.spoken(work))
        casework.finished(self._story, one.key, Step.PLANNING)(work)

    def _referral(self, one: Resident, place: int) -> Sent:
        where, need, answer, words = _REFERRED[place % len(_REFERRED)]
        return Sent(one.key, self._group.who, where, need, 0, answer, words)

    def _referred(self, work: UnitOfWork, one: Resident, place: int) -> None:
        sent(self._story, self._referral(one, place))(work)

    def _answered(self, work: UnitOfWork, one: Resident, place: int) -> None:
        answered(self._story, self._referral(one, place))(work)

    def _helped(self, work: UnitOfWork, one: Resident, _place: int) -> None:
        casework.acts_done(self._story, one.key, 0, _AIM)(work)
        casework.finished(self._story, one.key, Step.IMPLEMENTATION)(work)

    def _asked_to_close(self, work: UnitOfWork, one: Resident, place: int) -> None:
        case_id = case_of(self._story, one.key)
        ending = replace(_GOES_ON, reason=_REASONS[place % len(_REASONS)])
        closure.prepare(work, case_id, ending)
        closure.ask_approval(work, case_id)

    def _closed(self, work: UnitOfWork, one: Resident, _place: int) -> None:
        closure.approve(work, case_of(self._story, one.key))

    def _next_look(self, work: UnitOfWork, one: Resident, place: int) -> None:
        appointment = review.Appointment(
            due_at=self._story.ahead(8 + place, "10:00"),
            what="Look back together",
            place="room 3",
            assigned_to=UserId(self._story.user(self._group.who)),
        )
        review.plan_follow_up(work, case_of(self._story, one.key), appointment)


_GOES_ON = closure.Ending(
    reason=ClosureReason.SUPPORT_ENDED,
    explanation="The plan is done.",
    transition="Knows where to ask, and has the number of the desk.",
    no_unmet_needs=True,
    told_how_to_return=True,
    feedback_asked=True,
)
