"""What the form says: labels, hints, messages and choices, in the chosen language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from forms.definition import ChoiceSource, FormDefinition, NodeDefinition, Parts, Wording
from forms.instance import Node
from forms.language_names import code_of, named
from forms.or_other import said
from forms.rules import output_at
from forms.views import Choice
from forms.xpath.runtime import Context
from forms.xpath.syntax import Tree
from forms.xpath.values import to_text

if TYPE_CHECKING:
    from forms.engine import Engine


class Speech:
    """Says the words of one form in one language, with the answers they name filled in."""

    engine: Engine

    def __init__(self, form: FormDefinition, language: str | None) -> None:
        self.form = form
        self.language = (
            language
            if language is not None and language in form.languages
            else form.default_language
        )
        self.reader = code_of(self.language if named([self.language]) else language or "")
        """The code of the language that is read, also where the form names none."""

    def speak(self, language: str) -> None:
        """Say everything in *language*, one of the form, from now on."""
        self.language = language
        self.reader = code_of(language)

    def say(self, wording: Wording | None, node: Node, form: str = "") -> str:
        """Return *wording* as it stands at *node*; *form* may be `guidance`, `image`, ..."""
        if wording is None:
            return ""
        if wording.identifier is not None:
            return self.itext(wording.identifier, form, node)
        if form:
            return ""
        words = self._filled(wording.parts, node)
        return said(words, self.reader) if node.definition in self.form.with_other else words

    def itext(self, identifier: str, form: str, node: Node) -> str:
        """Return the itext *identifier*, in the default language where it is not translated."""
        for language in (self.language, self.form.default_language, *self.form.languages):
            forms = self.form.itext.get(language, {}).get(identifier)
            if forms is None:
                continue
            parts = forms.get(form)
            if parts is None and not form:
                parts = forms.get("long") or forms.get("short")
            if parts is not None:
                return self._filled(parts, node)
        return ""

    def translated(self, identifier: str) -> str:
        """Return the itext *identifier* for a calculation."""
        return self.itext(identifier, "", self.engine.root)

    def choices(self, node: Node, *, every: bool = False) -> tuple[Choice, ...]:
        """Return what the select at *node* offers now; with *every*, what filters hold back too."""
        control = self.form.controls.get(node.definition) if node.definition else None
        source = control.choices if control is not None else None
        if source is None:
            return ()
        if source.nodes is None:
            return tuple(
                Choice(value, self.say(label, node), self.say(label, node, "image"))
                for value, label in source.written
            )
        nodes = source.unfiltered if every and source.unfiltered else source.nodes
        found = self.engine.guarded(nodes, node, "choice_filter")
        if not isinstance(found, list) or source.value is None:
            return ()
        listed = (
            self._listed(source, source.value, Context(self.engine, item, node)) for item in found
        )
        if node.definition not in self.form.with_other:
            return tuple(listed)
        return tuple(
            replace(choice, label=said(choice.label, self.reader))
            if choice.value == "other"
            else choice
            for choice in listed
        )

    def _listed(
        self, source: ChoiceSource, value: Callable[[Context], str], context: Context
    ) -> Choice:
        if source.label_text is not None:
            return Choice(value(context), source.label_text(context))
        if source.label is not None and source.label.named_by is not None:
            identifier = source.label.named_by(context)
            label = self.itext(identifier, "", context.current)
            return Choice(value(context), label, self.itext(identifier, "image", context.current))
        return Choice(value(context), self.say(source.label, context.current))

    def choice_label(self, node: Node, value: str) -> str:
        """Return the label of the choice *value* at *node*, blank if it is not offered."""
        for choice in self.choices(node):
            if choice.value == value:
                return choice.label
        return ""

    def _filled(self, parts: Parts, node: Node) -> str:
        if len(parts) == 1 and isinstance(parts[0], str):
            return parts[0].strip()
        filled: list[str] = []
        for part in parts:
            if isinstance(part, str):
                filled.append(part)
            elif node.definition is not None:
                filled.append(self._output(node.definition, part, node))
        return "".join(filled).strip()

    def _output(self, definition: NodeDefinition, tree: Tree, node: Node) -> str:
        output = output_at(definition, tree, self.form.outputs)
        return to_text(self.engine.guarded(output.evaluate, node, "output"))
