"""Ties between people: claimed until somebody has verified them."""

from __future__ import annotations

from dataclasses import dataclass

from caseworker.model.ids import PersonId, RelationshipId
from caseworker.model.person import Relationship, Tie
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork


@dataclass(frozen=True, kw_only=True)
class Guardian:
    """Who speaks for a child, and how somebody made sure of the tie; empty is not verified."""

    tie: Tie
    relative_id: PersonId | None = None
    relative_name: str = ""
    verified_how: str = ""
    doubt: str = ""
    may_be_abuser: bool = False


def guardian_tie(
    named: Guardian, key: RelationshipId, child: PersonId, reads: Reads
) -> Relationship:
    """Return the tie of *named* to *child* under the id *key*, verified if it says how."""
    verified = bool(named.verified_how.strip())
    return Relationship(
        id=key,
        person_id=child,
        claimed_at=reads.now(),
        verified_at=reads.now() if verified else None,
        verified_by=reads.actor.user_id if verified else None,
        **vars(named),
    )


def known_tie(reads: Reads, child: PersonId, named: Guardian) -> Relationship | None:
    """Return the tie as it was kept before, where nothing new is said about it."""
    if named.verified_how or named.doubt or named.may_be_abuser:
        return None
    ties = reads.matching(Relationship, person_id=child, tie=named.tie)
    return next((tie for tie in ties if _same(tie, named)), None)


def _same(tie: Relationship, named: Guardian) -> bool:
    if named.relative_id is not None:
        return tie.relative_id == named.relative_id
    return tie.relative_name.strip().casefold() == named.relative_name.strip().casefold()


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
