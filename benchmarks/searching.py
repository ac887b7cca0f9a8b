"""`search_*`: what the search field answers while a name is typed, among 100,000 people.

Names of nine customs in all their scripts. Each is typed letter by letter, and every letter is a
question. The bare query asks the word index of the same encrypted store for the same start.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import uuid_utils.compat
from sqlalchemy import Connection

from benchmarks.measuring import Figure, ratio, timed
from benchmarks.population import BATCH, CHEAP, NAME, PASSPHRASE
from benchmarks.registered_twice.population import population, record
from caseworker.model.ids import PersonId
from caseworker.model.person import Person
from caseworker.model.staff import Role
from caseworker.ports import UnitOfWork
from db.store.creation import NewCentre, create_store
from db.store.office import StoreOffice
from db.store.search import fold
from ui.desk import Desk
from ui.search import MOST_RESULTS, Finder

PEOPLE, TYPED = 100_000, 120
"""People in the store, and names that are typed."""
_BARE = "SELECT rowid FROM search_prefix WHERE search_prefix MATCH ? ORDER BY rank LIMIT ?"
_COMPARED = "the bare query of the word index, best first, on the same encrypted store"


def measure(folder: Path, people: int = PEOPLE) -> dict[str, Figure]:
    """Return how long one letter waits in a new store in *folder*."""
    chance = random.Random(2026)
    office, names = _store(folder, people, chance)
    desk = Desk(office)
    finder, ours, bare = Finder(desk), list[float](), list[float]()
    for name in chance.sample(names, TYPED):
        for length in range(1, len(name) + 1):
            start = name[:length]
            ours.append(timed(lambda start=start: finder(start)))
            if fold(start):
                bare.append(_bare(office, start))
    desk.close()
    p95 = round(float(np.quantile(ours, 0.95)) * 1000, 1)
    return {
        "search_ratio": Figure(
            ratio(sum(ours) / len(ours), sum(bare) / len(bare)), "times", "lower", _COMPARED,
            len(ours),
        ),
        "search_p95_ms": Figure(p95, "ms", "lower", "50 ms", len(ours)),
    }  # fmt: skip


def _bare(office: StoreOffice, start: str) -> float:
    match = " AND ".join(f'"{word}"*' for word in fold(start).split())

    def asked(connection: Connection) -> int:
        return len(connection.exec_driver_sql(_BARE, (match, MOST_RESULTS)).all())

    return timed(lambda: office.read(asked))


def _store(folder: Path, people: int, chance: random.Random) -> tuple[StoreOffice, list[str]]:
    centre = NewCentre(
        centre_name="Bench",
        administrator_name=NAME,
        passphrase=PASSPHRASE,
        roles=frozenset(Role) - {Role.DATA_PROTECTION_OFFICER},
    )
    office = create_store(folder, centre, derivation=CHEAP).office
    told = [record("", each, chance) for each in population(people, chance)]
    now = datetime.now(UTC)
    for begin in range(0, people, BATCH):

        def keep(work: UnitOfWork, begin: int = begin) -> None:
            for number, one in enumerate(told[begin : begin + BATCH], begin):
                work.add(
                    Person(
                        id=PersonId(uuid_utils.compat.uuid7()),
                        given_name=one["given_name"],
                        family_name=one["family_name"],
                        registered_at=now - timedelta(minutes=number),
                        registered_by=work.actor.user_id,
                    )
                )

        office.perform(keep)
    return office, [f"{one['given_name']} {one['family_name']}".strip() for one in told]
