"""The permanent numbers of kinds and fields, and who may read each kind: `fields.toml`.

A number is given once and never again, so that a commit written by any version is read by every
other. `python -m db.store.registry` gives numbers to what a developer has added to the nouns.
"""

from __future__ import annotations

import importlib
import pkgutil
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import caseworker.model
from caseworker.errors import Bug
from caseworker.model.entity import Entity

REGISTRY_FILE = "fields.toml"


class AudienceClass(StrEnum):
    """Who may read a kind of entity (sync.md, "Audiences")."""

    CENTRE = "centre"
    CASE_TEAM = "case team"
    HEALTH = "health"
    RESTRICTED = "restricted"
    AUDIT = "audit"


@dataclass(frozen=True, kw_only=True)
class RegisteredKind:
    """One kind of entity: its number, its readers, and the number of each of its fields."""

    name: str
    number: int
    audience: AudienceClass
    append_only: bool = False
    fields: dict[str, int]
    """Field name to number, from 1; 0 is kept for "this entity exists"."""
    retired: dict[str, int] = field(default_factory=dict)
    """Fields that no longer exist. Their numbers stay taken."""
    protective: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Fields whose safer value governs while in conflict: values from safest to least safe.

    Values that are not listed have no order: all of them apply together.
    """


@cache
def registry() -> dict[str, RegisteredKind]:
    """Return every registered kind by name."""
    content = tomllib.loads((files("db.store") / REGISTRY_FILE).read_text("utf-8"))
    return {name: _read(name, section) for name, section in content.items()}


def registered(kind: type[Entity]) -> RegisteredKind:
    """Return the registration of *kind*.

    Raises:
        Bug: the kind, or one of its fields, has no number yet.
    """
    found = _registered.get(kind)
    if found is None:
        found = registry().get(kind.__name__)
        if found is None or not set(field_names(kind)) <= set(found.fields):
            raise Bug(f"{kind.__name__} is not fully registered: run python -m db.store.registry")
        _registered[kind] = found
    return found


_registered: dict[type[Entity], RegisteredKind] = {}


@cache
def kinds() -> tuple[type[Entity], ...]:
    """Return every kind of entity: the leaves below `Entity` in `caseworker.model`, by name."""
    for module in pkgutil.walk_packages(caseworker.model.__path__, "caseworker.model."):
        importlib.import_module(module.name)
    return tuple(sorted(_leaves(Entity), key=lambda kind: kind.__name__))


@cache
def kind_of_number() -> dict[int, type[Entity]]:
    """Return the kind of each number that this version knows."""
    return {registered(kind).number: kind for kind in kinds()}


def field_names(kind: type[Entity]) -> tuple[str, ...]:
    """Return the names of the fields of *kind* that are values, in order; `id` is none of them."""
    names = _field_names.get(kind)
    if names is None:
        names = tuple(each.name for each in fields(kind) if each.name != "id")
        _field_names[kind] = names
    return names


_field_names: dict[type[Entity], tuple[str, ...]] = {}


def with_missing(known: dict[str, RegisteredKind]) -> dict[str, RegisteredKind]:
    """Return *known* and, with new numbers, all kinds and fields that it lacks."""
    complete = dict(known)
    for kind in kinds():
        name = kind.__name__
        entry = complete.get(name) or RegisteredKind(
            name=name,
            number=max((each.number for each in complete.values()), default=0) + 1,
            audience=AudienceClass.CASE_TEAM,
            fields={},
        )
        complete[name] = _with_fields(entry, field_names(kind))
    return complete


def write(entries: dict[str, RegisteredKind], path: Path) -> None:
    """Write the registry, ordered by number, with its introduction."""
    ordered = sorted(entries.values(), key=lambda entry: entry.number)
    text = "\n".join([_INTRODUCTION, *(_section(entry) for entry in ordered)])
    path.write_text(text, encoding="utf-8", newline="\n")


_INTRODUCTION = """\
# Permanent numbers of kinds and fields (docs/formats/commit.md, "Registry").
# Give numbers with `python -m db.store.registry`; never change or use one again.
# A field that is gone moves to [Kind.retired]. `audience` says who may read the kind.
# [Kind.protective] lists values from the safest on: the safer one governs while in conflict.
# An empty list: no order, all values apply together. "fewest": whom all values name.
"""


def _with_fields(entry: RegisteredKind, names: tuple[str, ...]) -> RegisteredKind:
    taken = {**entry.retired, **entry.fields}
    gone = {name: number for name, number in entry.fields.items() if name not in names}
    numbers = {name: number for name, number in entry.fields.items() if name in names}
    following = max(taken.values(), default=0) + 1
    for name in names:
        if name not in numbers:
            numbers[name] = following
            following += 1
    return RegisteredKind(
        name=entry.name,
        number=entry.number,
        audience=entry.audience,
        append_only=entry.append_only,
        fields=numbers,
        retired={**entry.retired, **gone},
        protective=entry.protective,
    )


def _read(name: str, section: dict[str, Any]) -> RegisteredKind:
    return RegisteredKind(
        name=name,
        number=section["kind"],
        audience=AudienceClass(section["audience"]),
        append_only=section.get("append_only", False),
        fields=section.get("fields", {}),
        retired=section.get("retired", {}),
        protective={each: tuple(order) for each, order in section.get("protective", {}).items()},
    )


def _section(entry: RegisteredKind) -> str:
    lines = [f"[{entry.name}]", f"kind = {entry.number}", f'audience = "{entry.audience}"']
    if entry.append_only:
        lines.append("append_only = true")
    for title, numbers in (("fields", entry.fields), ("retired", entry.retired)):
        if numbers:
            lines += ["", f"[{entry.name}.{title}]"]
            by_number = sorted(numbers.items(), key=lambda item: item[1])
            lines += [f"{name} = {number}" for name, number in by_number]
    if entry.protective:
        lines += ["", f"[{entry.name}.protective]"]
        for name, order in entry.protective.items():
            words = ", ".join(f'"{word}"' for word in order)
            lines.append(f"{name} = [{words}]")
    return "\n".join([*lines, ""])


def _leaves(kind: type[Entity]) -> Iterator[type[Entity]]:
    below = kind.__subclasses__()
    for each in below:
        # Test modules may derive nouns of their own; only those of the domain are kept.
        if each.__module__.startswith("caseworker.model."):
            yield from _leaves(each)
    if not below and kind is not Entity:
        yield kind


def main() -> None:
    """Give numbers to all kinds and fields that have none."""
    path = Path(__file__).with_name(REGISTRY_FILE)
    known = registry() if path.is_file() else {}
    write(with_missing(known), path)


if __name__ == "__main__":
    main()
