"""Every built-in form is walked until each question was asked, and each condition held and not."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from forms import FormDefinition, FormEntry, Question, Surroundings, library
from forms.definition import NodeDefinition

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
DAYS = tuple((NOON + timedelta(days=days)).date().isoformat() for days in (-40, -1, 0, 1, 40))
TRIES = 4000


@pytest.mark.parametrize("name", library.names())
def test_every_question_is_reached_and_every_condition_turns(name: str) -> None:
    form = library.load(name)
    walk = _Walk(form)
    walk.look(walk.begin())
    for definition in form.definitions:
        for wanted in (True, False) if definition.bind.relevant else (True,):
            walk.seek(definition, wanted)
    missing = [
        (definition.path, wanted)
        for definition in form.definitions
        for wanted in ((True, False) if definition.bind.relevant else (True,))
        if (definition, wanted) not in walk.seen
    ]
    assert missing == []


class _Walk:
    """Answers at random what a condition hangs on, and notes what was asked and what was not."""

    def __init__(self, form: FormDefinition) -> None:
        self.form = form
        self.seen: set[tuple[NodeDefinition, bool]] = set()
        self._dice = Random(form.identifier)
        self._numbers = _numbers(form)

    def begin(self) -> FormEntry:
        surroundings = Surroundings(now=lambda: NOON, random=lambda: 0.5, unique=lambda: "id")
        entry = FormEntry(self.form, surroundings=surroundings)
        self._open_repeats(entry)
        return entry

    def _open_repeats(self, entry: FormEntry) -> None:
        for definition, control in self.form.repeats.items():
            path = definition.path
            if control.count is None and entry.offers(path) and not entry.count(path):
                entry.add_repeat(path)

    def seek(self, target: NodeDefinition, wanted: bool) -> None:
        needed = _hangs_on(self.form, target)
        for _ in range(TRIES):
            if (target, wanted) in self.seen:
                return
            entry = self.begin()
            for definition in needed:
                path = _path(definition)
                if entry.exists(path) and entry.relevant(path):
                    entry.set(path, self._answer(entry, entry.question(path)))
                    self._open_repeats(entry)
            self.look(entry)

    def look(self, entry: FormEntry) -> None:
        for definition in self.form.definitions:
            path = _path(definition)
            shown = entry.exists(path) and entry.relevant(path)
            around = definition.parent is None or (
                entry.exists(_path(definition.parent)) and entry.relevant(_path(definition.parent))
            )
            if shown or around:
                self.seen.add((definition, shown))

    def _answer(self, entry: FormEntry, question: Question) -> str:
        match question.kind:
            case "select_one":
                values = [choice.value for choice in entry.choices(question.path)]
                return self._dice.choice(values)
            case "select_multiple":
                values = [choice.value for choice in entry.choices(question.path)]
                some = self._dice.sample(values, self._dice.randint(0, len(values)))
                return " ".join(some)
            case "integer" | "decimal":
                return self._dice.choice(self._numbers)
            case "date":
                return self._dice.choice(DAYS)
            case _:
                return self._dice.choice(("", "a word"))


def _numbers(form: FormDefinition) -> list[str]:
    rules = (definition.bind.relevant for definition in form.definitions)
    found = {int(n) for rule in rules if rule for n in re.findall(r"\b\d{1,4}\b", rule.source)}
    return [str(n) for number in {0, 1, 3, 500, *found} for n in (number, number + 1)]


def _hangs_on(form: FormDefinition, target: NodeDefinition) -> list[NodeDefinition]:
    """Return the questions that decide whether *target* is asked, first things first."""
    found: dict[NodeDefinition, None] = {}

    def collect(one: NodeDefinition) -> None:
        for step in one.chain:
            count = form.repeats[step].count if step in form.repeats else None
            for rule in (step.bind.relevant, count):
                for reference in rule.references if rule else ():
                    read = reference.definition
                    if read not in found and read is not one:
                        collect(read)
                        found[read] = None

    collect(target)
    return [each for each in found if each in form.controls]


def _path(definition: NodeDefinition) -> str:
    return "/" + "/".join(f"{one.name}[1]" if one.repeat else one.name for one in definition.chain)
