"""What a place among the data rights names: a part, and the wish or the person it is about."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from caseworker.model.ids import PersonId
from ui.data_access.asking_page import DataAskingPage
from ui.data_access.request_page import DataAccessPage
from ui.data_access.words import NEW, PART
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
    """Return the screen of the part at *place*; without one, the page of all that waits."""
    if place.part == NEW:
        return DataAskingPage(shell)
    build = _OF_ONE.get(place.part)
    return RightsPage(shell) if build is None else build(shell, UUID(place.subject))


_OF_ONE: dict[str, Callable[[Shell, UUID], Screen]] = {
    "wish": WishPage,
    "copy": CopyPage,
    "used": lambda shell, key: ExtractPage(shell, PersonId(key)),
    "seen by": lambda shell, key: RestrictionPage(shell, PersonId(key)),
    "time over": lambda shell, key: TimeOverPage(shell, PersonId(key)),
    "erasure": ErasurePage,
    PART: DataAccessPage,
}
"""The parts that show one thing: a wish, a person's record, an erasure, a request from outside."""
