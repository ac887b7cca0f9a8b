"""A small centre on a real encrypted store, its real window, and a search for what leaks."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caseworker.sync.hub_exchange import connect
from tests.hub.meddling import Network
from tests.hub.running import RunningHub
from tests.journeys.at_a_hub import QUICK, Elsewhere, invitation
from tests.journeys.centre import Centre
from tests.journeys.leaks import Leaks
from tests.journeys.test_several_laptops import ADMINISTRATOR
from ui.language import speak
from ui.theme.theme import apply

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture
def centre(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Centre]:
    """Amina sits before the unlocked laptop of a new centre."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    for variable in ("TMPDIR", "TEMP", "TMP", "XDG_CACHE_HOME", "XDG_DATA_HOME", "HOME"):
        monkeypatch.setenv(variable, str(temporary))
    speak("en")
    apply(qapp, motion=False)
    made = Centre(qtbot, tmp_path / "home" / "store")
    yield made
    made.lock()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def leaks(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Leaks:
    """What looks through every file and line that a journey left."""
    return Leaks((tmp_path,), caplog)


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[RunningHub]:
    running = RunningHub(tmp_path / "hub").start()
    yield running
    running.stop()


@pytest.fixture
def network(hub: RunningHub) -> Iterator[Network]:
    made = Network(hub.address.origin)
    yield made
    made.close()


@pytest.fixture
def founded(centre: Centre) -> Centre:
    """The administrator sits before a centre that may have several laptops."""
    centre.pace = QUICK
    centre.unlock(ADMINISTRATOR)
    centre.office.space.found()
    return centre


@pytest.fixture
def connected(founded: Centre, hub: RunningHub) -> Centre:
    connect(founded.office, invitation(hub))
    return founded


@pytest.fixture
def elsewhere(connected: Centre, tmp_path: Path) -> Iterator[Elsewhere]:
    made = Elsewhere(connected, tmp_path / "elsewhere")
    yield made
    made.office.close()
