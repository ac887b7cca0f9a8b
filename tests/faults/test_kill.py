"""kill -9 at any instant: no acknowledged write is lost, the store opens, the journal is whole."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from caseworker.errors import StoreInUse, StoreNewer
from db.store import migrations
from db.store.opening import status
from db.store.verify import verify
from tests.faults import workers
from tests.store.laptop import Laptop


def test_killed_while_people_arrive(laptop: Laptop, program: Callable[..., Any]) -> None:
    laptop.set_up()
    laptop.lock()
    acknowledged: set[int] = set()
    drafted = 0
    following = 1
    for _ in range(12):
        with program(workers.take_in, laptop.folder, following) as running:
            first = running.next()
            told = [first, *running.kill(random.uniform(0, 0.12))]
        acknowledged |= {number for number in told if number > 0}
        drafted = max([drafted, *(-number for number in told)])
        office = laptop.unlock()
        kept = workers.numbers(office)
        assert acknowledged <= kept
        # At most the one write that was under way is there without having been acknowledged.
        assert len(kept - acknowledged) <= 12
        draft = office.drafts.load(workers.DRAFT, "intake")
        assert int(draft or b"0") >= drafted
        following = max(kept) + 1
        laptop.lock()
    assert len(acknowledged) > 12
    assert verify(laptop.unlock()).problems == ()


def test_killed_while_a_centre_is_set_up(laptop: Laptop, program: Callable[..., Any]) -> None:
    for number in range(10):
        with program(workers.set_up, laptop.folder, number) as running:
            told = running.kill(random.uniform(0.02, 0.25))
        if status(laptop.folder).exists:
            break
        assert not told
    else:
        laptop.set_up()
        laptop.lock()
    assert verify(laptop.unlock()).problems == ()


def test_killed_while_somebody_is_removed(laptop: Laptop, program: Callable[..., Any]) -> None:
    laptop.set_up().perform(workers.arrive(1))
    laptop.lock()
    for number in range(12):
        with program(workers.remove_somebody, laptop.folder, number) as running:
            running.next()
            running.kill(random.uniform(0, 0.1))
        office = laptop.unlock()
        assert not office.keys.rekeying_is_pending
        assert workers.numbers(office) == {1}
        laptop.lock()
    assert verify(laptop.unlock()).problems == ()


def test_killed_while_the_store_is_upgraded(
    laptop: Laptop, program: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    office = laptop.set_up()
    for number in range(1, 40):
        office.perform(workers.arrive(number))
    laptop.lock()
    for number in range(10):
        with program(workers.migrate, laptop.folder, number) as running:
            if running.kill(random.uniform(0.01, 0.15)):
                break
        # The store is as it was, or as it will be; the version before opens it, or says so.
        try:
            assert workers.numbers(laptop.unlock()) == set(range(1, 40))
        except StoreNewer:
            break
        finally:
            laptop.lock()
    revisions = (*migrations.REVISIONS, workers.heavier_schema)
    monkeypatch.setattr(migrations, "REVISIONS", revisions)
    office = laptop.unlock()
    assert workers.numbers(office) == set(range(1, 40))
    assert verify(office).problems == ()


def test_two_programs_never_have_one_store(laptop: Laptop, program: Callable[..., Any]) -> None:
    laptop.set_up()
    laptop.lock()
    with program(workers.hold_open, laptop.folder, 0) as second:
        assert second.next() == 1
        with pytest.raises(StoreInUse):
            laptop.unlock()
        # A killed program leaves its lock file behind, and nobody is kept out by it.
        second.kill(0)
        laptop.unlock()
