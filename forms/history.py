"""What was done to the answers, step by step, so that it can be undone and done again."""

from __future__ import annotations

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

    def end(self) -> None:
        """Close the step; a step without changes is forgotten."""
        if self._open:
            self.done.append(self._open)
            self.undone.clear()
            del self.done[:-MAXIMUM_STEPS]
        self._open = None

    def forget(self) -> None:
        """Forget all steps."""
        self.done.clear()
        self.undone.clear()
        self._open = None
