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
HEALTH = "health"
"""The class of what is written about somebody's health."""
HANDING_IN = "handing in"
"""The class of the circle by which an outreach laptop hands in what the others are to read."""

_READ_PEOPLE = frozenset({Role.RECEPTION.value, Role.CASEWORKER.value, Role.SUPERVISOR.value})
"""Whoever has none of these roles opens no record: she does not keep a laptop out of a circle."""


_RECORD_ITSELF, _HEALTH_PART = b"\x00", b"\x01"
"""How the ids of the two circles of one person end."""


def circle_of(person: bytes) -> bytes:
    """Return the id of the circle of the record of *person*, 16 bytes."""
    return hashlib.sha256(b"caseworker circle 1" + person).digest()[:15] + _RECORD_ITSELF


def health_part_of(record: bytes) -> bytes:
    """Return the id of the circle of what is written about health in a *record*, by its circle."""
    return record[:15] + _HEALTH_PART


def is_health_part(members: Members, audience: bytes) -> bool:
    """Return whether an audience is what is written about health in one record."""
    circle = members.audiences.get(audience)
    return audience[15:] == _HEALTH_PART and (circle is None or RECORD in circle.names)


def handing_in_of(device: bytes) -> bytes:
    """Return the id of the circle by which the laptop *device* hands in, 16 bytes."""
    return hashlib.sha256(b"caseworker handing in 1" + device).digest()[:16]


def holds(members: Members, device: bytes, audience: bytes) -> bool:
    """Return whether a laptop may have what is written for *audience*, and its keys."""
    governed = governed_as(members, audience)
    return _holds(members, device, governed, members.audiences.get(governed))


def holders(members: Members, audience: bytes) -> frozenset[bytes]:
    """Return the laptops that belong and hold a circle."""
    governed = governed_as(members, audience)
    return holders_if(members, governed, members.audiences.get(governed))


def holders_if(members: Members, audience: bytes, circle: Audience | None) -> frozenset[bytes]:
    """Return the laptops that would hold *audience* if the log had it so; None: if it had not."""
    return frozenset(
        device
        for device, laptop in members.devices.items()
        if laptop.current and _holds(members, device, audience, circle)
    )


def governed_as(members: Members, audience: bytes) -> bytes:
    """Return the audience by which is told who holds *audience*.

    A part about health that the log does not name goes with its record, where that is narrowed.
    """
    record = audience[:15] + _RECORD_ITSELF
    part = audience not in members.audiences and is_health_part(members, audience)
    return record if part and record in members.audiences else audience


def keyed_as(members: Members, audience: bytes, common: bytes) -> bytes:
    """Return the audience whose key the ordinary laptops have for what is written for *audience*.

    *common* is the circle that holds all records that nobody has narrowed.
    """
    governed = governed_as(members, audience)
    if governed in members.audiences:
        return governed
    if is_health_part(members, audience):
        return min(members.of_class(HEALTH), default=common)
    return common


def sealed_for(members: Members, device: bytes, audience: bytes, common: bytes) -> bytes:
    """Return the audience under whose key a laptop seals what is written for *audience*.

    What an outreach laptop writes about health, beyond the records it was given, is sealed for the
    laptops that may read it alone: it has no key for that, and hands it in by letters.
    """
    keyed = keyed_as(members, audience, common)
    circle, laptop = members.audiences.get(keyed), members.devices.get(device)
    if circle is not None and circle.names & {RECORD, CENTRE, HEALTH}:
        return keyed
    if laptop is not None and laptop.outreach:
        return handing_in_of(device)
    return keyed


def is_narrowed(members: Members, audience: bytes) -> bool:
    """Return whether an audience is a record, or its part about health, with a key of its own."""
    circle = members.audiences.get(audience)
    return circle is not None and RECORD in circle.names


def is_apart(members: Members, audience: bytes) -> bool:
    """Return whether an audience has readers of its own: a narrowed record, or all of health."""
    circle = members.audiences.get(audience)
    return circle is not None and (
        RECORD in circle.names or (HEALTH in circle.names and not circle.open)
    )


def reads_health(members: Members, slots: frozenset[bytes]) -> bool:
    """Return whether a laptop that *slots* unlock may have what is written about health.

    One reader is enough: what colleagues on one laptop do not read, the program hides from them.
    """
    readers = {person for person in slots if reads_people(members, person)}
    return all(
        circle.open or not readers or bool(readers & circle.members)
        for circle in map(members.audiences.__getitem__, members.of_class(HEALTH))
    )


def shares_health(members: Members, slots: frozenset[bytes]) -> bool:
    """Return whether somebody unlocks a laptop beside a reader of health, and is none herself.

    Only where health is closed at all: on the others nobody is left out.
    """
    readers = {person for person in slots if reads_people(members, person)}
    closed = [members.audiences[each] for each in members.of_class(HEALTH)]
    return any(
        not circle.open and readers & circle.members and readers - circle.members
        for circle in closed
    )


def _holds(members: Members, device: bytes, audience: bytes, circle: Audience | None) -> bool:
    laptop = members.devices.get(device)
    if laptop is None:
        return False
    about_health = is_health_part(members, audience) or audience in members.of_class(HEALTH)
    if about_health and not reads_health(members, laptop.slots):
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
    governed = governed_as(members, audience)
    circle, laptop = members.audiences.get(governed), members.devices.get(device)
    if laptop is None:
        return False
    if is_health_part(members, governed) and not reads_health(members, laptop.slots):
        return True
    return circle is not None and not _all_belong(members, laptop.slots, circle)


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
