"""What two records have in common, in words that are shown."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from caseworker.people.duplicates.births import Births, Born
from caseworker.people.duplicates.known import Known, digits_of
from caseworker.people.duplicates.spelling import words


class Sign(StrEnum):
    """One thing that speaks for one person."""

    SAME_NAME = "the same name"
    NAME_ALIKE = "a name that sounds alike"
    SAME_BIRTH = "the same day of birth"
    SAME_AGE = "about the same age"
    SAME_PHONE = "the same telephone"


_ABOUT = frozenset({Born.SAME_YEAR, Born.ABOUT, Born.SAME_MONTH_OR_DAY, Born.TURNED_ROUND})


def signs(known: Known[Any], asked: Known[Any]) -> tuple[Sign, ...]:
    """Return what speaks for one person."""
    found = []
    if _name(known) == _name(asked):
        found.append(Sign.SAME_NAME)
    elif _sounds(known) & _sounds(asked):
        found.append(Sign.NAME_ALIKE)
    born = Born(int(Births([known]).compared(asked)[0]))
    if born is Born.SAME_DAY:
        found.append(Sign.SAME_BIRTH)
    elif born in _ABOUT:
        found.append(Sign.SAME_AGE)
    if _phones(known) & _phones(asked):
        found.append(Sign.SAME_PHONE)
    return tuple(found)


def _name(known: Known[Any]) -> list[str]:
    return sorted(f"{known.given_name} {known.family_name}".casefold().split())


def _sounds(known: Known[Any]) -> set[str]:
    every = words(f"{known.given_name} {known.family_name}")
    return {bones for each in every for bones in each.bones}


def _phones(known: Known[Any]) -> set[str]:
    return {digits_of(each) for each in known.phones} - {""}
