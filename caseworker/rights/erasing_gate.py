"""What keeps a record from being erased, and what to think of before (R-438, R-442)."""

from __future__ import annotations

from collections.abc import Iterator

from caseworker.centre.settings import the_centre
from caseworker.consent.age import is_child
from caseworker.findings import Finding, Findings, gap, stops
from caseworker.model.assessment import BestInterests
from caseworker.model.case import Case, CaseStatus, ProtocolRun
from caseworker.model.consent import Basis, BasisUse, Disclosure
from caseworker.model.erasure import Erasure, PartCount, RecordPart
from caseworker.model.ids import PersonId
from caseworker.model.incident import Incident
from caseworker.model.person import Person, Relationship
from caseworker.model.referral import Referral
from caseworker.model.review import Transfer, TransferState
from caseworker.model.rights import PersonRequest
from caseworker.model.staff import User
from caseworker.people.duplicates.standing import other_records_of
from caseworker.people.health_here import health_findings
from caseworker.permissions import Act, roles_for
from caseworker.ports import Reads, missing, one_of, since
from caseworker.referral.life_cycle import WAITS_FOR_ANSWER
from caseworker.rights.outside_the_record import to_be_named
from caseworker.rights.retention import kept_by_law
from caseworker.rights.whole_record import whole_record
from caseworker.text import N_


def findings(reads: Reads, erasure: Erasure) -> Findings:
    """Return what keeps the record of *erasure* from being erased now, and what to think of."""
    return (
        *health_findings(reads),
        *before_agreeing(reads, erasure),
        *_agreement(reads, erasure),
    )


def before_agreeing(reads: Reads, erasure: Erasure) -> Findings:
    """Return what speaks against the erasure itself, whoever agrees to it."""
    person = reads.get(Person, erasure.person_id)
    return (
        *_law(reads, person.id),
        *_safety(reads, person, erasure),
        *_work(reads, person.id),
        *_other_records(reads, person.id),
        *_before_it_is_late(reads, erasure),
        *_still_in_role(reads, erasure),
    )


def without_use(counts: tuple[PartCount, ...]) -> frozenset[PartCount]:
    """Return *counts* without looks at the record, which grow while it is being decided.

    And without health, which whoever agrees may not have on her laptop.
    """
    left_out = {RecordPart.USE, RecordPart.HEALTH}
    return frozenset(each for each in counts if each.part not in left_out)


def _agreement(reads: Reads, erasure: Erasure) -> Iterator[Finding]:
    if erasure.agreed_at is None:
        why = N_("Nothing brings the record back, so two people answer for it.")
        if the_centre(reads).sole_worker:
            why = N_(
                "Nothing brings the record back, so working alone is no way around it: a second"
                " person agrees, on this laptop or on another one of the centre."
            )
        yield stops("not-agreed", N_("Somebody else has not agreed yet"), why, "R-442")
        return
    record = whole_record(reads, erasure.person_id)
    now = without_use(record.counts())
    if now != without_use(erasure.agreed_to) or to_be_named(reads, erasure, record.all_that_goes):
        what, why = (
            N_("The record has changed since somebody agreed"),
            N_("Nobody has agreed to erase what came later. It is looked at once more."),
        )
        yield stops("changed-since", what, why, "R-442")
    if erasure.agreed_by == reads.actor.user_id:
        yield agreed_herself()


def agreed_herself() -> Finding:
    """Return what stops whoever agreed from erasing."""
    what, why = (
        N_("Whoever agreed does not erase"),
        N_("Every laptop wants to see two people: one who agreed, and one who erases."),
    )
    return stops("agreed-herself", what, why, "R-442")


def covers(user: User, act: Act) -> bool:
    """Return whether the role that somebody has today covers *act*."""
    return user.removed_at is None and bool(user.roles & roles_for(act))


def _still_in_role(reads: Reads, erasure: Erasure) -> Iterator[Finding]:
    """A role that ended since covers nothing: the other laptops would not follow."""
    for by, act in (
        (erasure.decided_by, Act.DECIDE_REQUEST),
        (erasure.agreed_by, Act.AGREE_TO_ERASURE),
    ):
        user = reads.find(User, by)
        if user is not None and not covers(user, act):
            what, why = (
                N_("{name} no longer has the role to decide about erasures"),
                N_("It is called off and decided anew, by two people who have their roles today."),
            )
            yield stops("role-ended", what, why, "R-442", name=user.name)


def _law(reads: Reads, person_id: PersonId) -> Iterator[Finding]:
    held = kept_by_law(reads, person_id)
    if held is not None:
        what, why = (
            N_("Stops here: the law asks to keep the record until {day}"),
            N_("The person is told which law, and that it is looked at again on that day."),
        )
        yield stops("kept-by-law", what, why, "R-442", day=held.until)
    if reads.count(BasisUse, missing("reviewed_at"), person_id=person_id, basis=Basis.LEGAL_DUTY):
        what, why = (
            N_("Stops here: a report that the law asks for is still open"),
            N_("Whoever reviews it says first whether the record is needed for it."),
        )
        yield stops("report-open", what, why, "R-442")


def _safety(reads: Reads, person: Person, erasure: Erasure) -> Iterator[Finding]:
    asked_on = erasure.asked_at.date()
    cases = [case.id for case in reads.matching(Case, person_id=person.id)]
    if is_child(person, reads.now().date()) and not reads.count(
        BestInterests, one_of("case_id", cases), since("looked_at_on", asked_on)
    ):
        what, why = (
            N_("Stops here: nobody has looked whether it is best for the child"),
            N_("Look at the best interests of the child after the wish, with the child alone."),
        )
        yield stops("best-interests", what, why, "R-438", subject=cases[-1] if cases else None)
    if reads.count(Relationship, relative_id=person.id, may_be_abuser=True):
        what, why = (
            N_("Stops here: the safety of somebody else may hang on this record"),
            N_("Another record names this person as one who may harm. Speak with whoever looks"
               " after that record first."),
        )  # fmt: skip
        yield stops("safety-of-others", what, why, "R-442")
    if reads.count(ProtocolRun, one_of("case_id", cases), missing("ended_at")):
        what, why = (
            N_("Stops here: somebody is being looked for, or kept safe"),
            N_("End what is under way first: missing, left without notice, or risk to life."),
        )
        yield stops("protocol-open", what, why)
    if reads.count(Incident, missing("ended_at"), person_id=person.id) or reads.count(
        Incident, one_of("case_id", cases), missing("ended_at")
    ):
        what, why = (
            N_("Stops here: an incident is not ended"),
            N_("What was done about it must be clear before its account is erased."),
        )
        yield stops("incident-open", what, why)


def _work(reads: Reads, person_id: PersonId) -> Iterator[Finding]:
    cases = reads.matching(Case, person_id=person_id)
    keys = [case.id for case in cases]
    if reads.count(Transfer, one_of("case_id", keys), state=TransferState.OFFERED):
        what, why = (
            N_("Stops here: a handover waits for an answer"),
            N_("Take it back, or wait for the answer: the other side may be relying on it."),
        )
        yield stops("handover-waits", what, why)
    if any(case.status is CaseStatus.OPEN for case in cases):
        what, why = (
            N_("The case is still open"),
            N_("All help that is planned ends with the record. Tell the caseworker first."),
        )
        yield gap("case-open", what, why)
    if reads.count(Referral, one_of("state", WAITS_FOR_ANSWER), person_id=person_id):
        what, why = (
            N_("A referral waits for its answer"),
            N_("The answer will find no record. Tell the provider that it is not needed."),
        )
        yield gap("answer-waits", what, why)


def _other_records(reads: Reads, person_id: PersonId) -> Iterator[Finding]:
    if other_records_of(reads, person_id):
        what, why = (
            N_("There is another record of the same person"),
            N_("It stays as it is. Ask whether that one is to be erased too, and decide it by"
               " itself."),
        )  # fmt: skip
        yield gap("other-record", what, why, "R-208")


def _before_it_is_late(reads: Reads, erasure: Erasure) -> Iterator[Finding]:
    """Yield what nobody can do any more afterwards."""
    if reads.count(Disclosure, missing("did_not_go_at"), person_id=erasure.person_id):
        what, why = (
            N_("Others have copies"),
            N_("Ask them to erase theirs before: afterwards nobody here knows who they are."),
        )
        yield gap("copies-elsewhere", what, why, "R-441")
    request = reads.find(PersonRequest, erasure.request_id)
    if request is not None and request.told_at is None:
        what, why = (
            N_("The person was not told the answer yet"),
            N_("Afterwards nobody here knows how to reach them."),
        )
        yield gap("not-told", what, why, "R-443")
