"""What was done to the answers, step by step, so that it can be undone and done again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from forms.instance import Node

MAXIMUM_STEPS = 500


@dataclass(frozen=True, slots=True)
class Stored:
    """*node* held *value* before."""

    node: Node
    value: str


@dataclass(frozen=True, slots=True)
class Added:
    """The repeat instance *node* was appended."""

    node: Node


@dataclass(frozen=True, slots=True)
class Removed:
    """The repeat instance *node* stood at the 0-based *place*."""

    node: Node
    place: int


Change: TypeAlias = Stored | Added | Removed


def overwritten(step: Iterable[Change]) -> dict[Node, str]:
    """Return the answers that *step* has taken out or put another in place of, as they were."""
    before: dict[Node, str] = {}
    gone: set[Node] = set()
    new: set[Node] = set()
    for change in step:
        match change:
            case Stored(node, value):
                before.setdefault(node, value)
            case Added(node):
                new.update(node.inside())
            case Removed(node):
                for found in node.inside():
                    before.setdefault(found, found.value)
                    gone.add(found)
    return {
        node: value
        for node, value in before.items()
        if value and node not in new and (node in gone or node.value != value)
    }


class History:
    """The steps that can be undone, each a list of changes in the order they were made."""

    def __init__(self) -> None:
        self.done: list[list[Change]] = []
        self.undone: list[list[Change]] = []
        self._open: list[Change] | None = None

    def begin(self) -> None:
        """Begin a step; what is noted outside of steps cannot be undone."""
        self._open = []

    def note(self, change: Change) -> None:
        """Note one change of the step that is open."""
        if self._open is not None:
            self._open.append(change)

    def end(self) -> list[Change]:
        """Close the step and return it; a step without changes is forgotten."""
        step, self._open = self._open or [], None
        if step:
            self.done.append(step)
            self.undone.clear()
            del self.done[:-MAXIMUM_STEPS]
        return step

    def forget(self) -> None:
        """Forget all steps."""
        self.done.clear()
        self.undone.clear()
        self._open = None
