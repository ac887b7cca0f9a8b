"""One codec between the values of the nouns and plain values, driven by type hints.

Plain values are what CBOR writes by itself: text, whole numbers, floats, booleans, bytes, lists,
maps and nothing. Columns and journal share the codec, so that a row and its journal say the same.

| type hint                     | plain value                                            |
|-------------------------------|--------------------------------------------------------|
| str, int, float, bool, bytes  | itself                                                 |
| UUID and its NewTypes         | 16 bytes                                               |
| Decimal                       | text, digits and exponent kept                         |
| date                          | ISO 8601 text                                          |
| datetime (aware)              | RFC 9557 text in UTC with its zone; sorts by instant   |
| Enum                          | its value                                              |
| tuple[X, ...], tuple[X, Y]    | list                                                   |
| frozenset[X]                  | list, sorted                                           |
| frozen dataclass              | map of field names to values, missing values left out  |
| X or None                     | nothing, or as X                                       |
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import cattrs
import cbor2
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn

from caseworker.errors import Bug, InvalidValue
from caseworker.text import N_

ToPlain = Callable[[Any], Any]
FromPlain = Callable[[Any], Any]


def plain_codec(hint: Any) -> tuple[ToPlain, FromPlain]:
    """Return the two functions between a value of *hint* and its plain value; neither sees None."""
    bare = without_none(hint)
    to_plain = _converter.get_unstructure_hook(bare)
    structure = _converter.get_structure_hook(bare)
    return to_plain, lambda plain: structure(plain, bare)


def without_none(hint: Any) -> Any:
    """Return X for `X | None`, with a NewType replaced by what it stands on."""
    hint = _without_new_type(hint)
    if get_origin(hint) in (Union, types.UnionType):
        rest = tuple(part for part in get_args(hint) if part is not type(None))
        if len(rest) != 1:
            raise Bug(f"a field has one type, or that type and None, not {hint}")
        return _without_new_type(rest[0])
    return hint


def hints_of(kind: type) -> dict[str, Any]:
    """Return the resolved type hint of each field of the dataclass *kind*, in order."""
    found = _hints_of_kind.get(kind)
    if found is None:
        hints = typing.get_type_hints(kind)
        found = {field.name: hints[field.name] for field in dataclasses.fields(kind)}
        _hints_of_kind[kind] = found
    return found


_hints_of_kind: dict[type, dict[str, Any]] = {}


def to_bytes(plain: Any) -> bytes:
    """Return the deterministic CBOR (RFC 8949, section 4.2.1) of a plain value."""
    return cbor2.dumps(plain, canonical=True)


UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, ArithmeticError)
"""What reading a plain value raises that no version of this program wrote."""


def read_or_none(from_plain: Callable[[Any], Any], plain: Any) -> Any:
    """Return the value of *plain*, or None where no version that is known here wrote it."""
    try:
        return from_plain(plain)
    except UNREADABLE:
        return None


def from_bytes(content: bytes) -> Any:
    """Return the plain value of its CBOR."""
    return cbor2.loads(content)


def moment_to_text(moment: datetime) -> str:
    """Return *moment* in UTC with its zone: `2026-11-18T08:10:00.000000Z[Africa/Tunis]`.

    Raises:
        Bug: the moment has no zone.
    """
    return f"{instant_to_text(moment)}{_zone_suffix(moment)}"


def instant_to_text(moment: datetime) -> str:
    """Return *moment* in UTC without its zone, the part of the text that sorts."""
    if moment.tzinfo is None:
        raise Bug("a moment needs its zone")
    try:
        instant = moment.astimezone(UTC).replace(tzinfo=None)
    except OverflowError as error:
        raise InvalidValue(what=N_("This day")) from error
    return instant.isoformat(timespec="microseconds") + "Z"


_EARLIEST, _LATEST = datetime(1, 1, 3, tzinfo=UTC), datetime(9998, 12, 31, tzinfo=UTC)


def moment_from_text(text: str) -> datetime:
    """Return the moment of its RFC 9557 text, in its zone; in UTC where the zone is unknown.

    What was signed elsewhere may be of the end of time: it is read as the last that can be shown
    in every zone, for one such moment would close every list in which it stands.
    """
    instant_text, _, zone_text = text.partition("Z")
    told = datetime.fromisoformat(instant_text).replace(tzinfo=UTC)
    instant = min(max(told, _EARLIEST), _LATEST)
    return instant.astimezone(_zone(zone_text[1:-1])) if zone_text else instant


def _zone_suffix(moment: datetime) -> str:
    zone = moment.tzinfo
    if isinstance(zone, ZoneInfo):
        return "" if zone.key in (None, "UTC") else f"[{zone.key}]"
    offset = moment.utcoffset() or timedelta()
    if not offset:
        return ""
    minutes = round(offset / timedelta(minutes=1))
    sign = "-" if minutes < 0 else "+"
    return f"[{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}]"


@cache
def _zone(name: str) -> ZoneInfo | timezone:
    if name[0] in "+-":
        hours, minutes = name[1:].split(":")
        offset = timedelta(hours=int(hours), minutes=int(minutes))
        return timezone(-offset if name[0] == "-" else offset)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def _without_new_type(hint: Any) -> Any:
    while isinstance(hint, typing.NewType):
        hint = hint.__supertype__
    return hint


def _is_set(hint: Any) -> bool:
    return get_origin(hint) is frozenset


def _is_enum(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, Enum)


def _is_value_object(hint: Any) -> bool:
    return isinstance(hint, type) and dataclasses.is_dataclass(hint)


def _is_scalar(hint: Any) -> bool:
    return hint in (str, int, float, bool, bytes)


def _set_to_plain(hint: Any) -> ToPlain:
    (inner,) = get_args(hint)
    to_plain, _ = plain_codec(inner)
    return lambda values: sorted(map(to_plain, values))


def _enum_from_plain(hint: type[Enum]) -> Callable[[Any, Any], Any]:
    members = {member.value: member for member in hint}
    return lambda plain, _: members[plain]


def _value_object_to_plain(hint: Any) -> ToPlain:
    everything: ToPlain = make_dict_unstructure_fn(hint, _converter)
    return lambda value: {
        name: plain for name, plain in everything(value).items() if plain is not None
    }


def _value_object_from_plain(hint: Any) -> Callable[[Any, Any], Any]:
    structure = make_dict_structure_fn(hint, _converter)
    absent = {
        name: None
        for name, inner in hints_of(hint).items()
        if type(None) in get_args(_without_new_type(inner))
    }
    return lambda plain, kind: structure({**absent, **plain}, kind)


def _make_converter() -> cattrs.Converter:
    converter = cattrs.Converter(detailed_validation=False)
    converter.register_unstructure_hook(UUID, lambda value: value.bytes)
    converter.register_structure_hook(UUID, lambda plain, _: UUID(bytes=plain))
    converter.register_unstructure_hook(Decimal, str)
    converter.register_structure_hook(Decimal, lambda plain, _: Decimal(plain))
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook(date, lambda plain, _: date.fromisoformat(plain))
    converter.register_unstructure_hook(datetime, moment_to_text)
    converter.register_structure_hook(datetime, lambda plain, _: moment_from_text(plain))
    converter.register_structure_hook_func(_is_scalar, lambda plain, _: plain)
    converter.register_unstructure_hook_factory(_is_set, _set_to_plain)
    converter.register_unstructure_hook_factory(_is_enum, lambda _: lambda member: member.value)
    converter.register_structure_hook_factory(_is_enum, _enum_from_plain)
    converter.register_unstructure_hook_factory(_is_value_object, _value_object_to_plain)
    converter.register_structure_hook_factory(_is_value_object, _value_object_from_plain)
    return converter


_converter = _make_converter()
