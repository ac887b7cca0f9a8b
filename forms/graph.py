"""What must be worked out anew when something changes, and in which order.

A unit is one rule at one question: its relevance, its calculation, the pruning of answers that a
filter no longer offers, or the number of instances of a repeat. Units are ordered once, so that
each runs after those it reads; a change then touches only what hangs on it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forms.circles import circles
from forms.definition import Control, NodeDefinition
from forms.errors import FormProblem
from forms.xpath.runtime import Evaluate, Reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from forms.instance import Node


@dataclass(eq=False, slots=True)
class Unit:
    """One rule at one question. `site` is the definition whose nodes it runs at."""

    kind: str
    definition: NodeDefinition
    site: NodeDefinition
    evaluate: Evaluate
    references: tuple[Reference, ...]
    traits: frozenset[str]
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Way:
    """From a node to what hangs on it: `ups` levels up, then down `names` to the sites."""

    ups: int
    names: tuple[str, ...]
    number: int
    """The number of the site's definition when it is not repeated, else -1."""

    def sites(self, node: Node, nodes: Sequence[Node]) -> list[Node]:
        """Return the sites seen from *node*; *nodes* are those outside repeats, by number."""
        if self.number >= 0:
            return [nodes[self.number]]
        anchor = node
        for _ in range(self.ups):
            if anchor.parent is None:
                break
            anchor = anchor.parent
        sites = [anchor]
        for name in self.names:
            sites = [below for site in sites for below in site.children.get(name, ())]
        return sites


@dataclass(frozen=True, slots=True)
class Dependent:
    """A unit to run when a node changes, and the way to where."""

    unit: Unit
    way: Way


@dataclass(slots=True)
class Graph:
    """All units in order, and per definition (by number) what hangs on it."""

    units: tuple[Unit, ...]
    dependents: tuple[tuple[Dependent, ...], ...]
    by_site: dict[NodeDefinition, tuple[Unit, ...]] = field(default_factory=dict)
    circles: tuple[FormProblem, ...] = ()
    """Rules that wait for their own result."""


def build_graph(
    definitions: tuple[NodeDefinition, ...],
    controls: dict[NodeDefinition, Control],
    repeats: dict[NodeDefinition, Control],
) -> Graph:
    """Return the units of a form, ordered, with what hangs on what."""
    units = list(_units(definitions, controls, repeats))
    dependents: list[list[Dependent]] = [[] for _ in definitions]
    for unit in units:
        for reference in unit.references:
            way = way_to(unit.site, reference)
            dependents[reference.definition.number].append(Dependent(unit, way))
    order, waiting = _ordered(units)
    for rank, unit in enumerate(order):
        unit.rank = rank
    by_site: dict[NodeDefinition, list[Unit]] = {}
    for unit in order:
        by_site.setdefault(unit.site, []).append(unit)
    return Graph(
        tuple(order),
        tuple(tuple(dict.fromkeys(found)) for found in dependents),
        {site: tuple(found) for site, found in by_site.items()},
        waiting,
    )


def _units(
    definitions: tuple[NodeDefinition, ...],
    controls: dict[NodeDefinition, Control],
    repeats: dict[NodeDefinition, Control],
) -> Iterable[Unit]:
    for definition in definitions:
        for kind, rule in (
            ("relevant", definition.bind.relevant),
            ("calculate", definition.bind.calculate),
        ):
            if rule is not None:
                yield Unit(
                    kind, definition, definition, rule.evaluate, rule.references, rule.traits
                )
    for definition, control in controls.items():
        source = control.choices
        if source is not None and source.filtered and source.nodes is not None:
            yield Unit(
                "prune", definition, definition, source.nodes, source.references, frozenset()
            )
    for definition, control in repeats.items():
        if control.count is not None and definition.parent is not None:
            rule = control.count
            yield Unit(
                "count",
                definition,
                definition.parent,
                rule.evaluate,
                rule.references,
                rule.traits,
            )


def way_to(site: NodeDefinition, reference: Reference) -> Way:
    """Return the way from what *reference* names to the nodes of *site* that read it."""
    anchor = reference.anchor.shared_with(site)
    ups = reference.definition.depth - anchor.depth
    names = tuple(step.name for step in site.chain[anchor.depth + 1 :])
    return Way(ups, names, -1 if site.repeated else site.number)


def _ordered(units: list[Unit]) -> tuple[list[Unit], tuple[FormProblem, ...]]:
    """Return *units* so that each comes after those it reads, and what goes round in circles."""
    writers: dict[NodeDefinition, list[Unit]] = {}
    hiders: dict[NodeDefinition, list[Unit]] = {}
    for unit in units:
        if unit.kind in {"calculate", "prune"}:
            writers.setdefault(unit.definition, []).append(unit)
        elif unit.kind == "relevant":
            hiders.setdefault(unit.definition, []).append(unit)
    before: dict[Unit, list[Unit]] = {unit: list(_sources(unit, writers, hiders)) for unit in units}
    components = _components(units, before)
    order = [unit for component in components for unit in component]
    # The number of instances is settled last: what it reads may hang on the instances in turn.
    order.sort(key=lambda unit: unit.kind == "count")
    return order, tuple(circles(components))


def _sources(
    unit: Unit,
    writers: dict[NodeDefinition, list[Unit]],
    hiders: dict[NodeDefinition, list[Unit]],
) -> Iterable[Unit]:
    if unit.kind == "count":
        return
    for reference in unit.references:
        yield from writers.get(reference.definition, ())
        for definition in reference.definition.chain:
            for hider in hiders.get(definition, ()):
                if hider is not unit:
                    yield hider


def _components(units: list[Unit], before: dict[Unit, list[Unit]]) -> list[list[Unit]]:
    """Return the strongly connected components, sources first (Tarjan's way, without recursion)."""
    index: dict[Unit, int] = {}
    lowest: dict[Unit, int] = {}
    stack: list[Unit] = []
    stacked: set[Unit] = set()
    components: list[list[Unit]] = []
    for start in units:
        if start in index:
            continue
        work = [(start, iter(before[start]))]
        index[start] = lowest[start] = len(index)
        stack.append(start)
        stacked.add(start)
        while work:
            unit, sources = work[-1]
            source = next(sources, None)
            if source is None:
                work.pop()
                if work:
                    above = work[-1][0]
                    lowest[above] = min(lowest[above], lowest[unit])
                if lowest[unit] == index[unit]:
                    place = stack.index(unit)
                    components.append(stack[place:])
                    stacked.difference_update(stack[place:])
                    del stack[place:]
            elif source not in index:
                index[source] = lowest[source] = len(index)
                stack.append(source)
                stacked.add(source)
                work.append((source, iter(before[source])))
            elif source in stacked:
                lowest[unit] = min(lowest[unit], index[source])
    return components
