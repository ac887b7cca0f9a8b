"""The centre that the tests of the exchange share, and its first two laptops."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.store import office
from tests.sync.stores import Desk, World, world


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as made:
        yield made


@pytest.fixture
def two(centre: World) -> tuple[Desk, Desk]:
    amina = centre.founded()
    return amina, centre.join(amina, centre.enrol(amina, "Bo Li"), "Bo Li", "second")


@pytest.fixture
def altered_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let programs write what an honest one does not, because no other would follow it."""
    monkeypatch.setattr(office, "require_followed", lambda *_told: None)
