"""When two records say somebody was born, and how far that agrees."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from caseworker.people.duplicates.known import Known


class Born(IntEnum):
    """How two dates of birth stand to each other."""

    UNKNOWN = 0
    SAME_DAY = 1
    TURNED_ROUND = 2
    """Day and month are the other way round."""
    SAME_MONTH_OR_DAY = 3
    """In the same year, and one of both."""
    OTHER_YEAR = 4
    """The same birthday in another year."""
    SAME_YEAR = 5
    """As far as it is known."""
    ABOUT = 6
    """One year apart, and one of both is a guess."""
    ROUGHLY = 7
    """Two or three years apart, and one of both is a guess."""
    FAR = 8
    """Further apart, though one of both is a guess."""
    OTHER_DAY_OF_YEAR = 9
    """Both are told to the day, in the same year, and nothing else agrees."""
    NEAR_YEAR = 10
    """Both are told to the day, up to three years apart."""
    DIFFERENT = 11


class Births:
    """The birth of everybody in an index."""

    def __init__(self, people: Sequence[Known[Any]]) -> None:
        self._year = np.array([one.year for one in people], np.int32)
        self._month = np.array([one.month for one in people], np.int32)
        self._day = np.array([one.day for one in people], np.int32)
        self._about = np.array([one.about for one in people], np.int32)
        guessed = (self._month == 1) & (self._day == 1)
        self._to_the_day = (self._day > 0) & ~guessed & (self._about == 0)

    def compared(self, person: Known[Any]) -> NDArray[np.int8]:
        """Return how the birth of each stands to that of *person*."""
        if not person.year:
            return np.zeros(len(self._year), np.int8)
        to_the_day = person.day > 0 and (person.month, person.day) != (1, 1) and not person.about
        apart = np.abs(self._year - person.year)
        apart = np.maximum(apart - np.maximum(self._about, person.about), 0)
        guessed = np.select(
            [apart == 0, apart == 1, apart <= 3],
            [Born.SAME_YEAR, Born.ABOUT, Born.ROUGHLY],
            Born.FAR,
        )
        if not to_the_day:
            return np.where(self._year > 0, guessed, Born.UNKNOWN).astype(np.int8)
        same_month, same_day = self._month == person.month, self._day == person.day
        same_year = self._year == person.year
        turned = (self._month == person.day) & (self._day == person.month)
        exact = np.select(
            [
                same_year & same_month & same_day,
                same_year & turned,
                same_year & (same_month | same_day),
                same_year,
                same_month & same_day,
                apart <= 3,
            ],
            [
                Born.SAME_DAY, Born.TURNED_ROUND, Born.SAME_MONTH_OR_DAY, Born.OTHER_DAY_OF_YEAR,
                Born.OTHER_YEAR, Born.NEAR_YEAR,
            ],
            Born.DIFFERENT,
        )  # fmt: skip
        compared = np.where(self._to_the_day, exact, guessed)
        return np.where(self._year > 0, compared, Born.UNKNOWN).astype(np.int8)
