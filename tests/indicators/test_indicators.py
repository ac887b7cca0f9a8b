"""The library of indicators: counted by month, changed by the centre, as public as it is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from caseworker.aggregates.going_out import prepare
from caseworker.aggregates.populations import Scope, data_class
from caseworker.errors import GateClosed, InvalidValue, NotAllowed
from caseworker.indicators import words
from caseworker.indicators.editing import (
    Wording,
    findings,
    keep_indicator,
    leave_out,
    left_out,
    library_of_centre,
    wording_of,
)
from caseworker.indicators.facts import FACTS
from caseworker.indicators.indicator import Indicator
from caseworker.indicators.library import LIBRARY
from caseworker.indicators.measuring import Measured, is_known, measured
from caseworker.indicators.months import months_until
from caseworker.model.case import Case
from caseworker.model.ids import FollowUpId, ReferralId
from caseworker.model.indicator import DataClass, Unit
from caseworker.model.plan import ServiceDelivery, ServiceOutcome
from caseworker.model.referral import Referral, ReferralState
from caseworker.model.review import FollowUp, FollowUpState
from caseworker.model.staff import User
from caseworker.model.values import Risk, RiskLevel
from caseworker.people.restricted import restrict
from caseworker.ports import UnitOfWork
from caseworker.reception.check_in import AtTheGate, arrive
from caseworker.text import LANGUAGES, Text
from tests.scene import AMINA, DANIEL, JOSEPHINE, OFFICER, Scene, codes

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)


@pytest.fixture
def scene() -> Scene:
    return Scene(AMINA)


def shipped(key: str) -> Indicator:
    return next(each for each in LIBRARY if each.key == key)


def value(scene: Scene, key: str, now: datetime = NOW) -> float | None:
    return series(scene, key, now).values[-1]


def series(scene: Scene, key: str, now: datetime = NOW) -> Measured:
    scene.as_(JOSEPHINE)
    (found,), _months = scene.ask(lambda reads: measured(reads, [shipped(key)], now))
    scene.as_(AMINA)
    return found


def add(scene: Scene, *entities: object) -> None:
    def act(work: UnitOfWork) -> None:
        for entity in entities:
            work.add(entity)  # type: ignore[arg-type]  # every one is an entity

    scene.do(act)


def follow_up(scene: Scene, due: datetime, state: FollowUpState, closed: datetime | None) -> None:
    case = scene.case()
    add(
        scene,
        FollowUp(
            id=FollowUpId(scene.do(lambda work: work.new_id())),
            case_id=case,
            due_at=due,
            what="Look again",
            assigned_to=AMINA.user_id,
            state=state,
            closed_at=closed,
        ),
    )


@pytest.mark.requirement("R-383")
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_says_what_it_means_how_it_is_counted_and_how_public_it_is(language: str) -> None:
    text = Text(language)
    assert len({each.key for each in LIBRARY}) == len(LIBRARY)
    for indicator in LIBRARY:
        assert words.name(indicator, text)
        assert words.definition(indicator, text)
        assert words.formula(indicator, text)
        assert indicator.source
        assert bool(indicator.of) == (indicator.unit is Unit.PERCENT)


@pytest.mark.requirement("R-451")
@pytest.mark.requirement("R-445")
def test_none_that_ships_is_called_more_public_than_its_facts() -> None:
    for indicator in filter(is_known, LIBRARY):
        if wording_of(indicator).data_class is DataClass.PUBLIC:
            assert "class-too-low" not in codes(findings(wording_of(indicator)))
        else:
            for table in filter(None, (indicator.goes_out_as, indicator.month_by_month)):
                assert data_class(*table) is DataClass.SENSITIVE, "on a request alone"
    assert not is_known(shipped("coverage"))
    assert series(Scene(AMINA), "coverage").known is False


def test_arrivals_are_counted_by_people_and_month(scene: Scene) -> None:
    scene.do(lambda work: arrive(work, AtTheGate(described_as="A family", people=4)))
    scene.later(days=-31)
    scene.do(lambda work: arrive(work, AtTheGate(described_as="A man")))
    assert series(scene, "arrivals").values[-2:] == (1, 4)


@pytest.mark.requirement("R-455")
def test_open_cases_and_high_risk_stand_at_the_end_of_each_month(scene: Scene) -> None:
    scene.later(days=-40)
    case = scene.case()
    scene.later(days=25)

    def ends(work: UnitOfWork) -> None:
        kept = work.get(Case, case)
        kept.risk = Risk(RiskLevel.HIGH, "Threatened")
        kept.closed_at = work.now()

    scene.do(ends)
    assert series(scene, "caseload").values[-3:] == (0, 1, 0)
    assert series(scene, "high risk").values[-2:] == (1, 0)
    assert series(scene, "new cases").values[-2:] == (1, 0)


@pytest.mark.requirement("R-234")
def test_a_follow_up_is_on_time_until_its_day_is_over(scene: Scene) -> None:
    due = NOW - timedelta(days=2)
    follow_up(scene, due, FollowUpState.KEPT, due + timedelta(hours=3))
    follow_up(scene, due, FollowUpState.KEPT, due + timedelta(days=1))
    follow_up(scene, due, FollowUpState.MISSED, due)
    follow_up(scene, due, FollowUpState.PLANNED, None)
    follow_up(scene, due, FollowUpState.CANCELLED, due)
    assert value(scene, "on time") == 25
    assert series(scene, "on time").values[0] is None


def test_referrals_count_their_end_and_not_those_called_off(scene: Scene) -> None:
    case = scene.case()
    person = scene.the_case(case).person_id
    states = (
        ReferralState.PROVIDED,
        ReferralState.ACCEPTED,
        ReferralState.SENT,
        ReferralState.DECLINED,
        ReferralState.RECALLED,
    )
    for state in states:
        key = scene.do(lambda work: work.new_id())
        add(
            scene,
            Referral(
                id=ReferralId(key),
                case_id=case,
                person_id=person,
                provider_id=key,  # type: ignore[arg-type]  # no provider is looked at
                need="Advice",
                state=state,
                prepared_at=NOW,
                prepared_by=AMINA.user_id,
                sent_at=NOW - timedelta(hours=1),
            ),
        )
    assert value(scene, "referrals") == 4
    assert value(scene, "accepted") == 50
    assert value(scene, "completed") == 25
    assert value(scene, "first act") == pytest.approx(0.0, abs=0.2)


def test_whoever_is_out_of_sight_is_not_counted(scene: Scene) -> None:
    case = scene.case()
    assert value(scene, "new cases") == 1
    person = scene.the_case(case).person_id

    def close(work: UnitOfWork) -> None:
        for who in (AMINA, JOSEPHINE):
            work.add(User(id=who.user_id, name=who.name, staff_code=who.staff_code,
                          roles=who.roles, added_at=work.now()))  # fmt: skip
        restrict(work, person, open_to=(AMINA.user_id,), reason="A relative works here")

    scene.as_(OFFICER).do(close)
    assert value(scene, "new cases") == 0
    assert value(scene, "caseload") == 0


def test_only_supervisors_measure_and_change(scene: Scene) -> None:
    for who in (AMINA, DANIEL, OFFICER):
        scene.as_(who)
        with pytest.raises(NotAllowed):
            scene.ask(lambda reads: measured(reads, LIBRARY, NOW))
        with pytest.raises(NotAllowed):
            scene.do(lambda work: leave_out(work, "arrivals"))
        with pytest.raises(NotAllowed):
            scene.do(lambda work: keep_indicator(work, "", OWN))


OWN = Wording(
    name="Help for each case",
    definition="How often help is given, against the cases opened",
    unit=Unit.PERCENT,
    counts="help given",
    of="cases opened",
    source="Our donor",
)


def test_the_centre_adds_changes_leaves_out_and_takes_in_again(scene: Scene) -> None:
    scene.as_(JOSEPHINE)
    key = scene.do(lambda work: keep_indicator(work, "", OWN)).key
    found = scene.ask(library_of_centre)
    assert found[-1].key == key
    assert words.name(found[-1], Text("fr")).strip("\u2068\u2069") == OWN.name
    wording = Wording(**{**vars(wording_of(shipped("on time"))), "target": 75})
    scene.do(lambda work: keep_indicator(work, "on time", wording))
    changed = next(each for each in scene.ask(library_of_centre) if each.key == "on time")
    assert changed.target == 75
    assert words.name(changed, Text("fr")) != changed.name, "untouched words stay translated"
    scene.do(lambda work: leave_out(work, "nights"))
    assert "nights" not in {each.key for each in scene.ask(library_of_centre)}
    assert [each.key for each in scene.ask(left_out)] == ["nights"]
    scene.do(lambda work: leave_out(work, "nights", left=False))
    assert scene.ask(left_out) == ()
    with pytest.raises(InvalidValue):
        scene.do(lambda work: leave_out(work, "no such thing"))
    with pytest.raises(InvalidValue):
        scene.do(lambda work: keep_indicator(work, "no such thing", OWN))


def test_what_the_centre_calls_not_public_goes_out_no_more(scene: Scene) -> None:
    wording = Wording(**{**vars(wording_of(shipped("caseload"))),
                         "data_class": DataClass.SENSITIVE})  # fmt: skip
    scene.as_(JOSEPHINE).do(lambda work: keep_indicator(work, "caseload", wording))
    found = next(each for each in scene.ask(library_of_centre) if each.key == "caseload")
    assert shipped("caseload").goes_out_as is not None
    assert found.goes_out_as is None


def test_every_table_of_an_indicator_can_be_counted(scene: Scene) -> None:
    tables = {
        each
        for one in LIBRARY
        for each in (one.goes_out_as, one.month_by_month)
        if each is not None
    }
    days = (scene.moment.date().replace(month=1, day=1), scene.moment.date())
    scene.as_(JOSEPHINE)
    for population, facets in tables:
        scope = Scope(population, *days)
        ready = scene.ask(lambda reads, s=scope, f=facets: prepare(reads, s, f, scene.moment))
        assert ready.scope is scope


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": " "}, "no-meaning"),
        ({"counts": "what nobody counts"}, "no-fact"),
        ({"of": ""}, "no-whole"),
        ({"unit": Unit.TIMES}, "no-whole"),
        ({"counts": "days to the first act"}, "share-of-days"),
        ({"counts": "children alone"}, "class-too-low"),
        ({"of": "cases at high risk"}, "class-too-low"),
    ],
)
@pytest.mark.requirement("R-451")
def test_what_cannot_stand_is_told(scene: Scene, changes: dict[str, object], code: str) -> None:
    wording = Wording(**{**vars(OWN), **changes})
    assert code in codes(findings(wording))
    with pytest.raises(GateClosed):
        scene.as_(JOSEPHINE).do(lambda work: keep_indicator(work, "", wording))


def test_every_fact_counts_on_an_empty_centre_and_has_its_words(scene: Scene) -> None:
    months = months_until(NOW, 13)
    assert months.firsts[0] == date(2025, 11, 1)
    for key, fact in FACTS.items():
        counted = scene.as_(JOSEPHINE).ask(lambda reads, fact=fact: fact.values(reads, months))
        assert len(counted) == 13, key
        assert all(not each for each in counted), key


@pytest.mark.requirement("R-257")
def test_help_that_is_not_there_shows_as_a_gap(scene: Scene) -> None:
    case = scene.case()
    outcomes = (ServiceOutcome.GIVEN, ServiceOutcome.UNAVAILABLE, ServiceOutcome.UNAVAILABLE)
    for outcome in outcomes:
        delivery = ServiceDelivery(
            id=scene.do(lambda work: work.new_id()),
            case_id=case,
            what="A bed for the night",
            given_on=NOW.date(),
            given_by=AMINA.user_id,
            outcome=outcome,
        )
        add(scene, delivery)
    assert value(scene, "gaps") == pytest.approx(66.7, abs=0.1)
