"""Rounded figures: off by no more than is said, and told nothing that the exact ones would not."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseworker.aggregates.combining import as_contribution
from caseworker.aggregates.coordination import caseload, four_w
from caseworker.aggregates.figures_file import Format, written
from caseworker.aggregates.going_out import Prepared, prepare, send
from caseworker.aggregates.history_file import history_workbook
from caseworker.aggregates.layout import laid_out, tidy
from caseworker.aggregates.monthly_report import Report, ReportWords, prepare_report
from caseworker.aggregates.policy import Policy
from caseworker.aggregates.populations import Facet, Population, Scope
from caseworker.aggregates.report_file import report_workbook
from caseworker.aggregates.rounding import BASES, Rounding, rounding_to
from caseworker.aggregates.statement import statement
from caseworker.aggregates.table_chart import chart_of
from caseworker.charts.chart import Pyramid
from caseworker.documents.blocks import Drawing, Grid
from caseworker.documents.figures import figures_paper
from caseworker.documents.monthly_report import monthly_report
from caseworker.errors import InvalidValue
from caseworker.model.figures import PublishedFigures
from caseworker.model.person import Sex
from caseworker.text import LANGUAGES, Text
from tests.aggregates.test_coordination import line, problems
from tests.scene import AMINA, JOSEPHINE, Scene

ENGLISH = Text("en")
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
MONTH = Scope(Population.REGISTERED, FIRST, LAST)
BOTH = (Facet.AGE, Facet.SEX)


@pytest.fixture
def scene() -> Scene:
    made = Scene()
    for born, sex, count in (
        ("2000", Sex.MALE, 17),
        ("1990", Sex.MALE, 8),
        ("2000", Sex.FEMALE, 13),
        ("1990", Sex.FEMALE, 6),
        ("1955", Sex.FEMALE, 1),
    ):
        for _person in range(count):
            made.case(made.registered(born=born, sex=sex))
    return made.as_(JOSEPHINE)


def ready(scene: Scene) -> Prepared:
    return scene.ask(lambda reads: prepare(reads, MONTH, BOTH, scene.moment))


def report_of(scene: Scene) -> Report:
    return scene.ask(lambda reads: prepare_report(reads, FIRST, LAST, scene.moment))


def sent(scene: Scene, table: Prepared) -> PublishedFigures:
    return scene.do(lambda work: send(work, [table], "Donor", ""))[0]


@given(st.integers(0, 100_000), st.sampled_from(BASES))
def test_a_figure_is_the_nearest_multiple_and_nobody_only_where_nobody_is(
    count: int, base: int
) -> None:
    rounding = rounding_to(base, Policy.DEFAULT)
    figure = rounding.of(count)
    assert figure % base == 0
    assert abs(figure - count) <= rounding.most
    if count == 0 or count >= Policy.DEFAULT.threshold:
        assert (figure == 0) == (count == 0)


@pytest.mark.parametrize("base", [-5, 0, 2, 7, 100])
def test_other_bases_are_refused(scene: Scene, base: int) -> None:
    with pytest.raises(InvalidValue):
        ready(scene).rounded(base)


def test_a_base_that_would_write_three_people_as_nobody_is_refused() -> None:
    shows_three = Policy(threshold=3, width=2)
    assert rounding_to(5, shows_three).of(3) == 5
    with pytest.raises(InvalidValue):
        rounding_to(10, shows_three)


@pytest.mark.parametrize("base", BASES)
def test_what_is_hidden_stays_hidden_and_the_rest_is_rounded(scene: Scene, base: int) -> None:
    exact = ready(scene)
    rounded = exact.rounded(base)
    assert exact.publication.hidden
    before, after = dict(tidy(exact)), dict(tidy(rounded))
    assert before.keys() == after.keys()
    for cell, count in before.items():
        assert after[cell] == (None if count is None else Rounding(base).of(count))
    assert rounded.rounded(1) == exact


@pytest.mark.parametrize("base", BASES)
def test_the_error_that_is_told_is_that_of_this_very_table(scene: Scene, base: int) -> None:
    table = ready(scene).rounded(base)
    true = table.table.counts
    off = [
        abs(figure - true[cell])
        for cell in table.publication.shown
        if (figure := table.written(cell)) is not None
    ]
    assert table.error().largest == max(off) <= base // 2
    assert table.error().mean == sum(off) / len(off) > 0
    said = " ".join(statement([table], ENGLISH))
    assert f"off by up to {base // 2}, here by {max(off)} at most" in said
    assert "need not add up" in said
    part = table.showing({Facet.SEX: ("male",)})
    assert part.error() != table.error(), "of a part it is that of the part"


def test_a_table_with_all_counts_hidden_has_no_error(scene: Scene) -> None:
    table = ready(scene)
    nothing = replace(table.publication, shown={}, hidden=frozenset(table.table.counts))
    error = replace(table, publication=nothing).rounded(5).error()
    assert (error.largest, error.mean) == (0, 0.0)


def test_what_is_remembered_is_exact_and_says_what_readers_got(scene: Scene) -> None:
    exact = ready(scene)
    kept = sent(scene, exact.rounded(10))
    assert kept.rounded_to == 10
    assert json.loads(kept.document) == exact.publication.document()
    listed = openpyxl.load_workbook(
        BytesIO(scene.ask(lambda reads: history_workbook(reads, ENGLISH)))
    )
    head, row = listed.worksheets[0].iter_rows(values_only=True)
    assert dict(zip(head, row, strict=True))["Rounded to"] == 10


@pytest.mark.parametrize("bases", [(1, 5), (5, 1), (5, 10), (10, 5)])
def test_exact_and_rounded_ones_of_the_same_figures_hide_the_same(
    scene: Scene, bases: tuple[int, int]
) -> None:
    first = ready(scene).rounded(bases[0])
    sent(scene, first)
    second = ready(scene).rounded(bases[1])
    assert second.publication.hidden == first.publication.hidden
    assert not second.attack.narrowed


def test_later_figures_are_protected_as_if_the_exact_ones_were_known() -> None:
    def later(base: int) -> Prepared:
        scene = Scene().as_(AMINA)
        for sex, count in ((Sex.MALE, 12), (Sex.FEMALE, 9)):
            for _person in range(count):
                scene.registered(born="1990", sex=sex)
        scene.as_(JOSEPHINE)
        sent(scene, ready(scene).rounded(base))
        scene.as_(AMINA).registered(born="1990", sex=Sex.MALE)
        scene.as_(JOSEPHINE)
        return ready(scene)

    after_rounded, after_exact = later(10), later(1)
    assert (("adult",), ("male",)) in after_exact.publication.hidden, "one came"
    assert after_rounded.publication.hidden == after_exact.publication.hidden


@pytest.mark.parametrize("base", BASES)
def test_every_kind_of_file_holds_multiples_of_the_base_alone(scene: Scene, base: int) -> None:
    table, report = ready(scene).rounded(base), report_of(scene).rounded(base)
    book = openpyxl.load_workbook(BytesIO(written(table, Format.WORKBOOK, ENGLISH)))
    numbers = [cell for row in book.worksheets[0].iter_rows(values_only=True) for cell in row]
    counts = [each for each in numbers if isinstance(each, int)]
    assert len(counts) > 5
    assert not [each for each in counts if each % base]

    monthly = openpyxl.load_workbook(BytesIO(report_workbook(report, ReportWords(), ENGLISH)))
    for sheet in monthly.worksheets[:-1]:
        found = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
        others = [each for each in found if isinstance(each, int) and each % base]
        suppressed = line(caseload(report, ENGLISH))["#meta+suppressed+num"]
        assert others in ([], [suppressed])

    chart = chart_of(table, ENGLISH)
    assert isinstance(chart, Pyramid)
    drawn = [value.count or 0 for band in chart.bands for value in (band.left, band.right)]
    assert any(drawn)
    assert not [each for each in drawn if each % base]


@pytest.mark.parametrize("base", BASES)
def test_lines_for_programs_say_in_their_head_that_they_are_rounded(
    scene: Scene, base: int
) -> None:
    content = written(ready(scene).rounded(base), Format.TIDY, ENGLISH)
    assert problems(content) == []
    head, tags, *lines = csv.reader(StringIO(content.decode("utf-8-sig")))
    assert head[2] == f"count rounded to {base}, off by up to {base // 2}"
    assert tags[2] == "#affected+num+rounded"
    assert not [each for each in lines if each[2] and int(each[2]) % base]


def test_a_sum_of_coordination_is_off_by_no_more_than_any_other_figure(scene: Scene) -> None:
    exact, rounded = report_of(scene), report_of(scene).rounded(5)
    for layout in (caseload, four_w):
        true, said = line(layout(exact, ENGLISH)), line(layout(rounded, ENGLISH))
        assert said.pop("#meta+rounded+num") == 5
        assert "#meta+rounded+num" not in true
        assert true.keys() == said.keys()
        for tag, count in true.items():
            if isinstance(count, int) and "suppressed" not in tag:
                figure = said[tag]
                assert isinstance(figure, int)
                assert abs(figure - count) <= 2
            else:
                assert said[tag] == count


@pytest.mark.parametrize("language", LANGUAGES)
def test_papers_say_it_beside_the_table_in_every_language(scene: Scene, language: str) -> None:
    text = Text(language)
    table, report = ready(scene), report_of(scene)
    for exact, rounded in (
        (figures_paper(table, "Centre", "Donor", text),
         figures_paper(table.rounded(5), "Centre", "Donor", text)),
        (monthly_report(report, ReportWords(), text),
         monthly_report(report.rounded(5), ReportWords(), text)),
    ):  # fmt: skip
        assert text.number(2) in repr(set(map(repr, rounded.blocks)) - set(map(repr, exact.blocks)))
        assert len(rounded.blocks) > len(exact.blocks)
        grids = [block for block in rounded.blocks if isinstance(block, Grid)]
        assert not [cell for cell in _numbers(grids) if cell % 5]
        assert all(block.chart for block in rounded.blocks if isinstance(block, Drawing))


def _numbers(grids: list[Grid]) -> Iterator[int]:
    """Yield the counts in a paper's tables; names of ages are no counts."""
    for grid in grids:
        for row in grid.rows:
            yield from (int(cell) for cell in row[1:] if re.fullmatch(r"\d+", cell))


def test_what_others_add_up_is_never_rounded(scene: Scene) -> None:
    with pytest.raises(InvalidValue):
        as_contribution(ready(scene).rounded(5), "Harbour Gate centre")


def test_nothing_changes_where_nobody_chose_it(scene: Scene) -> None:
    table = ready(scene)
    assert table.rounding.is_exact
    assert laid_out(table, ENGLISH) == laid_out(table.rounded(1), ENGLISH)
    assert "ounded" not in " ".join(statement([table], ENGLISH))
    assert sent(scene, table).rounded_to == 1
