"""Everybody who is known, ready to be compared with whoever stands at the desk.

Nobody is left out beforehand: each record is compared, in whole columns at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import cdist

from caseworker.people.duplicates import evidence
from caseworker.people.duplicates.births import Births
from caseworker.people.duplicates.known import K, Known, digits_of
from caseworker.people.duplicates.spelling import MOST_WORDS, Word, words

Numbers = NDArray[np.int32]
Shares = NDArray[np.float32]

MOST_NATIONALITIES = 2
MOST_PHONES = 2


@dataclass(frozen=True)
class Likeness(Generic[K]):
    """How much speaks for one and the same person."""

    key: K
    score: float
    """The logarithm of the odds that it is her, against anybody else and against her family."""


class PeopleIndex(Generic[K]):
    """All who are known, in columns."""

    def __init__(self, people: Iterable[Known[K]]) -> None:
        self._people = list(people)
        self._words = _Vocabulary()
        self._given = self._spelt([one.given_name for one in self._people])
        self._family = self._spelt([one.family_name for one in self._people])
        self._words.close()
        self._births = Births(self._people)
        self._codes: dict[str, int] = {}
        self._sex = self._coded([(one.sex,) for one in self._people], 1)
        self._nations = self._coded([one.nationalities for one in self._people], MOST_NATIONALITIES)
        phones = [tuple(map(digits_of, one.phones)) for one in self._people]
        self._phones = self._coded(phones, MOST_PHONES)

    def __len__(self) -> int:
        return len(self._people)

    def query(self, person: Known[K], most: int) -> list[Likeness[K]]:
        """Return the *most* records most like *person*, the likeliest first."""
        if not self._people:
            return []
        score = self._scores(person)
        count = min(len(score), most * 4)
        best = np.argpartition(-score, count - 1)[:count]
        found: dict[K, float] = {}
        for place in best[np.argsort(-score[best], kind="stable")]:
            found.setdefault(self._people[place].key, float(score[place]))
        return [Likeness(key, value) for key, value in list(found.items())[:most]]

    def _scores(self, person: Known[K]) -> Shares:
        given, family = words(person.given_name), words(person.family_name)
        as_given, as_family = self._words.alike(given), self._words.alike(family)
        straight = (_best(as_given, self._given), _best(as_family, self._family))
        swapped = (_best(as_given, self._family), _best(as_family, self._given))
        return evidence.weigh(
            straight,
            swapped,
            self._births.compared(person),
            self._agrees(self._sex, (person.sex,)),
            self._agrees(self._nations, person.nationalities),
            self._agrees(self._phones, tuple(map(digits_of, person.phones))),
        )

    def _agrees(self, column: Numbers, values: Sequence[str]) -> NDArray[np.int8]:
        """Return 1 where one of *values* is the record's, -1 where none is, 0 where unknown."""
        told = [value for value in values if value]
        if not told:
            return np.zeros(column.shape[1], np.int8)
        codes = [self._codes.get(value, -1) for value in told]
        same = np.logical_or.reduce([slot == code for slot in column for code in codes])
        known = (column > 0).any(axis=0)
        return np.where(known, np.where(same, 1, -1), 0).astype(np.int8)

    def _code(self, value: str) -> int:
        return self._codes.setdefault(value, len(self._codes) + 1) if value else 0

    def _coded(self, values: Sequence[Sequence[str]], most: int) -> Numbers:
        column = np.zeros((most, len(values)), np.int32)
        for place, told in enumerate(values):
            for slot, value in enumerate(told[:most]):
                column[slot, place] = self._code(value)
        return column

    def _spelt(self, names: Sequence[str]) -> Numbers:
        column = np.zeros((MOST_WORDS, len(names)), np.int32)
        for place, name in enumerate(names):
            for slot, word in enumerate(words(name)):
                column[slot, place] = self._words.number(word)
        # Few people are told of by three or four words: empty slots are not looked through.
        used = max((slot + 1 for slot in range(MOST_WORDS) if column[slot].any()), default=1)
        return column[:used]


class _Vocabulary:
    """Every word of every name, once."""

    def __init__(self) -> None:
        self._numbers: dict[Word, int] = {}
        self._readings: list[str] = []
        self._bones: list[str] = []
        self._owners: list[int] = []
        self._starts = np.zeros(0, np.int64)
        self._without_vowels = np.zeros(0, bool)

    def number(self, word: Word) -> int:
        """Return the number of a word, from 1."""
        return self._numbers.setdefault(word, len(self._numbers) + 1)

    def close(self) -> None:
        """Make ready for questions: no word is added afterwards."""
        for word, number in self._numbers.items():
            self._readings += word.readings
            self._bones += word.bones
            self._owners += [number] * len(word.readings)
        self._starts = np.searchsorted(self._owners, np.arange(1, len(self._numbers) + 1))
        self._without_vowels = np.array([each.without_vowels for each in self._numbers], bool)

    def alike(self, told: Sequence[Word]) -> list[Shares]:
        """Return for each word how alike it is to each of the vocabulary, by number; 0 is none."""
        found = []
        for word in told:
            alike = np.zeros(len(self._numbers) + 1, np.float32)
            if self._numbers:
                alike[1:] = self._compared(word)
            found.append(alike)
        return found

    def _compared(self, word: Word) -> Shares:
        bones = self._closest(word.bones, self._bones)
        if word.without_vowels:
            return bones * evidence.BONES_ALONE
        sounds = self._closest(word.readings, self._readings)
        both = sounds * evidence.SOUNDS + bones * (1 - evidence.SOUNDS)
        return np.where(self._without_vowels, bones * evidence.BONES_ALONE, both)

    def _closest(self, told: Sequence[str], known: Sequence[str]) -> Shares:
        table = cdist(told, known, scorer=JaroWinkler.normalized_similarity, dtype=np.float32)
        return np.maximum.reduceat(table.max(axis=0), self._starts)


def _best(alike: Sequence[Shares], column: Numbers) -> Shares:
    """Return how alike a part of the name is to that of each record; below nought where unknown.

    The best pair of words counts most, as second names are left out more often than changed.
    """
    known = column[0] > 0
    if not alike:
        return np.full(column.shape[1], -1, np.float32)
    each = [np.maximum.reduce([one[slot] for slot in column]) for one in alike]
    best = np.maximum.reduce(each)
    if len(each) > 1 and len(column) > 1:
        both = known & (column[1] > 0)
        mean = np.mean(each if len(each) == 2 else np.sort(each, axis=0)[-2:], axis=0)
        best = np.where(both, evidence.BEST_WORD * best + (1 - evidence.BEST_WORD) * mean, best)
    return np.where(known, best, np.float32(-1))
