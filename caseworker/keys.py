"""Who can unlock a laptop: what the domain needs of it from outside, as in `caseworker.ports`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from caseworker.model.ids import UserId
from caseworker.model.staff import Role, Training


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """A member of staff who gets a slot on this laptop."""

    name: str
    staff_code: str
    roles: frozenset[Role]
    trainings: frozenset[Training] = frozenset()


class Keys(Protocol):
    """Who can unlock this laptop. Each act is audited."""

    def add(self, newcomer: Newcomer, passphrase: str) -> UserId:
        """Enrol a member of staff, who unlocks with *passphrase*.

        Raises:
            NotAllowed: the actor is no administrator.
            SlotsFull: every slot is taken.
            InvalidValue: somebody of that name is enrolled, or something is empty.
        """
        ...

    def remove(self, user_id: UserId) -> None:
        """Take away the slot of a member of staff; the store gets another key when it is closed.

        Raises:
            NotAllowed: the actor is no administrator, or would remove herself.
            NotFound: nobody has this id.
        """
        ...

    def close_here(self, user_id: UserId) -> None:
        """Take away somebody's slot on this laptop alone: she goes on working at her own.

        Raises:
            NotAllowed: the actor is no administrator, or would close it to herself.
            NotFound: she does not unlock this laptop.
        """
        ...

    def open_to(self) -> frozenset[UserId]:
        """Return who unlocks this laptop."""
        ...

    def change_passphrase(self, old: str, new: str) -> None:
        """Change the passphrase of whoever unlocked; raise WrongPassphrase if *old* is not hers."""
        ...

    def new_recovery_code(self) -> str:
        """Return a new recovery code, for administrators; the one before opens nothing more."""
        ...

    def destroy(self) -> None:
        """Destroy every slot on this laptop: the gesture before an evacuation. Close next."""
        ...
