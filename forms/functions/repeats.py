"""Functions on repeats: one answer of a chosen instance."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from forms.functions.registry import builds, require
from forms.xpath.compiler import Compiler
from forms.xpath.runtime import Context, Expression
from forms.xpath.syntax import Tree
from forms.xpath.values import Value

if TYPE_CHECKING:
    from forms.definition import NodeDefinition
    from forms.instance import Node


@builds("indexed-repeat")
def _indexed_repeat(compiler: Compiler, arguments: tuple[Tree, ...]) -> Expression:
    require(arguments, "indexed-repeat", 3)
    wanted = compiler.compile(arguments[0])
    if not wanted.definitions:
        return Expression("text", lambda _c: "")
    target = wanted.definitions[0]
    places: dict[NodeDefinition, Callable[[Context], float]] = {}
    for repeat, place in zip(arguments[1::2], arguments[2::2], strict=False):
        for definition in compiler.compile(repeat).definitions:
            places[definition] = compiler.number(place)
    compiler.refer(target, target.root)
    own = compiler.original
    chain = target.chain[1:]

    def find(c: Context) -> Value:
        found = [c.session.root]
        for definition in chain:
            instances = [node.children.get(definition.name, []) for node in found]
            if definition in places:
                found = _chosen(instances, places[definition](c))
            elif definition.repeat and definition.holds(own):
                found = _chosen(instances, float(_ancestor(c.current, definition).index))
            else:
                found = [node for siblings in instances for node in siblings]
            c.session.spend(len(found))
        return [node for node in found if node.relevant]

    return Expression("nodes", find, definitions=(target,))


def _chosen(instances: list[list[Node]], place: float) -> list[Node]:
    """Return of each repeat the instance at *place*, counted from 1, where there is one."""
    return [siblings[int(place) - 1] for siblings in instances if 1 <= place <= len(siblings)]


def _ancestor(node: Node, definition: NodeDefinition) -> Node:
    while node.definition is not definition and node.parent is not None:
        node = node.parent
    return node


@builds("once")
def _once(compiler: Compiler, arguments: tuple[Tree, ...]) -> Expression:
    require(arguments, "once", 1, 1)
    value = compiler.value(arguments[0])

    def once(c: Context) -> Value:
        kept = c.current.value
        return kept or value(c)

    return Expression("any", once)
