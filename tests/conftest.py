"""Fixtures that tests of several subjects share."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

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
