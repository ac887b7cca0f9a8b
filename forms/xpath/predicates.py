"""Predicates: sifting nodes one by one, or, in fixed lists, by an index of the column asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from forms.xpath.compiler import Compiler
from forms.xpath.runtime import Context
from forms.xpath.syntax import Binary, Call, Path, Step, Tree, walk
from forms.xpath.values import Value, to_boolean

if TYPE_CHECKING:
    from forms.instance import FixedList, Node

Sift: TypeAlias = "Callable[[list[Node], Context], list[Node]]"
Find: TypeAlias = "Callable[[FixedList, Context], list[Node]]"


def build_sift(compiler: Compiler, predicate: Tree) -> Sift:
    """Return what keeps the nodes that *predicate* holds for; a number means a place."""
    if compiler.compile(predicate).kind == "number":
        return _by_place(compiler, predicate)
    holds = compiler.boolean(predicate)

    def sift(nodes: list[Node], c: Context) -> list[Node]:
        size = len(nodes)
        c.session.spend(size)
        inner = Context(c.session, c.node, c.current, 1, size)
        kept: list[Node] = []
        for place, node in enumerate(nodes, 1):
            inner.node = node
            inner.position = place
            if holds(inner):
                kept.append(node)
        return kept

    return sift


def _by_place(compiler: Compiler, predicate: Tree) -> Sift:
    number = compiler.number(predicate)
    if not any(isinstance(part, Path) and part.start == "." for part in walk(predicate)):

        def pick(nodes: list[Node], c: Context) -> list[Node]:
            inner = Context(c.session, c.node, c.current, 1, len(nodes))
            place = number(inner)
            return [nodes[int(place) - 1]] if 1 <= place <= len(nodes) and place % 1 == 0 else []

        if not any(isinstance(part, Call) and part.name == "position" for part in walk(predicate)):
            return pick

    def sift(nodes: list[Node], c: Context) -> list[Node]:
        inner = Context(c.session, c.node, c.current, 1, len(nodes))
        kept: list[Node] = []
        for place, node in enumerate(nodes, 1):
            inner.node = node
            inner.position = place
            if number(inner) == place:
                kept.append(node)
        return kept

    return sift


def column_lookup(compiler: Compiler, steps: tuple[Step, ...]) -> tuple[int, Find] | None:
    """Return an indexed look-up for `root/item[column = value]/...`, or None.

    The first number is how many of *steps* the look-up takes care of. The value must not hang on
    the node that is sifted.
    """
    place = next((place for place, step in enumerate(steps) if step.predicates), None)
    if place is None:
        return None
    if any(step.axis != "child" or step.test.endswith(")") for step in steps[: place + 1]):
        return None
    names = tuple(step.test for step in steps[: place + 1])
    first, *others = steps[place].predicates
    parts = _column_and_value(first)
    if parts is None:
        return None
    column, value_tree = parts
    value = compiler.value(value_tree)
    # What is left of the predicates is sifted as usual, inside the list.
    sifts = [build_sift(compiler.inside(None, compiler.anchor), other) for other in others]
    if others and any(_counts_places(other) for other in others) and place:
        return None

    def find(known: FixedList, c: Context) -> list[Node]:
        nodes = _indexed(known, names, column, value(c))
        for sift in sifts:
            nodes = sift(nodes, c)
        return nodes

    return place + 1, find


def _indexed(known: FixedList, names: tuple[str, ...], column: str, value: Value) -> list[Node]:
    if isinstance(value, list):
        if not value:
            return known.matching(names, column, "")
        if len(value) == 1:
            return _indexed(known, names, column, value[0].typed())
        found = (node for one in value for node in _indexed(known, names, column, one.typed()))
        return list(dict.fromkeys(found))
    if isinstance(value, bool):
        return [
            node
            for node in known.nodes(names)
            if to_boolean(node.children.get(column, [])) == value
        ]
    if isinstance(value, float):
        return known.matching_number(names, column, value)
    return known.matching(names, column, value)


def _column_and_value(predicate: Tree) -> tuple[str, Tree] | None:
    if not isinstance(predicate, Binary) or predicate.operator != "=":
        return None
    for column, value in (
        (predicate.left, predicate.right),
        (predicate.right, predicate.left),
    ):
        if _is_column(column) and _stands_alone(value):
            assert isinstance(column, Path)  # noqa: S101  _is_column says so
            return column.steps[0].test, value
    return None


def _is_column(tree: Tree) -> bool:
    if not isinstance(tree, Path) or tree.start != "." or len(tree.steps) != 1:
        return False
    step = tree.steps[0]
    return step.axis == "child" and not step.predicates and step.test not in {"*", "node()"}


def _stands_alone(tree: Tree) -> bool:
    for part in walk(tree):
        if isinstance(part, Path) and part.start == ".":
            return False
        if isinstance(part, Call) and part.name in {"position", "last"}:
            return False
    return True


def _counts_places(tree: Tree) -> bool:
    return any(isinstance(part, Call) and part.name in {"position", "last"} for part in walk(tree))
