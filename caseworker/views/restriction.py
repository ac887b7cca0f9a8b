"""Who may see a record, as the supervisor and the data protection officer decide it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from caseworker.errors import NotAllowed
from caseworker.model.case import Case, CaseStatus
from caseworker.model.ids import PersonId, UserId
from caseworker.model.person import Person
from caseworker.people.closing_at_once import waiting_for_a_look
from caseworker.people.restricted import (
    can_be_named,
    history,
    is_restricted,
    may_see,
    named_by_all,
    restrictions_of,
)
from caseworker.permissions import Act, may
from caseworker.ports import Reads
from caseworker.views.names import colleague, number_of


@dataclass(frozen=True)
class EarlierLine:
    """One restriction, in force or ended."""

    named: tuple[str, ...]
    reason: str
    made_at: datetime
    made_by: str
    ended_at: datetime | None
    ended_why: str


@dataclass(frozen=True, kw_only=True)
class RestrictionPage:
    """Who sees a record now, and who saw it before."""

    person: str
    number: str
    restricted: bool
    may_open: bool
    """Whether this person may look at the record itself."""
    may_change: bool
    """Whether this person names who sees it, or opens it again."""
    may_close: bool
    """Whether this person may close it at once, for somebody to look at afterwards."""
    waits_for_a_look: bool
    """Whether a caseworker closed it at once, and this person may let it stand."""
    made_by: str
    made_at: datetime | None
    named: tuple[str, ...]
    reason: str
    open_to: tuple[UserId, ...]
    """Named now, or proposed: herself and the caseworker."""
    can_be_named: tuple[tuple[UserId, str], ...]
    history: tuple[EarlierLine, ...]


def restriction_page(reads: Reads, person_id: PersonId) -> RestrictionPage:
    """Return who may see a record.

    Raises:
        NotAllowed: the record is not open to this person, who does not answer for it either.
    """
    actor, person = reads.actor, reads.get(Person, person_id)
    seen = may(actor, Act.READ_PEOPLE) and may_see(reads, person)
    officer = may(actor, Act.DECIDE_REQUEST)
    if not seen and not officer:
        raise NotAllowed(act=Act.READ_RESTRICTED.value)
    in_force = restrictions_of(reads, person_id)
    restricted = is_restricted(reads, person)
    now, named = (in_force[0] if in_force else None), named_by_all(in_force)
    return RestrictionPage(
        person=person.full_name or person.called,
        number=number_of(reads, person_id),
        restricted=restricted,
        may_open=seen,
        may_change=may(actor, Act.RESTRICT),
        may_close=may(actor, Act.CLOSE_AT_ONCE) and not restricted,
        waits_for_a_look=may(actor, Act.RESTRICT)
        and any(each.person_id == person_id for each in waiting_for_a_look(reads)),
        made_by=colleague(reads, now.made_by) if now else "",
        made_at=now.made_at if now else None,
        named=tuple(colleague(reads, each) for each in named),
        reason=now.reason if now else "",
        open_to=named if now else _proposed(reads, person_id),
        can_be_named=tuple((user.id, user.name) for user in can_be_named(reads)),
        history=tuple(
            EarlierLine(
                tuple(colleague(reads, each) for each in line.open_to),
                line.reason,
                line.made_at,
                colleague(reads, line.made_by),
                line.ended_at,
                line.ended_why,
            )
            for line in history(reads, person_id)
        ),
    )


def _proposed(reads: Reads, person_id: PersonId) -> tuple[UserId, ...]:
    cases = reads.matching(Case, person_id=person_id, status=CaseStatus.OPEN)
    working = {case.assigned_to for case in cases if case.assigned_to is not None}
    return tuple({*working, reads.actor.user_id})
