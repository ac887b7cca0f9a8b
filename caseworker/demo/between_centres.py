"""Chapter: cards of two other centres, a case that came from one, and one that goes there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from caseworker.demo.casework import case_of
from caseworker.demo.staff import AMINA, JOSEPHINE
from caseworker.demo.story import Story
from caseworker.handover import cards, receiving, sending
from caseworker.handover.body import Author, HandoverBody, moment_text
from caseworker.handover.card import Card
from caseworker.handover.cards import Compared
from caseworker.model.case import Case
from caseworker.model.consent import Basis
from caseworker.model.ids import CardId, CaseId, HandoverId, PersonId, UserId
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import Channel, Person, SafeContact, Sex
from caseworker.model.review import Transfer, TransferKind
from caseworker.model.values import Risk, RiskLevel
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
    story.tell(JOSEPHINE, story.at(9, "12:30"), lambda work: _taken_over(story, work))
    story.tell(AMINA, story.at(1, "12:40"), lambda work: _handed_over(story, work))


def _met(story: Story, work: UnitOfWork) -> None:
    card = cards.bring(work, NORTHBANK.card())
    cards.compare(work, card, Compared(whom="Miriam, on the office line", ours=True))
    story.ids["northbank"] = card.card_id


def _taken_over(story: Story, work: UnitOfWork) -> None:
    """A woman moved from Northbank to Harbour Gate; her caseworker there is known by code."""
    written, there = work.now() - timedelta(days=2), UserId(work.new_id())
    person = Person(
        id=PersonId(work.new_id()), given_name="Nadifa", family_name="Warsame", called="Nadifa",
        date_of_birth=PartialDate("1991"), sex=Sex.FEMALE, nationalities=("SO",),
        languages=("so", "en"), avoid="The bus station at Northbank, in the evenings.",
        registered_at=written - timedelta(days=60), registered_by=there,
    )  # fmt: skip
    case = Case(
        id=CaseId(work.new_id()), number="NB4-037", person_id=person.id,
        opened_at=written - timedelta(days=58), opened_by=there, assigned_to=there,
        risk=Risk(RiskLevel.MEDIUM, "Somebody from the journey looks for her."),
    )  # fmt: skip
    way = SafeContact(
        id=work.new_id(), person_id=person.id, channel=Channel.MESSAGE, address="555 0193",
        when="weekdays after four", pretext="the language course",
    )  # fmt: skip
    plan = Transfer(
        id=work.new_id(), case_id=case.id, kind=TransferKind.OTHER_CENTRE,
        reason="She moves to her aunt near the harbour.",
        done_so_far="A lawyer has her papers; two talks with the counsellor.",
        still_to_do="The counsellor goes on every second week. School for the language.",
        risks="Never write that the message comes from a centre.",
        introduced="All three spoke on the telephone on Tuesday.",
        her_view="She would like a woman as caseworker.",
        prepared_at=written, prepared_by=there,
    )  # fmt: skip
    body = HandoverBody(
        handover=HandoverId(work.new_id()),
        written_at=moment_text(written),
        person=person.id,
        case=case.id,
        entities=tuple(map(work.plain, (person, way, case, plan))),
        authors=(Author(there, "21"),),
        basis=Basis.CONSENT.value,
        items=transfer.HANDED_OVER,
    )
    taking = receiving.Taking(assigned_to=UserId(story.user(AMINA)))
    receiving.accept(work, body, CardId(story.ids["northbank"]), taking)


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
