"""Two and three laptops with real stores: they join, exchange by a stick, and hold one truth."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.store.verify import verify
from tests.sync.stores import World, add_person, rename, staff, world


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as made:
        yield made


def test_a_second_laptop_joins_and_has_everything(centre: World) -> None:
    amina = centre.founded()
    amina.act(add_person("Selam"))
    bo = centre.join(amina, centre.enrol(amina, "Bo Li"), "Bo Li", "second")
    assert bo.names() == ["Selam"]
    assert staff(bo) == staff(amina) == ["Amina Diallo", "Bo Li"]
    assert verify(bo.office).problems == ()
    assert verify(amina.office).problems == ()


def test_what_is_written_apart_comes_together(centre: World) -> None:
    amina = centre.founded()
    bo = centre.join(amina, centre.enrol(amina, "Bo Li"), "Bo Li", "second")
    amina.act(add_person("Selam"))
    bo.act(add_person("Tesfay"))
    centre.round(amina, bo, amina)
    assert amina.names() == bo.names() == ["Selam", "Tesfay"]


def test_two_edits_of_one_field_stand_against_each_other_until_somebody_decides(
    centre: World,
) -> None:
    amina = centre.founded()
    selam = amina.act(add_person("Selam"))
    bo = centre.join(amina, centre.enrol(amina, "Bo Li"), "Bo Li", "second")
    amina.act(rename(selam, "Salam"))
    bo.act(rename(selam, "Selamawit"))
    centre.round(amina, bo, amina)
    assert amina.person(selam).given_name == bo.person(selam).given_name
    assert amina.office.space.status().conflicts == 1
    assert bo.office.space.status().conflicts == 1
    bo.act(rename(selam, "Selamawit T."))
    centre.round(bo, amina)
    assert amina.person(selam).given_name == "Selamawit T."
    assert amina.office.space.status().conflicts == 0
    assert bo.office.space.status().conflicts == 0
    for desk in (amina, bo):
        assert verify(desk.office).problems == ()
