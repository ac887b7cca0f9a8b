"""What a place among other centres names: one card, or the page of all."""

from __future__ import annotations

from uuid import UUID

from ui.handover.card_page import CardPage
from ui.handover.centres_page import CentresPage
from ui.screen import Screen
from ui.shell import Shell
from ui.window.navigation import Destination


def centres_screen(shell: Shell, place: Destination) -> Screen:
    """Return the page of the card at *place*; without one, the page of all centres."""
    return CardPage(shell, UUID(place.subject)) if place.subject else CentresPage(shell)
