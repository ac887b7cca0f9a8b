"""A store that went back to an old image: it seals nothing for those who were excluded meanwhile.

Its log may be older than what it told before, and the others may have destroyed the keys that it
knows (ADR 17). What it wrote itself and cannot open shows it that, and its chain, that now parts,
shows it to the others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import Connection, select

from caseworker.sync.batch import Reader
from caseworker.sync.batch_file import laptop_id
from caseworker.sync.carrier import BatchId
from caseworker.sync.circles import handing_in_of, holds, is_apart
from caseworker.sync.letter import sealing_key_id
from caseworker.sync.membership import Member, Members
from caseworker.sync.whole_commit import WholeCommit
from db.store.exchange import frontiers, kept_batches
from db.store.exchange.erased_batches import covered, opened
from db.store.exchange.giving_keys import keys_for, readers
from db.store.exchange.old_keys import superseded
from db.store.exchange.outgoing import Outgoing, number_of, remember
from db.store.exchange.passing_on import HERE
from db.store.identity import StoreIdentity
from db.store.journal.kept_commits import at_positions, with_ids
from db.store.tables import batches, lacked_circles

_ASKED = "asked as an old image"
_ASK_AGAIN = 24 * 3_600
"""Seconds after which it asks again."""
_ANSWER_AGAIN = 7 * 24 * 3_600
"""Seconds in which a laptop that asks again is not answered again."""


def is_behind(connection: Connection, members: Members, identity: StoreIdentity) -> bool:
    """Return whether this laptop once wrote under a key that its log does not name: it knew more.

    Only its own batches are asked, which nobody else can sign: otherwise one hostile laptop could
    silence all others.
    """
    own = laptop_id(identity.device_public_key)
    query = select(batches.c.key).where(
        batches.c.laptop == own, batches.c.result == kept_batches.FOR_OTHERS
    )
    closed = set(connection.scalars(query.distinct()))
    if not closed:
        return False
    named = {key.id for keys in members.keys.values() for key in keys}
    letters = {
        sealing_key_id(key) for member in members.devices.values() for key in member.sealed_to
    }
    return bool(closed - named - letters)


def ask_those_who_know(
    connection: Connection, members: Members, outgoing: Outgoing, identity: StoreIdentity, at: int
) -> None:
    """Ask the laptops that administrators unlock for the log and the keys of today.

    By letters, so that nobody else reads them. Nothing else is sealed meanwhile. Where this is the
    only laptop of an administrator, all ordinary ones are asked, and a colleague answers there.
    """
    if number_of(connection, _ASKED) + _ASK_AGAIN > at // 1000:
        return
    remember(connection, _ASKED, at // 1000)
    device = identity.device_id
    circles = {*identity.audiences.values(), *members.audiences, handing_in_of(device)}
    lacks = [each for each in circles if holds(members, device, each)]
    others = [each for each in readers(members, device) if not members.devices[each[0]].outreach]
    know = [each for each in others if members.is_unlocked_by_an_administrator(each[0])]
    for _, sealing_key in know or others:
        outgoing.ask(sealing_key, lacks, at)


def seal_again(
    connection: Connection,
    members: Members,
    reader: Callable[[], Reader],
    outgoing: Outgoing,
    identity: StoreIdentity,
    at: int,
) -> int:
    """Carry again under the newest keys what this laptop sealed before it knew of them.

    Only where it went back: others keep an older key until every laptop has told to know the next,
    and this one had told so before. Returns how many batches others take the place of.
    """
    own = laptop_id(identity.device_public_key)
    older = [key for key, _ in superseded(connection, members)]
    query = select(batches.c.id).where(
        batches.c.laptop == own, batches.c.content.is_not(None), batches.c.key.in_(older)
    )
    closed = set(connection.scalars(query))
    if not closed or own not in kept_batches.branches(connection):
        return 0
    again: dict[int, WholeCommit] = {}
    gone = []
    for batch, commits in opened(connection, reader()):
        if batch.id in closed:
            gone.append(batch)
            again |= dict(with_ids(connection, commits))
    kept_batches.drop(connection, [batch.id for batch in gone])
    outgoing.write_again(again, [covered(batch) for batch in gone], at)
    return len(gone)


def catch_up(
    connection: Connection, members: Members, outgoing: Outgoing, identity: StoreIdentity, at: int
) -> None:
    """Give laptops that went back the log, the keys and all that the others let go meanwhile.

    Every ordinary laptop that an administrator unlocks does so, once for each time.
    """
    here = identity.device_id
    if members.devices[here].outreach or not members.is_unlocked_by_an_administrator(here):
        return
    waiting = {
        device: signs
        for device, signs in _that_went_back(connection, members, identity, at).items()
        if signs
    }
    _give_again(connection, members, outgoing, identity, waiting, at)


def alone_and_behind(
    connection: Connection, members: Members, identity: StoreIdentity, at: int
) -> frozenset[bytes]:
    """Return the laptops that went back and that no other administrator's laptop can help.

    A colleague who knows who holds such a laptop in her hands lets this one help (`help_back`).
    """
    here = members.devices.get(identity.device_id)
    if here is None or here.outreach or not here.current:
        return frozenset()
    answering = {
        device
        for device, member in members.devices.items()
        if member.current
        and not member.outreach
        and members.is_unlocked_by_an_administrator(device)
    }
    return frozenset(
        device
        for device, signs in _that_went_back(connection, members, identity, at).items()
        # That it told less once may have other reasons, and asks nobody's attention.
        if signs.keys() - {frontiers.went_back(key) for key in _ids(members, device)}
        and device in answering
        and not answering - {device}
    )


def help_back(
    connection: Connection,
    members: Members,
    outgoing: Outgoing,
    identity: StoreIdentity,
    device: bytes,
    at: int,
) -> None:
    """Give one laptop that went back what is known today, on the word of a person.

    The keys that it may have by the log, and no others.
    """
    if device in alone_and_behind(connection, members, identity, at):
        signs = _that_went_back(connection, members, identity, at)[device]
        _give_again(connection, members, outgoing, identity, {device: signs}, at)


def _ids(members: Members, device: bytes) -> frozenset[bytes]:
    return frozenset(map(laptop_id, members.devices[device].current))


def _that_went_back(
    connection: Connection, members: Members, identity: StoreIdentity, at: int
) -> dict[bytes, dict[str, int]]:
    """Return by laptop what shows that it went back and was not answered yet."""
    branches = kept_batches.branches(connection)
    classes = set(identity.audiences.values())
    asking = {
        row.device
        for row in connection.execute(select(lacked_circles))
        if row.audience in classes
        and not is_apart(members, row.audience)
        and holds(members, row.device, row.audience)
    }
    return {
        device: _signs(connection, members.devices[device], branches, device in asking, at)
        for device, _ in readers(members, identity.device_id)
    }


def _give_again(
    connection: Connection,
    members: Members,
    outgoing: Outgoing,
    identity: StoreIdentity,
    waiting: Mapping[bytes, Mapping[str, int]],
    at: int,
) -> None:
    if not waiting:
        return
    for device, sealing_key in readers(members, identity.device_id):
        if device in waiting:
            outgoing.write_letter(sealing_key, keys_for(connection, members, device, None), at)
    for signs in waiting.values():
        for name, number in signs.items():
            remember(connection, name, number)
    gone = kept_batches.without_content(connection)
    rows = connection.exec_driver_sql(HERE, (1 << 62,)).all()
    held = [place for place, audience in rows if outgoing.can_seal(audience)]
    outgoing.write_again(dict(at_positions(connection, held)), gone, at)


def _signs(
    connection: Connection,
    laptop: Member,
    branches: Mapping[bytes, set[BatchId]],
    asks: bool,
    at: int,
) -> dict[str, int]:
    """Return what shows that a laptop went back since it was last given everything.

    It did where its chain parts, where it has less than it had told, and where it says so. By the
    name under which the store remembers that it was answered, and what it remembers then.
    """
    signs: dict[str, int] = {}
    for key in map(laptop_id, laptop.current):
        less, asked = frontiers.went_back(key), f"asked for all {key.hex()}"
        if number_of(connection, less):
            signs[less] = 0
        if asks and number_of(connection, asked) + _ANSWER_AGAIN < at // 1000:
            signs[asked] = at // 1000
        parts = [f"parted at {each.hex()}" for each in branches.get(key, ())]
        signs |= {each: 1 for each in parts if not number_of(connection, each)}
    return signs
