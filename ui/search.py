"""What Ctrl+K finds: people, cases, providers, and things to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caseworker.permissions import Act, may
from caseworker.views.found import FoundCase, FoundProvider, Hit, find
from ui import words
from ui.desk import Desk
from ui.language import _
from ui.window.navigation import Destination, Place
from ui.window.palette import Result

MOST_RESULTS = 8


@dataclass(frozen=True)
class _Action:
    words: str
    icon: str
    destination: Destination
    act: Act


def _actions() -> tuple[_Action, ...]:
    return (
        _Action(_("New arrival"), "plus", Destination(Place.RECEPTION, part="new"), Act.CHECK_IN),
        _Action(
            _("Somebody is not safe: what to do"),
            "first-aid-kit",
            Destination(Place.INCIDENTS),
            Act.WRITE_INCIDENT,
        ),
        _Action(_("Somebody says something about us"), "chat-circle-text",
                Destination(Place.FEEDBACK), Act.WRITE_INCIDENT),
        _Action(_("Find help for a need"), "map-trifold", Destination(Place.DIRECTORY),
                Act.READ_DIRECTORY),
        _Action(_("A partner refers somebody"), "tray",
                Destination(Place.REFERRALS, part="inbox:new"), Act.REFER),
        _Action(_("Calendar"), "calendar-blank", Destination(Place.CALENDAR), Act.READ_CASE),
        _Action(_("Other centres"), "handshake", Destination(Place.CENTRES), Act.SEE_CENTRES),
        _Action(_("Forms"), "clipboard-text", Destination(Place.FORMS), Act.READ_DIRECTORY),
        _Action(_("My settings"), "translate", Destination(Place.SETTINGS), Act.READ_DIRECTORY),
    )  # fmt: skip


class Finder:
    """Answers the search field, within what the person's role reads."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __call__(self, query: str) -> Sequence[Result]:
        """Return what *query* finds, people first; without a query, what can be done."""
        actions = [
            Result(action.icon, action.words, "", action.destination)
            for action in _actions()
            if may(self._desk.actor, action.act) and _begins(query, action.words)
        ]
        if not query.strip():
            return actions
        found = self._desk.ask(lambda reads: find(reads, query, MOST_RESULTS))
        return [*map(_result, found), *actions][:MOST_RESULTS]


def _result(hit: Hit) -> Result:
    if isinstance(hit, FoundProvider):
        place = Destination(Place.DIRECTORY, str(hit.id))
        return Result("map-trifold", hit.name, words.called(hit.kind), place)
    if isinstance(hit, FoundCase):
        number = _("Case {number}", number=hit.number)
        return Result("folder-simple", hit.name, number, Destination(Place.CASE, str(hit.id)))
    detail = words.joined(words.born(hit.date_of_birth), words.languages(hit.languages))
    return Result("user", hit.name, detail, Destination(Place.PERSON, str(hit.id)))


def _begins(query: str, sentence: str) -> bool:
    wanted = query.casefold().split()
    have = sentence.casefold().split()
    return all(any(word.startswith(part) for word in have) for part in wanted)
