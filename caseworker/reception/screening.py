"""Eligibility without identity, and what is explained before anyone decides (R-206, R-269)."""

from __future__ import annotations

from caseworker.model.arrival import (
    Arrival,
    Eligibility,
    Orientation,
    OrientationTopic,
    Screening,
)
from caseworker.model.ids import ArrivalId, ScreeningId
from caseworker.model.staff import Centre
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork


def screen(
    work: UnitOfWork,
    arrival_id: ArrivalId,
    *,
    criteria_met: tuple[str, ...],
    result: Eligibility | None = None,
    reason: str = "",
) -> Screening:
    """Keep which of the centre's criteria are met; *result* overrides what follows from them.

    Nothing that names anybody is kept. A centre without criteria receives everybody.
    """
    require(work.actor, Act.CHECK_IN)
    work.get(Arrival, arrival_id)
    earlier = latest_screening(work, arrival_id)
    screening = earlier or Screening(
        id=ScreeningId(work.new_id()),
        arrival_id=arrival_id,
        screened_at=work.now(),
        screened_by=work.actor.user_id,
    )
    screening.criteria_met = criteria_met
    screening.result = result or _result(criteria(work), criteria_met)
    screening.reason = reason
    if earlier is None:
        work.add(screening)
    return screening


def criteria(reads: Reads) -> tuple[str, ...]:
    """Return the centre's eligibility criteria, in its own words."""
    centres = reads.matching(Centre, limit=1)
    return centres[0].eligibility_criteria if centres else ()


def latest_screening(reads: Reads, arrival_id: ArrivalId) -> Screening | None:
    """Return the screening of a number, or None."""
    found = reads.matching(Screening, arrival_id=arrival_id, order_by="-screened_at", limit=1)
    return found[0] if found else None


def _result(wanted: tuple[str, ...], met: tuple[str, ...]) -> Eligibility:
    if not wanted or set(wanted) & set(met):
        return Eligibility.ELIGIBLE
    return Eligibility.UNCLEAR


def explain(
    work: UnitOfWork,
    screening_id: ScreeningId,
    *,
    topics: tuple[OrientationTopic, ...],
    language: str,
    medium: str,
    said_back: bool,
) -> Orientation:
    """Keep which topics were explained, how, and whether they were said back (R-272 to R-276)."""
    require(work.actor, Act.CHECK_IN)
    earlier = explained(work, screening_id)
    orientation = earlier or Orientation(
        id=work.new_id(),
        screening_id=screening_id,
        explained_at=work.now(),
        explained_by=work.actor.user_id,
    )
    orientation.topics = topics
    orientation.language = language
    orientation.medium = medium
    orientation.said_back = said_back
    if earlier is None:
        work.add(orientation)
    return orientation


def explained(reads: Reads, screening_id: ScreeningId) -> Orientation | None:
    """Return what was explained after a screening, or None."""
    found = reads.matching(Orientation, screening_id=screening_id, limit=1)
    return found[0] if found else None
