"""What a place among the data rights names: a part, and the wish or the person it is about."""

from __future__ import annotations

from uuid import UUID

from caseworker.model.ids import PersonId
from ui.rights.copy_page import CopyPage
from ui.rights.erasure_page import ErasurePage
from ui.rights.extract_page import ExtractPage
from ui.rights.restriction_page import RestrictionPage
from ui.rights.rights_page import RightsPage
from ui.rights.time_over_page import TimeOverPage
from ui.rights.wish_page import WishPage
from ui.screen import Screen
from ui.shell import Shell
from ui.window.navigation import Destination


def rights_screen(shell: Shell, place: Destination) -> Screen:
    """Return the screen at *place*: "wish" and "copy" of a wish, "used", "seen by" and
    "time over" of a person, "erasure" of an erasure.

    Without a part it is the page of all that waits.
    """
    if place.part == "wish":
        return WishPage(shell, UUID(place.subject))
    if place.part == "copy":
        return CopyPage(shell, UUID(place.subject))
    if place.part == "used":
        return ExtractPage(shell, PersonId(UUID(place.subject)))
    if place.part == "seen by":
        return RestrictionPage(shell, PersonId(UUID(place.subject)))
    if place.part == "time over":
        return TimeOverPage(shell, PersonId(UUID(place.subject)))
    if place.part == "erasure":
        return ErasurePage(shell, UUID(place.subject))
    return RightsPage(shell)
