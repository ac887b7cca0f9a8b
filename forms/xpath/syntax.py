"""The syntax tree of an expression: small frozen nodes, and a way to walk them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Literal:
    """A quoted text."""

    value: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written."""

    value: float


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands and an operator: = != < <= > >= + - * div mod |."""

    operator: str
    left: Tree
    right: Tree


@dataclass(frozen=True, slots=True)
class Chain:
    """Two or more operands of `and`, or of `or`: long lists of conditions stay flat."""

    operator: str
    operands: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Negation:
    """A minus sign before an operand."""

    operand: Tree


@dataclass(frozen=True, slots=True)
class Call:
    """A function and its arguments."""

    name: str
    arguments: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: axis, name test (`*` any, `node()` any node) and predicates."""

    axis: str
    test: str
    predicates: tuple[Tree, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """A location path. `start` is `/` (absolute), `.` (relative) or an expression."""

    start: Tree | str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """An expression in parentheses, or a call, with predicates."""

    primary: Tree
    predicates: tuple[Tree, ...]


Tree: TypeAlias = Literal | Number | Binary | Chain | Negation | Call | Path | Filter


def walk(tree: Tree) -> Iterator[Tree]:
    """Yield *tree* and everything under it, without recursion."""
    waiting: list[Tree] = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(_inside(node))


def _inside(node: Tree) -> Iterator[Tree]:
    match node:
        case Binary(_, left, right):
            yield left
            yield right
        case Chain(_, operands):
            yield from operands
        case Negation(operand):
            yield operand
        case Call(_, arguments):
            yield from arguments
        case Path(start, steps):
            if not isinstance(start, str):
                yield start
            for step in steps:
                yield from step.predicates
        case Filter(primary, predicates):
            yield primary
            yield from predicates
        case _:
            return


def depth(tree: Tree) -> int:
    """Return how many levels *tree* has, without recursion."""
    deepest = 0
    waiting = [(tree, 1)]
    while waiting:
        node, level = waiting.pop()
        deepest = max(deepest, level)
        waiting.extend((child, level + 1) for child in _inside(node))
    return deepest


def names_called(tree: Tree) -> set[str]:
    """Return the names of the functions that *tree* calls."""
    return {node.name for node in walk(tree) if isinstance(node, Call)}
