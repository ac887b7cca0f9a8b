"""Functions on text."""

from __future__ import annotations

from forms.functions.patterns import whole_match
from forms.functions.registry import builds, function, gathered, require
from forms.xpath.compiler import Compiler
from forms.xpath.runtime import Context, Expression
from forms.xpath.syntax import Path, Step, Tree
from forms.xpath.values import Value, to_text

_HERE = Path(".", (Step("self", "node()"),))
MAXIMUM_TEXT = 1_000_000


def text_of(value: object) -> str:
    """Return one gathered value, or node, as text."""
    if isinstance(value, str | float | bool):
        return to_text(value)
    return value.text()  # type: ignore[attr-defined, no-any-return]  # what is left is a node


@builds("string")
def _string(compiler: Compiler, arguments: tuple[Tree, ...]) -> Expression:
    require(arguments, "string", 0, 1)
    return Expression("text", compiler.text(arguments[0] if arguments else _HERE))


@builds("concat")
def _concat(compiler: Compiler, arguments: tuple[Tree, ...]) -> Expression:
    expressions = [compiler.compile(argument) for argument in arguments]
    if not any(
        expression.kind == "nodes" and expression.single is None for expression in expressions
    ):
        parts = tuple(compiler.text(argument) for argument in arguments)
        return Expression("text", lambda c: "".join([part(c) for part in parts])[:MAXIMUM_TEXT])
    gather = gathered(compiler, arguments)
    return Expression(
        "text", lambda c: "".join([text_of(value) for value in gather(c)])[:MAXIMUM_TEXT]
    )


@builds("join")
def _join(compiler: Compiler, arguments: tuple[Tree, ...]) -> Expression:
    require(arguments, "join", 1)
    separator = compiler.text(arguments[0])
    gather = gathered(compiler, arguments[1:])

    def join(c: Context) -> Value:
        return separator(c).join([text_of(value) for value in gather(c)])[:MAXIMUM_TEXT]

    return Expression("text", join)


@function("contains", "text", "text", gives="boolean")
def _contains(whole: str, part: str) -> bool:
    return part in whole


@function("starts-with", "text", "text", gives="boolean")
def _starts_with(whole: str, part: str) -> bool:
    return whole.startswith(part)


@function("ends-with", "text", "text", gives="boolean")
def _ends_with(whole: str, part: str) -> bool:
    return whole.endswith(part)


@function("substr", "text", "number", "number", gives="text", optional=1)
def _substr(whole: str, start: float, end: float | None = None) -> str:
    first = _place(start, len(whole))
    return whole[first:] if end is None else whole[first : _place(end, len(whole))]


def _place(number: float, length: int) -> int:
    if number != number:  # noqa: PLR0124  NaN
        return 0
    if number < 0:
        return max(0, length + max(int(number), -length)) if number > -length else 0
    return int(min(number, length))


@function("substring", "text", "number", "number", gives="text", optional=1)
def _substring(whole: str, start: float, length: float | None = None) -> str:
    first = _rounded(start)
    last = float("inf") if length is None else first + _rounded(length)
    return "".join(letter for place, letter in enumerate(whole, 1) if first <= place < last)


def _rounded(number: float) -> float:
    if number != number or number in (float("inf"), float("-inf")):  # noqa: PLR0124  NaN
        return number
    return float(int(number + 0.5) if number >= 0 else -int(-number + 0.5))


@function("substring-before", "text", "text", gives="text")
def _substring_before(whole: str, mark: str) -> str:
    before, found, _ = whole.partition(mark) if mark else ("", "", "")
    return before if found else ""


@function("substring-after", "text", "text", gives="text")
def _substring_after(whole: str, mark: str) -> str:
    return whole.partition(mark)[2] if mark else whole


@builds("string-length")
def _string_length(compiler: Compiler, arguments: tuple[Tree, ...]) -> Expression:
    require(arguments, "string-length", 0, 1)
    text = compiler.text(arguments[0] if arguments else _HERE)
    return Expression("number", lambda c: float(len(text(c))))


@builds("normalize-space")
def _normalize_space(compiler: Compiler, arguments: tuple[Tree, ...]) -> Expression:
    require(arguments, "normalize-space", 0, 1)
    text = compiler.text(arguments[0] if arguments else _HERE)
    return Expression("text", lambda c: " ".join(text(c).split()))


@function("translate", "text", "text", "text", gives="text")
def _translate(whole: str, old: str, new: str) -> str:
    table: dict[int, str] = {}
    for place, letter in enumerate(old):
        table.setdefault(ord(letter), new[place] if place < len(new) else "")
    return whole.translate(table)


@function("regex", "text", "text", gives="boolean")
def _regex(whole: str, pattern: str) -> bool:
    return whole_match(pattern, whole)
