"""Questions rehearsed before a passphrase is typed: the store opened next is read as ever."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from caseworker.model.case import Case
from caseworker.model.person import Person
from caseworker.ports import Reads
from db.store.office import StoreOffice
from db.store.rehearsal import rehearse
from tests.store.laptop import Laptop, add_person


def people(reads: Reads) -> list[str]:
    return [each.given_name for each in reads.matching(Person)]


def test_what_was_rehearsed_is_asked_of_the_store_that_is_opened_next(
    laptop: Laptop, office: StoreOffice
) -> None:
    office.perform(add_person("Selam"))
    laptop.lock()
    asked: list[list[str]] = []
    rehearse(lambda reads: asked.append(people(reads)), (Case, Person))
    assert asked == [[]], "rehearsals know nobody"
    opened = laptop.unlock()
    assert opened.ask(people) == ["Selam"]
    opened.perform(add_person("Bo"))
    assert sorted(opened.ask(people)) == ["Bo", "Selam"]
    with opened.store.reading.connect() as connection, pytest.raises(OperationalError):
        connection.execute(text("DELETE FROM person"))
