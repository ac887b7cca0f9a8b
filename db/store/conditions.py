"""Conditions on fields, as the store asks them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Table

from caseworker.errors import Bug
from caseworker.ports import Condition
from db.store.columns import comparable, equals

_NOTHING: Mapping[str, object] = MappingProxyType({})


def column_of(table: Table, name: str) -> ColumnElement[Any]:
    """Return the column of the field *name*; a field that is not there is our mistake."""
    try:
        return table.c[name]
    except KeyError as error:
        raise Bug(f"{table.name} has no field {name}") from error


def where(
    table: Table, conditions: Sequence[Condition], equal: Mapping[str, object] = _NOTHING
) -> list[ColumnElement[bool]]:
    """Return the expressions that all hold where every condition and every equality does."""
    return [
        *(_condition(table, condition) for condition in conditions),
        *(equals(column_of(table, name), value) for name, value in equal.items()),
    ]


def _condition(table: Table, condition: Condition) -> ColumnElement[bool]:
    column = column_of(table, condition.field)
    return _TESTS[condition.test](column, condition.value)


def _is_not(column: ColumnElement[Any], value: Any) -> ColumnElement[bool]:
    if value is None:
        return column.is_not(None)
    return column.is_(None) | ~equals(column, value)


def _before(column: ColumnElement[Any], value: Any) -> ColumnElement[bool]:
    left, right = comparable(column, value)
    earlier: ColumnElement[bool] = left < right
    return earlier


def _since(column: ColumnElement[Any], value: Any) -> ColumnElement[bool]:
    left, right = comparable(column, value)
    later: ColumnElement[bool] = left >= right
    return later


_TESTS: dict[str, Callable[[ColumnElement[Any], Any], ColumnElement[bool]]] = {
    "is": equals,
    "is not": _is_not,
    "before": _before,
    "not before": lambda column, value: column.is_(None) | _since(column, value),
    "from": _since,
    "one of": lambda column, values: column.in_(values),
    "none of": lambda column, values: column.is_(None) | column.not_in(values),
    "missing": lambda column, _: column.is_(None),
    "present": lambda column, _: column.is_not(None),
}
