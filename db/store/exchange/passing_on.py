"""What other laptops lack of circles that they hold, and this one can give them (ADR 13)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, insert, select

from caseworker.sync.circles import holds, is_apart, keyed_as
from caseworker.sync.membership import Members
from caseworker.sync.whole_commit import WholeCommit
from db.store.exchange.giving_keys import keys_for
from db.store.exchange.outgoing import Outgoing, number_of, remember
from db.store.identity import StoreIdentity
from db.store.journal.kept_commits import at_positions
from db.store.tables import audience_keys, lacked_circles

HERE = (
    "SELECT position, audience FROM journal_commit WHERE position <= ?"
    " AND position NOT IN (SELECT position FROM journal_left) ORDER BY position"
)


def carry_on(
    connection: Connection,
    members: Members,
    outgoing: Outgoing,
    sealed_under: bytes,
    commits: Sequence[WholeCommit],
    at: int,
) -> None:
    """Carry *commits* that just came on to those whom this laptop gave their circles.

    Their authors did not know of it yet, and sealed them under a key that not all of these have.
    """
    query = select(audience_keys.c.audience).where(audience_keys.c.id == sealed_under)
    sealed_for = connection.scalar(query)
    again = {}
    for place, whole in enumerate(commits):
        audience = keyed_as(members, whole.header.audience, b"")
        if (
            audience != sealed_for
            and is_apart(members, audience)
            and number_of(connection, gave(audience))
        ):
            if outgoing.can_seal(audience):
                again[place] = whole
            else:
                # Its newest key is named and still on its way.
                remember(connection, _waits(audience), 1)
    if again:
        outgoing.carry_again(again, at)


def carry_what_waited(
    connection: Connection, members: Members, outgoing: Outgoing, own_device: bytes, at: int
) -> None:
    """Carry on what could not be sealed when it came, now that the newest keys are here."""
    waited = {
        audience
        for audience in members.audiences
        if is_apart(members, audience)
        and holds(members, own_device, audience)
        and number_of(connection, _waits(audience))
        and outgoing.can_seal(audience)
    }
    _carry_all(connection, members, outgoing, waited, at)
    for audience in waited:
        remember(connection, _waits(audience), 0)


def hear_lacking(connection: Connection, device: bytes, lacks: Iterable[bytes]) -> None:
    """Keep of which circles a laptop says to have no key."""
    connection.execute(delete(lacked_circles).where(lacked_circles.c.device == device))
    rows = [{"device": device, "audience": each} for each in lacks]
    if rows:
        connection.execute(insert(lacked_circles), rows)


def answer(
    connection: Connection, members: Members, outgoing: Outgoing, identity: StoreIdentity, at: int
) -> None:
    """Give those that lack them the keys and commits of circles that they hold by the log alone.

    Whoever signs may not have the record herself, and letters are lost: every ordinary laptop that
    has it and that an administrator unlocks answers.
    """
    here = identity.device_id
    if members.devices[here].outreach or not members.is_unlocked_by_an_administrator(here):
        return
    given: set[bytes] = set()
    apart = [
        row
        for row in connection.execute(select(lacked_circles)).all()
        # Who lacks a class lacks all of it: that is another matter (`old_image`).
        if is_apart(members, row.audience)
    ]
    for device, lacks in apart:
        name = f"{gave(lacks)} to {device.hex()}"
        keys = keys_for(connection, members, device, [lacks])
        if keys and number_of(connection, name) + _ANSWER_AGAIN < at // 1000:
            remember(connection, name, at // 1000)
            remember(connection, gave(lacks), 1)
            given.add(lacks)
            for sealing_key in sorted(members.devices[device].sealing_keys):
                outgoing.write_letter(sealing_key, keys, at, whole_log=False)
    _carry_all(connection, members, outgoing, given, at)


def _carry_all(
    connection: Connection, members: Members, outgoing: Outgoing, circles: set[bytes], at: int
) -> None:
    if circles:
        rows = connection.exec_driver_sql(HERE, (1 << 62,)).all()
        places = [place for place, audience in rows if keyed_as(members, audience, b"") in circles]
        outgoing.carry_again(dict(at_positions(connection, places)), at)


def _waits(audience: bytes) -> str:
    return f"carries on {audience.hex()}"


_ANSWER_AGAIN = 7 * 24 * 3_600
"""Seconds in which a laptop that asks again is not answered again."""


def gave(audience: bytes) -> str:
    """Return under which name the store remembers that this laptop gave a circle to others."""
    return f"gave {audience.hex()}"
