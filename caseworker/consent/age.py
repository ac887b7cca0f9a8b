"""Whose word counts at which age (R-436 to R-438; bands are set by each centre)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from caseworker.model.person import Person
from caseworker.model.staff import Centre

ADULT_AT = 18


class Band(IntEnum):
    """The bands of childhood and adulthood, in order."""

    INFANT = 0
    CHILD = 1
    YOUNG_ADOLESCENT = 2
    ADOLESCENT = 3
    ADULT = 4


@dataclass(frozen=True)
class Needed:
    """Whose yes a record or disclosure needs."""

    guardian: bool
    assent: bool
    own_consent: bool


_NEEDED = {
    Band.INFANT: Needed(guardian=True, assent=False, own_consent=False),
    Band.CHILD: Needed(guardian=True, assent=True, own_consent=False),
    Band.YOUNG_ADOLESCENT: Needed(guardian=True, assent=True, own_consent=False),
    Band.ADOLESCENT: Needed(guardian=False, assent=False, own_consent=True),
    Band.ADULT: Needed(guardian=False, assent=False, own_consent=True),
}


def is_child(person: Person, today: date) -> bool:
    """Return whether *person* counts as a child: a disputed age does, and so does a doubt.

    An estimate is read at its youngest; without any date, only a dispute makes a child.
    """
    if person.age_disputed or person.date_of_birth is None:
        return person.age_disputed
    return person.date_of_birth.youngest_age(today) < ADULT_AT


def band(person: Person, centre: Centre, today: date) -> Band:
    """Return the band in which *person* is treated: of those she may be in, the youngest."""
    if not is_child(person, today):
        return Band.ADULT
    if person.date_of_birth is None:
        return Band.ADOLESCENT
    age = person.date_of_birth.youngest_age(today)
    return Band(sum(age >= end for end in centre.age_bands[: Band.ADOLESCENT]))


def needed(person: Person, centre: Centre, today: date) -> Needed:
    """Return whose yes is needed for *person*."""
    return _NEEDED[band(person, centre, today)]
