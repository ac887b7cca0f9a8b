"""Whom to ask how it is: a sample as large as the time there is for it (R-384).

The draw of a quarter is the same on every laptop and at every look: nobody can draw again until
the answers please. Nothing is kept of who was drawn, and a survey has no name: it is only known
how many were filled in since the quarter began.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from caseworker.aggregates.said_no import said_no
from caseworker.centre.settings import the_centre
from caseworker.errors import InvalidValue
from caseworker.model.case import Case
from caseworker.model.form import FilledForm
from caseworker.model.ids import CaseId, PersonId
from caseworker.people.restricted import hidden_people, without
from caseworker.permissions import Act, require
from caseworker.ports import Reads, not_before, since
from caseworker.supervision.quality import CaseLine, case_line
from caseworker.text import N_

SURVEY = "satisfaction"
"""The form with which they are asked."""
_MINUTES_IN_AN_HOUR = 60


@dataclass(frozen=True)
class Sample:
    """Who is asked this quarter."""

    begins: date
    """The first day of the quarter."""
    people: int
    """How many could be asked."""
    drawn: tuple[CaseLine, ...]
    """Whom to ask, in the order of asking: whoever says no is followed by the next."""

    answered: int
    """How many surveys were filled in this quarter."""

    @property
    def percent(self) -> int:
        """The share of those who could be asked."""
        return round(100 * len(self.drawn) / self.people) if self.people else 0


def draw(reads: Reads, now: datetime, *, hours: int, minutes_each: int) -> Sample:
    """Return whom to ask with so many *hours* for talks of *minutes_each* minutes.

    Everybody whose case was open at some time of the quarter may be drawn; not whoever said no
    to being counted, and nobody who is out of sight.

    Raises:
        NotAllowed: only supervisors draw.
        InvalidValue: no time, or talks without length.
    """
    require(reads.actor, Act.APPROVE)
    if hours <= 0 or minutes_each <= 0:
        raise InvalidValue(what=N_("Time for the talks"))
    size = hours * _MINUTES_IN_AN_HOUR // minutes_each
    month = (now.month - 1) // 3 * 3 + 1
    begin = now.replace(month=month, day=1, hour=0, minute=0, second=0, microsecond=0)
    found = reads.fields(
        Case, ("person_id", "id"), not_before("closed_at", begin),
        *without("person_id", hidden_people(reads)),
    )  # fmt: skip
    refused = said_no(reads)
    newest: dict[PersonId, CaseId] = {
        person: case for person, case in sorted(found) if person not in refused
    }
    seed = f"{the_centre(reads).id}:{begin.date()}"
    order = sorted(newest, key=lambda person: sha256(f"{seed}:{person}".encode()).digest())
    return Sample(
        begin.date(),
        len(order),
        tuple(case_line(reads, newest[person]) for person in order[:size]),
        _answered(reads, begin),
    )


def _answered(reads: Reads, begin: datetime) -> int:
    centre = the_centre(reads).id
    return reads.count(FilledForm, since("filled_at", begin), form=SURVEY, subject=centre)
