"""The store and its in-memory twin, as tests of their one contract see them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

from caseworker.model.case import Case
from caseworker.model.ids import CaseId, PersonId
from caseworker.model.person import Person
from caseworker.model.staff import Role
from caseworker.ports import Office, UnitOfWork
from db.store.creation import NewCentre, create_store
from db.store.slots import Derivation
from tests.twin import TwinOffice, actor

MOMENT = datetime(2026, 11, 18, 8, 10, tzinfo=ZoneInfo("Africa/Tunis"))
STORE, TWIN = "store", "twin"
FAST = Derivation(memory=64, iterations=1, lanes=1)


def office_of(which: str, folder: Path) -> Office:
    if which == TWIN:
        twin = TwinOffice(actor(Role.ADMINISTRATOR), clock=lambda: MOMENT)
        # It has no backups, no exchange and no hub: what this suite asks, it answers.
        return cast("Office", twin)
    centre = NewCentre(centre_name="Al Amal", administrator_name="Amina", passphrase="lake")
    return create_store(folder, centre, derivation=FAST, clock=lambda: MOMENT).office


def person(unit: UnitOfWork, **values: object) -> Person:
    made = Person(
        id=PersonId(unit.new_id()),
        registered_at=unit.now(),
        registered_by=unit.actor.user_id,
        **values,  # type: ignore[arg-type]  # each test names fields of Person
    )
    unit.add(made)
    return made


def case(unit: UnitOfWork, number: str, **values: object) -> Case:
    made = Case(
        id=CaseId(unit.new_id()),
        number=number,
        person_id=PersonId(unit.new_id()),
        opened_by=unit.actor.user_id,
        **{"opened_at": unit.now(), **values},  # type: ignore[arg-type]  # as above
    )
    unit.add(made)
    return made
