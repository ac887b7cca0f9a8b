"""Agenda and minutes of a case review meeting: cases by number, colleagues by code, no names."""

from __future__ import annotations

from caseworker.centre.settings import the_centre
from caseworker.documents import common
from caseworker.documents.blocks import (
    Block,
    Document,
    Fact,
    Facts,
    Grid,
    Heading,
    Paragraph,
    Signature,
)
from caseworker.model.case import Case
from caseworker.model.ids import TeamMeetingId
from caseworker.model.team_meeting import AgendaItem, TeamMeeting
from caseworker.permissions import Act, require
from caseworker.ports import Reads
from caseworker.supervision.team_meetings import agenda
from caseworker.text import N_, Text, isolate
from caseworker.words import name_of

_AMONG_STAFF = N_("Among colleagues who work on these cases. It never leaves the centre.")


def meeting_minutes(reads: Reads, meeting_id: TeamMeetingId, text: Text) -> Document:
    """Return the agenda with room to write, or the minutes once the meeting is over.

    Raises:
        NotAllowed: only supervisors read them.
    """
    require(reads.actor, Act.APPROVE)
    meeting = reads.get(TeamMeeting, meeting_id)
    items = agenda(reads, meeting_id)
    is_over = meeting.finished_at is not None
    there = text.listed(isolate(common.code_of(reads, each)) for each in meeting.present)
    blocks: list[Block] = [
        Facts(
            (
                Fact(text("Day"), text.day(meeting.held_on)),
                Fact(text("Led by"), isolate(common.code_of(reads, meeting.led_by))),
                Fact(text("Present"), there if is_over else ""),
            )
        ),
        Heading(text("Decisions") if is_over else text("Agenda")),
    ]
    if items:
        blocks.append(_grid(reads, items, text))
    else:
        blocks.append(Paragraph(text("Nothing was on the agenda.")))
    if is_over:
        blocks.append(Signature(text("For the minutes"), common.code_of(reads, meeting.led_by)))
    return Document(
        language=text.language,
        title=text("Minutes of the case review") if is_over else text("Agenda of the case review"),
        subtitle=text.listed((the_centre(reads).name, text.day(meeting.held_on))),
        who_may_see=text(_AMONG_STAFF),
        blocks=tuple(blocks),
    )


def _grid(reads: Reads, items: list[AgendaItem], text: Text) -> Grid:
    return Grid(
        header=(text("What"), text("Why"), text("Decision"), text("Who"), text("Until")),
        rows=tuple(
            (
                _what(reads, item, text),
                text.listed(name_of(reason, text) for reason in item.reasons),
                item.decision,
                isolate(common.code_of(reads, item.done_by)),
                text.day(item.done_until, "d MMM") if item.done_until else "",
            )
            for item in items
        ),
        widths=(0.18, 0.22, 0.36, 0.1, 0.14),
    )


def _what(reads: Reads, item: AgendaItem, text: Text) -> str:
    case = reads.find(Case, item.case_id)
    number = text("Case {number}", number=isolate(case.number)) if case else ""
    return text.listed(part for part in (number, item.topic) if part)
