"""What Ctrl+K finds: people, cases, providers, and things to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caseworker.model.case import Case
from caseworker.model.directory import Provider
from caseworker.model.entity import Entity
from caseworker.model.person import Person
from caseworker.permissions import Act, may
from caseworker.ports import Found, Reads
from caseworker.views.names import shown_name
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
        found = self._desk.ask(lambda reads: self._found(reads, query))
        return [*found, *actions][:MOST_RESULTS]

    def _found(self, reads: Reads, query: str) -> list[Result]:
        kinds: list[type[Entity]] = [Provider]
        if may(reads.actor, Act.READ_PEOPLE):
            kinds.insert(0, Person)
        if may(reads.actor, Act.READ_CASE):
            kinds.insert(0, Case)
        hits = reads.search(query, kinds=kinds, limit=MOST_RESULTS)
        return [result for hit in hits if (result := self._result(reads, hit)) is not None]

    def _result(self, reads: Reads, hit: Found) -> Result | None:
        if hit.kind is Person:
            return self._person(reads, reads.get(Person, hit.id))
        if hit.kind is Case:
            return self._case(reads, reads.get(Case, hit.id))
        provider = reads.get(Provider, hit.id)
        place = Destination(Place.DIRECTORY, str(provider.id))
        return Result("map-trifold", provider.name, words.called(provider.kind), place)

    def _person(self, reads: Reads, person: Person) -> Result | None:
        if person.restricted:
            return None
        place = Destination(Place.PERSON, str(person.id))
        if may(reads.actor, Act.READ_CASE):
            own = reads.matching(Case, person_id=person.id, order_by="-opened_at", limit=1)
            if own:
                return self._case(reads, own[0])
        detail = words.joined(words.born(person.date_of_birth), words.languages(person.languages))
        return Result("user", person.full_name or person.called, detail, place)

    def _case(self, reads: Reads, case: Case) -> Result | None:
        person = reads.get(Person, case.person_id)
        if person.restricted:
            return None
        name = person.full_name or shown_name(person)
        return Result(
            "folder-simple",
            name or case.number,
            _("Case {number}", number=case.number),
            Destination(Place.CASE, str(case.id)),
        )


def _begins(query: str, sentence: str) -> bool:
    wanted = query.casefold().split()
    have = sentence.casefold().split()
    return all(any(word.startswith(part) for word in have) for part in wanted)
