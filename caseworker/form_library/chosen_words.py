"""What answers of forms are called: the question, and the words of what was chosen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from caseworker.form_library.versions import in_use, usable
from caseworker.ports import Reads
from caseworker.text import LANGUAGES, SOURCE_LANGUAGE, Text
from forms import FormDefinition, FormEntry, library

_FORMS = (
    "registration",
    "identification",
    "assessment",
    "implementation",
    "review",
    "closure",
)
"""Forms whose answers stand in a record."""
_ASKED_IN: dict[str, tuple[str, ...]] = {
    "arrival": ("urgent_needs",),
    "assessment": ("assessment",),
    "basis_use": ("review", "mandatory_report"),
    "best_interests": ("best_interests", "best_interests_determination"),
    "case": ("identification", "return_decision"),
    "case_plan": ("planning",),
    "closure": ("closure",),
    "contact": ("follow_up",),
    "disclosure": ("mandatory_report",),
    "factor": ("assessment",),
    "feedback": ("feedback",),
    "follow_up": ("follow_up",),
    "household": ("registration_household",),
    "incident": ("incident",),
    "meeting": ("review",),
    "objective": ("planning",),
    "orientation": ("orientation",),
    "person": ("registration", "return_decision"),
    "plan_agreement": ("planning",),
    "planned_action": ("planning",),
    "protection_screening": ("screening_flags",),
    "referral": ("referral",),
    "relationship": ("relative_verification",),
    "review": ("review",),
    "safe_contact": ("identification",),
    "safety_plan": ("safety_plan",),
    "screening": ("eligibility",),
    "service_delivery": ("implementation",),
    "transfer": ("transfer",),
}
"""Where the fields of an entity are asked, by the word that forms bind it with."""
_CHOOSES = frozenset({"select_one", "select_multiple", "rank"})
_PLACE = re.compile(r"\[[^\]]*\]")


def field_words(form: str, field: str, value: str, text: Text) -> tuple[str, str]:
    """Return the question that fills *field* ("assessment.needs"), and *value* in words."""
    entry = _entry(form, text.language)
    path = _paths(form).get(field, "") if entry is not None else ""
    return answer_words(form, path, value, text) if path else (_plain(field), value)


def question_words(field: str, text: Text) -> str:
    """Return the question that fills *field* ("person.diet"); empty where no form asks it."""
    form = _asking(field)
    entry = _entry(form, text.language)
    return "" if entry is None else entry.question(_paths(form)[field]).label


def chosen_words(field: str, value: str | tuple[str, ...], text: Text) -> str:
    """Return what stands in *field* ("person.marital_status") in the words of the form that asks.

    What was written in words of one's own stays as it is.
    """
    known = _choices(_asking(field), field, text.language)
    codes = value if isinstance(value, tuple) else tuple(value.split())
    if not isinstance(value, tuple) and not known.keys() >= set(codes):
        codes = (value,) if value else ()
    return text.listed(known.get(code, code) for code in codes)


def choices_of_centre(reads: Reads, field: str, text: Text) -> Mapping[str, str]:
    """Return the words of all that can be chosen for *field*, as the centre's own form has them.

    What that form no longer offers is called as the form that came with the program calls it.
    """
    form = _asking(field)
    known = _choices(form, field, text.language)
    own = in_use(reads, form)
    if own is None:
        return known
    definition = usable(reads, own).definition
    entry = FormEntry(definition)
    if text.language in entry.languages:
        entry.set_language(text.language)
    paths = (node.path for node in definition.definitions if node.field == field)
    return known | {
        choice.value: choice.label for path in paths for choice in entry.choices(path, every=True)
    }


def answer_words(form: str, path: str, value: str, text: Text) -> tuple[str, str]:
    """Return the question at *path* of a form, and *value* in words.

    Where this version no longer knows the question, its name and the answer as kept.
    """
    entry = _entry(form, text.language)
    if entry is None or not entry.exists(path):
        return _plain(path), value
    question = entry.question(path)
    if question.kind not in _CHOOSES:
        return question.label, value
    names = {choice.value: choice.label for choice in entry.choices(path)}
    return question.label, text.listed(names.get(code, code) for code in value.split())


def _asking(field: str) -> str:
    """Return the form that fills *field*; empty where none does."""
    forms = _ASKED_IN.get(field.partition(".")[0], ())
    return next((form for form in forms if field in _paths(form)), "")


@cache
def _choices(form: str, field: str, language: str) -> dict[str, str]:
    """Return the choices of the question that fills *field*, each with its words."""
    entry = _entry(form, language)
    path = _paths(form).get(field)
    if entry is None or path is None:
        return {}
    return {choice.value: choice.label for choice in entry.choices(path)}


@cache
def _entry(form: str, language: str) -> FormEntry | None:
    definition = _definition(form)
    if definition is None:
        return None
    entry = FormEntry(definition)
    if language in entry.languages:
        entry.set_language(language)
    return entry


@cache
def _definition(form: str) -> FormDefinition | None:
    if form not in library.names():
        return None
    texts = {language: Text(language) for language in LANGUAGES}
    return library.load_translated(
        form, LANGUAGES[1:], lambda words, language: texts[language](words)
    )


@cache
def _paths(form: str) -> dict[str, str]:
    definition = _definition(form)
    if definition is None:
        return {}
    return {node.field: node.path for node in definition.definitions if node.field is not None}


def _plain(path: str) -> str:
    """Return the last part of a path in words: "/data/life/income" is "income"."""
    last = re.split(r"[/.]", _PLACE.sub("", path))[-1]
    return last.replace("_", " ").capitalize()


def prepare() -> None:
    """Read the forms ahead, beside the window: it takes longer than a screen may wait."""
    for form in _FORMS:
        _entry(form, SOURCE_LANGUAGE)
