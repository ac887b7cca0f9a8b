"""What each agreement says: how often one person's two records agree, how often strangers do.

How often strangers agree is counted in the index itself, for the very name at the desk: half of
a centre may be called Mohammed, and one person Letebrhan. How often one person's records agree
stands in the tables below. The third explanation is the family: sisters and brothers share the
second name, the nationality and the telephone; what they do not share tells them apart.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from caseworker.people.duplicates.births import Born

SOUNDS = 0.6
"""What the sounds count beside the bones, where both scripts write vowels."""
BONES_ALONE = 0.97
"""The same bones are not quite the same name."""
BEST_WORD = 0.5
"""Of a part of two words, what the better one counts beside both: one is often left out."""

_LEVELS = np.array([0.0, 0.7, 0.78, 0.85, 0.9, 0.95, 0.985], np.float32)
"""Where each level of likeness begins; below nought nothing is known."""
_GIVEN = np.array([0.03, 0.03, 0.03, 0.06, 0.08, 0.17, 0.60])
_FAMILY = np.array([0.09, 0.04, 0.03, 0.06, 0.08, 0.16, 0.54])
_SWAPPED = 0.06
"""How often the two parts of a name change places."""
_BORN = {
    Born.SAME_DAY: 0.72, Born.TURNED_ROUND: 0.04, Born.SAME_MONTH_OR_DAY: 0.06,
    Born.OTHER_YEAR: 0.04, Born.OTHER_DAY_OF_YEAR: 0.02, Born.NEAR_YEAR: 0.07,
    Born.DIFFERENT: 0.05,
}  # fmt: skip
"""Where both are told to the day."""
_GUESSED = {Born.SAME_YEAR: 0.62, Born.ABOUT: 0.18, Born.ROUGHLY: 0.15, Born.FAR: 0.05}
_SEX = 0.985
_NATION = 0.94
_PHONE = 0.45
"""How often one person's two records agree, where both say it."""
_FAMILY_SHARES = {"second name": 0.75, "nation": 0.97, "phone": 0.5}
_FAMILY_PRIOR = 3.0
"""How many of the family are known, for each record that may be her own."""
_TWINS = 0.02
_LIKE_STRANGERS = 100
"""So many strangers as are found anywhere stand beside those of the index, which may be few."""
_NAMES_ANYWHERE = np.array([0.86, 0.07, 0.04, 0.012, 0.006, 0.004, 0.008])
_BORN_ANYWHERE = {
    Born.SAME_DAY: 0.0005, Born.TURNED_ROUND: 0.0005, Born.SAME_MONTH_OR_DAY: 0.004,
    Born.OTHER_YEAR: 0.003, Born.OTHER_DAY_OF_YEAR: 0.025, Born.NEAR_YEAR: 0.16,
    Born.DIFFERENT: 0.807, Born.SAME_YEAR: 0.04, Born.ABOUT: 0.07, Born.ROUGHLY: 0.12,
    Born.FAR: 0.77,
}  # fmt: skip
_SEX_ANYWHERE, _NATION_ANYWHERE, _PHONE_ANYWHERE = 0.5, 0.2, 0.0005
_KNOWN_ALREADY = 0.2
"""How many of those at a desk have a record already."""
_ENOUGH = 200
"""Compatriots, from which on names are counted among them alone."""

Shares = NDArray[np.float32]
Levels = NDArray[np.int8]


def weigh(
    straight: tuple[Shares, Shares],
    swapped: tuple[Shares, Shares],
    born: Levels,
    sex: Levels,
    nation: Levels,
    phone: Levels,
) -> Shares:
    """Return for each record the logarithm of the odds that it is the same person."""
    size = len(born)
    compatriots = nation == 1
    if compatriots.sum() < _ENOUGH:
        compatriots = np.ones(size, bool)
    given, family = _levels(straight[0]), _levels(straight[1])
    same_given, strangers_given = _names(given, _GIVEN, compatriots)
    same_family, strangers_family = _names(family, _FAMILY, compatriots)
    same = same_given + same_family
    other = strangers_given + strangers_family
    turned_given, turned_other = _names(_levels(swapped[0]), _GIVEN, compatriots)
    turned_family, turned_others = _names(_levels(swapped[1]), _FAMILY, compatriots)
    turned = turned_given + turned_family - turned_other - turned_others + np.log(_SWAPPED)
    names = np.logaddexp(same - other + np.log(1 - _SWAPPED), turned)
    same_born, strangers_born = _births(born)
    same_sex, strangers_sex = _binary(sex, _SEX, _SEX_ANYWHERE)
    same_nation, strangers_nation = _binary(nation, _NATION, _NATION_ANYWHERE)
    same_phone, strangers_phone = _binary(phone, _PHONE, _PHONE_ANYWHERE)
    her = names + same_born - strangers_born + same_sex - strangers_sex
    her += same_nation - strangers_nation + same_phone - strangers_phone
    kin = _kin(family, strangers_family, nation, phone)
    kin += np.where(born == Born.SAME_DAY, np.log(_TWINS) - strangers_born, 0).clip(0)
    kin += np.log(_FAMILY_PRIOR / size)
    prior = np.log(_KNOWN_ALREADY / size)
    return np.asarray(her - np.logaddexp(0, kin) + prior, np.float32)


def _levels(alike: Shares) -> Levels:
    return (np.searchsorted(_LEVELS, alike, side="right") - 1).astype(np.int8)


def _names(
    levels: Levels, table: NDArray[np.float64], counted: NDArray[np.bool_]
) -> tuple[Shares, Shares]:
    known = levels >= 0
    counts = np.bincount(levels[known & counted], minlength=len(_LEVELS))
    counts = counts + _LIKE_STRANGERS * _NAMES_ANYWHERE
    strangers = np.log(counts / counts.sum())
    return (
        np.where(known, np.log(table)[levels], 0).astype(np.float32),
        np.where(known, strangers[levels], 0).astype(np.float32),
    )


def _births(born: Levels) -> tuple[Shares, Shares]:
    same = np.zeros(len(Born))
    strangers = np.zeros(len(Born))
    counts = np.bincount(born, minlength=len(Born)).astype(float)
    for level, share in _BORN_ANYWHERE.items():
        counts[level] += _LIKE_STRANGERS * share
    for table in (_BORN, _GUESSED):
        every = counts[list(table)].sum()
        for level, share in table.items():
            same[level] = np.log(share)
            strangers[level] = np.log(counts[level] / every)
    return same[born].astype(np.float32), strangers[born].astype(np.float32)


def _binary(agrees: Levels, share: float, anywhere: float) -> tuple[Shares, Shares]:
    yes = (agrees == 1).sum() + _LIKE_STRANGERS * anywhere
    no = (agrees == -1).sum() + _LIKE_STRANGERS * (1 - anywhere)
    strangers = np.array([np.log(no), np.log(yes + no), np.log(yes)]) - np.log(yes + no)
    same = np.array([np.log(1 - share), 0, np.log(share)])
    return same[agrees + 1].astype(np.float32), strangers[agrees + 1].astype(np.float32)


def _kin(family: Levels, strangers_family: Shares, nation: Levels, phone: Levels) -> Shares:
    """Return how much better family explains it than chance."""
    shared, unshared = _FAMILY_SHARES["second name"], 1 - _FAMILY_SHARES["second name"]
    close = family >= len(_LEVELS) - 3
    by_name = np.where(close, np.log(shared / 3), np.log(unshared / 4)) - strangers_family
    kin: Shares = np.where(family >= 0, by_name, 0).astype(np.float32)
    for agrees, share, anywhere in (
        (nation, _FAMILY_SHARES["nation"], _NATION_ANYWHERE),
        (phone, _FAMILY_SHARES["phone"], _PHONE_ANYWHERE),
    ):
        same, strangers = _binary(agrees, share, anywhere)
        kin += same - strangers
    return kin
