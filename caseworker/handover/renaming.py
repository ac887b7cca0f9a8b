"""New ids for what another centre wrote, and a look at every value (handover.md, "Taking it in").

Whoever signed it, what comes from outside is fitted to the nouns value by value before it is kept.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from types import UnionType
from typing import Any, NewType, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from caseworker.handover.body import MAX_TEXT
from caseworker.model.entity import Entity

E = TypeVar("E", bound=Entity)
Rename = Callable[[UUID, str], UUID | None]
"""From an id and what kind of id it is to the new one; None where what it names is not here."""
_MOST = 10_000
EARLIEST_YEAR, LATEST_YEAR = 1900, 2999
"""Of moments: nothing was written earlier, and no clock is wrong by more."""
_SIMPLE = (bool, float, bytes, Decimal)


OWN_ID, ANY_ID = "own", "UUID"
"""Kinds of ids beside those of the nouns: that of the entity itself, and one of whatever it is."""


class Misfit(Exception):
    """A value that no version of this program would have written."""


def new_id(handover: UUID, old: UUID) -> UUID:
    """Return the id that an entity of a handover has here; the moment in it stays."""
    drawn = hashlib.sha256(b"caseworker handover 1 id" + handover.bytes + old.bytes).digest()
    mixed = bytearray(old.bytes[:6] + drawn[:10])
    mixed[6] = mixed[6] & 0x0F | 0x70
    mixed[8] = mixed[8] & 0x3F | 0x80
    return UUID(bytes=bytes(mixed))


def renamed(entity: E, rename: Rename) -> E:
    """Return *entity* with every id in it renamed, its own too.

    Raises:
        Misfit: a value is not what its field holds, or names something needed that is not here.
    """
    hints = _hints(type(entity))
    values = {
        name: _fitted(getattr(entity, name), hint, rename)
        for name, hint in hints.items()
        if name != "id"
    }
    own = rename(entity.id, OWN_ID)
    if own is None:
        raise Misfit
    return type(entity)(**{**values, "id": own})


def id_kind(kind: type[Entity]) -> str:
    """Return what kind of id the entities of *kind* have: "PersonId"."""
    return getattr(_hints(kind)["id"], "__name__", ANY_ID)


def _hints(kind: Any) -> dict[str, Any]:
    found = _known_hints.get(kind)
    if found is None:
        hints = get_type_hints(kind)
        found = {each.name: hints[each.name] for each in dataclasses.fields(kind)}
        _known_hints[kind] = found
    return found


_known_hints: dict[Any, dict[str, Any]] = {}


def _fitted(value: Any, hint: Any, rename: Rename) -> Any:
    if get_origin(hint) in (Union, UnionType):
        (inner,) = (each for each in get_args(hint) if each is not type(None))
        return None if value is None else _fitted_or_none(value, inner, rename)
    if _is_id(hint):
        found = _renamed_id(value, hint, rename)
        if found is None:
            raise Misfit
        return found
    if get_origin(hint) is tuple:
        return _fitted_tuple(value, get_args(hint), rename)
    if get_origin(hint) is frozenset:
        if not isinstance(value, frozenset) or len(value) > _MOST:
            raise Misfit
        return frozenset(_fitted(each, get_args(hint)[0], rename) for each in value)
    return _fitted_simple(value, hint, rename)


def _fitted_or_none(value: Any, hint: Any, rename: Rename) -> Any:
    if _is_id(hint):
        return _renamed_id(value, hint, rename)
    return _fitted(value, hint, rename)


def _fitted_tuple(value: Any, inner: tuple[Any, ...], rename: Rename) -> tuple[Any, ...]:
    if not isinstance(value, tuple) or len(value) > _MOST:
        raise Misfit
    if inner[-1] is not Ellipsis:
        if len(value) != len(inner):
            raise Misfit
        return tuple(_fitted(each, hint, rename) for each, hint in zip(value, inner, strict=True))
    if _is_id(inner[0]):
        found = (_renamed_id(each, inner[0], rename) for each in value)
        return tuple(each for each in found if each is not None)
    return tuple(_fitted(each, inner[0], rename) for each in value)


def _fitted_simple(value: Any, hint: Any, rename: Rename) -> Any:
    if hint is str:
        fits = type(value) is str and len(value) <= MAX_TEXT
    elif hint is int:
        fits = type(value) is int and abs(value) < 2**53
    elif hint is datetime:
        fits = isinstance(value, datetime) and is_moment(value)
    elif hint is date:
        fits = type(value) is date
    elif hint in _SIMPLE:
        fits = type(value) is hint
    elif isinstance(hint, type) and issubclass(hint, Enum):
        fits = isinstance(value, hint)
    elif isinstance(hint, type) and dataclasses.is_dataclass(hint) and isinstance(value, hint):
        parts = {
            name: _fitted(getattr(value, name), each, rename) for name, each in _hints(hint).items()
        }
        return hint(**parts)
    else:
        fits = False
    if not fits:
        raise Misfit
    return value


def is_moment(value: datetime) -> bool:
    """Return whether *value* is a moment that can be told in every zone."""
    return value.tzinfo is not None and EARLIEST_YEAR <= value.year <= LATEST_YEAR


def _is_id(hint: Any) -> bool:
    return hint is UUID or (isinstance(hint, NewType) and hint.__supertype__ is UUID)


def _renamed_id(value: Any, hint: Any, rename: Rename) -> UUID | None:
    if not isinstance(value, UUID):
        raise Misfit
    return rename(value, getattr(hint, "__name__", ANY_ID))
