"""The body of a form as a screen shows it: questions, groups and repeats as they stand."""

from __future__ import annotations

from collections.abc import Iterator

from forms.definition import Control
from forms.engine import Engine
from forms.instance import Node
from forms.speech import Speech
from forms.views import Finding, Group, Question, Repeat

_MEDIA = ("image", "audio", "video", "big-image")
_KINDS_BY_TYPE = {
    "int": "integer",
    "integer": "integer",
    "long": "integer",
    "decimal": "decimal",
    "double": "decimal",
    "date": "date",
    "time": "time",
    "dateTime": "date_time",
    "geopoint": "geopoint",
    "geotrace": "geotrace",
    "geoshape": "geoshape",
    "barcode": "barcode",
}
_KINDS_BY_CONTROL = {
    "select": "select_multiple",
    "select1": "select_one",
    "rank": "rank",
    "range": "range",
    "trigger": "acknowledge",
}
_DRAWINGS = frozenset({"signature", "draw", "annotate"})


class Outline:
    """Draws up views of a form from its body and its answers."""

    def __init__(self, engine: Engine, speech: Speech) -> None:
        self._engine = engine
        self._speech = speech

    def whole(self, *, hidden: bool) -> tuple[Question | Group | Repeat, ...]:
        """Return the body as a tree, with what is not relevant only if *hidden* asks for it."""
        return self._views(self._engine.form.body, self._engine.root, hidden)

    def flat(self) -> tuple[Question, ...]:
        """Return the relevant questions in order, repeats opened out."""
        found: list[Question] = []
        waiting: list[Question | Group | Repeat] = list(reversed(self.whole(hidden=False)))
        while waiting:
            view = waiting.pop()
            if isinstance(view, Question):
                found.append(view)
            elif isinstance(view, Group):
                waiting.extend(reversed(view.children))
            else:
                waiting.extend(reversed(view.instances))
        return tuple(found)

    def leaves(self) -> Iterator[tuple[Node, tuple[str, ...]]]:
        """Yield every answer in order, with the identities of the instances it stands in.

        The innermost repeat instance comes last.
        """
        waiting: list[tuple[Node, tuple[str, ...]]] = [(self._engine.root, ())]
        while waiting:
            node, around = waiting.pop()
            if node.definition is not None and node.definition.repeat:
                around = (*around, node.identity)
            if node.definition is not None and node.definition.is_answer:
                yield node, around
            for siblings in reversed(node.children.values()):
                waiting.extend((child, around) for child in reversed(siblings))

    def findings(self) -> tuple[Finding, ...]:
        """Return what is missing or wrong among the relevant answers, in order."""
        found: list[Finding] = []
        for node, _ in self.leaves():
            problem = self._engine.problem(node)
            if problem is None or node.definition is None:
                continue
            bind = node.definition.bind
            message = bind.required_message if problem == "required" else bind.constraint_message
            control = self._engine.form.controls.get(node.definition)
            label = self._speech.say(control.label, node) if control is not None else ""
            found.append(Finding(node.path, problem, label, self._speech.say(message, node)))
        return tuple(found)

    def question(self, node: Node) -> Question:
        """Return the question at *node* as it stands."""
        definition = node.definition
        control = self._engine.form.controls.get(definition) if definition is not None else None
        label = control.label if control is not None else None
        hint = control.hint if control is not None else None
        say = self._speech.say
        return Question(
            path=node.path,
            name=node.name,
            kind=_kind(control, node),
            data_type=definition.data_type if definition is not None else "string",
            label=say(label, node),
            hint=say(hint, node),
            guidance=say(hint, node, "guidance"),
            value=node.value,
            relevant=node.relevant,
            required=self._engine.required(node),
            readonly=self._engine.readonly(node),
            appearance=_appearance(control),
            field=definition.field if definition is not None else None,
            parameters=control.attributes if control is not None else {},
            media={kind: name for kind in _MEDIA if (name := say(label, node, kind))},
        )

    def _views(
        self, controls: tuple[Control, ...], node: Node, hidden: bool
    ) -> tuple[Question | Group | Repeat, ...]:
        found: list[Question | Group | Repeat] = []
        for control in controls:
            view = self._view(control, node, hidden)
            if view is not None:
                found.append(view)
        return tuple(found)

    def _view(
        self, control: Control, around: Node, hidden: bool
    ) -> Question | Group | Repeat | None:
        if control.kind == "repeat":
            return self._repeat(control, around, hidden, None)
        node = _down(around, control)
        if control.kind == "group":
            return self._group(control, around if node is None else node, hidden, around)
        if node is None or not (node.relevant or hidden):
            return None
        return self.question(node)

    def _group(
        self, control: Control, node: Node, hidden: bool, around: Node
    ) -> Group | Repeat | None:
        only = control.children[0] if len(control.children) == 1 else None
        if only is not None and only.kind == "repeat" and only.definition is control.definition:
            return self._repeat(only, around, hidden, control)
        if not (node.relevant or hidden):
            return None
        return Group(
            path=node.path if control.definition is not None else "",
            label=self._speech.say(control.label, node),
            hint=self._speech.say(control.hint, node),
            appearance=_appearance(control),
            relevant=node.relevant,
            children=self._views(control.children, node, hidden),
        )

    def _repeat(
        self, control: Control, around: Node, hidden: bool, group: Control | None
    ) -> Repeat | None:
        definition = control.definition
        if definition is None or definition.parent is None or around.definition is None:
            return None
        parent = around
        for step in definition.parent.chain[around.definition.depth + 1 :]:
            parent = parent.children[step.name][0]
        nodes = [
            node for node in parent.children.get(definition.name, ()) if node.relevant or hidden
        ]
        relevant = self._engine.offered(definition, parent)
        if not (relevant or hidden):
            return None
        wording = control.label or (group.label if group is not None else None)
        return Repeat(
            path=f"{parent.path}/{definition.name}",
            label=self._speech.say(wording, parent),
            appearance=_appearance(group or control) | _appearance(control),
            relevant=relevant,
            counted=control.count is not None or control.fixed_count,
            instances=tuple(
                Group(
                    path=node.path,
                    label=self._speech.say(wording, node),
                    hint="",
                    appearance=_appearance(control),
                    relevant=node.relevant,
                    children=self._views(control.children, node, hidden),
                    identity=node.identity,
                )
                for node in nodes
            ),
        )


def _down(around: Node, control: Control) -> Node | None:
    """Return the node of *control* under *around*; repeats between them are not crossed."""
    if control.definition is None or around.definition is None:
        return None
    node = around
    for step in control.definition.chain[around.definition.depth + 1 :]:
        siblings = node.children.get(step.name)
        if not siblings:
            return None
        node = siblings[0]
    return node


def _appearance(control: Control | None) -> frozenset[str]:
    return frozenset(control.appearance.split()) if control is not None else frozenset()


def _kind(control: Control | None, node: Node) -> str:
    data_type = node.definition.data_type if node.definition is not None else "string"
    if control is None:
        return _KINDS_BY_TYPE.get(data_type, "text")
    if control.kind in _KINDS_BY_CONTROL:
        return _KINDS_BY_CONTROL[control.kind]
    appearance = _appearance(control)
    if control.kind == "upload":
        if appearance & _DRAWINGS:
            return "signature"
        kind = (control.attributes.get("mediatype") or "").partition("/")[0]
        return kind if kind in {"image", "audio", "video"} else "file"
    if data_type == "string":
        return _text_kind(control, appearance)
    return _KINDS_BY_TYPE.get(data_type, "text")


def _text_kind(control: Control, appearance: frozenset[str]) -> str:
    bind = control.definition.bind if control.definition is not None else None
    if (
        bind is not None
        and bind.calculate is None
        and bind.readonly is not None
        and bind.readonly.source.strip() == "true()"
    ):
        return "note"
    many_rows = control.attributes.get("rows", "1") not in {"", "1"}
    if "multiline" in appearance or control.kind == "textarea" or many_rows:
        return "multiline"
    return "text"
