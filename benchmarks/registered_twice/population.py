"""A population with households and namesakes, and those of it who are registered again.

The second record differs as second records do: another spelling or script, names swapped, the
second name left out or changed, a birth date guessed, a new telephone. Beside them come people who
are new: some of them sisters and brothers, or namesakes, of people who are known.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from benchmarks.registered_twice.customs import Custom, Name, customs

TODAY = date(2026, 6, 1)
_LETTERS = "aeiourstnlmhk"


@dataclass(frozen=True)
class Somebody:
    """A real person."""

    custom: Custom
    given: tuple[Name, ...]
    second: tuple[Name, ...]
    born: date
    sex: str
    nationality: str
    phone: str


@dataclass(frozen=True)
class Query:
    """Somebody who stands at the desk; *known* is the id of an earlier record of hers, or None."""

    record: dict[str, str]
    known: str | None
    kind: str


def population(size: int, chance: random.Random) -> list[Somebody]:
    """Return *size* people, most of them in households."""
    people: list[Somebody] = []
    while len(people) < size:
        people += _household(chance)
    return people[:size]


def record(key: str, person: Somebody, chance: random.Random) -> dict[str, str]:
    """Return what is written down of somebody the first time."""
    in_script = chance.random() < 0.12
    born = person.born.isoformat()
    guessed = chance.random()
    if guessed < 0.15:
        born = ""
    elif guessed < 0.25:
        born = str(person.born.year)
    elif guessed < 0.35:
        born = f"{person.born.year}-01-01"
    return {
        "id": key,
        "given_name": _written(person.given, chance, script=in_script),
        "family_name": _written(person.second, chance, script=in_script),
        "date_of_birth": born,
        "age": str(_age(person.born)) if chance.random() < 0.8 else "",
        "sex": person.sex if chance.random() < 0.97 else "",
        "nationality": person.nationality if chance.random() < 0.93 else "",
        "phone": person.phone if chance.random() < 0.6 else "",
    }


def queries(people: list[Somebody], count: int, chance: random.Random) -> Iterator[Query]:
    """Yield *count* people at the desk: every second one is known, under a record of hers."""
    for number in range(count):
        place = chance.randrange(len(people))
        if number % 2:
            yield Query(_again(people[place], chance), str(place), "again")
            continue
        kind = chance.choice(("sibling", "namesake", "stranger", "stranger"))
        yield Query(record("", _new(people[place], kind, chance), chance), None, kind)


def _household(chance: random.Random) -> list[Somebody]:
    custom = chance.choice(customs())
    nationality = chance.choice(custom.nationalities)
    second: tuple[Name, ...] = (custom.second_name(chance),)
    if not custom.father_names and chance.random() < 0.3:
        second = (chance.choice(custom.family), *second)
    phone = _phone(chance)
    size = chance.choices((1, 2, 3, 4, 5), (50, 18, 14, 10, 8))[0]
    eldest = chance.randint(18, 60) if size == 1 else chance.randint(24, 50)
    found = []
    for place in range(size):
        years = eldest if place < 2 else chance.randint(0, max(eldest - 18, 1))
        born = TODAY - timedelta(days=365 * years + chance.randint(0, 364))
        own = second if place != 1 else (custom.second_name(chance),)
        one = _person(custom, own, born, nationality, chance)
        found.append(replace(one, phone=phone if chance.random() < 0.7 else _phone(chance)))
    return found


def _person(
    custom: Custom, second: tuple[Name, ...], born: date, nationality: str, chance: random.Random
) -> Somebody:
    sex = chance.choice(("female", "male"))
    names = custom.female if sex == "female" else custom.male
    given = tuple(chance.sample(names, 2 if chance.random() < 0.2 else 1))
    return Somebody(custom, given, second, born, sex, nationality, "")


def _new(known: Somebody, kind: str, chance: random.Random) -> Somebody:
    """Return somebody who has no record yet."""
    years = timedelta(days=chance.choice((-1, 1)) * chance.randint(300, 4000))
    if kind == "sibling":
        born = known.born + (years if chance.random() < 0.95 else timedelta())
        one = _person(known.custom, known.second, born, known.nationality, chance)
        return replace(one, phone=known.phone if chance.random() < 0.7 else _phone(chance))
    if kind == "namesake":
        return replace(known, born=known.born + years, phone=_phone(chance))
    return chance.choice(_household(chance))


def _again(person: Somebody, chance: random.Random) -> dict[str, str]:
    told = chance.random()
    if told < 0.08:
        person = replace(person, second=(person.custom.second_name(chance),))
    second = () if 0.08 <= told < 0.2 else person.second
    swapped = chance.random() < 0.07
    in_script = chance.random() < 0.15
    given = person.given[:1] if chance.random() < 0.5 else person.given
    kept = record("", replace(person, given=given, second=second), chance)
    kept["given_name"] = _misheard(_written(given, chance, script=in_script), chance)
    kept["family_name"] = _misheard(_written(second, chance, script=in_script), chance)
    if swapped:
        kept["given_name"], kept["family_name"] = kept["family_name"], kept["given_name"]
    if chance.random() < 0.25:
        kept |= _guessed(person, chance)
    if chance.random() < 0.5:
        kept["phone"] = _phone(chance) if chance.random() < 0.7 else ""
    elif kept["phone"] and chance.random() < 0.3:
        kept["phone"] = "0" + kept["phone"][-9:]
    if chance.random() < 0.04:
        kept["nationality"] = chance.choice(person.custom.nationalities)
    if chance.random() < 0.01:
        kept["sex"] = "male" if person.sex == "female" else "female"
    return kept


def _guessed(person: Somebody, chance: random.Random) -> dict[str, str]:
    """Return another birth date than she once told."""
    kind = chance.random()
    age = max(_age(person.born) + chance.choice((-3, -2, -1, 1, 2, 3)), 0)
    if kind < 0.3:
        return {"date_of_birth": "", "age": str(age)}
    if kind < 0.6:
        return {"date_of_birth": f"{TODAY.year - age}-01-01", "age": str(age)}
    if kind < 0.8 and person.born.day <= 12:
        return {
            "date_of_birth": f"{person.born.year}-{person.born.day:02}-{person.born.month:02}",
            "age": str(_age(person.born)),
        }
    moved = person.born + timedelta(days=chance.choice((-10, -1, 1, 10, 31, 365)))
    return {"date_of_birth": moved.isoformat(), "age": str(_age(moved))}


def _written(names: tuple[Name, ...], chance: random.Random, *, script: bool) -> str:
    return " ".join(
        chance.choice(name.scripts if script and name.scripts else name.latin) for name in names
    )


def _misheard(words: str, chance: random.Random) -> str:
    if len(words) < 4 or chance.random() > 0.2:
        return words
    place = chance.randrange(1, len(words) - 1)
    kind = chance.random()
    if kind < 0.3:
        return words[:place] + words[place + 1 :]
    if kind < 0.6:
        return words[:place] + chance.choice(_LETTERS) + words[place:]
    if kind < 0.8:
        return words[:place] + words[place + 1] + words[place] + words[place + 2 :]
    return words[:place] + chance.choice(_LETTERS) + words[place + 1 :]


def _phone(chance: random.Random) -> str:
    return f"+{chance.choice((212, 252, 291, 33, 90, 57))}{chance.randrange(10**8, 10**9)}"


def _age(born: date) -> int:
    return (TODAY - born).days * 4 // 1461
