"""Who used the record of a person, for her to read: codes, not names; neutral words (R-441)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from caseworker.errors import NotAllowed
from caseworker.model.audit import AuditEvent
from caseworker.model.case import Case
from caseworker.model.consent import Basis, BasisUse, Disclosure
from caseworker.model.directory import Provider
from caseworker.model.ids import PersonId, UserId
from caseworker.model.person import Person
from caseworker.model.referral import Referral
from caseworker.model.staff import User
from caseworker.people.restricted import may_see
from caseworker.permissions import Act, may, require
from caseworker.ports import Reads, missing, one_of
from caseworker.rights.audit import neutral
from caseworker.views.names import number_of


@dataclass(frozen=True)
class UseLine:
    """What one colleague did with the record on one day."""

    day: date
    who: str
    """Staff code."""
    what: str
    """Marked for translation."""
    times: int


@dataclass(frozen=True)
class WentLine:
    """What left the centre, to whom, and on which basis."""

    day: date
    recipient: str
    """Empty for a provider whose place is secret."""
    data_items: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True, kw_only=True)
class Extract:
    """Everything that was done with one record, the newest first."""

    person: str
    number: str
    languages: tuple[str, ...]
    used: tuple[UseLine, ...]
    went: tuple[WentLine, ...]


def extract(reads: Reads, person_id: PersonId, now: datetime) -> Extract:
    """Return who used or saw one person's record; *now* carries the zone of the centre.

    Raises:
        NotAllowed: the role reads no wishes, or the record is restricted to others.
    """
    require(reads.actor, Act.READ_REQUEST)
    person = reads.get(Person, person_id)
    if not may(reads.actor, Act.DECIDE_REQUEST) and not may_see(reads, person):
        raise NotAllowed(act=Act.READ_RESTRICTED.value)
    return Extract(
        person=person.full_name or person.called,
        number=number_of(reads, person_id),
        languages=person.languages,
        used=_used(reads, person_id, now),
        went=_went(reads, person_id, now),
    )


def _used(reads: Reads, person_id: PersonId, now: datetime) -> tuple[UseLine, ...]:
    about: list[UUID] = [person_id]
    for kind in (Case, Referral, BasisUse):
        about += [each.id for each in reads.matching(kind, person_id=person_id)]
    events = reads.matching(AuditEvent, one_of("subject", about), order_by=("-at", "-id"))
    times = Counter(
        (event.at.astimezone(now.tzinfo).date(), event.by, neutral(event.action))
        for event in events
    )
    codes: dict[UserId, str] = {user.id: user.staff_code for user in reads.matching(User)}
    return tuple(
        UseLine(day, codes.get(by, ""), what, count) for (day, by, what), count in times.items()
    )


def _went(reads: Reads, person_id: PersonId, now: datetime) -> tuple[WentLine, ...]:
    went = reads.matching(
        Disclosure, missing("did_not_go_at"), person_id=person_id, order_by=("-disclosed_at", "-id")
    )
    return tuple(
        WentLine(
            each.disclosed_at.astimezone(now.tzinfo).date(),
            "" if _secret(reads, each) else each.recipient,
            each.data_items,
            each.basis,
        )
        for each in went
    )


def _secret(reads: Reads, disclosure: Disclosure) -> bool:
    provider = reads.find(Provider, disclosure.provider_id)
    return provider is not None and provider.confidential
