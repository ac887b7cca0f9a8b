"""Whatever honest people do on three laptops, in any order: no other laptop holds any of it back.

Real stores, the acts of the program with their gates, and a stick that goes round. What a gate
stops is stopped; what it lets pass counts everywhere once everybody has exchanged.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from caseworker.errors import GateClosed, NotAllowed, NotFound, NothingToUndo
from caseworker.model.duplicate import Duplicate
from caseworker.model.entity import Entity
from caseworker.model.erasure import Erasure, ErasureCause
from caseworker.model.ids import PersonId
from caseworker.model.person import Person
from caseworker.model.staff import Role, User
from caseworker.people.closing_at_once import close_at_once, let_stand
from caseworker.people.duplicates.joining import ask, decide, part
from caseworker.people.restricted import open_again, restrict
from caseworker.ports import UnitOfWork
from caseworker.reception.check_in import AtTheGate, arrive
from caseworker.rights.erasing import (
    agree,
    agree_to_what_came_late,
    call_off,
    carry_out,
    erase_what_came_late,
)
from caseworker.sync.exchanging import exchange_and_follow_up
from caseworker.sync.folder_carrier import FolderCarrier
from caseworker.views.conflicts import conflict_lines, settle
from db.store.exchange.state_sums import differing
from db.store.office import StoreOffice
from db.store.opening import unlock
from db.store.verify import verify
from tests.store.laptop import PASSPHRASE
from tests.sync.altered import held_back
from tests.sync.stores import Desk, add_person, rename, world
from tests.sync.test_proven_acts import seconds

WHO = st.integers(0, 2)
WHICH = st.integers(0, 9)
ROLES = st.sampled_from(
    [
        frozenset({Role.SUPERVISOR}),
        frozenset({Role.CASEWORKER}),
        frozenset({Role.DATA_PROTECTION_OFFICER}),
        frozenset({Role.DATA_PROTECTION_OFFICER, Role.SUPERVISOR, Role.CASEWORKER}),
        frozenset({Role.RECEPTION}),
    ]
)
STOPPED = (GateClosed, NotAllowed, NotFound, NothingToUndo)
"""What a gate or a role stops. That others would not follow is none of these: it would be a
stop that no honest history leads to."""


class Histories(RuleBasedStateMachine):
    """Three people at work."""

    images: ClassVar[Path]
    """Their laptops as they were on the first day."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = self.images.parent / "today"
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.images, self.folder)
        self.moment = datetime(2026, 12, 1, 8, tzinfo=UTC)
        names = (("first", "Amina Diallo"), ("02", "Bo Li"), ("03", "Cy Ng"))
        self.desks = [
            Desk(self.folder / place, self.unlocked(place, name), name, self.clock)
            for place, name in names
        ]

    def unlocked(self, place: str, name: str) -> StoreOffice:
        return unlock(self.folder / place, name, PASSPHRASE, clock=self.clock)

    def clock(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment

    def does(self, who: int, act: Callable[[UnitOfWork], object]) -> None:
        """Let somebody do what her program lets her do."""
        with suppress(*STOPPED):
            self.desks[who].act(act)

    def one(self, who: int, kind: type[Entity], which: int) -> Any:
        """Return the id of one entity of a *kind* at somebody's laptop; None: there is none."""
        found = self.desks[who].office.ask(lambda reads: reads.matching(kind))
        return found[which % len(found)].id if found else None

    def act_on(
        self, who: int, kind: type[Entity], which: int, act: Callable[[UnitOfWork, Any], object]
    ) -> None:
        key = self.one(who, kind, which)
        if key is not None:
            self.does(who, lambda work: act(work, key))

    @rule(who=WHO, which=WHICH)
    def register(self, who: int, which: int) -> None:
        self.does(who, add_person(f"Person {which}"))

    @rule(who=WHO, which=WHICH)
    def rename(self, who: int, which: int) -> None:
        self.act_on(who, Person, which, lambda work, key: rename(key, f"Again {which}")(work))

    @rule(who=WHO, which=WHICH)
    def let_arrive(self, who: int, which: int) -> None:
        def act(work: UnitOfWork, key: UUID) -> None:
            work.get(Person, key).arrival_id = arrive(work, AtTheGate(described_as="She")).id

        self.act_on(who, Person, which, act)

    @rule(who=WHO, which=WHICH)
    def decide_to_erase(self, who: int, which: int) -> None:
        def act(work: UnitOfWork, key: UUID) -> None:
            if Role.DATA_PROTECTION_OFFICER not in work.actor.roles:
                raise NotAllowed
            work.add(
                Erasure(
                    id=work.new_id(),
                    number=f"E-{which}",
                    person_id=PersonId(key),
                    cause=ErasureCause.TIME_IS_OVER,
                    asked_at=work.now(),
                    decided_at=work.now(),
                    decided_by=work.actor.user_id,
                )
            )

        self.act_on(who, Person, which, act)

    @rule(who=WHO, which=WHICH, how=st.sampled_from(
        [agree, carry_out, carry_out, call_off, agree_to_what_came_late, erase_what_came_late]
    ))  # fmt: skip
    def go_on_erasing(self, who: int, which: int, how: Callable[[UnitOfWork, Any], object]) -> None:
        self.act_on(who, Erasure, which, how)

    @rule(who=WHO, which=WHICH, other=WHICH)
    def hold_for_one_person(self, who: int, which: int, other: int) -> None:
        one, two = (self.one(who, Person, each) for each in (which, other))
        if one is not None and two is not None and one != two:
            self.does(who, lambda work: ask(work, one, two, "The same scar"))

    @rule(who=WHO, which=WHICH, one_person=st.booleans())
    def decide_about_two(self, who: int, which: int, one_person: bool) -> None:
        self.act_on(
            who, Duplicate, which, lambda work, key: decide(work, key, one_person=one_person)
        )

    @rule(who=WHO, which=WHICH)
    def part_two(self, who: int, which: int) -> None:
        self.act_on(who, Duplicate, which, lambda work, key: part(work, key, "Two sisters"))

    @rule(who=WHO, which=WHICH, other=WHO, at_once=st.booleans())
    def close_a_record(self, who: int, which: int, other: int, at_once: bool) -> None:
        how = close_at_once if at_once else restrict
        named = tuple(sorted({self.desks[each].actor for each in (who, other)}))
        self.act_on(
            who, Person, which, lambda work, key: how(work, key, open_to=named, reason="A cousin")
        )

    @rule(who=WHO, which=WHICH, stands=st.booleans())
    def look_at_a_closing(self, who: int, which: int, stands: bool) -> None:
        self.act_on(
            who,
            Person,
            which,
            let_stand if stands else lambda work, key: open_again(work, key, "He left"),
        )

    @rule(who=st.sampled_from([1, 2]), roles=ROLES)
    def give_a_role(self, who: int, roles: frozenset[Role]) -> None:
        person, amina = self.desks[who].actor, self.desks[0]
        amina.act(lambda work: setattr(work.get(User, person), "roles", roles))
        amina.office.space.align()

    @rule(who=WHO)
    def settle_what_differs(self, who: int) -> None:
        for line in self.desks[who].office.ask(conflict_lines):
            self.does(who, lambda work, line=line: settle(work, line.conflict, line.newest.value))

    @rule(who=WHO)
    def log_in_again(self, who: int) -> None:
        self.desks[who].reopen()

    @rule(who=WHO)
    def exchange(self, who: int) -> None:
        desk = self.desks[who]
        carrier = FolderCarrier(self.folder / "stick", desk.office.store.identity.space)
        exchange_and_follow_up(desk.office, carrier, "stick")

    def teardown(self) -> None:
        try:
            for _ in range(4):
                for who in range(3):
                    self.exchange(who)
            self.nothing_is_held_back_and_all_say_the_same()
        finally:
            for desk in self.desks:
                desk.lock()

    def nothing_is_held_back_and_all_say_the_same(self) -> None:
        for desk in self.desks:
            assert held_back(desk) == []
            assert desk.office.space.status().absent == 0
            assert desk.office.space.status().waiting == 0
            assert verify(desk.office).problems == ()
            with desk.office.store.reading.connect() as connection:
                assert not differing(connection)
        for tells in (Desk.names, seconds):
            first, *others = map(tells, self.desks)
            assert others == [first, first]


@pytest.fixture(scope="module")
def images(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("centre") / "images"
    folder.mkdir()
    with world(folder) as centre:
        amina = centre.founded()
        for name, code in (("Bo Li", "02"), ("Cy Ng", "03")):
            person = centre.enrol(amina, name, code, role=Role.SUPERVISOR)
            centre.join(amina, person, name, code)
        amina.act(add_person("Selam"))
        amina.act(add_person("Tesfay"))
        for _ in range(2):
            centre.round(*centre.desks)
    return folder


@pytest.mark.requirement("R-442")
def test_nothing_honest_is_held_back(images: Path) -> None:
    Histories.images = images
    run_state_machine_as_test(
        Histories,
        settings=settings(
            max_examples=4,
            stateful_step_count=30,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
