"""Entities as permanent numbers and plain values, and back: what leaves for another centre."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

from caseworker.errors import InvalidValue
from caseworker.model.entity import Entity
from caseworker.sync.plain_entity import PlainEntity
from caseworker.text import N_
from db.store.journal.capture import plain_value
from db.store.registry import field_names, kind_of_number, registered
from db.store.values import hints_of, plain_codec

E = TypeVar("E", bound=Entity)


def plain_entity(entity: Entity) -> PlainEntity:
    """Return *entity* in plain values; fields without value are left out."""
    kind = type(entity)
    numbers = registered(kind).fields
    fields = {
        numbers[name]: plain_value(kind, name, value)
        for name in field_names(kind)
        if (value := getattr(entity, name)) is not None
    }
    return PlainEntity(registered(kind).number, entity.id, fields)


def kind_of(plain: PlainEntity) -> type[Entity] | None:
    """Return of which kind it is; None where a newer version made it."""
    return kind_of_number().get(plain.kind)


def entity_of(plain: PlainEntity) -> tuple[Entity, dict[int, Any]]:
    """Return the entity, and the fields and parts of values that this version does not know.

    Raises:
        InvalidValue: the kind is unknown, a value is not of its shape, or one is missing.
    """
    kind = kind_of(plain)
    if kind is None:
        raise InvalidValue(what=N_("This file"))
    known = {number: name for name, number in registered(kind).fields.items()}
    hints = hints_of(kind)
    values: dict[str, Any] = {"id": UUID(bytes=plain.id.bytes)}
    try:
        for number, value in plain.fields.items():
            if number in known and value is not None:
                values[known[number]] = plain_codec(hints[known[number]])[1](value)
        made = kind(**values)
    except (TypeError, ValueError, LookupError, AttributeError, ArithmeticError) as error:
        raise InvalidValue(what=N_("This file")) from error
    further = {number: value for number, value in plain.fields.items() if number not in known}
    told = plain_entity(made).fields
    for number in known.keys() & plain.fields.keys():
        further |= _beyond(number, plain.fields[number], told.get(number))
    return made, further


def _beyond(number: int, given: Any, taken: Any) -> dict[int, Any]:
    """Return what of a value was not taken: parts that a newer version added to it.

    Reading is lenient, 7 becomes "7": what is not written again as it came was never written so.
    """
    if given == taken and isinstance(given, bool) is isinstance(taken, bool):
        return {}
    if isinstance(given, dict) and isinstance(taken, dict) and taken.items() <= given.items():
        return {number: {key: given[key] for key in given.keys() - taken.keys()}}
    raise InvalidValue(what=N_("This file"))
