"""Tabulation: margins of every level, and what is not recorded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from caseworker.aggregates.publishing import publish
from caseworker.aggregates.table import Dimension, Table, tabulate


def month(day: str) -> tuple[str, ...]:
    year, month_, _ = day.split("-")
    return year, f"Q{(int(month_) + 2) // 3}", month_


@given(st.lists(st.tuples(st.sampled_from("fm"), st.dates()), max_size=30))
def test_each_margin_counts_all_that_lie_in_it(people: list[tuple[str, date]]) -> None:
    records = [{"sex": sex, "arrived": day.isoformat()} for sex, day in people]
    table = tabulate(records, [Dimension("sex"), Dimension("arrived", month)])
    assert table.dimensions == ("arrived", "sex")
    for (arrived, sex), count in table.counts.items():
        inside = [
            it
            for it in records
            if month(it["arrived"])[: len(arrived)] == arrived and sex in ((), (it["sex"],))
        ]
        assert count == len(inside) > 0


def test_a_quarter_does_not_give_away_the_month_hidden_in_it() -> None:
    days = ["2026-01-05"] * 3 + ["2026-02-05"] * 20 + ["2026-04-01"] * 30
    records = [{"arrived": day} for day in days]

    def count(_: Iterable[str]) -> Table:
        return tabulate(records, [Dimension("arrived", month)])

    publication = publish(["arrived"], count, []).publication
    assert (("2026", "Q1", "01"),) in publication.hidden
    also = publication.hidden & {(("2026", "Q1", "02"),), (("2026", "Q1"),)}
    assert also
    assert ((),) in publication.shown


def test_what_is_missing_is_a_category() -> None:
    table = tabulate([{"sex": None}, {}, {"sex": ""}, {"sex": "f"}], [Dimension("sex")])
    assert table.counts == {((),): 4, (("",),): 3, (("f",),): 1}
