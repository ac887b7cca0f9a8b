"""Real stores that exchange by a real folder, for tests of the whole way."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, cast
from uuid import UUID

from sqlalchemy import Connection

from caseworker.keys import Newcomer
from caseworker.model.erasure import Erasure, ErasureCause
from caseworker.model.ids import PersonId, UserId
from caseworker.model.person import Person
from caseworker.model.staff import Role, User
from caseworker.ports import UnitOfWork
from caseworker.sync.batch_file import Refused, read_file
from caseworker.sync.enrolment import Invitation, Request
from caseworker.sync.exchanging import Report, exchange
from caseworker.sync.folder_carrier import FolderCarrier
from db.store.creation import NewCentre, create_store, join_store
from db.store.entity_tables import whole_schema
from db.store.exchange.kept_batches import content_of, to_carry
from db.store.exchange.state_sums import differing
from db.store.office import StoreOffice
from db.store.opening import unlock
from tests.store import laptop
from tests.store.laptop import FAST, PASSPHRASE
from tests.store.shelf import Shelf, room

T = TypeVar("T")


class Desk:
    """A laptop and whoever sits before it."""

    def __init__(self, folder: Path, office: StoreOffice | None, name: str, clock: Clock) -> None:
        self._folder = folder
        self._office: StoreOffice | None = office
        self.name = name
        self.clock = clock
        self.sits_down: Callable[[], None] = lambda: None
        """Comes before whatever is done or looked at here."""

    @property
    def folder(self) -> Path:
        self.sits_down()
        return self._folder

    @folder.setter
    def folder(self, folder: Path) -> None:
        self._folder = folder

    @property
    def office(self) -> StoreOffice:
        self.sits_down()
        assert self._office is not None
        return self._office

    @office.setter
    def office(self, office: StoreOffice) -> None:
        self._office = office

    def lock(self) -> None:
        self.office.close()

    def unlock(self) -> None:
        self.office = unlock(self.folder, self.name, PASSPHRASE, clock=self.clock)

    def reopen(self) -> None:
        self.lock()
        self.unlock()

    @property
    def actor(self) -> UserId:
        return self.office.actor.user_id

    @property
    def code(self) -> str:
        return self.office.store.identity.device_code

    def act(self, act: Callable[[UnitOfWork], T]) -> T:
        return self.office.perform(act)[0]

    def names(self) -> list[str]:
        return self.office.ask(
            lambda reads: [
                each.given_name for each in reads.matching(Person, order_by="given_name")
            ]
        )

    def person(self, key: UUID) -> Person:
        return self.office.ask(lambda reads: reads.get(Person, key))

    def exchange(self, stick: Path) -> Report:
        carrier = FolderCarrier(stick, self.office.store.identity.space)
        return exchange(self.office.exchange, carrier, "stick")


Clock = Callable[[], datetime]


class Begun(NamedTuple):
    """How a world stands after its first steps."""

    told: Any
    """What the last step told."""
    moment: datetime
    root_code: str
    desks: tuple[tuple[str, str], ...]
    """Folder and name."""


_shelf = Shelf[Begun]("world")


class Beginning:
    """The first steps of a world: taken once in a process, and copied in every world after.

    Only while nothing else was done: from the first act of its own, a world takes each step itself.
    So does the second world of a test: it is another centre.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._steps: tuple[Hashable, ...] = ()
        self._left, self._then = self._lies(), world.moment
        self._waits = False
        """Whether the copy still has to be laid into the world's folder."""

    def once(self, step: Hashable, act: Callable[[], T]) -> T:
        """Take *step*, or stand where another world stood when it had taken it."""
        world = self._world
        if not self._is_untouched():
            return act()
        steps = (*self._steps, step)
        begun = _shelf.find(steps)
        if begun is None:
            told = act()
            for desk in world.desks:
                desk.lock()
            desks = tuple((desk.folder.name, desk.name) for desk in world.desks)
            begun = Begun(told, world.moment, world.root_code, desks)
            _shelf.keep(steps, world.folder, (world.stick.name, *(d for d, _ in desks)), begun)
        elif not self._waits:
            for desk in world.desks:
                desk.lock()
        self._steps, self._waits = steps, True
        self._then = world.moment = begun.moment
        world.root_code = begun.root_code
        for folder, name in begun.desks[len(world.desks) :]:
            world.desks.append(Desk(world.folder / folder, None, name, world.clock))
        for desk in world.desks:
            desk.sits_down = self._comes_about
        return cast("T", begun.told)

    def _comes_about(self) -> None:
        if not self._waits:
            return
        self._waits = False
        world = self._world
        for path in self._parts():
            shutil.rmtree(path, ignore_errors=True)
        _shelf.copy(self._steps, world.folder)
        for desk in world.desks:
            desk.unlock()
        self._left, self._then = self._lies(), world.moment

    def _is_untouched(self) -> bool:
        world = self._world
        if not room.is_first_in_this_test("world", self):
            return False
        if world.moment != self._then or world.stick.is_mount():
            return False
        return self._waits or self._lies() == self._left

    def _parts(self) -> list[Path]:
        return [self._world.stick, *(desk.folder for desk in self._world.desks)]

    def _lies(self) -> dict[Path, tuple[int, int]]:
        """Return every file with its size and time: whoever writes anything changes it."""
        files = [path for part in self._parts() for path in part.rglob("*") if path.is_file()]
        told = {path: path.stat() for path in files if not path.name.endswith("-shm")}
        return {path: (each.st_size, each.st_mtime_ns) for path, each in told.items()}


class World:
    """A centre with several laptops, and a stick that goes round."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.stick = folder / "stick"
        self.stick.mkdir()
        self.moment = datetime(2026, 11, 18, 8, 10, tzinfo=UTC)
        self.desks: list[Desk] = []
        self.root_code = ""
        self.beginning = Beginning(self)
        self.altered = False
        """Whether a program is altered so far that its own store tells something else."""

    def clock(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment

    def first(self) -> Desk:
        centre = NewCentre(
            centre_name="Al Amal",
            administrator_name="Amina Diallo",
            roles=frozenset({Role.ADMINISTRATOR, Role.CASEWORKER, Role.DATA_PROTECTION_OFFICER}),
            passphrase=PASSPHRASE,
        )
        folder = self.folder / "first"
        made = create_store(folder, centre, derivation=FAST, clock=self.clock)
        desk = Desk(folder, made.office, "Amina Diallo", self.clock)
        self.desks.append(desk)
        return desk

    def carrier(self, desk: Desk) -> FolderCarrier:
        """Return the stick as the laptop of *desk* finds it."""
        return FolderCarrier(self.stick, desk.office.store.identity.space)

    def founded(self) -> Desk:
        def act() -> None:
            self.root_code = self.first().office.space.found()

        self.beginning.once(("founded",), act)
        return self.desks[-1]

    def enrol(
        self, desk: Desk, name: str, code: str = "02", role: Role = Role.CASEWORKER
    ) -> UserId:
        def act() -> UserId:
            newcomer = Newcomer(name=name, staff_code=code, roles=frozenset({role}))
            enrolled = desk.office.keys.add(newcomer, PASSPHRASE)
            desk.office.space.align()
            return enrolled

        return self.beginning.once(("enrolled", desk.name, name, code, role), act)

    def invited(self, desk: Desk, person: UserId, name: str, place: str) -> Desk:
        """Return a laptop that waits to be let in."""
        invitation = Invitation.from_bytes(desk.office.space.invite(person).to_bytes())
        folder = self.folder / place
        made = join_store(folder, invitation, name, PASSPHRASE, derivation=FAST, clock=self.clock)
        joined = Desk(folder, made.office, name, self.clock)
        self.desks.append(joined)
        return joined

    def join(self, desk: Desk, person: UserId, name: str, place: str) -> Desk:
        """Return a laptop that belongs and has all that was there."""

        def act() -> None:
            joined = self.invited(desk, person, name, place)
            desk.office.space.admit(Request.from_bytes(joined.office.space.signed_request()))
            self.round(desk, joined)
            joined.reopen()
            self.round(joined, desk)

        self.beginning.once(("joined", desk.name, person, name, place), act)
        return self.desks[-1]

    def round(self, *desks: Desk) -> list[Report]:
        """Carry the stick from one to the next."""
        return [desk.exchange(self.stick) for desk in desks]

    def close(self) -> None:
        for desk in self.desks:
            with desk.office.store.reading.connect() as connection:
                unlike = differing(connection)
            desk.lock()
            assert self.altered or not unlike, (
                "the same commits say something else on another laptop"
            )


@contextmanager
def world(folder: Path) -> Iterator[World]:
    made = World(folder)
    try:
        yield made
    finally:
        made.close()


def add_person(given_name: str) -> Callable[[UnitOfWork], UUID]:
    return lambda unit: laptop.add_person(given_name)(unit).id


def decided_by(desk: Desk, person: UUID, *, agreed_by: Desk | None = None) -> UUID:
    """Let somebody decide to erase a record, and somebody else agree; they exchange between."""

    def decide(unit: UnitOfWork) -> UUID:
        made = Erasure(
            id=unit.new_id(),
            number="E-1",
            person_id=PersonId(person),
            cause=ErasureCause.TIME_IS_OVER,
            asked_at=unit.now(),
            decided_at=unit.now(),
            decided_by=unit.actor.user_id,
        )
        unit.add(made)
        return made.id

    erasure = desk.act(decide)
    if agreed_by is not None:
        stick = desk.folder.parent / "stick"
        desk.exchange(stick)
        agreed_by.exchange(stick)
        agreed_by.act(agree_to(erasure))
    return erasure


def agree_to(erasure: UUID) -> Callable[[UnitOfWork], None]:
    def act(unit: UnitOfWork) -> None:
        found = unit.get(Erasure, erasure)
        unit.rely_on(found)
        found.agreed_at, found.agreed_by = unit.now(), unit.actor.user_id

    return act


def erase_as_agreed(person: UUID, erasure: UUID) -> Callable[[UnitOfWork], None]:
    def act(unit: UnitOfWork) -> None:
        unit.rely_on(unit.get(Erasure, erasure))
        unit.erase(unit.get(Person, person))

    return act


def rename(key: UUID, given_name: str) -> Callable[[UnitOfWork], None]:
    def act(unit: UnitOfWork) -> None:
        unit.get(Person, key).given_name = given_name

    return act


def lies_on(desk: Desk, person: PersonId) -> set[UUID]:
    return {each.device for each in desk.office.space.lies_on(person) if each.holds}


def still_on(desk: Desk, person: PersonId) -> set[UUID]:
    return {each.device for each in desk.office.space.lies_on(person) if each.leaving}


def staff(desk: Desk) -> list[str]:
    return desk.office.ask(lambda reads: [each.name for each in reads.matching(User)])


def everything_in(desk: Desk) -> bytes:
    """Return all that the store holds, batches opened as far as its keys open them."""

    def read(connection: Connection) -> bytes:
        told = b"".join(
            bytes(value) if isinstance(value, bytes) else str(value).encode()
            for table in whole_schema().tables.values()
            for row in connection.execute(table.select())
            for value in row
        )
        exchange = desk.office.exchange
        reader = exchange._reader(connection, exchange._log(connection).members)
        for key in to_carry(connection):
            with suppress(Refused):
                body = reader.open(read_file(content_of(connection, key) or b""))
                told += b"".join(each.to_bytes() for each in body.commits)
        return told

    return desk.office.write(read)
