"""Who answers for a child from the first hour on, as the child's registration says (R-438)."""

from __future__ import annotations

from caseworker.answers import Answers
from caseworker.model.ids import RelationshipId
from caseworker.model.person import Person, Relationship, Tie
from caseworker.ports import UnitOfWork

_RESPONSIBLE = "/data/with/responsible_adult"
_AUTHORITY = "/data/with/authority_told"


def keep_responsible_adult(
    work: UnitOfWork, child: Person, answers: Answers, known: Relationship | None
) -> Relationship | None:
    """Keep whom the centre named as responsible for *child*, and that an authority knows.

    Returns None where nobody is named.
    """
    name = answers.free.get(_RESPONSIBLE, "").strip()
    if not name and known is None:
        return None
    tie = known or _new(work, child)
    if tie.relative_name != name:
        tie.relative_name = name
    told = bool(answers.free.get(_AUTHORITY, "").strip())
    if told is (tie.authority_notified_at is None):
        tie.authority_notified_at = work.now() if told else None
    return tie


def _new(work: UnitOfWork, child: Person) -> Relationship:
    tie = Relationship(
        id=RelationshipId(work.new_id()),
        person_id=child.id,
        tie=Tie.RESPONSIBLE_ADULT,
        claimed_at=work.now(),
    )
    work.add(tie)
    return tie
