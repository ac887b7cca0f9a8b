"""Location paths as closures.

A path is resolved against the form's definition when it is compiled, so that running it is a few
dictionary look-ups. Absolute paths are read as forms mean them: a question of a repeat that asks
for its neighbour means the neighbour in the same instance. A node-set (for `sum`, `count`) keeps
all instances of the innermost repeat it names.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from forms.xpath.axes import AXES, child
from forms.xpath.compiler import Compiler
from forms.xpath.predicates import Sift, build_sift, column_lookup
from forms.xpath.runtime import AsNode, AsNodes, Context, Expression, Reference
from forms.xpath.syntax import Call, Filter, Literal, Path, Step, Tree

if TYPE_CHECKING:
    from forms.definition import NodeDefinition
    from forms.instance import Node

_Stage: TypeAlias = "Callable[[list[Node], Context], list[Node]]"
_UPWARD = frozenset({"parent", "ancestor", "ancestor-or-self"})


def build_path(compiler: Compiler, tree: Path | Filter) -> Expression:
    """Return the location path or filtered expression *tree*, compiled."""
    if isinstance(tree, Filter):
        return _filtered(compiler, tree)
    start = tree.start
    if start == "/":
        return _absolute(compiler, tree.steps)
    if start == ".":
        if compiler.context is not None:
            return _relative(compiler, compiler.context, _node, tree.steps)
        return _general(compiler, lambda c: [c.node], (), compiler.anchor, tree.steps)
    if isinstance(start, Call) and start.name == "current":
        return _relative(compiler, compiler.original, _current, tree.steps)
    if isinstance(start, Call) and start.name == "instance" and len(start.arguments) == 1:
        return _listed(compiler, start.arguments[0], tree.steps)
    return _from_expression(compiler, start, tree.steps)  # type: ignore[arg-type]  # not a str


def _node(c: Context) -> Node:
    return c.node


def _current(c: Context) -> Node:
    return c.current


def _relative(
    compiler: Compiler, context: NodeDefinition, start: AsNode, steps: tuple[Step, ...]
) -> Expression:
    simple = _simplify(steps)
    if simple is not None:
        ups, names = simple
        top = context.above(ups)
        if top is None:
            return _nowhere(compiler, steps)
        return _plain(compiler, start, ups, top, names)
    return _general(compiler, lambda c: [start(c)], (context,), context, steps)


def _simplify(steps: tuple[Step, ...]) -> tuple[int, tuple[str, ...]] | None:
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


def _plain(
    compiler: Compiler, start: AsNode, ups: int, top: NodeDefinition, names: tuple[str, ...]
) -> Expression:
    chain = _descend(top, names)
    if chain is None:
        return _nowhere(compiler, tuple(Step("child", name) for name in names))
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


def _descend(top: NodeDefinition, names: tuple[str, ...]) -> list[NodeDefinition] | None:
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


def _nowhere(compiler: Compiler, steps: tuple[Step, ...]) -> Expression:
    compiler.findings.unknown_paths.append("/".join(step.test for step in steps))
    return Expression("nodes", lambda _c: [])


def _absolute(compiler: Compiler, steps: tuple[Step, ...]) -> Expression:
    root = compiler.original.root
    if not steps or steps[0].test not in {root.name, "*"} or steps[0].axis != "child":
        return _from_root(compiler, steps)
    if steps[0].predicates:
        return _from_root(compiler, steps)
    simple = _simplify(steps[1:])
    if simple is None or simple[0]:
        return _with_predicates(compiler, root, steps[1:])
    chain = _descend(root, simple[1])
    if chain is None:
        return _nowhere(compiler, steps)
    return _instance_of_context(compiler, chain)


def _instance_of_context(compiler: Compiler, chain: list[NodeDefinition]) -> Expression:
    own = compiler.original
    innermost = max((i for i, step in enumerate(chain) if step.repeat), default=None)
    limit = len(chain) - 1 if innermost is None else innermost
    whole = _from_shared(compiler, own, chain, max(limit, 1))
    if innermost is None or whole.single is not None:
        return whole
    narrow = _from_shared(compiler, own, chain, len(chain) - 1)
    if narrow.single is None:
        return whole
    return Expression(
        "nodes",
        whole.evaluate,
        single=narrow.single,
        references=whole.references,
        single_references=narrow.references,
        definitions=whole.definitions,
    )


def _from_shared(
    compiler: Compiler, own: NodeDefinition, chain: list[NodeDefinition], limit: int
) -> Expression:
    """Return the path to the end of *chain*, from the deepest of its first *limit* steps that
    the question *own* stands in.
    """
    base = chain[0]
    for definition in chain[:limit]:
        if definition.holds(own):
            base = definition
    ups = own.depth - base.depth
    names = tuple(step.name for step in chain[base.depth + 1 :])
    return _plain(compiler, _current, ups, base, names)


def _with_predicates(
    compiler: Compiler, root: NodeDefinition, steps: tuple[Step, ...]
) -> Expression:
    base = root
    taken = 0
    for step in steps:
        below = base.children.get(step.test) if step.axis == "child" else None
        if step.predicates or below is None or not below.holds(compiler.original):
            break
        base = below
        taken += 1
    if taken == len(steps):
        base, taken = root, 0
    ups = compiler.original.depth - base.depth

    def start(c: Context) -> list[Node]:
        node = c.current
        for _ in range(ups):
            node = node.parent  # type: ignore[assignment]  # the definition has these levels
        return [node]

    return _general(compiler, start, (base,), base, steps[taken:])


def _from_root(compiler: Compiler, steps: tuple[Step, ...]) -> Expression:
    root = compiler.original.root

    def start(c: Context) -> list[Node]:
        return [c.session.root]

    if not steps:
        return Expression("nodes", start, definitions=(root,))
    # `//name` and `/*`: the step is taken from above the root.
    first = steps[0]
    if first.axis == "child" and first.test in {root.name, "*"}:
        itself = Step("self", "node()", first.predicates)
        return _general(compiler, start, (root,), root, (itself, *steps[1:]))
    if first.axis == "descendant-or-self":
        if len(steps) > 1 and steps[1].axis == "child":
            anywhere = Step("descendant-or-self", steps[1].test, steps[1].predicates)
            return _general(compiler, start, (root,), root, (anywhere, *steps[2:]))
        return _general(compiler, start, (root,), root, steps)
    return _nowhere(compiler, steps)


def _listed(compiler: Compiler, name: Tree, steps: tuple[Step, ...]) -> Expression:
    identifier = compiler.text(name)
    lookup = column_lookup(compiler, steps) if isinstance(name, Literal) else None

    def document(c: Context) -> list[Node]:
        found = c.session.lists.get(identifier(c))
        return [found.document] if found is not None else []

    if lookup is None:
        return _general(compiler, document, (), compiler.anchor, steps)
    taken, find = lookup
    rest = _general(compiler, lambda _c: [], (), compiler.anchor, ())
    stages, _ = _stages(compiler, (), compiler.anchor, steps[taken:])

    def read(c: Context) -> list[Node]:
        known = c.session.lists.get(identifier(c))
        nodes = find(known, c) if known is not None else []
        for stage in stages:
            nodes = stage(nodes, c)
        return nodes

    return Expression("nodes", read, references=rest.references)


def _from_expression(compiler: Compiler, start: Tree, steps: tuple[Step, ...]) -> Expression:
    expression = compiler.compile(start)
    compiler.depend(expression)
    nodes = compiler.nodes(start)
    return _general(compiler, nodes, expression.definitions, compiler.original.root, steps)


def _filtered(compiler: Compiler, tree: Filter) -> Expression:
    expression = compiler.compile(tree.primary)
    nodes = compiler.nodes(tree.primary)
    context = expression.definitions[0] if len(expression.definitions) == 1 else None
    sifts = [
        build_sift(compiler.inside(context, compiler.original.root), predicate)
        for predicate in tree.predicates
    ]

    def read(c: Context) -> list[Node]:
        found = nodes(c)
        for sift in sifts:
            found = sift(found, c)
        return found

    return Expression(
        "nodes", read, references=expression.references, definitions=expression.definitions
    )


def _general(
    compiler: Compiler,
    start: AsNodes,
    definitions: tuple[NodeDefinition, ...],
    anchor: NodeDefinition,
    steps: tuple[Step, ...],
) -> Expression:
    for step in steps:
        if step.axis == "parent" and not step.predicates and anchor.parent is not None:
            anchor = anchor.parent
        else:
            break
    if any(step.axis in _UPWARD for step in steps[1:]):
        anchor = compiler.original.root
    anchor = anchor.shared_with(compiler.anchor)
    stages, reached = _stages(compiler, definitions, anchor, steps)

    def read(c: Context) -> list[Node]:
        nodes = start(c)
        for stage in stages:
            nodes = stage(nodes, c)
        return [node for node in nodes if node.relevant]

    if definitions and not reached and steps:
        compiler.findings.unknown_paths.append("/".join(step.test for step in steps))
    references = tuple(Reference(definition, anchor) for definition in reached)
    return Expression("nodes", read, references=references, definitions=reached)


def _stages(
    compiler: Compiler,
    definitions: tuple[NodeDefinition, ...],
    anchor: NodeDefinition,
    steps: tuple[Step, ...],
) -> tuple[list[_Stage], tuple[NodeDefinition, ...]]:
    stages: list[_Stage] = []
    for step in steps:
        definitions = tuple(
            dict.fromkeys(found for known in definitions for found in known.reached_by(step))
        )
        context = definitions[0] if len(definitions) == 1 else None
        inner = compiler.inside(context, anchor)
        sifts = [build_sift(inner, predicate) for predicate in step.predicates]
        stages.append(_stage(step, sifts))
    return stages, definitions


def _stage(step: Step, sifts: list[Sift]) -> _Stage:
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
