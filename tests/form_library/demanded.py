"""What the guidance demands of a built-in form, and whether the form really does it.

A demand says in the words of the test what must be asked, of whom, with which answers. It is held
against the form as it runs: the question comes when it should and not before, in four languages,
takes what it should, refuses what it should, keeps it, and stands on the blank paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from caseworker.documents.blank_form import blank_form
from caseworker.form_library.versions import UsableForm, built_in
from caseworker.text import LANGUAGES, Text
from forms import FormDefinition, FormEntry, Question
from forms.language_names import closest
from forms.plain_words import plain

FREE = ("text", "multiline")
_USUAL = {"text": "In her words", "multiline": "In her words", "integer": "7", "decimal": "7.5",
          "date": "2024-02-29", "acknowledge": "OK"}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Demand:
    """One field, list or sentence that a requirement asks for."""

    number: str
    at: str
    """The path below the root."""
    kinds: tuple[str, ...] = FREE
    offers: frozenset[str] = frozenset()
    """Answers that must be there, among others."""
    when: Mapping[str, str] = field(default_factory=dict)
    """What must be answered before it is asked; without it, it is not."""
    takes: str = ""
    refuses: tuple[str, ...] = ()
    bound: str = ""
    says: str = ""
    """Words of its English sentence or of what helps to ask it, where these are demanded."""


def asks(number: str, *paths: str, **more: object) -> list[Demand]:
    """Return that the words at each of *paths* are asked for."""
    return [Demand(number=number, at=path, **more) for path in paths]  # type: ignore[arg-type]  # as named


def chooses(number: str, path: str, offers: str, **more: object) -> list[Demand]:
    """Return that *offers*, separated by spaces, are there to be chosen at *path*."""
    kinds = ("select_one", "select_multiple")
    offered = frozenset(offers.split())
    return [Demand(number=number, at=path, kinds=kinds, offers=offered, **more)]  # type: ignore[arg-type]  # as named


def tells(number: str, path: str, says: str, **when: str) -> list[Demand]:
    """Return that a sentence stands at *path*, where a condition holds."""
    told = {place.replace("__", "/"): value for place, value in when.items()}
    return [Demand(number=number, at=path, kinds=("note",), says=says, when=told)]


def flat(*groups: Iterable[Demand]) -> tuple[Demand, ...]:
    """Return all demands of *groups*."""
    return tuple(demand for group in groups for demand in group)


def hold(name: str, demand: Demand) -> None:
    """Fail unless the built-in form *name* meets *demand*."""
    form = built_in(name)
    entry = _asked(form, demand)
    path = f"/data/{demand.at}"
    question = _question(entry, path)
    assert question is not None, f"{name}: {demand.at} is not asked"
    assert question.kind in demand.kinds, (name, demand.at, question.kind)
    sentences = plain(" ".join((question.label, question.hint, question.guidance)))
    assert demand.says.lower() in sentences.lower(), sentences
    if demand.bound:
        assert question.field == demand.bound
    _in_every_language(form, demand, path)
    if question.kind != "note":
        _answers(form, entry, demand, question)
    assert plain(question.label) in _paper(name), f"{demand.at} is not on the blank paper"


def _asked(form: FormDefinition, demand: Demand) -> FormEntry:
    entry = FormEntry(form, language=closest(form.languages, "en"))
    path = f"/data/{demand.at}"
    if demand.when:
        assert _question(entry, path) is None, f"{demand.at} is asked before it should"
    for place, value in demand.when.items():
        entry.set(f"/data/{place}", value)
        assert entry.valid(f"/data/{place}"), place
    return entry


def _question(entry: FormEntry, path: str) -> Question | None:
    wanted = path.replace("[1]", "")
    here = (each for each in entry.questions() if each.path.replace("[1]", "") == wanted)
    return next(here, None)


def _in_every_language(form: FormDefinition, demand: Demand, path: str) -> None:
    labels = {}
    for code in LANGUAGES:
        language = closest(form.languages, code)
        assert language is not None, code
        entry = FormEntry(form, language=language)
        for place, value in demand.when.items():
            entry.set(f"/data/{place}", value)
        labels[code] = plain(entry.label(path))
        if demand.offers:
            said = [choice.label for choice in entry.choices(path)]
            assert all(said)
            assert len(set(said)) == len(said)
    assert all(labels.values())
    assert labels["ar"] not in {labels["en"], labels["fr"]}
    assert labels["fr"] != labels["es"] or len(labels["fr"]) < 12


def _answers(form: FormDefinition, entry: FormEntry, demand: Demand, question: Question) -> None:
    path, value = question.path, demand.takes or _USUAL.get(question.kind, "")
    if demand.offers:
        offered = {choice.value for choice in entry.choices(path)}
        assert demand.offers <= offered, demand.offers - offered
        several = question.kind == "select_multiple"
        for choice in demand.offers:
            entry.set(path, choice)
            assert entry.valid(path), choice
        value = " ".join(sorted(demand.offers)[:2]) if several else sorted(demand.offers)[0]
    for wrong in demand.refuses:
        entry.set(path, wrong)
        assert not entry.constraint_valid(path), f"{path} takes {wrong}"
        assert entry.constraint_message(path)
    entry.set(path, value)
    assert entry.valid(path), (path, value)
    assert FormEntry(form, entry.answers()).value(path) == value


@cache
def _paper(name: str) -> str:
    return str(blank_form(UsableForm(built_in(name)), Text("en")).blocks)
