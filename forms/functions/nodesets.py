"""Functions on node-sets: counting, adding, ordering."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from forms.functions.registry import builds, function, gathered, require
from forms.xpath.compiler import Compiler
from forms.xpath.runtime import Context, Expression
from forms.xpath.syntax import Tree
from forms.xpath.values import NAN, Value, to_number, to_text

if TYPE_CHECKING:
    from forms.instance import Node


@function("count", "nodes", gives="number")
def _count(nodes: list[Node]) -> float:
    return float(len(nodes))


@function("count-non-empty", "nodes", gives="number")
def _count_non_empty(nodes: list[Node]) -> float:
    return float(sum(1 for node in nodes if node.text() or node.children))


@function("sum", "nodes", gives="number")
def _sum(nodes: list[Node]) -> float:
    return math.fsum(_numbers(nodes)) if nodes else 0.0


def _numbers(nodes: list[Node]) -> list[float]:
    # A blank answer adds nothing; anything else that is no number spoils the sum, as it should.
    numbers = [node.number() for node in nodes if node.text()]
    return numbers if all(math.isfinite(number) for number in numbers) else [NAN]


def _extreme(
    name: str, choose: Callable[[list[float]], float]
) -> Callable[[Compiler, tuple[Tree, ...]], Expression]:
    def build(compiler: Compiler, arguments: tuple[Tree, ...]) -> Expression:
        require(arguments, name, 1)
        gather = gathered(compiler, arguments)

        def extreme(c: Context) -> Value:
            numbers = [
                to_number(value) if isinstance(value, str | float | bool) else value.number()
                for value in gather(c)
                if value != "" and (isinstance(value, str | float | bool) or value.text())
            ]
            if not numbers or any(number != number for number in numbers):  # noqa: PLR0124  NaN
                return NAN
            return choose(numbers)

        return Expression("number", extreme)

    return build


builds("max")(_extreme("max", max))
builds("min")(_extreme("min", min))


@builds("randomize")
def _randomize(compiler: Compiler, arguments: tuple[Tree, ...]) -> Expression:
    require(arguments, "randomize", 1, 2)
    expression = compiler.compile(arguments[0])
    nodes = compiler.nodes(arguments[0])
    seed = compiler.value(arguments[1]) if len(arguments) > 1 else None
    if seed is None:
        compiler.findings.traits.add("chance")

    def shuffle(c: Context) -> Value:
        chance = c.session.random if seed is None else _ParkMiller(_seed_from(seed(c))).next
        return _shuffled(nodes(c), chance)

    return Expression("nodes", shuffle, definitions=expression.definitions)


def _shuffled(nodes: list[Node], chance: Callable[[], float]) -> list[Node]:
    """Return *nodes* in the order that the form engines agree on for the same draws."""
    found: list[Node] = []
    for place, node in enumerate(nodes):
        other = int(chance() * (place + 1))
        found.append(node)
        found[other], found[place] = node, found[other]
    return found


_LARGEST_SEED = 2**63 - 1


class _ParkMiller:
    """The generator that the form engines agree on, so that a seed gives one order everywhere."""

    _MODULUS = 2_147_483_647

    def __init__(self, seed: int) -> None:
        # As in Java, what is left of a negative number is negative.
        self._state = seed % self._MODULUS if seed >= 0 else -(-seed % self._MODULUS)
        if self._state <= 0:
            self._state += self._MODULUS - 1

    def next(self) -> float:
        self._state = self._state * 16_807 % self._MODULUS
        return (self._state - 1) / (self._MODULUS - 1)


def _seed_from(value: Value) -> int:
    """Return the seed that *value* means: its whole part, or a digest of what is no number."""
    number = to_number(value)
    if math.isfinite(number):
        return int(max(-_LARGEST_SEED - 1, min(number, _LARGEST_SEED)))
    if number == number:  # noqa: PLR0124  infinite
        return _LARGEST_SEED if number > 0 else -_LARGEST_SEED - 1
    text = to_text(value)
    if not text or isinstance(value, float):
        return 0
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big", signed=True)


@builds("position")
def _position(compiler: Compiler, arguments: tuple[Tree, ...]) -> Expression:
    require(arguments, "position", 0, 1)
    if not arguments:
        return Expression("number", lambda c: float(c.position))
    expression = compiler.compile(arguments[0])
    compiler.depend(expression)
    # A place changes when an earlier instance goes, so it hangs on all instances together.
    for definition in expression.definitions:
        compiler.refer(definition, definition.parent or definition)
    single = expression.single
    if single is not None:
        return Expression("number", lambda c: float(single(c).index))
    evaluate = expression.evaluate

    def position(c: Context) -> Value:
        found = evaluate(c)
        return float(found[0].index) if isinstance(found, list) and found else NAN

    return Expression("number", position)


@builds("last")
def _last(_compiler: Compiler, arguments: tuple[Tree, ...]) -> Expression:
    require(arguments, "last", 0, 0)
    return Expression("number", lambda c: float(c.size))


@function("name", "nodes", gives="text")
def _name(nodes: list[Node]) -> str:
    return nodes[0].name if nodes else ""


@function("local-name", "nodes", gives="text")
def _local_name(nodes: list[Node]) -> str:
    return nodes[0].name if nodes else ""


@function("distinct-values", "nodes", gives="nodes")
def _distinct_values(nodes: list[Node]) -> list[Node]:
    first: dict[str, Node] = {}
    for node in nodes:
        first.setdefault(node.text(), node)
    return list(first.values())
