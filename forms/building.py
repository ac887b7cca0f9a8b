"""Building the tree of answers from what the form starts with."""

from __future__ import annotations

from collections.abc import Callable

from forms.definition import NodeDefinition
from forms.instance import Node
from forms.markup import Element

_TEMPLATE = "{http://openrosa.org/javarosa}template"


def build_root(root: NodeDefinition, instance: Element, identify: Callable[[], str]) -> Node:
    """Return the tree of a new form, with the instances that the form starts with."""
    node = Node(root.name, None, root)
    _fill(node, root, instance, identify)
    return node


def build_instance(
    definition: NodeDefinition,
    parent: Node,
    element: Element | None,
    identify: Callable[[], str],
    *,
    blank: bool,
) -> Node:
    """Return a new instance of the repeat *definition*, not yet added to *parent*.

    It starts with what *element* holds, or *blank* but for its attributes: the template, or an
    instance that the form writes out.
    """
    node = Node(definition.name, parent, definition)
    node.identity = identify()
    if element is not None:
        _fill(node, definition, element, identify, blank=blank)
    return node


def _fill(
    node: Node,
    definition: NodeDefinition,
    element: Element,
    identify: Callable[[], str],
    *,
    blank: bool = False,
) -> None:
    by_name: dict[str, list[Element]] = {}
    for child in element.elements():
        by_name.setdefault(child.name, []).append(child)
    for name, below in definition.children.items():
        if name.startswith("@"):
            node.add(Node(name, node, below, _attribute(element, name[1:])))
            continue
        found = by_name.get(name, [])
        if below.repeat:
            node.children = node.children or {}
            node.children.setdefault(name, [])
            for child in found:
                if _TEMPLATE not in child.attributes:
                    instance = Node(name, node, below)
                    instance.identity = identify()
                    _fill(instance, below, child, identify, blank=blank)
                    node.add(instance)
            continue
        # Namesakes outside repeats are rare and all kept; a missing node is made.
        for child in found or [Element(name, "", {})]:
            leaf = Node(name, node, below)
            node.add(leaf)
            _fill(leaf, below, child, identify, blank=blank)
    if definition.is_answer and not blank:
        node.store(element.text().strip())


def _attribute(element: Element, name: str) -> str:
    for key, value in element.attributes.items():
        if key.rpartition("}")[2] == name:
            return value
    return ""
