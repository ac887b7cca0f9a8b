"""What a field is called, and its value in words, for fields that two laptops may differ in."""

from __future__ import annotations

import dataclasses
import re
from datetime import date, datetime, tzinfo
from enum import Enum
from typing import Any
from uuid import UUID

from caseworker.directory.printed_list import opening_words
from caseworker.form_library.chosen_words import chosen_words, question_words
from caseworker.model.directory import OpeningHours
from caseworker.model.partial_date import PartialDate
from caseworker.sync.conflicts import Conflict
from caseworker.sync.held_back import HeldBack
from caseworker.words import name_of
from ui.language import _, text
from ui.sync.field_names import ANOTHER, ELSE, FIELDS, KINDS
from ui.words import languages, partial

PROSE = frozenset({"allergies", "avoid", "when", "pretext", "note", "summary"})
"""Fields of whole sentences: two of them can stand one below the other."""

FREE = PROSE | {"given_name", "family_name", "called", "address"}
"""Fields that take any words; the others hold codes, or answers of a form."""


_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")
_COUNTRIES = frozenset({"nationalities", "country_of_birth"})


def field_words(of: Conflict | HeldBack) -> str:
    """Return what the field is called, or the question that asks it."""
    if of.field in FIELDS:
        return _(FIELDS[of.field])
    asked = question_words(_bound(of), text())
    return asked or _(ELSE.get(of.field, ANOTHER))


def kind_words(of: Conflict | HeldBack) -> str:
    """Return what the entry is to which the field belongs: "Follow-up"."""
    return _(KINDS[of.kind]) if of.kind in KINDS else ""


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
    if are_codes and value:
        return chosen_words(_bound(of), value, text())
    return value_words(value, zone, colleagues)


def _bound(of: Conflict | HeldBack) -> str:
    """Return the word by which forms bind the field: "safe_contact.when"."""
    return f"{_CAPITAL.sub('_', of.kind.__name__).lower()}.{of.field}"


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
