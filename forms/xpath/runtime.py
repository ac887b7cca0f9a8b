"""What a compiled expression is, and what it meets when it runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, TypeAlias

from forms.xpath.values import Value

if TYPE_CHECKING:
    from forms.definition import NodeDefinition
    from forms.instance import FixedList, Node


class Session(Protocol):
    """What expressions may ask of the form being filled."""

    root: Node
    nodes: Sequence[Node]
    lists: dict[str, FixedList]
    version: str
    properties: dict[str, str]

    def spend(self, work: int) -> None:
        """Count *work* visited nodes; raises WorkLimitReachedError when it is too much."""

    def now(self) -> datetime:
        """Return the present moment, with its zone."""

    def random(self) -> float:
        """Return a number from 0 up to 1."""

    def unique(self) -> str:
        """Return a new UUID."""

    def translated(self, identifier: str) -> str:
        """Return the itext *identifier* in the chosen language."""

    def choice_label(self, node: Node, value: str) -> str:
        """Return the label of the choice *value* of the question at *node*."""


class Context:
    """Where an expression runs: its node, its place among siblings and `current()`."""

    __slots__ = ("current", "node", "position", "session", "size")

    def __init__(
        self, session: Session, node: Node, current: Node, position: int = 1, size: int = 1
    ) -> None:
        self.session = session
        self.node = node
        self.current = current
        self.position = position
        self.size = size


Evaluate: TypeAlias = Callable[[Context], Value]
AsText: TypeAlias = Callable[[Context], str]
AsNumber: TypeAlias = Callable[[Context], float]
AsBoolean: TypeAlias = Callable[[Context], bool]
AsNodes: TypeAlias = "Callable[[Context], list[Node]]"
AsNode: TypeAlias = "Callable[[Context], Node]"


@dataclass(frozen=True, slots=True)
class Reference:
    """An expression reads `definition`, seen from the instance of `anchor` that it shares.

    When a node of `definition` changes, the expression is run again wherever its own node lies
    under the same instance of `anchor`.
    """

    definition: NodeDefinition
    anchor: NodeDefinition


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression: its kind (text, number, boolean, nodes, any) and its closure.

    For paths, `single` finds the one node that a plain value means, relevant or not; a path that
    may reach several has none. `references` belong to the whole node-set, `single_references` to
    `single`. `definitions` are the questions that a path may reach.
    """

    kind: str
    evaluate: Evaluate
    single: AsNode | None = None
    references: tuple[Reference, ...] = ()
    single_references: tuple[Reference, ...] = ()
    definitions: tuple[NodeDefinition, ...] = ()
