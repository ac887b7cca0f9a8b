"""What people type, read: numbers, days and clock times, in any digits. Without Qt.

Whatever cannot be read is None, and stays on screen as it was typed.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time

from caseworker.model.partial_date import PartialDate

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[./ -](\d{1,2})(?:[./ -](\d{4}))?")
_MONTH_FIRST = re.compile(r"(\d{1,2})[./ -](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})(?:[./ -](\d{1,2}))?")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?|(\d{2})(\d{2})")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_ABOUT = re.compile(
    r"(?:about|vers|environ|hacia|aprox\.?|نحو|حوالي|~|circa|ca\.?)\s*", re.IGNORECASE
)
"""Each language of the program: what its hint shows must be read, whoever typed it."""


def latin_digits(words: str) -> str:
    """Return *words* with every digit of any script as 0 to 9, and plain minus and comma."""
    plain = (str(unicodedata.decimal(letter, letter)) for letter in words)
    return "".join(plain).replace("\N{MINUS SIGN}", "-").replace("٫", ".").strip()


def read_number(words: str, *, whole: bool) -> str | None:
    """Return the number as a form stores it ("3.5"), or None."""
    plain = latin_digits(words)
    if not _NUMBER.fullmatch(plain) or (whole and not plain.lstrip("-").isdigit()):
        return None
    return plain.replace(",", ".")


def read_day(words: str, today: date | None = None) -> date | None:
    """Return the day that *words* name; without a year, the next such day from *today* on.

    Where no *today* is given, the year is needed: the day may lie in the past.
    """
    plain = latin_digits(words)
    if match := _ISO.fullmatch(plain):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    match = _DAY_FIRST.fullmatch(plain)
    if match is None:
        return None
    number, month = int(match[1]), int(match[2])
    if match[3]:
        return _date(int(match[3]), month, number)
    years = (today.year, today.year + 1) if today is not None else ()
    coming = (_date(year, month, number) for year in years)
    return next((day for day in coming if day is not None and today and day >= today), None)


def read_partial_day(words: str) -> PartialDate | None:
    """Return a day as far as it is known: "1994", "5.1994", "17.5.1994", "about 1994"."""
    plain = latin_digits(words)
    about = "~" if _ABOUT.match(plain) or plain.endswith("~") else ""
    plain = _ABOUT.sub("", plain).removesuffix("~").strip()
    if match := _YEAR_FIRST.fullmatch(plain):
        parts = [match[1], match[2]]
    elif match := _MONTH_FIRST.fullmatch(plain):
        parts = [match[2], match[1]]
    elif match := _ISO.fullmatch(plain):
        parts = [match[1], match[2], match[3]]
    elif (match := _DAY_FIRST.fullmatch(plain)) and match[3]:
        parts = [match[3], match[2], match[1]]
    else:
        return None
    try:
        return PartialDate("-".join(part.zfill(2) for part in parts if part) + about)
    except ValueError:
        return None


def read_clock(words: str) -> time | None:
    """Return the time of day: "9", "9:30", "9.30", "0930"."""
    match = _CLOCK.fullmatch(latin_digits(words))
    if match is None:
        return None
    hour, minute = int(match[1] or match[3]), int(match[2] or match[4] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
