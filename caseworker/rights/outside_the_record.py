"""What goes with a record and lies outside its circle: erased only where two people named it.

Arrivals and beds lie with the whole centre, a tie of a sister with her record, looks at it with the
audit trail. No circle tells other laptops that these belong to the erasure, so whoever agrees names
them, and somebody else erases them (docs/formats/commit.md, "Erasure").
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from caseworker.model.audit import AuditEvent
from caseworker.model.entity import Entity
from caseworker.model.erasure import Erasure
from caseworker.model.ids import PersonId
from caseworker.ports import Reads


def beyond(reads: Reads, person_id: PersonId, going: Sequence[Entity]) -> tuple[UUID, ...]:
    """Return the ids of what is *going* and lies outside the record, as whoever agrees names it."""
    return tuple(sorted(each.id for each in reads.outside(person_id, going)))


def unnamed(
    reads: Reads, erasure: Erasure, going: Sequence[Entity], *, erasing: bool = False
) -> frozenset[UUID]:
    """Return the ids of what is *going*, lies outside the record, and nobody agreed to.

    Where whoever asks is *erasing*, what she named herself is not agreed to by anybody else.
    """
    named = {
        each
        for by, beyond_it in (
            (erasure.agreed_by, erasure.agreed_beyond),
            (erasure.late_agreed_by, erasure.late_beyond),
        )
        if not erasing or by != reads.actor.user_id
        for each in beyond_it
    }
    outside = reads.outside(erasure.person_id, going)
    return frozenset(each.id for each in outside) - named


def to_be_named(
    reads: Reads, erasure: Erasure, going: Sequence[Entity], *, erasing: bool = False
) -> bool:
    """Return whether anything is *going* that somebody else has to agree to first.

    The trail of who looked at the record grows while it is decided; that alone waits for nobody.
    *erasing* is as for `unnamed`.
    """
    looks = {each.id for each in going if isinstance(each, AuditEvent)}
    return bool(unnamed(reads, erasure, going, erasing=erasing) - looks)
