"""Which screen of the people stands at which place."""

from __future__ import annotations

from uuid import UUID

from caseworker.model.duplicate import Duplicate
from caseworker.model.ids import PersonId
from caseworker.permissions import Act, may
from caseworker.views.duplicates import goes_on_first
from ui.people.compare_page import ComparePage
from ui.people.people_page import PeoplePage
from ui.people.twice_page import TwicePage
from ui.screen import Screen
from ui.shell import Shell
from ui.window.navigation import Destination


def people_screen(shell: Shell, place: Destination) -> Screen:
    """Return the screen of the part at *place*; without one, the list."""
    if not place.part or not may(shell.desk.actor, Act.WORK_ON_CASE):
        return PeoplePage(shell)
    if place.part == "twice":
        return TwicePage(shell)
    return ComparePage(shell, *_pair(shell, place.subject))


def _pair(shell: Shell, subject: str) -> tuple[PersonId, PersonId]:
    """Return two records: named by both ids, or by what was said of them."""
    one, _colon, other = subject.partition(":")
    if other:
        first, second = PersonId(UUID(one)), PersonId(UUID(other))
        return shell.desk.ask(lambda reads: goes_on_first(reads, first, second))
    said = shell.desk.ask(lambda reads: reads.get(Duplicate, UUID(one)))
    return said.person_id, said.duplicate_id
