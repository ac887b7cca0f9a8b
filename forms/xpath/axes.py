"""The axes of a path step: from one node to its neighbours."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from forms.instance import Node

Axis: TypeAlias = "Callable[[Node, str], list[Node]]"


def fits(node: Node, test: str) -> bool:
    """Return whether *node* passes the name test *test*."""
    return test in {"*", "node()"} or node.name == test


def child(node: Node, test: str) -> list[Node]:
    """Return the children that pass *test*; attributes are not children."""
    if test not in {"*", "node()"}:
        return node.children.get(test, [])
    return [
        found
        for name, siblings in node.children.items()
        if not name.startswith("@")
        for found in siblings
    ]


def attribute(node: Node, test: str) -> list[Node]:
    """Return the attributes that pass *test*."""
    if test not in {"*", "node()"}:
        return node.children.get(f"@{test}", [])
    return [n for name, found in node.children.items() if name.startswith("@") for n in found]


def parent(node: Node, test: str) -> list[Node]:
    """Return the parent."""
    return [node.parent] if node.parent is not None and fits(node.parent, test) else []


def itself(node: Node, test: str) -> list[Node]:
    """Return the node."""
    return [node] if fits(node, test) else []


def descendant(node: Node, test: str) -> list[Node]:
    """Return everything under the node."""
    return [found for found in node.inside() if found is not node and fits(found, test)]


def descendant_or_self(node: Node, test: str) -> list[Node]:
    """Return the node and everything under it."""
    return [found for found in node.inside() if fits(found, test)]


def ancestor(node: Node, test: str) -> list[Node]:
    """Return the ancestors, nearest first."""
    found: list[Node] = []
    above = node.parent
    while above is not None:
        if fits(above, test):
            found.append(above)
        above = above.parent
    return found


def ancestor_or_self(node: Node, test: str) -> list[Node]:
    """Return the node and its ancestors, nearest first."""
    return itself(node, test) + ancestor(node, test)


def following_sibling(node: Node, test: str) -> list[Node]:
    """Return the siblings after the node."""
    siblings = child(node.parent, "*") if node.parent is not None else []
    place = next((i for i, found in enumerate(siblings) if found is node), len(siblings))
    return [found for found in siblings[place + 1 :] if fits(found, test)]


def preceding_sibling(node: Node, test: str) -> list[Node]:
    """Return the siblings before the node, nearest first."""
    siblings = child(node.parent, "*") if node.parent is not None else []
    place = next((i for i, found in enumerate(siblings) if found is node), 0)
    return [found for found in reversed(siblings[:place]) if fits(found, test)]


AXES: dict[str, Axis] = {
    "child": child,
    "attribute": attribute,
    "parent": parent,
    "self": itself,
    "descendant": descendant,
    "descendant-or-self": descendant_or_self,
    "ancestor": ancestor,
    "ancestor-or-self": ancestor_or_self,
    "following-sibling": following_sibling,
    "preceding-sibling": preceding_sibling,
}
