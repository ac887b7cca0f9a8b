"""Functions on select questions, whose answers are choices separated by spaces."""

from __future__ import annotations

from forms.functions.registry import builds, function, path_written, require
from forms.xpath.compiler import Compiler
from forms.xpath.runtime import Context, Expression
from forms.xpath.syntax import Tree
from forms.xpath.values import Value


@function("selected", "text", "text", gives="boolean")
def _selected(chosen: str, choice: str) -> bool:
    wanted = choice.strip()
    return wanted in chosen.split() if wanted else not chosen.strip()


@function("count-selected", "text", gives="number")
def _count_selected(chosen: str) -> float:
    return float(len(chosen.split()))


@function("selected-at", "text", "number", gives="text")
def _selected_at(chosen: str, place: float) -> str:
    choices = chosen.split()
    return choices[int(place)] if 0 <= place < len(choices) else ""


@builds("jr:choice-name", "choice-name")
def _choice_name(compiler: Compiler, arguments: tuple[Tree, ...]) -> Expression:
    require(arguments, "jr:choice-name", 2, 2)
    value = compiler.text(arguments[0])
    path = path_written(arguments[1])
    if path is None:
        return Expression("text", lambda _c: "")
    question = compiler.compile(path)
    compiler.depend(question)
    compiler.findings.traits.add("language")
    single = question.single
    evaluate = question.evaluate

    def name(c: Context) -> Value:
        if single is not None:
            return c.session.choice_label(single(c), value(c))
        found = evaluate(c)
        return (
            c.session.choice_label(found[0], value(c)) if isinstance(found, list) and found else ""
        )

    return Expression("text", name)
