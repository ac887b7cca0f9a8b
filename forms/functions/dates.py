"""Functions on dates and times. Dates are ISO text; as numbers they are days since 1970."""

from __future__ import annotations

import math
from datetime import date, datetime

from forms.functions.registry import builds, function, require
from forms.xpath.compiler import Compiler
from forms.xpath.runtime import Context, Expression
from forms.xpath.syntax import Tree
from forms.xpath.values import (
    NAN,
    Value,
    days_from_text,
    moment_from_days,
    moment_from_text,
    to_number,
    to_text,
)

_SECONDS_PER_DAY = 86_400
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


def iso_moment(moment: datetime) -> str:
    """Return *moment* in ISO form with milliseconds and its offset."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def date_from_days(days: float) -> str:
    """Return the ISO date that lies *days* after 1970-01-01, or blank."""
    moment = moment_from_days(math.floor(days)) if math.isfinite(days) else None
    return moment.date().isoformat() if moment is not None else ""


def as_moment(value: Value) -> datetime | None:
    """Return the moment that a date, a date and time, or a number of days means."""
    if isinstance(value, float):
        return moment_from_days(value) if math.isfinite(value) else None
    if isinstance(value, bool):
        return None
    text = to_text(value)
    moment = moment_from_text(text) if text else None
    if moment is None and text:
        days = to_number(text)
        return moment_from_days(days) if math.isfinite(days) else None
    return moment


@builds("today")
def _today(compiler: Compiler, arguments: tuple[Tree, ...]) -> Expression:
    require(arguments, "today", 0, 0)
    compiler.findings.traits.add("clock")
    return Expression("text", lambda c: c.session.now().date().isoformat())


@builds("now")
def _now(compiler: Compiler, arguments: tuple[Tree, ...]) -> Expression:
    require(arguments, "now", 0, 0)
    compiler.findings.traits.add("clock")
    return Expression("text", lambda c: iso_moment(c.session.now()))


@function("date", "value", gives="text")
def _date(value: Value) -> str:
    if isinstance(value, float):
        return date_from_days(value)
    text = to_text(value)
    if len(text) == 10:
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError:
            return ""
    moment = as_moment(text)
    return moment.date().isoformat() if moment is not None else ""


@function("date-time", "value", gives="text")
def _date_time(value: Value) -> str:
    moment = as_moment(value)
    return iso_moment(moment) if moment is not None else ""


@function("decimal-date-time", "value", gives="number")
def _decimal_date_time(value: Value) -> float:
    if isinstance(value, float):
        return value
    text = to_text(value)
    return days_from_text(text) if text else NAN


@function("decimal-time", "text", gives="number")
def _decimal_time(text: str) -> float:
    moment = moment_from_text(text if "T" in text else f"1970-01-01T{text}")
    if moment is None:
        return NAN
    clock = moment.astimezone()
    seconds = clock.hour * 3600 + clock.minute * 60 + clock.second + clock.microsecond / 1e6
    return seconds / _SECONDS_PER_DAY


@builds("format-date", "format-date-time")
def _format_date(compiler: Compiler, arguments: tuple[Tree, ...]) -> Expression:
    require(arguments, "format-date", 2, 2)
    value, pattern = compiler.value(arguments[0]), compiler.text(arguments[1])

    def write(c: Context) -> Value:
        moment = as_moment(value(c))
        return _written(moment, pattern(c)) if moment is not None else ""

    return Expression("text", write)


def _written(moment: datetime, pattern: str) -> str:
    parts = {
        "Y": f"{moment.year:04d}",
        "y": f"{moment.year % 100:02d}",
        "m": f"{moment.month:02d}",
        "n": str(moment.month),
        "b": _MONTHS[moment.month - 1],
        "d": f"{moment.day:02d}",
        "e": str(moment.day),
        "H": f"{moment.hour:02d}",
        "h": str(moment.hour),
        "M": f"{moment.minute:02d}",
        "S": f"{moment.second:02d}",
        "3": f"{moment.microsecond // 1000:03d}",
        "a": _DAYS[moment.weekday()],
        "W": str(moment.isocalendar().week),
        "Z": moment.strftime("%z"),
        "%": "%",
    }
    pieces = pattern.split("%")
    written = [pieces[0]]
    place = 1
    while place < len(pieces):
        piece = pieces[place]
        if piece:
            written.append(parts.get(piece[0], f"%{piece[0]}") + piece[1:])
        elif place + 1 < len(pieces):
            place += 1
            written.append("%" + pieces[place])
        place += 1
    return "".join(written)
