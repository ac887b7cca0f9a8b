"""What the window is told to show: plain, frozen, already in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass, field

from ui.language import _
from ui.window.navigation import Place


@dataclass(frozen=True)
class NavigationItem:
    """One line of the sidebar; *count* is a plain number in words, or empty."""

    place: Place
    text: str
    icon: str
    count: str = ""


@dataclass(frozen=True)
class SyncWords:
    """The sync pill: the state in words, when the last exchange was, and both in one line."""

    state: str
    last: str
    settled: bool = False
    """Whether nothing waits: shows a check instead of a tray."""

    @property
    def line(self) -> str:
        """Return both in one line, for the strip."""
        return _("{state}; {last}", state=self.state, last=_lower(self.last))


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


@dataclass(frozen=True)
class WindowWords:
    """Everything the shell says that is not its own."""

    centre: str
    person: str
    role: str
    initials: str
    sync: SyncWords
    counts: dict[Place, str] = field(default_factory=dict)
    places: frozenset[Place] = frozenset(Place)
    """The places that this person's roles open."""


def work_items() -> tuple[NavigationItem, ...]:
    """Return the places of daily work."""
    return (
        NavigationItem(Place.TODAY, _("Today"), "sun-horizon"),
        NavigationItem(Place.RECEPTION, _("Reception"), "sign-in"),
        NavigationItem(Place.PEOPLE, _("People"), "users"),
        NavigationItem(Place.CASES, _("Cases"), "folder-simple"),
        NavigationItem(Place.REFERRALS, _("Referrals"), "paper-plane-tilt"),
        NavigationItem(Place.CALENDAR, _("Calendar"), "calendar-blank"),
    )


def support_items() -> tuple[NavigationItem, ...]:
    """Return the places that support the work."""
    return (
        NavigationItem(Place.DIRECTORY, _("Directory"), "map-trifold"),
        NavigationItem(Place.CENTRE, _("Centre"), "house-line"),
        NavigationItem(Place.REPORTS, _("Reports"), "chart-bar"),
    )


def more_item() -> NavigationItem:
    """Return the place of everything else."""
    return NavigationItem(Place.MORE, _("More"), "dots-three-circle")


HOME: dict[Place, Place] = {
    Place.PERSON: Place.PEOPLE,
    Place.CASE: Place.CASES,
    **dict.fromkeys(
        (
            Place.INCIDENTS,
            Place.FEEDBACK,
            Place.RIGHTS,
            Place.SYNC,
            Place.USERS,
            Place.LAPTOPS,
            Place.CENTRES,
            Place.BACKUP,
            Place.EXPLANATIONS,
            Place.FORMS,
            Place.SETTINGS,
            Place.HELP,
        ),
        Place.MORE,
    ),
}
"""Which line of the sidebar is chosen while a deeper place is open."""
