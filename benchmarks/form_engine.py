"""`form_load_vs_javarosa`, `form_update_vs_web_forms`, `form_memory_mb`: one form, three engines.

500 questions, 200 of them relevant by another answer, 50 calculations in a chain. The same answers
go into all: numbers that run down the chain, and answers that show and hide questions.
"""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Iterator

from benchmarks.measuring import Figure, median, ratio
from benchmarks.reference_engines import Task, javarosa, web_forms
from forms import FormEntry, read_form

QUESTIONS, RELEVANTS, CALCULATIONS = 500, 200, 50
ROUNDS = 30
LAST = f"/data/c{CALCULATIONS - 1}"
ENGINES = {"javarosa": javarosa, "web_forms": web_forms}
AGAINST = {"javarosa": "JavaRosa", "web_forms": "ODK Web Forms"}


def measure() -> dict[str, Figure]:
    """Return the figures; those beside another engine only where it is to be had.

    Raises:
        ValueError: another engine ends at another number than ours.
    """
    document, answers = long_form(), list(_answers())
    loads, updates = [], []
    for round_ in range(-3, ROUNDS):
        begun = time.perf_counter()
        entry = FormEntry(read_form(document))
        loaded = time.perf_counter()
        for path, value in answers:
            entry.set(path, value)
        answered = time.perf_counter()
        if round_ >= 0:
            loads.append((loaded - begun) * 1000)
            updates.append((answered - loaded) * 1000 / len(answers))
    load, update = median(loads), median(updates)
    figures = {
        "form_load_ms": Figure(round(load, 2), "ms", "lower", "nothing", ROUNDS),
        "form_update_ms": Figure(round(update, 4), "ms", "lower", "nothing", ROUNDS),
        "form_memory_mb": Figure(_memory(document), "MB", "lower", "nothing", 1),
    }
    task = Task(document, answers, LAST, ROUNDS)
    for name, engine in ENGINES.items():
        theirs = engine(task)
        if theirs is None:
            continue
        if theirs.end != entry.value(LAST):
            raise ValueError(f"{name} ends at {theirs.end}, we at {entry.value(LAST)}")
        against = f"{AGAINST[name]}, warm, on the same form and answers"
        figures |= {
            f"form_{act}_vs_{name}": Figure(ratio(ours, other), "times", "lower", against, ROUNDS)
            for act, ours, other in (
                ("load", load, theirs.load),
                ("update", update, theirs.update),
            )
        }
    return figures


def long_form() -> str:
    """Return the XForm."""
    names = [f"q{number}" for number in range(QUESTIONS)]
    chain = [f"c{number}" for number in range(CALCULATIONS)]
    nodes = "".join(f"<{name}/>" for name in (*names, *chain))
    binds = [
        f'<bind nodeset="/data/{name}" type="{"int" if number % 2 else "string"}"'
        + (f' relevant="{_relevant(number)}"' if 100 <= number < 100 + RELEVANTS else "")
        + "/>"
        for number, name in enumerate(names)
    ]
    for number, name in enumerate(chain):
        before = f"/data/c{number - 1}" if number else "/data/q1"
        binds.append(
            f'<bind nodeset="/data/{name}" type="int"'
            f" calculate=\"if({before} != '', {before} + {number}, 0)\"/>"
        )
    body = "".join(
        f'<input ref="/data/{name}"><label>Question {name}</label></input>' for name in names
    )
    return (
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"'
        ' xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>Long</h:title><model>'
        f'<instance><data id="long" version="1">{nodes}</data></instance>{"".join(binds)}'
        f"</model></h:head><h:body>{body}</h:body></h:html>"
    )


def _relevant(number: int) -> str:
    """Return the rule: by a word, by a number, or by the end of the chain."""
    asked = number % 50
    if number % 3 == 0:
        return f"/data/q{asked * 2 % 100} = 'yes'"
    if number % 3 == 1:
        return f"/data/q{(asked * 2 + 1) % 100} &gt; 5"
    return f"/data/c{CALCULATIONS - 1} &gt; {1200 + number} or /data/q{asked * 2 % 100} = 'no'"


def _answers() -> Iterator[tuple[str, str]]:
    for turn in range(4):
        for number in range(100):
            value = str(number % 12 + turn) if number % 2 else ("yes", "no")[(number + turn) % 2]
            yield f"/data/q{number}", value
        yield "/data/q1", str(turn * 7)


def _memory(document: str) -> float:
    """Return the megabytes that one open form holds, its definition included."""
    tracemalloc.start()
    entry = FormEntry(read_form(document))
    held, _peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del entry
    return round(held / 1_000_000, 2)
