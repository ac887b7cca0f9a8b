"""Running hubs, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.hub import postgresql
from tests.hub.centre import Centre
from tests.hub.running import RunningHub

MakeHub = Callable[..., RunningHub]
MakeCentre = Callable[..., Centre]


@pytest.fixture(scope="session")
def server() -> Iterator[postgresql.Server]:
    if not postgresql.is_there():
        pytest.skip("PostgreSQL is not installed here: what needs it is not shown")
    made = postgresql.Server()
    yield made
    made.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    if request.param == "sqlite":
        return ""
    server: postgresql.Server = request.getfixturevalue("server")
    return server.new_database()


@pytest.fixture
def make_hub(tmp_path: Path) -> Iterator[MakeHub]:
    running: list[RunningHub] = []

    def make(database: str = "", *options: str) -> RunningHub:
        folder = tmp_path / f"hub{len(running)}"
        running.append(RunningHub(folder, database, options).start())
        return running[-1]

    yield make
    for each in running:
        each.stop()


@pytest.fixture
def hub(make_hub: MakeHub, database: str) -> RunningHub:
    return make_hub(database)


@pytest.fixture
def make_centre() -> Iterator[MakeCentre]:
    made: list[Centre] = []

    def make(name: str = "Al Amal") -> Centre:
        made.append(Centre(name))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def centre(hub: RunningHub, make_centre: MakeCentre) -> Centre:
    made = make_centre("Al Amal")
    made.joins(hub.address, hub.invite(), "one", "two")
    return made
