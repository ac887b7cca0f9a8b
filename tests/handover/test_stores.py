"""The same in real stores: what lies on the stick, and one centre that accepts at two laptops."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import pytest

from caseworker.handover import sending
from caseworker.handover.card import read_card
from caseworker.handover.cards import own_card
from caseworker.handover.folder import cards_at, handovers_at, write_card, write_handover
from caseworker.handover.sending import Going
from caseworker.model.arrival import Eligibility
from caseworker.model.case import Case
from caseworker.model.ids import CaseId
from caseworker.model.person import Person, SafeContact
from caseworker.model.staff import Role
from caseworker.ports import Reads, UnitOfWork
from caseworker.reception.check_in import AtTheGate, arrive
from caseworker.reception.screening import screen
from caseworker.views.handovers import centres_page, provenance
from db.store.creation import NewCentre, create_store
from db.store.office import StoreOffice
from tests.handover import centres
from tests.handover.centres import CANARIES
from tests.store.laptop import FAST, PASSPHRASE
from tests.sync.stores import Desk, World

T = TypeVar("T")


class Store:
    """A centre of one laptop."""

    def __init__(self, office: StoreOffice) -> None:
        self.office = office

    def do(self, act: Callable[[UnitOfWork], T]) -> T:
        return self.office.perform(act)[0]

    def ask(self, question: Callable[[Reads], T]) -> T:
        return self.office.ask(question)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    yield made
    made.close()


def desk_of(world: World, place: str, name: str = "Northbank centre") -> Desk:
    """Return the first laptop of a centre, unlocked by somebody with every role that acts here."""
    centre = NewCentre(
        centre_name=name,
        administrator_name="Josephine Okafor",
        staff_code="02",
        roles=frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR, Role.RECEPTION}),
        passphrase=PASSPHRASE,
    )
    folder = world.folder / place
    made = create_store(folder, centre, derivation=FAST, clock=world.clock)
    desk = Desk(folder, made.office, "Josephine Okafor", world.clock)
    world.desks.append(desk)
    return desk


def at(desk: Desk) -> Store:
    return Store(desk.office)


def sent(store: Store, card: object, stick: Path) -> CaseId:
    """Write a case to the stick, as the page does it."""

    def everything(work: UnitOfWork) -> CaseId:
        arrival = arrive(work, AtTheGate(described_as="Somebody"))
        screening = screen(work, arrival.id, criteria_met=(), result=Eligibility.ELIGIBLE).id
        case_id = centres.a_record(work, screening)
        centres.plan(work, case_id, card, ours=True)  # type: ignore[arg-type]
        return case_id

    case_id = store.do(everything)
    gone = store.do(lambda work: sending.send(work, case_id, Going()))
    write_handover(stick, gone.file_id, gone.file)
    return case_id


def test_two_laptops_accept_and_one_person_is_there(world: World) -> None:
    here = at(desk_of(world, "here", "Harbour Gate centre"))
    first = desk_of(world, "first")
    first.office.space.found()
    second = world.join(first, world.enrol(first, "Bo Li", role=Role.SUPERVISOR), "Bo Li", "second")
    card_there = centres.knows(here, centres.card_of(at(first)), ours=True)
    centres.knows(at(first), centres.card_of(here), ours=True)
    # The keys of the card reach every ordinary laptop with the exchange.
    assert at(second).ask(own_card) is None
    world.round(first, second)
    assert at(second).ask(own_card) is not None
    case_id = sent(here, card_there, world.stick)
    (file,) = handovers_at(world.stick)

    for desk in (first, second):
        centres.accepts(at(desk), file, desk.office.actor)
    world.round(first, second, first)

    for desk in (first, second):
        (person,) = desk.office.ask(lambda reads: reads.matching(Person))
        assert person.full_name == "Selam Tesfay"
        (case,) = desk.office.ask(lambda reads: reads.matching(Case))
        assert len(desk.office.ask(lambda reads: reads.matching(SafeContact))) == 1
        came = desk.office.ask(lambda reads, case=case: provenance(reads, case.id))
        assert came is not None
        assert came.answered_twice
        differing = {each.field for each in desk.office.ask(lambda reads: reads.conflicts())}
        assert differing == {"number", "assigned_to"}
    page = second.office.ask(centres_page)
    assert [line.answered_twice for line in page.received] == [True, True]

    centres.takes_answer(here, centres.answer_of(at(second), file))
    assert here.ask(lambda reads: reads.get(Case, case_id)).closed_at is not None


def test_the_keys_of_the_card_leave_a_laptop_that_goes_outside(world: World) -> None:
    first = desk_of(world, "first")
    first.office.space.found()
    second = world.join(first, world.enrol(first, "Bo Li", role=Role.SUPERVISOR), "Bo Li", "second")
    centres.card_of(at(first))
    world.round(first, second)
    own = at(second).ask(own_card)
    assert own is not None
    device = UUID(bytes=second.office.store.identity.device_id)
    first.office.space.mark_outreach(device, outreach=True)
    world.round(first, second, first, second)
    assert at(second).ask(own_card) is None
    with second.office.store.reading.connect() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        for (table,) in tables.all():
            rows = connection.exec_driver_sql(f'SELECT * FROM "{table}"').all()  # noqa: S608  ours
            kept = b"".join(value for row in rows for value in row if isinstance(value, bytes))
            assert own.receiving_key not in kept, table
            assert own.signing_key not in kept, table


def test_nothing_readable_lies_on_the_stick(world: World) -> None:
    here, there = at(desk_of(world, "here", "Harbour Gate centre")), at(desk_of(world, "there"))
    card = centres.knows(here, centres.card_of(there), ours=True)
    own = centres.card_of(here)
    write_card(world.stick, read_card(own), own)
    case_id = sent(here, card, world.stick)
    number = here.ask(lambda reads: reads.get(Case, case_id)).number
    for path in world.stick.rglob("*"):
        for told in (*CANARIES, number):
            assert told not in path.name
            if path.is_file():
                assert told.encode() not in path.read_bytes()
    assert list(cards_at(world.stick)) == [own]
    assert len(list(handovers_at(world.stick))) == 1
