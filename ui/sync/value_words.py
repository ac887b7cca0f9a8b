"""What a field is called, and its value in words, for fields that two laptops may differ in."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime, tzinfo
from enum import Enum
from typing import Any
from uuid import UUID

from caseworker.directory.printed_list import opening_words
from caseworker.form_library.chosen_words import chosen_words, question_words
from caseworker.model.assessment import Assessment
from caseworker.model.case import Case
from caseworker.model.directory import OpeningHours
from caseworker.model.entity import Entity
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import Person
from caseworker.sync.conflicts import Conflict
from caseworker.sync.held_back import HeldBack
from caseworker.text import N_
from caseworker.words import name_of
from ui.language import _, text
from ui.words import languages, partial

FIELDS = {
    "given_name": N_("First name"),
    "family_name": N_("Family name"),
    "called": N_("How the person wants to be called"),
    "date_of_birth": N_("Date of birth"),
    "sex": N_("Sex"),
    "nationalities": N_("Nationalities"),
    "languages": N_("Languages"),
    "restricted": N_("Only named colleagues see the record"),
    "allergies": N_("Allergies"),
    "avoid": N_("People and places to avoid"),
    "suspended_destinations": N_("Where the person must not be sent"),
    "never": N_("Never use this way"),
    "channel": N_("Way to be reached"),
    "address": N_("Number or address"),
    "when": N_("When it is safe"),
    "pretext": N_("What to say who is calling"),
    "risk": N_("Risk"),
    "protection_flags": N_("What the person is protected from"),
    "assigned_to": N_("Caseworker"),
    "status": N_("State of the case"),
    "state": N_("State"),
    "bed": N_("Bed"),
    "review_on": N_("Day of the review"),
    "due_on": N_("Day"),
    "note": N_("Note"),
    "summary": N_("Summary"),
    "name": N_("Name"),
    "short_description": N_("In short"),
    "phone": N_("Telephone"),
    "email": N_("E-mail"),
    "confidential": N_("A confidential shelter"),
    "by_and_for": N_("Led by those it serves"),
    "description": N_("In short"),
    "place": N_("Place"),
    "distance_km": N_("How far from here, in km"),
    "directions": N_("How to get there"),
    "hours": N_("Open"),
    "by_appointment": N_("By appointment"),
    "women_staff": N_("When a woman is there"),
    "women_only": N_("For women only"),
    "childcare": N_("What there is for children meanwhile"),
    "papers_asked": N_("Papers asked"),
    "accepts_undocumented": N_("Helps people without papers"),
    "min_age": N_("From age"),
    "max_age": N_("Up to age"),
    "cost": N_("What it costs, where it is not free"),
    "free": N_("Free of charge"),
    "last_checked": N_("Last checked"),
    "checked_by": N_("Checked by"),
    "checked_how": N_("How it was checked"),
}
"""Fields by the name that they have in the records."""

PROSE = frozenset({"allergies", "avoid", "when", "pretext", "note", "summary"})
"""Fields of whole sentences: two of them can stand one below the other."""

FREE = PROSE | {"given_name", "family_name", "called", "address"}
"""Fields that take any words; the others hold codes, or answers of a form."""


_COUNTRIES = frozenset({"nationalities", "country_of_birth"})
_ASKED: dict[type[Entity], str] = {Person: "person", Case: "case", Assessment: "assessment"}
"""Whose fields forms ask for, by the word that forms bind them with."""


def field_words(of: Conflict | HeldBack) -> str:
    """Return what the field is called, or the question that asks it."""
    if of.field in FIELDS:
        return _(FIELDS[of.field])
    asked = question_words(f"{_ASKED[of.kind]}.{of.field}", text()) if of.kind in _ASKED else ""
    return asked or _("Another entry of this record")


def answer_words(
    of: Conflict | HeldBack, value: Any, zone: tzinfo | None, colleagues: dict[UUID, str]
) -> str:
    """Return a value of the field in words: an answer to a form as the form has it."""
    are_codes = isinstance(value, str) or (
        isinstance(value, tuple) and all(isinstance(each, str) for each in value)
    )
    if of.field in _COUNTRIES:
        codes = (value,) if isinstance(value, str) else value or ()
        return text().listed(text().country_name(code) for code in codes if code) or _("Nothing")
    if of.field == "languages":
        return languages(value or ()) or _("Nothing")
    if of.kind in _ASKED and are_codes and value:
        return chosen_words(f"{_ASKED[of.kind]}.{of.field}", value, text())
    return value_words(value, zone, colleagues)


def value_words(value: Any, zone: tzinfo | None, colleagues: dict[UUID, str]) -> str:
    """Return a value in words; *colleagues* are names by id."""
    if isinstance(value, tuple) and value and isinstance(value[0], OpeningHours):
        return opening_words(value, text())
    if isinstance(value, tuple | frozenset):
        said = [value_words(each, zone, colleagues) for each in value]
        return text().listed(said) if said else _("Nothing")
    if isinstance(value, PartialDate | Enum | date):
        return _named(value, zone)
    if isinstance(value, UUID):
        return colleagues.get(value, _("Another record"))
    if dataclasses.is_dataclass(value):
        parts = [getattr(value, each.name) for each in dataclasses.fields(value)]
        return ", ".join(value_words(part, zone, colleagues) for part in parts if part)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return str(value) if value not in (None, "") else _("Nothing")


def _named(value: PartialDate | Enum | date, zone: tzinfo | None) -> str:
    if isinstance(value, PartialDate):
        return partial(value)
    if isinstance(value, Enum):
        return name_of(value, text())
    if isinstance(value, datetime):
        return text().moment(value.astimezone(zone))
    return text().day(value)
