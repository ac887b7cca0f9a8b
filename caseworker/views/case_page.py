"""The case page: its head, the six steps, and what happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from caseworker.consent.age import is_child
from caseworker.findings import Findings
from caseworker.model.case import (
    Case,
    CaseNote,
    CaseStatus,
    Contact,
    ProtectionFlag,
    Step,
    StepProgress,
    StepState,
)
from caseworker.model.consent import Consent
from caseworker.model.ids import CaseId, PersonId, UserId
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import HouseholdMembership, Person
from caseworker.model.plan import PlanAgreement, ServiceDelivery
from caseworker.model.referral import Referral
from caseworker.model.review import FollowUp, FollowUpState, Review
from caseworker.model.values import Answer, Risk
from caseworker.notes import protocols
from caseworker.people.restricted import hidden_people, require_sight, without
from caseworker.permissions import Act, require
from caseworker.ports import Condition, Reads, missing, one_of
from caseworker.steps import planning
from caseworker.steps.progress import progress, step_findings
from caseworker.supervision.absence import whose_work
from caseworker.views.handovers import Provenance, provenance
from caseworker.views.names import colleague, made_at


@dataclass(frozen=True)
class StepLine:
    """One step: where it stands, and what is missing in it."""

    step: Step
    state: StepState
    since: datetime | None
    findings: Findings


class HappeningKind(StrEnum):
    """What sort of thing happened; words neutral enough for the desk view."""

    ARRIVED = "arrived"
    CONSENT = "consent"
    NOTE = "note"
    CONTACT = "contact"
    STEP = "step"
    PLAN_AGREED = "plan agreed"
    HELP = "help"
    REFERRAL = "referral"
    FOLLOW_UP = "follow-up"
    REVIEW = "review"


@dataclass(frozen=True)
class CaseHappening:
    """One line of the timeline."""

    kind: HappeningKind
    at: datetime
    who: str
    what: str = ""
    """Words of the record: shown only with the private parts open."""
    step: Step | None = None
    state: StepState | None = None
    count: int = 0
    of: int = 0
    """Of how many, where `count` counts some of them."""


@dataclass(frozen=True)
class CasePage:
    """One case, as its page shows it."""

    id: CaseId
    number: str
    status: CaseStatus
    person_id: PersonId
    person: str
    restricted: bool
    date_of_birth: PartialDate | None
    is_child: bool
    household_size: int
    languages: tuple[str, ...]
    interpreter_needed: bool
    assigned_to: UserId | None
    caseworker: str
    risk: Risk
    protection_flags: frozenset[ProtectionFlag]
    steps: tuple[StepLine, ...]
    current: Step
    """The step to show first: the earliest one under way."""
    protocol_findings: Findings
    came_from: Provenance | None
    """Where another centre handed the case over."""
    happened: tuple[CaseHappening, ...]


@dataclass(frozen=True)
class CaseRow:
    """A case in the list."""

    id: CaseId
    number: str
    person: str
    status: CaseStatus
    caseworker: str
    next_look: datetime | None
    step: Step


def case_page(reads: Reads, case_id: CaseId) -> CasePage:
    """Return one case.

    Raises:
        NotAllowed: the role reads no cases.
    """
    require(reads.actor, Act.READ_CASE)
    case = reads.get(Case, case_id)
    person = reads.get(Person, case.person_id)
    require_sight(reads, person)
    steps = step_lines(reads, case_id)
    return CasePage(
        id=case.id,
        number=case.number,
        status=case.status,
        person_id=person.id,
        person=person.short_name,
        restricted=person.restricted,
        date_of_birth=person.date_of_birth,
        is_child=is_child(person, reads.now().date()),
        household_size=_household_size(reads, case),
        languages=person.languages,
        interpreter_needed=person.interpreter_needed,
        assigned_to=case.assigned_to,
        caseworker=colleague(reads, case.assigned_to),
        risk=case.risk,
        protection_flags=case.protection_flags,
        steps=steps,
        current=_current({line.step: line.state for line in steps}),
        protocol_findings=protocols.findings(reads, case_id),
        came_from=provenance(reads, case_id),
        happened=happened(reads, case),
    )


def step_lines(reads: Reads, case_id: CaseId) -> tuple[StepLine, ...]:
    """Return all six steps; findings only for those that were started."""
    entries = progress(reads, case_id)
    lines = []
    for step in Step:
        entry = entries.get(step)
        state = entry.state if entry else StepState.NOT_STARTED
        under_way = state in {StepState.STARTED, StepState.OPENED_AGAIN}
        found = step_findings(reads, case_id, step) if under_way else ()
        lines.append(StepLine(step, state, entry.since if entry else None, found))
    return tuple(lines)


def _current(states: Mapping[Step, StepState]) -> Step:
    """Return the first step under way, or else the next one; an ended case stays at its end."""
    under_way = {StepState.STARTED, StepState.OPENED_AGAIN}
    open_steps = [step for step in Step if states.get(step) in under_way]
    if states.get(Step.CLOSURE, StepState.NOT_STARTED) is StepState.NOT_STARTED:
        open_steps += [
            step
            for step in Step
            if states.get(step, StepState.NOT_STARTED) is StepState.NOT_STARTED
        ]
    return open_steps[0] if open_steps else Step.CLOSURE


def cases(reads: Reads, *, mine: bool, offset: int, limit: int) -> list[CaseRow]:
    """Return one stretch of the list of open cases, the newest first; *mine* for one's own."""
    require(reads.actor, Act.READ_CASE)
    found = reads.matching(
        Case,
        missing("closed_at"),
        *_hers(reads, mine=mine),
        *without("person_id", hidden_people(reads)),
        order_by=("-opened_at", "-id"),
        offset=offset,
        limit=limit,
    )
    return [_row(reads, case) for case in found]


def how_many(reads: Reads, *, mine: bool) -> int:
    """Return how many open cases the list has."""
    in_sight = without("person_id", hidden_people(reads))
    return reads.count(Case, missing("closed_at"), *_hers(reads, mine=mine), *in_sight)


def _hers(reads: Reads, *, mine: bool) -> tuple[Condition, ...]:
    """Return what holds for one's own cases, and those of whom one stands in for."""
    return (one_of("assigned_to", whose_work(reads)),) if mine else ()


def _row(reads: Reads, case: Case) -> CaseRow:
    person = reads.get(Person, case.person_id)
    looks = reads.matching(
        FollowUp, case_id=case.id, state=FollowUpState.PLANNED, order_by="due_at", limit=1
    )
    states = {step: entry.state for step, entry in progress(reads, case.id).items()}
    return CaseRow(
        id=case.id,
        number=case.number,
        person="" if person.restricted else person.short_name,
        status=case.status,
        caseworker=colleague(reads, case.assigned_to),
        next_look=looks[0].due_at if looks else None,
        step=_current(states),
    )


def _household_size(reads: Reads, case: Case) -> int:
    if case.household_id is None:
        return 1
    return reads.count(
        HouseholdMembership,
        missing("until"),
        *without("person_id", hidden_people(reads)),
        household_id=case.household_id,
    )


def happened(reads: Reads, case: Case) -> tuple[CaseHappening, ...]:
    """Return what happened in a case, newest first."""
    lines = [
        *_of_steps(reads, case.id),
        *_of_notes(reads, case.id),
        *_of_help(reads, case.id),
        *_of_consents(reads, case.person_id),
    ]
    person = reads.get(Person, case.person_id)
    lines.append(
        CaseHappening(
            HappeningKind.ARRIVED, person.registered_at, colleague(reads, person.registered_by)
        )
    )
    return tuple(sorted(lines, key=lambda line: line.at, reverse=True))


def _of_steps(reads: Reads, case_id: CaseId) -> list[CaseHappening]:
    lines = [
        CaseHappening(
            HappeningKind.STEP,
            entry.since,
            colleague(reads, entry.by),
            entry.why,
            entry.step,
            entry.state,
        )
        for entry in reads.matching(StepProgress, case_id=case_id)
        if entry.state in {StepState.DONE, StepState.OPENED_AGAIN}
    ]
    plan = planning.plan_of(reads, case_id)
    if plan is not None:
        lines += [
            CaseHappening(
                HappeningKind.PLAN_AGREED,
                agreement.agreed_at,
                colleague(reads, agreement.agreed_with),
                count=agreement.version,
            )
            for agreement in reads.matching(PlanAgreement, plan_id=plan.id)
        ]
    return lines


def _of_notes(reads: Reads, case_id: CaseId) -> list[CaseHappening]:
    notes = [
        CaseHappening(
            HappeningKind.NOTE,
            note.written_at,
            colleague(reads, note.written_by),
            note.observed or note.said or note.opinion,
        )
        for note in reads.matching(CaseNote, case_id=case_id)
    ]
    contacts = [
        CaseHappening(HappeningKind.CONTACT, entry.at, colleague(reads, entry.by), entry.about)
        for entry in reads.matching(Contact, case_id=case_id)
    ]
    return notes + contacts


def _of_help(reads: Reads, case_id: CaseId) -> list[CaseHappening]:
    given = [
        CaseHappening(
            HappeningKind.HELP, made_at(entry.id), colleague(reads, entry.given_by), entry.what
        )
        for entry in reads.matching(ServiceDelivery, case_id=case_id)
    ]
    sent = [
        CaseHappening(
            HappeningKind.REFERRAL,
            referral.sent_at or referral.prepared_at,
            colleague(reads, referral.prepared_by),
            referral.need,
        )
        for referral in reads.matching(Referral, case_id=case_id)
    ]
    looked = [
        CaseHappening(
            HappeningKind.REVIEW, made_at(review.id), colleague(reads, review.held_by),
            review.what_changed,
        )
        for review in reads.matching(Review, case_id=case_id)
    ]  # fmt: skip
    kept = [
        CaseHappening(
            HappeningKind.FOLLOW_UP, entry.closed_at, colleague(reads, entry.assigned_to),
            entry.what,
        )
        for entry in reads.matching(FollowUp, case_id=case_id, state=FollowUpState.KEPT)
        if entry.closed_at is not None
    ]  # fmt: skip
    return given + sent + looked + kept


def _of_consents(reads: Reads, person_id: PersonId) -> list[CaseHappening]:
    """One line a talk: how many purposes she said yes to, of how many asked."""
    talks: dict[datetime, list[Consent]] = {}
    for consent in reads.matching(Consent, person_id=person_id):
        talks.setdefault(consent.asked_at, []).append(consent)
    return [
        CaseHappening(
            HappeningKind.CONSENT,
            at,
            colleague(reads, talk[0].asked_by),
            count=sum(consent.answer is Answer.YES for consent in talk),
            of=len(talk),
        )
        for at, talk in talks.items()
    ]
