"""How one field becomes one column: its SQL type, and how it compares and sorts there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Dialect,
    Float,
    Integer,
    LargeBinary,
    String,
    cast,
    type_coerce,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.types import TypeDecorator, TypeEngine

from db.store.values import (
    FromPlain,
    ToPlain,
    from_bytes,
    instant_to_text,
    plain_codec,
    to_bytes,
    without_none,
)

_NATIVE: dict[Any, TypeEngine[Any]] = {
    str: String(),
    int: Integer(),
    bool: Boolean(create_constraint=False),
    bytes: LargeBinary(),
    float: Float(),
}


_DIALECT = sqlite.dialect()


class _Plain(TypeDecorator[Any]):
    """What values that are kept by their plain value have in common."""

    impl: type[TypeEngine[Any]] = String
    cache_ok = True
    hint: Any
    _to_plain: ToPlain

    def compare_values(self, x: Any, y: Any) -> bool:
        """Return whether two values are kept alike: one instant in two zones is not."""
        if x is None or y is None:
            return x is y
        return bool(self._to_plain(x) == self._to_plain(y))


class Scalar(_Plain):
    """A value whose plain value SQLite keeps by itself, as text or bytes."""

    impl = String
    cache_ok = True

    def __init__(self, hint: Any) -> None:
        super().__init__()
        self.hint = hint
        self._to_plain, self._from_plain = plain_codec(hint)

    @property
    def keeps_bytes(self) -> bool:
        """Whether the plain value is bytes; otherwise it is text."""
        return self.hint is UUID

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the type of the plain value."""
        return dialect.type_descriptor(LargeBinary() if self.keeps_bytes else String())

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Return what is stored for *value*."""
        return None if value is None else self._to_plain(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Return the value of what is stored."""
        return None if value is None else self._from_plain(value)


class Packed(_Plain):
    """A tuple, set or value object: one indivisible value, stored as deterministic CBOR."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, hint: Any) -> None:
        super().__init__()
        self.hint = hint
        self._to_plain, self._from_plain = plain_codec(hint)

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Return the CBOR of *value*."""
        return None if value is None else to_bytes(self._to_plain(value))

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Return the value of the stored CBOR."""
        return None if value is None else self._from_plain(from_bytes(value))


def column_type(hint: Any) -> TypeEngine[Any]:
    """Return the column type for a field with the type hint *hint*."""
    bare = without_none(hint)
    if bare in _NATIVE:
        return _NATIVE[bare]
    if bare in (UUID, Decimal, date, datetime):
        return Scalar(bare)
    if isinstance(bare, type) and issubclass(bare, Enum):
        return Scalar(bare)
    return Packed(bare)


def as_kept(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return an expression for what the store keeps in *column*, not yet read."""
    kind = column.type
    if isinstance(kind, Scalar) and not kind.keeps_bytes:
        return type_coerce(column, String)
    return type_coerce(column, LargeBinary) if isinstance(kind, _Plain) else column


def read_all(column: ColumnElement[Any], kept: Iterable[Any]) -> list[Any]:
    """Return the values of what `as_kept` gave; each different one is read once.

    Values are immutable, so that equal ones may be the same object.
    """
    kind = column.type
    if not isinstance(kind, (Scalar, Packed)):
        return list(kept)
    known: dict[Any, Any] = {}
    values = []
    for each in kept:
        if each not in known:
            known[each] = kind.process_result_value(each, _DIALECT)
        values.append(known[each])
    return values


def sortable(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return an expression that sorts as the values of *column* do."""
    if isinstance(column.type, Scalar) and column.type.hint is Decimal:
        return cast(type_coerce(column, String), Float)
    return column


def comparable(column: ColumnElement[Any], value: Any) -> tuple[ColumnElement[Any], Any]:
    """Return the two sides of an ordering comparison of *column* with *value*."""
    if isinstance(column.type, Scalar) and column.type.hint is datetime:
        return type_coerce(column, String), instant_to_text(value)
    if isinstance(column.type, Scalar) and column.type.hint is Decimal:
        return sortable(column), float(value)
    return column, value


def equals(column: ColumnElement[Any], value: Any) -> ColumnElement[bool]:
    """Return the condition that *column* holds *value*; moments are equal in every zone."""
    if value is None:
        return column.is_(None)
    if isinstance(column.type, Scalar) and column.type.hint is datetime:
        # After the instant comes nothing or "[zone]"; "\\" follows "[" and ends the range.
        text, instant = type_coerce(column, String), instant_to_text(value)
        return (text >= instant) & (text < instant + "\\")
    left, right = comparable(column, value)
    same: ColumnElement[bool] = left == right
    return same


def plain_functions(hint: Any) -> tuple[ToPlain, FromPlain]:
    """Return the codec of a field for the journal; both functions let None through."""
    to_plain, from_plain = plain_codec(hint)
    return (
        lambda value: None if value is None else to_plain(value),
        lambda plain: None if plain is None else from_plain(plain),
    )
