"""The state of a form as plain data, and a form resumed from it."""

from __future__ import annotations

from collections.abc import Mapping

from forms.engine import Engine
from forms.instance import Node


def save(engine: Engine) -> dict[str, str]:
    """Return every answer that is not blank, and every repeat instance, by path."""
    saved: dict[str, str] = {}
    for node in engine.root.inside():
        if node.definition is not None and node.definition.repeat:
            saved[node.path] = node.identity
        elif node.value:
            saved[node.path] = node.value
    return saved


def restore(engine: Engine, answers: Mapping[str, str]) -> None:
    """Put the form back where *answers* left it; paths that it does not know are left out."""
    engine.begun = engine.restoring = True
    _shape(engine, answers)
    for node in engine.root.inside():
        if node.definition is None:
            continue
        if node.definition.repeat:
            node.identity = answers.get(node.path) or node.identity
        else:
            node.store(answers.get(node.path, ""))
    engine.schedule_all(node for node in engine.root.inside())
    for node in engine.root.inside():
        _keep_what_chance_gave(engine, node)
    engine.run()
    engine.restoring = False


def _shape(engine: Engine, answers: Mapping[str, str]) -> None:
    """Give every repeat as many instances as *answers* names."""
    waiting = [engine.root]
    while waiting:
        node = waiting.pop()
        if node.definition is None:
            continue
        for name, definition in node.definition.children.items():
            if definition.repeat:
                siblings = node.children.get(name, [])
                while f"{node.path}/{name}[{len(siblings) + 1}]" in answers:
                    if engine.add_instance(definition, node) is None:
                        break
                    siblings = node.children[name]
                while siblings and f"{node.path}/{name}[{len(siblings)}]" not in answers:
                    engine.remove_instance(siblings[-1])
            waiting.extend(node.children.get(name, ()))
    engine.discard_newcomers()


def _keep_what_chance_gave(engine: Engine, node: Node) -> None:
    if node.value and node.definition is not None:
        for unit in engine.graph.by_site.get(node.definition, ()):
            if unit.kind == "calculate" and "chance" in unit.traits:
                engine.unschedule(unit, node)
