"""From a syntax tree to closures; operators here, paths and functions beside it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn, TypeAlias

from forms.errors import ExpressionError
from forms.xpath.runtime import (
    AsBoolean,
    AsNodes,
    AsNumber,
    AsText,
    Context,
    Evaluate,
    Expression,
    Reference,
)
from forms.xpath.syntax import Binary, Call, Chain, Filter, Literal, Negation, Number, Path, Tree
from forms.xpath.values import (
    NAN,
    Value,
    equal,
    number_from_text,
    text_from_number,
    to_boolean,
    to_number,
    to_text,
    unequal,
)

if TYPE_CHECKING:
    from forms.definition import NodeDefinition
    from forms.instance import Node

FunctionBuilder: TypeAlias = "Callable[[Compiler, tuple[Tree, ...]], Expression]"
PathBuilder: TypeAlias = "Callable[[Compiler, Path | Filter], Expression]"


@dataclass
class Findings:
    """What compiling an expression has shown about it."""

    references: dict[Reference, None] = field(default_factory=dict)
    unknown_paths: list[str] = field(default_factory=list)
    errors: list[ExpressionError] = field(default_factory=list)
    """What cannot be used, in parts that are reached under a condition only."""
    traits: set[str] = field(default_factory=set)
    """`language`, `clock` or `chance`: what else the value hangs on."""


class Compiler:
    """Compiles expressions that stand at one question.

    `context` is the definition of `.`, None inside a fixed list; `original` that of `current()`;
    `anchor` the deepest definition whose instance both share with what the expression reads.
    """

    def __init__(
        self,
        original: NodeDefinition,
        functions: Mapping[str, FunctionBuilder],
        paths: PathBuilder,
        *,
        context: NodeDefinition | None = None,
        anchor: NodeDefinition | None = None,
        findings: Findings | None = None,
    ) -> None:
        self.original = original
        self.functions = functions
        self.paths = paths
        self.context = context
        self.anchor = anchor or original
        self.findings = findings or Findings()

    @classmethod
    def at(
        cls,
        definition: NodeDefinition,
        functions: Mapping[str, FunctionBuilder],
        paths: PathBuilder,
    ) -> Compiler:
        """Return a compiler for expressions of the question *definition*."""
        return cls(definition, functions, paths, context=definition)

    def inside(self, context: NodeDefinition | None, anchor: NodeDefinition) -> Compiler:
        """Return a compiler for a predicate, where `.` is *context*."""
        return Compiler(
            self.original,
            self.functions,
            self.paths,
            context=context,
            anchor=anchor,
            findings=self.findings,
        )

    def compile(self, tree: Tree) -> Expression:
        """Return *tree* compiled, without recording what it reads (the methods below do)."""
        match tree:
            case Path() | Filter():
                return self.paths(self, tree)
            case Call(name, arguments):
                builder = self.functions.get(name)
                if builder is None:
                    raise ExpressionError("unknown_function", name)
                return builder(self, arguments)
            case Binary(operator, left, right):
                return self._binary(operator, left, right)
            case _:
                return self._simple(tree)

    def _simple(self, tree: Literal | Number | Negation | Chain) -> Expression:
        match tree:
            case Literal(text):
                return Expression("text", lambda _c: text)
            case Number(constant):
                return Expression("number", lambda _c: constant)
            case Negation(operand):
                number = self.number(operand)
                return Expression("number", lambda c: -number(c))
            case Chain(operator, operands):
                return Expression("boolean", self._chain(operator, operands))

    def text(self, tree: Tree) -> AsText:
        """Return a closure for the text of *tree*."""
        expression = self.compile(tree)
        single = expression.single
        if single is not None:
            self._record(expression.single_references)

            def read(c: Context) -> str:
                node = single(c)
                return node.value if node.relevant else ""

            return read
        self._record(expression.references)
        evaluate = expression.evaluate
        if expression.kind == "text":
            return evaluate  # type: ignore[return-value]  # its kind says that it gives text
        if expression.kind == "number":
            return lambda c: text_from_number(evaluate(c))  # type: ignore[arg-type]  # its kind
        return lambda c: to_text(evaluate(c))

    def number(self, tree: Tree) -> AsNumber:
        """Return a closure for the number of *tree*."""
        if isinstance(tree, Literal):
            constant = number_from_text(tree.value)
            return lambda _c: constant
        expression = self.compile(tree)
        single = expression.single
        if single is not None:
            self._record(expression.single_references)
            return lambda c: single(c).number()
        self._record(expression.references)
        evaluate = expression.evaluate
        if expression.kind == "number":
            return evaluate  # type: ignore[return-value]  # its kind says that it gives a number
        if expression.kind == "text":
            return lambda c: number_from_text(evaluate(c))  # type: ignore[arg-type]  # its kind
        return lambda c: to_number(evaluate(c))

    def boolean(self, tree: Tree) -> AsBoolean:
        """Return a closure for the truth of *tree*."""
        expression = self.compile(tree)
        single = expression.single
        if single is not None and not expression.definitions[0].children:
            self._record(expression.single_references)
            return lambda c: to_boolean(single(c).typed())
        self._record(expression.references)
        evaluate = expression.evaluate
        if expression.kind == "boolean":
            return evaluate  # type: ignore[return-value]  # its kind says that it gives a truth
        return lambda c: to_boolean(evaluate(c))

    def nodes(self, tree: Tree) -> AsNodes:
        """Return a closure for the nodes of *tree*.

        Raises ExpressionError with code `not_nodes` if it is no path.
        """
        expression = self.compile(tree)
        self._record(expression.references)
        if expression.kind not in {"nodes", "any"}:
            raise ExpressionError("not_nodes")
        evaluate = expression.evaluate

        def read(c: Context) -> list[Node]:
            value = evaluate(c)
            return value if isinstance(value, list) else []

        return read

    def value(self, tree: Tree) -> Evaluate:
        """Return a closure for whatever *tree* gives."""
        return self.scalar(tree)[1]

    def scalar(self, tree: Tree) -> tuple[str, Evaluate]:
        """Return the kind of *tree* and its closure; one node counts as its typed value."""
        expression = self.compile(tree)
        single = expression.single
        if single is None:
            self._record(expression.references)
            return expression.kind, expression.evaluate
        self._record(expression.single_references)
        definition = expression.definitions[0] if expression.definitions else None
        if definition is not None and (definition.numeric or definition.data_type == "boolean"):
            return "any", lambda c: single(c).typed()

        def read(c: Context) -> Value:
            node = single(c)
            return node.value if node.relevant else ""

        return "text", read

    def boolean_if_reached(self, tree: Tree) -> AsBoolean:
        """Return a closure for the truth of *tree*, which fails where it cannot be used.

        What stands behind `and`, `or` or a condition may never be reached: the reference engines
        notice only then.
        """
        try:
            return self.boolean(tree)
        except ExpressionError as error:
            return self._failing(error)

    def text_if_reached(self, tree: Tree) -> AsText:
        """Return a closure for the text of *tree*, which fails where it cannot be used."""
        try:
            return self.text(tree)
        except ExpressionError as error:
            return self._failing(error)

    def scalar_if_reached(self, tree: Tree) -> tuple[str, Evaluate]:
        """Return the kind of *tree* and its closure, which fails where it cannot be used."""
        try:
            return self.scalar(tree)
        except ExpressionError as error:
            return "any", self._failing(error)

    def _failing(self, error: ExpressionError) -> Callable[[Context], NoReturn]:
        self.findings.errors.append(error)

        def fail(_c: Context) -> NoReturn:
            raise error

        return fail

    def depend(self, expression: Expression) -> None:
        """Record that the value hangs on the nodes of *expression*."""
        self._record(expression.references)

    def refer(self, definition: NodeDefinition, anchor: NodeDefinition) -> None:
        """Record that the value hangs on *definition* under the instance of *anchor*."""
        self._record((Reference(definition, anchor.shared_with(self.anchor)),))

    def _record(self, references: tuple[Reference, ...]) -> None:
        for reference in references:
            self.findings.references[reference] = None

    def _chain(self, operator: str, operands: tuple[Tree, ...]) -> AsBoolean:
        first, *others = operands
        tests = (self.boolean(first), *(self.boolean_if_reached(each) for each in others))
        if len(tests) == 2:
            left, right = tests
            if operator == "and":
                return lambda c: left(c) and right(c)
            return lambda c: left(c) or right(c)
        if operator == "and":
            return lambda c: all(test(c) for test in tests)
        return lambda c: any(test(c) for test in tests)

    def _binary(self, operator: str, left: Tree, right: Tree) -> Expression:
        if operator in {"=", "!="}:
            return Expression("boolean", self._equality(operator == "=", left, right))
        if operator == "|":
            return self._union(left, right)
        first, second = self.number(left), self.number(right)
        if operator in _ORDER:
            return Expression("boolean", _ORDER[operator](first, second))
        return Expression("number", _ARITHMETIC[operator](first, second))

    def _equality(self, wanted: bool, left: Tree, right: Tree) -> AsBoolean:
        left_kind, first = self.scalar(left)
        right_kind, second = self.scalar(right)
        if left_kind == right_kind and left_kind in {"text", "boolean"}:
            if wanted:
                return lambda c: first(c) == second(c)
            return lambda c: first(c) != second(c)
        if wanted:
            return lambda c: equal(first(c), second(c))
        return lambda c: unequal(first(c), second(c))

    def _union(self, left: Tree, right: Tree) -> Expression:
        first, second = self.nodes(left), self.nodes(right)
        return Expression("nodes", lambda c: list(dict.fromkeys([*first(c), *second(c)])))


def _divide(dividend: float, divisor: float) -> float:
    if divisor != 0:
        return dividend / divisor
    if dividend == 0 or dividend != dividend:  # noqa: PLR0124  NaN
        return NAN
    return math.copysign(math.inf, dividend) * math.copysign(1, divisor)


def _remainder(dividend: float, divisor: float) -> float:
    if divisor == 0 or not math.isfinite(dividend) or divisor != divisor:  # noqa: PLR0124  NaN
        return NAN
    return math.fmod(dividend, divisor)


_Operator: TypeAlias = Callable[[AsNumber, AsNumber], AsNumber]
_Order: TypeAlias = Callable[[AsNumber, AsNumber], AsBoolean]

_ORDER: dict[str, _Order] = {
    "<": lambda a, b: lambda c: a(c) < b(c),
    "<=": lambda a, b: lambda c: a(c) <= b(c),
    ">": lambda a, b: lambda c: a(c) > b(c),
    ">=": lambda a, b: lambda c: a(c) >= b(c),
}
_ARITHMETIC: dict[str, _Operator] = {
    "+": lambda a, b: lambda c: a(c) + b(c),
    "-": lambda a, b: lambda c: a(c) - b(c),
    "*": lambda a, b: lambda c: a(c) * b(c),
    "div": lambda a, b: lambda c: _divide(a(c), b(c)),
    "mod": lambda a, b: lambda c: _remainder(a(c), b(c)),
}
