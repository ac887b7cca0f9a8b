"""Rules that wait for their own result: found in what the order of the graph could not untie."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from forms.errors import FormProblem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forms.definition import NodeDefinition
    from forms.graph import Unit
    from forms.xpath.runtime import Reference


_MOST_NAMED = 8
"""Names of a circle that are told: more nobody reads."""


class _Group:
    """Units that each hang on all others of it, looked through once."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.has_several = len(units) > 1
        self.written = {each.definition for each in units if each.kind in {"calculate", "prune"}}
        self.hidden = {each.definition for each in units if each.kind == "relevant"}
        names = dict.fromkeys(each.definition.name for each in units)
        told = [*islice(names, _MOST_NAMED), *(["…"] if len(names) > _MOST_NAMED else [])]
        self.names = ", ".join(told)


def circles(components: Sequence[Sequence[Unit]]) -> Iterator[FormProblem]:
    """Yield what is wrong in *components*: groups of units that each hang on all others of it."""
    told: set[tuple[str, NodeDefinition]] = set()
    for component in components:
        group = _Group(component)
        for unit in component:
            problem = _problem(unit, group)
            if problem is not None and (unit.kind, unit.definition) not in told:
                told.add((unit.kind, unit.definition))
                yield problem


def _problem(unit: Unit, group: _Group) -> FormProblem | None:
    if unit.kind == "calculate":
        if group.has_several and _reads_of_others(unit, group):
            return _circular(unit, group)
        return _own_result(unit) if _reads_itself(unit) else None
    if unit.kind == "relevant" and _waits(unit, group):
        return _hidden(unit) if group.has_several else _hidden_for_good(unit)
    return None


def _reads_of_others(unit: Unit, group: _Group) -> bool:
    """Return whether a calculation reads, within one instance, what others of *group* change."""
    return any(
        (
            reference.definition in group.written
            or not group.hidden.isdisjoint(reference.definition.chain)
        )
        and reference.definition is not unit.definition
        and _in_one_instance(reference)
        for reference in unit.references
    )


def _reads_itself(unit: Unit) -> bool:
    return any(
        reference.definition is unit.definition and _in_one_instance(reference)
        for reference in unit.references
    )


def _waits(unit: Unit, group: _Group) -> bool:
    """Return whether *unit* reads, within one instance, what it or others of *group* hide."""
    return any(
        not group.hidden.isdisjoint(reference.definition.chain) and _in_one_instance(reference)
        for reference in unit.references
    )


def _in_one_instance(reference: Reference) -> bool:
    """Return whether the answer read is that of the same instance, not of a neighbour."""
    between = reference.definition.chain[reference.anchor.depth + 1 :]
    return not any(step.repeat for step in between)


def _circular(unit: Unit, group: _Group) -> FormProblem:
    return FormProblem(
        code="calculation.circular",
        message="This calculation goes round in a circle: it needs its own result ({names}).",
        remedy="Take one of the questions out of the calculation.",
        column="calculation",
        path=unit.definition.path,
        values=(("names", group.names),),
    )


def _own_result(unit: Unit) -> FormProblem:
    return FormProblem(
        code="calculation.circular",
        message="This calculation needs its own result.",
        remedy="Take the question out of its own calculation; once(…) keeps a first value.",
        column="calculation",
        path=unit.definition.path,
    )


def _hidden(unit: Unit) -> FormProblem:
    return FormProblem(
        code="relevance.circular",
        message="This question waits for another one that waits for it: neither is ever asked.",
        remedy="Take one of the two conditions out.",
        severity="warning",
        column="relevant",
        path=unit.definition.path,
    )


def _hidden_for_good(unit: Unit) -> FormProblem:
    return FormProblem(
        code="relevance.circular",
        message="This is asked only where it, or what stands in it, is answered already.",
        remedy="Let the condition look at a question that is asked before.",
        severity="warning",
        column="relevant",
        path=unit.definition.path,
    )
