"""An erasure on screen: what goes, what stays, who decided and agreed, and what is left to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from caseworker.centre.settings import the_centre
from caseworker.errors import NotAllowed
from caseworker.findings import Findings
from caseworker.model.case import Case
from caseworker.model.consent import Disclosure
from caseworker.model.erasure import Erasure, ErasureCause, KeptLonger, PartCount
from caseworker.model.ids import CaseId, PersonId
from caseworker.model.person import Channel, Person
from caseworker.people.restricted import may_see
from caseworker.permissions import Act, may, require
from caseworker.ports import Reads, missing
from caseworker.rights import erasing
from caseworker.rights.erasing_gate import findings
from caseworker.rights.late_gate import late_findings
from caseworker.rights.retention import times_over
from caseworker.rights.whole_record import whole_record
from caseworker.views.names import colleague, number_of, shown_name

_MOST = 100


@dataclass(frozen=True, kw_only=True)
class ErasurePage:
    """One erasure, before and after it was carried out."""

    id: UUID
    number: str
    cause: ErasureCause
    person_id: PersonId
    person: str
    """Empty once the record is erased."""
    restricted: bool
    languages: tuple[str, ...]
    case_id: CaseId | None
    request_id: UUID | None
    asked_at: datetime
    decided_at: datetime
    decided_by: str
    agreed_at: datetime | None
    agreed_by: str
    called_off_at: datetime | None
    called_off_by: str
    carried_out_at: datetime | None
    carried_out_by: str
    told_at: datetime | None
    told_by: str
    told_by_way_of: Channel | None
    parts: tuple[PartCount, ...]
    """What would go, or what went."""
    named_by_others: int
    """Ties in the records of others that lose the name and stay."""
    recipients: tuple[str, ...]
    """Who has copies that nothing here can reach."""
    findings: Findings
    may_agree: bool
    may_erase: bool
    came_late: int
    """Entries that laptops which did not know of the erasure wrote meanwhile."""
    late_waits: bool
    """Whether some of these lie outside the record, so that somebody else agrees first."""
    may_agree_to_late: bool
    may_erase_late: bool
    """False too for whoever agreed to it herself: then somebody else erases it."""
    late_decider_left: bool
    """Whether whoever has the role today decides it anew first."""


@dataclass(frozen=True, kw_only=True)
class ErasureLine:
    """An erasure in a list."""

    id: UUID
    number: str
    person: str
    """Empty once it was carried out."""
    cause: ErasureCause
    since: datetime
    agreed: bool
    carried_out: bool
    told: bool
    came_late: bool


@dataclass(frozen=True, kw_only=True)
class KeptLongerLine:
    """That a record was kept longer before."""

    decided_at: datetime
    decided_by: str
    reason: str
    law: str
    until: date


@dataclass(frozen=True, kw_only=True)
class TimeOverPage:
    """A record whose time is, or was, over."""

    person_id: PersonId
    number: str
    is_over: bool
    """Whether anything is to be decided now."""
    years: int
    """How long the centre keeps records after the work ended."""
    before: tuple[KeptLongerLine, ...]


@dataclass(frozen=True, kw_only=True)
class TimeOverLine:
    """A record whose time is over, by its number."""

    person_id: PersonId
    number: str
    since: date


def erasure_page(reads: Reads, erasure_id: UUID) -> ErasurePage:
    """Return one erasure.

    Raises:
        NotAllowed: the role reads no wishes, or the record is restricted to others.
    """
    erasure = _readable(reads, erasure_id)
    person = reads.find(Person, erasure.person_id)
    done = erasure.carried_out_at is not None
    waits = person is not None and not done and erasure.called_off_at is None
    record = whole_record(reads, erasure.person_id) if waits else None
    cases = reads.matching(Case, person_id=erasure.person_id, order_by="-opened_at", limit=1)
    actor = reads.actor
    late = erasing.came_late(reads, erasure)
    late_stopped = {each.code for each in late_findings(reads, erasure, late)}
    late_waits = "late-not-agreed" in late_stopped
    agrees = waits and may(actor, Act.AGREE_TO_ERASURE) and erasure.decided_by != actor.user_id
    return ErasurePage(
        id=erasure.id,
        number=erasure.number,
        cause=erasure.cause,
        person_id=erasure.person_id,
        person=(person.full_name or person.called) if person and not done else "",
        restricted=person.restricted if person else False,
        languages=person.languages if person else (),
        case_id=cases[0].id if cases else None,
        request_id=erasure.request_id,
        asked_at=erasure.asked_at,
        decided_at=erasure.decided_at,
        decided_by=colleague(reads, erasure.decided_by),
        agreed_at=erasure.agreed_at,
        agreed_by=colleague(reads, erasure.agreed_by),
        called_off_at=erasure.called_off_at,
        called_off_by=colleague(reads, erasure.called_off_by),
        carried_out_at=erasure.carried_out_at,
        carried_out_by=colleague(reads, erasure.carried_out_by),
        told_at=erasure.told_at,
        told_by=colleague(reads, erasure.told_by),
        told_by_way_of=erasure.told_by_way_of,
        parts=record.counts() if record else erasure.erased,
        named_by_others=len(record.ties_of_others) if record else 0,
        recipients=_recipients(reads, erasure) if waits else (),
        findings=_findings(reads, erasure, agrees=agrees) if waits else (),
        may_agree=agrees,
        may_erase=waits and may(actor, Act.DECIDE_REQUEST),
        came_late=len(late),
        late_waits=late_waits,
        may_agree_to_late=late_waits
        and may(actor, Act.AGREE_TO_ERASURE)
        and erasure.decided_by != actor.user_id,
        late_decider_left="late-decider-left" in late_stopped,
        may_erase_late=not late_stopped and may(actor, Act.DECIDE_REQUEST),
    )


def erasures(reads: Reads, hidden: frozenset[PersonId]) -> tuple[ErasureLine, ...]:
    """Return the erasures that are not over, then those carried out, newest first."""
    waiting = [*erasing.waits_for(reads, agreed=False), *erasing.waits_for(reads, agreed=True)]
    in_sight = [each for each in waiting if each.person_id not in hidden]
    done = erasing.carried_out(reads)[:_MOST]
    look = erasing.anything_came_late(reads, done)
    return tuple(_line(reads, each, look=look) for each in (*in_sight, *done))


def times_are_over(reads: Reads, hidden: frozenset[PersonId]) -> tuple[TimeOverLine, ...]:
    """Return the records whose time is over, by number, for whoever decides about them."""
    if not may(reads.actor, Act.DECIDE_REQUEST):
        return ()
    return tuple(
        TimeOverLine(
            person_id=each.person_id,
            number=number_of(reads, each.person_id),
            since=each.since,
        )
        for each in times_over(reads, most=_MOST)
        if each.person_id not in hidden
    )


def time_over_page(reads: Reads, person_id: PersonId) -> TimeOverPage:
    """Return what is to be decided about a record whose time is over; it shows no name.

    Raises:
        NotAllowed: the actor is no data protection officer.
    """
    require(reads.actor, Act.DECIDE_REQUEST)
    due = {each.person_id for each in times_over(reads, most=_MOST)}
    kept = reads.matching(KeptLonger, person_id=person_id, order_by=("-decided_at", "-id"))
    return TimeOverPage(
        person_id=person_id,
        number=number_of(reads, person_id),
        is_over=person_id in due,
        years=the_centre(reads).keep_closed_for,
        before=tuple(
            KeptLongerLine(
                decided_at=each.decided_at,
                decided_by=colleague(reads, each.decided_by),
                reason=each.reason,
                law=each.law,
                until=each.until,
            )
            for each in kept
        ),
    )


def _readable(reads: Reads, erasure_id: UUID) -> Erasure:
    require(reads.actor, Act.READ_REQUEST)
    erasure = reads.get(Erasure, erasure_id)
    person = reads.find(Person, erasure.person_id)
    decides = may(reads.actor, Act.DECIDE_REQUEST)
    if person is not None and not decides and not may_see(reads, person):
        raise NotAllowed(act=Act.READ_RESTRICTED.value)
    return erasure


def _findings(reads: Reads, erasure: Erasure, *, agrees: bool) -> Findings:
    """Return what matters for this actor's next act: agreeing, erasing, or only reading."""
    if erasure.agreed_at is None and agrees:
        return erasing.agreeing(reads, erasure)
    return findings(reads, erasure)


def _recipients(reads: Reads, erasure: Erasure) -> tuple[str, ...]:
    went = reads.matching(
        Disclosure, missing("did_not_go_at"), person_id=erasure.person_id, order_by="disclosed_at"
    )
    return tuple(dict.fromkeys(each.recipient for each in went if each.recipient))


def _line(reads: Reads, erasure: Erasure, *, look: bool) -> ErasureLine:
    person = reads.find(Person, erasure.person_id)
    done = erasure.carried_out_at is not None
    return ErasureLine(
        id=erasure.id,
        number=erasure.number,
        person=shown_name(person) if person and not done else "",
        cause=erasure.cause,
        since=erasure.carried_out_at or erasure.agreed_at or erasure.decided_at,
        agreed=erasure.agreed_at is not None,
        carried_out=done,
        told=erasure.told_at is not None,
        came_late=look and bool(erasing.came_late(reads, erasure)),
    )
