"""Functions on truth, and the choice between values."""

from __future__ import annotations

from forms.functions.registry import builds, function, require
from forms.xpath.compiler import Compiler
from forms.xpath.runtime import Context, Expression
from forms.xpath.syntax import Tree
from forms.xpath.values import Value, to_text


@function("true", gives="boolean")
def _true() -> bool:
    return True


@function("false", gives="boolean")
def _false() -> bool:
    return False


@function("not", "boolean", gives="boolean")
def _not(truth: bool) -> bool:
    return not truth


@function("boolean", "boolean", gives="boolean")
def _boolean(truth: bool) -> bool:
    return truth


@function("boolean-from-string", "text", gives="boolean")
def _boolean_from_string(text: str) -> bool:
    return text.lower() == "true" or text == "1"


@builds("if")
def _if(compiler: Compiler, arguments: tuple[Tree, ...]) -> Expression:
    require(arguments, "if", 3, 3)
    condition = compiler.boolean(arguments[0])
    first_kind, first = compiler.scalar_if_reached(arguments[1])
    second_kind, second = compiler.scalar_if_reached(arguments[2])
    kind = first_kind if first_kind == second_kind and first_kind != "nodes" else "any"
    return Expression(kind, lambda c: first(c) if condition(c) else second(c))


@builds("coalesce")
def _coalesce(compiler: Compiler, arguments: tuple[Tree, ...]) -> Expression:
    require(arguments, "coalesce", 1)
    values = [compiler.value(argument) for argument in arguments]

    def coalesce(c: Context) -> Value:
        found: Value = ""
        for value in values:
            found = value(c)
            if to_text(found) not in {"", "NaN"}:
                return found
        return found

    return Expression("any", coalesce)


@function("checklist", "number", "number", "boolean*", gives="boolean")
def _checklist(least: float, most: float, *answers: bool) -> bool:
    return _between(sum(answers), least, most)


@builds("weighted-checklist")
def _weighted_checklist(compiler: Compiler, arguments: tuple[Tree, ...]) -> Expression:
    require(arguments, "weighted-checklist", 2)
    least, most = compiler.number(arguments[0]), compiler.number(arguments[1])
    pairs = [
        (compiler.boolean(truth), compiler.number(weight))
        for truth, weight in zip(arguments[2::2], arguments[3::2], strict=False)
    ]

    def weigh(c: Context) -> Value:
        total = sum(weight(c) for truth, weight in pairs if truth(c))
        return _between(total, least(c), most(c))

    return Expression("boolean", weigh)


def _between(count: float, least: float, most: float) -> bool:
    return (least < 0 or count >= least) and (most < 0 or count <= most)
