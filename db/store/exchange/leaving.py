"""What this laptop no longer holds goes from it: handed in first, then removed (ADR 13)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from caseworker.model.consent import Attachment
from caseworker.model.entity import Entity
from caseworker.sync.batch import Reader
from caseworker.sync.batch_body import Covered
from caseworker.sync.batch_file import laptop_id
from caseworker.sync.carrier import BatchId
from caseworker.sync.circles import (
    HEALTH,
    RECORD,
    governed_as,
    holders,
    holds,
    is_narrowed,
    keyed_as,
    must_leave,
    reads_health,
)
from caseworker.sync.commit_format import Header
from caseworker.sync.membership import Members
from caseworker.sync.whole_commit import WholeCommit
from db.store.entity_tables import table_of
from db.store.exchange import frontiers, kept_batches
from db.store.exchange.erased_batches import covered, opened
from db.store.exchange.giving_keys import readers
from db.store.exchange.handing_in import (
    any_waits,
    handed_in_letters,
    not_handed_in,
    note_handed_in,
    note_removed,
    those_to_remove,
)
from db.store.exchange.membership_log import MembershipLog
from db.store.exchange.outgoing import PACKED_UP_TO, Outgoing, note_news, number_of, remember
from db.store.exchange.state_sums import start_again
from db.store.identity import StoreIdentity
from db.store.journal.history import in_portions
from db.store.journal.kept_commits import at_positions, with_ids
from db.store.journal.removal import remove
from db.store.registry import AudienceClass
from db.store.tables import (
    OUTREACH_FROM,
    WITHOUT_HEALTH,
    audience_keys,
    chunks,
    left_attachments,
    left_circles,
)

_HERE = (
    "SELECT position, audience, header FROM journal_commit"
    " WHERE position NOT IN (SELECT position FROM journal_left)"
)


_GOING = (
    "SELECT DISTINCT audience FROM journal_commit"
    " WHERE position IN (SELECT position FROM handed_in)"
)
IS_HEALTH_PART = "substr(audience, 16) = x'01'"
"""The parts about health among audiences (membership.md, "Who holds a circle")."""
_PARTS_HERE = (
    f"SELECT DISTINCT audience FROM journal_commit WHERE {IS_HEALTH_PART}"  # noqa: S608  fixed
    " AND position NOT IN (SELECT position FROM journal_left)"
)
_IS_HERE = (
    "SELECT 1 FROM journal_commit WHERE audience = ?"
    " AND position NOT IN (SELECT position FROM journal_left) LIMIT 1"
)


@dataclass(frozen=True)
class Left:
    """What went from this laptop."""

    touched: frozenset[tuple[type[Entity], UUID]] = frozenset()
    contents: tuple[tuple[bytes, int], ...] = ()
    """Digest and size of the attachments that go with it."""


@dataclass(frozen=True)
class Leaving:
    """Decides what this laptop keeps, by one state of the log."""

    connection: Connection
    members: Members
    identity: StoreIdentity

    @property
    def device(self) -> bytes:
        """The id of this laptop."""
        return self.identity.device_id

    @property
    def is_outreach(self) -> bool:
        """Whether this laptop carries some records only."""
        member = self.members.devices.get(self.device)
        return member is not None and member.outreach

    @property
    def belongs(self) -> bool:
        """Whether this laptop is in the log: one that was just restored asks to be let in first."""
        return self.device in self.members.devices

    def keeps(self, audience: bytes, author: bytes, position: int | None = None) -> bool:
        """Return whether a commit stays here, or may come: what is held, or was made out there."""
        if not self.belongs or holds(self.members, self.device, audience):
            return True
        if not self.is_outreach or is_narrowed(self.members, governed_as(self.members, audience)):
            return False
        made_here = author in {self.device, *self.identity.former_devices}
        return made_here and (
            position is None or position > number_of(self.connection, OUTREACH_FROM)
        )

    def will_open(self, key: bytes) -> bool:
        """Return whether an audience key stays here, of those that are here now."""
        query = select(audience_keys.c.audience).where(audience_keys.c.id == key)
        audience = self.connection.scalar(query)
        return audience is None or holds(self.members, self.device, audience)

    def lost(self) -> list[int]:
        """Return the positions of commits whose values stand here and may no longer."""
        if not self.belongs:
            return []
        query = _HERE
        not_held: tuple[bytes, ...] = ()
        if not self.is_outreach:
            not_held = tuple(
                audience
                for audience, circle in sorted(self.members.audiences.items())
                if RECORD in circle.names and not holds(self.members, self.device, audience)
            )
            which = [f"audience IN ({','.join('?' * len(not_held))})"] if not_held else []
            if not self.holds_health:
                which.append(IS_HEALTH_PART)
            if not which:
                return []
            query += f" AND ({' OR '.join(which)})"
        # What was written on a record while it waited to go goes with it.
        going = set(self.connection.exec_driver_sql(_GOING).scalars())
        going -= {*self.identity.audiences.values()}
        return [
            position
            for position, audience, header in self.connection.exec_driver_sql(query, not_held)
            if not (
                self.keeps(audience, Header.from_bytes(header).device, position)
                and (audience not in going or holds(self.members, self.device, audience))
            )
            and self.lies_elsewhere(audience)
        ]

    def lies_elsewhere(self, audience: bytes) -> bool:
        """Return whether another ordinary laptop holds a circle, and told that it takes in.

        Whoever signs may be wrong or hostile: what would lie on no laptop stays on this one. One
        that was let in and has told nothing yet has nothing yet.
        """
        return bool(self._that_told & holders(self.members, audience) - {self.device})

    def kept_back(self) -> frozenset[bytes]:
        """Return the circles that are to go and are still here: who else has them is not known."""
        records = frozenset(
            audience
            for audience in self.members.audiences
            if is_narrowed(self.members, audience)
            and not holds(self.members, self.device, audience)
            and self.connection.exec_driver_sql(_IS_HERE, (audience,)).first() is not None
        )
        if self.holds_health or not any(
            keyed_as(self.members, part, b"") in self.members.of_class(HEALTH)
            for part in self.connection.exec_driver_sql(_PARTS_HERE).scalars()
        ):
            return records
        return records | self.members.of_class(HEALTH)

    @property
    def holds_health(self) -> bool:
        """Return whether this laptop may have what is written about health, on the whole."""
        return all(holds(self.members, self.device, each) for each in self.members.of_class(HEALTH))

    @cached_property
    def _that_told(self) -> frozenset[bytes]:
        """The ordinary laptops that told at least once what has come to them."""
        told = frontiers.reached_by(self.connection)
        return frozenset(
            device
            for device, laptop in self.members.devices.items()
            if not laptop.outreach and any(laptop_id(key) in told for key in laptop.current)
        )

    def note_what_it_is(self, position: int) -> None:
        """Remember since when this is an outreach laptop, and whether it may have health."""
        without = int(not reads_health(self.members, self.members.devices[self.device].slots))
        if without != number_of(self.connection, WITHOUT_HEALTH):
            remember(self.connection, WITHOUT_HEALTH, without)
        known = number_of(self.connection, OUTREACH_FROM)
        if self.is_outreach and not known:
            remember(self.connection, OUTREACH_FROM, position)
        elif known and not self.is_outreach:
            remember(self.connection, OUTREACH_FROM, 0)


def leave(
    connection: Connection,
    log: MembershipLog,
    identity: StoreIdentity,
    outgoing: Outgoing,
    reader: Callable[[], Reader],
    position: int,
    at: int,
) -> Left:
    """Hand in and remove what this laptop no longer holds.

    *position* is that of the journal, *at* milliseconds since 1970. The keys go before anything is
    written anew, so that what is handed in is closed to this laptop too.
    """
    leaving = Leaving(connection, log.members, identity)
    if not leaving.belongs:
        return Left()
    leaving.note_what_it_is(position)
    if not outgoing.has_its_keys():
        # What shares a batch with what goes is carried again: that waits for the newest keys.
        return Left()
    lost = leaving.lost()
    _forget_keys(leaving)
    fresh = not_handed_in(connection, lost)
    if fresh:
        own = _not_packed(connection, leaving, fresh)
        own |= _out_of_kept_batches(connection, leaving, reader(), outgoing, fresh, at)
        _hand_in(log.members, identity, outgoing, own, at)
        # Also what is on its way under a key that is gone from here already.
        batch = outgoing.last if own else kept_batches.last_waiting(connection)
        note_handed_in(connection, fresh, batch, len(log))
    gone = those_to_remove(connection, log, identity)
    if not gone:
        return Left()
    own_letters = handed_in_letters(connection, gone)
    removed = remove(connection, gone)
    start_again(connection)
    note_removed(connection, gone)
    waiting = connection.execute(select(left_attachments).limit(1)).first() is not None
    rows = [{"digest": digest, "size": size} for digest, size in removed.contents]
    if rows:
        connection.execute(upsert(left_attachments).on_conflict_do_nothing(), rows)
    # Nobody else may have their pieces yet: then they wait until a carrier has been there.
    contents = () if own_letters or waiting else contents_left(connection)
    return Left(removed.touched, tuple(contents))


def contents_left(connection: Connection) -> list[tuple[bytes, int]]:
    """Return digest and size of the attachments that are to go; nothing speaks of them any more."""
    named = set(connection.scalars(select(table_of(Attachment).c.digest)))
    rows = connection.execute(select(left_attachments)).all()
    connection.execute(delete(left_attachments))
    # Whoever holds the circle again has asked for them again.
    gone = [(row.digest, row.size) for row in rows if row.digest not in named]
    for digest, _ in gone:
        connection.execute(delete(chunks).where(chunks.c.digest == digest))
    return gone


def confirm(connection: Connection, members: Members, identity: StoreIdentity, at: int) -> None:
    """Keep which circles this laptop has removed, to be told to the others."""
    device = identity.device_id
    member = members.devices.get(device)
    if connection.execute(select(left_attachments).limit(1)).first() is not None:
        return
    leaving = Leaving(connection, members, identity)
    kept_back = leaving.kept_back()
    gone = {each for each in members.audiences if device in must_leave(members, each)} - kept_back
    # Whoever keeps something back says nothing of the rest, so that her laptop stays named.
    if member is not None and member.outreach and not kept_back and not any_waits(connection):
        gone.add(identity.audiences[AudienceClass.CASE_TEAM])
    own = left_circles.c.device == device
    known = set(connection.scalars(select(left_circles.c.audience).where(own)))
    if gone != known:
        hear_left(connection, device, gone, at)
        note_news(connection)


def hear_left(connection: Connection, device: bytes, left: Iterable[bytes], at: int) -> None:
    """Keep which circles a laptop says to have removed."""
    connection.execute(delete(left_circles).where(left_circles.c.device == device))
    rows = [{"device": device, "audience": each, "at": at} for each in left]
    if rows:
        connection.execute(insert(left_circles), rows)


def _forget_keys(leaving: Leaving) -> None:
    connection, members = leaving.connection, leaving.members
    gone = [
        row.id
        for row in connection.execute(select(audience_keys))
        # Of one that is not named yet the word may still be disputed: its letter comes only once.
        if row.audience in members.audiences
        and not holds(members, leaving.device, row.audience)
        and leaving.lies_elsewhere(row.audience)
    ]
    kept_batches.close(connection, gone)
    for key in gone:
        connection.execute(delete(audience_keys).where(audience_keys.c.id == key))


def _not_packed(
    connection: Connection, leaving: Leaving, lost: Iterable[int]
) -> dict[bytes, WholeCommit]:
    """Return by id the lost commits of this laptop that no batch carries yet.

    Also those that it made before it was restored: what came from the backup is packed here too.
    """
    own = {leaving.device, *leaving.identity.former_devices}
    first = number_of(connection, PACKED_UP_TO) + 1
    found = {}
    for position in lost:
        if position >= first:
            for _, whole in at_positions(connection, [position]):
                if whole.header.device in own:
                    found[whole.signed.id] = whole
    return found


def _out_of_kept_batches(
    connection: Connection,
    leaving: Leaving,
    reader: Reader,
    outgoing: Outgoing,
    lost: Iterable[int],
    at: int,
) -> dict[bytes, WholeCommit]:
    """Drop kept batches that hold what is lost; return by id what only this laptop hands in.

    What else lies in batches of this laptop is carried again; other laptops keep their own.
    """
    gone = _ids(connection, lost)
    own = laptop_id(leaving.identity.device_public_key)
    dropped: list[BatchId] = []
    covers: list[Covered] = []
    again: dict[int, WholeCommit] = {}
    handed_in: dict[bytes, WholeCommit] = {}
    for batch, commits in opened(connection, reader):
        if not gone.keys() & commits.keys():
            continue
        dropped.append(batch.id)
        # Also what others wrote: not all have told yet to have it.
        handed_in |= {key: each for key, each in commits.items() if key in gone}
        if batch.header.laptop == own:
            covers.append(covered(batch))
            again |= dict(with_ids(connection, commits.keys() - gone.keys()))
    kept_batches.drop(connection, dropped)
    if covers:
        outgoing.write_again(again, covers, at)
    return handed_in


def _hand_in(
    members: Members,
    identity: StoreIdentity,
    outgoing: Outgoing,
    commits: Mapping[bytes, WholeCommit],
    at: int,
) -> None:
    for device, sealing_key in readers(members, identity.device_id):
        theirs = [each for each in commits.values() if holds(members, device, each.header.audience)]
        if theirs:
            outgoing.hand_on(sealing_key, theirs, at)


def _ids(connection: Connection, positions: Iterable[int]) -> dict[bytes, int]:
    return {
        row[0]: row[1]
        for some in in_portions(list(positions))
        for row in connection.exec_driver_sql(
            f"SELECT id, position FROM journal_commit WHERE position IN ({_places(some)})",  # noqa: S608  places only
            tuple(some),
        )
    }


def _places(some: Sequence[object]) -> str:
    return ",".join("?" * len(some))
