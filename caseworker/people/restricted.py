"""Records that only named colleagues see; for all others they are not there (sync.md, "Audiences").

Anyone can be left out, a supervisor too. The data protection officer answers wishes about every
record, and can open a restricted one again; that is all she sees of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from caseworker.errors import NotAllowed
from caseworker.findings import Findings, gap, pass_gate, stops
from caseworker.model.case import Case, CaseStatus
from caseworker.model.ids import CaseId, PersonId, UserId
from caseworker.model.person import Person
from caseworker.model.rights import Restriction
from caseworker.model.staff import Role, User
from caseworker.people.duplicates.standing import other_records_of, with_their_other_records
from caseworker.permissions import Act, may, require
from caseworker.ports import Condition, Reads, UnitOfWork, missing, none_of, one_of
from caseworker.text import N_

_MAY_BE_NAMED = frozenset({Role.RECEPTION, Role.CASEWORKER, Role.SUPERVISOR})


def restrictions_of(reads: Reads, person_id: PersonId) -> list[Restriction]:
    """Return every restriction in force of a person's record, or of another one of hers.

    The newest first. There are several where colleagues restricted her records at two laptops that
    did not know of each other: then whoever sees any of them was named by all.
    """
    hers = one_of("person_id", {person_id} | other_records_of(reads, person_id))
    return reads.matching(Restriction, missing("ended_at"), hers, order_by=("-made_at", "-id"))


def named_by_all(in_force: Sequence[Restriction]) -> tuple[UserId, ...]:
    """Return whom every one of the restrictions *in_force* names."""
    if not in_force:
        return ()
    newest, *others = in_force
    return tuple(user for user in newest.open_to if all(user in other.open_to for other in others))


def may_see(reads: Reads, person: Person) -> bool:
    """Return whether the record of *person* is open to whoever asks.

    A restricted record that names nobody, as one that was brought in, is open to supervisors.
    """
    in_force = restrictions_of(reads, person.id)
    if not in_force:
        return not person.restricted or may(reads.actor, Act.READ_RESTRICTED)
    # Also where another laptop opened the record again meanwhile, and the person says so.
    return reads.actor.user_id in named_by_all(in_force)


def is_restricted(reads: Reads, person: Person) -> bool:
    """Return whether few may see *person*, also where it was opened at another laptop."""
    return person.restricted or bool(restrictions_of(reads, person.id))


def require_sight(reads: Reads, person: Person) -> None:
    """Let the record of *person* pass.

    Raises:
        NotAllowed: it is restricted, and not open to whoever asks.
    """
    if not may_see(reads, person):
        raise NotAllowed(act=Act.READ_RESTRICTED.value)


def hidden_people(reads: Reads) -> frozenset[PersonId]:
    """Return whose records are not there for whoever asks."""
    actor = reads.actor.user_id
    in_force = reads.matching(Restriction, missing("ended_at"))
    hidden = frozenset(each.person_id for each in in_force if actor not in each.open_to)
    return with_their_other_records(reads, hidden) if hidden else hidden


def hidden_cases(reads: Reads) -> frozenset[CaseId]:
    """Return the cases that are not there for whoever asks."""
    people = hidden_people(reads)
    if not people:
        return frozenset()
    return frozenset(case.id for case in reads.matching(Case, one_of("person_id", people)))


def without(field: str, hidden: Iterable[UUID]) -> tuple[Condition, ...]:
    """Return the condition that leaves out what is *hidden*; none where nothing is."""
    kept = tuple(hidden)
    return (none_of(field, kept),) if kept else ()


def can_be_named(reads: Reads) -> list[User]:
    """Return the colleagues who can be named, by name: those whose role reads people at all."""
    staff = reads.matching(User, missing("removed_at"), order_by=("name", "id"))
    return [user for user in staff if user.roles & _MAY_BE_NAMED]


def findings(
    reads: Reads, person_id: PersonId, open_to: tuple[UserId, ...], reason: str
) -> Findings:
    """Return what keeps a record from being restricted to *open_to*."""
    found = []
    able = {user.id for user in can_be_named(reads)}
    if not able & set(open_to):
        what, why = (
            N_("Nobody is named yet"),
            N_("At least one colleague must see the record, or nobody can help."),
        )
        found.append(stops("nobody-named", what, why, answer="open_to"))
    if not reason.strip():
        what, why = (
            N_("Why so few may see it is missing"),
            N_("Whoever looks at it later has to know when it can be opened again."),
        )
        found.append(stops("no-reason", what, why, answer="reason"))
    cases = reads.matching(Case, person_id=person_id, status=CaseStatus.OPEN)
    if any(case.assigned_to and case.assigned_to not in open_to for case in cases):
        what, why = (
            N_("The caseworker is not among them"),
            N_("The case stays with a colleague who no longer sees it. Give it to another one."),
        )
        found.append(gap("caseworker-left-out", what, why, answer="open_to"))
    return tuple(found)


def restrict(
    work: UnitOfWork, person_id: PersonId, *, open_to: tuple[UserId, ...], reason: str
) -> Restriction:
    """Open a record to the named colleagues alone; an earlier restriction ends with it.

    Raises:
        NotAllowed: the role does not cover it, or the record is not open to the actor.
        GateClosed: nobody is named, or the reason is missing.
    """
    person = _of_whom(work, person_id)
    pass_gate(findings(work, person_id, open_to, reason))
    return close_to_all_but(work, person, open_to=open_to, reason=reason)


def close_to_all_but(
    work: UnitOfWork,
    person: Person,
    *,
    open_to: tuple[UserId, ...],
    reason: str,
    at_once: bool = False,
) -> Restriction:
    """Close a record to all but *open_to*, once whoever may has decided it.

    Other records of the same person close with it, to the same colleagues.
    """
    hers = _with_its_others(work, person)
    _end(work, person.id, reason)
    restriction, *_others = [
        _close(work, each, open_to=open_to, reason=reason, at_once=at_once) for each in hers
    ]
    return restriction


def _close(
    work: UnitOfWork, person: Person, *, open_to: tuple[UserId, ...], reason: str, at_once: bool
) -> Restriction:
    restriction = Restriction(
        id=work.new_id(),
        person_id=person.id,
        open_to=open_to,
        reason=reason,
        made_at=work.now(),
        made_by=work.actor.user_id,
        at_once=at_once,
    )
    work.add(restriction)
    person.restricted = True
    work.record("record restricted", person.id)
    return restriction


def open_again(work: UnitOfWork, person_id: PersonId, why: str) -> Person:
    """Open a restricted record to everybody whose role reads people.

    Other records of the same person open with it.

    Raises:
        NotAllowed: the role does not cover it, or the record is not open to the actor.
        GateClosed: the reason is missing.
    """
    person = _of_whom(work, person_id)
    if not why.strip():
        what, reason = (
            N_("Why it opens again is missing"),
            N_("Whoever asked for it has to be able to understand it later."),
        )
        pass_gate((stops("no-reason", what, reason, answer="why"),))
    _end(work, person.id, why)
    for each in _with_its_others(work, person):
        each.restricted = False
        work.record("record opened again", each.id)
    return person


def history(reads: Reads, person_id: PersonId) -> list[Restriction]:
    """Return every restriction of a record, the newest first."""
    return reads.matching(Restriction, person_id=person_id, order_by=("-made_at", "-id"))


def _of_whom(work: UnitOfWork, person_id: PersonId) -> Person:
    require(work.actor, Act.RESTRICT)
    person = work.get(Person, person_id)
    if not may(work.actor, Act.DECIDE_REQUEST):
        require_sight(work, person)
    return person


def _with_its_others(reads: Reads, person: Person) -> list[Person]:
    """Return *person* and the other records of hers that are here."""
    others = (reads.find(Person, key) for key in sorted(other_records_of(reads, person.id)))
    return [person, *filter(None, others)]


def _end(work: UnitOfWork, person_id: PersonId, why: str) -> None:
    for earlier in restrictions_of(work, person_id):
        earlier.ended_at = work.now()
        earlier.ended_by = work.actor.user_id
        earlier.ended_why = why
