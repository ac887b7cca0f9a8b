"""From text to tokens, with XPath's rule that names become operators by their place."""

from __future__ import annotations

import re
from typing import NamedTuple

from forms.errors import ExpressionError

MAXIMUM_LENGTH = 60_000
MAXIMUM_TOKENS = 20_000


class Token(NamedTuple):
    """A kind (number, literal, name, operator, symbol, end), its text and its place."""

    kind: str
    text: str
    position: int


_NAME = r"[^\W\d][\w.\-·]*"
_PATTERN = re.compile(
    rf"""
    (?P<space>\s+)
  | (?P<number>\d+(?:\.\d*)?|\.\d+)
  | (?P<literal>"[^"]*"|'[^']*')
  | (?P<name>{_NAME}(?::(?!:)(?:{_NAME}|\*))?)
  | (?P<symbol>::|//|\.\.|!=|<=|>=|[()\[\]@,/|+\-=<>*.$])
    """,
    re.VERBOSE,
)
_OPERATOR_NAMES = frozenset({"and", "or", "div", "mod"})
_BEFORE_OPERAND = frozenset({"@", "::", "(", "[", ",", "/", "//"})


def tokenize(text: str) -> list[Token]:
    """Return the tokens of *text*, ending with one of kind `end`.

    Raises ExpressionError with code `too_long` or `unreadable`.
    """
    if len(text) > MAXIMUM_LENGTH:
        raise ExpressionError("too_long")
    tokens: list[Token] = []
    place = 0
    while place < len(text):
        found = _PATTERN.match(text, place)
        if found is None:
            raise ExpressionError("unreadable", text[place : place + 20], place)
        kind = found.lastgroup or ""
        end = found.end()
        if kind != "space":
            token = _classify(kind, found.group(), place, tokens)
            end = place + len(token.text)
            tokens.append(token)
            if len(tokens) > MAXIMUM_TOKENS:
                raise ExpressionError("too_long")
        place = end
    tokens.append(Token("end", "", len(text)))
    return tokens


def _classify(kind: str, text: str, place: int, before: list[Token]) -> Token:
    after_operand = bool(before) and not (
        before[-1].kind == "operator" or before[-1].text in _BEFORE_OPERAND
    )
    if kind == "name" and after_operand:
        # No name can follow an operand, so that even `1and1` is an operator.
        operator = next((name for name in _OPERATOR_NAMES if text.startswith(name)), None)
        if operator is not None:
            return Token("operator", operator, place)
    if kind == "symbol":
        if text == "*":
            return Token("operator" if after_operand else "name", text, place)
        if text in {"|", "+", "-", "=", "!=", "<", "<=", ">", ">="}:
            return Token("operator", text, place)
    return Token(kind, text, place)
