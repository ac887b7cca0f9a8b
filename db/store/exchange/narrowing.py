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
from caseworker.people.duplicates.standing import second_records
from caseworker.ports import Reads
from caseworker.sync.circles import (
    HANDING_IN,
    HEALTH,
    RECORD,
    circle_of,
    governed_as,
    handing_in_of,
    health_part_of,
    holders,
    holders_if,
    holds,
    is_apart,
    is_health_part,
    is_narrowed,
    keyed_as,
    must_leave,
    reads_people,
)
from caseworker.sync.membership import Audience, Members
from caseworker.sync.membership_entry import EntryKind
from db.store.exchange.giving_keys import give_keys, new_epoch
from db.store.exchange.membership_log import MembershipLog, NewEntry
from db.store.exchange.outgoing import Outgoing, number_of, remember
from db.store.exchange.passing_on import HERE, gave
from db.store.identity import StoreIdentity
from db.store.journal.kept_commits import at_positions
from db.store.registry import AudienceClass
from db.store.tables import audience_keys

_WAITS_FOR_A_KEY = 7 * 24 * 3_600
"""Seconds after which a key that is named and does not come is held for lost."""


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
        records = [each for each in log.members.audiences if is_narrowed(log.members, each)]
        parts = [health_part_of(each) for each in records]
        self._had = {
            audience: holders(log.members, audience)
            for audience in {*records, *parts, *log.members.of_class(HEALTH)}
        }
        """Who held each record, and health, before anything was signed: slots and roles change it
        too."""
        self._known = frozenset(log.members.devices)
        """Laptops that were there before; one that is let in is carried everything anyway."""
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
                if holders(self._log.members, audience):
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

    def part_health(self, readers: frozenset[bytes]) -> None:
        """Sign who of the staff reads what is written about health.

        Open as long as nobody is trained for it, or every laptop is unlocked by somebody who is:
        where nobody is left out, nobody pays for it. It is not closed where an administrator could
        give it to nobody any more.
        """
        members, audience = self._log.members, self._identity.audiences[AudienceClass.HEALTH]
        circle, had = members.audiences[audience], self._had[audience]
        ordinary = {
            device: laptop.slots
            for device, laptop in members.devices.items()
            if laptop.current and not laptop.outreach
        }
        inside = frozenset(
            device for device, slots in ordinary.items() if self._reads(slots, readers)
        )
        outside = any(
            laptop.current and not self._reads(laptop.slots, readers)
            for laptop in members.devices.values()
        )
        # Once it is closed, a new slot on an administrator's laptop does not open it to all.
        kept = self._can_be_given(inside) or (not circle.open and bool(inside))
        closed = bool(readers) and outside and kept
        have = inside if closed else frozenset(ordinary)
        named = readers if closed else frozenset()
        gained = (have - had) & self._known
        same = circle.members == named and not had - have and not gained
        if same or self._identity.device_id not in had:
            return
        leaving = (had | must_leave(members, audience)) - have
        content = {1: HEALTH, 2: sorted(named), 3: [], 5: sorted(leaving)}
        replaces = self._log.about(EntryKind.AUDIENCE, audience)
        self._say(NewEntry(EntryKind.AUDIENCE, audience, content, replaces=replaces))
        if had - have:
            self._renew(audience)
        if gained:
            self._again.add(audience)

    def _reads(self, slots: frozenset[bytes], readers: frozenset[bytes]) -> bool:
        people = {each for each in slots if reads_people(self._log.members, each)}
        return not people or bool(people & readers)

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
        monthly = at is not None and at < before
        for audience in sorted(self._log.members.audiences):
            if holds(self._log.members, self._identity.device_id, audience) and (
                self._is_lost(audience) or monthly
            ):
                self._renew(audience)

    def _is_lost(self, audience: bytes) -> bool:
        """Return whether the newest key of a circle is named and has not come for a week.

        Nobody may have it: whose disk went back named it, or whose program is altered. Nobody
        could write there for good.
        """
        named = self._log.members.key_to_seal_with(audience)
        query = select(audience_keys.c.id).where(audience_keys.c.id == (named.id if named else b""))
        if named is None or self._connection.scalar(query) is not None:
            return False
        name, now = f"waits for key {named.id.hex()}", self._at // 1000
        since = number_of(self._connection, name)
        if not since:
            remember(self._connection, name, now)
        return 0 < since < now - _WAITS_FOR_A_KEY

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
        after = self._possible(audience, wanted)
        if after is None or (circle is None and self._is_as_without(audience, after)):
            return
        had = self._had.get(audience, holders(members, audience))
        have = holders_if(members, audience, after)
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

    def _is_as_without(self, audience: bytes, after: Audience) -> bool:
        """Return whether a circle would be the same without a word of the log."""
        narrowed = governed_as(self._log.members, audience) != audience
        return after.open and not after.laptops and not narrowed

    def _possible(self, audience: bytes, wanted: Wanted) -> Audience | None:
        """Return the circle as it is wanted.

        Open where it would lie on no ordinary laptop that an administrator unlocks: nobody could
        ever give it to somebody else again, and with a laptop the record would be lost. None where
        that is the part about health: it goes on with its record.
        """
        members = self._log.members
        laptops = frozenset(wanted.laptops & members.devices.keys())
        closed = _circle(wanted.open_to, laptops)
        if self._can_be_given(holders_if(members, audience, closed)):
            return closed
        return None if is_health_part(members, audience) else _circle(frozenset(), laptops)

    def _can_be_given(self, kept_by: Iterable[bytes]) -> bool:
        """Return whether an ordinary laptop that an administrator unlocks is among these."""
        members = self._log.members
        return any(
            not members.devices[each].outreach and members.is_unlocked_by_an_administrator(each)
            for each in kept_by
        )

    def _say(self, said: NewEntry) -> None:
        self._log.say(self._connection, self._key, said)

    def _renew(self, audience: bytes) -> None:
        new_epoch(self._connection, self._log, self._key, audience, self._at)
        self._renewed.add(audience)

    def _carry(self, position: int) -> None:
        """Carry again what laptops gained, and remember to carry what still comes of it."""
        members, common = self._log.members, self._identity.audiences[AudienceClass.CASE_TEAM]
        places = [
            place
            for place, audience in self._connection.exec_driver_sql(HERE, (position,)).all()
            # Whoever gains a class gains the records that nobody has narrowed with it.
            if keyed_as(members, audience, common) in self._again
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
    for person_id, named in _named(said, second_records(reads)).items():
        found[circle_of(person_id.bytes)].open_to = _bytes_of(named)
    here = {circle_of(key.bytes) for (key,) in reads.fields(Person, ["id"])}
    for audience, circle in members.audiences.items():
        # Their parts about health go with them.
        if is_narrowed(members, audience) and audience in here:
            wanted = found[audience]
            if not wanted.open_to and audience not in ended:
                # Who may see it has not come yet, and it is not opened on a guess.
                wanted.open_to = circle.members
    records = {audience: who for audience, who in found.items() if audience in here}
    if not any(is_apart(members, each) for each in members.of_class(HEALTH)):
        known = {each for each in members.audiences if is_health_part(members, each)}
    else:
        known = {health_part_of(each) for each in records}
    parts = {health_part_of(each): who for each, who in records.items()}
    return records | {each: who for each, who in parts.items() if each in known}


def _named(
    said: Iterable[Restriction], seconds: Mapping[PersonId, PersonId]
) -> dict[PersonId, frozenset[UserId]]:
    """Return by record whom every restriction in force names; where that is nobody, all of them.

    Records of one person, as *seconds* has them, are closed to the same colleagues. A record that
    nobody may see lies where it was meant to lie, and the program hides it.
    """
    by_person: dict[PersonId, list[frozenset[UserId]]] = defaultdict(list)
    for each in said:
        if each.ended_at is None:
            first = seconds.get(each.person_id, each.person_id)
            by_person[first].append(frozenset(each.open_to))
    closed = {
        person: frozenset.intersection(*named) or frozenset.union(*named)
        for person, named in by_person.items()
    }
    return closed | {second: closed[on] for second, on in seconds.items() if on in closed}


def _bytes_of(people: Iterable[UserId]) -> frozenset[bytes]:
    return frozenset(each.bytes for each in people)
