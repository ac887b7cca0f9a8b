"""The laptops of a centre, as the store keeps them: `Space` of the domain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Connection, select

from caseworker.errors import InvalidValue, NotAllowed, NotFound
from caseworker.model.ids import PersonId, UserId
from caseworker.model.staff import User
from caseworker.ports import Changes
from caseworker.sync.circles import circle_of
from caseworker.sync.commits import CommitId
from caseworker.sync.enrolment import Invitation, Request, roots_fingerprint
from caseworker.sync.membership_entry import EntryKind
from caseworker.sync.space import ExchangeStatus, Laptop, Naming, RecordPlace
from caseworker.text import N_
from db.store.entity_tables import table_of
from db.store.exchange import kept_batches
from db.store.exchange.alignment import align, health_readers, person_entry
from db.store.exchange.giving_keys import new_epoch
from db.store.exchange.hub_passes import align_passes
from db.store.exchange.incoming import Arrived, rejudge
from db.store.exchange.judging import anything_held_back
from db.store.exchange.membership_log import MembershipLog, NewEntry
from db.store.exchange.narrowing import Narrowing, wanted_circles
from db.store.exchange.old_image import help_back, is_behind
from db.store.exchange.overview import confirmed, laptops, places_of, status
from db.store.exchange.root_acts import (
    known_root,
    name_administrator,
    naming_of,
    public_half,
    root_key,
    vouch_for_what_was_done,
)
from db.store.exchange.runs import runs_of
from db.store.exchange.signed_log import SignedLog
from db.store.exchange.state_sums import start_again
from db.store.exchange.store_hub import StoreHub
from db.store.exchange.working_out import put_right, wrong_rows
from db.store.identity import StoreIdentity
from db.store.journal.applying import Applied, apply
from db.store.journal.journal import JournalState
from db.store.journal.kept_commits import whole_commits
from db.store.recovery_code import new_recovery_code
from db.store.tables import slot_holders

T = TypeVar("T")

EPOCH = 30 * 24 * 3_600_000
"""After this many milliseconds every circle is given a new key."""


class StoreSpace(SignedLog):
    """The space of one unlocked store."""

    def status(self) -> ExchangeStatus:
        """Return how the exchange stands."""
        position = self._store.journal.state.position
        return self._ask_log(
            lambda connection, log: status(connection, log, self._identity, position)
        )

    def prepare_root(self) -> str:
        """Return the code of the root to be: the same until the space is founded with it."""
        self._check_administrator()
        if not self._identity.root_waits:
            identity = replace(self._identity, root_waits=new_recovery_code())
            self._door.write(identity.save)
            self._store.identity = identity
        return self._identity.root_waits

    def naming(self, person: UserId) -> Naming:
        """Return what a root would sign to make somebody of the staff an administrator."""
        return self._ask_log(lambda connection, log: naming_of(connection, log, person))

    def name_administrator(self, code: str, shown: Naming) -> frozenset[str]:
        """Sign with the root of this *code* what was *shown*, and no more; return her roles."""
        root = known_root(code, self._identity.roots)

        def work(connection: Connection, state: JournalState) -> tuple[frozenset[str], Arrived]:
            log = self._store.log(connection)
            roles = name_administrator(connection, log, root, shown)
            # Where two parted, what one of them wrote counts again, and what the other did ends.
            return roles, Arrived(state=state, applied=_judged_again(connection, log))

        return self._door.arrive(work)

    def release(self, commits: Sequence[CommitId]) -> Changes:
        """Let commits count that were held back."""
        self._check_named()

        def work(
            connection: Connection, state: JournalState
        ) -> tuple[frozenset[tuple[type, UUID]], Arrived]:
            log = self._store.log(connection)
            released = NewEntry(EntryKind.RELEASE, b"", {1: sorted(commits)})
            log.say(connection, self._person_key, released)
            applied = _judged_again(connection, log)
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
            vouch_for_what_was_done(connection, log, root)
            for audience in identity.audiences.values():
                new_epoch(connection, log, self._person_key, audience, self._door.milliseconds())

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

    def admit(self, request: Request, *, outreach: bool = False) -> None:
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
                **({5: True} if outreach else {}),
            }

            def enter(narrowing: Narrowing) -> None:
                log.say(
                    connection,
                    self._person_key,
                    person_entry(request.person, request.person_key, roles),
                    NewEntry(EntryKind.DEVICE, request.device, content),
                )
                if outreach:
                    narrowing.let_hand_in(request.device)
                # Before it is given keys: what it may not have is never readable there.
                self._part_health(narrowing, connection, log)

            self._narrow(connection, log, enter)
            align_passes(connection, log, self._identity, self._person_key)
            self._write_letter(connection, log, request.device, request.sealing_key)
            if request.device == self._identity.device_id:
                # Nobody knows yet who writes here: only a letter is opened for its entries alone.
                self._write_letters(connection, log)
            gone = kept_batches.without_content(connection)
            if gone:
                # What all others had was let go; a newcomer needs it again.
                commits = whole_commits(connection, 1, self._store.journal.state.position)
                outgoing = self._outgoing(connection, log)
                outgoing.write_again(commits, gone, self._door.milliseconds())

        self._on_log(work)
        self._judge_again()
        if outreach:
            self.align()

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
            self._narrow(connection, log, lambda each: each.renew_those_of(device.bytes))

        self._on_log(work)

    def help_back(self, device: UUID) -> None:
        """Give a laptop that went back the log, the keys and the changes of today."""
        at = self._door.milliseconds()

        def work(connection: Connection, log: MembershipLog) -> None:
            outgoing = self._outgoing(connection, log)
            help_back(connection, log.members, outgoing, self._identity, device.bytes, at)

        self._on_log(work)

    def mark_outreach(self, device: UUID, *, outreach: bool) -> None:
        """Let a laptop carry the records it is given and no others, or all of them again."""
        self._check_named()
        if device.bytes == self._identity.device_id:
            raise NotAllowed

        def work(connection: Connection, log: MembershipLog) -> None:
            member = log.members.devices.get(device.bytes)
            if member is None or not member.current:
                raise NotFound
            here = log.members.devices.get(self._identity.device_id)
            if here is None or here.outreach:
                # It has not the keys that all others are given anew.
                raise NotAllowed
            if member.outreach != outreach:
                self._narrow(
                    connection, log, lambda each: each.mark(device.bytes, outreach=outreach)
                )

        self._on_log(work)
        self.align()

    def align(self) -> None:
        """Sign what the list of staff and the records say and the log does not.

        Nothing where none may or must: that is for an administrator whom a root has named.
        """
        if not self._identity.roots or not self._is_administrator():
            return

        def sign(narrowing: Narrowing, connection: Connection, log: MembershipLog) -> None:
            if is_behind(connection, log.members, self._identity):
                # What she signed since is not here: it would be signed a second time.
                return
            left = set(log.members.ended)
            align(connection, log, self._person_key, self._identity.device_id)
            gone = set(log.members.ended) - left
            here = log.members.devices.get(self._identity.device_id)
            if here is None or here.outreach or not self._is_named(log):
                return
            self._part_health(narrowing, connection, log)
            narrowing.align(wanted_circles(self._reads(connection), log.members))
            # Somebody left: what is written from now on is not for her.
            now = self._door.milliseconds()
            narrowing.renew(now + 1 if gone else now - EPOCH)

        def work(connection: Connection, log: MembershipLog) -> None:
            self._narrow(connection, log, lambda narrowing: sign(narrowing, connection, log))

        known = self._ask_log(lambda _connection, log: len(log))
        self._on_log(work)
        if self._ask_log(lambda _connection, log: len(log)) > known:
            self._judge_again()

    def _judge_again(self) -> None:
        """Let count here too what was held back and what was just signed here lets count.

        All others are told by the batch that brings it.
        """

        def work(
            connection: Connection, state: JournalState
        ) -> tuple[frozenset[tuple[type, UUID]], Arrived]:
            if not anything_held_back(connection):
                return frozenset(), Arrived(state=state)
            applied = _judged_again(connection, self._store.log(connection))
            return applied.touched, Arrived(state=state, applied=applied)

        self._door.arrive(work)

    def _part_health(
        self, narrowing: Narrowing, connection: Connection, log: MembershipLog
    ) -> None:
        here = log.members.devices.get(self._identity.device_id)
        if here is not None and not here.outreach and self._is_named(log):
            narrowing.part_health(health_readers(connection, log))

    def lies_on(self, person_id: PersonId) -> list[RecordPlace]:
        """Return every laptop that belongs, and what it has of the record of a person."""
        circle = circle_of(person_id.bytes)
        return self._ask_log(
            lambda connection, log: places_of(connection, log.members, self._identity, circle)
        )

    def laptops(self) -> list[Laptop]:
        """Return all laptops of the space, this one first."""
        return self._ask_log(
            lambda connection, log: laptops(
                connection, log.members, self._identity, self._door.milliseconds()
            )
        )

    def confirmed(self, what: UUID) -> frozenset[UUID]:
        """Return the laptops that told to have the last that is known here of an entity."""
        return self._ask_log(
            lambda connection, log: confirmed(connection, log.members, self._identity, what)
        )

    def work_out_again(self) -> tuple[int, Changes]:
        """Work out again what is shown here from what was written; return how many were wrong."""
        wrong = self._door.read(wrong_rows)
        touched = self._door.arrive(lambda connection, state: put_right(connection, state, wrong))
        return len(wrong), Changes(touched)

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


def _judged_again(connection: Connection, log: MembershipLog) -> Applied:
    """Let the log as it stands now decide over all that was ever written."""
    applied = apply(connection, rejudge(connection, log.members))
    start_again(connection)
    return applied
