"""Random months of a centre, through the product's own path: people come, figures go out."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseworker.aggregates.counting import Counting
from caseworker.aggregates.going_out import Prepared, prepare, send
from caseworker.aggregates.policy import Policy
from caseworker.aggregates.populations import Facet, Population, Scope
from caseworker.model.ids import PersonId
from caseworker.model.person import Person, Sex
from caseworker.ports import UnitOfWork
from tests.aggregates.enumerating import counted, fitting_tables
from tests.scene import JOSEPHINE, Scene

POLICY = Policy.DEFAULT
YEAR = Scope(Population.REGISTERED, date(2026, 1, 1), date(2026, 12, 31))
MOST = 1_200
NEAR = 3

group = st.tuples(
    st.sampled_from([Sex.FEMALE, Sex.MALE]), st.sampled_from(["ER", "ET", "SY"]), st.integers(1, 9)
)
facets = st.sampled_from([(Facet.SEX,), (Facet.NATIONALITY,), (Facet.SEX, Facet.NATIONALITY)])
months = st.lists(st.tuples(st.lists(group, max_size=2), facets), min_size=1, max_size=4)


def arrive(scene: Scene, groups: list[tuple[Sex, str, int]]) -> None:
    def act(work: UnitOfWork) -> None:
        for sex, nationality, count in groups:
            for _person in range(count):
                work.add(
                    Person(
                        id=PersonId(work.new_id()),
                        sex=sex,
                        nationalities=(nationality,),
                        registered_at=work.now(),
                        registered_by=work.actor.user_id,
                    )
                )

    scene.do(act)


@pytest.mark.requirement("R-449")
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(months)
def test_no_sequence_of_exports_gives_a_small_group_away(
    told: list[tuple[list[tuple[Sex, str, int]], tuple[Facet, ...]]],
) -> None:
    scene = Scene().as_(JOSEPHINE)
    sent: list[tuple[Prepared, int]] = []
    for groups, by in told:
        arrive(scene, groups)
        table = scene.ask(lambda reads, by=by: prepare(reads, YEAR, by, scene.moment))
        assert table.attack.narrowed == ()
        _is_true_and_hides_what_is_small(table)
        scene.do(lambda work, table=table: send(work, [table], "Donor", ""))
        sent.append((table, _registered(scene)))
        scene.later(hours=1)
    for table, _people in sent:
        _stays_open_alone(table)
    for (one, before), (two, after) in combinations(sent, 2):
        if one.facets == two.facets and before < after:
            _newcomers_stay_open(one, two)


def _registered(scene: Scene) -> int:
    return scene.ask(lambda reads: Counting(reads, YEAR, scene.moment).over(())).total


def _is_true_and_hides_what_is_small(table: Prepared) -> None:
    for cell, count in table.table.counts.items():
        if table.publication.is_known(cell):
            assert table.publication.shown[cell] == count
            assert not POLICY.is_small(count)


def _stays_open_alone(table: Prepared) -> None:
    fitting = fitting_tables(table.publication, table.table.total + NEAR, most=MOST)
    if len(fitting) == MOST:
        return
    for cell, count in table.table.counts.items():
        if POLICY.is_small(count):
            possible = [counted(cell, counts) for counts in fitting]
            assert max(possible) - min(possible) >= POLICY.width, cell


def _newcomers_stay_open(one: Prepared, two: Prepared) -> None:
    """Lay the two beside each other as a reader does who knows that people only came."""
    ceiling = two.table.total + NEAR
    before = fitting_tables(one.publication, ceiling, most=MOST)
    after = fitting_tables(two.publication, ceiling, most=MOST)
    if MOST in {len(before), len(after)}:
        return
    pairs = [
        (low, high)
        for low in before
        for high in after
        if all(low.get(cell, 0) <= high.get(cell, 0) for cell in low.keys() | high.keys())
    ]
    assert pairs
    for cell, count in two.table.counts.items():
        came = count - one.table.counts.get(cell, 0)
        if POLICY.is_small(came):
            possible = {counted(cell, high) - counted(cell, low) for low, high in pairs}
            assert max(possible) - min(possible) >= POLICY.width, (cell, possible)
