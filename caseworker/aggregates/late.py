"""Who waits for a follow-up that is late: each person once, by the one that is late the longest."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from caseworker.model.case import Case
from caseworker.model.ids import CaseId, PersonId
from caseworker.model.review import FollowUp
from caseworker.people.duplicates.standing import second_records
from caseworker.ports import Reads, before, not_before

LATE_FROM_DAYS = (1, 4, 8, 15, 29)
"""Where each stretch of days begins by which a follow-up is late."""


def band_of_days(days: int) -> str:
    """Return the stretch in which *days* lie, as "4-7" or "29+"."""
    begins = max(each for each in LATE_FROM_DAYS if each <= days)
    following = [each for each in LATE_FROM_DAYS if each > begins]
    return f"{begins}-{following[0] - 1}" if following else f"{begins}+"


def waiting_longest(
    reads: Reads, last_day: datetime, end: datetime
) -> Mapping[PersonId, tuple[CaseId, int]]:
    """Return who waited at *end*, with the case and by how many days it was late.

    *last_day* is the midnight with which the last day begins: what was due on it is not late.
    """
    late = reads.fields(
        FollowUp, ("case_id", "due_at"), before("due_at", last_day), not_before("closed_at", end)
    )
    seconds = second_records(reads)
    owners = dict(reads.fields(Case, ("id", "person_id"))) if late else {}
    found: dict[PersonId, tuple[CaseId, int]] = {}
    for case, due in late:
        if case not in owners:
            continue
        person = seconds.get(owners[case], owners[case])
        days = (last_day.date() - due.astimezone(last_day.tzinfo).date()).days
        if person not in found or days > found[person][1]:
            found[person] = (case, days)
    return found
