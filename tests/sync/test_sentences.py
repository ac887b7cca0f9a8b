"""Whatever a file is refused for, the person before it is told in a sentence of her language."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseworker.sync.acceptance import Reason
from caseworker.text import LANGUAGES, SOURCE_LANGUAGE, Text
from ui.sync.words import HELD_BACK, REFUSED

VECTORS = Path(__file__).parent / "vectors"
NO_FAULT = {"ok", "sealed-for-others"}


def expected() -> set[str]:
    """Return every word with which a vector of a batch ends."""
    paths = [*VECTORS.glob("batch_*.txt"), *VECTORS.glob("columns_*.txt")]
    lines = (path.read_text(encoding="utf-8").partition("\n")[0] for path in paths)
    return {line.removeprefix("expect: ").split()[0] for line in lines} - NO_FAULT


def test_every_refusal_of_a_vector_has_its_sentence() -> None:
    assert {"newer-version", "foreign-space", "unknown-laptop", "bad-signature"} <= expected()
    assert expected() <= REFUSED.keys()


def test_every_reason_for_which_a_change_does_not_count_has_its_own() -> None:
    assert HELD_BACK.keys() == set(Reason)
    assert len(set(HELD_BACK.values())) == len(Reason)


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {SOURCE_LANGUAGE}))
def test_it_is_said_in_every_language(language: str) -> None:
    text = Text(language)
    for sentence in {*REFUSED.values(), *HELD_BACK.values()}:
        assert text(sentence) not in {"", sentence}
