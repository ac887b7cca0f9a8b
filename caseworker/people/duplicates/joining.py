"""Two records of one person: asked by one colleague, decided by another, undone by either kind.

Nothing is moved between the records: signatures, circles and answers stay where they were given.
What must not be lost for her safety is written into the record that goes on as well.
"""

from __future__ import annotations

from caseworker.centre.settings import the_centre
from caseworker.consent.standing import stands, taken_back_in
from caseworker.errors import NotAllowed, NothingToUndo
from caseworker.findings import Findings, pass_gate, stops
from caseworker.model.case import Case, CaseStatus
from caseworker.model.consent import Consent, Withdrawal
from caseworker.model.duplicate import JOINED, Duplicate, DuplicateState
from caseworker.model.ids import DuplicateId, PersonId, UserId
from caseworker.model.person import NameVariant, Person, SafeContact
from caseworker.model.staff import Centre
from caseworker.model.values import Answer
from caseworker.people.duplicates.standing import second_records
from caseworker.people.restricted import (
    is_restricted,
    named_by_all,
    require_sight,
    restrictions_of,
)
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork
from caseworker.text import N_

_FACTS = (
    "date_of_birth", "country_of_birth", "nationalities", "languages", "marital_status",
    "communication_needs", "called",
)  # fmt: skip
"""Written into the record that goes on where it says nothing."""
_CARE = ("allergies", "diet", "avoid")
"""What harms her if it is forgotten: both records' words are kept."""

_WAY = ("channel", "address", "when", "pretext", "never", "note")


def joining_findings(
    reads: Reads, person_id: PersonId, duplicate_id: PersonId, why: str
) -> Findings:
    """Return what keeps two records from being held for one person's, and what to know before."""
    found = []
    if not why.strip():
        what, sense = (
            N_("Why it is one person is missing"),
            N_("Whoever decides was not there. What did the person say, what is the same?"),
        )
        found.append(stops("no-reason", what, sense, "R-208", answer="why"))
    return (*found, *_of_the_records(reads, person_id, duplicate_id))


def ask(work: UnitOfWork, person_id: PersonId, duplicate_id: PersonId, why: str) -> Duplicate:
    """Ask that *duplicate_id* is held for a second record of the person of *person_id*.

    Where one person works alone, it holds at once, and a supervisor looks afterwards.

    Raises:
        NotAllowed: the role works on no cases, or does not see both records.
        GateClosed: the reason is missing, or the second record is still worked in.
    """
    require(work.actor, Act.WORK_ON_CASE)
    require_sight(work, work.get(Person, person_id))
    require_sight(work, work.get(Person, duplicate_id))
    pass_gate(joining_findings(work, person_id, duplicate_id, why))
    duplicate = _said(work, person_id, duplicate_id, DuplicateState.ASKED, why)
    if the_centre(work).sole_worker:
        # Every laptop wants to see that an administrator wrote so.
        work.rely_on(*work.matching(Centre))
        _join(work, duplicate, DuplicateState.ONE_PERSON_UNSEEN)
    work.record("second record named", person_id)
    return duplicate


def are_two_people(work: UnitOfWork, one: PersonId, other: PersonId) -> Duplicate:
    """Keep that two records, alike as they are, are of two people; nobody is asked again.

    Raises:
        NotAllowed: the role works on no cases, or does not see both records.
    """
    require(work.actor, Act.WORK_ON_CASE)
    require_sight(work, work.get(Person, one))
    require_sight(work, work.get(Person, other))
    return _said(work, one, other, DuplicateState.TWO_PEOPLE, "")


def decide(
    work: UnitOfWork, duplicate_id: DuplicateId, *, one_person: bool, comment: str = ""
) -> Duplicate:
    """Decide what a colleague asked, or look at what a sole worker did. Nobody decides her own.

    Raises:
        NotAllowed: the role does not approve, the actor asked herself, or does not see both.
        NothingToUndo: it was decided already.
        GateClosed: meanwhile the second record is worked in again.
    """
    require(work.actor, Act.APPROVE)
    duplicate = work.get(Duplicate, duplicate_id)
    if duplicate.asked_by == work.actor.user_id:
        raise NotAllowed(act=Act.APPROVE.value)
    _require_both(work, duplicate)
    if duplicate.state not in {DuplicateState.ASKED, DuplicateState.ONE_PERSON_UNSEEN}:
        raise NothingToUndo
    duplicate.comment = comment.strip()
    if one_person:
        _join(work, duplicate, DuplicateState.ONE_PERSON)
    else:
        _decided(work, duplicate, DuplicateState.TWO_PEOPLE)
    work.rely_on(duplicate)
    work.record("second record decided", duplicate.person_id)
    return duplicate


def part(work: UnitOfWork, duplicate_id: DuplicateId, comment: str) -> Duplicate:
    """Let two records stand for two people again; what was written into the first stays.

    Raises:
        NotAllowed: the role does not approve, or the actor does not see both records.
        NothingToUndo: they are not held for one person's.
    """
    require(work.actor, Act.APPROVE)
    duplicate = work.get(Duplicate, duplicate_id)
    _require_both(work, duplicate)
    if duplicate.state not in JOINED:
        raise NothingToUndo
    duplicate.comment = comment.strip()
    _decided(work, duplicate, DuplicateState.PARTED)
    work.record("second record parted", duplicate.person_id)
    return duplicate


def require_first(reads: Reads, person_id: PersonId) -> None:
    """Let work begin in the record of *person_id*.

    Raises:
        GateClosed: it is a second record, and work goes on in another.
    """
    if person_id in second_records(reads):
        what, why = (
            N_("This is a second record"),
            N_("Work goes on in the first one, so that all of it is found in one place."),
        )
        pass_gate((stops("second-record", what, why, "R-208"),))


def write_what_is_missing(first: Person, told: Person) -> None:
    """Write into *first* what it lacks and *told* says, and beside it what harms if forgotten."""
    for field in _FACTS:
        if not getattr(first, field):
            setattr(first, field, getattr(told, field))
    for field in _CARE:
        said, more = getattr(first, field), getattr(told, field)
        if more and more not in said:
            setattr(first, field, "\n".join(filter(None, (said, more))))


def _of_the_records(reads: Reads, person_id: PersonId, duplicate_id: PersonId) -> Findings:
    found = []
    if reads.count(Case, person_id=duplicate_id, status=CaseStatus.OPEN):
        what, why = (
            N_("The second record has an open case"),
            N_("Choose it as the one that goes on, or close its case first: nothing is moved."),
        )
        found.append(stops("case-open", what, why, "R-208", answer="case"))
    seconds = second_records(reads)
    goes_on_in = {seconds.get(person_id), seconds.get(duplicate_id)}
    if goes_on_in - {None, person_id, duplicate_id}:
        what, why = (
            N_("One of the two is a second record already"),
            N_("Compare the record in which its work goes on."),
        )
        found.append(stops("second-already", what, why, "R-208"))
    first, second = reads.get(Person, person_id), reads.get(Person, duplicate_id)
    if _seen_by(reads, first) != _seen_by(reads, second):
        what, why = (
            N_("The two records are not open to the same colleagues"),
            N_("Let the same colleagues see both: what protects the person is written into the"
               " first."),
        )  # fmt: skip
        found.append(stops("seen-by-others", what, why, "R-208"))
    if _says_no_since(reads, person_id, duplicate_id):
        what, why = (
            N_("In the second record the person said no since"),
            N_("Take back the yes in the record that goes on: only its answers count there."),
        )
        found.append(stops("no-since", what, why, "R-208", answer="consent"))
    return tuple(found)


def _seen_by(reads: Reads, person: Person) -> tuple[bool, frozenset[UserId]]:
    named = named_by_all(restrictions_of(reads, person.id))
    return is_restricted(reads, person), frozenset(named)


def _says_no_since(reads: Reads, person_id: PersonId, duplicate_id: PersonId) -> bool:
    """Return whether a yes of the first record stands that the second one has ended."""
    today = reads.now().date()
    withdrawals = reads.matching(Withdrawal, person_id=person_id)
    for consent in reads.matching(Consent, person_id=person_id, answer=Answer.YES):
        if not stands(consent, withdrawals, today):
            continue
        if taken_back_in(reads, (duplicate_id,), consent):
            return True
    return False


def _said(
    work: UnitOfWork, person_id: PersonId, duplicate_id: PersonId, state: DuplicateState, why: str
) -> Duplicate:
    duplicate = Duplicate(
        id=DuplicateId(work.new_id()),
        person_id=person_id,
        duplicate_id=duplicate_id,
        state=state,
        asked_at=work.now(),
        asked_by=work.actor.user_id,
        why=why.strip(),
    )
    work.add(duplicate)
    return duplicate


def _join(work: UnitOfWork, duplicate: Duplicate, state: DuplicateState) -> None:
    pass_gate(_of_the_records(work, duplicate.person_id, duplicate.duplicate_id))
    _decided(work, duplicate, state)
    _keep_in_first(
        work, work.get(Person, duplicate.person_id), work.get(Person, duplicate.duplicate_id)
    )


def _decided(work: UnitOfWork, duplicate: Duplicate, state: DuplicateState) -> None:
    duplicate.state = state
    duplicate.decided_at = work.now()
    duplicate.decided_by = work.actor.user_id


def _require_both(work: UnitOfWork, duplicate: Duplicate) -> None:
    for key in (duplicate.person_id, duplicate.duplicate_id):
        require_sight(work, work.get(Person, key))


def _keep_in_first(work: UnitOfWork, first: Person, second: Person) -> None:
    write_what_is_missing(first, second)
    if second.full_name and second.full_name != first.full_name:
        work.add(NameVariant(id=work.new_id(), person_id=first.id, name=second.full_name))
    # Above all what must never be used to reach her.
    known = {(way.channel, way.address) for way in work.matching(SafeContact, person_id=first.id)}
    for way in work.matching(SafeContact, person_id=second.id):
        if way.never or (way.channel, way.address) not in known:
            copied = {name: value for name, value in vars(way).items() if name in _WAY}
            work.add(SafeContact(id=work.new_id(), person_id=first.id, **copied))
