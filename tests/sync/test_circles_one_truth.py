"""Whatever is given and taken: laptops agree on what they share, and hold nothing else."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from uuid import UUID

import pytest
from sqlalchemy import Connection

from caseworker.model.case import Case
from caseworker.model.ids import PersonId, UserId
from caseworker.model.person import Person
from caseworker.model.rights import Restriction
from caseworker.ports import UnitOfWork, missing
from caseworker.sync.circles import circle_of, holds
from db.store.journal.rebuild import differences, rows_of_store
from db.store.registry import kinds
from db.store.verify import verify
from tests.sync.stores import Desk, World, everything_in
from tests.sync.test_exclusions import Centre, restrict
from tests.sync.test_one_truth import edit, lose_some
from tests.sync.test_outreach import audiences_with_keys, case_of, device, note


@pytest.mark.parametrize("seed", range(6))
def test_laptops_agree_on_what_they_share_and_hold_nothing_else(centre: World, seed: int) -> None:
    chance = Random(seed)
    team = Centre(centre)
    desks = [team.amina, team.bo, team.hodan]
    canaries = {team.selam: "selam", team.tesfay: "tesfay"}
    for step in range(28):
        desk = chance.choice(desks)
        what = chance.random()
        here = [key for key in canaries if has(desk, key)]
        if what < 0.1:
            name = f"canary-{seed}-{step}"
            made = desk.act(case_of(name, chance.choice((team.bo_id, team.hodan_id))))
            canaries[made] = name
        elif what < 0.5 and here:
            key = chance.choice(here)
            if chance.random() < 0.5:
                desk.act(edit(key, chance))
            else:
                desk.act(note(key, f"note of {canaries[key]} {step}"))
        elif what < 0.6 and here:
            desk.act(assign(chance.choice(here), chance.choice((team.bo_id, team.hodan_id))))
        elif what < 0.7:
            give_or_take(team, chance)
        elif what < 0.75:
            desk.reopen()
        elif what < 0.8:
            lose_some(centre, desk, chance)
        else:
            team.amina.office.space.align()
            desk.exchange(centre.stick)
    for _ in range(6):
        team.amina.office.space.align()
        centre.round(*desks)
    check(desks, canaries)


def has(desk: Desk, key: UUID) -> bool:
    return desk.office.ask(lambda reads: reads.find(Person, key)) is not None


def assign(person: UUID, to: UserId) -> Callable[[UnitOfWork], None]:
    def act(unit: UnitOfWork) -> None:
        for case in unit.matching(Case, person_id=person):
            case.assigned_to = to

    return act


def give_or_take(team: Centre, chance: Random) -> None:
    amina = team.amina
    if chance.random() < 0.5:
        laptops = {each.device: each.outreach for each in amina.office.space.laptops()}
        laptop = device(team.bo)
        amina.office.space.mark_outreach(laptop, outreach=not laptops[laptop])
        return
    person = team.tesfay

    def change(unit: UnitOfWork) -> None:
        earlier = unit.matching(Restriction, missing("ended_at"), person_id=person)
        for each in earlier:
            each.ended_at, each.ended_by = unit.now(), unit.actor.user_id
        if not earlier:
            restrict(PersonId(person), unit.actor.user_id, team.hodan_id)(unit)

    amina.act(change)


def check(desks: list[Desk], canaries: dict[PersonId, str]) -> None:
    whole, *_ = [rows_of(desk) for desk in desks]
    for desk in desks:
        assert verify(desk.office).problems == ()
        assert desk.office.space.status().absent == 0
        members = desk.office.write(lambda c, d=desk: d.office.exchange._log(c).members)
        inside = everything_in(desk)
        own = desk.office.store.identity.device_id
        mine = rows_of(desk)
        for person, canary in canaries.items():
            held = holds(members, own, circle_of(person.bytes))
            assert has(desk, person) == held, canary
            assert (f"note of {canary} ".encode() in inside) <= held, canary
        for name, rows in mine.items():
            if name in ("Person", "Case", "CaseNote", "Restriction", "User", "CarriedRecord"):
                assert rows.items() <= whole[name].items(), name
        for audience in audiences_with_keys(desk):
            assert holds(members, own, audience)


def rows_of(desk: Desk) -> dict[str, dict[UUID, object]]:
    def read(connection: Connection) -> dict[str, dict[UUID, object]]:
        for kind in kinds():
            assert not differences(connection, kind)
        return {
            kind.__name__: {key: repr(row) for key, row in rows_of_store(connection, kind).items()}
            for kind in kinds()
        }

    return desk.office.write(read)
