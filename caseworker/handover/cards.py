"""Cards of centres: the own one, and those of others that two people compare by voice.

Nothing goes out or comes in by a card before it was compared, and none ever takes the place of
another in silence.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from caseworker.centre.settings import the_centre
from caseworker.errors import InvalidValue, NotAllowed
from caseworker.handover.card import MAX_ASK, MAX_NAME, Card, is_line, read_card
from caseworker.handover.handover_file import Opener
from caseworker.model.handover import CentreCard, OwnCard
from caseworker.model.ids import CardId, ProviderId
from caseworker.permissions import Act, require
from caseworker.ports import Condition, Reads, UnitOfWork, missing, one_of, present
from caseworker.sync.letter import SealingKey
from caseworker.text import N_


class CardState(StrEnum):
    """What a card of another centre is good for."""

    TO_COMPARE = "to compare"
    COMPARED = "compared"
    CHANGED = "changed"
    """Another card of this centre was compared before: compare anew, it stays until then."""
    OLDER = "older"
    """A newer card of this centre was compared; this one never will be."""
    PUT_ASIDE = "put aside"


@dataclass(frozen=True, kw_only=True)
class Compared:
    """How a card was compared, and what the centre is to this one."""

    whom: str
    """Who read the number on the other side, and by which way."""
    ours: bool = False
    provider_id: ProviderId | None = None


def own_card(reads: Reads) -> OwnCard | None:
    """Return the card that this centre gives away now, or None where it has none yet."""
    cards = reads.matching(OwnCard, order_by=("-number", "id"), limit=1)
    return cards[0] if cards else None


def make_card(work: UnitOfWork, ask: str) -> OwnCard:
    """Make a card of this centre with new keys; what is sealed to an older one still opens.

    Raises:
        NotAllowed: the role keeps no cards.
        InvalidValue: the words are too long for a card.
    """
    require(work.actor, Act.KEEP_CARDS)
    if not is_line(ask, MAX_ASK):
        raise InvalidValue(what=N_("Who may be asked"))
    before, centre = own_card(work), the_centre(work)
    signing = Ed25519PrivateKey.generate()
    receiving = SealingKey.new()
    card = Card(
        centre=centre.id,
        number=before.number + 1 if before else 1,
        name=_name(centre.name),
        ask=ask.strip(),
        signing_key=signing.public_key().public_bytes_raw(),
        receiving_key=receiving.public,
    )
    made = OwnCard(
        id=work.new_id(),
        number=card.number,
        card=card.signed(signing.private_bytes_raw()),
        signing_key=signing.private_bytes_raw(),
        receiving_key=receiving.to_bytes(),
        made_at=work.now(),
        made_by=work.actor.user_id,
    )
    work.add(made)
    work.record("centre card made", made.id)
    return made


def _name(name: str) -> str:
    """Return the name of the centre as one line."""
    line = "".join(each for each in name if is_line(each, 1)).strip()
    return line[:MAX_NAME].strip() or "-"


def made_twice(reads: Reads) -> bool:
    """Return whether two laptops made a card without knowing of each other: one must follow."""
    own = own_card(reads)
    return own is not None and reads.count(OwnCard, number=own.number) > 1


def bring(work: UnitOfWork, content: bytes) -> CentreCard:
    """Keep the card of another centre; it is good for nothing until it was compared.

    Raises:
        NotAllowed: the role keeps no cards.
        NotACard: it is none.
        InvalidValue: it is a card of this centre.
    """
    require(work.actor, Act.KEEP_CARDS)
    card = read_card(content)
    if card.centre == the_centre(work).id:
        raise InvalidValue(what=N_("The card of this centre itself"))
    known = work.matching(CentreCard, card_id=card.id, order_by="brought_at", limit=1)
    if known:
        return known[0]
    brought = CentreCard(
        id=work.new_id(),
        card_id=card.id,
        centre_id=card.centre,
        number=card.number,
        name=card.name,
        ask=card.ask,
        card=content,
        brought_at=work.now(),
        brought_by=work.actor.user_id,
    )
    work.add(brought)
    work.record("centre card brought", brought.id)
    return brought


def compare(work: UnitOfWork, card: CentreCard, compared: Compared) -> None:
    """Keep that two people read the same number; an earlier card of the centre ends with it.

    Raises:
        NotAllowed: the role keeps no cards, or the card is older than one that was compared.
        InvalidValue: with whom it was compared is not said.
    """
    require(work.actor, Act.KEEP_CARDS)
    if not compared.whom.strip():
        raise InvalidValue(what=N_("With whom you compared"))
    if state_of(work, card) in {CardState.COMPARED, CardState.OLDER}:
        raise NotAllowed(act=Act.KEEP_CARDS.value)
    for other in _compared(work, one_of("centre_id", (card.centre_id,))):
        other.put_aside_at, other.put_aside_by = work.now(), work.actor.user_id
    for same in work.matching(CentreCard, card_id=card.card_id):
        same.put_aside_at = same.put_aside_by = None
    card.compared_at, card.compared_by = work.now(), work.actor.user_id
    card.compared_with = compared.whom.strip()
    card.ours, card.provider_id = compared.ours, compared.provider_id
    work.record("centre card compared", card.id)


def put_aside(work: UnitOfWork, card: CentreCard) -> None:
    """Use a card no more: the numbers differ, its key was lost, or the work together has ended.

    Raises:
        NotAllowed: the role keeps no cards.
    """
    require(work.actor, Act.KEEP_CARDS)
    for each in work.matching(CentreCard, missing("put_aside_at"), card_id=card.card_id):
        each.put_aside_at, each.put_aside_by = work.now(), work.actor.user_id
    work.record("centre card put aside", card.id)


def state_of(reads: Reads, card: CentreCard) -> CardState:
    """Return what a card is good for."""
    if usable_card(reads, card.card_id) is not None:
        return CardState.COMPARED
    of_centre = _compared(reads, one_of("centre_id", (card.centre_id,)))
    others = [each for each in of_centre if each.card_id != card.card_id]
    if any(each.number > card.number for each in others):
        return CardState.OLDER
    if reads.count(CentreCard, present("put_aside_at"), card_id=card.card_id):
        return CardState.PUT_ASIDE
    return CardState.CHANGED if others else CardState.TO_COMPARE


def shown_cards(reads: Reads) -> list[CentreCard]:
    """Return each card once, the compared ones first, then by name."""
    found: dict[CardId, CentreCard] = {}
    for each in reads.matching(CentreCard, order_by=("name", "-number", "brought_at")):
        before = found.get(each.card_id)
        if before is None or (before.compared_at is None and each.compared_at is not None):
            found[each.card_id] = each
    return sorted(found.values(), key=lambda each: (not usable(each), each.name.casefold()))


def usable(card: CentreCard) -> bool:
    """Return whether a card was compared and not put aside."""
    return card.compared_at is not None and card.put_aside_at is None


def usable_card(reads: Reads, card_id: CardId | None) -> CentreCard | None:
    """Return the card of this id if it may be used, or None."""
    if card_id is None:
        return None
    found = [each for each in _compared(reads, one_of("card_id", (card_id,))) if usable(each)]
    aside = reads.count(CentreCard, present("put_aside_at"), card_id=card_id)
    # Put aside at one laptop and compared at another: the careful one is right.
    return found[0] if found and not aside else None


def usable_cards(reads: Reads) -> list[CentreCard]:
    """Return the cards by which a case may go out or come in, by name."""
    ids = dict.fromkeys(each.card_id for each in _compared(reads))
    return [card for each in ids if (card := usable_card(reads, each)) is not None]


def opener(reads: Reads) -> Opener:
    """Return what opens files to this centre."""
    known = (read_card(each.card) for each in usable_cards(reads))
    own = ((read_card(each.card), each.receiving_key) for each in reads.matching(OwnCard))
    return Opener(
        senders={card.id: card for card in known},
        receiving={card.id: SealingKey.from_bytes(key) for card, key in own},
    )


def _compared(reads: Reads, *conditions: Condition) -> Iterable[CentreCard]:
    in_use = (present("compared_at"), missing("put_aside_at"), *conditions)
    return reads.matching(CentreCard, *in_use, order_by="name")
