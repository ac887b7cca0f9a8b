"""Dates as people know them: whole, partial, about, or unknown.

The text form is the part of EDTF level 1 that casework needs: `2003`, `2003-05`, `2003-05-14`,
each with `~` for "about"; an empty text is "unknown". The calendar and what was typed are kept.
"""

from __future__ import annotations

import calendar as gregorian
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Self

_SHAPE = re.compile(r"(?P<year>\d{4})(-(?P<month>\d{2})(-(?P<day>\d{2}))?)?(?P<about>~?)")
OLDEST_AGE = 130
"""Years. Nobody has lived longer, so an older birth is a slip of the keyboard."""


@dataclass(frozen=True)
class PartialDate:
    """One date, perhaps partial. Compared by its text; `earliest` orders it."""

    edtf: str
    as_typed: str = ""
    calendar: str = "gregorian"

    def __post_init__(self) -> None:
        _bounds(self.edtf)

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the whole date *day*."""
        return cls(day.isoformat())

    @classmethod
    def from_age(cls, years: int, today: date) -> Self:
        """Return "about the year" of birth of someone who says she is *years* old today."""
        return cls(f"{today.year - years:04d}~", as_typed=str(years))

    @property
    def earliest(self) -> date:
        """The first day it can mean."""
        return _bounds(self.edtf)[0]

    @property
    def latest(self) -> date:
        """The last day it can mean."""
        return _bounds(self.edtf)[1]

    @property
    def estimated(self) -> bool:
        """Whether it was said as "about"."""
        return self.edtf.endswith("~")

    @property
    def whole(self) -> bool:
        """Whether day, month and year are known and nothing is "about"."""
        return self.earliest == self.latest and not self.estimated

    def youngest_age(self, today: date) -> int:
        """Return the lowest age in years that a person born then can have *today*."""
        return _years_between(self.latest, today)

    def oldest_age(self, today: date) -> int:
        """Return the highest age in years that a person born then can have *today*."""
        return _years_between(self.earliest, today)


@lru_cache(maxsize=16_384)
def _bounds(edtf: str) -> tuple[date, date]:
    shape = _SHAPE.fullmatch(edtf)
    if shape is None:
        raise ValueError(edtf)
    year = int(shape["year"])
    slack = 1 if shape["about"] else 0
    if shape["month"] is None:
        return date(max(year - slack, 1), 1, 1), date(min(year + slack, 9999), 12, 31)
    month = int(shape["month"])
    if shape["day"] is None:
        last = gregorian.monthrange(year, month)[1]
        return date(year, month, 1), date(year, month, last)
    day = date(year, month, int(shape["day"]))
    return day, day


def _years_between(born: date, today: date) -> int:
    had_birthday = (today.month, today.day) >= (born.month, born.day)
    return max(today.year - born.year - (0 if had_birthday else 1), 0)
