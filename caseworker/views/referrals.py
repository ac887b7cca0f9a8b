"""Referrals on screen: the list, one being prepared, and one that has gone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from caseworker.consent.age import is_child
from caseworker.consent.gate import OtherBasis
from caseworker.directory.entries import agreement_in_force
from caseworker.documents.referral_form import person_facts
from caseworker.findings import Findings
from caseworker.model.case import Case
from caseworker.model.consent import Basis, BasisUse, Consent, FormOfConsent
from caseworker.model.directory import Provider, Service, ServiceArea
from caseworker.model.ids import CaseId, ObjectiveId, ProviderId, ReferralId, ServiceId
from caseworker.model.person import Person
from caseworker.model.plan import Objective
from caseworker.model.referral import DataItem, Priority, Referral, ReferralState
from caseworker.people.restricted import hidden_people, require_sight, without
from caseworker.permissions import Act, require
from caseworker.ports import Condition, Reads, one_of
from caseworker.referral import life_cycle
from caseworker.referral.gate import OFFERED, findings, referral_passage, waits_for_the_yes
from caseworker.referral.life_cycle import Wish
from caseworker.referral.recall import open_recalls
from caseworker.steps import planning
from caseworker.text import N_, Text
from caseworker.views.names import colleague, person_of_case

MOST_ROWS = 100
"""No list of referrals is longer on screen; the oldest of what waits come first."""


class Box(StrEnum):
    """Which referrals a list shows."""

    TO_SEND = "to send"
    WAITING = "waiting"
    ANSWERED = "answered"
    ALL = "all"


BOX_NAMES = {
    Box.TO_SEND: N_("Not sent yet"),
    Box.WAITING: N_("Waiting for an answer"),
    Box.ANSWERED: N_("Answered"),
    Box.ALL: N_("All"),
}

_STATES: dict[Box, tuple[ReferralState, ...]] = {
    Box.TO_SEND: (ReferralState.PREPARED,),
    Box.WAITING: life_cycle.WAITS_FOR_ANSWER,
    Box.ANSWERED: (ReferralState.ACCEPTED, ReferralState.DECLINED, ReferralState.PROVIDED),
    Box.ALL: tuple(ReferralState),
}


@dataclass(frozen=True, kw_only=True)
class ReferralRow:
    """A referral in a list."""

    id: ReferralId
    person: str
    provider: str
    need: str
    priority: Priority
    state: ReferralState
    since: datetime
    days_late: int
    to_recall: bool


@dataclass(frozen=True, kw_only=True)
class YesLine:
    """The yes on which a referral stands."""

    asked_at: datetime
    asked_by: str
    form: FormOfConsent | None
    valid_until: date | None
    data_items: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Setting:
    """From what a referral is prepared: who, to whom, and what could go along."""

    case_id: CaseId
    case_number: str
    person: str
    language: str
    is_child: bool
    provider_id: ProviderId
    provider: str
    confidential: bool
    service_id: ServiceId | None
    service: str
    area: ServiceArea | None
    agreement: bool
    goals: tuple[tuple[ObjectiveId, str], ...]
    """The goals of the plan, in their order."""
    items: tuple[tuple[DataItem, str], ...]
    """What the form can carry, each with the words it would print."""


@dataclass(frozen=True)
class Prospect:
    """What the gate says of a referral as it stands on screen."""

    findings: Findings
    consent: YesLine | None


@dataclass(frozen=True, kw_only=True)
class ReferralPage:
    """A referral that has gone, and what came back."""

    id: ReferralId
    case_id: CaseId
    case_number: str
    person: str
    languages: tuple[str, ...]
    """What the person speaks, as ISO 639 codes."""
    provider_id: ProviderId
    provider: str
    service_id: ServiceId | None
    service: str
    need: str
    goal: str
    """The goal of the plan that it serves; empty where it serves none."""
    priority: Priority
    state: ReferralState
    data_items: tuple[DataItem, ...]
    restrictions: str
    accompanied: bool
    basis: Basis
    basis_reason: str
    consent: YesLine | None
    waits_for_the_yes: bool
    """Whether it went out on a yes that has not arrived on this laptop."""
    prepared_at: datetime
    prepared_by: str
    sent_at: datetime | None
    sent_how: str
    answer_due: date | None
    answered_at: datetime | None
    answer: str
    days_late: int
    helped: bool | None
    her_feedback: str
    outcome: str
    recalls: tuple[UUID, ...]
    """Disclosures whose provider is still to be told that the yes ended."""


def referrals(reads: Reads, box: Box, today: date, *, mine: bool = False) -> list[ReferralRow]:
    """Return the referrals in *box*: what waits longest first, what is over newest first."""
    require(reads.actor, Act.READ_CASE)
    waits = box in {Box.WAITING, Box.TO_SEND}
    found = reads.matching(
        Referral,
        _in(box),
        *_whose(reads, mine=mine),
        order_by=("sent_at", "prepared_at", "id") if waits else ("-prepared_at", "-id"),
        limit=MOST_ROWS,
    )
    return [_row(reads, referral, today) for referral in found]


def how_many(reads: Reads, *, mine: bool = False) -> dict[Box, int]:
    """Return how many referrals each box has."""
    require(reads.actor, Act.READ_CASE)
    whose = _whose(reads, mine=mine)
    return {box: reads.count(Referral, _in(box), *whose) for box in Box}


def setting_of(
    reads: Reads,
    case_id: CaseId,
    provider_id: ProviderId,
    service_id: ServiceId | None,
    text: Text,
) -> Setting:
    """Return from what a referral of this case to this provider is prepared."""
    require(reads.actor, Act.REFER)
    case = reads.get(Case, case_id)
    person = _person(reads, case)
    provider = reads.get(Provider, provider_id)
    service = reads.find(Service, service_id)
    today = reads.now().date()
    return Setting(
        case_id=case.id,
        case_number=case.number,
        person=person.called or person.given_name,
        language=person.languages[0] if person.languages else "",
        is_child=is_child(person, today),
        provider_id=provider.id,
        provider=provider.name,
        confidential=provider.confidential,
        service_id=None if provider.confidential else service_id,
        service="" if service is None or provider.confidential else service.name,
        area=service.area if service else None,
        agreement=agreement_in_force(reads, provider_id, today) is not None,
        goals=_goals(reads, case.id),
        items=_items(reads, case, provider_id, text),
    )


def setting_of_service(reads: Reads, case_id: CaseId, service_id: ServiceId, text: Text) -> Setting:
    """Return from what a referral of this case to this service is prepared."""
    service = reads.get(Service, service_id)
    return setting_of(reads, case_id, ProviderId(service.provider_id), service_id, text)


def prospect(reads: Reads, case_id: CaseId, wish: Wish, other: OtherBasis | None) -> Prospect:
    """Return what the gate says of *wish* now; nothing is kept."""
    require(reads.actor, Act.REFER)
    case = reads.get(Case, case_id)
    _person(reads, case)
    referral = _unkept(reads, case, wish)
    consent = referral_passage(reads, referral, other).consent
    return Prospect(
        findings(reads, referral, other), _yes(reads, consent.id) if consent is not None else None
    )


def prepared(reads: Reads, referral_id: ReferralId) -> tuple[CaseId, Wish] | None:
    """Return case and wish of a referral that has not gone yet, or None where it has."""
    require(reads.actor, Act.REFER)
    referral = reads.get(Referral, referral_id)
    if referral.state is not ReferralState.PREPARED:
        return None
    values = {name: getattr(referral, name) for name in Wish.__dataclass_fields__}
    return referral.case_id, Wish(**values)


def referral_page(reads: Reads, referral_id: ReferralId, today: date) -> ReferralPage:
    """Return one referral.

    Raises:
        NotAllowed: the role reads no cases, or not this one.
    """
    require(reads.actor, Act.READ_CASE)
    referral = reads.get(Referral, referral_id)
    case = reads.get(Case, referral.case_id)
    person = _person(reads, case)
    provider = reads.get(Provider, referral.provider_id)
    service = reads.find(Service, referral.service_id)
    goal = reads.find(Objective, referral.objective_id)
    uses = reads.matching(BasisUse, referral_id=referral_id, limit=1)
    return ReferralPage(
        id=referral.id,
        case_id=case.id,
        case_number=case.number,
        person=person.short_name,
        languages=person.languages,
        provider_id=provider.id,
        provider=provider.name,
        service_id=referral.service_id,
        service="" if service is None or provider.confidential else service.name,
        need=referral.need,
        goal=goal.title if goal else "",
        priority=referral.priority,
        state=referral.state,
        data_items=referral.data_items,
        restrictions=referral.restrictions,
        accompanied=referral.accompanied,
        basis=referral.basis,
        basis_reason=uses[0].reason if uses else "",
        consent=_yes(reads, referral.consent_id) if referral.consent_id else None,
        waits_for_the_yes=waits_for_the_yes(reads, referral),
        prepared_at=referral.prepared_at,
        prepared_by=colleague(reads, referral.prepared_by),
        sent_at=referral.sent_at,
        sent_how=referral.sent_how,
        answer_due=referral.answer_due,
        answered_at=referral.answered_at,
        answer=referral.answer,
        days_late=life_cycle.days_late(referral, today),
        helped=referral.helped,
        her_feedback=referral.her_feedback,
        outcome=referral.outcome,
        recalls=tuple(disclosure.id for disclosure in open_recalls(reads, referral_id)),
    )


def _in(box: Box) -> Condition:
    return one_of("state", _STATES[box])


def _whose(reads: Reads, *, mine: bool) -> tuple[Condition, ...]:
    in_sight = without("person_id", hidden_people(reads))
    return (*in_sight, one_of("prepared_by", (reads.actor.user_id,))) if mine else in_sight


def _person(reads: Reads, case: Case) -> Person:
    person = reads.get(Person, case.person_id)
    require_sight(reads, person)
    return person


def _row(reads: Reads, referral: Referral, today: date) -> ReferralRow:
    provider = reads.find(Provider, referral.provider_id)
    return ReferralRow(
        id=referral.id,
        person=person_of_case(reads, referral.case_id),
        provider=provider.name if provider else "",
        need=referral.need,
        priority=referral.priority,
        state=referral.state,
        since=referral.answered_at or referral.sent_at or referral.prepared_at,
        days_late=life_cycle.days_late(referral, today),
        to_recall=bool(referral.consent_id and open_recalls(reads, referral.id)),
    )


def _goals(reads: Reads, case_id: CaseId) -> tuple[tuple[ObjectiveId, str], ...]:
    plan = planning.plan_of(reads, case_id)
    goals = planning.objectives(reads, plan.id) if plan else []
    return tuple((goal.id, goal.title) for goal in goals)


def _items(
    reads: Reads, case: Case, provider_id: ProviderId, text: Text
) -> tuple[tuple[DataItem, str], ...]:
    """Return each item with the words it prints; an item without words is not offered."""
    wish = Wish(provider_id=provider_id, need="", data_items=OFFERED)
    facts = person_facts(reads, _unkept(reads, case, wish), text)
    printed = [item for item in OFFERED if item is not DataItem.NEED]
    pairs = [(item, fact.value) for item, fact in zip(printed, facts, strict=True)]
    return tuple((item, words) for item, words in pairs if words.strip("\u2068\u2069 "))


def _unkept(reads: Reads, case: Case, wish: Wish) -> Referral:
    """Return a referral as it would be; it is added to no store."""
    return Referral(
        id=ReferralId(UUID(int=0)),
        case_id=case.id,
        person_id=case.person_id,
        prepared_at=reads.now(),
        prepared_by=reads.actor.user_id,
        **vars(wish),
    )


def _yes(reads: Reads, consent_id: UUID) -> YesLine | None:
    consent = reads.find(Consent, consent_id)
    if consent is None:
        return None
    return YesLine(
        asked_at=consent.asked_at,
        asked_by=colleague(reads, consent.asked_by),
        form=consent.evidence.form if consent.evidence else None,
        valid_until=consent.valid_until,
        data_items=consent.data_items,
    )
