"""Actions of a form: what it stores when it begins, grows an instance, or an answer changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.casting import cast
from forms.definition import Action, NodeDefinition
from forms.instance import Node

if TYPE_CHECKING:
    from forms.engine import Engine

_LONGEST_CHAIN = 20


def fire(engine: Engine, event: str, top: Node, *, settle: bool = False) -> None:
    """Do the actions of *event* at *top* and under it; with *settle*, run after each."""
    for action in engine.form.actions:
        if event not in action.events or top.definition is None:
            continue
        if top.definition.holds(action.target):
            for node in _targets(engine, action, top):
                _act(engine, action, node)
            if settle:
                engine.run()


def fire_changed(engine: Engine, source: Node, depth: int = 0) -> None:
    """Do the actions that follow a change of the answer *source*."""
    if source.definition is None or depth > _LONGEST_CHAIN:
        return
    for action in engine.form.changed_actions.get(source.definition, ()):
        shared = action.target.shared_with(source.definition)
        anchor: Node = source
        while anchor.definition is not shared and anchor.parent is not None:
            anchor = anchor.parent
        for node in _targets(engine, action, source if action.nodes is not None else anchor):
            if _act(engine, action, node):
                fire_changed(engine, node, depth + 1)


def _targets(engine: Engine, action: Action, seen_from: Node) -> list[Node]:
    if action.nodes is None:
        return _below(seen_from, action.target)
    found = engine.guarded(action.nodes, seen_from, "setvalue")
    return found if isinstance(found, list) else []


def _below(top: Node, target: NodeDefinition) -> list[Node]:
    if top.definition is None:
        return []
    found = [top]
    for step in target.chain[top.definition.depth + 1 :]:
        found = [below for node in found for below in node.children.get(step.name, ())]
    return found


def _act(engine: Engine, action: Action, node: Node) -> bool:
    value = action.value
    result = engine.guarded(value, node, "setvalue") if value is not None else action.literal
    data_type = node.definition.data_type if node.definition is not None else "string"
    return engine.store(node, cast(result, data_type))
