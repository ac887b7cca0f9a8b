"""Stores to measure on: many people, a fifth of them with a case, ten follow-ups a case."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

import uuid_utils.compat

from caseworker.model.case import Case, Step, StepProgress, StepState
from caseworker.model.entity import Entity
from caseworker.model.ids import CaseId, FollowUpId, PersonId, UserId
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import Person, Sex
from caseworker.model.review import FollowUp
from caseworker.model.staff import Role
from caseworker.ports import UnitOfWork
from db.store.creation import NewCentre, create_store
from db.store.slots import Derivation

NAME, PASSPHRASE = "Bench", "bench"
CHEAP = Derivation(memory=64, iterations=1, lanes=1)
BATCH = 2000
"""Entities in one unit of work: large enough that the disk does not set the pace."""
PEOPLE_A_CASE = 5
FOLLOW_UPS_A_CASE = 10
CASEWORKERS = 1000
"""Everybody has some forty open cases, however large the store."""

GIVEN = (
    "Selam", "Amina", "Mohamed", "Fatima", "Yusuf", "Hana", "Abdi", "Oksana", "Carlos", "Rojîn",
    "Mamadou", "Zahra", "Ibrahim", "Layla", "Tsion", "Rafiq", "Grace", "Farid", "ليلى", "ሰላም",
)  # fmt: skip
FAMILY = (
    "Tesfay", "Diallo", "Hassan", "Warsame", "Melnyk", "Rondón", "Kaya", "Traoré", "Ahmadi",
    "Musa", "Haddad", "Bekele", "Islam", "Okello", "Noori", "Sow", "حداد", "ተስፋይ",
)  # fmt: skip


def make_store(folder: Path, people: int) -> None:
    """Make a store with *people* people in *folder*, through units of work."""
    centre = NewCentre(
        centre_name="Bench",
        administrator_name=NAME,
        passphrase=PASSPHRASE,
        roles=frozenset(Role) - {Role.DATA_PROTECTION_OFFICER},
    )
    office = create_store(folder, centre, derivation=CHEAP).office
    coming = entities(people, UserId(office.actor.user_id))
    while batch := list(islice(coming, BATCH)):

        def keep(work: UnitOfWork, batch: list[Entity] = batch) -> None:
            for entity in batch:
                work.add(entity)

        office.perform(keep)
    office.close()


def entities(people: int, by: UserId) -> Iterator[Entity]:
    chance = random.Random(20261118)
    now = datetime.now(UTC)
    for number in range(people):
        person = Person(
            id=PersonId(uuid_utils.compat.uuid7()),
            given_name=chance.choice(GIVEN),
            family_name=f"{chance.choice(FAMILY)} {number}",
            date_of_birth=PartialDate(f"{chance.randint(1950, 2020)}"),
            sex=chance.choice((Sex.FEMALE, Sex.MALE)),
            nationalities=(chance.choice(("ER", "GN", "SO", "UA", "AF")),),
            languages=("ti", "ar"),
            registered_at=now - timedelta(minutes=number),
            registered_by=by,
        )
        yield person
        if number % PEOPLE_A_CASE == 0:
            yield from _case(number, person, by, now)


def _case(number: int, person: Person, by: UserId, now: datetime) -> Iterator[Entity]:
    case = Case(
        id=CaseId(uuid_utils.compat.uuid7()),
        number=f"7QK-{number:05}",
        person_id=person.id,
        opened_at=now - timedelta(minutes=number),
        opened_by=by,
        assigned_to=by if number % CASEWORKERS == 0 else None,
    )
    yield case
    yield StepProgress(
        id=uuid_utils.compat.uuid7(),
        case_id=case.id,
        step=Step.IDENTIFICATION,
        state=StepState.STARTED,
        since=case.opened_at,
        by=by,
    )
    for later in range(FOLLOW_UPS_A_CASE):
        yield FollowUp(
            id=FollowUpId(uuid_utils.compat.uuid7()),
            case_id=case.id,
            due_at=now + timedelta(days=30 * later + number % 30),
            what="Look at the plan again",
            assigned_to=case.assigned_to or UserId(uuid_utils.compat.uuid7()),
        )
