"""What tells people apart, as it is compared: names, birth, sex, nationality, telephones."""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

PHONE_DIGITS = 8
"""The last digits of a telephone; what comes before is written in many ways."""

K = TypeVar("K", bound=Hashable)

_NO_DIGIT = re.compile(r"\D")


@dataclass(frozen=True, kw_only=True)
class Known(Generic[K]):
    """One record, or somebody at the desk. What is not known is empty, or nought."""

    key: K
    """Several may share one: another spelling or name of the same person."""
    given_name: str = ""
    family_name: str = ""
    year: int = 0
    month: int = 0
    day: int = 0
    """Of birth."""
    about: int = 0
    """By how many years the year may be off; a birthday on the first of January is a guess too."""
    sex: str = ""
    nationalities: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()


def digits_of(phone: str) -> str:
    """Return what is compared of a telephone, or nothing where it is too short to tell."""
    digits = _NO_DIGIT.sub("", phone)
    return digits[-PHONE_DIGITS:] if len(digits) >= PHONE_DIGITS else ""
