"""Reading the rules of questions: binds, and the expressions in them."""

from __future__ import annotations

from collections.abc import Callable

from forms.definition import Bind, NodeDefinition, Output, Rule, Wording
from forms.errors import ExpressionError, FormProblem
from forms.functions import REGISTRY
from forms.markup import Element
from forms.wording import read_message
from forms.xpath.compiler import Compiler
from forms.xpath.parser import parse_expression
from forms.xpath.paths import build_path
from forms.xpath.runtime import Evaluate
from forms.xpath.syntax import Tree

JAVAROSA = "{http://openrosa.org/javarosa}"
_OWN_ATTRIBUTES = frozenset(
    {"nodeset", "type", "relevant", "calculate", "required", "readonly", "constraint", "id"}
)


def compiler_at(definition: NodeDefinition) -> Compiler:
    """Return a compiler for expressions that stand at *definition*."""
    return Compiler.at(definition, REGISTRY, build_path)


def output_at(
    definition: NodeDefinition,
    tree: Tree,
    known: dict[tuple[NodeDefinition, Tree], Output],
) -> Output:
    """Return the output *tree* of a text at *definition*, from *known* where it is there.

    One that cannot be used fails whenever it is said: what stands around it is read all the same.
    """
    key = (definition, tree)
    if key not in known:
        compiler = compiler_at(definition)
        evaluate = compiler.text_if_reached(tree)
        known[key] = Output(evaluate, tuple(compiler.findings.references))
    return known[key]


class Expressions:
    """Compiles the expressions of one form and collects what is wrong with them."""

    def __init__(
        self, root: NodeDefinition, lists: frozenset[str], problems: list[FormProblem]
    ) -> None:
        self.root = root
        self.lists = lists
        self.problems = problems
        self._by_path: dict[str, NodeDefinition] = {
            definition.path: definition for definition in root.inside()
        }

    def definition(self, path: str) -> NodeDefinition | None:
        """Return the definition at the absolute *path*, or None."""
        return self._by_path.get(path)

    def rule(self, source: str, definition: NodeDefinition, kind: str, column: str) -> Rule | None:
        """Return *source* compiled as *kind* (boolean, text, number, value, nodes), or None.

        An expression that cannot be read is a problem of the form; the form runs without it.
        """
        try:
            tree = parse_expression(source)
            compiler = compiler_at(definition)
            evaluate = self._closure(compiler, tree, kind)
        except ExpressionError as error:
            self.problems.append(expression_problem(error, definition, column))
            return None
        for unusable in compiler.findings.errors:
            self.problems.append(expression_problem(unusable, definition, column))
        for unknown in compiler.findings.unknown_paths:
            self.problems.append(
                FormProblem(
                    code="expression.unknown_question",
                    message="A rule of this question names “{name}”, which the form does not have.",
                    remedy="Correct the name, or add the question.",
                    severity="warning",
                    column=column,
                    path=definition.path,
                    values=(("name", unknown),),
                )
            )
        return Rule(
            source,
            evaluate,
            tuple(compiler.findings.references),
            frozenset(compiler.findings.traits),
        )

    @staticmethod
    def _closure(compiler: Compiler, tree: Tree, kind: str) -> Evaluate:
        makers: dict[str, Callable[[Tree], Evaluate]] = {
            "boolean": compiler.boolean,
            "text": compiler.text,
            "number": compiler.number,
            "nodes": compiler.nodes,
            "value": compiler.value,
        }
        return makers[kind](tree)


def expression_problem(
    error: ExpressionError, definition: NodeDefinition, column: str
) -> FormProblem:
    """Return what to tell about an expression that cannot be used."""
    known = {
        "unknown_function": (
            "A rule of this question uses the function “{detail}”, which we do not know.",
            "Write the rule with another function.",
        ),
        "arguments": (
            "The function “{detail}” is given too few or too many values.",
            "Look the function up and give it what it asks for.",
        ),
        "pattern": (
            "A pattern of this question cannot be read.",
            "Write the pattern more simply.",
        ),
    }
    message, remedy = known.get(
        error.code,
        (
            "A rule of this question cannot be read, near “{detail}”.",
            "Correct the rule in the spreadsheet.",
        ),
    )
    return FormProblem(
        code=f"expression.{error.code}",
        message=message,
        remedy=remedy,
        column=column,
        path=definition.path,
        values=(("detail", error.detail),),
    )


def read_bind(element: Element, expressions: Expressions) -> None:
    """Read one bind element into the definition that it names."""
    path = (element.get("nodeset") or element.get("ref") or "").strip()
    parts = [part.rpartition(":")[2] if "@" not in part else part for part in path.split("/")]
    definition = expressions.definition("/".join(parts))
    if definition is None:
        expressions.problems.append(
            FormProblem(
                code="bind.unknown_question",
                message="A rule belongs to “{name}”, which the form does not have.",
                remedy="Nothing is lost: the rule is left out. Export the form again to be sure.",
                severity="warning",
                values=(("name", path),),
            )
        )
        return
    bind = Bind()
    definition.set_type(element.get("type") or "string")

    def rule(name: str, kind: str) -> Rule | None:
        source = element.get(name)
        if source is None or not source.strip():
            return None
        return expressions.rule(source, definition, kind, name)

    bind.relevant = rule("relevant", "boolean")
    bind.calculate = rule("calculate", "value")
    bind.required = rule("required", "boolean")
    bind.readonly = rule("readonly", "boolean")
    bind.constraint = rule("constraint", "boolean")
    bind.constraint_message = _message(element, "constraintMsg")
    bind.required_message = _message(element, "requiredMsg")
    bind.preload = element.get(f"{JAVAROSA}preload") or ""
    bind.preload_parameter = element.get(f"{JAVAROSA}preloadParams") or ""
    bind.attributes = {
        name: value for name, value in element.attributes.items() if name not in _OWN_ATTRIBUTES
    }
    definition.bind = bind


def _message(element: Element, name: str) -> Wording | None:
    text = element.get(f"{JAVAROSA}{name}")
    return read_message(text) if text else None
