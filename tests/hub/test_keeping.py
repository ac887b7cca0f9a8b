"""What a hub lets go, and when; how often somebody may ask."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseworker.hub.allowance import Allowance
from caseworker.hub.ports import Kept, Refusal
from caseworker.sync.hub_invitation import code_digest, new_code, proof
from db.hub.connection import address_of
from db.hub.hub_store import DatabaseHubStore

DAY = 24 * 3_600_000
SPACE, ONE, TWO, NEVER_SEEN = bytes(16), b"1" * 32, b"2" * 32, b"3" * 32


class Clock:
    def __init__(self) -> None:
        self.now = 1_800_000_000_000

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, database: str, clock: Clock) -> Iterator[DatabaseHubStore]:
    made = DatabaseHubStore(address_of(database, tmp_path), clock)
    made.generation()
    kept = code_digest(new_code())
    made.invite(kept, 1_000)
    assert made.open_space(SPACE, [bytes(32)], proof(kept, SPACE))
    yield made
    made.close()


def batch(number: int) -> bytes:
    return number.to_bytes(32)


def put(store: DatabaseHubStore, *numbers: int) -> None:
    for number in numbers:
        assert store.keep(Kept.BATCH, SPACE, batch(number), bytes(100))


def here(store: DatabaseHubStore) -> list[int]:
    return [int.from_bytes(each.id) for each in store.listed(SPACE, 0, 100)]


def test_all_is_kept_where_no_days_are_said(store: DatabaseHubStore, clock: Clock) -> None:
    put(store, 1, 2)
    store.note_seen([(SPACE, ONE, clock(), 2)])
    clock.now += 400 * DAY
    assert store.tidy(SPACE, [ONE], 0) == 0
    assert here(store) == [1, 2]


def test_what_is_old_and_all_have_is_let_go(store: DatabaseHubStore, clock: Clock) -> None:
    put(store, 1, 2, 3)
    clock.now += 20 * DAY
    put(store, 4)
    clock.now += 20 * DAY
    store.note_seen([(SPACE, ONE, clock(), 4), (SPACE, TWO, clock(), 2)])
    assert store.tidy(SPACE, [ONE, TWO], 30) == 2
    assert here(store) == [3, 4]
    # What was let go is gone, is not asked for again, and makes room.
    assert store.read(Kept.BATCH, SPACE, batch(1)) is None
    assert store.lacking(Kept.BATCH, SPACE, [batch(1), batch(9)]) == [batch(9)]
    assert not store.keep(Kept.BATCH, SPACE, batch(1), bytes(100))
    (use,) = store.spaces()
    assert (use.used, use.batches) == (200, 2)
    # The last is not old enough, whoever has it.
    store.note_seen([(SPACE, TWO, clock(), 4)])
    assert store.tidy(SPACE, [ONE, TWO], 30) == 1
    assert here(store) == [4]


def test_a_laptop_that_has_not_told_holds_back(store: DatabaseHubStore, clock: Clock) -> None:
    put(store, 1)
    clock.now += 100 * DAY
    store.note_seen([(SPACE, ONE, clock(), 1), (SPACE, TWO, clock() - 90 * DAY, 0)])
    assert store.tidy(SPACE, [ONE, TWO], 30) == 0
    # Until it is let out, or was not seen for half a year.
    assert store.tidy(SPACE, [ONE], 30) == 1
    put(store, 2)
    clock.now += 80 * DAY
    store.note_seen([(SPACE, ONE, clock(), 2)])
    assert store.tidy(SPACE, [ONE, TWO], 30) == 0
    clock.now += 20 * DAY
    assert store.tidy(SPACE, [ONE, TWO], 30) == 1


def test_nobody_seen_is_no_reason_to_let_go(store: DatabaseHubStore, clock: Clock) -> None:
    put(store, 1)
    clock.now += 1_000 * DAY
    assert store.tidy(SPACE, [NEVER_SEEN], 30) == 0
    assert here(store) == [1]


def test_what_a_laptop_told_to_have_never_shrinks(store: DatabaseHubStore, clock: Clock) -> None:
    put(store, 1, 2)
    store.note_seen([(SPACE, ONE, clock(), 2)])
    store.note_seen([(SPACE, ONE, clock() + 1, 0)])
    (use,) = store.spaces()
    assert [each.waiting for each in use.laptops] == [0]


def test_old_uploads_end(store: DatabaseHubStore, clock: Clock) -> None:
    upload = (Kept.BATCH, SPACE, batch(1), ONE)
    assert store.add_part(*upload, 0, b"half", 8) == 4
    clock.now += 8 * DAY
    store.tidy(SPACE, [], 0)
    with pytest.raises(Refusal):
        store.add_part(*upload, 4, b"rest", 8)


def test_a_bucket_fills_slowly() -> None:
    seconds = 0.0
    allowance = Allowance(2.0, 3, lambda: seconds)
    assert [allowance.wait("one") for _ in range(4)] == [0, 0, 0, 0.5]
    assert allowance.wait("two") == 0
    seconds = 0.6
    assert allowance.wait("one") == 0
    assert allowance.wait("one") > 0
    seconds = 1_000
    assert [allowance.wait("one") for _ in range(4)] == [0, 0, 0, 0.5]
