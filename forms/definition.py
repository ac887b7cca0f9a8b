"""A form as it was installed: questions, rules, body and words. Never changed once read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from forms.errors import FormProblem
from forms.instance import FixedList
from forms.markup import Element
from forms.xpath.runtime import AsNodes, AsText, Evaluate, Reference
from forms.xpath.syntax import Step, Tree
from forms.xpath.values import NUMERIC_TYPES

if TYPE_CHECKING:
    from forms.graph import Graph, Way

FIELD_ATTRIBUTE = "{https://caseworker.example/xforms}field"
"""The attribute of a bind that names the field of an entity: `person.date_of_birth`."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One compiled expression of a bind, with what it reads and hangs on."""

    source: str
    evaluate: Evaluate
    references: tuple[Reference, ...] = ()
    traits: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Wording:
    """Text with places to fill.

    Either parts (text, or the tree of an output), or the name of an itext, which may itself be
    computed (`named_by`).
    """

    parts: tuple[str | Tree, ...] = ()
    identifier: str | None = None
    named_by: AsText | None = None


Parts: TypeAlias = "tuple[str | Tree, ...]"
Looks: TypeAlias = "tuple[tuple[Way, ...], ...]"
Itext: TypeAlias = "dict[str, dict[str, dict[str, Parts]]]"
"""Language -> identifier -> form (`` for plain text, `guidance`, `image`, ...) -> parts."""


@dataclass(frozen=True, slots=True)
class Output:
    """A compiled place in a text, with what it reads."""

    evaluate: AsText
    references: tuple[Reference, ...] = ()


@dataclass(slots=True)
class Bind:
    """What holds for one question: rules, messages, preload, attributes of other namespaces."""

    relevant: Rule | None = None
    calculate: Rule | None = None
    required: Rule | None = None
    readonly: Rule | None = None
    constraint: Rule | None = None
    constraint_message: Wording | None = None
    required_message: Wording | None = None
    preload: str = ""
    preload_parameter: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


_NO_BIND = Bind()


class NodeDefinition:
    """The definition of one question, group or repeat: its place, type and bind.

    `repeat` says that it may have instances; `repeated` that it or something above it may.
    `number` counts all definitions of the form from 0. `given` are the instances, of a repeat
    outside others, that the form itself writes out. `begins_blank` says that a new instance takes
    none of the answers in `template`: it is the first instance, and no template of the form.
    """

    __slots__ = (
        "begins_blank",
        "bind",
        "chain",
        "children",
        "data_type",
        "depth",
        "given",
        "name",
        "number",
        "numeric",
        "parent",
        "path",
        "repeat",
        "repeated",
        "template",
    )

    def __init__(self, name: str, parent: NodeDefinition | None, number: int) -> None:
        self.name = name
        self.parent = parent
        self.number = number
        self.depth: int = 0 if parent is None else parent.depth + 1
        self.path: str = f"/{name}" if parent is None else f"{parent.path}/{name}"
        self.chain: tuple[NodeDefinition, ...] = (
            (self,) if parent is None else (*parent.chain, self)
        )
        self.children: dict[str, NodeDefinition] = {}
        self.repeat = False
        self.repeated: bool = parent is not None and parent.repeated
        self.template: Element | None = None
        self.begins_blank = False
        self.given: tuple[Element, ...] = ()
        self.bind = _NO_BIND
        self.data_type = "string"
        self.numeric = False

    @property
    def root(self) -> NodeDefinition:
        """The definition of the whole form."""
        return self.chain[0]

    @property
    def field(self) -> str | None:
        """The `entity.field` that the question is bound to, or None."""
        return self.bind.attributes.get(FIELD_ATTRIBUTE)

    @property
    def is_answer(self) -> bool:
        """Whether it holds a value, and no answers or groups; it may have attributes."""
        return all(name.startswith("@") for name in self.children)

    def set_type(self, data_type: str) -> None:
        """State the type, without its namespace prefix."""
        self.data_type = data_type.rpartition(":")[2] or "string"
        self.numeric = self.data_type in NUMERIC_TYPES

    def mark_repeat(self) -> None:
        """State that this is a repeat; called before anything below is defined."""
        self.repeat = True
        self.repeated = True

    def above(self, levels: int) -> NodeDefinition | None:
        """Return the definition *levels* higher, or None above the root."""
        return self.chain[self.depth - levels] if levels <= self.depth else None

    def holds(self, other: NodeDefinition) -> bool:
        """Return whether *other* is this definition or lies under it."""
        return other.depth >= self.depth and other.chain[self.depth] is self

    def shared_with(self, other: NodeDefinition) -> NodeDefinition:
        """Return the deepest definition that holds both."""
        found = self
        while not found.holds(other):
            assert found.parent is not None  # noqa: S101  the root holds everything
            found = found.parent
        return found

    def inside(self) -> Iterator[NodeDefinition]:
        """Yield this definition and everything under it, in order."""
        waiting = [self]
        while waiting:
            definition = waiting.pop()
            yield definition
            waiting.extend(reversed(definition.children.values()))

    def reached_by(self, step: Step) -> tuple[NodeDefinition, ...]:
        """Return the definitions that one step of a path may reach from here."""
        anything = step.test in {"*", "node()"}
        candidates: Iterator[NodeDefinition] | tuple[NodeDefinition, ...]
        match step.axis:
            case "child":
                candidates = tuple(self.children.values())
            case "attribute":
                found = self.children.get(f"@{step.test}")
                return (found,) if found is not None else ()
            case "parent":
                candidates = (self.parent,) if self.parent is not None else ()
            case "self":
                candidates = (self,)
            case "descendant":
                candidates = tuple(self.inside())[1:]
            case "descendant-or-self":
                candidates = tuple(self.inside())
            case "ancestor" | "ancestor-or-self":
                candidates = self.chain
            case _:
                candidates = tuple(self.parent.children.values()) if self.parent else ()
        return tuple(found for found in candidates if anything or found.name == step.test)


@dataclass(frozen=True, slots=True)
class ChoiceSource:
    """Where the choices of a select come from: written out, or nodes of a list or a repeat."""

    written: tuple[tuple[str, Wording], ...] = ()
    nodes: AsNodes | None = None
    value: AsText | None = None
    label: Wording | None = None
    label_text: AsText | None = None
    media: str | None = None
    references: tuple[Reference, ...] = ()
    filtered: bool = False
    """Whether what is offered can change while the form is filled."""
    list_name: str = ""
    """The name of the list; blank for choices written out, or taken from a repeat."""
    unfiltered: AsNodes | None = None
    """The whole list, where a filter stands between it and what is offered."""


@dataclass(frozen=True, slots=True)
class Action:
    """A setvalue: when which event happens, and what it stores where.

    `nodes` finds the very answers, seen from `source`, when the form names an instance.
    """

    events: frozenset[str]
    source: NodeDefinition
    target: NodeDefinition
    value: AsText | None
    literal: str = ""
    nodes: AsNodes | None = None


@dataclass(frozen=True, slots=True)
class Control:
    """One part of the body: a question, a group or a repeat.

    `kind` is the element's name (input, select, select1, rank, range, upload, trigger, group,
    repeat). `definition` is None for a group that only holds a heading.
    """

    kind: str
    definition: NodeDefinition | None
    context: NodeDefinition
    appearance: str
    label: Wording | None
    hint: Wording | None
    attributes: Mapping[str, str]
    children: tuple[Control, ...] = ()
    choices: ChoiceSource | None = None
    count: Rule | None = None
    fixed_count: bool = False


@dataclass(slots=True)
class FormDefinition:
    """A whole form. Build one with `forms.reader.read_form`; share it freely between entries."""

    identifier: str
    version: str
    title: str
    root: NodeDefinition
    definitions: tuple[NodeDefinition, ...]
    instance: Element
    body: tuple[Control, ...]
    controls: dict[NodeDefinition, Control]
    repeats: dict[NodeDefinition, Control]
    actions: tuple[Action, ...]
    changed_actions: dict[NodeDefinition, tuple[Action, ...]]
    itext: Itext
    languages: tuple[str, ...]
    default_language: str
    lists: dict[str, FixedList]
    external_lists: dict[str, str]
    problems: tuple[FormProblem, ...]
    graph: Graph
    body_style: str = ""
    with_other: frozenset[NodeDefinition] = frozenset()
    """Selects to which `or_other` added a choice, and the questions that it added."""
    outputs: dict[tuple[NodeDefinition, Tree], Output] = field(default_factory=dict)
    """Outputs of labels by where they stand, compiled when they are first needed."""
    looks: Looks = ()
    """By number: the ways to the questions that look otherwise when such an answer changes."""

    def at(self, path: str) -> NodeDefinition | None:
        """Return the definition at *path* (indexes are ignored), or None."""
        names = [part.partition("[")[0] for part in path.strip("/").split("/")]
        if not names or names[0] != self.root.name:
            return None
        found: NodeDefinition | None = self.root
        for name in names[1:]:
            found = found.children.get(name) if found is not None else None
        return found
