"""Reading the body of a form: its controls in order, their choices and their actions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from forms.definition import Action, ChoiceSource, Control, NodeDefinition, Rule, Wording
from forms.errors import ExpressionError, FormProblem
from forms.markup import Element
from forms.references import absolute
from forms.rules import Expressions, compiler_at, expression_problem
from forms.wording import itext_identifier, read_wording
from forms.xpath.compiler import Compiler
from forms.xpath.parser import parse_expression
from forms.xpath.runtime import AsNodes, AsText
from forms.xpath.syntax import Call, Literal, Path, Tree, walk

JAVAROSA = "{http://openrosa.org/javarosa}"
_QUESTIONS = frozenset(
    {"input", "select", "select1", "rank", "range", "upload", "trigger", "secret", "textarea"}
)
_GROUPS = frozenset({"group", "repeat"})


class BodyReading:
    """What reading the body has found so far."""

    def __init__(self, expressions: Expressions, bound: Mapping[str, str]) -> None:
        self.expressions = expressions
        self._bound = bound
        self.controls: tuple[Control, ...] = ()
        self.by_definition: dict[NodeDefinition, Control] = {}
        self.repeats: dict[NodeDefinition, Control] = {}
        self.actions: list[Action] = []
        self.on_change: dict[NodeDefinition, list[Action]] = {}

    def read_action(
        self, element: Element, context: NodeDefinition, source: NodeDefinition
    ) -> None:
        """Read a setvalue that stands at *context*; *source* is the question it is nested in."""
        reference = self._reference(element)
        target = self.expressions.definition(absolute(reference, context.path))
        if target is None:
            self._unknown(reference, context)
            return
        value = element.get("value")
        rule = self.expressions.rule(value, target, "text", "calculation") if value else None
        exact = None
        if "[" in reference:
            exact = self.expressions.rule(reference, source, "nodes", "trigger")
        action = Action(
            events=frozenset((element.get("event") or "").split()),
            source=source,
            target=target,
            value=rule.evaluate if rule is not None else None,  # type: ignore[arg-type]  # text
            literal=element.text().strip() if value is None else "",
            nodes=exact.evaluate if exact is not None else None,  # type: ignore[arg-type]  # nodes
        )
        if "xforms-value-changed" in action.events:
            self.on_change.setdefault(source, []).append(action)
        self.actions.append(action)

    def _reference(self, element: Element) -> str:
        """Return the path that *element* names, itself or by the id of a bind; or blank."""
        bound = element.get("bind") or ""
        named = element.get("nodeset") or element.get("ref")
        return named or self._bound.get(bound, bound)

    def _unknown(self, reference: str, context: NodeDefinition) -> None:
        self.expressions.problems.append(
            FormProblem(
                code="body.unknown_question",
                message="The form shows “{name}”, for which it keeps no answer.",
                remedy="Export the form again, or take this part out.",
                severity="warning",
                path=context.path,
                values=(("name", reference),),
            )
        )

    def _idle(self, reference: str, context: NodeDefinition) -> None:
        # Neither reference engine does what stands beside all questions and groups with answers.
        self.expressions.problems.append(
            FormProblem(
                code="body.idle_action",
                message="What sets “{name}” stands outside every question, and is not done.",
                remedy="Move it into a question, or beside the rules of the form.",
                severity="warning",
                path=context.path,
                values=(("name", reference),),
            )
        )

    def read_children(self, element: Element, context: NodeDefinition) -> tuple[Control, ...]:
        """Return the controls directly inside *element*, in order."""
        controls: list[Control] = []
        for child in element.elements():
            control = self._read(child, context)
            if control is not None:
                controls.append(control)
        return tuple(controls)

    def _read(self, element: Element, context: NodeDefinition) -> Control | None:
        if element.name not in _QUESTIONS and element.name not in _GROUPS:
            if element.name == "setvalue" and context.parent is not None:
                self.read_action(element, context, context)
            elif element.name == "setvalue":
                self._idle(self._reference(element), context)
            return None
        reference = self._reference(element)
        definition = None
        if reference:
            definition = self.expressions.definition(absolute(reference, context.path))
            if definition is None:
                self._unknown(reference, context)
                return None
        elif element.name in _QUESTIONS:
            return None
        inner = definition or context
        choices = None
        if element.name in {"select", "select1", "rank"} and definition is not None:
            choices = self._choices(element, definition)
        nested: tuple[Control, ...] = ()
        if element.name in _GROUPS:
            nested = self.read_children(element, inner)
        else:
            for action in element.elements("setvalue"):
                self.read_action(action, inner, inner)
        label = element.first("label")
        control = Control(
            kind=element.name,
            definition=definition,
            context=inner,
            appearance=(element.get("appearance") or "").strip(),
            label=read_wording(label),
            hint=read_wording(element.first("hint")),
            attributes=element.attributes,
            children=nested,
            choices=choices,
            count=self._count(element, definition),
            fixed_count=(element.get(f"{JAVAROSA}noAddRemove") or "").strip() == "true()",
        )
        self._remember(control)
        return control

    def _remember(self, control: Control) -> None:
        if control.definition is None:
            return
        if control.kind == "repeat":
            self.repeats[control.definition] = control
        known = self.by_definition.get(control.definition)
        # A repeat usually stands in a group of the same name, which carries its label.
        if known is None or (known.label is None and control.label is not None):
            self.by_definition[control.definition] = control

    def _count(self, element: Element, definition: NodeDefinition | None) -> Rule | None:
        source = element.get(f"{JAVAROSA}count")
        if source is None or definition is None or not source.strip():
            return None
        return self.expressions.rule(source, definition, "number", "repeat_count")

    def _choices(self, element: Element, definition: NodeDefinition) -> ChoiceSource | None:
        itemset = element.first("itemset")
        if itemset is not None:
            try:
                return self._itemset(itemset, definition)
            except ExpressionError as error:
                self.expressions.problems.append(
                    expression_problem(error, definition, "choice_filter")
                )
                return ChoiceSource()
        written: list[tuple[str, Wording]] = []
        for item in element.elements("item"):
            value = item.first("value")
            label = read_wording(item.first("label"))
            text = value.text().strip() if value is not None else ""
            written.append((text, label or Wording(parts=(text,))))
        return ChoiceSource(written=tuple(written))

    def _itemset(self, itemset: Element, definition: NodeDefinition) -> ChoiceSource:
        tree = parse_expression(itemset.get("nodeset") or "")
        self._check_list(tree, definition)
        compiler = compiler_at(definition)
        expression = compiler.compile(tree)
        nodes = compiler.nodes(tree)
        context = expression.definitions[0] if len(expression.definitions) == 1 else None
        inner = compiler.inside(context, definition.root)
        value, label = itemset.first("value"), itemset.first("label")
        value_source = (value.get("ref") if value is not None else None) or "name"
        label_source = (label.get("ref") if label is not None else None) or value_source
        label_tree = parse_expression(label_source)
        value_text = inner.text(parse_expression(value_source))
        wording, label_text = self._item_label(label_source, label_tree, inner)
        return ChoiceSource(
            nodes=nodes,
            value=value_text,
            label=wording,
            label_text=label_text,
            references=tuple(compiler.findings.references),
            filtered=bool(compiler.findings.references),
            unfiltered=_unfiltered(tree, definition),
            list_name=next(lists_named(tree), ""),
        )

    @staticmethod
    def _item_label(
        source: str, tree: Tree, compiler: Compiler
    ) -> tuple[Wording | None, AsText | None]:
        identifier = itext_identifier(source)
        if identifier is not None:
            return Wording(identifier=identifier), None
        if isinstance(tree, Call) and tree.name == "jr:itext":
            return Wording(named_by=compiler.text(tree.arguments[0])), None
        return None, compiler.text(tree)

    def _check_list(self, tree: Tree, definition: NodeDefinition) -> None:
        for name in lists_named(tree):
            if name not in self.expressions.lists:
                self.expressions.problems.append(
                    FormProblem(
                        code="choices.missing_list",
                        message="The list of choices “{name}” is missing.",
                        remedy="Add the list to the sheet “choices”, or its file.",
                        sheet="choices",
                        path=definition.path,
                        values=(("name", name),),
                    )
                )


def lists_named(tree: Tree) -> Iterator[str]:
    """Yield the names of the lists of choices that *tree* reads."""
    for part in walk(tree):
        match part:
            case Path(Call("instance", (Literal(name),)), _):
                yield name
            case _:
                pass


def read_body(
    body: Element | None, expressions: Expressions, bound: Mapping[str, str]
) -> BodyReading:
    """Return what *body* shows and does; *bound* are paths by the ids of their binds."""
    reading = BodyReading(expressions, bound)
    if body is not None:
        reading.controls = reading.read_children(body, expressions.root)
    return reading


def _unfiltered(tree: Tree, definition: NodeDefinition) -> AsNodes | None:
    """Return the whole list of which *tree* chooses some, or None where it chooses all."""
    if not isinstance(tree, Path) or not any(step.predicates for step in tree.steps):
        return None
    whole = Path(tree.start, tuple(replace(step, predicates=()) for step in tree.steps))
    return compiler_at(definition).nodes(whole)
