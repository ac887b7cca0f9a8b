"""Somebody comes again, and no second record is made; or it was made, and two colleagues see it."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from caseworker.aggregates.counting import Counting
from caseworker.aggregates.populations import Population, Scope
from caseworker.model.arrival import Stay
from caseworker.model.consent import Consent, Purpose
from caseworker.model.duplicate import Duplicate, DuplicateState
from caseworker.model.person import Person
from caseworker.reception.check_in import AtTheGate
from caseworker.views.people import people
from tests.journeys.centre import AMINA, JOSEPHINE, Centre
from ui.rehearsal import desk_work
from ui.rehearsal.driver import Driver
from ui.window.navigation import Place

SEEN = AtTheGate(described_as="Woman, about 30", language="ti")
SELAM = desk_work.Name("Selamawit", "Tesfaye", "1996-03-04")
AGAIN = desk_work.Name("ሰላም", "Tesfay", "1996-03-04")

pytestmark = pytest.mark.requirement("R-208")


def types_record(hand: Driver, name: desk_work.Name) -> None:
    hand.type("given_name", name.given)
    hand.type("family_name", name.family)
    hand.type("date_of_birth", name.born)


def comes_again(centre: Centre, name: desk_work.Name) -> Driver:
    """Bring her from the gate to the record, and type it."""
    number = centre.arrives(SEEN)
    hand = centre.hand
    desk_work.check_in(hand, number, "Room 9, bed 1")
    desk_work.screen_and_explain(hand)
    desk_work.say(hand, "yes", "yes")
    desk_work.prepare_talk(hand)
    hand.click("form-of-consent-verbal")
    hand.click("keep-answers")
    types_record(hand, name)
    return hand


def counted(centre: Centre) -> int:
    scope = Scope(Population.REGISTERED, date(2026, 11, 1), date(2026, 11, 30))
    now = centre.clock()
    return centre.office.ask(lambda reads: Counting(reads, scope, now).over(()).counts[()])


def test_who_comes_again_in_another_script_gets_no_second_record(centre: Centre) -> None:
    centre.registers(SELAM, SEEN)
    first = centre.one(Person)
    before = len(centre.all(Consent, person_id=first.id))
    hand = comes_again(centre, AGAIN)
    hand.wait(lambda: hand.shown(f"is-she-{first.id}"))
    hand.click(f"see-{first.id}")
    assert hand.session.page.objectName() == "person"
    hand.session.back()
    assert hand.shown("keep-record"), "the way back leads to the record that is being written"
    hand.wait(lambda: hand.shown(f"is-she-{first.id}"))
    hand.click(f"is-she-{first.id}")
    hand.click("is-she-back")
    assert len(centre.all(Consent, person_id=first.id)) == before, "a wrong press keeps nothing"
    hand.click(f"is-she-{first.id}")
    hand.click("is-she-act")
    assert centre.one(Person).given_name == "Selamawit", "her record says who she is"
    answers = centre.all(Consent, person_id=first.id, purpose=Purpose.RECORD)
    assert len(answers) == 2, "she was asked anew"
    beds = {stay.bed for stay in centre.all(Stay, person_id=first.id)}
    assert beds == {"Room 4, bed 2", "Room 9, bed 1"}
    assert not hand.shown("keep-record")


def test_two_records_are_compared_joined_by_another_and_counted_once(centre: Centre) -> None:
    centre.registers(SELAM, SEEN)
    first = centre.one(Person)
    hand = comes_again(centre, AGAIN)
    hand.click("keep-record")
    second = centre.person("ሰላም")
    assert counted(centre) == 2

    centre.go(Place.PEOPLE)
    hand.click("registered-twice")
    hand.wait(lambda: hand.shown("pair-0"))
    hand.click("pair-0")
    hand.click("ask-to-join")
    assert not centre.all(Duplicate), "why it is one person is asked"
    hand.type("compare-words", "The same scar; she says she was here in spring")
    hand.click("ask-to-join")
    assert centre.one(Duplicate).state is DuplicateState.ASKED
    assert not hand.shown("decide-one"), "nobody decides what she asked herself"

    hand = centre.unlock(JOSEPHINE)
    centre.go(Place.REPORTS, None, "queue")
    hand.click("waiting-0")
    hand.click("decide-one")
    said = centre.one(Duplicate)
    assert (said.state, said.person_id, said.duplicate_id) == (
        DuplicateState.ONE_PERSON, first.id, second.id,
    )  # fmt: skip
    assert counted(centre) == 1
    rows = centre.office.ask(lambda reads: people(reads, offset=0, limit=9))
    assert [row.id for row in rows] == [first.id]

    hand = centre.unlock(AMINA)
    centre.go(Place.PERSON, second.id)
    assert not hand.shown("open-case"), "work goes on in the first record"
    hand.click(f"other-record-{first.id}")
    assert hand.shown("open-case")

    hand = centre.unlock(JOSEPHINE)
    centre.go(Place.PERSON, first.id)
    hand.click(f"compare-{second.id}")
    hand.type("compare-words", "It was her sister")
    hand.click("part-records")
    assert centre.one(Duplicate).state is DuplicateState.PARTED
    assert counted(centre) == 2


def test_two_people_are_not_asked_about_again(centre: Centre) -> None:
    centre.registers(SELAM, SEEN)
    hand = comes_again(centre, AGAIN)
    hand.click("keep-record")
    centre.go(Place.PEOPLE, None, "twice")
    hand.wait(lambda: hand.shown("pair-0"))
    hand.click("pair-0")
    hand.click("two-people")
    centre.go(Place.PEOPLE, None, "twice")
    hand.settle()
    QApplication.processEvents()
    assert not hand.shown("pair-0")


def test_of_a_closed_record_the_desk_is_told_nothing(centre: Centre) -> None:
    centre.registers(SELAM, SEEN)
    first = centre.one(Person)
    centre.office.perform(lambda work: setattr(work.get(Person, first.id), "restricted", True))
    hand = comes_again(centre, AGAIN)
    hand.settle()
    assert not hand.shown(f"is-she-{first.id}")
