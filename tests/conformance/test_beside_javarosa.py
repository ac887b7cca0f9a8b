"""Random forms on our engine and on JavaRosa: what both say of each question is the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from random_forms import random_filling
from referee import Facts, Filling, Referee, alike, plain

from forms import FormEntry, read_form

FORMS = 150


def _facts(filling: Filling) -> list[Facts]:
    entry = FormEntry(read_form(filling.xml))
    facts: list[Facts] = []
    for kind, *words in filling.steps:
        match kind:
            case "set":
                entry.set(words[0], words[1])
            case "add":
                entry.add_repeat(words[0])
            case "remove":
                entry.remove_repeat(words[0])
            case _:
                facts.append(_dump(entry))
    return facts


def _dump(entry: FormEntry) -> Facts:
    facts: Facts = {}
    for definition in entry.form.definitions:
        if not definition.children and not definition.name.startswith("@"):
            count = entry.count("/data/r") if definition.repeated else 1
            for place in range(1, count + 1):
                path = definition.path.replace("/r/", f"/r[{place}]/")
                facts[plain(path)] = (entry.relevant(path), entry.value(path))
    return facts


def _differences(ours: list[Facts], theirs: list[Facts]) -> list[str]:
    found = []
    for number, (mine, other) in enumerate(zip(ours, theirs, strict=False)):
        for path in sorted(mine.keys() | other.keys()):
            relevant, value = mine.get(path, (None, ""))
            expected, other_value = other.get(path, (None, ""))
            if relevant != expected or (relevant and not alike(value, other_value)):
                found.append(
                    f"{number}: {path} {relevant} {value!r}, there {expected} {other_value!r}"
                )
    return found


@pytest.mark.skipif(bool(Referee.missing()), reason=Referee.missing() or "JavaRosa is here")
def test_random_forms_are_filled_as_javarosa_fills_them(tmp_path: Path) -> None:
    fillings = [random_filling(seed) for seed in range(FORMS)]
    refereed = Referee(tmp_path).facts(fillings)
    compared = 0
    wrong = {}
    for seed, (filling, theirs) in enumerate(zip(fillings, refereed, strict=True)):
        compared += len(theirs)
        if differences := _differences(_facts(filling), theirs):
            wrong[seed] = differences[:3]
    assert not wrong
    # The referee went through nearly all of it: it is stricter about types than we are.
    assert compared > FORMS * 8
