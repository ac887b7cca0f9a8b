"""Every input that once was worth keeping is read again; `make fuzz` looks for new ones."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.fuzz.exchange_targets import EXCHANGE, seeds
from tests.fuzz.targets import TARGETS

CORPUS = Path(__file__).with_name("corpus")
KEPT = sorted(path for path in CORPUS.glob("*/*") if path.is_file())
SECONDS = 5
"""What a person would wait; the slowest takes a tenth of it.

Of this process alone: by the clock, ten others on the machine make any input a slow one.
"""


@pytest.mark.parametrize("path", KEPT, ids=[f"{path.parent.name}-{path.name}" for path in KEPT])
def test_it_is_answered_or_refused(path: Path) -> None:
    begun = time.process_time()
    TARGETS[path.parent.name](path.read_bytes())
    assert time.process_time() - begun < SECONDS


@pytest.mark.parametrize("name", EXCHANGE)
def test_vectors_are_answered_or_refused_and_so_is_every_part_of_them(name: str) -> None:
    begun = time.process_time()
    for seed in seeds(name):
        for content in (seed, seed[: len(seed) // 2], seed[1:], seed + b"\0", b""):
            EXCHANGE[name](content)
    assert time.process_time() - begun < SECONDS


def test_every_target_sets_out_from_something() -> None:
    kept = {path.parent.name for path in KEPT}
    assert kept | {name for name in EXCHANGE if any(seeds(name))} == set(TARGETS)
