"""The laptops of a centre: what an administrator does with them, and what all may know of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from caseworker.model.ids import PersonId, UserId
from caseworker.ports import Changes
from caseworker.sync.commits import CommitId
from caseworker.sync.enrolment import Invitation, Request


class LaptopState(StrEnum):
    """Whether a laptop belongs."""

    THIS = "this"
    MEMBER = "member"
    SUSPENDED = "suspended"
    """Its end is disputed: two administrators say different things."""
    REVOKED = "revoked"


@dataclass(frozen=True, kw_only=True)
class Laptop:
    """One laptop, without content: supervisors see this of all."""

    device: UUID
    code: str
    state: LaptopState
    people: tuple[UserId, ...]
    """Who unlocks it."""
    heard_at: int | None
    """When its last batch came here, in milliseconds since 1970; None where none ever did."""
    lacks: int
    """How many batches of this laptop it has not told to have: what is only here, as far as known.
    """
    lacks_since: int | None
    """When the oldest of them was made, in milliseconds since 1970."""
    acknowledged: int
    """How many batches of this laptop it has told to have."""
    sent: int
    """Of this laptop: how many of its batches a carrier has taken."""
    received: int
    """How many of its batches came here."""
    quarantined: int
    """How many of its commits do not count."""
    forked: bool
    """It went back to an old image, or its keys were copied."""
    incomplete: bool
    """One of its batches has not come, and a later one has."""
    reads_health: bool = True
    """Whether what is written about health is for whoever unlocks it."""
    keeps_health: bool = False
    """It has to remove what is written about health, and has not told yet that it did."""
    outreach: bool = False
    """It carries the records that it was given, and no others."""
    shares_health: bool = False
    """Somebody unlocks it who is not trained for health, beside somebody who is."""
    cleared: bool = True
    """It has told that the records it was not given are gone from it."""
    not_come: tuple[str, ...] = ()
    """The codes of laptops that have something it wrote which has not come here."""
    same: bool = False
    """It has told to have exactly what this laptop had: the same changes, shown alike."""
    differs: bool = False
    """With the same changes it shows something else than this laptop: a fault of a program."""
    needs_help: bool = False
    """It went back to an older day, and no other administrator's laptop can bring it on."""


@dataclass(frozen=True, kw_only=True)
class RecordPlace:
    """What one laptop has of one record."""

    device: UUID
    code: str
    is_this: bool
    outreach: bool
    holds: bool
    holds_health: bool
    """It has, of a record that it holds, what is written about health too."""
    leaving: bool
    """It must not have it any more, and has not told that it is gone."""


@dataclass(frozen=True, kw_only=True)
class ExchangeStatus:
    """What the pill says, in numbers."""

    founded: bool
    """Other laptops can belong; else this one works for itself."""
    joined: bool
    """This laptop is in the log."""
    outreach: bool
    """This laptop carries some records only."""
    went_back: bool
    """This laptop wrote under keys that it does not know: its disk went back to an older day."""
    waiting: int
    """Commits of this laptop that no carrier has taken yet."""
    conflicts: int
    """Fields of which two values stand against each other."""
    quarantined: int
    absent: int
    """Commits that others name and that have not come."""
    without_authority: int
    """Entries of the log by somebody whose word no root asked for: they have no effect."""
    newer: bool
    """Batches or entries are kept that a newer version of the program wrote."""
    last_exchange: int | None
    """When an exchange last came to its end, in milliseconds since 1970."""


@dataclass(frozen=True, kw_only=True)
class Naming:
    """What a root would sign to make somebody an administrator."""

    person: UserId
    name: str
    """As an administrator wrote it; empty where none ever did."""
    called: str
    """As the list has it now, whoever wrote that."""
    roles: frozenset[str]
    """Those that the log gives her already, and administrator: whatever the list says."""
    laptops: tuple[str, ...]
    """The codes of those that she unlocks."""
    overrules: int
    """How many words of administrators who ended her count no longer."""


class Space(Protocol):
    """The space of an unlocked store. What is signed here is carried by the next exchange."""

    def status(self) -> ExchangeStatus:
        """Return how the exchange stands."""
        ...

    def prepare_root(self) -> str:
        """Return the code of the root to be, for paper: the same until the space is founded.

        Raises:
            NotAllowed: the actor is no administrator.
        """
        ...

    def naming(self, person: UserId) -> Naming:
        """Return what a root would sign to make somebody of the staff an administrator.

        Raises:
            NotFound: nobody of this id is in the list.
        """
        ...

    def name_administrator(self, code: str, shown: Naming) -> frozenset[str]:
        """Sign with the root of this *code* what was *shown*, and no more; return her roles.

        Whoever ended her is overruled; whom she ended stays ended. Anybody who has the code may.

        Raises:
            WrongRecoveryCode: it is mistyped, or of another centre.
        """
        ...

    def release(self, commits: Sequence[CommitId]) -> Changes:
        """Let commits count that were held back, on the word of an administrator.

        Raises:
            NotAllowed: the actor is no administrator.
            NotNamed: no root has named her.
        """
        ...

    def disputed(self) -> Sequence[UserId]:
        """Return the administrators who end each other: a root decides."""
        ...

    def found(self) -> str:
        """Make the space, entering all staff and this laptop; return the root's code, for paper.

        Raises:
            NotAllowed: the actor is no administrator.
        """
        ...

    def invite(self, person: UserId) -> Invitation:
        """Return the invitation for the laptop that *person* will unlock first.

        Raises:
            NotAllowed: the actor is no administrator.
        """
        ...

    def request(self) -> Request:
        """Return what this laptop asks, while it waits to be let in."""
        ...

    def signed_request(self) -> bytes:
        """Return the same as a file, signed by the laptop and by whoever unlocked it."""
        ...

    def admit(self, request: Request, *, outreach: bool = False) -> None:
        """Enter a laptop whose fingerprint two people have compared, and write to it.

        An *outreach* laptop is given the records of its people's cases and no others.

        Raises:
            NotAllowed: the actor is no administrator.
            NotNamed: no root has named her.
            InvalidValue: it is of another space, or its person does not work here.
        """
        ...

    def revoke(self, device: UUID) -> None:
        """End a laptop that was lost or stolen; what it wrote later does not count anywhere.

        Raises:
            NotAllowed: the actor is no administrator, or it is this laptop.
            NotNamed: no root has named her.
        """
        ...

    def help_back(self, device: UUID) -> None:
        """Give a laptop that went back the log, the keys and the changes of today.

        For a colleague who knows that the right person holds it. Nothing where it needs none.
        """
        ...

    def mark_outreach(self, device: UUID, *, outreach: bool) -> None:
        """Let a laptop carry the records that it is given and no others, or all of them again.

        What it may not have any more goes from it at its next exchange.

        Raises:
            NotAllowed: the actor is no administrator, or it is this laptop.
            NotNamed: no root has named her.
            NotFound: no such laptop belongs.
        """
        ...

    def lies_on(self, person_id: PersonId) -> Sequence[RecordPlace]:
        """Return every laptop that belongs, and what it has of the record of a person."""
        ...

    def align(self) -> None:
        """Sign what the list of staff and the records say and the log does not.

        Nothing where none may or must.
        """
        ...

    def laptops(self) -> Sequence[Laptop]:
        """Return all laptops of the space, this one first."""
        ...

    def confirmed(self, what: UUID) -> frozenset[UUID]:
        """Return the laptops that told to have the last that is known here of an entity."""
        ...

    def work_out_again(self) -> tuple[int, Changes]:
        """Work out again what is shown here from what was written; return how many were wrong."""
        ...

    def fingerprint(self) -> str:
        """Return what two people compare to know that both laptops mean the same space."""
        ...
