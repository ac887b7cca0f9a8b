"""Which entities of the twin a condition holds for, and in which order they come."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from caseworker.model.entity import Entity
from caseworker.ports import Condition

E = TypeVar("E", bound=Entity)


def holds(value: Any, condition: Condition) -> bool:
    return bool(_TESTS[condition.test](value, condition.value))


_TESTS: dict[str, Callable[[Any, Any], bool]] = {
    "is": lambda value, wanted: value == wanted,
    "is not": lambda value, wanted: value != wanted,
    "missing": lambda value, _: value is None,
    "present": lambda value, _: value is not None,
    "one of": lambda value, wanted: value in wanted,
    "none of": lambda value, wanted: value not in wanted,
    "before": lambda value, wanted: value is not None and value < wanted,
    "not before": lambda value, wanted: value is None or value >= wanted,
    "from": lambda value, wanted: value is not None and value >= wanted,
}


def sort_by(entities: list[E], name: str) -> None:
    field = name.removeprefix("-")
    missing = [entity for entity in entities if getattr(entity, field) is None]
    present = [entity for entity in entities if getattr(entity, field) is not None]
    present.sort(key=lambda entity: getattr(entity, field), reverse=name.startswith("-"))
    entities[:] = present + missing
