"""What the built-in forms are bound to exists, and their choices are values of the domain."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
import typing
from enum import StrEnum

import pytest

from caseworker import model
from forms import FormEntry, library

# One value object, two questions: the risk with its reason, an amount with its currency.
PAIRS = {
    "risk_level": "risk",
    "risk_reason": "risk",
    "cost_amount": "cost",
    "cost_currency": "cost",
}


def _entities() -> dict[str, type]:
    found: dict[str, type] = {}
    for module in pkgutil.iter_modules(model.__path__):
        members = vars(importlib.import_module(f"caseworker.model.{module.name}"))
        for name, member in members.items():
            if inspect.isclass(member) and dataclasses.is_dataclass(member):
                snake = "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")
                found[snake] = member
    return found


ENTITIES = _entities()
BOUND = [
    (name, definition.path, definition.field)
    for name in library.names()
    for definition in library.load(name).definitions
    if definition.field is not None
]


@pytest.mark.parametrize(("name", "path", "field"), BOUND, ids=[f"{n}:{f}" for n, _, f in BOUND])
def test_a_bound_field_exists_and_takes_what_the_form_offers(
    name: str, path: str, field: str
) -> None:
    entity, _, attribute = field.partition(".")
    kinds = typing.get_type_hints(ENTITIES[entity])
    kind = kinds[PAIRS.get(attribute, attribute)]
    if attribute in PAIRS:
        return
    form = library.load(name)
    definition = form.at(path)
    assert definition is not None
    control = form.controls[definition]
    if control.choices is None:
        return
    spoken = "/".join(f"{step.name}[1]" if step.repeat else step.name for step in definition.chain)
    values = {choice.value for choice in FormEntry(form).choices(f"/{spoken}")}
    inner = [part for part in (kind, *typing.get_args(kind)) if inspect.isclass(part)]
    enums = [part for part in inner if issubclass(part, StrEnum)]
    if enums:
        assert values <= {member.name.lower() for member in enums[0]}
    elif bool in inner:
        assert values == {"yes", "no"}
    else:
        assert str in inner
