"""What the things that wait for a supervisor are called, and where each is decided."""

from __future__ import annotations

from collections.abc import Callable

from caseworker.supervision.quality import Gap
from caseworker.supervision.queue import Waiting, Waits
from caseworker.text import N_
from ui.language import ngettext
from ui.window.navigation import Destination, Place


def _afterwards(count: int) -> str:
    return ngettext("{count} look afterwards", "{count} looks afterwards", count)


_COUNTED: dict[Waits, Callable[[int], str]] = {
    Waits.PLAN: lambda count: ngettext("{count} plan", "{count} plans", count),
    Waits.CLOSURE: lambda count: ngettext("{count} closure", "{count} closures", count),
    Waits.CLOSED_ALONE: _afterwards,
    Waits.TRANSFER: lambda count: ngettext("{count} handover", "{count} handovers", count),
    Waits.OTHER_BASIS: _afterwards,
    Waits.WITHOUT_CASEWORKER: lambda count: ngettext(
        "{count} case without a caseworker", "{count} cases without a caseworker", count
    ),
    Waits.CLOSED_AT_ONCE: _afterwards,
    Waits.SECOND_RECORD: lambda count: ngettext(
        "{count} second record", "{count} second records", count
    ),
    Waits.JOINED_ALONE: _afterwards,
}

ASKS: dict[Waits, str] = {
    Waits.PLAN: N_("A plan was agreed: look at it"),
    Waits.CLOSURE: N_("Approval asked: close a case"),
    Waits.CLOSED_ALONE: N_("Closed by one who works alone: look at it"),
    Waits.TRANSFER: N_("A handover has no answer"),
    Waits.OTHER_BASIS: N_("Recorded without consent: look at the reason"),
    Waits.WITHOUT_CASEWORKER: N_("A case without a caseworker"),
    Waits.CLOSED_AT_ONCE: N_("A record was closed to all but a few: look at it"),
    Waits.SECOND_RECORD: N_("Two records may be of one person: decide"),
    Waits.JOINED_ALONE: N_("Two records were joined by one who works alone: look at it"),
}

ICONS: dict[Waits, str] = {
    Waits.PLAN: "pen-nib",
    Waits.CLOSURE: "check-square",
    Waits.CLOSED_ALONE: "check-square",
    Waits.TRANSFER: "arrow-bend-up-right",
    Waits.OTHER_BASIS: "scales",
    Waits.WITHOUT_CASEWORKER: "folder-simple",
    Waits.CLOSED_AT_ONCE: "lock-simple",
    Waits.SECOND_RECORD: "users",
    Waits.JOINED_ALONE: "users",
}

GAPS: dict[Gap, str] = {
    Gap.RISK: N_("The risk is not judged"),
    Gap.SAFE_CONTACT: N_("No safe way to reach the person is written down"),
    Gap.LANGUAGE: N_("The language is not known"),
    Gap.ASSESSMENT: N_("No assessment after two weeks"),
    Gap.PLAN: N_("No plan agreed after three weeks"),
    Gap.FOLLOW_UP: N_("No follow-up is planned"),
    Gap.FEEDBACK: N_("Closed without asking how it was"),
}


def counted(kind: Waits, count: int) -> str:
    """Return how many of a kind wait: "4 plans"."""
    return _COUNTED[kind](count)


_PARTS = {
    Waits.PLAN: "planning",
    Waits.CLOSURE: "closure",
    Waits.CLOSED_ALONE: "closure",
    Waits.TRANSFER: "transfer",
}


def place_of(waiting: Waiting) -> Destination:
    """Return where *waiting* is decided."""
    if waiting.kind is Waits.OTHER_BASIS:
        return Destination(Place.RIGHTS, str(waiting.subject))
    if waiting.kind is Waits.CLOSED_AT_ONCE:
        return Destination(Place.RIGHTS, str(waiting.subject), "seen by")
    if waiting.kind in {Waits.SECOND_RECORD, Waits.JOINED_ALONE}:
        return Destination(Place.PEOPLE, str(waiting.subject), "compare")
    return Destination(Place.CASE, str(waiting.subject), _PARTS.get(waiting.kind, ""))
