"""One batch into the store: its log, its keys, its commits, and what it says of its author."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from caseworker.ports import Changes
from caseworker.sync.batch import Reader
from caseworker.sync.batch_body import BatchBody, GivenKey
from caseworker.sync.batch_file import BatchFile, Refused, laptop_id, read_file
from caseworker.sync.batch_seal import key_id
from caseworker.sync.exchanging import TakenIn
from caseworker.sync.letter import sealing_key_id
from caseworker.sync.membership import Members
from db.store.exchange import attachment_chunks, frontiers, kept_batches
from db.store.exchange.believed_covers import believed_covers
from db.store.exchange.covered_by_others import carry_again_what_is_kept
from db.store.exchange.erased_batches import holds_erased
from db.store.exchange.handing_in import hear_log, those_with_log
from db.store.exchange.incoming import Arrived, arrive, rejudge
from db.store.exchange.leaving import Leaving, hear_left
from db.store.exchange.looking_ahead import LookedAhead
from db.store.exchange.newer_batches import forget_newer
from db.store.exchange.old_keys import hear_known
from db.store.exchange.outgoing import Outgoing, note_news
from db.store.exchange.passing_on import carry_on, hear_lacking
from db.store.exchange.state_sums import StateSums, start_again
from db.store.identity import StoreIdentity
from db.store.journal.applying import apply
from db.store.journal.journal import JournalState
from db.store.open_store import OpenStore
from db.store.registry import AudienceClass
from db.store.tables import audience_keys

_KEPT_THOUGH_CLOSED = frozenset(kept_batches.TO_TRY_AGAIN)
_EVIDENCE = frozenset({"bad-seal", "bad-padding", "too-large", "bad-body"})
"""Kept as evidence: a member's laptop signed what nobody can read."""


class TakingIn:
    """Takes batches in within one transaction; the log is read once."""

    def __init__(self, connection: Connection, store: OpenStore, at: int) -> None:
        self._connection = connection
        self._store = store
        self._at = at
        self._log = store.log(connection)

    @property
    def _identity(self) -> StoreIdentity:
        return self._store.identity

    def take_in(
        self, state: JournalState, batch: BatchFile, ahead: LookedAhead | None = None
    ) -> tuple[TakenIn, Arrived]:
        """Take in *batch* after *state*, with everything that follows from it."""
        connection = self._connection
        if kept_batches.result_of(connection, batch.id) == kept_batches.OK:
            return TakenIn(result=kept_batches.OK), Arrived(state=state)
        forget_newer(connection, batch.id)
        log, at = self._log, self._at
        if ahead is not None and not self._has_its_key(batch):
            ahead = None
        try:
            body = ahead.body if ahead else self._open(batch)
        except Refused as refused:
            if refused.result in _KEPT_THOUGH_CLOSED | _EVIDENCE:
                kept_batches.keep(connection, batch, refused.result, at)
            # A letter to another laptop may be all that lay before a word that waits.
            self._hear_what_waited(batch.header.laptop)
            return TakenIn(result=refused.result), Arrived(state=state)
        log_grew = log.take_in(connection, body.entries)
        keys_came = self._keep_keys(body.keys)
        self._join(body)
        touched = self._judge_again() if log_grew else set()
        read = {whole.signed.id: whole for whole in body.commits}
        leaving = Leaving(connection, log.members, self._identity)
        wholes = [
            whole
            for whole in read.values()
            if leaving.keeps(whole.header.audience, whole.header.device)
        ]
        # Closed as soon as this laptop has given its key away; once it has it again, it is opened.
        closes = len(wholes) < len(read) and not leaving.will_open(batch.header.key)
        result = kept_batches.FOR_OTHERS if closes else kept_batches.OK
        checked = ahead.checked if ahead else {}
        arrived = arrive(connection, wholes, log.members, state, at, checked)
        # What the log lets count now may erase.
        applied = arrived.applied.and_then(apply(connection, touched))
        arrived = replace(arrived, applied=applied)
        quiet = not (body.commits or body.entries or body.covers)
        attachment_chunks.ask_for(connection, body.chunks, wholes)
        self._cover(batch, body)
        up_to = arrived.state.position
        kept_batches.keep(connection, batch, result, at, quiet=quiet, up_to=up_to)
        self._hear(batch, body)
        self._hear_what_waited(batch.header.laptop)
        if log_grew or keys_came:
            self._hear_known()
        late = arrived.new < len(read) and holds_erased(connection, read)
        not_held = len(wholes) < len(read) and not closes
        if late or not_held or self._is_to_me(batch):
            # What it says was erased meanwhile, or is not held here any more; or it brought keys,
            # which are kept by themselves. Its author carries again what others need.
            kept_batches.drop(connection, [batch.id])
        carry_on(
            connection,
            log.members,
            self._outgoing(),
            batch.header.key,
            wholes,
            at,
        )
        if not quiet:
            note_news(connection)
        taken = TakenIn(
            result=body.broken or kept_batches.OK,
            commits=arrived.new,
            quarantined=arrived.quarantined,
            changes=Changes(applied.touched),
            revoked=self._is_revoked(),
        )
        return taken, arrived

    def _cover(self, batch: BatchFile, body: BatchBody) -> None:
        named = believed_covers(self._log.members, batch, body)
        if named:
            kept_batches.cover(self._connection, named, self._at)
            if batch.header.laptop != laptop_id(self._identity.device_public_key):
                carry_again_what_is_kept(
                    self._connection,
                    self._reader(),
                    self._outgoing(),
                    self._identity,
                    named,
                    self._at,
                )

    def _open(self, batch: BatchFile) -> BatchBody:
        reader = self._reader()
        try:
            return reader.open(batch)
        except Refused as refused:
            if refused.result != "unknown-laptop" or not self._is_to_me(batch):
                raise
        # The first letter brings the log that tells who wrote it. Its entries prove themselves;
        # then it is looked at again like any other.
        self._log.take_in(self._connection, reader.peek(batch).entries)
        return self._reader().open(batch)

    def _reader(self) -> Reader:
        return reader_of(self._connection, self._identity, self._log.members)

    def _has_its_key(self, batch: BatchFile) -> bool:
        """Return whether a batch that was opened ahead of its turn would still open now."""
        key = batch.header.key
        query = select(audience_keys.c.id).where(audience_keys.c.id == key)
        return self._is_to_me(batch) or self._connection.scalar(query) is not None

    def _is_to_me(self, batch: BatchFile) -> bool:
        return batch.header.key == sealing_key_id(self._identity.sealing_key.public)

    def _hear(self, batch: BatchFile, body: BatchBody) -> bool:
        told = body.frontier
        laptop = batch.header.laptop
        heard = bool(told) and frontiers.hear(self._connection, laptop, batch.id, told)
        self._hear_sums(batch, body, last=heard)
        if heard:
            self._hear_told(batch, body)
        return heard

    def _hear_sums(self, batch: BatchFile, body: BatchBody, *, last: bool) -> None:
        if body.digest is not None and self._identity.audiences:
            sums = StateSums(self._connection, self._log.members, self._identity)
            sums.hear(batch.header.laptop, body.digest, last=last)

    def _hear_what_waited(self, laptop: bytes) -> None:
        """Hear the last word of a laptop that nothing told to be its last when it came."""
        for key in frontiers.last_words(self._connection, laptop):
            try:
                batch = read_file(kept_batches.content_of(self._connection, key) or b"")
                body = self._reader().open(batch)
            except Refused:
                continue
            if self._hear(batch, body):
                break

    def _hear_told(self, batch: BatchFile, body: BatchBody) -> None:
        """Keep what the author of a batch has removed and lacks, and which keys it knows."""
        for device, member in self._log.members.devices.items():
            if batch.header.laptop in map(laptop_id, member.current):
                if body.left is not None:
                    hear_left(self._connection, device, body.left, self._at)
                hear_lacking(self._connection, device, body.lacks)
                hear_log(self._connection, batch.header.laptop, body.log)
                self._hear_known()

    def _hear_known(self) -> None:
        """Keep which laptops know what this log says, also where their word came before it."""
        laptops = {
            laptop_id(key)
            for member in self._log.members.devices.values()
            for key in member.current
        }
        for laptop in those_with_log(self._connection, self._log, laptops):
            hear_known(self._connection, self._log.members, laptop)

    def _keep_keys(self, given: Sequence[GivenKey]) -> bool:
        named = self._log.named_keys()
        rows = [
            {
                "id": key_id(each.key),
                "audience": each.audience,
                "epoch": each.epoch,
                "key": each.key,
                "at": self._at,
            }
            for each in given
            # Only what an administrator named: whoever carries keys cannot choose them.
            if (each.audience, each.epoch, key_id(each.key)) in named
        ]
        if rows:
            self._connection.execute(insert(audience_keys).on_conflict_do_nothing(), rows)
        return bool(rows)

    def _is_revoked(self) -> bool:
        identity = self._identity
        return self._log.members.must_wipe(identity.device_id, identity.device_public_key)

    def _join(self, body: BatchBody) -> None:
        """Take over what the first letter brings: the circles of the space, and its attachments."""
        if not body.attachment_secret or not self._identity.waits_to_join:
            return
        circles = {
            AudienceClass(name): audience
            for audience, circle in sorted(self._log.members.audiences.items())
            for name in circle.names & {each.value for each in AudienceClass}
        }
        if set(circles) == set(AudienceClass):
            secret = body.attachment_secret
            identity = replace(self._identity, audiences=circles, attachment_secret=secret)
            identity.save(self._connection)

    def _judge_again(self) -> set[bytes]:
        touched = rejudge(self._connection, self._log.members)
        if touched:
            start_again(self._connection)
        return touched

    def _outgoing(self) -> Outgoing:
        store = self._store
        return Outgoing(
            self._connection, store.identity, store.journal.run, self._log, store.attachments
        )


def reader_of(connection: Connection, identity: StoreIdentity, members: Members) -> Reader:
    """Return what opens batches with the keys that are here, by one state of the log."""
    keys = {row.id: row.key for row in connection.execute(select(audience_keys))}
    return Reader(
        space=identity.space,
        laptops={laptop_id(key): key for member in members.devices.values() for key in member.keys},
        keys=keys,
        sealing_key=identity.sealing_key,
    )
