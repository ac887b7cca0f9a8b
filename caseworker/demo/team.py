"""Chapter: the team looks at its cases together, on a day last week."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from caseworker.demo.staff import AMINA, JOSEPHINE
from caseworker.demo.story import Story
from caseworker.model.ids import TeamMeetingId, UserId
from caseworker.ports import UnitOfWork
from caseworker.supervision.team_meetings import (
    Decided,
    add_topic,
    agenda,
    decide_item,
    finish_meeting,
    prepare_meeting,
)


def tell(story: Story) -> None:
    """A meeting is prepared from what waits, and held the same afternoon."""
    story.tell(JOSEPHINE, story.at(6, "16:30"), lambda work: _prepared(story, work))
    story.tell(JOSEPHINE, story.at(6, "17:20"), lambda work: _held(story, work))


def _prepared(story: Story, work: UnitOfWork) -> None:
    now = work.now().astimezone(story.now.tzinfo)
    meeting = prepare_meeting(work, now.date(), now)
    add_topic(work, meeting.id, "Who covers the desk in the holidays")
    story.ids["team meeting"] = meeting.id


def _held(story: Story, work: UnitOfWork) -> None:
    meeting = TeamMeetingId(UUID(str(story.ids["team meeting"])))
    amina, josephine = (UserId(story.user(who)) for who in (AMINA, JOSEPHINE))
    now = work.now().astimezone(story.now.tzinfo)
    for item in agenda(work, meeting):
        decided = (
            Decided(
                decision="Talk it over together, then tell the others",
                done_by=amina,
                done_until=story.now.date() + timedelta(days=4),
            )
            if item.case_id is not None
            else Decided(decision="Amina and Daniel take turns", done_by=amina)
        )
        decide_item(work, item.id, decided, now)
    finish_meeting(work, meeting, (josephine, amina))
