"""The centre that the tests of the exchange share, and its first two laptops."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sync.stores import Desk, World, world


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as made:
        yield made


@pytest.fixture
def two(centre: World) -> tuple[Desk, Desk]:
    amina = centre.founded()
    return amina, centre.join(amina, centre.enrol(amina, "Bo Li"), "Bo Li", "second")
