"""A laptop that goes outside joins by a stick, works there, and loses a record: two windows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel

from caseworker.errors import KnownError
from caseworker.model.audit import AuditEvent
from caseworker.model.case import Case
from caseworker.model.ids import CaseId, PersonId, UserId
from caseworker.model.person import Person
from caseworker.model.staff import User
from caseworker.ports import UnitOfWork
from caseworker.sync.exchanging import Report, exchange_and_follow_up
from caseworker.sync.folder_carrier import FolderCarrier
from caseworker.sync.joining import STICK
from db.store.office import StoreOffice
from tests.journeys.centre import AMINA, JOSEPHINE, Centre
from tests.journeys.test_several_laptops import GIVEN, OtherLaptop, invite
from tests.journeys.test_several_laptops import other as other_laptop
from tests.journeys.test_several_laptops import prepared as prepared_centre
from tests.journeys.test_several_laptops import stick as some_stick
from ui.desk import Desk
from ui.window.navigation import Destination, Place

other, prepared, stick = other_laptop, prepared_centre, some_stick
TESFAY = "Tesfay-Cobalt"


@pytest.mark.requirement("R-432")
def test_a_laptop_goes_outside_with_the_cases_of_its_people(
    prepared: Centre, other: OtherLaptop, stick: Path
) -> None:
    amina, josephine = prepared.one(User, name=AMINA).id, prepared.one(User, name=JOSEPHINE).id
    mine = prepared.office.perform(has_case(GIVEN, amina))[0]
    prepared.office.perform(has_case(TESFAY, josephine))
    hand = prepared.hand
    prepared.go(Place.LAPTOPS)
    invite(prepared, AMINA)
    other.asks_to_join(AMINA)
    hand.click("read-requests")
    outside = hand.find("goes-outside")
    assert isinstance(outside, QAbstractButton)
    QTest.mouseClick(outside, Qt.MouseButton.LeftButton)
    hand.click("numbers-same")
    other.press("read-stick")
    other.waits_to_see("This laptop belongs now")
    with other.qtbot.waitSignal(other.door.locked):
        other.press("lock-last")
    other.switch_off()
    other.switch_on()
    other.unlocks(AMINA)
    assert other.door.session is not None
    desk = other.door.session.desk
    assert people_on(desk) == [GIVEN]
    other.door.session.go(destination(Place.PEOPLE))
    other.door.session.go(destination(Place.PERSON, mine))
    assert any("Where this record lies" in each for each in texts(other))

    # Inside, the case is given to Josephine: it goes from the laptop that is outside, once the
    # others have what was written there, and be it that somebody looked at it.
    other.qtbot.waitUntil(lambda: was_looked_at(desk, mine), timeout=5_000)
    prepared.office.perform(lambda work: give(work, mine, josephine))
    for there in ([GIVEN], []):
        carry(prepared.office, stick)
        exchange(other, desk, stick)
        assert people_on(desk) == there
    other.qtbot.waitUntil(lambda: not any(GIVEN in each for each in texts(other)), timeout=5_000)
    carry(prepared.office, stick)
    assert not [each for each in prepared.office.space.lies_on(mine) if each.leaving]


def has_case(name: str, caseworker: UserId) -> Callable[[UnitOfWork], PersonId]:
    def act(work: UnitOfWork) -> PersonId:
        known = work.matching(Person, given_name=name)
        person = (
            known[0]
            if known
            else Person(
                id=PersonId(work.new_id()),
                given_name=name,
                registered_at=work.now(),
                registered_by=work.actor.user_id,
            )
        )
        if not known:
            work.add(person)
        work.add(
            Case(
                id=CaseId(work.new_id()),
                number=f"T-{name[:2]}",
                person_id=person.id,
                opened_at=work.now(),
                opened_by=work.actor.user_id,
                assigned_to=caseworker,
            )
        )
        return person.id

    return act


def failed(error: KnownError) -> None:
    raise AssertionError(error)


def give(work: UnitOfWork, person: PersonId, to: UserId) -> None:
    (case,) = work.matching(Case, person_id=person)
    case.assigned_to = to


def carry(office: StoreOffice, stick: Path) -> None:
    carrier = FolderCarrier(stick, office.store.identity.space)
    exchange_and_follow_up(office, carrier, STICK)


def exchange(laptop: OtherLaptop, desk: Desk, stick: Path) -> None:
    done: list[Report] = []
    desk.exchange_at(
        laptop.door, stick, lambda _done, _all: None, lambda: False, done.append, failed
    )
    laptop.qtbot.waitUntil(lambda: bool(done), timeout=20_000)


def was_looked_at(desk: Desk, person: PersonId) -> bool:
    return desk.ask(lambda reads: reads.count(AuditEvent, subject=person, action="looked at")) > 0


def people_on(desk: Desk) -> list[str]:
    return desk.ask(lambda reads: [each.given_name for each in reads.matching(Person)])


def texts(laptop: OtherLaptop) -> list[str]:
    """Return what stands in the window outside."""
    assert laptop.door.session is not None
    found = laptop.door.session.window.findChildren(QLabel)
    return [each.text() for each in found if each.isVisible()]


def destination(place: Place, subject: object = "") -> Destination:
    return Destination(place, str(subject))
