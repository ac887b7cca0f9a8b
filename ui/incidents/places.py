"""What a place among the incidents names: part "" the cards, "note" a report, "staff" channels."""

from __future__ import annotations

from ui.incidents.incidents_page import IncidentsPage
from ui.incidents.note_page import NotePage
from ui.incidents.staff_page import StaffPage
from ui.screen import Screen
from ui.shell import Shell
from ui.window.navigation import Destination


def incidents_screen(shell: Shell, place: Destination) -> Screen:
    """Return the screen at *place* among the incidents."""
    if place.part == "note":
        return NotePage(shell)
    if place.part == "staff":
        return StaffPage(shell)
    return IncidentsPage(shell)
