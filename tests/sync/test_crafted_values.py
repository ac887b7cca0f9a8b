"""Values that no version of this program writes, from a laptop or a centre whose program does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import cbor2
import pytest

from caseworker.handover.body import read_body
from caseworker.handover.handover_file import Refused
from caseworker.sync.batch_body import BadBody, BatchBody
from caseworker.sync.clock import adopt, tick
from caseworker.sync.commit_columns import from_columns
from caseworker.sync.commits import Clock
from caseworker.sync.values import decoded
from caseworker.sync.whole_commit import BadCommit, read_whole
from tests.store.independent_reader import cbor
from tests.store.make_vectors import body, fixed, header
from tests.sync.make_columns import columns, signed

START = 1_763_453_400_000
TOO_LARGE = 2**63
"""CBOR holds it, the store does not."""


def grown(levels: int = 6, width: int = 10) -> Any:
    """Return a value of a few bytes, as shared, that is *width* ** *levels* written out."""
    value: Any = [0] * width
    for _ in range(levels - 1):
        value = [value] * width
    return value


def of_commits(fields: dict[int, Any], content: list[Any]) -> bytes:
    return columns([cbor(fields)], [signed(fields, content)])


def in_columns(value: Any) -> bytes:
    told, rows, *packed = cbor2.loads(of_commits(header(body()), body()))
    rows[0][1][1][2] = [value]
    return cbor2.dumps([told, rows, *packed], value_sharing=True)


def in_commit(value: Any) -> bytes:
    fields, content = header(body()), body()
    content[0][2][2] = [value]
    return cbor2.dumps([cbor(fields), bytes(64), bytes(64), fixed("seed", 16), content],
                       value_sharing=True)  # fmt: skip


def in_header(value: Any) -> bytes:
    told = cbor2.dumps(header(body(), f14=value), value_sharing=True)
    return cbor([told, bytes(64), bytes(64), fixed("seed", 16), body()])


def in_batch(value: Any) -> bytes:
    return cbor2.dumps({99: value}, value_sharing=True)


def in_handover(value: Any) -> bytes:
    handover = UUID(int=7).bytes
    return cbor2.dumps({1: 2, 2: handover, 3: "2026", 4: True, 5: "", 99: value},
                       value_sharing=True)  # fmt: skip


@pytest.mark.parametrize(
    ("read", "crafted", "refused"),
    [
        (from_columns, in_columns, BadCommit),
        (read_whole, in_commit, BadCommit),
        (read_whole, in_header, BadCommit),
        (BatchBody.from_bytes, in_batch, BadBody),
        (read_body, in_handover, Refused),
    ],
)
def test_a_few_bytes_do_not_grow_to_gigabytes(
    read: Callable[[bytes], object],
    crafted: Callable[[Any], bytes],
    refused: type[Exception],
) -> None:
    content = crafted(grown())
    assert len(content) < 2_000
    with pytest.raises(refused):
        read(content)


def test_no_tag_is_read_whatever_it_stands_for() -> None:
    for tag in range(1 << 16):
        with pytest.raises(cbor2.CBORDecodeError):
            decoded(cbor2.dumps(cbor2.CBORTag(tag, [1, 2])))


def test_a_number_that_no_store_keeps_is_refused_with_its_batch() -> None:
    content = body()
    content[0][2][2] = [TOO_LARGE]
    with pytest.raises(BadCommit, match="bad-body"):
        from_columns(of_commits(header(content), content))
    content[0][2][2] = [TOO_LARGE - 1]
    assert len(from_columns(of_commits(header(content), content))[0]) == 1


@pytest.mark.parametrize(
    "told",
    [
        {3: [[bytes(16), bytes(16), TOO_LARGE, bytes(32)]]},
        {4: [TOO_LARGE, bytes(32)]},
        {5: [TOO_LARGE, bytes(32)]},
        {6: [[bytes(16), TOO_LARGE, bytes(32)]]},
        {8: [[bytes(16), bytes(16), TOO_LARGE, b"", bytes(32)]]},
    ],
)
def test_what_a_laptop_says_of_others_fits_a_store_too(told: dict[int, Any]) -> None:
    with pytest.raises(BadBody):
        BatchBody.from_bytes(cbor(told))


@pytest.mark.parametrize("clock", [[TOO_LARGE, 0], [START, TOO_LARGE]])
def test_a_clock_fits_a_store_too(clock: list[int]) -> None:
    found, broken = from_columns(of_commits(header(body(), f8=clock), body()))
    assert (found, broken) == ([], "bad-header")


def test_a_counter_at_its_end_leaves_the_others_theirs() -> None:
    own = Clock(START, 3)
    assert adopt(own, Clock(START + 60_000, TOO_LARGE - 1), START) == own
    assert tick(own, START) == Clock(START, 4)
