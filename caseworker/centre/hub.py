"""The hub of the centre is a setting like others: it travels to all its laptops."""

from __future__ import annotations

from caseworker.centre.settings import the_centre
from caseworker.model.values import HubPlace
from caseworker.permissions import Act, require
from caseworker.ports import UnitOfWork


def set_hub(work: UnitOfWork, place: HubPlace | None) -> None:
    """Keep where the laptops of the centre exchange; None: by sticks only.

    Raises:
        NotAllowed: the actor is no administrator.
    """
    require(work.actor, Act.CHANGE_CENTRE)
    centre = the_centre(work)
    centre.hub = place
    work.record("centre changed", centre.id)
