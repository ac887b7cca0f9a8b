from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.store.office import StoreOffice
from tests.store.laptop import Laptop


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Laptop]:
    made = Laptop(tmp_path / "store")
    yield made
    made.lock()


@pytest.fixture
def office(laptop: Laptop) -> StoreOffice:
    return laptop.set_up()
