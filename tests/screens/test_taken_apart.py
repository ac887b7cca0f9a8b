"""Widgets are taken apart by the window's thread, whoever let go of them last."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from threading import Event, Thread, current_thread, main_thread

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import delete

from tests.screens.at_work import AtWork, Begin

_BEGINS = """
import gc
from ui.bootstrap import application
application()
print(gc.isenabled())
"""
_ROUNDS = 200


def test_whatever_opens_windows_clears_away_in_their_thread() -> None:
    said = subprocess.run(
        [sys.executable, "-c", _BEGINS], capture_output=True, text=True, check=True, timeout=60
    )
    assert said.stdout.strip() == "False", "Python would look in whichever thread made the most"


@pytest.fixture
def work(begin: Begin) -> AtWork:
    return begin()


@pytest.fixture
def hasty() -> Iterator[None]:
    """Threads take turns so often that each order of their last steps comes about."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("hasty")
def test_a_page_that_is_gone_before_its_answer_ends_in_the_windows_thread(work: AtWork) -> None:
    by = list[Thread]()

    def ask_and_leave() -> None:
        page, gone = QWidget(), Event()
        held = QObject()
        held.destroyed.connect(
            lambda: by.append(current_thread()), Qt.ConnectionType.DirectConnection
        )

        def long_work() -> str:
            gone.wait(20)
            return repr((page, held))

        work.session.desk.work(page, long_work, lambda _answer: page.update())
        delete(page)
        gone.set()

    for _ in range(_ROUNDS):
        ask_and_leave()
        work.settle()
    assert len(by) == _ROUNDS
    assert set(by) == {main_thread()}
