"""Bad days that break nothing: endless names, a clock set back, dates that cannot be."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseworker.documents.blocks import Document, Fact, Facts
from caseworker.documents.paper import typeset
from caseworker.model.person import Person
from caseworker.ports import Reads
from caseworker.text import isolate
from db.store.verify import verify
from forms import FormEntry, library
from tests.store.laptop import Laptop, add_person, names

ENDLESS = [
    "Selam" * 2000,
    "سلام" * 2500,
    "ሰላም" * 3300,
    "李明" * 5000,
    "Ж" * 10_000,
    "👩‍👧‍👦" * 2000,
    "a\u202eb" * 3000,
    "=HYPERLINK('x')" * 600,
]


@pytest.mark.parametrize("name", ENDLESS, ids=range(len(ENDLESS)))
def test_an_endless_name_is_kept_found_and_printed(laptop: Laptop, name: str) -> None:
    office = laptop.set_up()
    person, _changes = office.perform(add_person(name))
    laptop.lock()
    office = laptop.unlock()
    assert names(office) == [name]
    if name[0].isalpha():
        found = office.ask(lambda reads: reads.search(name[:12], kinds=(Person,), limit=3))
        assert person.id in {hit.id for hit in found}
    paper = Document(
        language="ar",
        title="Intake",
        who_may_see="",
        blocks=(Facts((Fact("Name", isolate(name)), Fact("Other", "")), columns=2),),
    )
    assert typeset(paper).startswith(b"%PDF")


def test_a_zero_byte_in_a_name(laptop: Laptop) -> None:
    office = laptop.set_up()
    office.perform(add_person("Se\x00lam"))
    assert names(office) == ["Se\x00lam"]


@pytest.mark.parametrize("jump", [timedelta(days=-366), timedelta(days=365 * 30)])
def test_a_clock_that_jumps_loses_nothing(laptop: Laptop, jump: timedelta) -> None:
    office = laptop.set_up()
    office.perform(add_person("Before"))
    laptop.moment += jump
    office.perform(add_person("After"))
    laptop.lock()
    laptop.moment -= jump
    office = laptop.unlock()
    office.perform(add_person("Again"))
    assert names(office) == ["After", "Again", "Before"]
    assert verify(office).problems == ()
    order = office.ask(_in_order_made)
    assert set(order) == {"Before", "After", "Again"}


def _in_order_made(reads: Reads) -> list[str]:
    return [person.given_name for person in reads.matching(Person)]


@pytest.mark.parametrize("odd", ["1994-13", "1994-02-30", "94", "3026", "yesterday", "0000"])
def test_a_date_that_cannot_be_is_refused_with_a_sentence(odd: str) -> None:
    entry = FormEntry(library.load("registration"))
    entry.set("/data/who/given_name", "Selam")
    entry.set("/data/who/date_of_birth", odd)
    messages = {finding.path: finding.message for finding in entry.findings()}
    assert messages.get("/data/who/date_of_birth"), odd
