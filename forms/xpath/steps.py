"""The parts that paths are made of: plain ones, found at once, and steps taken one by one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from forms.xpath.axes import AXES, child
from forms.xpath.compiler import Compiler
from forms.xpath.predicates import Sift, build_sift
from forms.xpath.runtime import AsNode, AsNodes, Context, Expression, Reference
from forms.xpath.syntax import Step

if TYPE_CHECKING:
    from forms.definition import NodeDefinition
    from forms.instance import Node

Stage: TypeAlias = "Callable[[list[Node], Context], list[Node]]"
_UPWARD = frozenset({"parent", "ancestor", "ancestor-or-self"})


def simplify(steps: tuple[Step, ...]) -> tuple[int, tuple[str, ...]] | None:
    """Return how often to go up and which names to go down, if that is all *steps* ask."""
    ups = 0
    names: list[str] = []
    for step in steps:
        if step.predicates or (step.test == "*" and step.axis != "parent"):
            return None
        if step.axis == "self" and step.test == "node()":
            continue
        if step.axis == "parent" and step.test in {"*", "node()"} and not names:
            ups += 1
        elif step.axis == "child" and not step.test.endswith(")"):
            names.append(step.test)
        elif step.axis == "attribute":
            names.append(f"@{step.test}")
        else:
            return None
    return ups, tuple(names)


def plain_path(
    compiler: Compiler, start: AsNode, ups: int, top: NodeDefinition, names: tuple[str, ...]
) -> Expression:
    """Return the path up to *top* and down *names*: the commonest kind, without predicates."""
    chain = descend(top, names)
    if chain is None:
        return nowhere(compiler, tuple(Step("child", name) for name in names))
    target = chain[-1]
    references = (Reference(target, top.shared_with(compiler.anchor)),)
    if any(definition.repeat for definition in chain[1:]):
        return Expression(
            "nodes", _all(start, ups, names), references=references, definitions=(target,)
        )
    single = _one(start, ups, names, target)
    return Expression(
        "nodes",
        lambda c: [node] if (node := single(c)).relevant else [],
        single=single,
        references=references,
        single_references=references,
        definitions=(target,),
    )


def descend(top: NodeDefinition, names: tuple[str, ...]) -> list[NodeDefinition] | None:
    """Return the definitions from *top* down *names*, or None where there is none."""
    chain = [top]
    for name in names:
        below = chain[-1].children.get(name)
        if below is None:
            return None
        chain.append(below)
    return chain


def _one(start: AsNode, ups: int, names: tuple[str, ...], target: NodeDefinition) -> AsNode:
    if not target.repeated:
        number = target.number
        return lambda c: c.session.nodes[number]
    if ups == 0 and not names:
        return start
    if ups == 1 and len(names) == 1:
        name = names[0]
        return lambda c: start(c).parent.children[name][0]  # type: ignore[union-attr]  # resolved

    def climb(c: Context) -> Node:
        node = start(c)
        for _ in range(ups):
            node = node.parent  # type: ignore[assignment]  # the definition has these levels
        for name in names:
            node = node.children[name][0]
        return node

    return climb


def _all(start: AsNode, ups: int, names: tuple[str, ...]) -> AsNodes:
    def gather(c: Context) -> list[Node]:
        node = start(c)
        for _ in range(ups):
            node = node.parent  # type: ignore[assignment]  # the definition has these levels
        found = [node]
        for name in names:
            found = [below for node in found for below in node.children.get(name, ())]
        c.session.spend(len(found))
        return [node for node in found if node.relevant]

    return gather


def nowhere(compiler: Compiler, steps: tuple[Step, ...]) -> Expression:
    """Return a path that leads to nothing the form has; that is noted."""
    compiler.findings.unknown_paths.append("/".join(step.test for step in steps))
    return Expression("nodes", lambda _c: [])


def stepwise(
    compiler: Compiler,
    start: AsNodes,
    definitions: tuple[NodeDefinition, ...],
    anchor: NodeDefinition,
    steps: tuple[Step, ...],
) -> Expression:
    """Return a path whose steps are taken one by one, with their predicates."""
    for step in steps:
        if step.axis == "parent" and not step.predicates and anchor.parent is not None:
            anchor = anchor.parent
        else:
            break
    if any(step.axis in _UPWARD for step in steps[1:]):
        anchor = compiler.original.root
    anchor = anchor.shared_with(compiler.anchor)
    stages, reached = staged(compiler, definitions, anchor, steps)

    def read(c: Context) -> list[Node]:
        nodes = start(c)
        for stage in stages:
            nodes = stage(nodes, c)
        return [node for node in nodes if node.relevant]

    if definitions and not reached and steps:
        compiler.findings.unknown_paths.append("/".join(step.test for step in steps))
    references = tuple(Reference(definition, anchor) for definition in reached)
    return Expression("nodes", read, references=references, definitions=reached)


def staged(
    compiler: Compiler,
    definitions: tuple[NodeDefinition, ...],
    anchor: NodeDefinition,
    steps: tuple[Step, ...],
) -> tuple[list[Stage], tuple[NodeDefinition, ...]]:
    """Return what each of *steps* does to nodes, and the definitions reached in the end."""
    stages: list[Stage] = []
    for step in steps:
        definitions = tuple(
            dict.fromkeys(found for known in definitions for found in known.reached_by(step))
        )
        context = definitions[0] if len(definitions) == 1 else None
        inner = compiler.inside(context, anchor)
        sifts = [build_sift(inner, predicate) for predicate in step.predicates]
        stages.append(_stage(step, sifts))
    return stages, definitions


def _stage(step: Step, sifts: list[Sift]) -> Stage:
    axis = AXES[step.axis]
    test = step.test
    distinct = step.axis in _UPWARD

    def take(nodes: list[Node], c: Context) -> list[Node]:
        found: list[Node] = []
        for node in nodes:
            here = axis(node, test)
            for sift in sifts:
                here = sift(here, c)
            found.extend(here)
        c.session.spend(len(found))
        return list(dict.fromkeys(found)) if distinct else found

    if axis is child and not sifts and test not in {"*", "node()"}:
        return lambda nodes, _c: [n for node in nodes for n in node.children.get(test, ())]
    return take
