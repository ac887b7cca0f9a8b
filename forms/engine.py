"""The engine: keeps relevance, calculations, filters and repeats true while answers change.

It holds one person's tree of answers. Each change runs only the units that hang on it, in the
order of the graph; a run is bounded, so that no form can hang the program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from forms.agenda import Agenda
from forms.building import build_instance, build_root
from forms.casting import cast
from forms.definition import FormDefinition, NodeDefinition, Rule
from forms.errors import ExpressionError, WorkLimitReachedError
from forms.events import fire
from forms.graph import Graph, Unit
from forms.history import Added, History, Removed, Stored
from forms.instance import FixedList, Node
from forms.speech import Speech
from forms.xpath.runtime import Context
from forms.xpath.values import Value, to_boolean

MAXIMUM_INSTANCES = 1_000
"""Instances of one repeat under one parent; more are refused."""
MAXIMUM_NODES = 200_000
MAXIMUM_WORK = 5_000_000
"""Nodes that expressions may visit in one run."""
MAXIMUM_RUNS = 200_000
"""Times that units may run before what hangs on itself is left as it is."""


@dataclass
class Surroundings:
    """What the engine takes from outside: clock, chance, identifiers, device properties."""

    now: Callable[[], datetime]
    random: Callable[[], float]
    unique: Callable[[], str]
    properties: dict[str, str] = field(default_factory=dict)


class Engine:
    """The answers of one form and what keeps them true; `Session` for its expressions."""

    def __init__(
        self,
        form: FormDefinition,
        graph: Graph,
        surroundings: Surroundings,
        lists: dict[str, FixedList],
        speech: Speech,
    ) -> None:
        self.form = form
        self.graph = graph
        self.lists = lists
        self.version = form.version
        self.properties = surroundings.properties
        self.now = surroundings.now
        self.random = surroundings.random
        self.unique = surroundings.unique
        self.translated = speech.translated
        self.choice_label = speech.choice_label
        self.history = History()
        self.changed: set[Node] = set()
        self.restructured = False
        self.begun = False
        self.restoring = False
        """Whether answers are being put back: what was kept is then kept, offered or not."""
        self.troubles: dict[tuple[str, str], None] = {}
        self._work = 0
        self._agenda = Agenda(graph)
        self._newcomers: list[Node] = []
        self.root = build_root(form.root, form.instance, self.unique)
        self.size = sum(1 for _ in self.root.inside())
        self.nodes: Sequence[Node] = ()
        self._index()

    def open_fixed_repeats(self) -> None:
        """Give each repeat whose instances cannot be added by hand at least the one it shows."""
        for definition, control in self.form.repeats.items():
            parent = definition.parent
            if not control.fixed_count or control.count is not None or parent is None:
                continue
            if not parent.repeated and not self.nodes[parent.number].children[definition.name]:
                self.add_instance(definition, self.nodes[parent.number])
        self.discard_newcomers()

    def _index(self) -> None:
        # Questions outside repeats are found by number; for the others the root stands in.
        nodes = [self.root] * len(self.form.definitions)
        for definition in self.form.definitions:
            if not definition.repeated and definition.parent is not None:
                parent = nodes[definition.parent.number]
                nodes[definition.number] = parent.children[definition.name][0]
        self.nodes = nodes

    def spend(self, work: int) -> None:
        """Count visited nodes; raises WorkLimitReachedError beyond the bound of a run."""
        self._work += work
        if self._work > MAXIMUM_WORK:
            raise WorkLimitReachedError

    def context(self, node: Node) -> Context:
        """Return the context of an expression that stands at *node*."""
        return Context(self, node, node)

    def guarded(self, evaluate: Callable[[Context], Value], node: Node, kind: str) -> Value:
        """Return the value at *node*, blank if the expression fails; the failure is noted."""
        try:
            return evaluate(self.context(node))
        except (ExpressionError, WorkLimitReachedError, OverflowError, RecursionError) as error:
            path = node.definition.path if node.definition is not None else node.name
            self.troubles[(path, f"{kind}:{type(error).__name__}")] = None
            return ""

    # Noting what hangs on a change

    def touch(self, node: Node) -> None:
        """Schedule what hangs on the visible value of *node*."""
        definition = node.definition
        if definition is None:
            return
        for dependent in self.graph.dependents[definition.number]:
            for site in dependent.way.sites(node, self.nodes):
                self.schedule(dependent.unit, site)

    def schedule(self, unit: Unit, site: Node) -> None:
        """Ask for *unit* to run at *site*."""
        self._agenda.add(unit, site)

    def unschedule(self, unit: Unit, site: Node) -> None:
        """Do not run *unit* at *site* for now."""
        self._agenda.drop(unit, site)

    def discard_newcomers(self) -> None:
        """Do nothing for instances just added: they are not new to the person."""
        self._newcomers.clear()

    def schedule_all(self, nodes: Iterable[Node]) -> None:
        """Ask for every unit that stands at one of *nodes*."""
        for node in nodes:
            if node.definition is not None:
                for unit in self.graph.by_site.get(node.definition, ()):
                    self.schedule(unit, node)

    def schedule_trait(self, trait: str) -> None:
        """Ask for every unit that hangs on *trait*."""
        units = {unit for unit in self.graph.units if trait in unit.traits}
        if units:
            for node in self.root.inside():
                for unit in self.graph.by_site.get(node.definition, ()):  # type: ignore[arg-type]  # answers have one
                    if unit in units:
                        self.schedule(unit, node)

    # Running

    def run(self) -> None:
        """Run what is asked for, and what follows from it, until all is true."""
        runs = 0
        self._work = 0
        while True:
            due = self._agenda.next()
            if due is None:
                if not self._newcomers:
                    return
                # New instances act once their own calculations stand.
                fire(self, "odk-new-repeat", self._newcomers.pop(0))
                continue
            unit, sites = due
            for site in sites:
                runs += 1
                if runs > MAXIMUM_RUNS:
                    self._stop(unit)
                    return
                self._apply(unit, site)

    def _stop(self, unit: Unit) -> None:
        self._agenda.clear()
        self._newcomers.clear()
        self.troubles[(unit.definition.path, "circular")] = None

    def _apply(self, unit: Unit, site: Node) -> None:
        match unit.kind:
            case "relevant":
                relevant = self.guarded(unit.evaluate, site, "relevant") is True
                if relevant != site.own_relevant:
                    site.own_relevant = relevant
                    self.refresh_relevance(site)
            case "calculate":
                value = self.guarded(unit.evaluate, site, "calculate")
                self._write(site, cast(value, unit.definition.data_type))
            case "prune":
                self._prune(unit, site)
            case _:
                self._count(unit, site)

    def _write(self, node: Node, value: str) -> None:
        if value != node.value:
            node.store(value)
            self.changed.add(node)
            if node.relevant:
                self.touch(node)

    def refresh_relevance(self, top: Node) -> None:
        """Work out the effective relevance of *top* and all under it."""
        waiting = [top]
        while waiting:
            node = waiting.pop()
            relevant = node.own_relevant and (node.parent is None or node.parent.relevant)
            if relevant == node.relevant:
                continue
            node.relevant = relevant
            self.changed.add(node)
            self.touch(node)
            if relevant and node.definition is not None:
                for unit in self.graph.by_site.get(node.definition, ()):
                    if unit.kind == "prune":
                        self.schedule(unit, node)
            for siblings in node.children.values():
                waiting.extend(siblings)

    def _prune(self, unit: Unit, site: Node) -> None:
        """Take out of the answer what the filter no longer offers; undo brings it back."""
        control = self.form.controls[unit.definition]
        if self.restoring or not site.value or not site.relevant or control.choices is None:
            return
        found = self.guarded(unit.evaluate, site, "choice_filter")
        value = control.choices.value
        if not isinstance(found, list) or value is None:
            return
        offered = {value(Context(self, node, site)) for node in found}
        if control.kind == "select1":
            kept = site.value if site.value in offered else ""
        else:
            chosen = site.value.split()
            kept = " ".join(choice for choice in chosen if choice in offered)
            kept = site.value if len(kept.split()) == len(chosen) else kept
        if kept != site.value:
            self.store(site, kept)

    def _count(self, unit: Unit, site: Node) -> None:
        definition = unit.definition
        # The count is asked for as if from an instance, of which there may be none.
        stand_in = Node(definition.name, site, definition)
        value = self.guarded(unit.evaluate, stand_in, "repeat_count")
        number = value if isinstance(value, float) else 0.0
        if number != number and self.begun:  # noqa: PLR0124  NaN
            # A count that was emptied waits for its next number: nothing is dropped meanwhile.
            return
        wanted = int(min(number, MAXIMUM_INSTANCES)) if number >= 1 else 0
        if number > MAXIMUM_INSTANCES:
            self.troubles[(definition.path, "too_many")] = None
        instances = site.children.get(definition.name, [])
        while len(instances) > wanted:
            self.remove_instance(instances[-1])
        while len(instances) < wanted:
            if self.add_instance(definition, site) is None:
                break

    # Changes that undo can take back

    def store(self, node: Node, value: str) -> bool:
        """Store *value* and note it for undo; return whether it is another value."""
        if value == node.value:
            return False
        self.history.note(Stored(node, node.value))
        self._write(node, value)
        return True

    def add_instance(self, definition: NodeDefinition, parent: Node) -> Node | None:
        """Append an instance of *definition* under *parent*; None when there are too many."""
        siblings = parent.children.get(definition.name, [])
        if len(siblings) >= MAXIMUM_INSTANCES or self.size >= MAXIMUM_NODES:
            self.troubles[(definition.path, "too_many")] = None
            return None
        # Where a number decides how many there are, what the form wrote for that place stands.
        given = definition.given if self.form.repeats[definition].count is not None else ()
        place = len(siblings)
        written = place < len(given)
        element = given[place] if written else definition.template
        blank = definition.begins_blank and not written
        node = build_instance(definition, parent, element, self.unique, blank=blank)
        self.insert(node, place)
        self.history.note(Added(node))
        self._newcomers.append(node)
        return node

    def remove_instance(self, node: Node) -> None:
        """Take the instance *node* out."""
        self.history.note(Removed(node, node.index - 1))
        self.take_out(node)

    def insert(self, node: Node, place: int) -> None:
        """Put the instance *node* at the 0-based *place* among its siblings."""
        parent = node.parent
        assert parent is not None  # noqa: S101  an instance always has one
        parent.children = parent.children or {}
        siblings = parent.children.setdefault(node.name, [])
        siblings.insert(place, node)
        self._renumber(siblings)
        inside = list(node.inside())
        self.size += len(inside)
        for found in inside:
            found.relevant = found.own_relevant and (found.parent is None or found.parent.relevant)
        self._restructure(node, inside)
        self.schedule_all(inside)

    def take_out(self, node: Node) -> None:
        """Take *node* from among its siblings."""
        parent = node.parent
        assert parent is not None  # noqa: S101  an instance always has one
        siblings = parent.children[node.name]
        siblings.pop(node.index - 1)
        self._renumber(siblings)
        inside = list(node.inside())
        self.size -= len(inside)
        self._restructure(node, inside)

    @staticmethod
    def _renumber(siblings: list[Node]) -> None:
        for index, sibling in enumerate(siblings, 1):
            sibling.index = index

    def _restructure(self, node: Node, inside: list[Node]) -> None:
        self.restructured = True
        for found in inside:
            self.touch(found)
        if node.definition is not None and node.parent is not None:
            self.changed.add(node.parent)

    def rewrite(self, node: Node, value: str) -> None:
        """Store *value* without noting it: undo itself does this."""
        self._write(node, value)

    # What holds now

    def holds(self, rule: Rule | None, node: Node, kind: str) -> bool:
        """Return whether *rule* is true at *node*; no rule is not."""
        return rule is not None and to_boolean(self.guarded(rule.evaluate, node, kind))

    def offered(self, definition: NodeDefinition, parent: Node) -> bool:
        """Return whether the repeat *definition* under *parent* is relevant, instances or none."""
        rule = definition.bind.relevant
        if not parent.relevant or rule is None:
            return parent.relevant
        return self.holds(rule, Node(definition.name, parent, definition), "relevant")

    def required(self, node: Node) -> bool:
        """Return whether an answer is asked for at *node*."""
        bind = node.definition.bind if node.definition is not None else None
        return bind is not None and self.holds(bind.required, node, "required")

    def readonly(self, node: Node) -> bool:
        """Return whether *node*, or what it stands in, cannot be changed by hand."""
        found: Node | None = node
        while found is not None:
            if found.definition is not None and self.holds(
                found.definition.bind.readonly, found, "readonly"
            ):
                return True
            found = found.parent
        return False

    def constraint_valid(self, node: Node) -> bool:
        """Return whether the answer at *node* keeps its constraint; a blank one does."""
        rule = node.definition.bind.constraint if node.definition is not None else None
        if rule is None or not node.text():
            return True
        self._work = 0
        return self.holds(rule, node, "constraint")

    def problem(self, node: Node) -> str | None:
        """Return `required` or `constraint` when that is not met at *node*, else None."""
        if not node.relevant:
            return None
        if not node.value:
            return "required" if self.required(node) else None
        return None if self.constraint_valid(node) else "constraint"
