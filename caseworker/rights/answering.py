"""Answering a wish: who may, what is looked at first, and what follows (R-442)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from caseworker.centre.settings import the_centre
from caseworker.consent.age import is_child
from caseworker.consent.standing import stands
from caseworker.errors import NothingToUndo
from caseworker.findings import Finding, Findings, gap, pass_gate, stops
from caseworker.model.case import Case, CaseStatus
from caseworker.model.consent import Consent, Withdrawal
from caseworker.model.ids import ConsentId, PersonId
from caseworker.model.person import Person, Relationship, Tie
from caseworker.model.rights import Asker, Outcome, PersonRequest, RequestKind
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork
from caseworker.rights import effects
from caseworker.text import N_

_LEAVES_THE_CENTRE = frozenset({RequestKind.ACCESS, RequestKind.ERASURE})
_PARENTS = frozenset({Tie.MOTHER, Tie.FATHER})
_GUARDIANS = frozenset({Tie.GUARDIAN, Tie.CAREGIVER, Tie.RESPONSIBLE_ADULT}) | _PARENTS


@dataclass(frozen=True, kw_only=True)
class Decision:
    """An answer as the data protection officer gives it."""

    outcome: Outcome | None = None
    reason: str = ""
    verified: str = ""
    """How somebody made sure who asks, and what the person herself says."""
    uses: tuple[ConsentId, ...] = ()
    """Of an objection: the standing yeses whose use stops."""


def findings(reads: Reads, request_id: UUID, decision: Decision) -> Findings:
    """Return what keeps *decision* from being given, and what to think of before."""
    request = reads.get(PersonRequest, request_id)
    person = reads.get(Person, request.person_id)
    gives = decision.outcome in {Outcome.GRANTED, Outcome.PARTLY}
    found = [*_who_decides(reads, person)]
    if decision.outcome is None:
        what, why = (
            N_("The answer is not chosen yet"),
            N_("Granted, partly or refused. A refusal needs its reason."),
        )
        found.append(stops("no-outcome", what, why, "R-442", answer="outcome"))
    if decision.outcome in {Outcome.PARTLY, Outcome.REFUSED} and not decision.reason.strip():
        what, why = (
            N_("The reason is missing"),
            N_("Whoever asks is told why, in words that can be understood and contested."),
        )
        found.append(stops("no-reason", what, why, "R-442", answer="reason"))
    if decision.outcome is Outcome.PARTLY and request.kind is RequestKind.ERASURE:
        what, why = (
            N_("Stops here: a record is erased whole, or not at all"),
            N_("Grant it, or refuse it and offer a correction or an objection to one use."),
        )
        found.append(stops("erased-whole", what, why, "R-442", answer="outcome"))
    if gives and needs_verifying(request) and not decision.verified.strip():
        what, why = (
            N_("How you made sure who asks is missing"),
            N_("A record in the wrong hands can cost a life."),
        )
        found.append(stops("not-verified", what, why, "R-442", answer="verified"))
    if gives and request.kind in _LEAVES_THE_CENTRE and may_be_the_abuser(reads, request):
        what, why = (
            N_("Stops here: the one who asks may be the one who harms"),
            N_("Refuse, and let a caseworker talk with the person alone. It can be asked again."),
        )
        found.append(stops("may-be-abuser", what, why, answer="outcome"))
    if (
        gives
        and request.kind is RequestKind.OBJECTION
        and not decision.uses
        and standing_uses(reads, request.person_id)
    ):
        what, why = (
            N_("Which use stops is not chosen yet"),
            N_("An objection that is granted ends at least one use."),
        )
        found.append(stops("no-use-chosen", what, why, "R-442", answer="uses"))
    return (*found, *_to_think_of(reads, request, person))


def answer(work: UnitOfWork, request_id: UUID, decision: Decision) -> PersonRequest:
    """Give the answer to a wish; what can follow at once follows at once.

    Raises:
        NotAllowed: the actor is no data protection officer.
        NothingToUndo: it was answered before; whoever asks again makes a new wish.
        GateClosed: something stops it, see `findings`.
    """
    require(work.actor, Act.DECIDE_REQUEST)
    request = work.get(PersonRequest, request_id)
    if request.decided_at is not None:
        raise NothingToUndo
    pass_gate(findings(work, request_id, decision))
    request.outcome = decision.outcome
    request.reason = decision.reason
    request.verified = decision.verified
    request.decided_at = work.now()
    request.decided_by = work.actor.user_id
    work.record("wish answered", request.person_id, detail=request.kind.value)
    if decision.outcome is not Outcome.REFUSED:
        effects.follow(work, request, decision.uses)
    return request


def needs_verifying(request: PersonRequest) -> bool:
    """Return whether somebody has to make sure who asks before anything is granted."""
    return request.kind in _LEAVES_THE_CENTRE or request.asked_by is not Asker.PERSON


def standing_uses(reads: Reads, person_id: PersonId) -> list[Consent]:
    """Return the yeses that stand, whose use an objection can end."""
    withdrawals = reads.matching(Withdrawal, person_id=person_id)
    today = reads.now().date()
    said = reads.matching(Consent, person_id=person_id, order_by=("asked_at", "id"))
    newest = {(each.purpose, each.provider_id, each.recipient, each.kind): each for each in said}
    return [consent for consent in newest.values() if stands(consent, withdrawals, today)]


def may_be_the_abuser(reads: Reads, request: PersonRequest) -> bool:
    """Return whether somebody who may harm the person is, or may be, the one who asks.

    Where the record names such a parent, every parent who asks is looked at; names are compared
    as well, since the one who asks may call himself anything.
    """
    if request.asked_by is Asker.PERSON:
        return False
    ties = reads.matching(Relationship, person_id=request.person_id, may_be_abuser=True)
    return any(_may_be(reads, tie, request) for tie in ties)


def _may_be(reads: Reads, tie: Relationship, request: PersonRequest) -> bool:
    relative = reads.find(Person, tie.relative_id)
    names = {tie.relative_name, relative.full_name if relative else ""} - {""}
    said = request.asked_by_other.casefold()
    if any(name.casefold() in said for name in names):
        return True
    if request.asked_by is Asker.PARENT:
        return tie.tie in _PARENTS or tie.tie is Tie.CAREGIVER
    return request.asked_by is Asker.GUARDIAN and tie.tie in _GUARDIANS


def _who_decides(reads: Reads, person: Person) -> list[Finding]:
    """Nobody decides about a record of her own, nor about work that she does herself."""
    actor = reads.actor
    own_name = actor.name.casefold() in {person.full_name.casefold(), person.called.casefold()}
    cases = reads.matching(Case, person_id=person.id, status=CaseStatus.OPEN)
    own_work = any(case.assigned_to == actor.user_id for case in cases)
    if not own_name and not (own_work and not the_centre(reads).sole_worker):
        return []
    what, why = (
        N_("Somebody else answers this wish"),
        N_("Nobody answers a wish about a record of their own, or about their own work."),
    )
    return [stops("own-record", what, why, "R-442")]


def _to_think_of(reads: Reads, request: PersonRequest, person: Person) -> list[Finding]:
    if request.asked_by is Asker.PERSON:
        return []
    if is_child(person, reads.now().date()):
        what, why = (
            N_("This is the record of a child, and somebody else asks"),
            N_("See the child alone first, and ask what the child wants. A parent may be the one"
               " who harms."),
        )  # fmt: skip
        return [gap("child-and-other", what, why, "R-442")]
    what, why = (
        N_("An adult decides about the own record"),
        N_("Ask the person alone. A husband, a parent or a friend cannot ask in their place."),
    )
    return [gap("adult-and-other", what, why, "R-442")]
