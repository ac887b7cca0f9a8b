"""Commits that are carried without their values, though nobody erased anything."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Connection, select

from caseworker.model.person import Person
from caseworker.ports import UnitOfWork
from caseworker.sync.batch import write_batch
from caseworker.sync.batch_body import BatchBody
from caseworker.sync.batch_file import read_file
from caseworker.sync.whole_commit import WholeCommit, without_values
from db.store.tables import audience_keys, changes, commits
from db.store.verify import verify
from tests.sync.stores import Desk, add_person, everything_in, world


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    with world(tmp_path) as centre:
        amina = centre.founded()
        yield amina, centre.join(amina, centre.enrol(amina, "Bo Li"), "Bo Li", "second")


def written(desk: Desk) -> list[bytes]:
    """Return the batches of what waits at *desk* to be carried."""
    exchange = desk.office.exchange
    known = set(exchange.to_carry())
    exchange.pack()
    new = [each for each in exchange.to_carry() if each not in known]
    return [exchange.content_of(each) or b"" for each in new]


def altered(desk: Desk, content: bytes, alter: Callable[[WholeCommit], WholeCommit]) -> bytes:
    """Return a batch that *desk* signs, with the commits of another, each altered."""

    def write(connection: Connection) -> bytes:
        exchange, batch = desk.office.exchange, read_file(content)
        read = exchange._reader(connection, exchange._log(connection).members).open(batch)
        header = replace(batch.header, run=os.urandom(16), number=1, previous=None)
        by_id = select(audience_keys.c.key).where(audience_keys.c.id == header.key)
        key = connection.execute(by_id).scalar_one()
        body = BatchBody(commits=tuple(map(alter, read.commits)))
        return write_batch(header, body, key, desk.office.store.identity.device_key).content

    return desk.office.write(write)


def without(entity: UUID | None = None) -> Callable[[WholeCommit], WholeCommit]:
    gone = None if entity is None else entity.bytes
    return lambda whole: replace(
        whole, seed=b"", body=list(without_values(whole.body, whole.seed, gone))
    )


def of_somebody_else(whole: WholeCommit) -> WholeCommit:
    """Return a commit without values, which says that they were those of others."""
    bare = without()(whole)
    return replace(bare, body=[replace(each, entity=other(each.entity)) for each in bare.body])


def other(entity: bytes) -> bytes:
    return entity[:-1] + bytes([entity[-1] ^ 1])


def seeds(desk: Desk, entity: UUID) -> set[bytes]:
    """Return the seeds of all commits that say anything of an entity."""
    told = select(commits.c.seed).join(changes, changes.c.position == commits.c.position)
    return desk.office.write(
        lambda connection: set(connection.scalars(told.where(changes.c.entity == entity.bytes)))
    )


@pytest.mark.parametrize("alter", [without(), of_somebody_else])
def test_what_came_without_values_is_filled_by_whoever_brings_them(
    two: tuple[Desk, Desk], alter: Callable[[WholeCommit], WholeCommit]
) -> None:
    amina, bo = two
    selam = amina.act(add_person("Selam"))
    true = written(amina)
    for content in true:
        assert bo.office.exchange.take_in(altered(amina, content, alter)).result == "ok"
    assert bo.names() == [], "nothing but hashes has come"
    for content in true:
        bo.office.exchange.take_in(content)
    assert bo.names() == ["Selam"]
    assert seeds(bo, selam) == seeds(amina, selam)
    assert verify(bo.office).problems == ()
    kept = set(bo.office.exchange.to_carry())
    assert {read_file(content).id for content in true} <= kept, "Bo carries it on to others"


@pytest.mark.usefixtures("altered_programs")
def test_what_was_erased_stays_so_and_no_seed_opens_it(two: tuple[Desk, Desk]) -> None:
    amina, bo = two

    def selam_and_tesfay(unit: UnitOfWork) -> tuple[UUID, UUID]:
        return add_person("Selam")(unit), add_person("Tesfay")(unit)

    selam, tesfay = amina.act(selam_and_tesfay)
    true = written(amina)
    both_gone = [altered(amina, content, without()) for content in true]
    for content in both_gone:
        bo.office.exchange.take_in(content)
    for content in true:
        bo.office.exchange.take_in(content)
    bo.act(lambda unit: unit.erase(unit.get(Person, selam)))
    for content in [*true, *both_gone, *(altered(amina, each, without(tesfay)) for each in true)]:
        bo.office.exchange.take_in(content)
    assert bo.names() == ["Tesfay"]
    assert seeds(bo, selam) & seeds(amina, selam) == set()
    assert b"Selam" not in everything_in(bo)
    assert verify(bo.office).problems == ()
