"""Figures that leave: who is counted, what is remembered, and files without a hidden count."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pytest

from caseworker.aggregates.counting import Counting
from caseworker.aggregates.figures_file import HXL, Format, written
from caseworker.aggregates.going_out import Prepared, history, prepare, send
from caseworker.aggregates.layout import laid_out
from caseworker.aggregates.monthly_report import PARTS, ReportWords, prepare_report
from caseworker.aggregates.narrowed import Narrowed, What
from caseworker.aggregates.periods import Period, days_of
from caseworker.aggregates.populations import FACETS, Facet, Population, Scope
from caseworker.aggregates.publication import Publication
from caseworker.aggregates.said_no import said_no
from caseworker.aggregates.statement import statement
from caseworker.aggregates.table_chart import can_be_drawn
from caseworker.charts.chart import Pyramid
from caseworker.consent.later import Said, keep_said
from caseworker.consent.talk import Asked
from caseworker.consent.withdrawal import Scope as Withdrawn
from caseworker.consent.withdrawal import withdraw
from caseworker.documents.blocks import Drawing, Grid
from caseworker.documents.monthly_report import monthly_report
from caseworker.documents.paper import typeset
from caseworker.errors import FiguresMoved, InvalidValue, NotAllowed
from caseworker.model.audit import AuditEvent
from caseworker.model.case import Case, CaseStatus
from caseworker.model.consent import Purpose
from caseworker.model.figures import PublishedFigures
from caseworker.model.ids import PersonId
from caseworker.model.person import Sex
from caseworker.model.review import Closure, ClosureReason
from caseworker.model.values import Answer
from caseworker.ports import UnitOfWork
from caseworker.text import LANGUAGES, Text
from tests.scene import AMINA, GOOD_TALK, JOSEPHINE, Scene

ENGLISH = Text("en")
MONTH = Scope(Population.REGISTERED, date(2026, 11, 1), date(2026, 11, 30))
BOTH = (Facet.AGE, Facet.SEX)


@pytest.fixture
def scene() -> Scene:
    made = Scene()
    for year, sex, count in (
        (2000, Sex.MALE, 9),
        (1990, Sex.MALE, 8),
        (2000, Sex.FEMALE, 7),
        (1990, Sex.FEMALE, 6),
        (1955, Sex.FEMALE, 1),
    ):
        for _person in range(count):
            made.registered(born=str(year), sex=sex)
    return made


def prepared(scene: Scene, scope: Scope = MONTH, facets: Iterable[Facet] = BOTH) -> Prepared:
    scene.as_(JOSEPHINE)
    return scene.ask(lambda reads: prepare(reads, scope, facets, scene.moment))


def counted(scene: Scene, scope: Scope) -> int:
    return scene.ask(lambda reads: Counting(reads, scope, scene.moment).over(BOTH)).total


def sent(scene: Scene, what: Prepared) -> PublishedFigures:
    (kept,) = scene.as_(JOSEPHINE).do(
        lambda work: send(work, [what], "Regional office", "November")
    )
    return kept


def test_what_goes_out_stands_in_the_audit_trail(scene: Scene) -> None:
    sent(scene, prepared(scene))
    (told,) = scene.ask(lambda reads: reads.matching(AuditEvent, action="figures published"))
    assert (told.by, told.detail) == (JOSEPHINE.user_id, MONTH.population.value)


def refuse(scene: Scene, person: PersonId) -> None:
    asked = (Asked(purpose=Purpose.FIGURES, answer=Answer.NO),)
    said = Said(asked=asked, talk=GOOD_TALK)
    scene.as_(AMINA).do(lambda work: keep_said(work, person, said))


def test_the_one_old_woman_is_not_to_be_found(scene: Scene) -> None:
    found = prepared(scene)
    old = (("adult", "60+"), ("female",))
    assert old in found.publication.hidden
    assert not found.attack.narrowed
    assert found.publication.shown[((), ())] == 31
    lines = {line.names: [value.say(ENGLISH) for value in line.values]
             for line in laid_out(found, ENGLISH).lines}  # fmt: skip
    assert "hidden to protect" in lines[("60+",)]
    assert "1" not in lines[("60+",)]


@pytest.mark.requirement("R-449", "R-450")
def test_whoever_said_no_to_being_counted_is_in_no_figure(scene: Scene) -> None:
    person = scene.as_(AMINA).registered(born="2000", sex=Sex.MALE)
    assert counted(scene, MONTH) == 32
    refuse(scene, person)
    assert scene.ask(said_no) == {person}
    assert counted(scene, MONTH) == 31


def test_whoever_took_everything_back_is_in_no_figure(scene: Scene) -> None:
    person = scene.as_(AMINA).registered(born="2000", sex=Sex.MALE)
    everything = Withdrawn(purpose=Purpose.RECORD, everything=True)
    scene.do(lambda work: withdraw(work, person, everything))
    assert person in scene.ask(said_no)


def test_periods_end_today_or_where_the_calendar_ends_them() -> None:
    today = date(2026, 11, 18)
    assert days_of(Period.THIS_MONTH, today) == (date(2026, 11, 1), today)
    assert days_of(Period.LAST_MONTH, today) == (date(2026, 10, 1), date(2026, 10, 31))
    assert days_of(Period.THIS_QUARTER, today) == (date(2026, 10, 1), today)
    assert days_of(Period.LAST_QUARTER, today) == (date(2026, 7, 1), date(2026, 9, 30))
    assert days_of(Period.THIS_YEAR, today) == (date(2026, 1, 1), today)
    assert days_of(Period.LAST_YEAR, today) == (date(2025, 1, 1), date(2025, 12, 31))
    assert days_of(Period.LAST_MONTH, date(2026, 1, 1)) == (date(2025, 12, 1), date(2025, 12, 31))
    leap = days_of(Period.LAST_MONTH, date(2028, 3, 15))
    assert leap == (date(2028, 2, 1), date(2028, 2, 29))


def test_open_and_closed_cases_are_counted_by_the_days_asked_for(scene: Scene) -> None:
    scene.as_(AMINA)
    case_id = scene.case()
    gone = scene.case()

    def close(work: UnitOfWork) -> None:
        case = work.get(Case, gone)
        case.status, case.closed_at = CaseStatus.CLOSED, work.now()
        work.add(
            Closure(
                id=work.new_id(), case_id=gone, reason=ClosureReason.RETURNED,
                prepared_at=work.now(), prepared_by=work.actor.user_id, closed_at=work.now(),
            )
        )  # fmt: skip

    scene.do(close)

    def count(population: Population, first: date, last: date) -> int:
        scope = Scope(population, first, last)
        return counted(scene, scope)

    today = scene.moment.date()
    assert scene.the_case(case_id).closed_at is None
    assert count(Population.WITH_OPEN_CASE, today, today) == 1
    assert count(Population.CLOSED, today, today) == 1
    yesterday = today - timedelta(days=1)
    assert count(Population.CLOSED, yesterday, yesterday) == 0


def test_a_second_export_gives_no_newcomer_away(scene: Scene) -> None:
    first = prepared(scene)
    sent(scene, first)
    scene.as_(AMINA).registered(born="2000", sex=Sex.MALE)
    scene.registered(born="2000", sex=Sex.FEMALE)
    second = prepared(scene)
    assert not second.attack.narrowed
    for cell, count in second.publication.shown.items():
        if cell in first.publication.shown:
            assert abs(count - first.publication.shown[cell]) not in {1, 2, 3, 4}


@pytest.mark.requirement("R-449")
@pytest.mark.parametrize("longer_first", [True, False])
def test_days_that_differ_by_one_tell_nobody_who_came_on_it(
    scene: Scene, longer_first: bool
) -> None:
    scene.later(days=1)
    for sex in (Sex.MALE, Sex.FEMALE):
        scene.as_(AMINA).registered(born="2000", sex=sex)
    until = scene.moment.date()
    longer, shorter = (replace(MONTH, last_day=last) for last in (until, until - timedelta(days=1)))
    assert counted(scene, longer) - counted(scene, shorter) == 2
    tables = []
    for scope in (longer, shorter) if longer_first else (shorter, longer):
        tables.append(prepared(scene, scope))
        assert not tables[-1].attack.narrowed
        sent(scene, tables[-1])
    first, second = (table.publication for table in tables)
    told = first.shown.keys() & second.shown.keys()
    assert all(abs(first.shown[cell] - second.shown[cell]) not in {1, 2, 3, 4} for cell in told)
    assert ((), ()) not in told, "the two would be the difference of the totals"


def test_a_part_stands_set_in_below_its_whole(scene: Scene) -> None:
    lines = laid_out(prepared(scene), ENGLISH).lines
    depths = {line.names[0]: len(line.indented[0]) - len(line.names[0]) for line in lines}
    assert depths["Total"] == depths["Adults"] == 0
    assert depths["18–29"] > 0


def test_the_same_figures_again_are_the_same(scene: Scene) -> None:
    first = prepared(scene)
    sent(scene, first)
    again = prepared(scene)
    assert again.publication.hidden == first.publication.hidden
    assert again.publication.shown == first.publication.shown


def test_a_clock_set_back_forgets_nothing(scene: Scene) -> None:
    sent(scene, prepared(scene))
    scene.moment = datetime(2024, 1, 1, tzinfo=UTC)
    later = prepared(scene, Scope(Population.REGISTERED, date(2026, 11, 1), date(2026, 11, 30)))
    assert len(later.earlier) == 1


def test_what_was_published_meanwhile_is_looked_at_first(scene: Scene) -> None:
    mine, colleagues = prepared(scene), prepared(scene, facets=(Facet.NATIONALITY,))
    sent(scene, colleagues)
    with pytest.raises(FiguresMoved):
        sent(scene, mine)
    assert scene.ask(lambda reads: len(history(reads))) == 1


def test_what_is_remembered_holds_no_hidden_count(scene: Scene) -> None:
    kept = sent(scene, prepared(scene))
    publication = Publication.from_document(json.loads(kept.document))
    assert not set(publication.shown) & publication.hidden
    assert kept.recipient == "Regional office"
    assert kept.published_by == JOSEPHINE.user_id
    assert publication.circumstances.approved_by == JOSEPHINE.staff_code


@pytest.mark.requirement("R-454")
def test_only_supervisors_and_only_by_what_a_population_has(scene: Scene) -> None:
    with pytest.raises(NotAllowed):
        scene.as_(AMINA).ask(lambda reads: prepare(reads, MONTH, BOTH, scene.moment))
    for facets in ((), (Facet.RISK,), tuple(FACETS[Population.REGISTERED])):
        with pytest.raises(InvalidValue):
            prepared(scene, facets=facets)
    backwards = Scope(Population.REGISTERED, date(2026, 11, 30), date(2026, 11, 1))
    with pytest.raises(InvalidValue):
        prepared(scene, backwards)
    ready = prepared(scene)
    with pytest.raises(InvalidValue):
        scene.do(lambda work: send(work, [ready], "  ", ""))
    with pytest.raises(NotAllowed):
        scene.as_(AMINA).do(lambda work: send(work, [ready], "Regional office", ""))
    with pytest.raises(NotAllowed):
        scene.ask(history)


def test_a_workbook_has_counts_as_numbers_and_its_statement(scene: Scene) -> None:
    found = prepared(scene)
    book = openpyxl.load_workbook(BytesIO(written(found, Format.WORKBOOK, ENGLISH)))
    figures, told = book.worksheets
    rows = [[cell.value for cell in row] for row in figures.iter_rows()]
    assert rows[0] == ["Age", "Total", "Female", "Male"]
    assert rows[1] == ["Total", 31, 14, 17]
    assert any("hidden to protect" in row for row in rows)
    said = " ".join(str(cell.value) for row in told.iter_rows() for cell in row)
    assert "Whoever said no to being counted is not in here." in said
    assert "approved by 02" in said


def test_tidy_lines_carry_hxl_tags_and_no_hidden_count(scene: Scene) -> None:
    found = prepared(scene)
    lines = list(csv.reader(StringIO(written(found, Format.TIDY, ENGLISH).decode("utf-8-sig"))))
    assert lines[0] == ["age", "sex", "count", "hidden"]
    assert lines[1] == [HXL[Facet.AGE], HXL[Facet.SEX], "#affected+num", "#meta+hidden"]
    hidden = [line for line in lines[2:] if line[3] == "yes"]
    assert hidden
    assert all(line[2] == "" for line in hidden)
    assert ["", "", "31", ""] in lines


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_statement_is_said_in_every_language(scene: Scene, language: str) -> None:
    found = prepared(scene)
    said = statement([found], Text(language))
    assert len(said) == 5
    assert all(sentence.strip() for sentence in said)
    if language != "en":
        assert not set(said) & set(statement([found], ENGLISH))


def test_nobody_in_these_days_is_an_empty_table(scene: Scene) -> None:
    nobody: Any = prepared(scene, Scope(Population.REFERRED, date(2026, 1, 1), date(2026, 1, 31)))
    assert nobody.table.total == 0
    assert laid_out(nobody, ENGLISH).lines == ()


def test_the_tables_of_a_report_are_safe_beside_each_other_and_go_together(scene: Scene) -> None:
    scene.as_(JOSEPHINE)
    report = scene.ask(
        lambda reads: prepare_report(reads, MONTH.first_day, MONTH.last_day, scene.moment)
    )
    assert [(table.scope.population, table.facets) for table in report.tables] == list(PARTS)
    assert not any(table.attack.narrowed for table in report.tables)
    kept = scene.do(lambda work: send(work, report.tables, "Ministry", "monthly report"))
    assert len(kept) == len(PARTS)
    assert {each.recipient for each in kept} == {"Ministry"}


def test_tables_that_were_not_protected_against_each_other_do_not_go_together(
    scene: Scene,
) -> None:
    by_age, by_sex = prepared(scene, facets=[Facet.AGE]), prepared(scene, facets=[Facet.SEX])
    with pytest.raises(FiguresMoved):
        scene.do(lambda work: send(work, [by_age, by_sex], "Ministry", ""))
    assert scene.ask(history) == []
    beside = scene.ask(lambda reads: prepare(reads, MONTH, [Facet.SEX], scene.moment, [by_age]))
    assert len(scene.do(lambda work: send(work, [by_age, beside], "Ministry", ""))) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_on_paper_has_charts_and_no_hidden_count(scene: Scene, language: str) -> None:
    scene.as_(JOSEPHINE)
    report = scene.ask(
        lambda reads: prepare_report(reads, MONTH.first_day, MONTH.last_day, scene.moment)
    )
    text = Text(language)
    paper = monthly_report(report, ReportWords(stood_out="More families"), text)
    drawings = [block for block in paper.blocks if isinstance(block, Drawing)]
    registered = drawings[0].chart
    assert isinstance(registered, Pyramid)
    assert registered.bands[-1].right.hidden
    assert registered.bands[0].left.count == 9
    grids = [block for block in paper.blocks if isinstance(block, Grid)]
    assert all(text.number(1) not in row for grid in grids for row in grid.rows)
    assert typeset(paper).startswith(b"%PDF")


def test_a_slice_is_no_pyramid_that_says_nobody_of_the_rest(scene: Scene) -> None:
    table = prepared(scene)
    assert can_be_drawn(table)
    for only in ({Facet.SEX: ("female",)}, {Facet.AGE: ("adult",)}):
        assert not can_be_drawn(table.showing(only))


def test_no_word_tells_which_of_the_hidden_counts_is_the_small_one() -> None:
    """Of 6 in all, one "under 5" beside one that is not can only be 1 and 5."""
    scene = Scene()
    for sex, count in ((Sex.MALE, 5), (Sex.FEMALE, 1)):
        for _person in range(count):
            scene.registered(born="1990", sex=sex)
    table = prepared(scene, facets=(Facet.SEX,))
    values = [value for line in laid_out(table, ENGLISH).lines for value in line.values]
    hidden = [value for value in values if value.hidden]
    assert len(hidden) == 2
    assert len({value.say(ENGLISH) for value in hidden}) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_statement_says_that_not_everything_was_tried(scene: Scene, language: str) -> None:
    found, text = prepared(scene), Text(language)
    more = statement([replace(found, not_looked_at=3)], text)
    (said,) = set(more) - set(statement([found], text))
    assert statement([replace(found, attack=replace(found.attack, left_out=1))], text) == more
    assert ("not all tried" in said) is (language == "en")


@pytest.mark.requirement("R-449")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_statement_says_where_the_attacker_found_somebody(scene: Scene, language: str) -> None:
    found, text = prepared(scene), Text(language)
    told = Narrowed(What.NEW, None, ((), ("female",)), 1, 2)
    betrayed = replace(found, attack=replace(found.attack, narrowed=(told,)))
    safe, unsafe = statement([found], text), statement([betrayed], text)
    (only_safe,) = set(safe) - set(unsafe)
    (only_unsafe,) = set(unsafe) - set(safe)
    assert text.number(found.attack.attacked) in only_safe
    assert text.number(found.attack.attacked) not in only_unsafe
