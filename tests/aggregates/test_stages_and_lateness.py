"""How far the work with people came, and who waits: counted each once, and protected."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from caseworker.aggregates.counting import Counting
from caseworker.aggregates.going_out import Prepared, prepare, send
from caseworker.aggregates.layout import laid_out
from caseworker.aggregates.populations import Facet, Population, Scope, data_class
from caseworker.aggregates.stages import Stage, stage_path
from caseworker.aggregates.table_chart import can_be_drawn, chart_of
from caseworker.charts.chart import Bars, HeatMap
from caseworker.consent.later import Said, keep_said
from caseworker.consent.talk import Asked
from caseworker.errors import GateClosed
from caseworker.model.assessment import Assessment
from caseworker.model.case import Case
from caseworker.model.consent import Purpose
from caseworker.model.ids import AssessmentId, CaseId, FollowUpId
from caseworker.model.indicator import DataClass
from caseworker.model.person import Sex
from caseworker.model.review import FollowUp, FollowUpState
from caseworker.model.values import Answer, Risk, RiskLevel
from caseworker.ports import UnitOfWork
from caseworker.supervision.charts import way_to_solution
from caseworker.supervision.way import way
from caseworker.text import Text
from tests.people.duplicates.test_not_lost import joined
from tests.scene import AMINA, GOOD_TALK, JOSEPHINE, Scene, works_here

ENGLISH = Text("en")
FIRST, LAST = date(2026, 1, 1), date(2026, 11, 18)


@pytest.fixture
def scene() -> Scene:
    return Scene()


def prepared(scene: Scene, population: Population, *facets: Facet) -> Prepared:
    scope = Scope(population, FIRST, LAST)
    return scene.as_(JOSEPHINE).ask(lambda reads: prepare(reads, scope, facets, scene.moment))


def assessed(scene: Scene, case_id: CaseId) -> None:
    def act(work: UnitOfWork) -> None:
        assessment = Assessment(
            id=AssessmentId(work.new_id()),
            case_id=case_id,
            held_on=LAST,
            held_by=AMINA.user_id,
            finished_at=work.now(),
        )
        work.add(assessment)

    scene.do(act)


def late(days: int, risk: RiskLevel = RiskLevel.NOT_JUDGED) -> Callable[[Scene, CaseId], None]:
    def happens(scene: Scene, case_id: CaseId) -> None:
        def act(work: UnitOfWork) -> None:
            work.get(Case, case_id).risk = Risk(risk)
            work.add(
                FollowUp(
                    id=FollowUpId(work.new_id()),
                    case_id=case_id,
                    due_at=work.now() - timedelta(days=days),
                    what="Call",
                    assigned_to=AMINA.user_id,
                )
            )

        scene.do(act)

    return happens


def test_every_stage_lies_within_those_before_it() -> None:
    paths = [stage_path(stage.value) for stage in Stage]
    assert len({len(path) for path in paths}) == 1
    assert paths[2][:2] == paths[4][:2] == ("with a case", "assessed")
    assert paths[1][0] == "with a case"
    assert paths[1][1] == paths[1][3] == "without more: with a case"


def test_the_way_that_leaves_is_the_way_on_screen_with_small_counts_hidden(scene: Scene) -> None:
    for _number in range(9):
        scene.registered()
    for _number in range(8):
        scene.case()
    for _number in range(7):
        assessed(scene, scene.case())
    table = prepared(scene, Population.REGISTERED, Facet.STAGE)
    assert can_be_drawn(table)
    chart = chart_of(table, ENGLISH)
    assert isinstance(chart, Bars)
    inside = way_to_solution(scene.ask(lambda reads: way(reads, scene.moment)), ENGLISH)
    assert [bar.name for bar in chart.bars] == [bar.name for bar in inside.bars]
    assert [bar.value.count for bar in inside.bars] == [24, 15, 7, 0, 0]
    assert [bar.value.count for bar in chart.bars][:3] == [24, 15, 7]
    assert chart.bars[0].note == "9 not further yet"
    named = [line.indented[0] for line in laid_out(table, ENGLISH).lines]
    assert named[:2] == ["Total", "With a case"]
    assert named[-1] == "Registered, not further yet"
    assert sum("With a case, not further yet" in name for name in named) == 1, "not once a level"


def test_whoever_said_no_or_has_two_records_is_no_stage_of_the_way(scene: Scene) -> None:
    refuses, once, twice = (scene.registered() for _number in range(3))
    scope = Scope(Population.REGISTERED, FIRST, LAST)

    def counted() -> int:
        return scene.ask(
            lambda reads: Counting(reads, scope, scene.moment).over([Facet.STAGE.value]).total
        )

    assert counted() == 3
    asked = (Asked(purpose=Purpose.FIGURES, answer=Answer.NO),)
    scene.do(lambda work: keep_said(work, refuses, Said(asked=asked, talk=GOOD_TALK)))
    assert counted() == 2
    works_here(scene, AMINA, JOSEPHINE)
    joined(scene, once, twice)
    assert counted() == 1


def test_of_few_it_is_not_told_how_far_they_came(scene: Scene) -> None:
    for _number in range(6):
        scene.case()
    for _number in range(2):
        assessed(scene, scene.case())
    table = prepared(scene, Population.REGISTERED, Facet.STAGE)
    reached = {bar.name: bar.value for bar in chart_of(table, ENGLISH).bars}  # type: ignore[union-attr]
    assert reached["Assessed"].count is None


@pytest.mark.requirement("R-451", "R-452")
def test_who_waits_by_risk_leaves_on_a_request_alone(scene: Scene) -> None:
    assert data_class(Population.LATE, (Facet.DAYS_LATE,)) is DataClass.PUBLIC
    assert data_class(Population.LATE, (Facet.RISK, Facet.DAYS_LATE)) is DataClass.SENSITIVE
    for _number in range(12):
        late(9, RiskLevel.HIGH)(scene, scene.case())
        late(2, RiskLevel.LOW)(scene, scene.case())
    both = prepared(scene, Population.LATE, Facet.RISK, Facet.DAYS_LATE)
    chart = chart_of(both, ENGLISH)
    assert isinstance(chart, HeatMap)
    assert chart.columns == ("1 to 3 days", "8 to 14 days")
    assert [name for name, _values in chart.rows] == ["High", "Low"]
    with pytest.raises(GateClosed):
        scene.do(lambda work: send(work, [both], "Ministry", ""))
    by_days = prepared(scene, Population.LATE, Facet.DAYS_LATE)
    scene.do(lambda work: send(work, [by_days], "Ministry", ""))


def test_each_waits_once_by_what_is_late_the_longest(scene: Scene) -> None:
    case_id = scene.case(scene.registered(sex=Sex.FEMALE))
    for days in (2, 40, 9, 0, -3):
        late(days)(scene, case_id)
    late(50)(scene, other := scene.case())

    def kept(work: UnitOfWork) -> None:
        (entry,) = work.matching(FollowUp, case_id=other)
        entry.state, entry.closed_at = FollowUpState.KEPT, work.now()

    scene.do(kept)
    table = prepared(scene, Population.LATE, Facet.DAYS_LATE, Facet.SEX)
    assert table.table.finest == {(("29+",), ("female",)): 1}


def test_somebody_whose_case_was_opened_twice_is_counted_once(scene: Scene) -> None:
    person = scene.registered()
    first = scene.case(person)

    def long_ago(work: UnitOfWork) -> None:
        case = work.get(Case, first)
        case.opened_at = work.now() - timedelta(days=70)
        case.closed_at = work.now() - timedelta(days=20)

    scene.do(long_ago)
    scene.as_(AMINA).case(person)
    table = prepared(scene, Population.OPENED, Facet.MONTH)
    assert table.table.finest == {(("2026", "2026-Q4", "2026-11"),): 1}
    bars = chart_of(table, ENGLISH)
    assert isinstance(bars, Bars)
    assert len(bars.bars) == 1, "months alone are drawn"


def test_what_is_late_is_protected_beside_open_cases(scene: Scene) -> None:
    for _number in range(10):
        late(9)(scene, scene.case())
    cases = prepared(scene, Population.WITH_OPEN_CASE, Facet.SEX)
    scene.do(lambda work: send(work, [cases], "Ministry", ""))
    assert len(prepared(scene, Population.LATE, Facet.DAYS_LATE).earlier) == 1
    assert len(prepared(scene, Population.OPENED, Facet.MONTH).earlier) == 1
    opened = prepared(scene, Population.OPENED, Facet.SEX)
    scene.do(lambda work: send(work, [opened], "Ministry", ""))
    assert len(prepared(scene, Population.LATE, Facet.DAYS_LATE).earlier) == 1
