"""How a function becomes part of expressions: by name, with the kinds of its arguments."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from forms.errors import ExpressionError
from forms.xpath.compiler import Compiler, FunctionBuilder
from forms.xpath.runtime import Context, Evaluate, Expression
from forms.xpath.syntax import Literal, Path, Tree

if TYPE_CHECKING:
    from forms.instance import Node

REGISTRY: dict[str, FunctionBuilder] = {}

# A plain function takes and gives whatever its kinds say; its own signature states them.
_Plain: TypeAlias = Callable[..., Any]


def builds(*names: str) -> Callable[[FunctionBuilder], FunctionBuilder]:
    """Register a builder, which sees the syntax tree of its arguments, under *names*."""

    def register(builder: FunctionBuilder) -> FunctionBuilder:
        for name in names:
            REGISTRY[name] = builder
        return builder

    return register


def function(
    name: str, *kinds: str, gives: str, optional: int = 0, trait: str | None = None
) -> Callable[[_Plain], _Plain]:
    """Register a plain function of values.

    *kinds* name what each argument is turned into: text, number, boolean, nodes, value (as it
    is). The last *optional* arguments may be missing. A kind ending in `*` takes any number.
    """

    def register(plain: _Plain) -> _Plain:
        def build(compiler: Compiler, arguments: tuple[Tree, ...]) -> Expression:
            if trait is not None:
                compiler.findings.traits.add(trait)
            wanted = _spread(kinds, len(arguments))
            if len(wanted) < len(arguments) or len(arguments) < len(kinds) - optional - bool(
                kinds and kinds[-1].endswith("*")
            ):
                raise ExpressionError("arguments", name)
            closures = [
                argument_as(compiler, kind, argument)
                for kind, argument in zip(wanted, arguments, strict=False)
            ]
            return Expression(gives, _applied(plain, closures))

        REGISTRY[name] = build
        return plain

    return register


def _spread(kinds: tuple[str, ...], count: int) -> list[str]:
    if kinds and kinds[-1].endswith("*"):
        last = kinds[-1].removesuffix("*")
        return [*kinds[:-1], *([last] * (count - len(kinds) + 1))]
    return list(kinds)


def argument_as(compiler: Compiler, kind: str, tree: Tree) -> Callable[[Context], Any]:
    """Return a closure for the argument *tree* as *kind*."""
    match kind:
        case "text":
            return compiler.text(tree)
        case "number":
            return compiler.number(tree)
        case "boolean":
            return compiler.boolean(tree)
        case "nodes":
            return compiler.nodes(tree)
        case _:
            return compiler.value(tree)


def _applied(plain: _Plain, closures: list[Callable[[Context], Any]]) -> Evaluate:
    match closures:
        case []:
            return lambda _c: plain()
        case [one]:
            return lambda c: plain(one(c))
        case [one, two]:
            return lambda c: plain(one(c), two(c))
        case _:
            return lambda c: plain(*[closure(c) for closure in closures])


def require(arguments: tuple[Tree, ...], name: str, least: int, most: int | None = None) -> None:
    """Raise ExpressionError with code `arguments` unless their number fits."""
    if len(arguments) < least or (most is not None and len(arguments) > most):
        raise ExpressionError("arguments", name)


def gathered(
    compiler: Compiler, arguments: tuple[Tree, ...]
) -> Callable[[Context], list[str | float | bool | Node]]:
    """Return a closure for the values of *arguments*, with the nodes of node-sets one by one."""
    closures: list[Evaluate] = []
    for argument in arguments:
        expression = compiler.compile(argument)
        compiler.depend(expression)
        closures.append(expression.evaluate)

    def gather(c: Context) -> list[str | float | bool | Node]:
        found: list[str | float | bool | Node] = []
        for closure in closures:
            value = closure(c)
            if isinstance(value, list):
                found.extend(value)
            else:
                found.append(value)
        return found

    return gather


def path_written(tree: Tree) -> Path | None:
    """Return the path that *tree* is, or that it quotes, or None."""
    from forms.xpath.parser import parse_expression  # noqa: PLC0415  only quoted paths need it

    if isinstance(tree, Path):
        return tree
    if isinstance(tree, Literal):
        try:
            quoted = parse_expression(tree.value.strip())
        except ExpressionError:
            return None
        return quoted if isinstance(quoted, Path) else None
    return None
