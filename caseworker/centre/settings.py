"""What the centre has decided for itself."""

from __future__ import annotations

from dataclasses import dataclass

from caseworker.errors import Bug
from caseworker.model.staff import Centre
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork


def the_centre(reads: Reads) -> Centre:
    """Return the centre of this store. Every store has one from its first moment."""
    centres = reads.matching(Centre, limit=1)
    if not centres:
        raise Bug
    return centres[0]


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What an administrator can set."""

    name: str
    country: str = ""
    eligibility_criteria: tuple[str, ...] = ()
    closure_needs_approval: bool = True
    plan_needs_look: bool = False
    caseload_limit: int = 25
    sole_worker: bool = False
    age_bands: tuple[int, ...] = (6, 12, 15, 18)
    answer_wishes_within: int = 30
    outside_channels: tuple[str, ...] = ()
    backup_days: int = 7
    keep_closed_for: int = 5


def change_settings(work: UnitOfWork, settings: Settings) -> None:
    """Keep what the centre decided; it holds from now on and rewrites nothing."""
    require(work.actor, Act.CHANGE_CENTRE)
    centre = the_centre(work)
    for name, value in vars(settings).items():
        setattr(centre, name, value)
    if centre.sole_worker:
        # Every laptop wants to see that somebody said so who is an administrator today.
        work.settle(centre, "sole_worker", True)
    work.record("centre changed", centre.id)
