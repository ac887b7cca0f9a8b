"""The main job on the demo centre, worked offscreen: pictures and PDFs of what a person sees."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from caseworker.ports import Office
from ui.desk import Desk
from ui.language import speak
from ui.places import SCREENS, places_for
from ui.rehearsal.driver import Driver
from ui.rehearsal.self_test import OF_ONE_RECORD
from ui.theme.theme import apply
from ui.window.navigation import Destination
from ui.work_session import WorkSession


def rehearse_job(
    app: QApplication,
    office: Office,
    target: Path,
    *,
    every_screen: bool,
    say: Callable[[str], None],
) -> int:
    """Work through the main job in the demo centre; return the exit code."""
    speak("en")
    apply(app)
    session = WorkSession(Desk(office))
    driver = Driver(session)
    session.window.resize(1366, 768)
    session.window.show()
    try:
        for place in SCREENS:
            if place in places_for(session.desk.actor) - OF_ONE_RECORD:
                session.go(Destination(place))
                driver.picture(target / f"{place.value}.png")
                say(f"  {place.value}")
    finally:
        session.close()
    return 0
