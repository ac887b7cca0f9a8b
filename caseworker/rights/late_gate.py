"""What keeps from being erased what came after a record was erased: months later, by other people.

Every laptop asks for two people who have their roles for each other. Where one of the two has left
meanwhile, whoever has the role today takes her place: otherwise what a laptop that was long away
brings could be erased by nobody any more.
"""

from __future__ import annotations

from collections.abc import Sequence

from caseworker.findings import Findings, stops
from caseworker.model.entity import Entity
from caseworker.model.erasure import Erasure
from caseworker.model.ids import UserId
from caseworker.model.staff import User
from caseworker.permissions import Act
from caseworker.ports import Reads
from caseworker.rights.erasing_gate import agreed_herself, covers
from caseworker.rights.outside_the_record import to_be_named
from caseworker.text import N_


def late_findings(reads: Reads, erasure: Erasure, late: Sequence[Entity]) -> Findings:
    """Return what keeps what came late from being erased by whoever asks."""
    decider = reads.find(User, erasure.decided_by)
    if decider is not None and not covers(decider, Act.DECIDE_REQUEST):
        what, why = (
            N_("{name} no longer has the role to decide about erasures"),
            N_("Whoever has the role today decides it anew, and somebody else agrees."),
        )
        return (stops("late-decider-left", what, why, "R-442", name=decider.name),)
    agreed = _agreed(reads, erasure)
    if not agreed:
        what, why = (
            N_("Somebody else agrees first"),
            N_("Whoever agreed before is no longer here for it, or it was decided anew since."),
        )
        return (stops("late-not-agreed", what, why, "R-442"),)
    if to_be_named(reads, erasure, late):
        what, why = (
            N_("Somebody else agrees first"),
            N_("Some of it lies outside the record: every laptop wants to see two people behind"
               " it."),
        )  # fmt: skip
        return (stops("late-not-agreed", what, why, "R-442"),)
    if agreed == {reads.actor.user_id} or to_be_named(reads, erasure, late, erasing=True):
        return (agreed_herself(),)
    return ()


def _agreed(reads: Reads, erasure: Erasure) -> set[UserId]:
    """Return who agreed to the decision as it stands, in a role that she still has.

    Clocks of two laptops may differ: then somebody agrees once more. Whoever decides anew takes an
    earlier agreement to what came late out, so that no clock is asked of that one.
    """
    as_decided = erasure.agreed_at is not None and erasure.agreed_at >= erasure.decided_at
    agreed = {erasure.late_agreed_by, erasure.agreed_by if as_decided else None}
    return {
        by
        for by in agreed
        if by is not None
        if (user := reads.find(User, by)) is None or covers(user, Act.AGREE_TO_ERASURE)
    }
