"""The recovery code: 150 random bits that a hand can copy, with a last group that checks them.

Seven groups of five letters and digits, without I, L, O and U; read in any case, with or without
hyphens; an O is read as 0, an I or L as 1.
"""

from __future__ import annotations

import hashlib
import secrets

from caseworker.errors import WrongRecoveryCode

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUE = {letter: value for value, letter in enumerate(_ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_GROUP = 5
_SECRET_LETTERS = 30


def new_recovery_code() -> str:
    """Return a new code, in groups joined by hyphens."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(_SECRET_LETTERS))
    whole = letters + _check(letters)
    return "-".join(whole[at : at + _GROUP] for at in range(0, len(whole), _GROUP))


def secret_of(code: str) -> bytes:
    """Return the secret of a code as somebody typed it.

    Raises:
        WrongRecoveryCode: it has another length, or its last group does not fit the others.
    """
    typed = [letter for letter in code.upper() if letter not in "- \t\n\u2010\u2011\u2013"]
    if len(typed) != _SECRET_LETTERS + _GROUP or not all(letter in _VALUE for letter in typed):
        raise WrongRecoveryCode
    letters = "".join(_ALPHABET[_VALUE[letter]] for letter in typed)
    if _check(letters[:_SECRET_LETTERS]) != letters[_SECRET_LETTERS:]:
        raise WrongRecoveryCode
    return letters[:_SECRET_LETTERS].encode("ascii")


def _check(letters: str) -> str:
    number = int.from_bytes(hashlib.sha256(b"caseworker recovery 1" + letters.encode()).digest())
    return "".join(_ALPHABET[(number >> (5 * place)) & 31] for place in range(_GROUP))
