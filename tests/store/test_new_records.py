"""Adding: what is new can be read and changed within the act, and is kept once or not at all."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import IntegrityError
from uuid_utils.compat import uuid7

from caseworker.errors import Bug, NotAllowed
from caseworker.model.ids import PersonId
from caseworker.model.person import Person, Sex
from caseworker.ports import UnitOfWork
from db.store.office import StoreOffice
from tests.store.laptop import add_person
from tests.store.test_journal import rows_equal_journal


def test_what_was_just_added_is_found_and_can_still_change(office: StoreOffice) -> None:
    def act(unit: UnitOfWork) -> PersonId:
        person = add_person("Selam")(unit)
        assert unit.get(Person, person.id) is person
        unit.get(Person, person.id).given_name = "Salam"
        assert unit.count(Person, given_name="Salam") == 1
        person.sex = Sex.FEMALE
        return person.id

    person_id, changes = office.perform(act)
    kept = office.ask(lambda reads: reads.get(Person, person_id))
    assert (kept.given_name, kept.sex) == ("Salam", Sex.FEMALE)
    assert (Person, person_id) in changes.touched
    assert rows_equal_journal(office)


def test_adding_it_again_adds_nothing(office: StoreOffice) -> None:
    def act(unit: UnitOfWork) -> None:
        person = add_person("Selam")(unit)
        unit.add(person)
        unit.get(Person, person.id)
        unit.add(person)

    office.perform(act)
    assert office.ask(lambda reads: reads.count(Person)) == 1
    assert rows_equal_journal(office)


def test_an_id_is_given_once(office: StoreOffice) -> None:
    """A second record under it takes the place of nothing, and what its maker holds stays whole."""
    first, _ = office.perform(add_person("Selam"))
    held: list[Person] = []

    def act(unit: UnitOfWork) -> None:
        held.append(add_person("Amina")(unit))
        held[0].id = first.id

    with pytest.raises(IntegrityError):
        office.perform(act)
    assert office.ask(lambda reads: reads.get(Person, first.id)).given_name == "Selam"
    assert held[0].given_name == "Amina"
    assert rows_equal_journal(office)


def test_an_act_that_fails_late_leaves_its_maker_what_she_made(office: StoreOffice) -> None:
    held: list[Person] = []

    def act(unit: UnitOfWork) -> None:
        held.append(add_person("Selam")(unit))
        unit.count(Person)
        raise NotAllowed

    with pytest.raises(NotAllowed):
        office.perform(act)
    assert held[0].given_name == "Selam"
    assert office.ask(lambda reads: reads.count(Person)) == 0


def test_a_record_never_passes_by_the_journal(office: StoreOffice) -> None:
    person = Person(
        id=PersonId(uuid7()), registered_at=datetime.now(UTC), registered_by=office.actor.user_id
    )
    with pytest.raises(Bug):
        office.perform(lambda unit: unit._session.add(person))  # type: ignore[attr-defined]  # past the port, on purpose
    assert office.ask(lambda reads: reads.count(Person)) == 0
