"""Fixtures that tests of several subjects share."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine, create_engine
from sqlalchemy.util import LRUCache

from db.store import connection
from tests.scene import Scene
from tests.store.shelf import room

settings.register_profile(
    "steady",
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
"""The same examples in every run, however slow the machine is at the moment: a failure is the
code's. `--hypothesis-profile=default` looks for others."""
settings.load_profile("steady")


_ENOUGH = 50_000
"""Things made since the last look and still there, from which on a look pays."""


def pytest_collection_finish() -> None:
    """Spare the collector what stays to the end, and let it look between tests alone.

    By itself it looks in whichever thread made the most, and takes widgets apart there; the next
    style that goes through all of them ends the process. The program keeps it from that as well.
    """
    gc.collect()
    gc.freeze()
    gc.disable()


def pytest_runtest_logfinish() -> None:
    """Clear away what tests left, in the thread of the windows."""
    if gc.get_count()[0] > _ENOUGH:
        gc.collect()


_FIRST = frozenset(
    {
        # Programs of their own, killed or asked at random.
        "test_command_line",
        "test_crashes",
        "test_kill",
        "test_killed",
        "test_openapi",
        "test_power_loss",
        "test_power_loss_stick",
        # Months of a centre, weeks apart, forms to the last question.
        "test_any_order",
        "test_demo",
        "test_long_away",
        "test_long_forms_by_keyboard",
        "test_report_after_report",
    }
)
"""Modules with single tests that take long enough for the other cores to run out of work."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long, lest one core works at the end while the others wait."""
    items.sort(key=lambda item: item.path.stem not in _FIRST)


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    """Let all stores of a process share compiled SQL: tests open thousands, the program one.

    SQLAlchemy compiles by dialect, and promises nothing about engines that share one. The program
    does not: a compiled statement keeps the values of whoever said it first.
    """
    first = create_engine("sqlite://", module=sqlcipher)
    with first.connect():
        pass  # only now the dialect knows its library

    def sharing(*words: Any, **named: Any) -> Engine:
        engine = create_engine(*words, execution_options={"compiled_cache": cache}, **named)
        engine.dialect = first.dialect
        return engine

    cache: LRUCache[Any, Any] = LRUCache(3000)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "create_engine", sharing)
        yield


@pytest.fixture(scope="session", autouse=True)
def shelves(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Give room for the beginnings that tests share."""
    room.place = tmp_path_factory.mktemp("begun")
    yield
    room.place = None


@pytest.fixture
def scene() -> Scene:
    """A centre on the in-memory twin, with Amina at the desk."""
    return Scene()


def pytest_sessionfinish() -> None:
    """Leave nothing of Python's in the clipboard: Qt would destroy it after Python is gone."""
    gui = sys.modules.get("PySide6.QtGui")
    application = gui.QGuiApplication.instance() if gui is not None else None
    if application is not None:
        application.clipboard().clear()
