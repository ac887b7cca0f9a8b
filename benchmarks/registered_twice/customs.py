"""How people are named where they come from: one name in all the spellings it is met in."""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("names.toml")


@dataclass(frozen=True)
class Name:
    """One name: its spellings in Latin letters, then those in other scripts."""

    latin: tuple[str, ...]
    scripts: tuple[str, ...]


@dataclass(frozen=True)
class Custom:
    """The names of one custom."""

    nationalities: tuple[str, ...]
    father_names: bool
    """The second name is the father's given name; else it is inherited."""
    female: tuple[Name, ...]
    male: tuple[Name, ...]
    family: tuple[Name, ...]

    def second_name(self, chance: random.Random) -> Name:
        """Return what siblings share."""
        return chance.choice(self.male if self.father_names else self.family)


@cache
def customs() -> tuple[Custom, ...]:
    """Return all customs of the file."""
    read = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(
        Custom(
            nationalities=tuple(one["nationalities"]),
            father_names=one["family"] == "father",
            female=_names(one["female"]),
            male=_names(one["male"]),
            family=_names(one["family_names"]),
        )
        for one in read.values()
    )


def _names(listed: str) -> tuple[Name, ...]:
    return tuple(_name(each.split()) for each in listed.split("|") if each.strip())


def _name(spellings: list[str]) -> Name:
    latin = tuple(each for each in spellings if each[0] < "\u0250")
    return Name(latin, tuple(each for each in spellings if each[0] >= "\u0250"))
