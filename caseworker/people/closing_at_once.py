"""A caseworker closes a record to all but a few at once; somebody looks at it within a day.

The danger may be a colleague, or at the gate: it does not wait for a supervisor, who may be the one
to be left out (product.md, "Basis, safety and dignity").
"""

from __future__ import annotations

from collections.abc import Iterable

from caseworker.errors import NotAllowed, NotFound
from caseworker.findings import Findings, pass_gate, stops
from caseworker.model.ids import PersonId, UserId
from caseworker.model.person import Person
from caseworker.model.rights import Restriction
from caseworker.model.staff import Role, User
from caseworker.people.restricted import (
    close_to_all_but,
    findings,
    hidden_people,
    is_restricted,
    require_sight,
    restrictions_of,
)
from caseworker.permissions import Act, may, require
from caseworker.ports import Reads, UnitOfWork, missing
from caseworker.text import N_


def closing_findings(
    reads: Reads, person_id: PersonId, open_to: tuple[UserId, ...], reason: str
) -> Findings:
    """Return what keeps whoever asks from closing a record at once to *open_to*."""
    found = list(findings(reads, person_id, open_to, reason))
    if reads.actor.user_id not in open_to:
        what, why = (
            N_("You are not among them"),
            N_("Whoever closes a record goes on helping. A supervisor can leave you out later."),
        )
        found.append(stops("not-among-them", what, why, answer="open_to"))
    if not _somebody_looks(reads, open_to):
        what, why = (
            N_("Nobody among them can look at it"),
            N_("Name a supervisor whom you trust: somebody looks at it within a day."),
        )
        found.append(stops("nobody-looks", what, why, answer="open_to"))
    return tuple(found)


def close_at_once(
    work: UnitOfWork, person_id: PersonId, *, open_to: tuple[UserId, ...], reason: str
) -> Restriction:
    """Close a record that is open to all; a supervisor or the officer looks at it afterwards.

    Raises:
        NotAllowed: the role does not cover it, or few see it already: that is for a supervisor.
        GateClosed: the reason is missing, or nobody who could look at it is named.
    """
    require(work.actor, Act.CLOSE_AT_ONCE)
    person = work.get(Person, person_id)
    require_sight(work, person)
    if is_restricted(work, person):
        raise NotAllowed(act=Act.RESTRICT.value)
    pass_gate(closing_findings(work, person_id, open_to, reason))
    return close_to_all_but(work, person, open_to=open_to, reason=reason, at_once=True)


def let_stand(work: UnitOfWork, person_id: PersonId) -> Restriction:
    """Keep that somebody looked at it and lets it stand; opening it again is another act.

    Raises:
        NotAllowed: the role does not cover it, the record is not open to the actor, or she closed
            it herself.
        NotFound: no closing of this record waits for a look.
    """
    require(work.actor, Act.RESTRICT)
    if not may(work.actor, Act.DECIDE_REQUEST):
        require_sight(work, work.get(Person, person_id))
    waiting = [each for each in restrictions_of(work, person_id) if _waits(each)]
    if not waiting:
        raise NotFound
    of_others = [each for each in waiting if each.made_by != work.actor.user_id]
    if not of_others:
        raise NotAllowed(act=Act.RESTRICT.value)
    for restriction in of_others:
        restriction.looked_at = work.now()
        restriction.looked_by = work.actor.user_id
    work.record("closing looked at", person_id)
    return of_others[0]


def waiting_for_a_look(reads: Reads) -> Iterable[Restriction]:
    """Return what was closed at once and waits for a look that this person may take, by age."""
    found = reads.matching(
        Restriction, missing("looked_at"), missing("ended_at"), at_once=True, order_by="made_at"
    )
    hidden = () if may(reads.actor, Act.DECIDE_REQUEST) else hidden_people(reads)
    me = reads.actor.user_id
    return [each for each in found if each.made_by != me and each.person_id not in hidden]


def _waits(restriction: Restriction) -> bool:
    return restriction.at_once and restriction.looked_at is None


def _somebody_looks(reads: Reads, open_to: tuple[UserId, ...]) -> bool:
    me = reads.actor.user_id
    staff = [user for user in reads.matching(User, missing("removed_at")) if user.id != me]
    if any(Role.DATA_PROTECTION_OFFICER in user.roles for user in staff):
        return True
    return any(Role.SUPERVISOR in user.roles and user.id in open_to for user in staff)
