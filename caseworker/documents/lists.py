"""Lists on paper: as the screen shows them, with short names, and without staff or conditions."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from caseworker.documents import common
from caseworker.documents.blocks import Block, Document, Grid, Heading, Paragraph
from caseworker.ports import Reads
from caseworker.text import Text, isolate
from caseworker.views import calendar, case_page, inbound_referrals, people, referrals
from caseworker.words import name_of

MOST = 500
"""Lines on one printed list; a longer list says that it ends early."""


def people_list(reads: Reads, text: Text) -> Document:
    """Return the newest records, without those whose name is hidden.

    Raises:
        NotAllowed: the role reads no people.
    """
    header = (text("Name"), text("Born"), text("Sex"), text("Languages"), text("Registered"))
    rows = tuple(
        (
            isolate(row.name),
            common.born(row.date_of_birth, text),
            name_of(row.sex, text),
            common.languages(row.languages, text),
            common.day(row.registered_at, text),
        )
        for row in people.people(reads, offset=0, limit=MOST)
    )
    grid = Grid(header, rows, (0.3, 0.18, 0.12, 0.22, 0.18))
    return _list(text("People"), "", (grid,), people.how_many(reads), text)


def case_list(reads: Reads, text: Text, *, mine: bool) -> Document:
    """Return the open cases, one's own or all.

    Raises:
        NotAllowed: the role reads no cases.
    """
    header = (text("Case"), text("Person"), text("Step"), text("Next"))
    rows = tuple(
        (
            isolate(row.number),
            isolate(row.person) if row.person else text("Name hidden"),
            name_of(row.step, text),
            common.day(row.next_look, text),
        )
        for row in case_page.cases(reads, mine=mine, offset=0, limit=MOST)
    )
    whose = text("Mine") if mine else text("Everybody's")
    grid = Grid(header, rows, (0.18, 0.3, 0.3, 0.22))
    return _list(text("Cases"), whose, (grid,), case_page.how_many(reads, mine=mine), text)


def referral_list(
    reads: Reads, box: referrals.Box, today: date, text: Text, *, mine: bool
) -> Document:
    """Return the referrals of one box: to whom, how they stand, since when, how late.

    Raises:
        NotAllowed: the role reads no cases.
    """
    header = (text("Person"), text("Provider"), text("State"), text("Since"), text("Late"))
    found = referrals.referrals(reads, box, today, mine=mine)
    rows = tuple(
        (
            isolate(row.person) if row.person else text("Name hidden"),
            isolate(row.provider),
            name_of(row.state, text),
            common.day(row.since, text),
            text.plural("{count} day late", "{count} days late", row.days_late)
            if row.days_late
            else "",
        )
        for row in found
    )
    grid = Grid(header, rows, (0.22, 0.3, 0.16, 0.18, 0.14))
    count = referrals.how_many(reads, mine=mine)[box]
    return _list(text("Referrals"), text(referrals.BOX_NAMES[box]), (grid,), count, text)


def inbound_list(reads: Reads, today: date, text: Text) -> Document:
    """Return the referrals to us: from whom, how they stand, since when, how late our answer is.

    Raises:
        NotAllowed: the role reads no cases.
    """
    header = (text("From"), text("State"), text("Since"), text("Late"))
    found = inbound_referrals.inbox(reads, today)
    rows = tuple(
        (
            isolate(row.who_refers),
            name_of(row.state, text),
            common.day(row.since, text),
            text.plural("{count} day late", "{count} days late", row.days_late)
            if row.days_late
            else "",
        )
        for row in found
    )
    grid = Grid(header, rows, (0.4, 0.24, 0.2, 0.16))
    return _list(text("Referrals to us"), "", (grid,), len(rows), text)


def week_list(
    reads: Reads, now: datetime, monday: date, text: Text, *, whole_team: bool
) -> Document:
    """Return what is late and the follow-ups of a week, day by day.

    Raises:
        NotAllowed: the role reads no cases, or asks for the team without supervising it.
    """
    every_day = {monday + timedelta(days=ahead): MOST for ahead in range(7)}
    week = calendar.week(reads, now, monday, whole_team=whole_team, most_late=MOST, most=every_day)
    header = (text("Time"), text("Person"), text("What"), text("Place"))
    blocks: list[Block] = []
    days = [(text("Late"), week.late)]
    days += [(text.day(day.day, "EEEE d MMMM"), day.looks) for day in week.days]
    days = [(heading, looks) for heading, looks in days if looks.in_all]
    for heading, looks in days:
        rows = tuple(_look(look, now, text) for look in looks.first)
        blocks += [Heading(heading), Grid(header, rows, (0.16, 0.26, 0.36, 0.22))]
    in_all = sum(looks.in_all for _heading, looks in days)
    return _list(text("Calendar"), text.day(monday), tuple(blocks), in_all, text)


def _look(look: calendar.Look, now: datetime, text: Text) -> tuple[str, ...]:
    local = look.due_at.astimezone(now.tzinfo)
    late = local.date() < now.date()
    return (
        text.day(local.date(), "d MMM") if late else text.clock(local),
        isolate(look.person) if look.person else text("Name hidden"),
        look.what,
        look.place,
    )


def _list(title: str, subtitle: str, blocks: tuple[Block, ...], count: int, text: Text) -> Document:
    held = sum(len(block.rows) for block in blocks if isinstance(block, Grid))
    if not held:
        blocks = (Paragraph(text("Nothing stands on this list.")),)
    elif held < count:
        cut = text("The first {held} of {count} lines.", held=text.number(held),
                   count=text.number(count))  # fmt: skip
        blocks = (Paragraph(cut), *blocks)
    return Document(
        language=text.language,
        title=title,
        subtitle=subtitle,
        who_may_see=text(common.FOR_THE_CENTRE),
        blocks=blocks,
        is_list=True,
    )
