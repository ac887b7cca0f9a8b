"""Protection broken on purpose, in one way after the other: the tests that attack it find each.

Each mutant forgets one step of what hides figures, and the attacker inside is blind with it, so
that nothing makes good what was forgotten. The searches are those of the tests of this folder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from caseworker.aggregates import (
    along_days,
    days_denied,
    going_out,
    group_disclosure,
    knowledge,
    protection,
    publishing,
    timeline,
)
from caseworker.aggregates.along_days import Added
from caseworker.aggregates.attack import Attack
from caseworker.aggregates.knowledge import Knowledge, gather
from caseworker.aggregates.policy import Policy
from caseworker.aggregates.populations import Facet
from caseworker.aggregates.publication import Publication, Relation
from caseworker.aggregates.quantities import Quantities
from caseworker.aggregates.reckoning import Count
from caseworker.aggregates.table import Table
from caseworker.aggregates.timeline import Told
from tests.aggregates import test_beside_each_other as beside
from tests.aggregates import test_days_told as days
from tests.aggregates import test_month_after_month as monthly
from tests.aggregates import test_nobody_is_found as alone
from tests.aggregates import test_several_periods as several
from tests.aggregates import test_what_happened_between as between
from tests.aggregates.test_not_public import (
    test_a_reader_finds_another_table_in_which_the_group_does_not_share_it as it_may_be_otherwise,
)
from tests.aggregates.test_not_public import (
    test_a_trait_that_all_share_is_left_out_where_a_small_group_is_among_them as all_share_it,
)
from tests.aggregates.test_not_public import (
    test_where_all_counts_are_hidden_the_zeros_of_a_shared_trait_are_too as zeros_are_hidden,
)
from tests.aggregates.test_not_public import (
    test_whoever_came_since_does_not_share_a_trait_that_a_difference_tells as newcomers_share_it,
)

TO_BE_CAUGHT = settings(
    max_examples=300,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)
"""The first failure is enough, nobody reads the shortest."""

Break = Callable[[pytest.MonkeyPatch], None]
Search = Callable[[], Any]
Related = list[tuple[Publication, Relation]]


def caseloads_and_what_happened_are_strangers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(days_denied, "_LINKED", ())


def nobody_reckons_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline, "CASES", {})


def what_reckons_up_is_not_protected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(knowledge, "add", lambda _them, laid, _values: Added(laid, ()))
    blind(monkeypatch)


def who_was_never_counted_is_not_protected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(along_days, "_demand", lambda *_: None)
    blind(monkeypatch)


def only_what_went_out_last_is_on_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline, "_nearest", lambda _new, among: among[-2:])


def blind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "attack", lambda *_: Attack(0, 0, (), 0.0))


def only_the_small_ones_are_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def protect(quantities: Quantities, cells: dict[Any, int], _width: int) -> set[Any]:
        return {cell for cell, number in cells.items() if number in quantities.demands}

    monkeypatch.setattr(publishing, "protect", protect)
    blind(monkeypatch)


def one_person_more_or_less_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    real = protection.protect
    monkeypatch.setattr(publishing, "protect", lambda them, cells, _width: real(them, cells, 1))
    blind(monkeypatch)


def gathering(monkeypatch: pytest.MonkeyPatch, act: Callable[..., Knowledge]) -> None:
    monkeypatch.setattr(publishing, "gather", act)


def four_are_not_few(monkeypatch: pytest.MonkeyPatch) -> None:
    laxer = Policy(threshold=4)
    gathering(monkeypatch, lambda table, before, count, *_: gather(table, before, count, laxer))
    blind(monkeypatch)


def what_went_out_before_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    gathering(monkeypatch, lambda table, _, count, policy, _days: gather(table, [], count, policy))
    blind(monkeypatch)


def only_the_last_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    gathering(
        monkeypatch,
        lambda table, before, count, policy, _days: gather(table, before[-1:], count, policy),
    )
    blind(monkeypatch)


def tables_by_other_things_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    def act(
        table: Table, before: Related, count: Count, policy: Policy, _days: object
    ) -> Knowledge:
        alike = [(it, how) for it, how in before if it.dimensions == table.dimensions]
        return gather(table, alike, count, policy)

    gathering(monkeypatch, act)
    blind(monkeypatch)


def tables_of_others_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(going_out, "touching", lambda population: frozenset({population}))


def periods_are_not_put_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline, "_touching", lambda *_: [])


def months_of_other_tables_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    touching = timeline._touching

    def by_other_things(new: Told, among: Iterable[Told]) -> list[Told]:
        return [it for it in touching(new, among) if Facet.MONTH not in new.facets | it.facets]

    monkeypatch.setattr(timeline, "_touching", by_other_things)


def days_of_one_month_are_far_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(days_denied, "A_MONTH", timedelta(days=1))


def those_who_came_are_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "relation", lambda *_: Relation.CHANGED)
    gathering(monkeypatch, lambda table, _, count, policy, _days: gather(table, [], count, policy))


def nobody_thinks_that_zeros_show(monkeypatch: pytest.MonkeyPatch) -> None:
    begin = protection.Protection.__init__

    def without_the_second_reader(self: Any, *given: Any) -> None:
        begin(self, *given)
        self._readers = self._readers[:1]

    monkeypatch.setattr(protection.Protection, "__init__", without_the_second_reader)


def the_same_figures_are_hidden_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "_says_the_same", lambda *_: False)
    what_went_out_before_is_forgotten(monkeypatch)
    real = protection.protect
    calls: list[int] = []

    def protect(quantities: Quantities, cells: dict[Any, int], width: int) -> set[Any]:
        calls.append(1)
        return real(quantities, cells, width) if len(calls) % 2 else set(cells)

    monkeypatch.setattr(publishing, "protect", protect)


def what_a_group_shares_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "keep_open", lambda *_: None)
    monkeypatch.setattr(publishing, "tells_of_all", lambda *_: False)


def a_trait_of_all_stays_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "said_of_all", lambda *_: frozenset())


def zeros_show_where_all_is_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    real = publishing._hiding

    def hiding(draft: Publication, table: Any, hidden: set[Any]) -> Publication:
        everything = len(hidden) == table.size
        return real(draft, table, set(table.counts) if everything else hidden)

    monkeypatch.setattr(publishing, "_hiding", hiding)


def whoever_came_is_no_group(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group_disclosure, "_beside_newcomers", lambda *_: iter(()))
    blind(monkeypatch)


def by_chance(test: Any, *drawn: SearchStrategy[Any]) -> Search:
    """Return the search of a test for random people, ended at the first failure."""
    found: Search = TO_BE_CAUGHT(given(*drawn)(test.hypothesis.inner_test))
    return found


tables = by_chance(alone.test_every_small_count_stays_open_by_three, alone.people, alone.tables)
newcomers = by_chance(
    alone.test_the_difference_of_two_exports_gives_no_newcomer_away,
    alone.people,
    st.lists(alone.people, min_size=1, max_size=1),
    alone.tables,
    st.booleans(),
)
months = by_chance(monthly.test_no_sequence_of_exports_gives_a_small_group_away, monthly.months)
again = by_chance(
    alone.test_the_same_figures_again_hide_the_same_cells, alone.people, st.integers(0, 9)
)


def linked() -> None:
    beside.test_tables_of_the_same_people_give_nobody_away_together.hypothesis.inner_test(
        beside.FEW, (("sex",), ("nationality", "sex"))
    )


def a_nationality_of_few() -> None:
    alone.test_no_small_count_is_told_to_whoever_knows_that_zeros_show.hypothesis.inner_test(
        alone.in_groups([1, 8, 1, 3, 1, 9, 1, 5]), ["nationality", "sex"]
    )


def few_came() -> None:
    between.test_three_tables_do_not_tell_of_the_fourth.hypothesis.inner_test(
        between.FEW_CAME, (between.BEFORE, between.AFTER, between.LEFT, between.CAME)
    )


def few_came_untold() -> None:
    between.test_three_tables_do_not_tell_of_one_that_was_never_counted.hypothesis.inner_test(
        between.FEW_CAME, (between.BEFORE, between.AFTER, between.LEFT)
    )


def months_between(which: int, seed: int) -> None:
    several.test_months_between_two_caseloads_give_nobody_away.hypothesis.inner_test(
        several.SEQUENCES[which], several.FEW_CAME, seed
    )


def few_stayed() -> None:
    between.test_how_many_are_in_one_and_not_in_the_other_is_not_told.hypothesis.inner_test(
        between.November((2, 0), (0, 0), (9, 8)), (between.AFTER, between.CAME)
    )


def cube() -> None:
    alone.test_every_small_count_stays_open_by_three.hypothesis.inner_test(
        alone.CUBE, list(alone.COLUMNS)
    )


MUTANTS: tuple[tuple[Break, Search], ...] = (
    (only_the_small_ones_are_hidden, tables),
    (only_the_small_ones_are_hidden, months),
    (one_person_more_or_less_is_enough, cube),
    (four_are_not_few, tables),
    (nobody_thinks_that_zeros_show, a_nationality_of_few),
    (what_went_out_before_is_forgotten, newcomers),
    (what_went_out_before_is_forgotten, months),
    (those_who_came_are_not_counted, newcomers),
    (only_the_last_is_known, beside.test_what_went_out_before_the_last_table_is_not_forgotten),
    (tables_by_other_things_are_forgotten, linked),
    (
        tables_of_others_are_forgotten,
        lambda: beside.test_the_few_without_a_case_are_not_told_by_two_populations(
            registered_first=True
        ),
    ),
    (
        periods_are_not_put_together,
        days.test_the_third_of_three_months_after_the_winter_was_told,
    ),
    *(
        (
            months_of_other_tables_are_forgotten,
            partial(
                days.test_a_month_alone_does_not_open_what_a_table_by_months_hid,
                by_months_first=by_months_first,
            ),
        )
        for by_months_first in (True, False)
    ),
    (days_of_one_month_are_far_apart, days.test_a_day_later_few_changes_are_not_told),
    (caseloads_and_what_happened_are_strangers, few_stayed),
    (nobody_reckons_up, few_came),
    (nobody_reckons_up, few_came_untold),
    (what_reckons_up_is_not_protected, few_came),
    (what_reckons_up_is_not_protected, few_came_untold),
    (who_was_never_counted_is_not_protected, few_came_untold),
    (only_what_went_out_last_is_on_a_line, lambda: months_between(10, 9)),
    (only_what_went_out_last_is_on_a_line, lambda: months_between(11, 16)),
    (the_same_figures_are_hidden_anew, again),
    (what_a_group_shares_is_told, lambda: it_may_be_otherwise(3)),
    (a_trait_of_all_stays_in, all_share_it),
    (zeros_show_where_all_is_hidden, lambda: zeros_are_hidden("ab", 2)),
    (whoever_came_is_no_group, newcomers_share_it),
)


@pytest.mark.requirement("R-449")
@pytest.mark.parametrize(
    ("mutant", "search"), MUTANTS, ids=[mutant.__name__ for mutant, _ in MUTANTS]
)
def test_what_was_forgotten_is_found(
    mutant: Break, search: Search, monkeypatch: pytest.MonkeyPatch
) -> None:
    mutant(monkeypatch)
    with pytest.raises(AssertionError):
        search()
