"""How large contents are once packed is known while they are gathered, so that little is padded."""

from __future__ import annotations

import random

import pytest
import zstandard

from caseworker.sync.batch_seal import CHUNK, Filling, padded_size

CHANCE = random.Random(20261118)
WORDS = [CHANCE.randbytes(CHANCE.randint(2, 9)) for _ in range(1500)]


def prose() -> bytes:
    return b" ".join(CHANCE.choices(WORDS, k=150))


@pytest.mark.parametrize("content", [prose, lambda: CHANCE.randbytes(900)])
def test_what_was_gathered_is_told_nearly_as_large_as_it_gets(content: object) -> None:
    assert callable(content)
    gathered = [content() for _ in range(1_000)]
    filling = Filling()
    for each in gathered:
        filling.add(each)
    packed = len(zstandard.ZstdCompressor(level=3).compress(b"".join(gathered)))
    assert abs(filling.size - packed) < 0.03 * packed


def test_little_is_never_told_as_nothing() -> None:
    filling = Filling()
    filling.add(b"x" * 10)
    assert filling.size >= 10
    assert padded_size(filling.size) < CHUNK
