"""Whatever honest people do on three laptops, in any order: no other laptop holds any of it back.

Real stores, the acts of the program with their gates, and a stick that goes round. What a gate
stops is stopped; what it lets pass counts everywhere once everybody has exchanged.
"""

from __future__ import annotations

import shutil
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import pytest

from caseworker.errors import GateClosed, NotAllowed, NotFollowed, NotFound, NothingToUndo
from caseworker.model.duplicate import Duplicate
from caseworker.model.entity import Entity
from caseworker.model.erasure import Erasure, ErasureCause
from caseworker.model.ids import PersonId
from caseworker.model.person import Person
from caseworker.model.staff import Role, User
from caseworker.people.closing_at_once import close_at_once, let_stand
from caseworker.people.duplicates.joining import ask, decide, part
from caseworker.people.restricted import open_again, restrict
from caseworker.permissions import Act, may, require
from caseworker.ports import Condition, UnitOfWork, missing, present
from caseworker.reception.check_in import AtTheGate, arrive
from caseworker.rights.erasing import (
    agree,
    agree_to_what_came_late,
    call_off,
    carry_out,
    decide_anew,
    erase_what_came_late,
)
from caseworker.sync.circles import governed_as, holds, is_narrowed
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

EVERYTHING = frozenset({Role.DATA_PROTECTION_OFFICER, Role.SUPERVISOR, Role.CASEWORKER})
ROLES = [
    frozenset({Role.SUPERVISOR}),
    frozenset({Role.CASEWORKER}),
    frozenset({Role.DATA_PROTECTION_OFFICER}),
    EVERYTHING,
    frozenset({Role.RECEPTION}),
]
OPEN = (missing("carried_out_at"), missing("called_off_at"))
UNDECIDED = missing("decided_at")
ERASED = (present("carried_out_at"),)
Rows = dict[bytes, set[bytes]]
STOPPED = (GateClosed, NotAllowed, NotFound, NothingToUndo)
"""What a gate or a role stops. That others would not follow is none of these."""


class Histories:
    """Three people at work; *images* holds their laptops as they were on the first day."""

    people: tuple[tuple[str, str], ...] = (
        ("first", "Amina Diallo"), ("02", "Bo Li"), ("03", "Cy Ng"),
    )  # fmt: skip
    """Where each laptop lies, and who unlocks it."""

    def __init__(self, images: Path, seed: int) -> None:
        self.chance = Random(seed)
        self.done: Counter[str] = Counter()
        """How often each act passed its gates."""
        self.folder = images.parent / f"history {seed}"
        shutil.copytree(images, self.folder)
        self.moment = datetime(2026, 12, 1, 8, tzinfo=UTC)
        self.desks = [
            Desk(self.folder / place, self.unlocked(place, name), name, self.clock)
            for place, name in self.people
        ]
        self.acts = ACTS
        self.let_go = 0
        """Circles that some laptop at the office does not hold in the end."""

    def unlocked(self, place: str, name: str) -> StoreOffice:
        return unlock(self.folder / place, name, PASSPHRASE, clock=self.clock)

    def clock(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment

    def does(self, desk: Desk, act: Callable[[UnitOfWork], object]) -> None:
        """Let somebody do what her program lets her do."""
        try:
            desk.act(act)
        except STOPPED:
            return
        except NotFollowed:
            # A role that was taken from her while she was logged in.
            assert self.roles_of(desk) != desk.office.actor.roles
            return
        self.done[self.doing] += 1

    def roles_of(self, desk: Desk) -> frozenset[Role]:
        return desk.office.ask(lambda reads: reads.get(User, desk.actor)).roles

    def one(self, desk: Desk, kind: type[Entity], *only: Condition) -> Any:
        """Return the id of one entity of a *kind* at somebody's laptop; None: there is none."""
        found = desk.office.ask(lambda reads: reads.matching(kind, *only))
        return self.chance.choice(found).id if found else None

    def act_on(
        self,
        kind: type[Entity],
        act: Callable[[UnitOfWork, Any], object],
        only: Sequence[Condition],
    ) -> None:
        desk = self.chance.choice(self.desks)
        key = self.one(desk, kind, *only)
        if key is not None:
            self.does(desk, lambda work: act(work, key))

    def hold_for_one_person(self) -> None:
        desk = self.chance.choice(self.desks)
        one, two = self.one(desk, Person), self.one(desk, Person)
        if one != two:
            self.does(desk, lambda work: ask(work, one, two, "The same scar"))

    def give_a_role(self) -> None:
        person, roles = self.chance.choice(self.desks[1:]).actor, self.chance.choice(ROLES)
        amina = self.desks[0]
        amina.act(lambda work: setattr(work.get(User, person), "roles", roles))
        amina.office.space.align()

    def settle_what_differs(self) -> None:
        desk = self.chance.choice(self.desks)
        for line in desk.office.ask(conflict_lines):
            self.does(desk, lambda work, line=line: settle(work, line.conflict, line.newest.value))

    def exchange_all(self) -> None:
        everybody = list(range(len(self.desks)))
        for place in everybody + everybody[:-1]:
            self.exchange(place)

    def exchange(self, place: int) -> None:
        desk = self.desks[place]
        carrier = FolderCarrier(self.folder / "stick", desk.office.store.identity.space)
        exchange_and_follow_up(desk.office, carrier, "stick")

    def walk(self, steps: int) -> None:
        """Let chance choose *steps* acts, then let everybody exchange, and look."""
        others = self.others()
        acts = [name for name, each in (self.acts | others).items() for _ in range(each[0])]
        try:
            for _ in range(steps):
                self.doing = self.chance.choice(acts)
                if self.doing in others:
                    others[self.doing][1]()
                else:
                    _often, kind, act, *only = self.acts[self.doing]
                    self.act_on(kind, act, only)
            for _ in range(2):
                self.exchange_all()
            self.nothing_is_held_back_and_all_say_the_same()
        finally:
            for desk in self.desks:
                desk.lock()

    def others(self) -> dict[str, tuple[int, Callable[[], None]]]:
        """Return how often all else happens that is no act of one person, and what it is."""
        return {
            "exchange": (6, lambda: self.exchange(self.chance.randrange(len(self.desks)))),
            "exchange all": (12, self.exchange_all),
            "log in again": (2, lambda: self.chance.choice(self.desks).reopen()),
            "give a role": (1, self.give_a_role),
            "close a laptop": (2, self.close_a_laptop),
            "hold for one": (8, self.hold_for_one_person),
            "settle": (2, self.settle_what_differs),
        }

    def close_a_laptop(self) -> None:
        """Close Amina's laptop to the others: from now on each lets go of what is not for her."""
        keys = self.desks[0].office.keys
        for colleague in keys.open_to() - {self.desks[0].actor}:
            keys.close_here(colleague)
            self.done[self.doing] += 1

    def who_stay(self) -> list[Desk]:
        """Return the laptops of whom the others still hear in the end."""
        return self.desks

    def goes_outside(self, desk: Desk) -> bool:
        """Return whether a laptop has only what it was given."""
        return False

    def what_may_be_held_back(self) -> set[str]:
        """Return why something may be held back in the end."""
        return set()

    def nothing_is_held_back_and_all_say_the_same(self) -> None:
        for desk in self.who_stay():
            assert set(held_back(desk)) <= self.what_may_be_held_back(), desk.name
            assert desk.office.space.status().waiting == 0
            assert verify(desk.office).problems == (), desk.name
            with desk.office.store.reading.connect() as connection:
                assert not differing(connection)
        self.each_circle_is_where_it_belongs()
        if not self.let_go:
            for desk in self.who_stay():
                assert self.goes_outside(desk) or desk.office.space.status().absent == 0

    def each_circle_is_where_it_belongs(self) -> None:
        """Of each circle those who hold it have the same commits, and nobody else has any."""
        stay, have = self.who_stay(), dict[str, Rows]()
        for desk in stay:
            with desk.office.store.reading.connect() as connection:
                members = desk.office.store.log(connection).members
                rows = connection.exec_driver_sql(
                    "SELECT audience, id FROM journal_commit"
                    " WHERE position NOT IN (SELECT position FROM journal_left)"
                )
                have[desk.name] = defaultdict(set)
                for audience, key in rows:
                    have[desk.name][audience].add(key)
        for circle in set().union(*have.values()):
            held = [each for each in stay if holds(members, device(each), circle)]
            assert held, "a circle that nobody holds"
            self.let_go += any(each not in held and not self.goes_outside(each) for each in stay)
            first, *others = [have[each.name][circle] for each in held]
            assert others == [first] * len(others), [each.name for each in held]
            for each in stay:
                # Whoever goes outside keeps what she wrote for all.
                hers = self.goes_outside(each) and not is_narrowed(
                    members, governed_as(members, circle)
                )
                assert each in held or hers or not have[each.name][circle], each.name
        self.they_say_the_same_of_second_records()

    def they_say_the_same_of_second_records(self) -> None:
        """Of two records that two laptops both have, both say whether one stands for the other."""
        told = []
        for desk in self.who_stay():
            people = {each.id for each in desk.office.ask(lambda reads: reads.matching(Person))}
            told.append((people, seconds(desk)))
        for (here, says), (there, other_says) in combinations(told, 2):
            both = here & there
            ours, theirs = (
                {second: on for second, on in each.items() if {second, on} <= both}
                for each in (says, other_says)
            )
            assert ours == theirs


def device(desk: Desk) -> bytes:
    return desk.office.store.identity.device_id


def registers(work: UnitOfWork, _key: PersonId) -> None:
    add_person("Hiwot")(work)


def closes(work: UnitOfWork, key: PersonId) -> None:
    """Close a record to two of the three, or at once where that is all that one may."""
    how = restrict if may(work.actor, Act.RESTRICT) else close_at_once
    staff = sorted(user.id for user in work.matching(User))
    # The first is Amina: where she is not named, her laptop lets go once it is hers alone.
    with_amina = staff[:1] if work.now().second % 3 else []
    others = {each for each in staff if each.int % 2} if not with_amina else set()
    named = {*with_amina, *others, work.actor.user_id}
    how(work, key, open_to=tuple(sorted(named)), reason="A cousin")


def arrives(work: UnitOfWork, key: PersonId) -> None:
    work.get(Person, key).arrival_id = arrive(work, AtTheGate(described_as="She")).id


def decides(work: UnitOfWork, key: PersonId) -> None:
    """Decide as the officer does when the time of a record is over."""
    require(work.actor, Act.DECIDE_REQUEST)
    if work.count(Erasure, *OPEN, person_id=key):
        raise NothingToUndo
    made = Erasure(
        id=work.new_id(),
        number="E-1",
        person_id=key,
        cause=ErasureCause.TIME_IS_OVER,
        asked_at=work.now(),
        decided_at=work.now(),
        decided_by=work.actor.user_id,
    )
    work.add(made)


ACTS: dict[str, tuple[Any, ...]] = {
    "register": (2, Person, registers),
    "rename": (1, Person, lambda work, key: rename(key, f"Again {work.now():%H%M%S}")(work)),
    "arrive": (1, Person, arrives),
    "close": (2, Person, closes),
    "look at it": (1, Person, let_stand),
    "open again": (3, Person, lambda work, key: open_again(work, key, "He left")),
    "decide": (6, Person, decides),
    "agree": (10, Erasure, agree, missing("agreed_at"), *OPEN),
    "erase": (10, Erasure, carry_out, present("agreed_at"), *OPEN),
    "call off": (1, Erasure, call_off, *OPEN),
    "agree late": (2, Erasure, agree_to_what_came_late, *ERASED),
    "erase late": (3, Erasure, erase_what_came_late, *ERASED),
    "decide late": (1, Erasure, decide_anew, *ERASED),
    "join": (10, Duplicate, lambda work, key: decide(work, key, one_person=True), UNDECIDED),
    "do not join": (2, Duplicate, lambda work, key: decide(work, key, one_person=False), UNDECIDED),
    "part": (1, Duplicate, lambda work, key: part(work, key, "Two sisters")),
}
"""How often each act is tried, of all, and on what."""


@pytest.fixture(scope="module")
def images(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("centre") / "images"
    folder.mkdir()
    make_images(folder)
    return folder


def make_images(folder: Path) -> None:
    """Make the laptops of the first day."""
    with world(folder) as centre:
        amina = centre.founded()
        for name, code in (("Bo Li", "02"), ("Cy Ng", "03")):
            person = centre.enrol(amina, name, code, role=Role.SUPERVISOR)
            centre.join(amina, person, name, code)
            amina.act(lambda work, key=person: setattr(work.get(User, key), "roles", EVERYTHING))
        amina.office.space.align()
        amina.act(add_person("Selam"))
        amina.act(add_person("Tesfay"))
        for _ in range(2):
            centre.round(*centre.desks)


@pytest.mark.requirement("R-442")
@pytest.mark.timeout(300)
def test_nothing_honest_is_held_back(images: Path) -> None:
    done: Counter[str] = Counter()
    let_go = 0
    for seed in (4, 5):
        history = Histories(images, seed)
        history.walk(90)
        done += history.done
        let_go += history.let_go
    assert let_go, "no laptop let go of anything"
    for act in ("agree", "erase", "join", "close", "open again"):
        assert done[act], f"{act} never passed its gates: the walks show nothing of it"
