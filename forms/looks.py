"""What a question shows besides its answer, and on which other answers that hangs.

Its words may name answers, its choices be sifted by them, and rules on them say whether an answer
is asked for, may be changed, or is right. Nothing of it is worked out here: a screen is told which
of its questions to look at again, so that a typed letter costs what it changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from forms.definition import (
    Control,
    Itext,
    Looks,
    NodeDefinition,
    Output,
    Parts,
    Wording,
)
from forms.graph import Way, way_to
from forms.instance import Node
from forms.rules import output_at
from forms.xpath.runtime import Reference
from forms.xpath.syntax import Tree

Outputs = dict[tuple[NodeDefinition, Tree], Output]


def build_looks(
    definitions: tuple[NodeDefinition, ...],
    controls: dict[NodeDefinition, Control],
    itext: Itext,
    outputs: Outputs,
) -> Looks:
    """Return the ways from each definition, by number, to the questions that show it.

    Outputs of texts are compiled into *outputs* on the way.
    """
    ways: list[dict[Way, None]] = [{} for _ in definitions]
    words = _Words(controls, itext)
    for definition in definitions:
        references = [*_of_rules(definition)]
        control = controls.get(definition)
        if control is not None:
            for tree in words.outputs(control):
                references += output_at(definition, tree, outputs).references
            if control.choices is not None:
                references += control.choices.references
        for reference in references:
            ways[reference.definition.number][way_to(definition, reference)] = None
        rule, around = definition.bind.relevant, definition.parent
        if definition.repeat and rule is not None and around is not None:
            # Without lines, what it stands in shows whether lines may be added.
            for reference in rule.references:
                ways[reference.definition.number][way_to(around, reference)] = None
    return tuple(map(tuple, ways))


def shown_by(looks: Looks, changed: Iterable[Node], nodes: Sequence[Node]) -> set[Node]:
    """Return the answers that show one of *changed*; *nodes* stand outside repeats, by number."""
    return {
        site
        for node in changed
        if node.definition is not None
        for way in looks[node.definition.number]
        for site in way.sites(node, nodes)
    }


def _of_rules(definition: NodeDefinition) -> Iterator[Reference]:
    bind = definition.bind
    readonly = (around.bind.readonly for around in definition.chain)
    for rule in (bind.required, bind.constraint, *readonly):
        if rule is not None:
            yield from rule.references


class _Words:
    """Finds the outputs in what a question says, whatever the language."""

    def __init__(self, controls: dict[NodeDefinition, Control], itext: Itext) -> None:
        self._outputs: dict[str, list[Tree]] = {}
        for texts in itext.values():
            for identifier, forms in texts.items():
                for parts in forms.values():
                    self._outputs.setdefault(identifier, []).extend(_outputs(parts))
        said = {
            wording.identifier
            for control in controls.values()
            for wording in _wordings(control)
            if wording is not None
        }
        self._of_lists = [
            tree
            for identifier, trees in self._outputs.items()
            if identifier not in said
            for tree in trees
        ]

    def outputs(self, control: Control) -> Iterator[Tree]:
        """Yield the outputs of label, hint and choices, of which a list may name any."""
        for wording in _wordings(control):
            if wording is not None:
                yield from _outputs(wording.parts)
                yield from self._outputs.get(wording.identifier or "", ())
        label = control.choices.label if control.choices is not None else None
        if label is not None and label.named_by is not None:
            yield from self._of_lists


def _wordings(control: Control) -> Iterator[Wording | None]:
    yield control.label
    yield control.hint
    if control.choices is not None:
        yield control.choices.label
        yield from (label for _value, label in control.choices.written)


def _outputs(parts: Parts) -> Iterator[Tree]:
    return (part for part in parts if not isinstance(part, str))
