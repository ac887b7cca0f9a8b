"""Chapter: cards of two other centres, and a case that waits for the answer of one of them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from caseworker.demo.casework import case_of
from caseworker.demo.staff import AMINA, JOSEPHINE
from caseworker.demo.story import Story
from caseworker.handover import cards, sending
from caseworker.handover.card import Card
from caseworker.handover.cards import Compared
from caseworker.model.ids import CardId
from caseworker.model.review import TransferKind
from caseworker.ports import UnitOfWork
from caseworker.steps import transfer
from caseworker.sync.letter import SealingKey

ASK = "Supervisor of the day, office line 555 0140, weekdays until four"


@dataclass(frozen=True)
class OtherCentre:
    """A centre that exists in the story alone; nobody has its private keys afterwards."""

    name: str
    ask: str
    number: int

    def card(self) -> bytes:
        """Return its card as a file."""
        signing = Ed25519PrivateKey.generate()
        card = Card(
            centre=UUID(int=self.number),
            number=1,
            name=self.name,
            ask=self.ask,
            signing_key=signing.public_key().public_bytes_raw(),
            receiving_key=SealingKey.new().public,
        )
        return card.signed(signing.private_bytes_raw())


NORTHBANK = OtherCentre("Northbank centre", "Miriam, office line 555 0171", 1)
LAKESIDE = OtherCentre("Lakeside house", "The coordinator, 555 0182, mornings", 2)


def tell(story: Story) -> None:
    """Tell how cards came, one was compared, and a case went out yesterday."""
    story.tell(JOSEPHINE, story.at(30, "14:00"), lambda work: cards.make_card(work, ASK))
    story.tell(JOSEPHINE, story.at(29, "14:10"), lambda work: _met(story, work))
    story.tell(JOSEPHINE, story.at(2, "12:20"), lambda work: cards.bring(work, LAKESIDE.card()))
    story.tell(AMINA, story.at(1, "12:40"), lambda work: _handed_over(story, work))


def _met(story: Story, work: UnitOfWork) -> None:
    card = cards.bring(work, NORTHBANK.card())
    cards.compare(work, card, Compared(whom="Miriam, on the office line", ours=True))
    story.ids["northbank"] = card.card_id


def _handed_over(story: Story, work: UnitOfWork) -> None:
    case_id = case_of(story, "ibrahim")
    handover = transfer.Handover(
        kind=TransferKind.OTHER_CENTRE,
        receiving_centre=NORTHBANK.name,
        receiving_card=CardId(story.ids["northbank"]),
        reason="He has found a room near the north bridge.",
        done_so_far="Papers are with the lawyer; the talk on Monday went well.",
        still_to_do="The answer of the board, due by the 20th. A doctor near the new room.",
        risks="He sleeps badly when he is alone.",
        introduced="All three spoke on the telephone; they meet on his first day there.",
        her_view="He asks that the new colleague speaks slowly.",
    )
    transfer.prepare(work, case_id, handover)
    sending.send(work, case_id, sending.Going())
