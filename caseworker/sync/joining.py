"""What happens with a stick when a laptop joins: asking, letting in, refusing (membership.md).

Each act of a person is one of these, so that nothing is half done between two laptops.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from caseworker.model.ids import UserId
from caseworker.sync.enrolment import Request
from caseworker.sync.enrolment_files import (
    drop_request,
    find_requests,
    write_invitation,
    write_request,
)
from caseworker.sync.exchanging import ExchangePoint, Report, exchange
from caseworker.sync.folder_carrier import FolderCarrier
from caseworker.sync.space import Space

STICK = "stick"
"""How the store remembers an exchange by a stick or folder."""


def invite(space: Space, here: ExchangePoint, person: UserId, place: Path) -> Report:
    """Write the invitation for the laptop of *person* to *place*, and exchange there.

    Raises:
        NotAllowed: the actor is no administrator.
        CarrierError: it could not be written.
    """
    write_invitation(place, space.invite(person))
    return exchange_at(space, here, place)


def ask_to_join(space: Space, place: Path) -> None:
    """Write the request of this laptop to *place*.

    Raises:
        CarrierError: it could not be written.
    """
    write_request(place, space.request(), space.signed_request())


def read_answer(space: Space, here: ExchangePoint, place: Path) -> Report:
    """Take in what lies at *place*; while this laptop is not let in, its request lies there too.

    Raises:
        CarrierError: the stick failed; what came until then is kept.
    """
    report = exchange_at(space, here, place)
    if not report.revoked and not space.status().joined:
        ask_to_join(space, place)
    return report


def waiting_requests(space: Space, place: Path) -> Sequence[Request]:
    """Return the requests at *place* of laptops that are not in the log yet."""
    known = {laptop.device.bytes for laptop in space.laptops()}
    asked = find_requests(place, space.request().space)
    return [request for request in asked if request.device not in known]


def let_in(
    space: Space, here: ExchangePoint, request: Request, place: Path, *, outreach: bool = False
) -> Report:
    """Sign that the laptop belongs, and put its letter and all it lacks on the stick.

    Raises:
        NotAllowed: the actor is no administrator.
        InvalidValue: the request is of another space, or its person does not work here.
        CarrierError: the laptop belongs now, and its letter goes along the next time.
    """
    space.admit(request, outreach=outreach)
    report = exchange_at(space, here, place)
    drop_request(place, request)
    return report


def exchange_at(space: Space, here: ExchangePoint, place: Path) -> Report:
    """Exchange with the stick or folder at *place*.

    Raises:
        CarrierError: it failed; what was done until then is kept on both sides.
    """
    return exchange(here, FolderCarrier(place, space.request().space), STICK)
