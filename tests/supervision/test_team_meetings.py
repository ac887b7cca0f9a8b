"""The team looks at its cases: an agenda of what waits, decisions followed up, minutes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from caseworker.documents.blocks import Grid
from caseworker.documents.meeting_minutes import meeting_minutes
from caseworker.errors import InvalidValue, NotAllowed, NothingToUndo
from caseworker.model.case import Case
from caseworker.model.ids import CaseId, FollowUpId, TeamMeetingId
from caseworker.model.review import FollowUp, FollowUpState
from caseworker.model.staff import User
from caseworker.model.team_meeting import AgendaItem, Reason
from caseworker.people.restricted import restrict
from caseworker.ports import UnitOfWork
from caseworker.rights.whole_record import whole_record
from caseworker.supervision.team_meetings import (
    Decided,
    add_topic,
    agenda,
    decide_item,
    finish_meeting,
    leave_out,
    meetings,
    prepare_meeting,
)
from caseworker.text import LANGUAGES, Text
from caseworker.views.team_meeting import meeting_shown
from tests.scene import AMINA, DANIEL, JOSEPHINE, OFFICER, Scene

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
DAY = date(2026, 11, 18)


@pytest.fixture
def scene() -> Scene:
    made = Scene()

    def enrol(work: UnitOfWork) -> None:
        for who in (AMINA, JOSEPHINE, DANIEL):
            work.add(User(id=who.user_id, name=who.name, staff_code=who.staff_code,
                          roles=who.roles, added_at=work.now()))  # fmt: skip

    made.do(enrol)
    return made


def late_case(scene: Scene) -> CaseId:
    """Return a case without a caseworker whose follow-up is late."""
    case_id = scene.as_(AMINA).case()

    def act(work: UnitOfWork) -> None:
        work.get(Case, case_id).assigned_to = None
        work.add(
            FollowUp(
                id=FollowUpId(work.new_id()),
                case_id=case_id,
                due_at=NOW - timedelta(days=4),
                what="Look again",
                assigned_to=AMINA.user_id,
            )
        )

    scene.do(act)
    return case_id


def prepared(scene: Scene) -> TeamMeetingId:
    return scene.as_(JOSEPHINE).do(lambda work: prepare_meeting(work, DAY, NOW)).id


def items(scene: Scene, meeting: TeamMeetingId) -> list[AgendaItem]:
    return scene.ask(lambda reads: agenda(reads, meeting))


def decided(scene: Scene, item: AgendaItem, what: Decided) -> AgendaItem:
    return scene.do(lambda work: decide_item(work, item.id, what, NOW))


TAKES = Decided(decision="Amina calls", done_by=AMINA.user_id, done_until=date(2026, 11, 20))


def test_each_case_is_on_the_agenda_once_with_all_its_reasons(scene: Scene) -> None:
    case_id = late_case(scene)
    scene.as_(AMINA).case()
    (item,) = items(scene, prepared(scene))
    assert item.case_id == case_id
    assert item.reasons == (Reason.WITHOUT_CASEWORKER, Reason.LATE_FOLLOW_UP)


def test_a_decision_with_who_and_when_is_a_follow_up_and_moves_with_it(scene: Scene) -> None:
    late_case(scene)
    meeting = prepared(scene)
    (item,) = items(scene, meeting)
    kept = decided(scene, item, TAKES)
    planned = scene.ask(lambda reads: reads.get(FollowUp, kept.follow_up_id or item.id))
    assert (planned.what, planned.assigned_to) == ("Amina calls", AMINA.user_id)
    assert planned.due_at.date() == date(2026, 11, 20)
    later = Decided(decision="Amina writes", done_by=AMINA.user_id, done_until=date(2026, 11, 24))
    decided(scene, item, later)
    again = scene.ask(lambda reads: reads.get(FollowUp, planned.id))
    assert (again.what, again.due_at.date()) == ("Amina writes", date(2026, 11, 24))
    decided(scene, item, Decided(decision="Nobody needs to"))
    assert scene.ask(lambda r: r.get(FollowUp, planned.id)).state is FollowUpState.CANCELLED


def test_topics_are_added_and_left_out_until_the_minutes_stand(scene: Scene) -> None:
    late_case(scene)
    meeting = prepared(scene)
    topic = scene.do(lambda work: add_topic(work, meeting, "The desk in the holidays"))
    assert [each.topic for each in items(scene, meeting)] == ["", "The desk in the holidays"]
    scene.do(lambda work: leave_out(work, topic.id))
    assert len(items(scene, meeting)) == 1
    scene.do(lambda work: leave_out(work, topic.id, left=False))
    with pytest.raises(InvalidValue):
        scene.do(lambda work: add_topic(work, meeting, "  "))
    decided(scene, topic, Decided(decision="We take turns"))
    scene.do(lambda work: finish_meeting(work, meeting, (JOSEPHINE.user_id, AMINA.user_id)))
    shown = scene.ask(lambda reads: meeting_shown(reads, meeting))
    assert shown.is_over
    assert shown.present == (JOSEPHINE.name, AMINA.name)
    for act in (
        lambda work: add_topic(work, meeting, "Late"),
        lambda work: leave_out(work, topic.id),
        lambda work: decide_item(work, topic.id, Decided(decision="Else"), NOW),
        lambda work: finish_meeting(work, meeting, ()),
    ):
        with pytest.raises(NothingToUndo):
            scene.do(act)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_paper_names_nobody(scene: Scene, language: str) -> None:
    late_case(scene)
    meeting = prepared(scene)
    (item,) = items(scene, meeting)
    text = Text(language)
    before = scene.ask(lambda reads: meeting_minutes(reads, meeting, text))
    decided(scene, item, TAKES)
    scene.do(lambda work: finish_meeting(work, meeting, (JOSEPHINE.user_id,)))
    minutes = scene.ask(lambda reads: meeting_minutes(reads, meeting, text))
    assert minutes.title != before.title
    cells = [
        cell
        for paper in (before, minutes)
        for block in paper.blocks
        if isinstance(block, Grid)
        for row in block.rows
        for cell in row
    ]
    assert any("Amina calls" in cell for cell in cells)
    assert not any("Selam" in cell or "Tesfay" in cell or "Karim" in cell for cell in cells)


def test_a_record_out_of_sight_is_on_no_agenda_and_erased_with_its_decisions(scene: Scene) -> None:
    case_id = late_case(scene)
    meeting = prepared(scene)
    person = scene.the_case(case_id).person_id
    found = scene.ask(lambda reads: whole_record(reads, person))
    assert any(isinstance(each, AgendaItem) for each in found.entities)
    named = (AMINA.user_id,)
    scene.as_(OFFICER).do(lambda work: restrict(work, person, open_to=named, reason="A relative"))
    scene.as_(JOSEPHINE)
    assert items(scene, meeting) == []
    assert items(scene, prepared(scene)) == []


def test_only_supervisors_prepare_and_read(scene: Scene) -> None:
    meeting = prepared(scene)
    for who in (AMINA, DANIEL, OFFICER):
        scene.as_(who)
        with pytest.raises(NotAllowed):
            scene.do(lambda work: prepare_meeting(work, DAY, NOW))
        with pytest.raises(NotAllowed):
            scene.ask(lambda reads: meetings(reads, 5))
        with pytest.raises(NotAllowed):
            scene.ask(lambda reads: meeting_minutes(reads, meeting, Text("en")))
