"""The month for coordination: numbers of the report, tags that libhxl accepts, no class 3."""

from __future__ import annotations

import csv
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import hxl
import openpyxl
import pytest
from hxl.input import InputOptions

from caseworker.aggregates.coordination import caseload, four_w
from caseworker.aggregates.figures_file import Format, written
from caseworker.aggregates.going_out import Prepared, prepare, send
from caseworker.aggregates.monthly_report import Report, ReportWords, prepare_report
from caseworker.aggregates.populations import FACETS, Population, Scope, data_class
from caseworker.aggregates.report_file import report_workbook
from caseworker.documents.blocks import Grid, Listing
from caseworker.documents.figures import figures_paper
from caseworker.documents.paper import typeset
from caseworker.form_library.answer_tables import AnswerTable
from caseworker.form_library.table_files import as_workbook
from caseworker.model.indicator import DataClass
from caseworker.model.person import Sex
from caseworker.text import LANGUAGES, Text
from tests.scene import JOSEPHINE, Scene

ENGLISH = Text("en")
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
SCHEMA = Path(hxl.__file__).with_name("hxl-default-schema.json")


@pytest.fixture
def scene() -> Scene:
    made = Scene()
    for born, sex, count in (
        ("1996", Sex.FEMALE, 8),
        ("1980", Sex.FEMALE, 7),
        ("1985", Sex.MALE, 9),
        ("1950", Sex.MALE, 2),
    ):
        for _person in range(count):
            made.case(made.registered(born=born, sex=sex))
    made.as_(JOSEPHINE)
    return made


def report_of(scene: Scene) -> Report:
    return scene.ask(lambda reads: prepare_report(reads, FIRST, LAST, scene.moment))


def line(table: AnswerTable) -> dict[str, object]:
    tags, values = table.rows
    return dict(zip(map(str, tags), values, strict=True))


def problems(content: bytes) -> list[str]:
    """Return what libhxl finds wrong with a file of lines under the tags."""
    found: list[str] = []
    local = InputOptions(allow_local=True)
    schema = hxl.schema(
        hxl.data(str(SCHEMA), local), callback=lambda issue: found.append(str(issue))
    )
    schema.validate(hxl.data(BytesIO(content), local))
    return found


def as_lines(table: AnswerTable) -> bytes:
    out = StringIO()
    csv.writer(out).writerows([table.header, *table.rows])
    return out.getvalue().encode()


def test_each_number_is_one_that_the_report_shows_or_a_sum_of_such(scene: Scene) -> None:
    report = report_of(scene)
    found = line(caseload(report, ENGLISH))
    assert found["#affected+cases+open"] == 26
    assert found["#reached+f+adults+age_18_59"] in {15, ""}
    assert found["#reached+m+elderly+age_60plus"] == "", "two men are few"
    assert found["#reached+f+children+age_0_17"] == 0
    empty = [tag for tag, value in found.items() if value == "" and tag != "#country+code+v_iso2"]
    assert found["#meta+suppressed+num"] == len(empty)
    assert found["#date+period"] == "2026-11"
    who = line(four_w(report, ENGLISH))
    assert (who["#org+prog+name"], who["#reached"]) == ("Harbour Gate centre", 26)


@pytest.mark.requirement("R-451")
def test_no_column_is_of_class_3(scene: Scene) -> None:
    report = report_of(scene)
    tags = {*line(caseload(report, ENGLISH)), *line(four_w(report, ENGLISH))}
    assert not any("unaccompanied" in tag or "disabled" in tag for tag in tags)


@pytest.mark.parametrize("language", LANGUAGES)
def test_libhxl_accepts_the_tags_in_every_language(scene: Scene, language: str) -> None:
    report, text = report_of(scene), Text(language)
    for table in (caseload(report, text), four_w(report, text)):
        assert problems(as_lines(table)) == []
        wrong = AnswerTable(table.name, table.header, [table.rows[0], list(table.rows[1])])
        wrong.rows[1][[*table.rows[0]].index("#date+start")] = "no day"
        assert problems(as_lines(wrong)) != [], "the validator sees what is wrong"


@pytest.mark.parametrize("population", list(Population))
def test_libhxl_accepts_the_lines_for_programs(scene: Scene, population: Population) -> None:
    for facet in FACETS[population]:
        scope = Scope(population, FIRST, LAST)
        found = scene.ask(
            lambda reads, scope=scope, facet=facet: prepare(reads, scope, [facet], scene.moment)
        )
        assert problems(written(found, Format.TIDY, ENGLISH)) == []
        assert data_class(population, [facet]) in set(DataClass)


def test_the_report_is_a_workbook_with_words_tables_layouts_and_statement(scene: Scene) -> None:
    report = report_of(scene)
    said = ReportWords(stood_out="=More families", needed="Beds")
    book = openpyxl.load_workbook(BytesIO(report_workbook(report, said, ENGLISH)))
    assert book.sheetnames[0] == "Monthly report"
    assert book.sheetnames[-3:] == ["Caseload", "4W", "Statement"]
    cells = [cell.value for row in book["Monthly report"].iter_rows() for cell in row]
    assert "Beds" in cells
    assert not any(str(cell).startswith("=") for cell in cells), "formulas are neutralised"
    assert book["Caseload"]["A2"].value == "#date+period"
    assert as_workbook([caseload(report, ENGLISH)]).startswith(b"PK")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_is_a_paper_with_its_statement(scene: Scene, language: str) -> None:
    scope = Scope(Population.WITH_OPEN_CASE, FIRST, LAST)
    facets = FACETS[Population.WITH_OPEN_CASE][:2]
    found: Prepared = scene.ask(lambda reads: prepare(reads, scope, facets, scene.moment))
    scene.do(lambda work: send(work, [found], "A donor", ""))
    text = Text(language)
    paper = figures_paper(found, "Harbour Gate", "A donor", text)
    grids = [block for block in paper.blocks if isinstance(block, Grid)]
    assert grids[0].rows
    assert sum(grids[0].widths) == pytest.approx(1)
    assert all(text.number(2) not in row for row in grids[0].rows)
    assert any(isinstance(block, Listing) for block in paper.blocks)
    assert typeset(paper).startswith(b"%PDF")
