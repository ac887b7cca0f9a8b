"""What every test of the screens stands on: one application, one theme at a time."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from caseworker.model.staff import Role
from tests.screens.at_work import AtWork, Begin
from tests.screens.elsewhere import Elsewhere
from ui.language import speak
from ui.theme.theme import Theme, apply, theme
from ui.theme.tokens import Mode

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

PLAIN = Theme(motion=False)
Dress = Callable[..., None]
Show = Callable[..., QWidget]


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """Begin each test in the light theme, in English, without motion; leave no widget behind."""
    speak("en")
    if theme() != PLAIN or not qapp.styleSheet():
        apply(qapp, motion=False)
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def dress(qapp: QApplication) -> Dress:
    """Return a function that changes the theme."""

    def change(mode: Mode = Mode.LIGHT, text_scale: float = 1.0, language: str = "en") -> None:
        speak(language)
        apply(qapp, mode, text_scale, language, motion=False)

    return change


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    """Return a function that shows a widget in a window of its own, and keeps it alive."""
    holders: list[QWidget] = []

    def in_a_window(widget: QWidget, width: int = 600, height: int = 400) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.addWidget(widget)
        column.addStretch(1)
        holder.resize(width, height)
        qtbot.addWidget(holder)
        holders.append(holder)
        with qtbot.waitActive(holder):
            holder.show()
            holder.activateWindow()
        return holder

    return in_a_window


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Return the folder of a stick."""
    place = tmp_path / "stick"
    place.mkdir()
    return place


@pytest.fixture
def other(work: AtWork, tmp_path: Path, stick: Path) -> Iterator[Elsewhere]:
    """Another laptop of the centre whose window the test has as `work`."""
    work.office.space.found()
    made = Elsewhere(work, tmp_path / "other", stick)
    yield made
    made.office.close()


@pytest.fixture
def begin(qtbot: QtBot, tmp_path: Path) -> Iterator[Begin]:
    """Return what lets somebody with some roles begin to work."""
    begun: list[AtWork] = []

    def at_work(
        roles: frozenset[Role] = frozenset({Role.DATA_PROTECTION_OFFICER, Role.SUPERVISOR}),
    ) -> AtWork:
        begun.append(AtWork(qtbot, tmp_path, roles))
        return begun[-1]

    yield at_work
    for each in begun:
        each.close()
