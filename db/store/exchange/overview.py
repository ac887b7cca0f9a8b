"""What can be said of the exchange and of each laptop, in numbers and without content."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, func, select

from caseworker.model.ids import UserId
from caseworker.sync.batch_file import laptop_id
from caseworker.sync.carrier import BatchId
from caseworker.sync.circles import (
    HEALTH,
    health_part_of,
    holds,
    must_leave,
    reads_health,
    shares_health,
)
from caseworker.sync.commit_format import Header
from caseworker.sync.membership import Member, Members
from caseworker.sync.merge import State
from caseworker.sync.space import ExchangeStatus, Laptop, LaptopState, RecordPlace
from db.store.exchange import frontiers, kept_batches
from db.store.exchange.frontiers import reached_by
from db.store.exchange.kept_batches import COVERED, Chains, commits_not_handed
from db.store.exchange.membership_log import MembershipLog
from db.store.exchange.newer_batches import keeps_newer
from db.store.exchange.old_image import alone_and_behind, is_behind
from db.store.exchange.outgoing import waiting_count
from db.store.exchange.state_sums import alike, differing
from db.store.identity import StoreIdentity
from db.store.registry import AudienceClass
from db.store.tables import absent, batches, cursors, heads, left_circles, quarantined

ENDED = " ended"
"""After the name of a carrier: when an exchange by it last came to its end."""


def status(
    connection: Connection, log: MembershipLog, identity: StoreIdentity, position: int
) -> ExchangeStatus:
    """Return how the exchange of this laptop stands, at this position of its journal."""
    members = log.members
    here = members.devices.get(identity.device_id)
    conflicts = select(func.count()).where(heads.c.state == State.CONFLICT.value)
    return ExchangeStatus(
        founded=bool(identity.roots),
        joined=here is not None,
        outreach=here is not None and here.outreach,
        went_back=here is not None and is_behind(connection, members, identity),
        waiting=_waiting(connection, identity, position) if identity.roots else 0,
        conflicts=connection.scalar(conflicts) or 0,
        quarantined=connection.scalar(select(func.count()).select_from(quarantined)) or 0,
        absent=connection.scalar(select(func.count()).select_from(absent)) or 0,
        without_authority=len(members.verdicts.without_authority),
        newer=log.keeps_newer(connection) or keeps_newer(connection),
        last_exchange=_last_exchange(connection),
    )


def _last_exchange(connection: Connection) -> int | None:
    ended = select(cursors.c.cursor).where(cursors.c.carrier.endswith(ENDED))
    return max((int(each) for each in connection.scalars(ended)), default=None)


def _waiting(connection: Connection, identity: StoreIdentity, position: int) -> int:
    unpacked = waiting_count(connection, identity, position)
    return unpacked + commits_not_handed(connection)


def laptops(
    connection: Connection, members: Members, identity: StoreIdentity, at: int
) -> list[Laptop]:
    """Return every laptop of the space, this one first, then by code; *at* is in milliseconds."""
    behind = alone_and_behind(connection, members, identity, at)
    chains, reached = Chains(connection), reached_by(connection)
    own = laptop_id(identity.device_public_key)
    mine = chains.up_to(chains.tips(own))
    heard = {
        row.laptop: row.at
        for row in connection.execute(
            select(batches.c.laptop, func.max(batches.c.at).label("at")).group_by(batches.c.laptop)
        )
    }
    made = {
        BatchId(row.id): row.at
        for row in connection.execute(
            select(batches.c.id, batches.c.at).where(batches.c.laptop == own)
        )
    }
    came, sent = (
        _counted(connection, ~batches.c.result.in_((COVERED,))),
        _counted(connection, batches.c.handed),
    )
    held = _held(connection)
    forks, gaps = chains.forks(), chains.gaps()
    cases = identity.audiences.get(AudienceClass.CASE_TEAM, b"")
    query = select(left_circles.c.device).where(left_circles.c.audience == cases)
    cleared = set(connection.scalars(query))
    removed = {(row.device, row.audience) for row in connection.execute(select(left_circles))}
    not_come = frontiers.not_come(connection, _last_exchange(connection) or 0)
    codes = {
        laptop_id(key): " ".join(sorted(member.codes))
        for member in members.devices.values()
        for key in member.current
    }
    differ, same = differing(connection), alike(connection, members, identity.device_id)
    found = []
    for device, member in members.devices.items():
        keys = {laptop_id(key) for key in member.keys}
        has = chains.up_to(tip for key in keys for tip in reached.get(key, set()))
        is_this = device == identity.device_id
        found.append(
            Laptop(
                device=UUID(bytes=device),
                code=" ".join(sorted(member.codes)),
                state=LaptopState.THIS if is_this else _state(members, device, member),
                people=tuple(UserId(UUID(bytes=each)) for each in sorted(member.slots)),
                heard_at=max((heard[key] for key in keys if key in heard), default=None),
                lacks=0 if is_this else len(mine - has),
                lacks_since=None
                if is_this
                else min((made[each] for each in mine - has if each in made), default=None),
                acknowledged=len(mine & has),
                sent=sent.get(own, 0) if is_this else 0,
                received=sum(came.get(key, 0) for key in keys),
                quarantined=held.get(device, 0),
                forked=bool(keys & forks),
                incomplete=bool(keys & gaps),
                outreach=member.outreach,
                reads_health=reads_health(members, member.slots),
                shares_health=shares_health(members, member.slots),
                keeps_health=any(
                    device in must_leave(members, each) and (device, each) not in removed
                    for each in members.of_class(HEALTH)
                ),
                cleared=not member.outreach or device in cleared,
                not_come=tuple(
                    sorted(codes[each] for each in not_come.get(device, ()) if each in codes)
                ),
                same=bool(same & {laptop_id(key) for key in member.current}),
                differs=bool(differ & {laptop_id(key) for key in member.current}),
                needs_help=device in behind,
            )
        )
    return sorted(found, key=lambda each: (each.state is not LaptopState.THIS, each.code))


def confirmed(
    connection: Connection, members: Members, identity: StoreIdentity, entity: UUID
) -> frozenset[UUID]:
    """Return the laptops that told to have the last that is known here of an entity."""
    last = connection.exec_driver_sql(_LAST_OF, (entity.bytes,)).first()
    if last is None:
        return frozenset()
    author = Header.from_bytes(last[1]).device
    is_own = author == identity.device_id
    keys = {identity.device_public_key} if is_own else _keys_of(members, author)
    carried = {
        kept_batches.carries(connection, laptop_id(key), last[0], made_here=is_own) for key in keys
    } - {None}
    chains, reached = Chains(connection), reached_by(connection)
    return frozenset(
        UUID(bytes=device)
        for device, member in members.devices.items()
        if (device == author and not is_own)
        or any(carried & chains.up_to(reached.get(laptop_id(key), set())) for key in member.keys)
    )


def _keys_of(members: Members, device: bytes) -> frozenset[bytes]:
    member = members.devices.get(device)
    return frozenset() if member is None else member.keys


def places_of(
    connection: Connection, members: Members, identity: StoreIdentity, audience: bytes
) -> list[RecordPlace]:
    """Return every laptop that belongs, this one first, and what it has of a circle."""
    rows = connection.execute(select(left_circles)).all()
    told = {(row.device, row.audience) for row in rows}
    cases = identity.audiences.get(AudienceClass.CASE_TEAM, b"")
    leaving = must_leave(members, audience)
    found = []
    for device, member in members.devices.items():
        held = holds(members, device, audience)
        late = device in leaving and (device, audience) not in told
        # It was marked, and has not told yet that all it was not given is gone.
        late |= member.outreach and not held and (device, cases) not in told
        if member.current:
            found.append(
                RecordPlace(
                    device=UUID(bytes=device),
                    code=" ".join(sorted(member.codes)),
                    is_this=device == identity.device_id,
                    outreach=member.outreach,
                    holds=held,
                    holds_health=held and holds(members, device, health_part_of(audience)),
                    leaving=late,
                )
            )
    return sorted(found, key=lambda each: (not each.is_this, each.code))


_LAST_OF = (
    "SELECT c.position, c.header FROM journal_commit c"
    " JOIN journal_change j ON j.position = c.position WHERE j.entity = ?"
    " ORDER BY c.position DESC LIMIT 1"
)


def _counted(connection: Connection, which: ColumnElement[bool]) -> dict[bytes, int]:
    """Return how many batches of each laptop are as *which* says."""
    query = (
        select(batches.c.laptop, func.count().label("files"))
        .where(which)
        .group_by(batches.c.laptop)
    )
    return {row.laptop: row.files for row in connection.execute(query)}


def _held(connection: Connection) -> Counter[bytes]:
    """Return how many commits of each laptop do not count."""
    rows = connection.exec_driver_sql(
        "SELECT c.header FROM journal_quarantine q JOIN journal_commit c ON c.position = q.position"
    )
    return Counter(Header.from_bytes(content).device for (content,) in rows)


def _state(members: Members, device: bytes, member: Member) -> LaptopState:
    ends = [members.ended[device, key] for key in member.keys if (device, key) in members.ended]
    if any(end.certain for end in ends):
        return LaptopState.REVOKED
    return LaptopState.SUSPENDED if ends else LaptopState.MEMBER
