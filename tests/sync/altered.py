"""What an altered program writes: it keeps its own keys, and none of the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from caseworker.model.audit import AuditEvent
from caseworker.model.entity import Entity
from caseworker.ports import UnitOfWork
from db.store.journal import journal
from db.store.journal.circles import Circles
from db.store.tables import quarantined
from tests.sync.stores import Desk

NOT_AGREED = "erases what two people have to agree to"


@contextmanager
def writing_for(audience: bytes) -> Iterator[None]:
    """Let what is written meanwhile be written for *audience*, whatever it is."""
    with pytest.MonkeyPatch.context() as altered:
        altered.setattr(Circles, "audiences_of", lambda _circles, _edit: [audience])
        yield


@contextmanager
def naming_nothing(*, not_even_the_log: bool = False) -> Iterator[None]:
    """Let what is written meanwhile not name what it erases."""

    def deps(_journal: object, *told: Any) -> list[list[Any]]:
        return []

    with pytest.MonkeyPatch.context() as altered:
        if not_even_the_log:
            altered.setattr(journal.Journal, "_deps", deps)
        else:
            altered.setattr(journal, "_erased", lambda *_told: {})
        yield


def erase(kind: type[Entity], key: UUID, *relied_on: Entity) -> Callable[[UnitOfWork], None]:
    def act(unit: UnitOfWork) -> None:
        unit.rely_on(*relied_on)
        unit.erase(unit.get(kind, key))

    return act


def is_there(desk: Desk, kind: type[Entity], key: UUID) -> bool:
    return desk.office.ask(lambda reads: reads.find(kind, key)) is not None


def held_back(desk: Desk) -> list[str]:
    with desk.office.store.reading.connect() as connection:
        return list(connection.scalars(select(quarantined.c.reason)))


def looks_at(desk: Desk, subject: UUID) -> UUID:
    """Keep in the audit trail that somebody looked; return its id."""
    desk.act(lambda unit: unit.record("looked at", subject))
    (event,) = desk.office.ask(lambda reads: reads.matching(AuditEvent, subject=subject))
    return event.id
