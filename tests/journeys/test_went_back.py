"""The laptop of the only administrator goes back to an older day, and a colleague helps it on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from caseworker.model.person import Person
from caseworker.model.staff import User
from caseworker.sync.joining import exchange_at
from db.store.office import StoreOffice
from db.store.opening import unlock
from tests.journeys.centre import AMINA, Centre
from tests.journeys.test_several_laptops import (
    ADMINISTRATOR,
    GIVEN,
    WORDS,
    OtherLaptop,
    asked_by,
    other,
    prepared,
    stick,
)
from tests.store.laptop import add_person
from ui.rehearsal.driver import Driver
from ui.window.navigation import Destination, Place

__all__ = ["other", "prepared", "stick"]
LATER, MEANWHILE = "Later-Cinnabar", "Meanwhile-Cinnabar"


@pytest.fixture
def amina(prepared: Centre, stick: Path, tmp_path: Path) -> Path:
    """Another laptop of the centre belongs; the folder of Amina's, which is off."""
    folder = tmp_path / "other"
    asked_by(prepared, folder, stick)()
    prepared.hand.click("read-requests")
    prepared.hand.click("numbers-same")
    for _ in range(2):
        office = unlock(folder, AMINA, WORDS)
        carried(prepared, office, stick)
        office.close()
    return folder


def carried(centre: Centre, office: StoreOffice, stick: Path) -> None:
    """Carry the stick from the colleague to the administrator and back."""
    for each in (office, centre.office, office):
        exchange_at(each.space, each.exchange, stick)


def given_names(office: StoreOffice) -> list[str]:
    return sorted(office.ask(lambda reads: [each.given_name for each in reads.matching(Person)]))


@pytest.mark.requirement("R-432")
@pytest.mark.procedure("went-back")
def test_a_colleague_brings_the_laptop_of_the_only_administrator_up_to_today(
    prepared: Centre, amina: Path, other: OtherLaptop, stick: Path, tmp_path: Path
) -> None:
    prepared.lock()
    shutil.copytree(prepared.folder, tmp_path / "image")
    prepared.unlock(ADMINISTRATOR)
    # Other keys since then: somebody left.
    josephine = next(each.id for each in prepared.all(User) if each.name.startswith("Josephine"))
    prepared.office.keys.remove(josephine)
    prepared.office.space.align()
    prepared.office.perform(add_person(LATER))
    office = unlock(amina, AMINA, WORDS)
    for _ in range(3):
        carried(prepared, office, stick)
    assert given_names(office) == sorted([GIVEN, LATER])
    office.close()

    prepared.lock()
    shutil.rmtree(prepared.folder)
    shutil.copytree(tmp_path / "image", prepared.folder)
    hand = prepared.unlock(ADMINISTRATOR)
    prepared.office.perform(add_person(MEANWHILE))
    exchange_at(prepared.office.space, prepared.office.exchange, stick)
    prepared.go(Place.SYNC)
    assert hand.shown("went-back-here")

    office = unlock(amina, AMINA, WORDS)
    exchange_at(office.space, office.exchange, stick)
    office.close()
    other.switch_off()
    other.switch_on()
    other.unlocks(AMINA)
    assert other.door.session is not None
    code = prepared.office.store.identity.device_code
    session = other.door.session
    session.go(Destination(Place.SYNC))
    helper = Driver(session)
    assert helper.shown("went-back")
    helper.click(f"help-{code}")
    assert not helper.shown("went-back")
    desk = session.desk
    for _ in range(2):
        exchange_at(desk.space, desk.exchange, stick)
        exchange_at(prepared.office.space, prepared.office.exchange, stick)
    assert given_names(prepared.office) == sorted([GIVEN, LATER, MEANWHILE])
    prepared.go(Place.SYNC)
    assert not hand.shown("went-back-here")
    assert prepared.office.space.invite(prepared.office.actor.user_id).roots
