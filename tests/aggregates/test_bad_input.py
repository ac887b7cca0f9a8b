"""Exports made to single somebody out, odd categories, and rules that are too weak."""

from __future__ import annotations

import csv
import json
import time
from pathlib import Path
from random import Random

import aggregates_adapter
import pytest

from caseworker.aggregates.history import PublicationFolder
from caseworker.aggregates.policy import Policy
from caseworker.errors import PolicyTooWeak
from caseworker.text import Text

Row = dict[str, str]


class Desk:
    """Publishes through the adapter, into one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.history = folder / "history" / "not there yet"

    def publish(self, rows: list[Row], *dimensions: str) -> dict[tuple[str, ...], str]:
        microdata, out = self.folder / "people.csv", self.folder / "figures.csv"
        with microdata.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, sorted({key for row in rows for key in row}))
            writer.writeheader()
            writer.writerows(rows)
        aggregates_adapter.publish(str(microdata), list(dimensions), str(out), str(self.history))
        with out.open(encoding="utf-8", newline="") as file:
            header, *lines = csv.reader(file)
        assert header == [*dimensions, "count"]
        return {tuple(line[:-1]): line[-1] for line in lines}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def people(count: int, **kinds: list[str]) -> list[Row]:
    chance = Random(count)
    return [{name: chance.choice(them) for name, them in kinds.items()} for _ in range(count)]


@pytest.mark.requirement("R-445", "R-449", "R-454")
def test_a_filter_that_singles_one_person_out_shows_nothing(desk: Desk) -> None:
    figures = desk.publish([{"sex": "f", "nationality": "ERI", "minor": "yes"}], "sex", "minor")
    assert set(figures.values()) == {"*"}


def test_the_list_without_one_centre_does_not_show_that_centre_by_subtraction(desk: Desk) -> None:
    others = people(80, sex=["f", "m"], centre=["Agadez"])
    small = [{"sex": "f", "centre": "Arlit"}] * 2
    everywhere = desk.publish(others + small, "sex")
    without = desk.publish(others, "sex")
    for cell in everywhere.keys() & without.keys():
        if "*" not in (everywhere[cell], without[cell]):
            assert not 1 <= abs(int(everywhere[cell]) - int(without[cell])) <= 4


def test_without_one_caseworker_her_few_people_are_not_told_by_subtraction(desk: Desk) -> None:
    rows = people(70, sex=["f", "m"], worker=["Amina", "Bilal"])
    hers = [{"sex": sex, "worker": "Chen"} for sex in "ffm"]
    everybody = desk.publish(rows + hers, "sex")
    without = desk.publish(rows, "sex")
    by_worker = desk.publish(rows + hers, "worker", "sex")
    for cell in everybody.keys() & without.keys():
        if "*" not in (everybody[cell], without[cell]):
            assert not 1 <= abs(int(everybody[cell]) - int(without[cell])) <= 4
    assert by_worker["Chen", "Total"] == by_worker["Chen", "f"] == "*"
    others = [by_worker[name, "Total"] for name in ("Amina", "Bilal")]
    assert "*" in (*others, everybody["Total",], by_worker["Total", "Total"])


def test_two_newcomers_between_two_months_stay_unseen(desk: Desk) -> None:
    october = people(90, sex=["f", "m"], nationality=["ERI", "ETH"])
    newcomers = [{"sex": "f", "nationality": "ERI"}] * 2
    before = desk.publish(october, "sex", "nationality")
    after = desk.publish(october + newcomers, "sex", "nationality")
    assert before["Total", "Total"] == "90"
    assert after["Total", "Total"] == "*"
    assert all(after[cell] in ("*", before[cell]) for cell in before)


def test_the_same_export_again_is_the_same_file(desk: Desk) -> None:
    rows = people(70, sex=["f", "m"], age=["0-17", "18-59", "60+"], need=["a", "b", "c"])
    first = desk.publish(rows, "sex", "age", "need")
    assert desk.publish(rows[::-1], "sex", "age", "need") == first
    turned = desk.publish(rows, "need", "sex", "age")
    assert {(sex, age, need): count for (need, sex, age), count in turned.items()} == first


def test_categories_that_look_like_something_else_are_only_categories(desk: Desk) -> None:
    odd = ["Total", "*", "", "=1+1", "@SUM(A1)", 'a,b\n"c"', "عربي"]
    rows = [{"word": word, "sex": "f"} for word in odd for _ in range(6)]
    figures = desk.publish(rows, "word")
    assert figures[("Total",)] == "42"
    assert len(figures) == len(odd) + 1
    assert {count for cell, count in figures.items() if cell != ("Total",)} == {"6"}
    assert not any(label.startswith(("=", "@")) for (label,) in figures)


def test_those_of_whom_nothing_is_recorded_are_counted_and_protected(desk: Desk) -> None:
    rows = [*people(40, sex=["f"]), *people(8, sex=["m"]), {"sex": ""}]
    figures = desk.publish(rows, "sex")
    assert figures["",] == "*"
    assert [figures["Total",], figures["f",], figures["m",]].count("*") >= 1


def test_nobody_at_all_is_a_table_too(desk: Desk) -> None:
    (desk.folder / "people.csv").write_text("sex\n", encoding="utf-8")
    aggregates_adapter.publish(
        desk.folder / "people.csv", ["sex"], desk.folder / "figures.csv", desk.history
    )
    assert (desk.folder / "figures.csv").read_text(encoding="utf-8").split() == [
        "sex,count",
        "Total,0",
    ]


def test_ten_thousand_categories_are_hidden_and_not_waited_for(desk: Desk) -> None:
    chance = Random(1)
    rows = [
        {"village": f"{chance.randrange(10_000)}", "sex": chance.choice("fm")}
        for _ in range(50_000)
    ]
    started = time.perf_counter()
    figures = desk.publish(rows, "village", "sex")
    assert time.perf_counter() - started < 60
    assert figures["Total", "Total"] == "50000"
    assert {count for (village, _), count in figures.items() if village != "Total"} == {"*"}


def test_a_first_month_too_small_to_show_does_not_hide_the_months_that_follow(desk: Desk) -> None:
    kinds = {"sex": ["f", "m"]}
    first = [{"sex": "f"}] * 2 + [{"sex": "m"}] * 2
    assert set(desk.publish(first, "sex").values()) == {"*"}
    later = desk.publish(first + people(60, **kinds), "sex")
    assert later["Total",] == "64"


@pytest.mark.requirement("R-445")
@pytest.mark.parametrize("threshold", [-1, 0, 1, 2])
def test_a_threshold_that_protects_nobody_is_refused_in_words(threshold: int) -> None:
    with pytest.raises(PolicyTooWeak) as refused:
        Policy(threshold=threshold)
    happened, safe, next_step = refused.value.say(Text("en"))
    assert "below 3 must be hidden" in happened
    assert safe == "Nothing was published."
    assert next_step


def test_what_is_remembered_holds_no_hidden_count_and_follows_no_clock(desk: Desk) -> None:
    rows = people(60, sex=["f", "m"], need=["a", "b", "c", "d"])
    desk.publish(rows[:50], "sex", "need")
    desk.publish(rows, "sex", "need")
    first, second = PublicationFolder(desk.history).all()
    assert not first.hidden & first.shown.keys()
    assert (len(first.relations), len(second.relations)) == (0, 1)
    documents = sorted(desk.history.glob("*.json"))
    assert [json.loads(it.read_text(encoding="utf-8"))["policy"] for it in documents] == [
        {"threshold": 5, "width": 3}
    ] * 2
