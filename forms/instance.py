"""The tree of answers: nodes of one person's form, and the fixed trees of lists beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from forms.xpath.values import number_from_text, to_number

if TYPE_CHECKING:
    from forms.definition import NodeDefinition

_NOTHING: dict[str, list[Node]] = {}


class Node:
    """One answer, group or repeat instance.

    `value` is what is stored; `text()`, `number()` and `typed()` are what expressions see: blank
    while the node is not relevant. Repeat instances share one list in `parent.children` and know
    their 1-based `index` in it. `definition` is None in fixed lists.
    """

    __slots__ = (
        "_number",
        "children",
        "definition",
        "identity",
        "index",
        "name",
        "own_relevant",
        "parent",
        "relevant",
        "value",
    )

    def __init__(
        self,
        name: str,
        parent: Node | None,
        definition: NodeDefinition | None = None,
        value: str = "",
    ) -> None:
        self.name = name
        self.parent = parent
        self.definition = definition
        self.value = value
        self.children: dict[str, list[Node]] = _NOTHING
        self.relevant = True
        self.own_relevant = True
        self.index = 1
        self.identity = ""
        self._number: float | None = None

    def add(self, child: Node) -> None:
        """Append *child* after its namesakes."""
        if not self.children:
            self.children = {}
        siblings = self.children.setdefault(child.name, [])
        siblings.append(child)
        child.index = len(siblings)

    def store(self, value: str) -> None:
        """Replace the stored value."""
        self.value = value
        self._number = None

    def text(self) -> str:
        """Return the value that expressions see."""
        return self.value if self.relevant else ""

    def number(self) -> float:
        """Return the value as a number, NaN if blank or not a number."""
        if not self.relevant:
            return number_from_text("")
        if self._number is None:
            value = self.typed()
            self._number = (
                to_number(value) if isinstance(value, bool) else number_from_text(self.value)
            )
        return self._number

    def typed(self) -> str | float | bool:
        """Return a number or a truth where the question's type says so, else text."""
        text = self.value if self.relevant else ""
        if text and self.definition is not None:
            if self.definition.numeric:
                number = number_from_text(text)
                return number if number == number else text  # noqa: PLR0124  NaN stays text
            if self.definition.data_type == "boolean":
                return text in {"true", "1"}
        return text

    def inside(self) -> Iterator[Node]:
        """Yield this node and everything under it, in order."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            for siblings in reversed(node.children.values()):
                waiting.extend(reversed(siblings))

    def attached(self) -> bool:
        """Return whether the node is still part of the form (its repeat was not removed)."""
        node = self
        while node.parent is not None:
            siblings = node.parent.children.get(node.name, [])
            if node.index > len(siblings) or siblings[node.index - 1] is not node:
                return False
            node = node.parent
        return True

    @property
    def path(self) -> str:
        """The absolute path, with [n] on repeat instances."""
        parts: list[str] = []
        node: Node | None = self
        while node is not None:
            repeated = node.definition is not None and node.definition.repeat
            parts.append(f"{node.name}[{node.index}]" if repeated else node.name)
            node = node.parent
        return "/" + "/".join(reversed(parts))


class FixedList:
    """A secondary instance: read once, never changed, shared by everyone who fills the form."""

    def __init__(self, identifier: str, root: Node) -> None:
        self.identifier = identifier
        self.root = root
        self.document = Node("", None)
        self.document.add(root)
        root.parent = self.document
        self._indexes: dict[tuple[str, ...], dict[str, list[Node]]] = {}
        self._numbers: dict[tuple[str, ...], dict[float, list[Node]]] = {}

    def matching(self, steps: tuple[str, ...], column: str, value: str) -> list[Node]:
        """Return the nodes at *steps* whose child *column* holds *value*."""
        return self._index(steps, column).get(value, [])

    def matching_number(self, steps: tuple[str, ...], column: str, value: float) -> list[Node]:
        """Return the nodes at *steps* whose child *column* is the number *value*."""
        key = (*steps, column)
        if key not in self._numbers:
            numbers: dict[float, list[Node]] = {}
            for text, nodes in self._index(steps, column).items():
                numbers.setdefault(number_from_text(text), []).extend(nodes)
            self._numbers[key] = numbers
        return self._numbers[key].get(value, []) if value == value else []  # noqa: PLR0124  NaN equals nothing

    def _index(self, steps: tuple[str, ...], column: str) -> dict[str, list[Node]]:
        key = (*steps, column)
        if key not in self._indexes:
            index: dict[str, list[Node]] = {}
            for node in self.nodes(steps):
                values = {child.value for child in node.children.get(column, ())} or {""}
                for value in values:
                    index.setdefault(value, []).append(node)
            self._indexes[key] = index
        return self._indexes[key]

    def nodes(self, steps: tuple[str, ...]) -> list[Node]:
        """Return the nodes reached by child *steps* from above the root."""
        if not steps or steps[0] not in {self.root.name, "*"}:
            return []
        found = [self.root]
        for step in steps[1:]:
            found = [
                child
                for node in found
                for name, siblings in node.children.items()
                if step in {name, "*"}
                for child in siblings
            ]
        return found
