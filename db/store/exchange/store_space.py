"""The laptops of a centre, as the store keeps them: `Space` of the domain."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Connection, insert, select

from caseworker.errors import InvalidValue, NotAllowed, NotNamed
from caseworker.model.ids import UserId
from caseworker.model.staff import Role, User
from caseworker.ports import Actor, Changes
from caseworker.sync.batch_body import GivenKey
from caseworker.sync.batch_seal import KEY_SIZE, key_id
from caseworker.sync.commits import CommitId
from caseworker.sync.enrolment import Invitation, Request, roots_fingerprint
from caseworker.sync.membership_entry import EntryKind
from caseworker.sync.space import ExchangeStatus, Laptop
from caseworker.text import N_
from db.store.exchange import kept_batches
from db.store.exchange.alignment import align, person_entry
from db.store.exchange.hub_passes import align_passes
from db.store.exchange.incoming import Arrived, rejudge
from db.store.exchange.membership_log import MembershipLog, NewEntry
from db.store.exchange.outgoing import Outgoing
from db.store.exchange.overview import confirmed, laptops, status
from db.store.exchange.root_acts import (
    known_root,
    name_administrator,
    public_half,
    root_key,
)
from db.store.exchange.runs import runs_of
from db.store.exchange.store_exchange import Door
from db.store.exchange.store_hub import StoreHub
from db.store.identity import StoreIdentity
from db.store.journal.applying import apply
from db.store.journal.journal import JournalState
from db.store.journal.whole_commit import whole_commits
from db.store.open_store import OpenStore
from db.store.recovery_code import new_recovery_code
from db.store.tables import audience_keys, slot_holders, table_of

T = TypeVar("T")


class StoreSpace:
    """The space of one unlocked store."""

    def __init__(self, door: Door, store: OpenStore, actor: Actor) -> None:
        self._door = door
        self._store = store
        self._actor = actor

    @property
    def _identity(self) -> StoreIdentity:
        return self._store.identity

    @property
    def _person_key(self) -> bytes:
        return self._store.opened.secrets.signing_key

    def status(self) -> ExchangeStatus:
        """Return how the exchange stands."""
        position = self._store.journal.state.position
        return self._ask_log(
            lambda connection, log: status(connection, log.members, self._identity, position)
        )

    def prepare_root(self) -> str:
        """Return the code of the root to be: the same until the space is founded with it."""
        self._check_administrator()
        if not self._identity.root_waits:
            identity = replace(self._identity, root_waits=new_recovery_code())
            self._door.write(identity.save)
            self._store.identity = identity
        return self._identity.root_waits

    def name_administrator(self, code: str, person: UserId) -> None:
        """Sign with the root of this *code* that somebody of the staff is an administrator."""
        root = known_root(code, self._identity.roots)

        def work(connection: Connection, log: MembershipLog) -> None:
            user = table_of(User)
            query = select(user.c.roles).where(user.c.id == person)
            roles = connection.scalar(query) or frozenset()
            name_administrator(connection, log, root, person.bytes, roles)

        self._on_log(work)

    def release(self, commits: Sequence[CommitId]) -> Changes:
        """Let commits count that were held back."""
        self._check_named()

        def work(
            connection: Connection, state: JournalState
        ) -> tuple[frozenset[tuple[type, UUID]], Arrived]:
            log = MembershipLog(connection, self._identity.space, self._identity.roots)
            released = NewEntry(EntryKind.RELEASE, b"", {1: sorted(commits)})
            log.say(connection, self._person_key, released)
            applied = apply(connection, rejudge(connection, log.members))
            return applied.touched, Arrived(state=state, applied=applied)

        return Changes(self._door.arrive(work))

    def disputed(self) -> list[UserId]:
        """Return the administrators who end each other."""
        return self._ask_log(
            lambda _connection, log: [
                UserId(UUID(bytes=person))
                for person, member in sorted(log.members.people.items())
                if member.keys & log.members.suspended
            ]
        )

    def found(self) -> str:
        """Make the space, entering all staff and this laptop; return the root's code, for paper."""
        code = self.prepare_root()
        root = root_key(code)
        identity = replace(self._identity, roots=frozenset({public_half(root)}), root_waits="")

        def work(connection: Connection) -> None:
            identity.save(connection)
            log = MembershipLog(connection, identity.space, identity.roots)
            administrator = NewEntry(EntryKind.ADMINISTRATOR, public_half(self._person_key), {})
            log.say(connection, root, administrator)
            log.say(connection, self._person_key, *self._first_entries(connection, identity))
            align(connection, log, self._person_key, identity.device_id, founding=True)
            for audience in identity.audiences.values():
                self._new_epoch(connection, log, audience)

        self._door.write(work)
        self._store.identity = identity
        position, at = self._store.journal.state.position, self._door.milliseconds()
        # All that was written before, while this runs beside the window and not in front of it.
        self._on_log(lambda connection, log: self._outgoing(connection, log).pack(position, at))
        return code

    def invite(self, person: UserId) -> Invitation:
        """Return the invitation for the laptop that *person* will unlock first."""
        self._check_named()
        hub = StoreHub(self._door, self._store, self._actor).place
        return Invitation(
            roots=self._identity.roots,
            person=person.bytes,
            hub=hub.address if hub else "",
            hub_key=hub.key if hub else b"",
        )

    def request(self) -> Request:
        """Return what this laptop asks, while it waits to be let in."""
        identity = self._identity
        return Request(
            space=identity.space,
            device=identity.device_id,
            code=identity.device_code,
            signing_key=identity.device_public_key,
            sealing_key=identity.sealing_key.public,
            person=self._actor.user_id.bytes,
            person_key=public_half(self._person_key),
        )

    def signed_request(self) -> bytes:
        """Return the request as a file."""
        return self.request().to_bytes(self._identity.device_key, self._person_key)

    def admit(self, request: Request) -> None:
        """Enter a laptop whose fingerprint two people have compared, and write to it."""
        self._check_named()
        if request.space != self._identity.space:
            raise InvalidValue(what=N_("This request"))

        def work(connection: Connection, log: MembershipLog) -> None:
            user = table_of(User)
            query = select(user.c.roles).where(
                user.c.id == UUID(bytes=request.person), user.c.removed_at.is_(None)
            )
            row = connection.execute(query).one_or_none()
            if row is None:
                raise InvalidValue(what=N_("This request"))
            roles = tuple(sorted(role.value for role in row.roles))
            content = {
                1: request.signing_key,
                2: request.sealing_key,
                3: [request.person],
                4: request.code,
            }
            log.say(
                connection,
                self._person_key,
                person_entry(request.person, request.person_key, roles),
                NewEntry(EntryKind.DEVICE, request.device, content),
            )
            align_passes(connection, log, self._identity, self._person_key)
            self._write_letter(connection, log, request.sealing_key)
            if request.device == self._identity.device_id:
                # Nobody knows yet who writes here: only a letter is opened for its entries alone.
                for sealing_key in _readers(log, self._identity.device_id):
                    self._write_letter(connection, log, sealing_key)
            gone = kept_batches.without_content(connection)
            if gone:
                # What all others had was let go; a newcomer needs it again.
                commits = whole_commits(connection, 1, self._store.journal.state.position)
                outgoing = self._outgoing(connection, log)
                outgoing.write_again(commits, gone, self._door.milliseconds())

        self._on_log(work)

    def revoke(self, device: UUID) -> None:
        """End a laptop that was lost or stolen, and give the others new keys."""
        self._check_named()
        if device.bytes == self._identity.device_id:
            raise NotAllowed

        def work(connection: Connection, log: MembershipLog) -> None:
            member = log.members.devices.get(device.bytes)
            kept = runs_of(connection, device.bytes)
            ends = [
                NewEntry(EntryKind.REVOKE_DEVICE, device.bytes, {1: kept, 2: key})
                for key in sorted(member.current if member else ())
            ]
            log.say(connection, self._person_key, *ends)
            align_passes(connection, log, self._identity, self._person_key)
            outgoing = self._outgoing(connection, log)
            for sealing_key in sorted(member.sealing_keys if member else ()):
                # Under the keys that follow it could not read that it was revoked.
                outgoing.write_letter(sealing_key, (), self._door.milliseconds())
            for audience in log.members.audiences:
                self._new_epoch(connection, log, audience)
            for sealing_key in _readers(log, self._identity.device_id):
                self._write_letter(connection, log, sealing_key)

        self._on_log(work)

    def align(self) -> None:
        """Sign what the list of staff says and the log does not; nothing where none may or must."""
        if not self._identity.roots or not self._is_administrator():
            return

        def work(connection: Connection, log: MembershipLog) -> None:
            left = set(log.members.ended)
            align(connection, log, self._person_key, self._identity.device_id)
            if set(log.members.ended) - left:
                # Somebody left: what is written from now on is not for her.
                for audience in log.members.audiences:
                    self._new_epoch(connection, log, audience)
                for sealing_key in _readers(log, self._identity.device_id):
                    self._write_letter(connection, log, sealing_key)

        self._on_log(work)

    def laptops(self) -> list[Laptop]:
        """Return all laptops of the space, this one first."""
        return self._ask_log(
            lambda connection, log: laptops(connection, log.members, self._identity)
        )

    def confirmed(self, what: UUID) -> frozenset[UUID] | None:
        """Return the laptops that told to have the last that was written here of an entity."""
        return self._ask_log(
            lambda connection, log: confirmed(connection, log.members, self._identity, what)
        )

    def fingerprint(self) -> str:
        """Return what two people compare to know that both laptops mean the same space."""
        return roots_fingerprint(self._identity.roots)

    def _first_entries(self, connection: Connection, identity: StoreIdentity) -> Iterator[NewEntry]:
        holders = sorted(connection.scalars(select(slot_holders.c.user_id)))
        own = {
            1: identity.device_public_key,
            2: identity.sealing_key.public,
            3: holders,
            4: identity.device_code,
        }
        yield NewEntry(EntryKind.DEVICE, identity.device_id, own)
        # What this store was before it was restored: its commits stand, its keys sign no more.
        for device, key in sorted(identity.former_devices.items()):
            yield NewEntry(EntryKind.DEVICE, device, {1: key, 2: b"", 3: []})
            kept = runs_of(connection, device)
            yield NewEntry(EntryKind.REVOKE_DEVICE, device, {1: kept, 2: key})
        for name, audience in identity.audiences.items():
            yield NewEntry(EntryKind.AUDIENCE, audience, {1: name.value, 2: [], 3: []})

    def _new_epoch(self, connection: Connection, log: MembershipLog, audience: bytes) -> None:
        before = log.members.key_to_seal_with(audience)
        key, epoch = secrets.token_bytes(KEY_SIZE), 1 if before is None else before.epoch + 1
        named = NewEntry(EntryKind.AUDIENCE_KEY, audience, {1: epoch, 2: key_id(key)})
        log.say(connection, self._person_key, named)
        row = {"id": key_id(key), "audience": audience, "epoch": epoch, "key": key}
        connection.execute(insert(audience_keys), row)

    def _write_letter(self, connection: Connection, log: MembershipLog, sealing_key: bytes) -> None:
        keys = [
            GivenKey(row.audience, row.epoch, row.key)
            for row in connection.execute(select(audience_keys))
        ]
        outgoing = self._outgoing(connection, log)
        outgoing.write_letter(sealing_key, keys, self._door.milliseconds())

    def _outgoing(self, connection: Connection, log: MembershipLog) -> Outgoing:
        store = self._store
        return Outgoing(connection, store.identity, store.journal.run, log, store.attachments)

    def _ask_log(self, question: Callable[[Connection, MembershipLog], T]) -> T:
        identity = self._identity
        return self._door.read(
            lambda connection: question(
                connection, MembershipLog(connection, identity.space, identity.roots)
            )
        )

    def _on_log(self, work: Callable[[Connection, MembershipLog], T]) -> T:
        identity = self._identity

        def job(connection: Connection) -> T:
            return work(connection, MembershipLog(connection, identity.space, identity.roots))

        return self._door.write(job)

    def _is_administrator(self) -> bool:
        return Role.ADMINISTRATOR in self._actor.roles

    def _check_named(self) -> None:
        """See that what she signs counts: the log, not the list of staff, says so."""
        self._check_administrator()
        key = public_half(self._person_key)
        if not self._ask_log(lambda _connection, log: key in log.members.administrators):
            raise NotNamed

    def _check_administrator(self) -> None:
        if not self._is_administrator():
            raise NotAllowed


def _readers(log: MembershipLog, but: bytes) -> Iterator[bytes]:
    """Yield the sealing key of each laptop that belongs, *but* this one."""
    for device, member in sorted(log.members.devices.items()):
        if device != but and member.current:
            yield from sorted(member.sealing_keys)
