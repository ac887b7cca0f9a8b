"""From the XML of a form to its definition."""

from __future__ import annotations

from dataclasses import dataclass, field

from forms.body_reader import read_body
from forms.definition import FormDefinition, NodeDefinition
from forms.errors import FormError, FormProblem
from forms.graph import build_graph
from forms.instance import FixedList
from forms.lists import read_fixed_list
from forms.looks import Outputs, build_looks
from forms.markup import Element, parse
from forms.or_other import with_other
from forms.references import repeat_paths
from forms.rules import Expressions
from forms.rules import read_bind as read_rules
from forms.wording import read_itext

JAVAROSA = "{http://openrosa.org/javarosa}"
_TEMPLATE = f"{JAVAROSA}template"


@dataclass
class _Model:
    instance: Element
    lists: dict[str, FixedList] = field(default_factory=dict)
    external: dict[str, str] = field(default_factory=dict)


def read_form(document: str | bytes) -> FormDefinition:
    """Return the definition of the XForm *document*.

    What can be mended or lived with is listed in `problems` of the result. Raises FormError when
    the form cannot be used at all.
    """
    html = parse(document)
    head, body = html.first("head"), html.first("body")
    model_element = head.first("model") if head is not None else None
    if model_element is None or head is None:
        raise _unusable("form.no_model", "This file is not a form.")
    model = _read_model(model_element)
    root, definitions = _define(model.instance, repeat_paths(body))
    problems: list[FormProblem] = []
    itext, languages, default_language = read_itext(model_element.first("itext"))
    form_lists = frozenset(model.lists) | frozenset(model.external)
    expressions = Expressions(root, form_lists, problems)
    for bind in model_element.elements("bind"):
        read_rules(bind, expressions)
    reading = read_body(body, expressions, _bound(model_element))
    for setvalue in model_element.elements("setvalue"):
        reading.read_action(setvalue, root, root)
    title = head.first("title")
    graph = build_graph(tuple(definitions), reading.by_definition, reading.repeats)
    problems.extend(graph.circles)
    outputs: Outputs = {}
    looks = build_looks(tuple(definitions), reading.by_definition, itext, outputs)
    identifier = model.instance.get("id") or model.instance.namespace or root.name
    return FormDefinition(
        identifier=identifier,
        version=model.instance.get("version") or "",
        title=title.text().strip() if title is not None else "",
        root=root,
        definitions=tuple(definitions),
        instance=model.instance,
        body=reading.controls,
        controls=reading.by_definition,
        repeats=reading.repeats,
        actions=tuple(reading.actions),
        changed_actions={
            definition: tuple(actions) for definition, actions in reading.on_change.items()
        },
        itext=itext,
        languages=languages,
        default_language=default_language,
        lists=model.lists,
        external_lists=model.external,
        problems=tuple(problems),
        graph=graph,
        outputs=outputs,
        looks=looks,
        with_other=with_other(reading.by_definition),
        body_style=(body.get("class") or "") if body is not None else "",
    )


def _bound(model: Element) -> dict[str, str]:
    """Return the path of every bind that has an id."""
    binds = ((bind.get("id"), bind.get("nodeset")) for bind in model.elements("bind"))
    return {identifier: path for identifier, path in binds if identifier and path}


def _unusable(code: str, message: str) -> FormError:
    remedy = "Choose an XForm, or an XLSForm that can be turned into one."
    return FormError(FormProblem(code=code, message=message, remedy=remedy))


def _read_model(model: Element) -> _Model:
    primary: Element | None = None
    found: _Model | None = None
    others: list[Element] = []
    for instance in model.elements("instance"):
        if primary is None:
            primary = next(instance.elements(), None)
            if primary is None:
                raise _unusable("form.no_instance", "This form holds no questions.")
            found = _Model(primary)
        else:
            others.append(instance)
    if found is None:
        raise _unusable("form.no_instance", "This form holds no questions.")
    for instance in others:
        identifier = instance.get("id") or ""
        source = instance.get("src")
        content = next(instance.elements(), None)
        if source and (content is None or not any(content.elements())):
            found.external[identifier] = source
        elif content is not None:
            found.lists[identifier] = read_fixed_list(identifier, content)
    return found


def _define(instance: Element, repeats: set[str]) -> tuple[NodeDefinition, list[NodeDefinition]]:
    root = NodeDefinition(instance.name, None, 0)
    definitions = [root]
    waiting = [(instance, root)]
    while waiting:
        element, definition = waiting.pop()
        for name in element.attributes:
            if definition is not root and not name.startswith(JAVAROSA):
                _below(definition, f"@{name.rpartition('}')[2]}", repeats, definitions)
        below: list[tuple[Element, NodeDefinition]] = []
        for child in element.elements():
            found = _below(definition, child.name, repeats, definitions)
            if found.repeat and (found.template is None or _TEMPLATE in child.attributes):
                found.template = child
                # Without a template, a new instance begins like the first one, and blank.
                found.begins_blank = _TEMPLATE not in child.attributes
            if found.repeat and not definition.repeated and _TEMPLATE not in child.attributes:
                found.given = (*found.given, child)
            below.append((child, found))
        waiting.extend(reversed(below))
    return root, definitions


def _below(
    parent: NodeDefinition, name: str, repeats: set[str], definitions: list[NodeDefinition]
) -> NodeDefinition:
    known = parent.children.get(name)
    if known is not None:
        return known
    definition = NodeDefinition(name, parent, len(definitions))
    if definition.path in repeats:
        definition.mark_repeat()
    parent.children[name] = definition
    definitions.append(definition)
    return definition
