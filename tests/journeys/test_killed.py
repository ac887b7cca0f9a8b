"""Killed in the middle of an intake: what was typed is back."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QLineEdit

from caseworker.model.arrival import Arrival, ArrivalState
from caseworker.model.person import Person
from db.store.verify import verify
from tests.journeys.centre import AMINA, Centre
from tests.journeys.leaks import Leaks
from ui.rehearsal import desk_work
from ui.window.navigation import Place

ROOT = Path(__file__).parents[2]


def test_killed_in_the_middle(centre: Centre, leaks: Leaks) -> None:
    centre.lock()
    running = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.killed_program", str(centre.folder)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
    )
    assert running.stdout is not None
    with running:
        assert running.stdout.readline().strip() == "typed"
        running.kill()

    hand = centre.unlock(AMINA)
    assert verify(centre.office).problems == ()
    arrival = centre.one(Arrival)
    assert arrival.state is ArrivalState.CHECKED_IN, "what was acknowledged is there"
    assert not centre.all(Person)
    centre.go(Place.RECEPTION, arrival.id, "registration")
    field = hand.find("given_name")
    assert isinstance(field, QLineEdit)
    assert field.text() == "Ambrose-Chalcedony"
    desk_work.write_record(hand, desk_work.Name("", "Vesuvian"))
    assert centre.one(Person).given_name == "Ambrose-Chalcedony"
    centre.lock()
    leaks.none_of("Ambrose", "Chalcedony", "Vesuvian")
