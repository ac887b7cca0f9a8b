"""The figures of a month agree with what the lists of the same supervisor show."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from caseworker.errors import NotAllowed
from caseworker.model.case import Case, CaseStatus
from caseworker.model.ids import CaseId, FollowUpId, ProviderId, ReferralId
from caseworker.model.person import Sex
from caseworker.model.referral import Referral, ReferralState
from caseworker.model.review import FollowUp
from caseworker.model.values import Risk, RiskLevel
from caseworker.ports import UnitOfWork
from caseworker.supervision.month import month
from tests.scene import AMINA, JOSEPHINE, Scene


@pytest.fixture
def scene() -> Scene:
    return Scene()


def opened(scene: Scene, days_ago: int, closed_days_ago: int | None = None) -> CaseId:
    case_id = scene.case()

    def act(work: UnitOfWork) -> None:
        case = work.get(Case, case_id)
        case.opened_at = work.now() - timedelta(days=days_ago)
        if closed_days_ago is not None:
            case.closed_at = work.now() - timedelta(days=closed_days_ago)
            case.status = CaseStatus.CLOSED

    scene.do(act)
    return case_id


def late(scene: Scene, case_id: CaseId, days: int) -> None:
    def act(work: UnitOfWork) -> None:
        work.add(
            FollowUp(
                id=FollowUpId(work.new_id()),
                case_id=case_id,
                due_at=work.now() - timedelta(days=days),
                what="Call",
                assigned_to=work.actor.user_id,
            )
        )

    scene.do(act)


def referral(scene: Scene, case_id: CaseId, state: ReferralState, **facts: Any) -> None:
    def act(work: UnitOfWork) -> None:
        case = work.get(Case, case_id)
        work.add(
            Referral(
                id=ReferralId(work.new_id()),
                case_id=case_id,
                person_id=case.person_id,
                provider_id=ProviderId(work.new_id()),
                need="Shelter",
                state=state,
                prepared_at=work.now(),
                prepared_by=work.actor.user_id,
                **{"sent_at": work.now() - timedelta(days=3), **facts},
            )
        )

    scene.do(act)


def shown(scene: Scene) -> Any:
    return scene.as_(JOSEPHINE).ask(lambda reads: month(reads, scene.moment))


def test_open_and_new_cases_month_by_month(scene: Scene) -> None:
    opened(scene, 3)
    opened(scene, 40)
    opened(scene, 70, closed_days_ago=30)
    found = shown(scene)
    assert found.open_cases == 2
    assert [(one.first.month, one.open, one.new) for one in found.months[-3:]] == [
        (9, 1, 1),
        (10, 1, 1),
        (11, 2, 1),
    ]
    assert len(found.months) == 12
    assert found.more_than_before == 1


def test_a_month_begins_where_the_centre_is(scene: Scene) -> None:
    case_id = opened(scene, 0)
    edge = datetime(2026, 10, 31, 22, 30, tzinfo=timezone(timedelta(0)))
    scene.do(lambda work: setattr(work.get(Case, case_id), "opened_at", edge))
    east = scene.moment.astimezone(timezone(timedelta(hours=5)))
    found = scene.as_(JOSEPHINE).ask(lambda reads: month(reads, east))
    assert found.months[-1].new == 1


def test_late_follow_ups_by_risk_and_days(scene: Scene) -> None:
    pressing, calm = scene.case(), scene.case()
    scene.do(lambda work: setattr(work.get(Case, pressing), "risk", Risk(RiskLevel.HIGH)))
    late(scene, pressing, 1)
    late(scene, pressing, 9)
    late(scene, calm, 40)
    late(scene, calm, -1)
    found = shown(scene)
    assert (found.late, found.late_by_a_week) == (3, 2)
    by_risk = dict(found.late_by_risk)
    assert by_risk[RiskLevel.HIGH] == (1, 0, 1, 0, 0)
    assert by_risk[RiskLevel.NOT_JUDGED] == (0, 0, 0, 0, 1)


def test_what_became_of_referrals_adds_up(scene: Scene) -> None:
    case_id = scene.case()
    referral(scene, case_id, ReferralState.SENT, sent_at=scene.moment - timedelta(days=21))
    referral(scene, case_id, ReferralState.RECEIVED)
    referral(scene, case_id, ReferralState.ACCEPTED)
    referral(scene, case_id, ReferralState.DECLINED)
    referral(scene, case_id, ReferralState.PROVIDED, helped=True)
    referral(scene, case_id, ReferralState.PROVIDED)
    referral(scene, case_id, ReferralState.PREPARED, sent_at=None)
    referral(scene, case_id, ReferralState.SENT, sent_at=scene.moment - timedelta(days=120))
    found = shown(scene)
    funnel = found.referrals
    assert (funnel.sent, funnel.received, funnel.accepted) == (6, 5, 3)
    assert (funnel.declined, funnel.provided, funnel.helped, funnel.not_asked) == (1, 2, 1, 1)
    assert (found.unanswered, found.oldest_days) == (3, 120)


@pytest.mark.parametrize("ended", [ReferralState.CANCELLED, ReferralState.RECALLED])
def test_nobody_waits_for_a_referral_that_ended(scene: Scene, ended: ReferralState) -> None:
    case_id = scene.case()
    referral(scene, case_id, ReferralState.RECEIVED)
    referral(scene, case_id, ended)
    funnel = shown(scene).referrals
    assert (funnel.sent, funnel.received) == (1, 1)


def test_ages_and_sexes_of_open_cases(scene: Scene) -> None:
    scene.case(scene.registered(born="1980~", sex=Sex.FEMALE))
    scene.case(scene.registered(born="1996", sex=Sex.MALE))
    scene.case(scene.registered(born="1996"))
    found = shown(scene)
    assert [(band.begins, band.until) for band in found.ages] == [(0, 18), (18, None)]
    assert found.ages[1].men.hidden
    assert found.ages[1].women.hidden


def test_many_are_told_by_their_bands_and_few_stay_hidden(scene: Scene) -> None:
    many = [(year, sex, 9) for year in (2000, 1990, 1975) for sex in (Sex.MALE, Sex.FEMALE)]
    for year, sex, count in (*many, (1955, Sex.MALE, 1)):
        for _person in range(count):
            scene.case(scene.registered(born=str(year), sex=sex))
    bands = {band.begins: band for band in shown(scene).ages}
    assert bands[60].men.count is None
    hidden = {value.hidden for band in bands.values() for value in (band.men, band.women)} - {None}
    assert len(hidden) == 1, "a word of its own would tell which of them is small"
    known = [
        value.count for band in bands.values() for value in (band.men, band.women) if value.count
    ]
    assert 1 not in known
    assert known


def test_bands_are_not_given_up_for_two_that_tell_less(scene: Scene) -> None:
    """One whose sex nobody asked hides the sums of adults by sex, and not all of the bands."""
    for year, sex, count in (
        (2000, Sex.MALE, 18), (2000, Sex.FEMALE, 9), (1990, Sex.MALE, 17), (1990, Sex.FEMALE, 8),
        (1975, Sex.MALE, 2), (1955, Sex.FEMALE, 1), (1990, Sex.NOT_ASKED, 1),
    ):  # fmt: skip
        for _person in range(count):
            scene.case(scene.registered(born=str(year), sex=sex))
    bands = {band.begins: band for band in shown(scene).ages}
    assert (bands[18].men.count, bands[18].women.count) == (18, 9)


def test_only_supervisors_see_the_figures(scene: Scene) -> None:
    with pytest.raises(NotAllowed):
        scene.as_(AMINA).ask(lambda reads: month(reads, scene.moment))
