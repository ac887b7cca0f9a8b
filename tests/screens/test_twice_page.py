"""Registered twice? It looks beside the window, says how far it is, and goes on another time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from caseworker.model.ids import PersonId
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import Person, Sex
from caseworker.people.duplicates.finding import EverybodyKnown, Pair
from caseworker.people.duplicates.joining import are_two_people
from caseworker.ports import Reads, UnitOfWork
from tests.screens.at_work import AtWork
from ui.people import twice_page
from ui.window.navigation import Destination, Place

pytestmark = pytest.mark.requirement("R-208")


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[AtWork]:
    at_work = AtWork(qtbot, tmp_path)
    yield at_work
    at_work.close()


def enter(work: AtWork, *names: str) -> list[PersonId]:
    def act(unit: UnitOfWork) -> list[PersonId]:
        keys = []
        for place, name in enumerate(names):
            person = Person(
                id=PersonId(unit.new_id()),
                given_name=name.partition(" ")[0],
                family_name=name.partition(" ")[2],
                sex=Sex.FEMALE,
                date_of_birth=PartialDate(
                    "1996-03-04" if name.startswith("Sela") else f"19{60 + place}"
                ),
                registered_at=unit.now(),
                registered_by=unit.actor.user_id,
            )
            unit.add(person)
            keys.append(person.id)
        return keys

    return work.does(act)


def test_all_records_are_compared_and_what_is_decided_goes_from_the_list(work: AtWork) -> None:
    one, other, *_rest = enter(work, "Selam Tesfay", "Selaam Tesfai", "Oksana Melnyk")
    work.go(Place.PEOPLE, part="twice")
    assert work.find("pair-0")
    assert not work.find("job")
    work.does(lambda unit: are_two_people(unit, one, other))
    assert not work.find("pair-0")
    assert work.sees("Nobody twice")


def test_stopped_it_says_so_and_goes_on_from_there(
    work: AtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(work, "Selam Tesfay", "Selaam Tesfai", *(f"Name{n} House{n}" for n in range(9)))
    monkeypatch.setattr(twice_page, "PORTION", 2)
    compared: list[PersonId] = []
    pairs_of = EverybodyKnown.pairs_of

    def noting(known: EverybodyKnown, reads: Reads, key: PersonId) -> list[Pair]:
        compared.append(key)
        if len(compared) == 4:
            # As a hand does between two portions.
            page = work.session.page
            assert isinstance(page, twice_page.TwicePage)
            page.stop()
        return pairs_of(known, reads, key)

    monkeypatch.setattr(EverybodyKnown, "pairs_of", noting)
    work.go(Place.PEOPLE, part="twice")
    assert 4 <= len(compared) < 11
    work.go(Place.PEOPLE)
    work.go(Place.PEOPLE, part="twice")
    assert sorted(compared) == sorted(set(compared)), "each once"
    assert len(compared) == 11
    assert work.find("pair-0")


def test_stop_and_go_on_are_one_key_each(work: AtWork, monkeypatch: pytest.MonkeyPatch) -> None:
    enter(work, "Selam Tesfay", "Selaam Tesfai", *(f"Name{n} House{n}" for n in range(9)))
    monkeypatch.setattr(twice_page, "PORTION", 2)
    pairs_of, goes_on = EverybodyKnown.pairs_of, Event()

    def slowly(known: EverybodyKnown, reads: Reads, key: PersonId) -> list[Pair]:
        goes_on.wait(5)
        return pairs_of(known, reads, key)

    monkeypatch.setattr(EverybodyKnown, "pairs_of", slowly)
    work.session.go(Destination(Place.PEOPLE, part="twice"))
    work.qtbot.waitUntil(lambda: bool(work.find("job-stop")))
    work.widget("job-stop").setFocus()
    QTest.keyClick(work.widget("job-stop"), Qt.Key.Key_Space)
    assert work.widget("go-on-comparing").hasFocus()
    goes_on.set()
    work.settle()
    goes_on.clear()
    QTest.keyClick(work.widget("go-on-comparing"), Qt.Key.Key_Space)
    assert work.widget("job-stop").hasFocus()
    goes_on.set()
    work.settle()
    assert not work.find("job-stop")
    assert work.widget("pair-0").hasFocus()
