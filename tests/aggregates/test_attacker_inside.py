"""The attacker inside asks for many counts at once, and finds what one finds who asks for each."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from caseworker.aggregates import publishing
from caseworker.aggregates.attack import attack
from caseworker.aggregates.narrowed import Narrowed
from caseworker.aggregates.publication import Publication, Relation
from caseworker.aggregates.publishing import publish
from caseworker.aggregates.quantities import Quantities
from caseworker.aggregates.table import Cell, Table
from tests.aggregates.plain_attacker import PlainAttacker
from tests.aggregates.test_nobody_is_found import POLICY, counting, in_groups, people, tables

Records = list[dict[str, str]]
few = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def carelessly(table: Table, chance: Random) -> Publication:
    """Return *table* with its small counts hidden and some others, so that much can be told."""
    hidden = {
        cell
        for cell in table.cells()
        if POLICY.is_small(table.counts.get(cell, 0)) or chance.random() < 0.2
    }
    shown = {cell: count for cell, count in table.counts.items() if cell not in hidden}
    return Publication(table.dimensions, table.categories, shown, frozenset(hidden), POLICY)


def ordered(found: Iterable[Narrowed]) -> list[tuple[str, str, Cell, int, int]]:
    return sorted((it.what.value, str(it.earlier), it.cell, it.low, it.high) for it in found)


@pytest.mark.requirement("R-449")
@few
@given(people, tables, st.integers(0, 2**32))
def test_it_tells_of_one_table_what_the_plain_one_tells(
    records: Records, dimensions: list[str], seed: int
) -> None:
    publication = carelessly(counting(records)(dimensions), Random(seed))
    found = attack(publication, (), POLICY)
    assert ordered(found.narrowed) == ordered(PlainAttacker(publication).narrowed(POLICY, None))
    assert found.attacked == len(publication.hidden)


@pytest.mark.requirement("R-449")
@few
@example([], in_groups([1, 5, 0, 0, 0, 0, 0, 0]), ["sex"], ["sex"], "grew", 0)
@given(people, people, tables, tables, st.sampled_from(["same", "grew", "shrank"]), st.integers(0))
def test_it_tells_of_two_tables_what_the_plain_one_tells(
    before: Records, newcomers: Records, first: list[str], second: list[str], how: str, seed: int
) -> None:
    chance, relation = Random(seed), Relation(how)
    fewer, more = before, before + newcomers[:10]
    then, now = {"same": (more, more), "grew": (fewer, more), "shrank": (more, fewer)}[how]
    old = carelessly(counting(then)(first), chance)
    new = carelessly(counting(now)(second), chance)
    found = attack(new, [(old, relation)], POLICY)
    plain = [
        *PlainAttacker(new).narrowed(POLICY, None),
        *PlainAttacker(new, old, relation).narrowed(POLICY, 0),
    ]
    assert ordered(found.narrowed) == ordered(plain)


@pytest.mark.requirement("R-449")
def test_what_protection_forgets_is_hidden_once_it_was_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def only_the_small_ones(quantities: Quantities, cells: dict[Cell, int], _width: int) -> object:
        return {cell for cell, number in cells.items() if number in quantities.demands}

    monkeypatch.setattr(publishing, "protect", only_the_small_ones)
    told = publish(["sex", "nationality"], counting(in_groups([1, 9, 9, 9, 9, 9, 9, 9])), ())
    assert told.attack.narrowed == ()
    assert told.publication.hidden == set(told.publication.told), "at worst everything"
