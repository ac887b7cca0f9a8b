"""Two centres that know each other's cards, and a case that goes from one to the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol, TypeVar
from uuid import UUID

from caseworker.centre.settings import the_centre
from caseworker.consent.asking import keep_answers
from caseworker.consent.talk import Asked
from caseworker.evidence.answers import KEPT
from caseworker.handover import cards, receiving, sending
from caseworker.handover.body import AnswerBody, HandoverBody
from caseworker.handover.cards import Compared
from caseworker.handover.sending import Going
from caseworker.model.assessment import Assessment, Factor, Level, Polarity, SafetyPlan
from caseworker.model.audit import FormAnswer
from caseworker.model.case import Case
from caseworker.model.consent import Evidence, FormOfConsent, Purpose
from caseworker.model.handover import CentreCard, OwnCard, ReceivedHandover
from caseworker.model.ids import AssessmentId, CardId, CaseId, NoteId, PersonId
from caseworker.model.person import Channel, Person, Relationship, SafeContact, Tie
from caseworker.model.review import FollowUp, TransferKind
from caseworker.model.staff import User
from caseworker.model.values import Answer
from caseworker.notes.writing import Words, write
from caseworker.ports import Actor, Reads, UnitOfWork
from caseworker.reception.registration import Facts, Registration, register
from caseworker.steps import planning, transfer
from caseworker.steps.identification import Opening, open_case
from tests.scene import AMINA, GOOD_TALK, JOSEPHINE, YES_TO_RECORD, Scene

T = TypeVar("T")
PNG = b"\x89PNG\r\n\x1a\n" + b"a signature of hers" * 20
CANARIES = (
    "Selam", "Tesfay", "sister's shop", "never in the evening", "the man with the grey car",
    "a bag behind the door", "uncle Berhane", "find a room", "she sleeps badly",
    "signature of hers",
)  # fmt: skip
"""What stands in the record, and must stand in no file."""


class Place(Protocol):
    """A centre that acts: on the twin, or in a store."""

    def do(self, act: Callable[[UnitOfWork], T]) -> T: ...
    def ask(self, question: Callable[[Reads], T]) -> T: ...


def named(scene: Scene, name: str) -> Scene:
    """Give a centre of the twin its name and its staff."""

    def act(work: UnitOfWork) -> None:
        the_centre(work).name = name
        for who in (AMINA, JOSEPHINE):
            work.add(User(id=who.user_id, name=who.name, staff_code=who.staff_code,
                          roles=who.roles, added_at=work.now()))  # fmt: skip

    scene.do(act)
    return scene


def card_of(place: Place) -> bytes:
    made = place.ask(cards.own_card) or place.do(lambda work: cards.make_card(work, "Josephine"))
    assert isinstance(made, OwnCard)
    return made.card


def knows(place: Place, card: bytes, *, ours: bool = False) -> CardId:
    """Bring and compare a card."""

    def act(work: UnitOfWork) -> CardId:
        brought = cards.bring(work, card)
        cards.compare(work, brought, Compared(whom="Miriam, by telephone", ours=ours))
        return brought.card_id

    return place.do(act)


@dataclass
class Two:
    """Harbour Gate hands over to Northbank. Josephine is at both desks, Amina at the first."""

    here: Scene
    there: Scene
    card_there: CardId

    @classmethod
    def met(cls, *, ours: bool = False) -> Two:
        here = named(Scene(JOSEPHINE), "Harbour Gate centre")
        there = named(Scene(JOSEPHINE), "Northbank centre")
        card_there = knows(here, card_of(there), ours=ours)
        knows(there, card_of(here), ours=ours)
        return cls(here, there, card_there)


def a_record(work: UnitOfWork, screening: object, evidence: bytes = PNG) -> CaseId:
    """Keep a record with everything that travels, and some things that never do."""
    shown = Evidence(form=FormOfConsent.SIGNATURE, attachment_id=work.attach(evidence, "image/png"))
    talk = replace(GOOD_TALK, evidence=shown)
    facts = Facts(given_name="Selam", family_name="Tesfay", languages=("ti",))
    person = register(work, Registration(screening_id=screening, facts=facts,  # type: ignore[arg-type]
                                         asked=(YES_TO_RECORD,), talk=talk))  # fmt: skip
    person.avoid = "the man with the grey car"
    case = open_case(work, Opening(person_id=person.id, assigned_to=work.actor.user_id))
    for each in (
        SafeContact(id=work.new_id(), person_id=person.id, channel=Channel.PHONE,
                    address="her sister's shop", note="never in the evening"),
        SafetyPlan(id=work.new_id(), case_id=case.id, made_on=work.now().date(),
                   made_by=work.actor.user_id, to_take_along="a bag behind the door"),
        Relationship(id=work.new_id(), person_id=person.id, relative_name="uncle Berhane",  # type: ignore[arg-type]
                     tie=Tie.UNCLE_OR_AUNT, claimed_at=work.now(), may_be_abuser=True),
        Relationship(id=work.new_id(), person_id=person.id, relative_name="a cousin far away",  # type: ignore[arg-type]
                     tie=Tie.OTHER_RELATIVE, claimed_at=work.now()),
        FollowUp(id=work.new_id(), case_id=case.id, due_at=work.now() + timedelta(days=3),  # type: ignore[arg-type]
                 what="find a room", assigned_to=work.actor.user_id),
    ):  # fmt: skip
        work.add(each)
    planning.begin(work, case.id)
    return case.id


def notes(work: UnitOfWork, case_id: CaseId) -> tuple[NoteId, NoteId, NoteId]:
    """Keep one note that may be chosen, one for staff, and one about somebody else."""
    return (
        write(work, case_id, Words(said="she sleeps badly")).id,
        write(work, case_id, Words(opinion="for staff", staff_only=True)).id,
        write(work, case_id, Words(said="of a neighbour", third_party=True)).id,
    )


def assessed(work: UnitOfWork, case_id: CaseId) -> tuple[AssessmentId, UUID]:
    """Keep an assessment with answers of its form, and some of forms that never travel."""
    me = work.actor.user_id
    look = Assessment(
        id=AssessmentId(work.new_id()), case_id=case_id, held_on=work.now().date(), held_by=me
    )
    factor = Factor(
        id=work.new_id(), assessment_id=look.id, level=Level.HOUSEHOLD, polarity=Polarity.RISK,
        what="no room",
    )  # fmt: skip
    work.add(look)
    work.add(factor)
    for form, subject, path, value in (
        ("assessment", look.id, f"/assessment/factor[{factor.id}]/why", "since the flood"),
        ("assessment", look.id, "/assessment/photo", f"{KEPT}{work.new_id()}"),
        ("identification", case_id, "/identification/came", "by themselves"),
        ("threats", case_id, "/threats/who", "never to travel"),
    ):
        answer = FormAnswer(
            id=work.new_id(), form=form, form_version="1", subject=subject, path=path, value=value,
            answered_at=work.now(), answered_by=me,
        )  # fmt: skip
        work.add(answer)
    return look.id, factor.id


def plan(work: UnitOfWork, case_id: CaseId, card: CardId, *, ours: bool = False) -> None:
    """Prepare the handover plan to the centre with this card."""
    transfer.prepare(
        work,
        case_id,
        transfer.Handover(
            kind=TransferKind.OTHER_CENTRE if ours else TransferKind.PARTNER,
            receiving_card=card,
            receiving_centre="Northbank centre",
            done_so_far="Papers are in order.",
            still_to_do="A room by the 30th.",
            introduced="All three spoke on the telephone.",
        ),
    )


def agrees(
    work: UnitOfWork, case_id: CaseId, items: tuple[str, ...] = transfer.HANDED_OVER
) -> None:
    """Keep her yes to Northbank."""
    line = Asked(
        purpose=Purpose.TRANSFER,
        recipient="Northbank centre",
        data_items=items,
        answer=Answer.YES,
    )
    person_id = work.get(Case, case_id).person_id
    keep_answers(work, (line,), GOOD_TALK, person_id=person_id)


def handed_over(place: Place, body: bytes) -> receiving.Opened:
    return place.ask(lambda reads: receiving.open_file(reads, body))


def accepts(place: Place, file: bytes, who: Actor = AMINA) -> CaseId:
    def act(work: UnitOfWork) -> CaseId:
        opened = receiving.open_file(work, file)
        assert isinstance(opened.body, HandoverBody)
        taking = receiving.Taking(assigned_to=who.user_id)
        return receiving.accept(work, opened.body, opened.card_id, taking).id

    return place.do(act)


def answer_of(place: Place, file: bytes) -> bytes:
    """Return the sealed answer of a centre to a handover."""
    opened = handed_over(place, file)
    number = opened.body.handover

    def sealed(reads: Reads) -> bytes:
        came = reads.matching(ReceivedHandover, handover_id=number, order_by="answered_at")[0]
        return receiving.sealed_answer(reads, came)

    return place.ask(sealed)


def takes_answer(place: Place, file: bytes) -> None:
    def act(work: UnitOfWork) -> None:
        opened = receiving.open_file(work, file)
        assert isinstance(opened.body, AnswerBody)
        sending.answered(work, opened.body, opened.card_id)

    place.do(act)


def a_day(year: int = 2026) -> date:
    return date(year, 11, 30)


def received(place: Place) -> list[ReceivedHandover]:
    return place.ask(lambda reads: reads.matching(ReceivedHandover))


def only_person(place: Place) -> PersonId:
    (person,) = place.ask(lambda reads: reads.matching(Person))
    return person.id


def card_entity(place: Place) -> CentreCard:
    (card,) = place.ask(lambda reads: reads.matching(CentreCard))
    return card


def record(scene: Scene) -> CaseId:
    screening = scene.screened()
    return scene.do(lambda work: a_record(work, screening))


def ready(two: Two, *, items: tuple[str, ...] = ("record", "plan", "needs")) -> CaseId:
    case_id = record(two.here)
    two.here.do(lambda work: plan(work, case_id, two.card_there))
    two.here.do(lambda work: agrees(work, case_id, items))
    return case_id


def sent(two: Two, case_id: CaseId, going: Going | None = None) -> bytes:
    return two.here.do(lambda work: sending.send(work, case_id, going or Going())).file
