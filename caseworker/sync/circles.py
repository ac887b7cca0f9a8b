"""Which laptop holds which circle (docs/formats/membership.md, "Who holds a circle").

A pure function of the log, so that every laptop comes to the same answer about every other.
"""

from __future__ import annotations

import hashlib

from caseworker.model.staff import Role
from caseworker.sync.membership import Audience, Members

CENTRE = "centre"
"""The one class that every laptop holds."""
RECORD = "record"
"""The class of the circle of one person's record, once somebody has narrowed it."""
HANDING_IN = "handing in"
"""The class of the circle by which an outreach laptop hands in what the others are to read."""

_READ_PEOPLE = frozenset({Role.RECEPTION.value, Role.CASEWORKER.value, Role.SUPERVISOR.value})
"""Whoever has none of these roles opens no record: she does not keep a laptop out of a circle."""


def circle_of(person: bytes) -> bytes:
    """Return the id of the circle of the record of *person*, 16 bytes."""
    return hashlib.sha256(b"caseworker circle 1" + person).digest()[:16]


def handing_in_of(device: bytes) -> bytes:
    """Return the id of the circle by which the laptop *device* hands in, 16 bytes."""
    return hashlib.sha256(b"caseworker handing in 1" + device).digest()[:16]


def holds(members: Members, device: bytes, audience: bytes) -> bool:
    """Return whether a laptop may have what is written for *audience*, and its keys."""
    return _holds(members, device, members.audiences.get(audience))


def holders(members: Members, circle: Audience | None) -> frozenset[bytes]:
    """Return the laptops that belong and hold a circle; None: that of a record not narrowed."""
    return frozenset(
        device
        for device, laptop in members.devices.items()
        if laptop.current and _holds(members, device, circle)
    )


def sealed_for(members: Members, device: bytes, audience: bytes, common: bytes) -> bytes:
    """Return the audience under whose key a laptop seals what is written for *audience*.

    *common* is the circle that holds all records that nobody has narrowed.
    """
    circle = members.audiences.get(audience)
    if circle is not None and circle.names & {RECORD, CENTRE}:
        return audience
    laptop = members.devices.get(device)
    if laptop is not None and laptop.outreach:
        return handing_in_of(device)
    return common if circle is None else audience


def is_narrowed(members: Members, audience: bytes) -> bool:
    """Return whether an audience is a record with a key of its own."""
    circle = members.audiences.get(audience)
    return circle is not None and RECORD in circle.names


def _holds(members: Members, device: bytes, circle: Audience | None) -> bool:
    laptop = members.devices.get(device)
    if laptop is None:
        return False
    if circle is None:
        return not laptop.outreach
    if RECORD in circle.names:
        carried = not laptop.outreach or device in circle.laptops
        return carried and _all_belong(members, laptop.slots, circle)
    if HANDING_IN in circle.names:
        return not laptop.outreach or device in circle.laptops
    return not laptop.outreach or CENTRE in circle.names


def leaves_out(members: Members, device: bytes, audience: bytes) -> bool:
    """Return whether somebody who unlocks a laptop is kept out of a circle that was closed.

    Otherwise the record only moved on.
    """
    circle, laptop = members.audiences.get(audience), members.devices.get(device)
    if circle is None or laptop is None:
        return False
    return not _all_belong(members, laptop.slots, circle)


def must_leave(members: Members, audience: bytes) -> frozenset[bytes]:
    """Return the laptops that had a circle, have to remove it, and have not been ended."""
    circle = members.audiences.get(audience)
    return frozenset(
        device
        for device in (circle.leaving if circle else ())
        if (laptop := members.devices.get(device)) is not None
        and laptop.current
        and not holds(members, device, audience)
    )


def reads_people(members: Members, person: bytes) -> bool:
    """Return whether the role of somebody of the staff opens records."""
    member = members.people.get(person)
    return member is None or bool(member.roles & _READ_PEOPLE)


def _all_belong(members: Members, people: frozenset[bytes], circle: Audience) -> bool:
    return circle.open or all(
        person in circle.members or not reads_people(members, person) for person in people
    )
