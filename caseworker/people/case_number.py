"""Case numbers: short, spoken easily, and encoding nothing about the person."""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, so that nothing is misread or spells a word."""

_LOOKALIKES = str.maketrans("ILO", "110")


def case_number(device_code: str, counter: int) -> str:
    """Return the number of this laptop's *counter*-th case: `7QK-482`, the last digit a check."""
    body = f"{counter:02d}"
    return f"{device_code}-{body}{_check_digit(device_code, body)}"


def is_case_number(text: str) -> bool:
    """Return whether *text* is a whole case number whose check digit fits."""
    device_code, dash, tail = plain(text).partition("-")
    whole = bool(dash) and len(device_code) == 3 and len(tail) >= 3 and tail.isdecimal()
    return whole and _check_digit(device_code, tail[:-1]) == tail[-1]


def plain(text: str) -> str:
    """Return *text* as a number is written: capitals, no blanks, lookalikes resolved."""
    return "".join(text.split()).upper().translate(_LOOKALIKES)


def _check_digit(device_code: str, counter: str) -> str:
    """Return Damm's check digit: it catches every wrong digit and every two digits swapped."""
    value = 0
    for character in device_code:
        value = value * len(ALPHABET) + ALPHABET.index(character)
    interim = 0
    for digit in f"{value}{counter}":
        interim = _DAMM[interim][int(digit)]
    return str(interim)


# H. M. Damm's totally anti-symmetric quasigroup of order 10.
_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
