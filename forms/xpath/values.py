"""The values of expressions, and XPath's rules for turning one kind into another.

Text is `str`, numbers are `float`, truth is `bool`, node-sets are lists of nodes. Dates are text
in ISO form: they become days since 1970 only where a number is asked of them, as forms expect.
"""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from forms.instance import Node

Value: TypeAlias = "str | float | bool | list[Node]"

NAN = math.nan
_NUMBER = re.compile(r"\s*-?(?:\d+(?:\.\d*)?|\.\d+)\s*", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECONDS_PER_DAY = 86_400
NUMERIC_TYPES = frozenset({"int", "integer", "decimal", "long", "double"})
_MAXIMUM_DIGITS = 400
_LOST_DECIMALS = 1e-12


def number_from_text(text: str) -> float:
    """Return the number that *text* writes, the days of an ISO date, or NaN."""
    if not text:
        return NAN
    if len(text) <= _MAXIMUM_DIGITS and _NUMBER.fullmatch(text):
        return float(text)
    if len(text) >= 8 and text[4:5] == "-":
        return days_from_text(text)
    return NAN


def days_from_text(text: str) -> float:
    """Return the days since 1970-01-01 of an ISO date or date and time, or NaN."""
    moment = moment_from_text(text)
    if moment is None:
        return NAN
    # By the clock on the wall, so that a day is a whole number and no moment of today is before it.
    return (moment.replace(tzinfo=UTC) - _EPOCH).total_seconds() / _SECONDS_PER_DAY


def moment_from_text(text: str) -> datetime | None:
    """Return the moment of an ISO date or date and time, in local time, or None."""
    plain = text.strip()
    if re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", plain, re.ASCII):
        year, month, day = plain.split("-")
        plain = f"{year}-{month:0>2}-{day:0>2}"
    try:
        return in_local_time(datetime.fromisoformat(plain))
    except ValueError:
        return None


def moment_from_days(days: float) -> datetime | None:
    """Return the moment that lies *days* after 1970-01-01 by the local clock, or None."""
    try:
        moment = _EPOCH + timedelta(seconds=round(days * _SECONDS_PER_DAY, 3))
    except OverflowError:
        return None
    return in_local_time(moment.replace(tzinfo=None))


def in_local_time(moment: datetime) -> datetime:
    """Return *moment* with the local zone; one without a zone is taken as local."""
    try:
        return moment.astimezone()
    except (OverflowError, OSError, ValueError):
        # Years that the system's clock does not know have no zone but UTC.
        return moment.replace(tzinfo=UTC)


def text_from_number(number: float) -> str:
    """Return *number* as XPath writes it: no exponent, no needless decimals."""
    if number != number:  # noqa: PLR0124  only NaN differs from itself
        return "NaN"
    if number in (math.inf, -math.inf):
        return "Infinity" if number > 0 else "-Infinity"
    if abs(number) < 1e15 and number == int(number):
        return str(int(number))
    shortest = repr(number)
    plain = format(Decimal(shortest), "f") if "e" in shortest else shortest
    return plain.removesuffix(".0")


def to_text(value: Value) -> str:
    """Return *value* as text; of a node-set, the text of its first node."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return text_from_number(value)
    return value[0].text() if value else ""


def to_number(value: Value) -> float:
    """Return *value* as a number, NaN where it is none."""
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, float):
        return value
    if isinstance(value, str):
        return number_from_text(value)
    return value[0].number() if value else NAN


def to_boolean(value: Value) -> bool:
    """Return the truth of *value*: a number other than 0, a text that is not empty.

    A single answer counts by what it holds, a set of nodes by being there.
    """
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return value not in {0.0} and value == value  # noqa: PLR0124  NaN is false
    if isinstance(value, str):
        return bool(value)
    if len(value) == 1 and not value[0].children:
        return to_boolean(value[0].typed())
    return bool(value)


def equal(left: Value, right: Value) -> bool:
    """Return whether *left* = *right*; with node-sets, whether any pair is equal."""
    if isinstance(left, list):
        return _any_equal(left, right)
    if isinstance(right, list):
        return _any_equal(right, left)
    if isinstance(left, bool) or isinstance(right, bool):
        return to_boolean(left) == to_boolean(right)
    if isinstance(left, float) or isinstance(right, float):
        return _same_number(to_number(left), to_number(right))
    return left == right


def _same_number(left: float, right: float) -> bool:
    """Return whether two numbers are equal but for what decimals lose: `0.1 + 0.2 = 0.3`."""
    return left == right or abs(left - right) < _LOST_DECIMALS


def _any_equal(nodes: list[Node], other: Value) -> bool:
    if isinstance(other, bool):
        return to_boolean(nodes) == other
    if nodes:
        return any(equal(node.typed(), other) for node in nodes)
    # No node counts as a blank answer, so that an unasked question equals ''.
    if isinstance(other, list):
        return not other or any(not node.text() for node in other)
    return equal("", other)


def unequal(left: Value, right: Value) -> bool:
    """Return whether *left* != *right*; with node-sets, whether any pair differs."""
    if isinstance(left, list) and not isinstance(right, bool):
        if not left:
            return not equal(left, right)
        return any(unequal(node.typed(), right) for node in left)
    if isinstance(right, list) and not isinstance(left, bool):
        return unequal(right, left)
    return not equal(left, right)
