"""Where one can go, and the way back. No Qt here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Place(StrEnum):
    """A kind of screen."""

    TODAY = "today"
    RECEPTION = "reception"
    PEOPLE = "people"
    PERSON = "person"
    CASES = "cases"
    CASE = "case"
    REFERRALS = "referrals"
    CALENDAR = "calendar"
    DIRECTORY = "directory"
    CENTRE = "centre"
    REPORTS = "reports"
    MORE = "more"
    INCIDENTS = "incidents"
    FEEDBACK = "feedback"
    RIGHTS = "rights"
    SYNC = "sync"
    USERS = "users"
    LAPTOPS = "laptops"
    CENTRES = "centres"
    BACKUP = "backup"
    EXPLANATIONS = "explanations"
    FORMS = "forms"
    SETTINGS = "settings"
    HELP = "help"


@dataclass(frozen=True)
class Destination:
    """One screen: its place, the id of whom or what it shows, and the part of it."""

    place: Place
    subject: str = ""
    part: str = ""


class History:
    """The screens visited, as a browser keeps them."""

    def __init__(self, start: Destination, limit: int = 100) -> None:
        self._visited = [start]
        self._at = 0
        self._limit = limit

    @property
    def current(self) -> Destination:
        """Return the screen shown now."""
        return self._visited[self._at]

    @property
    def can_go_back(self) -> bool:
        """Return whether a screen lies before this one."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Return whether one went back from a screen."""
        return self._at < len(self._visited) - 1

    def go(self, destination: Destination) -> bool:
        """Go to *destination*; return whether that is another screen than now."""
        if destination == self.current:
            return False
        del self._visited[self._at + 1 :]
        self._visited.append(destination)
        del self._visited[: -self._limit]
        self._at = len(self._visited) - 1
        return True

    def stay(self, destination: Destination) -> None:
        """Be at *destination* in place of where one is: another part of the same screen."""
        self._visited[self._at] = destination

    def back(self) -> Destination:
        """Go one screen back, where there is one, and return it."""
        self._at = max(0, self._at - 1)
        return self.current

    def forward(self) -> Destination:
        """Go one screen forward, where there is one, and return it."""
        self._at = min(len(self._visited) - 1, self._at + 1)
        return self.current

    def forget(self) -> None:
        """Forget every screen but this one: on lock, and when the person changes."""
        self._visited = [self.current]
        self._at = 0
