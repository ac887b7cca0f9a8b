"""How large a sealed body looks: by size classes, so that a day's work tells little of itself."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from caseworker.sync.batch_seal import MAX_PADDED, padded_size
from tests.sync import independent_batch

DAY = 65_536


@given(st.integers(1, MAX_PADDED))
def test_little_is_added_to_much_and_a_day_looks_like_another(size: int) -> None:
    padded = padded_size(size)
    assert padded == independent_batch.padded_size(size)
    assert padded_size(padded) == padded >= size
    if size <= DAY:
        assert padded in {1024 << power for power in range(7)}
    else:
        assert padded - size < size / 32
