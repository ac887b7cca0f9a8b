"""Referrals to the centre on screen: the inbox, and one of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from caseworker.centre.settings import the_centre
from caseworker.findings import Findings, stopping
from caseworker.model.arrival import Arrival
from caseworker.model.directory import Provider
from caseworker.model.ids import ArrivalId, InboundReferralId, PersonId, ProviderId
from caseworker.model.inbound_referral import CameBy, InboundReferral, InboundState, SaidConsent
from caseworker.model.person import Channel, Person
from caseworker.model.referral import Priority
from caseworker.people.restricted import hidden_people, may_see
from caseworker.permissions import Act, require
from caseworker.ports import Reads
from caseworker.referral import inbound as rules
from caseworker.referral.forgetting import asked_by_another, can_be_forgotten, has_asked
from caseworker.views.names import colleague, shown_name

MOST_ROWS = 100
MOST_HITS = 8


@dataclass(frozen=True, kw_only=True)
class InboundRow:
    """A referral to us in the list."""

    id: InboundReferralId
    who_refers: str
    need: str
    their_reference: str
    priority: Priority
    state: InboundState
    since: datetime
    days_late: int
    answer_sent: bool


@dataclass(frozen=True, kw_only=True)
class InboundPage:
    """One referral to us."""

    id: InboundReferralId
    who_refers: str
    referred_by: str
    reply_to: str
    came_by: CameBy
    their_reference: str
    need: str
    priority: Priority
    how_to_reach: str
    consent_said: SaidConsent
    consent_words: str
    received_at: datetime
    received_by: str
    state: InboundState
    answered_at: datetime | None
    answered_by: str
    reason: str
    days_late: int
    arrival_id: ArrivalId | None
    arrival_number: str
    person_id: PersonId | None
    person: str
    """Empty where the record is not open to whoever looks."""
    answer_sent_at: datetime | None
    answer_sent_by: str
    answer_sent_by_way_of: Channel | None
    feedback: str
    feedback_at: datetime | None
    can_be_forgotten: bool
    forgetting_asked: bool
    """Whether whoever looks asked that it is erased, and a colleague has to do it."""
    forgetting_asked_by: str | None
    """Which colleague asked that it is erased; None where nobody else did."""
    works_alone: bool
    """Whether one person works alone here, by the settings of the centre."""
    findings: Findings
    """What to think of before meeting the person."""
    feedback_findings: Findings
    """What keeps the partner from being told how it went on."""


@dataclass(frozen=True)
class KnownPerson:
    """Somebody with a record, found by name."""

    id: PersonId
    name: str
    detail: str


def inbox(reads: Reads, today: date) -> list[InboundRow]:
    """Return the referrals to us: what waits longest first, then the newest."""
    require(reads.actor, Act.READ_CASE)
    waiting = list(rules.unanswered(reads))
    known = {each.id for each in waiting}
    newest = reads.matching(
        InboundReferral, order_by=("-received_at", "-id"), limit=MOST_ROWS + len(waiting)
    )
    others = [each for each in newest if each.id not in known]
    hidden = hidden_people(reads)
    rows = (each for each in (*waiting, *others) if each.person_id not in hidden)
    return [_row(reads, each, today) for each in rows][:MOST_ROWS]


def how_many_wait(reads: Reads) -> int:
    """Return how many referrals wait for our answer."""
    require(reads.actor, Act.READ_CASE)
    return reads.count(InboundReferral, state=InboundState.RECEIVED)


def inbound_page(reads: Reads, inbound_id: InboundReferralId, today: date) -> InboundPage:
    """Return one referral to us.

    Raises:
        NotAllowed: the role reads no cases.
    """
    require(reads.actor, Act.READ_CASE)
    inbound = reads.get(InboundReferral, inbound_id)
    asked = asked_by_another(reads, inbound_id)
    person = reads.find(Person, inbound.person_id)
    arrival = reads.find(Arrival, inbound.arrival_id)
    seen = person is not None and may_see(reads, person)
    return InboundPage(
        id=inbound.id,
        who_refers=rules.who_refers(reads, inbound),
        referred_by=inbound.referred_by if inbound.provider_id else "",
        reply_to=inbound.reply_to,
        came_by=inbound.came_by,
        their_reference=inbound.their_reference,
        need=inbound.need,
        priority=inbound.priority,
        how_to_reach=inbound.how_to_reach,
        consent_said=inbound.consent_said,
        consent_words=inbound.consent_words,
        received_at=inbound.received_at,
        received_by=colleague(reads, inbound.received_by),
        state=inbound.state,
        answered_at=inbound.answered_at,
        answered_by=colleague(reads, inbound.answered_by),
        reason=inbound.reason,
        days_late=rules.days_late(inbound, today),
        arrival_id=inbound.arrival_id,
        arrival_number=arrival.number if arrival else "",
        person_id=inbound.person_id if seen else None,
        person=person.short_name if person is not None and seen else "",
        answer_sent_at=inbound.answer_sent_at,
        answer_sent_by=colleague(reads, inbound.answer_sent_by),
        answer_sent_by_way_of=inbound.answer_sent_by_way_of,
        feedback=inbound.feedback,
        feedback_at=inbound.feedback_at,
        can_be_forgotten=can_be_forgotten(reads, inbound),
        forgetting_asked=has_asked(reads, inbound.id),
        forgetting_asked_by=colleague(reads, asked[0].asked_by) if asked else None,
        works_alone=the_centre(reads).sole_worker,
        findings=rules.to_think_of(inbound),
        feedback_findings=stopping(rules.feedback_passage(reads, inbound).findings),
    )


def partners(reads: Reads) -> list[tuple[ProviderId, str]]:
    """Return who can refer, by name: everybody in the directory."""
    require(reads.actor, Act.REFER)
    entries = reads.matching(Provider, order_by=("name", "id"))
    return [(entry.id, entry.name) for entry in entries]


def known_people(reads: Reads, words: str) -> list[KnownPerson]:
    """Return whose record *words* finds, restricted ones never among them."""
    require(reads.actor, Act.READ_PEOPLE)
    if not words.strip():
        return []
    found = []
    for hit in reads.search(words, kinds=(Person,), limit=MOST_HITS):
        person = reads.find(Person, PersonId(hit.id))
        if person is not None and not person.restricted:
            born = person.date_of_birth.edtf if person.date_of_birth else ""
            found.append(KnownPerson(person.id, shown_name(person), born))
    return found


def _row(reads: Reads, inbound: InboundReferral, today: date) -> InboundRow:
    return InboundRow(
        id=inbound.id,
        who_refers=rules.who_refers(reads, inbound),
        need=inbound.need,
        their_reference=inbound.their_reference,
        priority=inbound.priority,
        state=inbound.state,
        since=inbound.answered_at or inbound.received_at,
        days_late=rules.days_late(inbound, today),
        answer_sent=inbound.answer_sent_at is not None,
    )
