"""When a question is asked, in words made from its rule: "Only if Children? is Yes"."""

from __future__ import annotations

from caseworker.text import N_, Text, isolate
from forms import FormEntry
from forms.definition import NodeDefinition
from forms.errors import ExpressionError
from forms.plain_words import plain
from forms.xpath.parser import parse_expression
from forms.xpath.syntax import Binary, Call, Chain, Literal, Number, Path, Tree, walk

_MOST_PARTS = 4
"""A rule of more conditions than this is no sentence any more."""
_OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_TURNED = {"=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}


class SkipWords:
    """Says the rules of one form in one language."""

    def __init__(self, entry: FormEntry, text: Text) -> None:
        self._entry, self._text = entry, text

    def of(self, definition: NodeDefinition) -> str:
        """Return when *definition* is asked; empty where it always is."""
        rule = definition.bind.relevant
        if rule is None:
            return ""
        try:
            tree = parse_expression(rule.source)
        except ExpressionError:
            return ""
        said = self._said(tree, definition, yes=True)
        if said:
            return self._text("Only if {condition}", condition=said)
        asked = dict.fromkeys(
            self._question(found)
            for part in walk(tree)
            if isinstance(part, Path) and (found := resolved(part, definition)) is not None
        )
        names = self._text.listed(name for name in asked if name)
        if not names:
            return self._text("Not for everybody")
        return self._text("Not for everybody; it depends on: {questions}", questions=names)

    def _said(self, tree: Tree, here: NodeDefinition, *, yes: bool) -> str:
        """Return *tree* as a condition, or its opposite; empty where words would not help."""
        match tree:
            case Chain(operator, operands) if len(operands) <= _MOST_PARTS:
                return self._joined(operator, operands, here, yes=yes)
            case Call("not", (inner,)):
                return self._said(inner, here, yes=not yes)
            case Call("selected", (Path() as path, Literal(value))):
                return self._is(path, value, here, "=" if yes else "!=")
            case Binary(operator, left, right) if operator in _OPPOSITE:
                return self._compared(operator if yes else _OPPOSITE[operator], left, right, here)
            case _:
                return ""

    def _joined(
        self, operator: str, operands: tuple[Tree, ...], here: NodeDefinition, *, yes: bool
    ) -> str:
        if any(isinstance(each, Chain) for each in operands):
            return ""
        parts = [self._said(each, here, yes=yes) for each in operands]
        if not all(parts):
            return ""
        together = (operator == "and") is yes
        said = parts[0]
        for part in parts[1:]:
            said = (
                self._text("{first} and {second}", first=said, second=part)
                if together
                else self._text("{first} or {second}", first=said, second=part)
            )
        return said

    def _compared(self, operator: str, left: Tree, right: Tree, here: NodeDefinition) -> str:
        if isinstance(right, Path) and not isinstance(left, Path):
            left, right, operator = right, left, _TURNED[operator]
        if not isinstance(left, Path):
            return ""
        match right:
            case Literal(value):
                return self._is(left, value, here, operator)
            case Number(value):
                return self._is(left, self._text.number(value), here, operator)
            case _:
                return ""

    def _is(self, path: Path, value: str, here: NodeDefinition, operator: str) -> str:
        definition = resolved(path, here)
        question = self._question(definition) if definition is not None else ""
        if definition is None or not question:
            return ""
        if not value:
            return self._answered(question, operator)
        said = {
            "=": N_("“{question}” is {answer}"),
            "!=": N_("“{question}” is not {answer}"),
            "<": N_("“{question}” is less than {answer}"),
            "<=": N_("“{question}” is at most {answer}"),
            ">": N_("“{question}” is more than {answer}"),
            ">=": N_("“{question}” is at least {answer}"),
        }[operator]
        answer = isolate(self._choice(definition, value))
        return self._text(said, question=isolate(question), answer=answer)

    def _answered(self, question: str, operator: str) -> str:
        if operator == "!=":
            return self._text("“{question}” is answered", question=isolate(question))
        if operator == "=":
            return self._text("“{question}” is not answered", question=isolate(question))
        return ""

    def _question(self, definition: NodeDefinition | None) -> str:
        if definition is None or definition not in self._entry.form.controls:
            return ""
        return plain(self._entry.label(_path(self._entry, definition)))

    def _choice(self, definition: NodeDefinition, value: str) -> str:
        for choice in self._entry.choices(_path(self._entry, definition), every=True):
            if choice.value == value:
                return plain(choice.label)
        return value


def resolved(path: Path, here: NodeDefinition) -> NodeDefinition | None:
    """Return the one question that *path* means from *here*, or None."""
    steps = path.steps
    if any(step.predicates for step in steps):
        return None
    found = [here]
    if path.start == "/":
        if not steps or steps[0].test != here.root.name:
            return None
        found, steps = [here.root], steps[1:]
    elif path.start != "." and not (isinstance(path.start, Call) and path.start.name == "current"):
        return None
    for step in steps:
        found = [below for each in found for below in each.reached_by(step)]
    return found[0] if len(found) == 1 else None


def spoken(definition: NodeDefinition) -> str:
    """Return the path of *definition* through the first instance of each repeat above it."""
    steps = (f"{step.name}[1]" if step.repeat else step.name for step in definition.chain)
    return "/" + "/".join(steps)


def _path(entry: FormEntry, definition: NodeDefinition) -> str:
    """Return a path of *definition* that exists in *entry*."""
    first = spoken(definition)
    return first if entry.exists(first) else definition.path
