"""Gaps in the work, whom to ask how it is, and care for the team."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from caseworker.centre.incidents import Noticed, note_incident
from caseworker.consent.asking import keep_answers
from caseworker.consent.talk import Asked
from caseworker.errors import InvalidValue, NotAllowed
from caseworker.model.assessment import Assessment
from caseworker.model.case import Case
from caseworker.model.consent import Purpose
from caseworker.model.ids import AssessmentId, CaseId, FollowUpId
from caseworker.model.incident import IncidentKind
from caseworker.model.person import Channel, SafeContact
from caseworker.model.review import Closure, ClosureReason, FollowUp
from caseworker.model.staff import Training, User
from caseworker.model.values import Answer, Risk, RiskLevel
from caseworker.ports import UnitOfWork
from caseworker.supervision.quality import Gap, cases_with, gaps
from caseworker.supervision.sampling import draw
from caseworker.supervision.team_care import courses_due, note_talk, talks_due
from caseworker.supervision.way import way
from tests.scene import AMINA, DANIEL, GOOD_TALK, JOSEPHINE, Scene

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)


@pytest.fixture
def scene() -> Scene:
    return Scene()


def opened(scene: Scene, days_ago: int) -> CaseId:
    scene.later(days=-days_ago)
    case_id = scene.as_(AMINA).case()
    scene.later(days=days_ago)
    return case_id


def with_gap(scene: Scene, gap: Gap) -> set[CaseId]:
    scene.as_(JOSEPHINE)
    cases = {line.case_id for line in scene.ask(lambda reads: cases_with(reads, gap, NOW))}
    counted = {each.gap: each.count for each in scene.ask(lambda reads: gaps(reads, NOW))}
    assert counted[gap] == len(cases)
    return cases


def test_a_new_case_is_not_late_and_an_old_one_is(scene: Scene) -> None:
    new, old = opened(scene, 2), opened(scene, 30)
    assert with_gap(scene, Gap.ASSESSMENT) == {old}
    assert with_gap(scene, Gap.PLAN) == {old}
    assert with_gap(scene, Gap.FOLLOW_UP) == {new, old}
    assert with_gap(scene, Gap.RISK) == {new, old}
    assert with_gap(scene, Gap.LANGUAGE) == set()


def test_each_gap_closes_with_what_was_missing(scene: Scene) -> None:
    case_id = opened(scene, 30)
    person = scene.the_case(case_id).person_id

    def mend(work: UnitOfWork) -> None:
        work.get(Case, case_id).risk = Risk(RiskLevel.LOW, "Safe here")
        work.add(SafeContact(id=work.new_id(), person_id=person, channel=Channel.IN_PERSON))
        work.add(
            Assessment(
                id=AssessmentId(work.new_id()),
                case_id=case_id,
                held_on=date(2026, 11, 1),
                held_by=AMINA.user_id,
                finished_at=work.now(),
            )
        )
        work.add(
            FollowUp(
                id=FollowUpId(work.new_id()),
                case_id=case_id,
                due_at=NOW,
                what="Look again",
                assigned_to=AMINA.user_id,
            )
        )

    for gap in (Gap.RISK, Gap.SAFE_CONTACT, Gap.ASSESSMENT, Gap.FOLLOW_UP):
        assert with_gap(scene, gap) == {case_id}
    scene.do(mend)
    for gap in (Gap.RISK, Gap.SAFE_CONTACT, Gap.ASSESSMENT, Gap.FOLLOW_UP):
        assert with_gap(scene, gap) == set()


def test_a_closure_without_asking_how_it_was_is_a_gap(scene: Scene) -> None:
    asked, silent = opened(scene, 30), opened(scene, 30)

    def close(work: UnitOfWork) -> None:
        for case_id, feedback in ((asked, True), (silent, False)):
            work.get(Case, case_id).closed_at = work.now()
            work.add(
                Closure(
                    id=work.new_id(),
                    case_id=case_id,
                    reason=ClosureReason.SUPPORT_ENDED,
                    feedback_asked=feedback,
                    prepared_at=work.now(),
                    prepared_by=AMINA.user_id,
                    closed_at=work.now(),
                )
            )

    scene.do(close)
    assert with_gap(scene, Gap.FEEDBACK) == {silent}
    assert with_gap(scene, Gap.RISK) == set(), "closed cases have no other gaps"


@pytest.mark.requirement("R-384")
def test_the_draw_is_as_large_as_the_time_and_always_the_same(scene: Scene) -> None:
    cases = {opened(scene, 10) for _each in range(12)}
    scene.as_(JOSEPHINE)
    sample = scene.ask(lambda reads: draw(reads, NOW, hours=2, minutes_each=20))
    assert (len(sample.drawn), sample.people, sample.percent) == (6, 12, 50)
    assert {line.case_id for line in sample.drawn} < cases
    again = scene.ask(lambda reads: draw(reads, NOW + timedelta(days=9), hours=2, minutes_each=20))
    assert again == sample
    longer = scene.ask(lambda reads: draw(reads, NOW, hours=3, minutes_each=20))
    assert longer.drawn[:6] == sample.drawn
    later = scene.ask(lambda reads: draw(reads, NOW + timedelta(days=60), hours=3, minutes_each=20))
    assert later.begins == date(2027, 1, 1)
    assert [line.case_id for line in later.drawn] != [line.case_id for line in longer.drawn]
    with pytest.raises(InvalidValue):
        scene.ask(lambda reads: draw(reads, NOW, hours=0, minutes_each=20))


def test_whoever_said_no_to_being_counted_is_not_drawn(scene: Scene) -> None:
    asked, refuses = opened(scene, 10), opened(scene, 10)
    line = (Asked(purpose=Purpose.FIGURES, answer=Answer.NO),)
    person = scene.the_case(refuses).person_id
    scene.do(lambda work: keep_answers(work, line, GOOD_TALK, person_id=person))
    sample = scene.as_(JOSEPHINE).ask(lambda reads: draw(reads, NOW, hours=9, minutes_each=20))
    assert [each.case_id for each in sample.drawn] == [asked]


@pytest.mark.requirement("R-381")
def test_a_talk_is_due_after_an_incident_until_it_was_held(scene: Scene) -> None:
    def enrol(work: UnitOfWork) -> None:
        for who, trainings in (
            (DANIEL, frozenset()),
            (JOSEPHINE, frozenset({Training.DATA_PROTECTION})),
        ):
            work.add(User(id=who.user_id, name=who.name, staff_code=who.staff_code,
                          roles=who.roles, trainings=trainings, added_at=work.now()))  # fmt: skip

    scene.do(enrol)
    noticed = Noticed(kind=IncidentKind.CONFLICT)
    incident = scene.as_(DANIEL).do(lambda work: note_incident(work, noticed)).id
    scene.as_(JOSEPHINE)
    (talk,) = scene.ask(lambda reads: talks_due(reads, NOW))
    assert (talk.name, talk.days_late) == (DANIEL.name, 0)
    (late,) = scene.ask(lambda reads: talks_due(reads, NOW + timedelta(days=5)))
    assert late.days_late == 2
    scene.do(lambda work: note_talk(work, incident, DANIEL.user_id))
    assert scene.ask(lambda reads: talks_due(reads, NOW)) == ()
    with pytest.raises(InvalidValue):
        scene.do(lambda work: note_talk(work, incident, JOSEPHINE.user_id))


@pytest.mark.requirement("R-457")
def test_whoever_lacks_the_course_in_data_protection_is_named(scene: Scene) -> None:
    def enrol(work: UnitOfWork) -> None:
        work.add(User(id=DANIEL.user_id, name=DANIEL.name, staff_code="11",
                      roles=DANIEL.roles, added_at=work.now()))  # fmt: skip

    scene.do(enrol)
    (due,) = scene.as_(JOSEPHINE).ask(courses_due)
    assert due.name == DANIEL.name


def test_the_way_counts_each_stage_among_those_of_the_one_before(scene: Scene) -> None:
    scene.registered()
    assessed = opened(scene, 10)
    lost = opened(scene, 9)

    def act(work: UnitOfWork) -> None:
        work.add(
            Assessment(
                id=AssessmentId(work.new_id()),
                case_id=assessed,
                held_on=date(2026, 11, 10),
                held_by=AMINA.user_id,
                finished_at=work.now(),
            )
        )
        for case_id, reason in (
            (lost, ClosureReason.LOST_CONTACT),
            (assessed, ClosureReason.SUPPORT_ENDED),
        ):
            work.add(
                Closure(
                    id=work.new_id(),
                    case_id=case_id,
                    reason=reason,
                    prepared_at=work.now(),
                    prepared_by=AMINA.user_id,
                    closed_at=work.now(),
                )
            )

    scene.do(act)
    found = scene.as_(JOSEPHINE).ask(lambda reads: way(reads, NOW))
    assert (found.registered, found.with_case, found.assessed) == (3, 2, 1)
    assert (found.planned, found.solved, found.lost) == (0, 0, 1)
    later = scene.ask(lambda reads: way(reads, NOW + timedelta(days=400)))
    assert later.registered == 0


def test_only_supervisors_look_over_the_work_of_all(scene: Scene) -> None:
    scene.as_(AMINA)
    with pytest.raises(NotAllowed):
        scene.ask(lambda reads: gaps(reads, NOW))
    with pytest.raises(NotAllowed):
        scene.ask(lambda reads: draw(reads, NOW, hours=1, minutes_each=20))
    with pytest.raises(NotAllowed):
        scene.ask(lambda reads: talks_due(reads, NOW))
    with pytest.raises(NotAllowed):
        scene.ask(courses_due)
