"""Whatever laptops write, carry and miss: those that hold the same commits have the same rows."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from uuid import UUID

import pytest
from sqlalchemy import Connection

from caseworker.model.person import Person
from caseworker.ports import Reads, UnitOfWork
from caseworker.sync.folder_carrier import FolderCarrier
from db.store.journal.rebuild import differences, rows_of_store
from db.store.registry import kinds
from db.store.verify import verify
from tests.sync.stores import Desk, World, add_person

NAMES = ("Selam", "Salam", "Tesfay", "Hiwot", "Bo")


@pytest.mark.parametrize("seed", range(6))
def test_laptops_that_hold_the_same_commits_have_the_same_rows(centre: World, seed: int) -> None:
    chance = Random(seed)
    desks = three(centre)
    people = [desks[0].act(add_person("Selam"))]
    carry_all(centre, desks)
    for _ in range(25):
        desk = chance.choice(desks)
        what = chance.random()
        if what < 0.15:
            people.append(desk.act(add_person(chance.choice(NAMES))))
        elif what < 0.7:
            known = desk.office.ask(lambda reads: [key for key in people if known_to(reads, key)])
            desk.act(edit(chance.choice(known), chance))
        elif what < 0.8:
            lose_some(centre, desk, chance)
        elif what < 0.85:
            desk.reopen()
        else:
            desk.exchange(centre.stick)
    carry_all(centre, desks)
    first, *others = [rows_of(desk) for desk in desks]
    assert others == [first, first]
    for desk in desks:
        assert verify(desk.office).problems == ()
        assert desk.office.space.status().absent == 0


def three(centre: World) -> list[Desk]:
    amina = centre.founded()
    bo = centre.join(amina, centre.enrol(amina, "Bo Li"), "Bo Li", "second")
    hodan = centre.join(amina, centre.enrol(amina, "Hodan Ali", "03"), "Hodan Ali", "third")
    return [amina, bo, hodan]


def carry_all(centre: World, desks: list[Desk]) -> None:
    for _ in range(2):
        centre.round(*desks)


def known_to(reads: Reads, key: UUID) -> bool:
    return reads.find(Person, key) is not None


def edit(key: UUID, chance: Random) -> Callable[[UnitOfWork], None]:
    def act(unit: UnitOfWork) -> None:
        person = unit.get(Person, key)
        person.given_name = chance.choice(NAMES)
        if chance.random() < 0.5:
            person.restricted = chance.random() < 0.5
            person.avoid = chance.choice(("", "the market", "the station"))
        person.languages = tuple(chance.sample(("ti", "ar", "fr", "en"), 2))

    return act


def lose_some(centre: World, desk: Desk, chance: Random) -> None:
    """Somebody deletes files on the stick; the laptops still have them."""
    folder = FolderCarrier(centre.stick, desk.office.store.identity.space).folder
    for path in sorted(folder.glob("*.batch")):
        if chance.random() < 0.4:
            path.unlink()


def rows_of(desk: Desk) -> dict[str, object]:
    def read(connection: Connection) -> dict[str, object]:
        for kind in kinds():
            assert not differences(connection, kind)
        return {kind.__name__: rows_of_store(connection, kind) for kind in kinds()}

    return desk.office.write(read)
