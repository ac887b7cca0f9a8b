"""How many cases each caseworker carries, and handing cases on when somebody leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from caseworker.centre.settings import the_centre
from caseworker.errors import NotAllowed
from caseworker.findings import pass_gate, stops
from caseworker.model.case import Case
from caseworker.model.ids import CaseId, UserId
from caseworker.model.review import FollowUp, FollowUpState
from caseworker.model.staff import Role, User
from caseworker.model.values import RiskLevel
from caseworker.people.restricted import (
    hidden_cases,
    hidden_people,
    named_by_all,
    restrictions_of,
    without,
)
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork, before, missing, one_of
from caseworker.text import N_

_CARRIES = frozenset({Role.CASEWORKER, Role.SUPERVISOR})


@dataclass(frozen=True, kw_only=True)
class Caseload:
    """What one colleague carries."""

    user_id: UserId
    name: str
    open_cases: int
    high_risk: int
    late: int
    """Follow-ups that are late."""
    limit: int
    left: bool = False
    """She no longer works here, and her cases wait for somebody."""

    @property
    def over(self) -> int:
        """By how many cases it is more than the centre's limit."""
        return max(self.open_cases - self.limit, 0)


def caseloads(reads: Reads, now: datetime) -> tuple[Caseload, ...]:
    """Return what everybody carries who works on cases: the heaviest first.

    Raises:
        NotAllowed: only supervisors see the work of all.
    """
    require(reads.actor, Act.APPROVE)
    limit = the_centre(reads).caseload_limit
    running = reads.fields(
        Case,
        ("assigned_to", "risk"),
        missing("closed_at"),
        *without("person_id", hidden_people(reads)),
    )
    carried = Counter(user for user, _risk in running)
    high = Counter(user for user, risk in running if risk.level is RiskLevel.HIGH)
    today = datetime.combine(now.date(), time(), now.tzinfo)
    planned = reads.fields(
        FollowUp,
        ("assigned_to",),
        before("due_at", today),
        *without("case_id", hidden_cases(reads)),
        state=FollowUpState.PLANNED,
    )
    late = Counter(user for (user,) in planned)
    shown = [
        Caseload(
            user_id=UserId(user.id),
            name=user.name,
            open_cases=carried[user.id],
            high_risk=high[user.id],
            late=late[user.id],
            limit=limit,
            left=user.removed_at is not None,
        )
        for user in reads.matching(User, order_by=("name", "id"))
        if carried[user.id] or (user.removed_at is None and user.roles & _CARRIES)
    ]
    return tuple(sorted(shown, key=lambda load: (not load.left, -load.open_cases)))


def can_carry(reads: Reads) -> list[User]:
    """Return the colleagues to whom a case can be given, by name."""
    staff = reads.matching(User, missing("removed_at"), order_by=("name", "id"))
    return [user for user in staff if user.roles & _CARRIES]


def cases_of(reads: Reads, user_id: UserId) -> list[Case]:
    """Return the open cases that somebody carries, in sight of whoever asks."""
    require(reads.actor, Act.APPROVE)
    in_sight = without("person_id", hidden_people(reads))
    return reads.matching(
        Case, missing("closed_at"), *in_sight, assigned_to=user_id, order_by=("opened_at", "id")
    )


_NOT_OPEN = stops(
    "record-not-open",
    N_("One of these records is not open to this colleague"),
    N_("Whoever gets the case has to see the record. Name the colleague there first."),
)


def hand_on(
    work: UnitOfWork, cases: Iterable[CaseId], to: UserId, *, follow_ups: bool = True
) -> int:
    """Give *cases* to a colleague, with the follow-ups planned for them; return how many went.

    For an absence or a leaving, where no handover can be agreed case by case; otherwise a
    transfer with a handover plan is the better way (R-244).

    Raises:
        NotAllowed: the role does not cover it, or the colleague does not work on cases.
        GateClosed: a record is not open to the colleague: she could not help.
    """
    require(work.actor, Act.APPROVE)
    if to not in {user.id for user in can_carry(work)}:
        raise NotAllowed(act=Act.WORK_ON_CASE.value)
    hidden = hidden_people(work)
    given = []
    for case_id in cases:
        case = work.get(Case, case_id)
        if case.person_id in hidden:
            raise NotAllowed(act=Act.READ_RESTRICTED.value)
        if case.assigned_to == to:
            continue
        in_force = restrictions_of(work, case.person_id)
        if in_force and to not in named_by_all(in_force):
            pass_gate((_NOT_OPEN,))
        case.assigned_to = to
        given.append(case.id)
        work.record("case given to a colleague", case.id)
    if follow_ups:
        for entry in work.matching(FollowUp, one_of("case_id", given), state=FollowUpState.PLANNED):
            entry.assigned_to = to
    return len(given)
