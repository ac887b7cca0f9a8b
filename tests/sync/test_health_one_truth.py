"""Whatever is given, taken, closed and lost: health lies where it may lie, and nowhere else."""

from __future__ import annotations

from random import Random
from uuid import UUID

import pytest
from sqlalchemy import Connection

from caseworker.model.audit import FormAnswer
from caseworker.model.ids import PersonId, UserId
from caseworker.model.person import Person
from caseworker.model.staff import Training, User
from caseworker.people.restricted import may_see
from caseworker.ports import UnitOfWork
from caseworker.sync.circles import circle_of, health_part_of, holds
from db.store.journal.rebuild import differences, rows_of_store
from db.store.registry import kinds
from db.store.verify import verify
from tests.sync.stores import Desk, World, everything_in
from tests.sync.test_circles_one_truth import give_or_take, has
from tests.sync.test_exclusions import Centre
from tests.sync.test_health import health_of
from tests.sync.test_one_truth import edit, lose_some
from tests.sync.test_outreach import audiences_with_keys, case_of


@pytest.mark.requirement("R-311")
@pytest.mark.parametrize("seed", range(3))
def test_health_lies_where_it_may_and_nowhere_else(centre: World, seed: int) -> None:
    chance = Random(seed)
    team = Centre(centre)
    desks = [team.amina, team.bo, team.hodan]
    mark(team, team.amina.actor, trained=True)
    people = {team.selam: "selam", team.tesfay: "tesfay"}
    for step in range(28):
        desk, what = chance.choice(desks), chance.random()
        here = [key for key in people if has(desk, key)]
        if what < 0.08:
            made = desk.act(case_of(f"new-{step}", chance.choice((team.bo_id, team.hodan_id))))
            people[made] = f"new-{step}"
        elif what < 0.4 and here:
            write(desk, key := chance.choice(here), f"Vermilion-{people[key]}-{step}")
        elif what < 0.5 and here:
            desk.act(edit(chance.choice(here), chance))
        elif what < 0.6:
            who = chance.choice((team.bo_id, team.hodan_id))
            mark(team, who, trained=chance.random() < 0.5)
        elif what < 0.68:
            give_or_take(team, chance)
        elif what < 0.72:
            desk.reopen()
        elif what < 0.77:
            lose_some(centre, desk, chance)
        else:
            team.amina.office.space.align()
            desk.exchange(centre.stick)
    for _ in range(3):
        team.amina.office.space.align()
        centre.round(*desks)
    check(desks, people)


def mark(team: Centre, who: UserId, *, trained: bool) -> None:
    def act(unit: UnitOfWork) -> None:
        unit.get(User, who).trainings = frozenset({Training.HEALTH} if trained else ())

    team.amina.act(act)
    team.amina.office.space.align()


def write(desk: Desk, person: UUID, said: str) -> None:
    """Write about health, where whoever works there may: a mark is asked for as one unlocks."""
    marked, seen = desk.office.ask(
        lambda reads: (
            reads.get(User, desk.actor).trainings,
            may_see(reads, reads.get(Person, person)),
        )
    )
    if Training.HEALTH not in marked or not seen:
        return
    if Training.HEALTH not in desk.office.actor.trainings:
        desk.reopen()
    desk.act(health_of(person, said))


def check(desks: list[Desk], people: dict[PersonId, str]) -> None:
    whole = answers_of(desks[0])
    for desk in desks:
        assert verify(desk.office).problems == ()
        assert desk.office.space.status().absent == 0
        members = desk.office.write(lambda c, d=desk: d.office.exchange._log(c).members)
        own, inside, mine = (
            desk.office.store.identity.device_id,
            everything_in(desk),
            answers_of(desk),
        )
        for person, name in people.items():
            record = circle_of(person.bytes)
            part = health_part_of(record)
            assert has(desk, person) == holds(members, own, record), name
            canary = f"Vermilion-{name}-"
            theirs = {key: each for key, each in whole.items() if canary in each}
            if holds(members, own, part):
                assert theirs.items() <= mine.items(), name
            else:
                assert canary.encode() not in inside, name
        for audience in audiences_with_keys(desk):
            assert holds(members, own, audience)


def answers_of(desk: Desk) -> dict[UUID, str]:
    def read(connection: Connection) -> dict[UUID, str]:
        for kind in kinds():
            assert not differences(connection, kind)
        return {key: repr(row) for key, row in rows_of_store(connection, FormAnswer).items()}

    return desk.office.write(read)
