"""Several tables of the same people, or of populations that lie in each other, side by side."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from caseworker.aggregates.attack import attack
from caseworker.aggregates.going_out import prepare, send
from caseworker.aggregates.narrowed import What
from caseworker.aggregates.policy import Policy
from caseworker.aggregates.populations import Facet, Population, Scope
from caseworker.aggregates.publication import Publication, Relation
from caseworker.aggregates.publishing import publish
from caseworker.aggregates.reckoning import Count
from caseworker.aggregates.relation import relation
from caseworker.aggregates.table import Cell, Table
from caseworker.model.person import Sex
from tests.aggregates.enumerating import counted, fitting_tables
from tests.aggregates.test_nobody_is_found import (
    POLICY,
    Records,
    anybody,
    counting,
    in_groups,
    published,
    slowly,
)
from tests.scene import JOSEPHINE, Scene

MOST = 3_000
pairs = st.sampled_from(
    [
        (("sex",), ("nationality", "sex")),
        (("nationality",), ("nationality", "sex")),
        (("nationality", "sex"), ("need", "sex")),
        (("need", "sex"), ("nationality", "need")),
    ]
)

FEW = in_groups([8, 2, 0, 0, 0, 1, 0, 0])


def laid_together(publications: list[Publication], table: Table) -> Publication:
    """Return what somebody knows who has all of them, as one table of all that they count by."""
    shown: dict[Cell, int] = {}
    hidden: set[Cell] = set()
    for cell in product(*table.categories):
        for one in publications:
            paths = dict(zip(table.dimensions, cell, strict=True))
            inside = tuple(paths.pop(name) for name in one.dimensions)
            if not any(paths.values()) and one.is_known(inside):
                shown[cell] = one.shown.get(inside, 0)
                break
        else:
            hidden.add(cell)
    return Publication(table.dimensions, table.categories, shown, frozenset(hidden), POLICY)


@pytest.mark.requirement("R-449")
@settings(slowly, max_examples=30)
@example(FEW, (("sex",), ("nationality", "sex")))
@given(anybody, pairs)
def test_tables_of_the_same_people_give_nobody_away_together(
    records: Records, asked: tuple[tuple[str, ...], tuple[str, ...]]
) -> None:
    first, second = asked
    count = counting(records)
    one = published(records, first)
    two = published(records, second, one)
    table = count({*first, *second})
    fitting = fitting_tables(laid_together([one, two], table), table.total + 3, most=MOST)
    if len(fitting) == MOST:
        return
    for names in asked:
        for cell, number in count(names).counts.items():
            if POLICY.is_small(number):
                named = dict(zip(sorted(names), cell, strict=True))
                whole = tuple(named.get(name, ()) for name in table.dimensions)
                possible = [counted(whole, counts) for counts in fitting]
                assert max(possible) - min(possible) >= POLICY.width, cell


@pytest.mark.requirement("R-449")
def test_what_went_out_before_the_last_table_is_not_forgotten() -> None:
    before = in_groups([9, 12, 15, 0, 0, 0, 0, 0])
    after = [*before, *in_groups([1, 5, 0, 0, 0, 0, 0, 0])]
    one = published(before, ("nationality",))
    two = published(before, ("need",), one)
    three = published(after, ("nationality",), one, two)
    assert one.shown[(("ERI",),)] == 9
    for cell in one.shown.keys() & three.shown.keys():
        assert abs(three.shown[cell] - one.shown[cell]) not in {1, 2, 3, 4}


@pytest.mark.requirement("R-449")
@pytest.mark.parametrize("registered_first", [True, False])
def test_the_few_without_a_case_are_not_told_by_two_populations(registered_first: bool) -> None:
    scene = Scene()
    for place in range(16):
        person = scene.registered(born="1990", sex=Sex.MALE)
        if place:
            scene.case(person)
    scene.as_(JOSEPHINE)
    day = scene.moment.date()
    order = [Population.REGISTERED, Population.WITH_OPEN_CASE]
    totals = []
    for population in order if registered_first else order[::-1]:
        scope = Scope(population, day.replace(day=1), day)
        table = scene.ask(lambda reads, it=scope: prepare(reads, it, [Facet.SEX], scene.moment))
        totals.append(table.publication.shown.get(((),)))
        scene.do(lambda work, it=table: send(work, [it], "Donor", ""))
    assert totals[0] in {15, 16}
    assert totals[1] is None, "fifteen beside sixteen is one person"


def small_table(hidden: set[Cell], **counts: int) -> Publication:
    """Return a table of women and men, the total included, with *hidden* cells."""
    shown: dict[Cell, int] = {((sex,),): count for sex, count in counts.items()}
    shown[((),)] = sum(counts.values())
    categories = (((), *((sex,) for sex in sorted(counts))),)
    kept = {cell: count for cell, count in shown.items() if cell not in hidden}
    return Publication(("sex",), categories, kept, frozenset(hidden), Policy.DEFAULT)


WOMEN, MEN = (("f",),), (("m",),)


def test_the_attacker_subtracts() -> None:
    (found,) = attack(small_table({WOMEN}, f=2, m=9), (), POLICY).narrowed
    assert (found.what, found.cell, found.low, found.high) == (What.NEW, WOMEN, 2, 2)
    assert attack(small_table({WOMEN, MEN}, f=2, m=9), (), POLICY).narrowed == ()


@pytest.mark.parametrize(("how", "before", "now"), [("grew", 9, 10), ("shrank", 10, 9)])
def test_the_attacker_lays_a_table_beside_an_earlier_one(how: str, before: int, now: int) -> None:
    old, new = small_table(set(), f=before, m=8), small_table(set(), f=now, m=8)
    found = attack(new, [(old, Relation(how))], POLICY).narrowed
    assert (What.DIFFERENCE, WOMEN, 1, 1) in [(it.what, it.cell, it.low, it.high) for it in found]


def test_the_attacker_opens_what_an_earlier_table_hid() -> None:
    old, new = small_table({WOMEN, MEN}, f=2, m=9), small_table({WOMEN}, f=2, m=9)
    found = attack(replace(new, hidden=frozenset({WOMEN})), [(old, Relation.SAME)], POLICY).narrowed
    assert {(it.what, it.cell, it.low) for it in found} >= {(What.EARLIER, WOMEN, 2)}


@pytest.mark.requirement("R-449")
def test_what_true_counts_deny_does_not_hide_everything() -> None:
    """One of three women of 45 to 59 left, whom both tables hide: all that shows only grew."""

    def people(**ages: tuple[int, int]) -> Count:
        finest: dict[Cell, int] = {
            ((age,), (sex,)): count
            for age, both in ages.items()
            for sex, count in zip("fm", both, strict=True)
            if count
        }
        return Table(("age", "sex"), finest).onto

    before = people(young=(6, 16), middle=(11, 16), older=(3, 6), old=(0, 3))
    now = people(young=(9, 18), middle=(13, 17), older=(2, 6), old=(1, 3))
    october = publish(("age", "sex"), before, []).publication
    november = publish(("age", "sex"), now, [october])
    left = (("older",), ("f",))
    assert left in october.hidden & november.publication.hidden
    assert relation(october, now(("age", "sex"))) is Relation.GREW
    assert november.publication.relations == {october.digest: Relation.CHANGED}
    assert november.attack.narrowed == ()
    shown = november.publication.shown
    assert shown
    assert not {shown[it] - n for it, n in october.shown.items() if it in shown} & {1, 2, 3, 4}
