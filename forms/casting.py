"""From the value of an expression to the text that an answer of some type stores."""

from __future__ import annotations

import math

from forms.functions.dates import date_from_days, iso_moment
from forms.xpath.values import Value, moment_from_text, text_from_number, to_number, to_text


def cast(value: Value, data_type: str) -> str:
    """Return *value* as an answer of *data_type* stores it; what is no number is blank."""
    if isinstance(value, list):
        value = value[0].typed() if value else ""
    match data_type:
        case "int" | "integer" | "long":
            return _whole(value)
        case "decimal" | "double":
            return _decimal(value)
        case "date":
            return _date(value)
        case "dateTime":
            return _date_time(value)
        case _:
            if isinstance(value, float):
                return "" if math.isnan(value) else text_from_number(value)
            return to_text(value)


def _whole(value: Value) -> str:
    number = to_number(value)
    return str(int(number)) if math.isfinite(number) else ""


def _decimal(value: Value) -> str:
    number = to_number(value)
    return text_from_number(number) if math.isfinite(number) else ""


def _date(value: Value) -> str:
    if isinstance(value, float):
        return date_from_days(value)
    text = to_text(value)
    return text.partition("T")[0] if moment_from_text(text) is not None else text


def _date_time(value: Value) -> str:
    if isinstance(value, float):
        day = date_from_days(value)
        moment = moment_from_text(day) if day else None
        return iso_moment(moment) if moment is not None else ""
    return to_text(value)
