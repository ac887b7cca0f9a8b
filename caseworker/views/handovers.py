"""Cards of centres, and the cases that went out and came in by them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from caseworker.centre.settings import the_centre
from caseworker.consent.withdrawal import to_recall
from caseworker.handover.card import read_card
from caseworker.handover.cards import (
    CardState,
    made_twice,
    own_card,
    shown_cards,
    state_of,
    usable_card,
    usable_cards,
)
from caseworker.handover.sending import MEDIUM, last_sent
from caseworker.model.case import Case
from caseworker.model.directory import Provider
from caseworker.model.handover import CentreCard, ReceivedHandover, SentHandover
from caseworker.model.ids import CardId, CaseId, PersonId, ProviderId
from caseworker.model.person import Person
from caseworker.people.restricted import hidden_people, may_see, without
from caseworker.permissions import Act, may, require
from caseworker.ports import Reads
from caseworker.views.names import colleague, shown_name

MOST_ROWS = 50


@dataclass(frozen=True)
class OwnLine:
    """The card that this centre gives away."""

    name: str
    ask: str
    to_compare: str
    made_at: datetime
    called_otherwise: bool
    """The centre has another name by now than its card says."""
    made_twice: bool
    """Two laptops made a card without knowing of each other."""


@dataclass(frozen=True)
class CardLine:
    """The card of another centre."""

    id: UUID
    name: str
    ask: str
    to_compare: str
    state: CardState
    ours: bool
    provider: str
    compared_at: datetime | None
    compared_by: str
    compared_with: str


@dataclass(frozen=True)
class SentLine:
    """A case that went to another centre."""

    case_id: CaseId
    number: str
    person: str
    centre: str
    sent_at: datetime
    answered_at: datetime | None
    accepted: bool | None


@dataclass(frozen=True)
class ReceivedLine:
    """A case that came from another centre."""

    id: UUID
    centre: str
    person: str
    accepted: bool
    answered_at: datetime
    answered_by: str
    case_id: CaseId | None
    answered_twice: bool
    """Two laptops answered it without knowing of each other."""


@dataclass(frozen=True)
class CentresPage:
    """All of it, as one page shows it."""

    own: OwnLine | None
    cards: tuple[CardLine, ...]
    sent: tuple[SentLine, ...]
    received: tuple[ReceivedLine, ...]


@dataclass(frozen=True)
class Provenance:
    """From where a case came, and what the handover plan said."""

    centre: str
    their_number: str
    written_at: datetime
    accepted_at: datetime
    accepted_by: str
    why: str
    done_so_far: str
    still_to_do: str
    risks: str
    introduced: str
    her_view: str
    newer: bool
    """A newer version of the program wrote more than this one can show."""
    answered_twice: bool
    may_be: PersonId | None
    may_be_called: str


@dataclass(frozen=True)
class WentOut:
    """How the newest handover of a case stands."""

    centre: str
    ask: str
    sent_at: datetime
    taken_back: bool
    answered_at: datetime | None
    accepted: bool | None
    answer: str
    recalls: tuple[UUID, ...]
    """What went out on a yes that has ended since."""


@dataclass(frozen=True)
class ReceivingCentre:
    """A centre to which a case may go."""

    card_id: CardId
    name: str
    ours: bool
    provider_id: ProviderId | None


def receiving_centre(reads: Reads, card_id: CardId | None) -> ReceivingCentre | None:
    """Return the centre of a card that may be used, or None."""
    card = usable_card(reads, card_id)
    return None if card is None else _receiving(card)


def receiving_centres(reads: Reads) -> list[ReceivingCentre]:
    """Return every centre to which a case may go, by name."""
    return [_receiving(card) for card in usable_cards(reads)]


def centres_page(reads: Reads) -> CentresPage:
    """Return the cards, and what went and came by them as far as this person may see it.

    Raises:
        NotAllowed: the role has nothing to do with other centres.
    """
    require(reads.actor, Act.SEE_CENTRES)
    sees_cases = may(reads.actor, Act.READ_CASE)
    return CentresPage(
        own=_own(reads),
        cards=tuple(card_line(reads, each) for each in shown_cards(reads)),
        sent=_sent(reads) if sees_cases else (),
        received=_received(reads) if sees_cases else (),
    )


def card_line(reads: Reads, card: CentreCard) -> CardLine:
    """Return one card."""
    provider = reads.find(Provider, card.provider_id)
    return CardLine(
        id=card.id,
        name=card.name,
        ask=card.ask,
        to_compare=read_card(card.card).to_compare,
        state=state_of(reads, card),
        ours=card.ours,
        provider=provider.name if provider else "",
        compared_at=card.compared_at,
        compared_by=colleague(reads, card.compared_by),
        compared_with=card.compared_with,
    )


def provenance(reads: Reads, case_id: CaseId) -> Provenance | None:
    """Return from which centre a case came, or None where it began here."""
    found = reads.matching(
        ReceivedHandover, case_id=case_id, order_by=("answered_at", "id"), limit=1
    )
    if not found:
        return None
    came = found[0]
    other = reads.find(Person, came.may_be)
    return Provenance(
        centre=came.centre,
        their_number=came.their_number,
        written_at=came.written_at,
        accepted_at=came.answered_at,
        accepted_by=colleague(reads, came.answered_by),
        why=came.why,
        done_so_far=came.done_so_far,
        still_to_do=came.still_to_do,
        risks=came.risks,
        introduced=came.introduced,
        her_view=came.her_view,
        newer=bool(came.not_understood),
        answered_twice=_is_twice(reads, came),
        may_be=other.id if other is not None and may_see(reads, other) else None,
        may_be_called=shown_name(other) if other is not None else "",
    )


def perhaps_also(reads: Reads, person_id: PersonId) -> tuple[tuple[PersonId, str], ...]:
    """Return who else here may be the same person, as whoever received a case thought."""
    pairs = [
        *(each.person_id for each in reads.matching(ReceivedHandover, may_be=person_id)),
        *(each.may_be for each in reads.matching(ReceivedHandover, person_id=person_id)),
    ]
    others = (reads.find(Person, key) for key in dict.fromkeys(pairs))
    return tuple(
        (each.id, shown_name(each)) for each in others if each is not None and may_see(reads, each)
    )


def went_out(reads: Reads, case_id: CaseId) -> WentOut | None:
    """Return how the newest handover of a case to another centre stands, or None."""
    sent = last_sent(reads, case_id)
    if sent is None:
        return None
    cards = reads.matching(CentreCard, card_id=sent.card_id, limit=1)
    return WentOut(
        centre=sent.centre,
        ask=cards[0].ask if cards else "",
        sent_at=sent.sent_at,
        taken_back=sent.taken_back_at is not None and not sent.accepted,
        answered_at=sent.answered_at,
        accepted=sent.accepted,
        answer=sent.answer,
        recalls=tuple(
            each.id
            for each in to_recall(reads, sent.person_id)
            if each.medium == MEDIUM and each.case_id == case_id
        ),
    )


def _receiving(card: CentreCard) -> ReceivingCentre:
    return ReceivingCentre(card.card_id, card.name, card.ours, card.provider_id)


def _own(reads: Reads) -> OwnLine | None:
    own = own_card(reads)
    if own is None:
        return None
    card = read_card(own.card)
    other = card.name != the_centre(reads).name.strip()
    return OwnLine(card.name, card.ask, card.to_compare, own.made_at, other, made_twice(reads))


def _sent(reads: Reads) -> tuple[SentLine, ...]:
    found = reads.matching(
        SentHandover,
        *without("person_id", hidden_people(reads)),
        order_by=("-sent_at", "-id"),
        limit=MOST_ROWS,
    )
    lines = [
        SentLine(
            case_id=each.case_id,
            number=reads.get(Case, each.case_id).number,
            person=shown_name(reads.get(Person, each.person_id)),
            centre=each.centre,
            sent_at=each.sent_at,
            answered_at=each.answered_at,
            accepted=each.accepted,
        )
        for each in found
        if (each.taken_back_at is None or each.accepted)
        and reads.find(Case, each.case_id)
        and reads.find(Person, each.person_id)
    ]
    return tuple(sorted(lines, key=lambda line: line.answered_at is not None))


def _received(reads: Reads) -> tuple[ReceivedLine, ...]:
    hidden = hidden_people(reads)
    found = reads.matching(ReceivedHandover, order_by=("-answered_at", "-id"), limit=MOST_ROWS)
    return tuple(
        ReceivedLine(
            id=each.id,
            centre=each.centre,
            person=shown_name(person) if (person := reads.find(Person, each.person_id)) else "",
            accepted=each.accepted,
            answered_at=each.answered_at,
            answered_by=colleague(reads, each.answered_by),
            case_id=each.case_id,
            answered_twice=_is_twice(reads, each),
        )
        for each in found
        if each.person_id not in hidden
    )


def _is_twice(reads: Reads, came: ReceivedHandover) -> bool:
    return reads.count(ReceivedHandover, handover_id=came.handover_id) > 1
