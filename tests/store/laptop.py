"""What the tests of the store share: a laptop with a store, and a few acts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from caseworker.keys import Newcomer
from caseworker.model.ids import PersonId
from caseworker.model.person import Person
from caseworker.model.staff import Role
from caseworker.ports import UnitOfWork
from db.store.creation import Created, NewCentre, create_store
from db.store.office import StoreOffice
from db.store.opening import unlock
from db.store.slots import Derivation

FAST = Derivation(memory=64, iterations=1, lanes=1)
PASSPHRASE = "a lake under the moon"


class Laptop:
    """A folder with a store, and whoever sits before it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.offices: list[StoreOffice] = []
        self.recovery_code = ""
        self.moment = datetime(2026, 11, 18, 8, 10, tzinfo=UTC)

    def clock(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment

    def set_up(self) -> StoreOffice:
        centre = NewCentre(
            centre_name="Al Amal", administrator_name="Amina Diallo", passphrase=PASSPHRASE
        )
        created: Created = create_store(self.folder, centre, derivation=FAST, clock=self.clock)
        self.recovery_code = created.recovery_code
        self.offices.append(created.office)
        return created.office

    def unlock(
        self, name: str = "Amina Diallo", passphrase: str = PASSPHRASE, **options: object
    ) -> StoreOffice:
        office = unlock(self.folder, name, passphrase, clock=self.clock, **options)  # type: ignore[arg-type]  # passed on as they are
        self.offices.append(office)
        return office

    def lock(self) -> None:
        while self.offices:
            self.offices.pop().close()


def add_person(given_name: str) -> Callable[[UnitOfWork], Person]:
    def act(unit: UnitOfWork) -> Person:
        made = Person(
            id=PersonId(unit.new_id()),
            given_name=given_name,
            registered_at=unit.now(),
            registered_by=unit.actor.user_id,
        )
        unit.add(made)
        return made

    return act


def names(office: StoreOffice) -> list[str]:
    return office.ask(
        lambda reads: [each.given_name for each in reads.matching(Person, order_by="given_name")]
    )


def colleague(name: str = "Bo Li") -> Newcomer:
    return Newcomer(name=name, staff_code="02", roles=frozenset({Role.CASEWORKER}))
