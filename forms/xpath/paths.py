"""Location paths as closures.

A path is resolved against the form's definition when it is compiled, so that running it is a few
dictionary look-ups. Absolute paths are read as forms mean them: a question of a repeat that asks
for its neighbour means the neighbour in the same instance. A node-set (for `sum`, `count`) keeps
all instances of the innermost repeat it names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.xpath.compiler import Compiler
from forms.xpath.predicates import build_sift, column_lookup
from forms.xpath.runtime import AsNode, Context, Expression
from forms.xpath.steps import descend, nowhere, plain_path, simplify, staged, stepwise
from forms.xpath.syntax import Call, Filter, Literal, Path, Step, Tree

if TYPE_CHECKING:
    from forms.definition import NodeDefinition
    from forms.instance import Node


def build_path(compiler: Compiler, tree: Path | Filter) -> Expression:
    """Return the location path or filtered expression *tree*, compiled."""
    return _filtered(compiler, tree) if isinstance(tree, Filter) else _path(compiler, tree)


def _path(compiler: Compiler, tree: Path) -> Expression:
    match tree.start:
        case "/":
            return _absolute(compiler, tree.steps)
        case Call("current"):
            return _relative(compiler, compiler.original, _current, tree.steps)
        case Call("instance", (name,)):
            return _listed(compiler, name, tree.steps)
        case str():
            if compiler.context is not None:
                return _relative(compiler, compiler.context, _node, tree.steps)
            return stepwise(compiler, lambda c: [c.node], (), compiler.anchor, tree.steps)
        case start:
            return _from_expression(compiler, start, tree.steps)


def _node(c: Context) -> Node:
    return c.node


def _current(c: Context) -> Node:
    return c.current


def _relative(
    compiler: Compiler, context: NodeDefinition, start: AsNode, steps: tuple[Step, ...]
) -> Expression:
    simple = simplify(steps)
    if simple is not None:
        ups, names = simple
        top = context.above(ups)
        if top is None:
            return nowhere(compiler, steps)
        return plain_path(compiler, start, ups, top, names)
    return stepwise(compiler, lambda c: [start(c)], (context,), context, steps)


def _absolute(compiler: Compiler, steps: tuple[Step, ...]) -> Expression:
    root = compiler.original.root
    if not steps or steps[0].test not in {root.name, "*"} or steps[0].axis != "child":
        return _from_root(compiler, steps)
    if steps[0].predicates:
        return _from_root(compiler, steps)
    simple = simplify(steps[1:])
    if simple is None or simple[0]:
        return _with_predicates(compiler, root, steps[1:])
    chain = descend(root, simple[1])
    if chain is None:
        return nowhere(compiler, steps)
    return _instance_of_context(compiler, chain)


def _standing(compiler: Compiler, target: NodeDefinition) -> tuple[NodeDefinition, AsNode]:
    """Return from where an absolute path to *target* is read: the question, or, in a predicate on
    instances of the same repeat, the instance that is looked at.
    """
    looked_at = compiler.context
    if looked_at is None or not looked_at.shared_with(target).repeated:
        return compiler.original, _current
    return looked_at, _node


def _instance_of_context(compiler: Compiler, chain: list[NodeDefinition]) -> Expression:
    innermost = max((i for i, step in enumerate(chain) if step.repeat), default=None)
    limit = len(chain) - 1 if innermost is None else innermost
    whole = _from_shared(compiler, chain, max(limit, 1))
    if innermost is None or whole.single is not None:
        return whole
    narrow = _from_shared(compiler, chain, len(chain) - 1)
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


def _from_shared(compiler: Compiler, chain: list[NodeDefinition], limit: int) -> Expression:
    """Return the path to the end of *chain*, from the deepest of its first *limit* steps that
    is shared with where one stands.
    """
    own, start = _standing(compiler, chain[-1])
    base = chain[0]
    for definition in chain[:limit]:
        if definition.holds(own):
            base = definition
    ups = own.depth - base.depth
    names = tuple(step.name for step in chain[base.depth + 1 :])
    return plain_path(compiler, start, ups, base, names)


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

    return stepwise(compiler, start, (base,), base, steps[taken:])


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
        return stepwise(compiler, start, (root,), root, (itself, *steps[1:]))
    if first.axis == "descendant-or-self":
        if len(steps) > 1 and steps[1].axis == "child":
            anywhere = Step("descendant-or-self", steps[1].test, steps[1].predicates)
            return stepwise(compiler, start, (root,), root, (anywhere, *steps[2:]))
        return stepwise(compiler, start, (root,), root, steps)
    return nowhere(compiler, steps)


def _listed(compiler: Compiler, name: Tree, steps: tuple[Step, ...]) -> Expression:
    identifier = compiler.text(name)
    lookup = column_lookup(compiler, steps) if isinstance(name, Literal) else None

    def document(c: Context) -> list[Node]:
        found = c.session.lists.get(identifier(c))
        return [found.document] if found is not None else []

    if lookup is None:
        return stepwise(compiler, document, (), compiler.anchor, steps)
    taken, find = lookup
    rest = stepwise(compiler, lambda _c: [], (), compiler.anchor, ())
    stages, _ = staged(compiler, (), compiler.anchor, steps[taken:])

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
    return stepwise(compiler, nodes, expression.definitions, compiler.original.root, steps)


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
