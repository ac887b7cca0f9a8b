"""Who is to hold which record, signed into the log by an administrator's laptop (ADR 13)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import Connection, select

from caseworker.centre.outreach import carried_by
from caseworker.model.ids import DeviceId, PersonId, UserId
from caseworker.model.person import Person
from caseworker.model.rights import Restriction
from caseworker.ports import Reads
from caseworker.sync.circles import (
    HANDING_IN,
    RECORD,
    circle_of,
    handing_in_of,
    holders,
    holds,
    is_narrowed,
    must_leave,
)
from caseworker.sync.membership import Audience, Members
from caseworker.sync.membership_entry import EntryKind
from db.store.exchange.giving_keys import give_keys, new_epoch
from db.store.exchange.membership_log import MembershipLog, NewEntry
from db.store.exchange.outgoing import Outgoing, remember
from db.store.exchange.passing_on import HERE, gave
from db.store.identity import StoreIdentity
from db.store.journal.kept_commits import at_positions
from db.store.registry import AudienceClass
from db.store.tables import audience_keys


@dataclass
class Wanted:
    """Who is to hold one record."""

    open_to: frozenset[bytes] = frozenset()
    """Who may see it; empty: everybody."""
    laptops: set[bytes] = field(default_factory=set)
    """Outreach laptops that carry it."""


class Narrowing:
    """Brings the circles of the log in line with the records, on an administrator's laptop."""

    def __init__(
        self,
        connection: Connection,
        log: MembershipLog,
        identity: StoreIdentity,
        outgoing: Outgoing,
        person_key: bytes,
        at: int,
    ) -> None:
        self._connection = connection
        self._log = log
        self._identity = identity
        self._outgoing = outgoing
        self._key = person_key
        self._at = at
        self._had = {
            audience: holders(log.members, circle)
            for audience, circle in log.members.audiences.items()
            if RECORD in circle.names
        }
        """Who held each record before anything was signed: slots and roles change it too."""
        self._renewed: set[bytes] = set()
        self._again: set[bytes] = set()

    def mark(self, device: bytes, *, outreach: bool) -> None:
        """Say that a laptop carries some records only, or all of them again."""
        member = self._log.members.devices[device]
        circles = set(self._log.members.audiences)
        before = {each: holds(self._log.members, device, each) for each in circles}
        (key,), sealing = sorted(member.current)[:1], sorted(member.sealing_keys)
        content = {
            1: key,
            2: sealing[0] if sealing else b"",
            3: sorted(member.slots),
            4: "".join(sorted(member.codes)),
            5: outreach,
        }
        replaces = self._log.about(EntryKind.DEVICE, device)
        self._say(NewEntry(EntryKind.DEVICE, device, content, replaces=replaces))
        if outreach:
            self.let_hand_in(device)
        for audience, held in before.items():
            if held and not holds(self._log.members, device, audience):
                if holders(self._log.members, self._log.members.audiences[audience]):
                    self._renew(audience)
                # Otherwise it stays there, under the key that is there: nobody else has it.
            elif not held and holds(self._log.members, device, audience):
                self._again.add(audience)

    def let_hand_in(self, device: bytes) -> None:
        """Make the circle by which an outreach laptop hands in, where it has none yet."""
        circle = handing_in_of(device)
        if circle not in self._log.members.audiences:
            content = {1: HANDING_IN, 2: [], 3: [], 4: [device]}
            self._say(NewEntry(EntryKind.AUDIENCE, circle, content))
            self._renew(circle)

    def align(self, wanted: Mapping[bytes, Wanted]) -> None:
        """Sign who is to hold each record, by its circle; what is not named is open to all."""
        for audience, who in sorted(wanted.items()):
            self._align(audience, who)

    def renew(self, before: int) -> None:
        """Give every circle that this laptop holds a new key, where the centre's is of *before*."""
        centre = self._identity.audiences[AudienceClass.CENTRE]
        key = self._log.members.key_to_seal_with(centre)
        query = select(audience_keys.c.at).where(audience_keys.c.id == (key.id if key else b""))
        at = self._connection.scalar(query)
        if at is not None and at < before:
            for audience in sorted(self._log.members.audiences):
                if holds(self._log.members, self._identity.device_id, audience):
                    self._renew(audience)

    def renew_those_of(self, device: bytes) -> None:
        """Give a new key to every circle that a laptop which was ended has held."""
        for audience in sorted(self._log.members.audiences):
            if holds(self._log.members, device, audience):
                self._renew(audience)

    def finish(self, position: int) -> None:
        """Give out new keys, and what laptops gained; *position* is that of the journal."""
        given = self._renewed | self._again
        if given:
            own, connection = self._identity.device_id, self._connection
            give_keys(connection, self._log, self._outgoing, own, self._at, given)
        if self._again:
            self._carry(position)

    def _align(self, audience: bytes, wanted: Wanted) -> None:
        members = self._log.members
        circle = members.audiences.get(audience)
        after = self._possible(wanted)
        if circle is None and after.open and not after.laptops:
            return
        had, have = self._had.get(audience, holders(members, circle)), holders(members, after)
        same = circle is not None and (circle.members, circle.open, circle.laptops) == (
            after.members,
            after.open,
            after.laptops,
        )
        if same and not had - have:
            return
        if self._identity.device_id not in had:
            # It has neither the record nor its key: another administrator's laptop decides.
            return
        leaving = (had | must_leave(members, audience)) - have
        content = {
            1: RECORD,
            2: sorted(after.members),
            3: [],
            4: sorted(after.laptops),
            5: sorted(leaving),
        }
        replaces = self._log.about(EntryKind.AUDIENCE, audience)
        self._say(NewEntry(EntryKind.AUDIENCE, audience, content, replaces=replaces))
        if circle is None or had - have:
            self._renew(audience)
        if have - had:
            self._again.add(audience)

    def _possible(self, wanted: Wanted) -> Audience:
        """Return the circle as it is wanted.

        Open where it would lie on no ordinary laptop that an administrator unlocks: nobody could
        ever give it to somebody else again, and with a laptop the record would be lost.
        """
        members = self._log.members
        administrators = {
            person
            for person, member in members.people.items()
            if member.keys & members.administrators
        }
        laptops = frozenset(wanted.laptops & members.devices.keys())
        closed = _circle(wanted.open_to, laptops)
        kept_by = [members.devices[each] for each in holders(members, closed)]
        if any(not each.outreach and each.slots & administrators for each in kept_by):
            return closed
        return _circle(frozenset(), laptops)

    def _say(self, said: NewEntry) -> None:
        self._log.say(self._connection, self._key, said)

    def _renew(self, audience: bytes) -> None:
        new_epoch(self._connection, self._log, self._key, audience, self._at)
        self._renewed.add(audience)

    def _carry(self, position: int) -> None:
        """Carry again what laptops gained, and remember to carry what still comes of it."""
        members, classes = self._log.members, set(self._identity.audiences.values())
        wide = bool(self._again & classes)
        places = [
            place
            for place, audience in self._connection.exec_driver_sql(HERE, (position,)).all()
            # Whoever gains a class gains the records that nobody has narrowed with it.
            if audience in self._again
            or (wide and audience not in classes and not is_narrowed(members, audience))
        ]
        commits = dict(at_positions(self._connection, places))
        self._outgoing.carry_again(commits, self._at)
        for audience in self._again:
            remember(self._connection, gave(audience), 1)


def _circle(members: frozenset[bytes], laptops: frozenset[bytes]) -> Audience:
    return Audience(
        names=frozenset({RECORD}),
        members=members,
        open=not members,
        excluded=frozenset(),
        ever=members,
        laptops=laptops,
        leaving=frozenset(),
    )


def wanted_circles(reads: Reads, members: Members) -> dict[bytes, Wanted]:
    """Return by circle who is to hold each record that is not, or not to be, on all laptops.

    Of records that are not here, nothing is said: what the log has of them stays.
    """
    found: dict[bytes, Wanted] = defaultdict(Wanted)
    for device, member in members.devices.items():
        if member.outreach and member.current:
            people = [UserId(UUID(bytes=each)) for each in member.slots]
            for person in carried_by(reads, DeviceId(UUID(bytes=device)), people):
                found[circle_of(person.bytes)].laptops.add(device)
    said = reads.matching(Restriction)
    if not found and not said and not any(is_narrowed(members, each) for each in members.audiences):
        # Where nothing is narrowed, nobody pays for it.
        return {}
    ended = {circle_of(each.person_id.bytes) for each in said if each.ended_at is not None}
    for person_id, named in _named(said).items():
        found[circle_of(person_id.bytes)].open_to = _bytes_of(named)
    here = {circle_of(key.bytes) for (key,) in reads.fields(Person, ["id"])}
    for audience, circle in members.audiences.items():
        if RECORD in circle.names and audience in here:
            wanted = found[audience]
            if not wanted.open_to and audience not in ended:
                # Who may see it has not come yet, and it is not opened on a guess.
                wanted.open_to = circle.members
    return {audience: who for audience, who in found.items() if audience in here}


def _named(said: Iterable[Restriction]) -> dict[PersonId, frozenset[UserId]]:
    """Return by person whom every restriction in force names; where that is nobody, all of them.

    A record that nobody may see lies where it was meant to lie, and the program hides it.
    """
    by_person: dict[PersonId, list[frozenset[UserId]]] = defaultdict(list)
    for each in said:
        if each.ended_at is None:
            by_person[each.person_id].append(frozenset(each.open_to))
    return {
        person: frozenset.intersection(*named) or frozenset.union(*named)
        for person, named in by_person.items()
    }


def _bytes_of(people: Iterable[UserId]) -> frozenset[bytes]:
    return frozenset(each.bytes for each in people)
