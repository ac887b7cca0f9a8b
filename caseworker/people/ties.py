"""Ties between people: claimed until somebody has verified them."""

from __future__ import annotations

from dataclasses import dataclass

from caseworker.model.ids import PersonId, RelationshipId
from caseworker.model.person import Relationship, Tie
from caseworker.permissions import Act, require
from caseworker.ports import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What somebody says about a tie, and what makes one wonder."""

    person_id: PersonId
    tie: Tie
    relative_id: PersonId | None = None
    relative_name: str = ""
    doubt: str = ""
    may_be_abuser: bool = False


def claim(work: UnitOfWork, claimed: Claim) -> Relationship:
    """Keep a tie as it is claimed. It opens nothing until it is verified."""
    require(work.actor, Act.REGISTER)
    tie = Relationship(id=RelationshipId(work.new_id()), claimed_at=work.now(), **vars(claimed))
    work.add(tie)
    return tie


def verify(work: UnitOfWork, relationship_id: RelationshipId, how: str) -> None:
    """Keep that the tie was verified, and how; a doubt is settled by it."""
    require(work.actor, Act.WORK_ON_CASE)
    tie = work.get(Relationship, relationship_id)
    tie.verified_at = work.now()
    tie.verified_by = work.actor.user_id
    tie.verified_how = how
    tie.doubt = ""
    work.record("tie verified", tie.person_id)


def doubt(work: UnitOfWork, relationship_id: RelationshipId, why: str) -> None:
    """Keep why a tie is doubted; while the doubt stands, the tie opens nothing."""
    require(work.actor, Act.REGISTER)
    work.get(Relationship, relationship_id).doubt = why


def name_responsible_adult(
    work: UnitOfWork, person_id: PersonId, name: str, *, authority_notified: bool
) -> Relationship:
    """Name an interim responsible adult for a child without guardian (R-438)."""
    require(work.actor, Act.WORK_ON_CASE)
    tie = Relationship(
        id=RelationshipId(work.new_id()),
        person_id=person_id,
        relative_name=name,
        tie=Tie.RESPONSIBLE_ADULT,
        claimed_at=work.now(),
        authority_notified_at=work.now() if authority_notified else None,
    )
    work.add(tie)
    return tie
