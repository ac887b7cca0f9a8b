"""Search in every script."""

from __future__ import annotations

import pytest

from caseworker.model.person import NameVariant, Person
from db.store.office import StoreOffice
from db.store.search import fold
from tests.store.laptop import add_person


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("José Ñúñez", "jose nun"),
        ("Bo", "b"),
        ("李明", "明"),
        ("李明", "李明"),
        ("สมชาย", "สม"),
        ("فاطِمة أحمد", "فاطمه احمد"),
        ("عبد الرحمن", "الرح"),
        ("Łukasz Straße", "STRASSE"),
        ("ተስፋይ", "ተስ"),
        ("Євген", "євг"),
        ("O'Brien-Smith", "brien"),
        ("Abdelrahman", "rahman"),
        ("محـــمد", "محمد"),
        ("नरेन्द्र", "नरे"),
        ("ＡＭＩＮＡ", "amina"),
    ],
)
def test_names_are_found_as_people_type_them(office: StoreOffice, name: str, typed: str) -> None:
    person, _ = office.perform(add_person(name))
    office.perform(add_person("Somebody Else"))
    found = office.ask(lambda reads: reads.search(typed, kinds=[Person], limit=5))
    assert [hit.id for hit in found] == [person.id]
    assert found[0].words.startswith(name)


def test_the_start_of_a_word_comes_before_its_middle(office: StoreOffice) -> None:
    middle, _ = office.perform(add_person("Abdelrahman"))
    start, _ = office.perform(add_person("Rahman"))
    found = office.ask(lambda reads: reads.search("rahman", kinds=[Person], limit=5))
    assert [hit.id for hit in found] == [start.id, middle.id]


def test_only_the_kinds_asked_for(office: StoreOffice) -> None:
    person, _ = office.perform(add_person("Selam"))
    variant, _ = office.perform(
        lambda unit: unit.add(NameVariant(id=unit.new_id(), person_id=person.id, name="ሰላም Selam"))
    )
    assert variant is None
    both = office.ask(lambda reads: reads.search("sel", kinds=[Person, NameVariant], limit=5))
    assert {hit.kind for hit in both} == {Person, NameVariant}
    one = office.ask(lambda reads: reads.search("sel", kinds=[NameVariant], limit=5))
    assert {hit.kind for hit in one} == {NameVariant}


@pytest.mark.parametrize(
    "words", ["", " ", "'", '"', "*", "AND", "a OR b NOT", "col:x", "\0", "^a"]
)
def test_no_words_are_a_command(office: StoreOffice, words: str) -> None:
    office.perform(add_person("Selam"))
    assert office.ask(lambda reads: reads.search(words, kinds=[Person], limit=5)) == []


def test_a_name_of_ten_thousand_letters_is_found_by_its_start(office: StoreOffice) -> None:
    office.perform(add_person("Wolfe" + "x" * 10_000))
    assert len(office.ask(lambda reads: reads.search("wolfex", kinds=[Person], limit=5))) == 1


def test_folding_is_stable() -> None:
    for name in ("Ñúñez", "فاطِمة", "李明", "Straße", "İstanbul"):
        assert fold(fold(name)) == fold(name)
