"""Filling in one form: the class that a screen drives."""

from __future__ import annotations

import random
import uuid
from collections.abc import Mapping
from datetime import datetime

from forms import resuming
from forms.definition import FormDefinition, NodeDefinition, Wording
from forms.engine import Engine, Surroundings
from forms.events import fire, fire_changed
from forms.history import Added, Change, Removed, Stored, overwritten
from forms.instance import Node
from forms.lists import all_lists
from forms.looks import shown_by
from forms.outline import Outline
from forms.preload import preload, preload_at_end
from forms.speech import Speech
from forms.views import Changes, Choice, FieldValue, Finding, Group, Question, Repeat


class UnknownPathError(LookupError):
    """The form has no question or instance at this path."""


def _system() -> Surroundings:
    return Surroundings(
        now=lambda: datetime.now().astimezone(),
        random=random.SystemRandom().random,
        unique=lambda: str(uuid.uuid4()),
    )


class FormEntry:
    """One form being filled in.

    Paths are absolute, with 1-based `[n]` on repeat instances: `/data/child[2]/age`; a missing
    `[n]` means `[1]`. Answers are text, as XForms stores them: `2024-05-01`, `3.5`, and choices
    separated by spaces. Every change returns what it changed.
    """

    def __init__(
        self,
        form: FormDefinition,
        answers: Mapping[str, str] | None = None,
        *,
        prefill: Mapping[str, str] | None = None,
        language: str | None = None,
        files: Mapping[str, str] | None = None,
        surroundings: Surroundings | None = None,
    ) -> None:
        """Begin *form*, or resume it where *answers* (from `answers()`) left it.

        *prefill* gives first values by bound field (`person.given_name`) for a new form. *files*
        are the contents of external lists by file name. Raises FormError for a broken list.
        """
        self.form = form
        self._speech = Speech(form, language)
        self._engine = Engine(
            form,
            form.graph,
            surroundings or _system(),
            all_lists(form, files or {}),
            self._speech,
        )
        self._speech.engine = self._engine
        self._outline = Outline(self._engine, self._speech)
        if answers is None:
            self._begin(prefill or {})
        else:
            resuming.restore(self._engine, answers)
            fire(self._engine, "odk-instance-load", self._engine.root, settle=True)
        self._engine.history.forget()
        self._engine.changed.clear()
        self._engine.restructured = False

    def _begin(self, prefill: Mapping[str, str]) -> None:
        engine = self._engine
        engine.open_fixed_repeats()
        for node in engine.root.inside():
            if node.definition is not None:
                preload(node, node.definition.bind, engine)
                field = node.definition.field
                if field is not None and field in prefill and not node.definition.repeated:
                    node.store(prefill[field])
        engine.schedule_all(engine.root.inside())
        engine.run()
        engine.begun = True
        for event in ("odk-instance-first-load", "odk-instance-load", "xforms-ready"):
            fire(engine, event, engine.root, settle=True)

    # Languages

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the form, as it names them; empty if it has only one."""
        return self.form.languages

    @property
    def language(self) -> str:
        """The language in which labels and choices are said."""
        return self._speech.language

    def set_language(self, language: str) -> Changes:
        """Say everything in *language* from now on; an unknown one changes nothing."""
        if language in self.form.languages and language != self.language:
            self._speech.speak(language)
            self._engine.schedule_trait("language")
            self._engine.run()
        return self._taken_changes()

    # Answers

    def set(self, path: str, value: str) -> Changes:
        """Store *value* at *path*; "" clears it. It is stored even when a constraint says no.

        Raises UnknownPathError.
        """
        node = self._node(path)
        self._engine.history.begin()
        if self._engine.store(node, value):
            self._engine.run()
            fire_changed(self._engine, node)
            self._engine.run()
        return self._done(given=node)

    def value(self, path: str) -> str:
        """Return the answer at *path*, blank while the question is not relevant."""
        return self._node(path).text()

    def kept_value(self, path: str) -> str:
        """Return the answer stored at *path*, also while the question is not relevant."""
        return self._node(path).value

    def answers(self) -> dict[str, str]:
        """Return the whole state as plain data, from which `FormEntry(form, answers)` resumes.

        Every answer that is not blank stands under its path, also those kept while not relevant;
        every repeat instance under its own path with its stable identifier.
        """
        return resuming.save(self._engine)

    def fields(self) -> tuple[FieldValue, ...]:
        """Return the relevant answers that are bound to fields of entities, in order."""
        return tuple(
            FieldValue(node.path, field, node.value, *reversed(around[-2:]))
            for node, around in self._outline.leaves()
            if node.definition is not None and (field := node.definition.field) and node.relevant
        )

    def finish(self) -> tuple[Finding, ...]:
        """Note the end of the work (end times) and return what is still wrong."""
        for node in self._engine.root.inside():
            if node.definition is not None:
                preload_at_end(node, node.definition.bind, self._engine)
        self._engine.run()
        return self.findings()

    # Repeats

    def add_repeat(self, path: str) -> Changes:
        """Append one instance of the repeat at *path*. Raises UnknownPathError."""
        definition, parent = self._repeat(path)
        self._engine.history.begin()
        self._engine.add_instance(definition, parent)
        self._engine.run()
        return self._done()

    def remove_repeat(self, path: str) -> Changes:
        """Remove the instance at *path* (`/data/child[2]`); later ones move up.

        Raises UnknownPathError.
        """
        node = self._node(path)
        if node.definition is None or not node.definition.repeat:
            raise UnknownPathError(path)
        self._engine.history.begin()
        self._engine.remove_instance(node)
        self._engine.run()
        return self._done()

    def count(self, path: str) -> int:
        """Return how many instances the repeat at *path* has. Raises UnknownPathError."""
        definition, parent = self._repeat(path)
        return len(parent.children.get(definition.name, ()))

    # Undo

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to undo."""
        return bool(self._engine.history.done)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to do again."""
        return bool(self._engine.history.undone)

    def undo(self) -> Changes:
        """Take the last step back, with all that followed from it."""
        history = self._engine.history
        if history.done:
            history.undone.append(self._reverse(history.done.pop()))
        return self._taken_changes()

    def redo(self) -> Changes:
        """Do the last undone step again."""
        history = self._engine.history
        if history.undone:
            history.done.append(self._reverse(history.undone.pop()))
        return self._taken_changes()

    def _reverse(self, step: list[Change]) -> list[Change]:
        engine = self._engine
        opposite: list[Change] = []
        for change in reversed(step):
            match change:
                case Stored(node, value):
                    opposite.append(Stored(node, node.value))
                    engine.rewrite(node, value)
                case Added(node):
                    opposite.append(Removed(node, node.index - 1))
                    engine.take_out(node)
                case Removed(node, place):
                    opposite.append(Added(node))
                    engine.insert(node, place)
        # What a filter took away with the step comes back with it: nothing more is taken now.
        engine.restoring = True
        try:
            engine.run()
        finally:
            engine.restoring = False
        return opposite

    def _done(self, given: Node | None = None) -> Changes:
        """Close a step; what it overwrote beside *given*, and people had answered, is lost."""
        lost = tuple(
            value
            for node, value in overwritten(self._engine.history.end()).items()
            if node is not given
            and node.definition in self.form.controls
            and node.definition.bind.calculate is None
        )
        return self._taken_changes(lost)

    def _taken_changes(self, lost: tuple[str, ...] = ()) -> Changes:
        engine = self._engine
        paths = frozenset(node.path for node in engine.changed if node.attached())
        showing = shown_by(self.form.looks, engine.changed, engine.nodes)
        shown = paths | {node.path for node in showing if node.attached()}
        changes = Changes(paths, engine.restructured, shown, lost)
        engine.changed.clear()
        engine.restructured = False
        return changes

    # What a screen shows

    def outline(self, *, hidden: bool = False) -> tuple[Question | Group | Repeat, ...]:
        """Return the body in order, as a tree; with *hidden*, also what is not relevant."""
        return self._outline.whole(hidden=hidden)

    def questions(self) -> tuple[Question, ...]:
        """Return the relevant questions in order, repeats opened out."""
        return self._outline.flat()

    def question(self, path: str) -> Question:
        """Return the question at *path* as it stands. Raises UnknownPathError."""
        return self._outline.question(self._node(path))

    def choices(self, path: str, *, every: bool = False) -> tuple[Choice, ...]:
        """Return what the select at *path* offers now; *every* choice of its list, if asked.

        Raises UnknownPathError.
        """
        return self._speech.choices(self._node(path), every=every)

    def label(self, path: str) -> str:
        """Return the label at *path* in the chosen language. Raises UnknownPathError."""
        node = self._node(path)
        control = self.form.controls.get(node.definition) if node.definition else None
        return self._speech.say(control.label, node) if control is not None else ""

    # State

    def exists(self, path: str) -> bool:
        """Return whether there is a question or instance at *path*."""
        try:
            self._node(path)
        except UnknownPathError:
            return False
        return True

    def relevant(self, path: str) -> bool:
        """Return whether the question at *path*, and all it stands in, is relevant."""
        try:
            return self._node(path).relevant
        except UnknownPathError:
            return False

    def offers(self, path: str) -> bool:
        """Return whether the repeat at *path* is asked for now, whether it has lines or none.

        Raises UnknownPathError.
        """
        definition, parent = self._repeat(path)
        return self._engine.offered(definition, parent)

    def required(self, path: str) -> bool:
        """Return whether an answer is asked for. Raises UnknownPathError."""
        return self._engine.required(self._node(path))

    def readonly(self, path: str) -> bool:
        """Return whether the answer, or a group it stands in, cannot be changed by hand."""
        return self._engine.readonly(self._node(path))

    def constraint_valid(self, path: str) -> bool:
        """Return whether the answer keeps its constraint; a blank one does."""
        return self._engine.constraint_valid(self._node(path))

    def valid(self, path: str) -> bool:
        """Return whether the question is not relevant, or answered as it asks."""
        return self._engine.problem(self._node(path)) is None

    def constraint_message(self, path: str) -> str | None:
        """Return the form's own sentence for a broken constraint, or None."""
        return self._message(path, "constraint_message")

    def required_message(self, path: str) -> str | None:
        """Return the form's own sentence for a missing answer, or None."""
        return self._message(path, "required_message")

    def findings(self) -> tuple[Finding, ...]:
        """Return what is missing or wrong among the relevant questions, in order."""
        return self._outline.findings()

    def form_valid(self) -> bool:
        """Return whether nothing is missing or wrong."""
        return not self.findings()

    @property
    def troubles(self) -> tuple[tuple[str, str], ...]:
        """Rules that failed while the form was filled: path and kind. For a log or a report."""
        return tuple(self._engine.troubles)

    # Inside

    def _message(self, path: str, name: str) -> str | None:
        node = self._node(path)
        if node.definition is None:
            return None
        wording: Wording | None = getattr(node.definition.bind, name)
        return self._speech.say(wording, node) if wording is not None else None

    def _node(self, path: str) -> Node:
        node = self._find(path)
        if node is None:
            raise UnknownPathError(path)
        return node

    def _find(self, path: str) -> Node | None:
        first, *parts = path.strip("/").split("/")
        node = self._engine.root
        if first != node.name:
            return None
        for part in parts:
            name, _, index = part.partition("[")
            siblings = node.children.get(name.rpartition(":")[2], [])
            digits = index.removesuffix("]")
            place = int(digits) if digits.isdecimal() else 1
            if not 1 <= place <= len(siblings):
                return None
            node = siblings[place - 1]
        return node

    def _repeat(self, path: str) -> tuple[NodeDefinition, Node]:
        above, _, name = path.rstrip("/").rpartition("/")
        parent = self._find(above)
        plain = name.partition("[")[0]
        if parent is None or parent.definition is None:
            raise UnknownPathError(path)
        definition = parent.definition.children.get(plain)
        if definition is None or not definition.repeat:
            raise UnknownPathError(path)
        return definition, parent
