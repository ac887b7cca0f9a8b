"""Populations that lie in each other by what they are: caseloads, and what happened between them.

Nobody who tries every table of whole persons finds a small count, nor how many of one population
are not in the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import permutations, product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from caseworker.aggregates.attack import attack
from caseworker.aggregates.days import Days
from caseworker.aggregates.days_denied import denied, touching
from caseworker.aggregates.days_told import days_of_all
from caseworker.aggregates.going_out import prepare, send
from caseworker.aggregates.narrowed import What
from caseworker.aggregates.policy import Policy
from caseworker.aggregates.populations import Facet, Population, Scope
from caseworker.aggregates.publication import NEW, Circumstances, Publication, Relation
from caseworker.aggregates.publishing import publish
from caseworker.aggregates.table import Cell, Table
from caseworker.aggregates.timeline import Told, timelines
from caseworker.model.case import Case, CaseStatus
from caseworker.model.person import Person, Sex
from caseworker.model.review import Closure, ClosureReason
from caseworker.ports import UnitOfWork
from tests.aggregates.enumerating import Counts, counted, fitting_tables
from tests.aggregates.test_nobody_is_found import slowly
from tests.scene import AMINA, JOSEPHINE, Scene

POLICY = Policy.DEFAULT
WOMEN, MEN, ALL = (("f",),), (("m",),), ((),)
OPEN, OPENED = Population.WITH_OPEN_CASE, Population.OPENED
CLOSED = Population.CLOSED
OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))
BEFORE, CAME = Scope(OPEN, *OCTOBER), Scope(OPENED, *NOVEMBER)
AFTER, LEFT = Scope(OPEN, *NOVEMBER), Scope(CLOSED, *NOVEMBER)
MOST = 150

Numbers = tuple[int, int]
"""How many women and men."""


@dataclass(frozen=True)
class November:
    """Who was there in November, in groups that share nobody."""

    stayed: Numbers
    left: Numbers
    came: Numbers
    passed: Numbers = (0, 0)
    """They came and left again."""

    def counts(self, scope: Scope) -> Counts:
        """Return the counts of one of the four tables."""
        groups = {
            BEFORE: (self.stayed, self.left),
            CAME: (self.came, self.passed),
            AFTER: (self.stayed, self.came),
            LEFT: (self.left, self.passed),
        }[scope]
        women, men = (sum(numbers) for numbers in zip(*groups, strict=True))
        return {cell: count for cell, count in ((WOMEN, women), (MEN, men)) if count}


def published(november: November, order: Sequence[Scope]) -> dict[Scope, Publication]:
    """Publish the tables of *order* one after the other, each beside those before."""
    told: list[tuple[Told, Publication]] = []
    for scope in order:
        table = Table(("sex",), november.counts(scope))
        known = [(it, one) for it, one in told if it.scope.population in touching(scope.population)]
        days = days_of_all(Told(NEW, scope, frozenset({Facet.SEX})), [it for it, _ in known])
        # Without their days, two tables that hide everything would be one.
        about = Circumstances(scope.population.value, f"{scope.first_day}/{scope.last_day}")
        earlier = [it for _, it in known]
        one = publish(["sex"], table.onto, earlier, circumstances=about, days=days).publication
        told.append((Told(one.digest, scope, frozenset({Facet.SEX})), one))
    return {it.scope: one for it, one in told}


def possible(publication: Publication, november: November, scope: Scope) -> list[Counts] | None:
    """Return every table that fits *publication*; None where there are too many to try."""
    ceiling = sum(november.counts(scope).values()) + POLICY.width
    fitting = fitting_tables(publication, ceiling, most=MOST)
    return None if len(fitting) == MOST else fitting


def is_open(values: Iterable[int]) -> bool:
    found = set(values)
    return max(found) - min(found) >= POLICY.width


numbers = st.tuples(st.sampled_from([0, 1, 2, 3, 6, 9, 14]), st.sampled_from([0, 2, 5, 8, 12]))
novembers = st.builds(November, numbers, numbers, numbers, numbers)
orders = st.sampled_from(list(permutations((BEFORE, CAME, AFTER, LEFT))))
FEW_CAME = November(stayed=(14, 12), left=(6, 8), came=(2, 13))


@pytest.mark.requirement("R-449")
@settings(slowly, max_examples=15)
@example(FEW_CAME, (BEFORE, AFTER, LEFT, CAME))
@example(FEW_CAME, (CAME, LEFT, AFTER, BEFORE))
@given(novembers, orders)
def test_three_tables_do_not_tell_of_the_fourth(
    november: November, order: tuple[Scope, ...]
) -> None:
    tables = published(november, order)
    fitting = {scope: possible(tables[scope], november, scope) for scope in order}
    lists = [fitting[scope] for scope in (BEFORE, CAME, AFTER, LEFT)]
    if any(each is None for each in lists):
        return
    found = reckoned_up(*(each or [] for each in lists))
    for at, scope in enumerate((BEFORE, CAME, AFTER, LEFT)):
        truth = november.counts(scope)
        for cell in (WOMEN, MEN, ALL):
            if POLICY.is_small(counted(cell, truth)):
                assert is_open(counted(cell, four[at]) for four in found), (scope, cell)


SIGNS = {BEFORE: 1, CAME: 1, AFTER: -1, LEFT: -1}


@pytest.mark.requirement("R-449")
@settings(slowly, max_examples=15)
@example(FEW_CAME, (BEFORE, AFTER, LEFT))
@given(novembers, st.sampled_from(list(permutations(SIGNS, 3))))
def test_three_tables_do_not_tell_of_one_that_was_never_counted(
    november: November, order: tuple[Scope, Scope, Scope]
) -> None:
    (untold,) = SIGNS.keys() - set(order)
    tables = published(november, order)
    fitting = [possible(tables[scope], november, scope) for scope in order]
    if any(each is None for each in fitting):
        return
    truth = november.counts(untold)
    signs = [-SIGNS[untold] * SIGNS[scope] for scope in order]
    found = {
        tuple(
            sum(sign * each.get(cell, 0) for sign, each in zip(signs, three, strict=True))
            for cell in (WOMEN, MEN)
        )
        for three in product(*(each or [] for each in fitting))
    }
    for cell, values in (
        (WOMEN, (women for women, men in found if min(women, men) >= 0)),
        (MEN, (men for women, men in found if min(women, men) >= 0)),
        (ALL, (women + men for women, men in found if min(women, men) >= 0)),
    ):
        if POLICY.is_small(counted(cell, truth)):
            assert is_open(values), cell


def reckoned_up(
    before: list[Counts], came: list[Counts], after: list[Counts], left: list[Counts]
) -> list[tuple[Counts, ...]]:
    """Return four tables of each kind that add up: few enough to be tried, and every value."""
    ways: dict[Numbers, list[tuple[Counts, Counts]]] = defaultdict(list)
    for one, other in product(after, left):
        ways[added(one, other)].append((one, other))
    found: dict[tuple[object, ...], tuple[Counts, ...]] = {}
    for one, other in product(before, came):
        for third, fourth in ways.get(added(one, other), ()):
            # Only smallest and largest values matter: one of each is enough.
            for at, each in enumerate((one, other, third, fourth)):
                found.setdefault((at, *sorted(each.items())), (one, other, third, fourth))
    return list(found.values())


def added(one: Counts, other: Counts) -> Numbers:
    return (
        one.get(WOMEN, 0) + other.get(WOMEN, 0),
        one.get(MEN, 0) + other.get(MEN, 0),
    )


@pytest.mark.requirement("R-449")
@settings(slowly, max_examples=15)
@example(November((2, 0), (0, 0), (9, 8)), (AFTER, CAME))
@example(November((2, 12), (9, 8), (0, 0)), (BEFORE, LEFT))
@given(novembers, st.sampled_from([(AFTER, CAME), (CAME, AFTER), (BEFORE, LEFT), (LEFT, BEFORE)]))
def test_how_many_are_in_one_and_not_in_the_other_is_not_told(
    november: November, order: tuple[Scope, Scope]
) -> None:
    """Whoever stayed is among those open after, and did not come; nobody came and left again."""
    november = November(november.stayed, november.left, november.came)
    tables = published(november, order)
    whole, part = (AFTER, CAME) if AFTER in order else (BEFORE, LEFT)
    wholes = possible(tables[whole], november, whole)
    parts = possible(tables[part], november, part)
    if wholes is None or parts is None:
        return
    pairs = [
        (large, small)
        for large, small in product(wholes, parts)
        if all(large.get(cell, 0) >= small.get(cell, 0) for cell in (WOMEN, MEN))
    ]
    women, men = november.stayed
    for cell, number in ((WOMEN, women), (MEN, men), (ALL, women + men)):
        if POLICY.is_small(number):
            assert is_open(counted(cell, large) - counted(cell, small) for large, small in pairs)


def shown(women: int, men: int, hidden: Iterable[Cell] = ()) -> Publication:
    counts: Counts = {ALL: women + men, WOMEN: women, MEN: men}
    kept = {cell: count for cell, count in counts.items() if cell not in set(hidden)}
    return Publication(("sex",), (((), ("f",), ("m",)),), kept, frozenset(hidden), POLICY)


def told(scope: Scope, publication: Publication | None = None) -> Told:
    digest = NEW if publication is None else publication.digest
    return Told(digest, scope, frozenset({Facet.SEX}))


def test_the_attacker_reckons_up() -> None:
    before, after, left = shown(20, 20), shown(16, 18), shown(6, 8)
    came = shown(2, 6, (WOMEN, MEN))
    three = {BEFORE: before, AFTER: after, LEFT: left}
    apart = [(it, Relation.APART) for it in three.values()]
    assert attack(came, apart, POLICY).narrowed == ()
    lines, _left_out = timelines(told(CAME), [told(*it) for it in three.items()])
    found = attack(came, apart, POLICY, Days(lines=lines)).narrowed
    assert [(it.what, it.cell, it.low, it.high) for it in found] == [(What.NEW, WOMEN, 2, 2)]
    hidden, after = shown(6, 2, (WOMEN, MEN)), shown(20, 14)
    three = {BEFORE: before, CAME: hidden, LEFT: left}
    apart = [(it, Relation.APART) for it in three.values()]
    lines, _left_out = timelines(told(AFTER), [told(*it) for it in three.items()])
    (earlier,) = attack(after, apart, POLICY, Days(lines=lines)).narrowed
    assert (earlier.what, earlier.earlier, earlier.cell) == (What.EARLIER, 1, MEN)


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (AFTER, CAME, {Relation.CHANGED}),
        (BEFORE, LEFT, {Relation.CHANGED}),
        (AFTER, LEFT, frozenset(Relation)),
        (BEFORE, CAME, frozenset(Relation)),
        (CAME, LEFT, frozenset(Relation)),
        (AFTER, Scope(OPENED, *OCTOBER), frozenset(Relation)),
    ],
)
def test_days_tell_who_may_be_among_whom(
    one: Scope, other: Scope, found: frozenset[Relation]
) -> None:
    assert denied(one, other) == denied(other, one) == found
    assert other.population in touching(one.population)
    assert one.population in touching(other.population)


def come(scene: Scene, women: int, men: int) -> None:
    for sex, number in ((Sex.FEMALE, women), (Sex.MALE, men)):
        for _person in range(number):
            scene.case(scene.registered(born="1990", sex=sex))


def leave(scene: Scene, women: int, men: int) -> None:
    def act(work: UnitOfWork) -> None:
        left = {Sex.FEMALE: women, Sex.MALE: men}
        for case in work.matching(Case, status=CaseStatus.OPEN):
            sex = work.get(Person, case.person_id).sex
            if left[sex]:
                left[sex] -= 1
                case.status, case.closed_at = CaseStatus.CLOSED, work.now()
                work.add(
                    Closure(
                        id=work.new_id(), case_id=case.id, reason=ClosureReason.RETURNED,
                        prepared_at=work.now(), prepared_by=work.actor.user_id,
                        closed_at=work.now(),
                    )
                )  # fmt: skip

    scene.do(act)


@pytest.mark.requirement("R-449")
@pytest.mark.parametrize("is_counted", [True, False])
def test_the_few_women_who_came_are_not_told_by_what_the_centre_sends(is_counted: bool) -> None:
    """From the store to what is remembered: open cases twice, and who left and came between."""
    scene = Scene()
    first = scene.moment.date()
    come(scene, 20, 20)

    def sends(population: Population, begin: date, end: date) -> dict[Cell, int]:
        scene.as_(JOSEPHINE)
        scope = Scope(population, begin, end)
        table = scene.ask(lambda reads: prepare(reads, scope, [Facet.SEX], scene.moment))
        assert table.attack.narrowed == ()
        scene.do(lambda work: send(work, [table], "Ministry", ""))
        return dict(table.publication.shown)

    before = sends(OPEN, first, first)
    scene.later(days=15)
    scene.as_(AMINA)
    come(scene, 2, 13)
    leave(scene, 6, 8)
    scene.later(days=15)
    day, last = first + timedelta(days=1), scene.moment.date()
    after, left = sends(OPEN, last, last), sends(CLOSED, day, last)
    women = (("female",),)
    if is_counted:
        assert women not in sends(OPENED, day, last)
    assert (before[women], after[women]) == (20, 16)
    assert women not in left, "six left, so two came"
