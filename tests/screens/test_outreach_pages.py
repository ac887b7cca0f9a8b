"""A laptop that goes outside, on screen: marking it, its records, and what a record says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from caseworker.model.case import Case
from caseworker.model.ids import CaseId, PersonId, UserId
from caseworker.model.person import Person
from caseworker.model.staff import User
from caseworker.ports import UnitOfWork
from tests.screens.at_work import AtWork
from tests.screens.chosen import ChosenFiles
from tests.screens.elsewhere import Elsewhere
from ui.outside import Outside
from ui.reports.partial_page import PartialPage
from ui.reports.places import reports_screen
from ui.window.navigation import Destination, Place


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path, stick: Path) -> Iterator[AtWork]:
    made = AtWork(qtbot, tmp_path, outside=Outside(files=ChosenFiles(goes_to=stick)))
    yield made
    made.close()


def tesfay(work: AtWork) -> PersonId:
    """Enter Tesfay, whose case is with Bo."""
    bo = work.office.ask(lambda reads: reads.matching(User, name="Bo Li")[0].id)

    def act(unit: UnitOfWork) -> PersonId:
        person = Person(
            id=PersonId(unit.new_id()),
            given_name="Tesfay",
            registered_at=unit.now(),
            registered_by=unit.actor.user_id,
        )
        unit.add(person)
        unit.add(
            Case(
                id=CaseId(unit.new_id()),
                number="7QK-0002",
                person_id=person.id,
                opened_at=unit.now(),
                opened_by=unit.actor.user_id,
                assigned_to=UserId(bo),
            )
        )
        return person.id

    return work.does(act)


def code_of(other: Elsewhere) -> str:
    return other.office.store.identity.device_code


def names(other: Elsewhere) -> list[str]:
    return other.office.ask(
        lambda reads: [each.given_name for each in reads.matching(Person, order_by="given_name")]
    )


@pytest.mark.procedure("outside-laptop")
def test_a_laptop_is_sent_outside_and_its_records_are_chosen(
    work: AtWork, other: Elsewhere
) -> None:
    work.selam()
    tesfay(work)
    other.exchange(work.office)
    other.exchange()
    assert names(other) == ["Selam", "Tesfay"]
    work.go(Place.LAPTOPS)
    work.press(f"outside-{code_of(other)}")
    work.press("laptop-outside-act")
    assert work.sees("will carry only the cases of its people")
    assert work.sees("Goes outside, with some records only")
    assert work.sees("Until its next exchange, count every record as still lying on it")
    other.exchange(work.office)
    other.exchange()
    assert names(other) == ["Tesfay"]
    other.exchange(work.office)
    work.go(Place.PEOPLE)
    work.go(Place.LAPTOPS)
    assert not work.sees("Until its next exchange, count every record")
    work.press(f"records-{code_of(other)}")
    assert work.sees("its people work on the case")
    work.write("carried-search", "Selam")
    work.qtbot.waitUntil(lambda: bool(work.find("give-7QK-0001")), timeout=5_000)
    work.press("give-7QK-0001")
    assert work.sees("chosen by hand")
    work.press("take-7QK-0002")
    assert work.sees("Left out, though the case is with its people")
    other.exchange(work.office)
    other.exchange()
    assert names(other) == ["Selam"]
    work.press("stays-inside")
    work.press("inside-again-act")
    other.exchange(work.office)
    other.exchange()
    assert names(other) == ["Selam", "Tesfay"]


def test_a_record_says_where_it_lies(work: AtWork, other: Elsewhere) -> None:
    person = tesfay(work)
    work.selam()
    selam = work.office.ask(lambda reads: reads.matching(Person, given_name="Selam")[0].id)
    other.exchange(work.office)
    other.exchange()
    work.go(Place.PERSON, selam)
    assert work.sees("On all laptops of the centre")
    laptop = UUID(bytes=other.office.store.identity.device_id)
    work.office.space.mark_outreach(laptop, outreach=True)
    work.go(Place.PEOPLE)
    work.go(Place.PERSON, selam)
    assert work.sees("this laptop")
    assert work.sees(f"Still on {code_of(other)}, until the next exchange there.")
    work.go(Place.PERSON, person)
    assert work.sees("On all laptops of the centre")


@pytest.mark.procedure("few-laptops")
def test_a_laptop_is_closed_to_somebody_who_has_another(work: AtWork, other: Elsewhere) -> None:
    work.go(Place.USERS)
    work.press("close-02")
    work.press("closing-act")
    bo = other.office.actor.user_id
    assert bo not in work.office.keys.open_to()
    assert work.sees("does not unlock this laptop")
    # She works here as before, at her own laptop.
    (line,) = work.office.ask(lambda reads: reads.matching(User, name="Bo Li"))
    assert line.removed_at is None
    here = next(each for each in work.office.space.laptops() if bo not in each.people)
    assert here.device.bytes == work.office.store.identity.device_id


def test_an_outreach_laptop_makes_no_figures(work: AtWork, other: Elsewhere) -> None:
    laptop = UUID(bytes=other.office.store.identity.device_id)
    work.office.space.mark_outreach(laptop, outreach=True)
    other.exchange(work.office)
    other.exchange()
    assert other.office.space.status().outreach
    assert not work.office.space.status().outreach
    month = reports_screen(work.session, Destination(Place.REPORTS))
    assert not isinstance(month, PartialPage)
    page = PartialPage(work.session)
    said = [each.text() for each in page.findChildren(QLabel)]
    assert "Figures are made at the office" in said
