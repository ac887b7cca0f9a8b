"""`intake_ratio`: one intake in the encrypted store against the same rows in plain SQLite.

Both with synchronous=FULL, on the same disk, taking turns in one run. The store also writes
search, journal, signatures, audit event and chain head; plain SQLite writes the rows alone.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter

import uuid_utils.compat
from sqlalchemy import create_engine, event
from sqlalchemy.orm import Session

from caseworker.model.case import Case
from caseworker.model.consent import Capacity, Consent, Purpose, Setting
from caseworker.model.entity import Entity
from caseworker.model.ids import CaseId, ConsentId, PersonId, UserId
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import Person, Sex
from caseworker.model.values import Answer
from caseworker.ports import UnitOfWork
from db.store.creation import NewCentre, create_store
from db.store.entity_tables import whole_schema
from db.store.slots import Derivation

ROUNDS = 400
NAMES = ("Selam", "Tesfay", "Amina", "Diallo", "Bo", "Li", "Hana", "Yusuf", "Fatima", "Omar")


def entities(number: int, by: UserId) -> list[Entity]:
    """Return a person, her consent and her case."""
    now = datetime.now(UTC)
    first, second = NAMES[number % 10], NAMES[number // 10 % 10]
    person = Person(
        id=PersonId(uuid_utils.compat.uuid7()),
        given_name=f"{first} {number}",
        family_name=second,
        date_of_birth=PartialDate("2003-05~", as_typed="2003"),
        sex=Sex.FEMALE,
        nationalities=("ER",),
        languages=("ti", "ar"),
        registered_at=now,
        registered_by=by,
    )
    consent = Consent(
        id=ConsentId(uuid_utils.compat.uuid7()),
        person_id=person.id,
        purpose=next(iter(Purpose)),
        answer=Answer.YES,
        setting=Setting(),
        capacity=Capacity(),
        evidence=None,
        asked_at=now,
        asked_by=by,
    )
    case = Case(
        id=CaseId(uuid_utils.compat.uuid7()),
        number=f"7QK-{number:05}",
        person_id=person.id,
        opened_at=now,
        opened_by=by,
        assigned_to=by,
    )
    return [person, consent, case]


def timed(act: Callable[[], object]) -> float:
    started = perf_counter()
    act()
    return perf_counter() - started


def measure(folder: Path) -> dict[str, float]:
    centre = NewCentre(centre_name="Bench", administrator_name="Bench", passphrase="bench")
    office = create_store(folder / "store", centre, derivation=Derivation(64, 1, 1)).office
    by = office.actor.user_id
    plain = create_engine(f"sqlite:///{folder / 'plain.db'}")

    @event.listens_for(plain, "connect")
    def _settings(connection: object, _: object) -> None:
        for pragma in ("journal_mode = WAL", "synchronous = FULL"):
            connection.execute(f"PRAGMA {pragma}")  # type: ignore[attr-defined]  # a DB-API connection

    whole_schema().create_all(plain)

    def in_store(number: int) -> None:
        def act(unit: UnitOfWork) -> None:
            made = entities(number, by)
            for entity in made:
                unit.add(entity)
            unit.record("registered", made[0].id)

        office.perform(act)

    def in_plain(number: int) -> None:
        with Session(plain) as session:
            session.add_all(entities(number, by))
            session.commit()

    for number in range(30):
        in_store(number)
        in_plain(number)
    ours, theirs = [], []
    for number in range(30, 30 + ROUNDS):
        ours.append(timed(lambda number=number: in_store(number)))
        theirs.append(timed(lambda number=number: in_plain(number)))
    office.close()
    plain.dispose()
    return {
        "intake_ratio": round(median(ours) / median(theirs), 2),
        "intake_ms": round(median(ours) * 1000, 2),
        "intake_plain_ms": round(median(theirs) * 1000, 2),
    }


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, value in measure(Path(folder)).items():
            print(name, value)


if __name__ == "__main__":
    main()
