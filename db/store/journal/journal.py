"""Writing the journal: one signed commit for each audience that a unit of work touched."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import uuid_utils.compat
from sqlalchemy import Connection, func, select

from caseworker.model.entity import Entity
from caseworker.sync.clock import tick
from caseworker.sync.commit_format import (
    NO_RUNNING,
    SEED_SIZE,
    EntityChanges,
    Header,
    Signed,
    Signer,
    running_hash,
)
from caseworker.sync.commits import EXISTS, LOG, Clock
from caseworker.sync.membership_entry import EntryId
from caseworker.sync.whole_commit import told_of_body
from db.store.connection import raw
from db.store.identity import StoreIdentity
from db.store.journal.capture import Edit
from db.store.journal.circles import Circles
from db.store.journal.clock import milliseconds
from db.store.journal.heads import commits_on, commits_relied_on, counted_on, heads_of
from db.store.merge_rules import proven_kinds, proving_kinds
from db.store.registry import AudienceClass, registered
from db.store.tables import changes, commits
from db.store.values import to_bytes

_RUN_SIZE = 16
NamesLog = Callable[[], tuple[bytes, list[EntryId]] | None]
"""Tells the space and, sorted, the heads of its membership log; None: there is no space yet."""


def _no_log() -> None:
    """There is no space yet."""


@dataclass(frozen=True, kw_only=True)
class JournalState:
    """Where the journal of this laptop stands after a transaction."""

    position: int = 0
    running: bytes = NO_RUNNING
    last_change: int = 0
    clock: tuple[int, int] = (0, 0)
    number: int = 0
    """Within the run."""
    previous: bytes = b""

    @classmethod
    def load(cls, connection: Connection) -> JournalState:
        """Return where the journal stands in the store, before the first commit of a new run."""
        query = select(commits).order_by(commits.c.position.desc()).limit(1)
        last = connection.execute(query).one_or_none()
        if last is None:
            return cls()
        return cls(
            position=last.position,
            running=last.running,
            last_change=connection.scalar(select(func.max(changes.c.number))) or 0,
            clock=Header.from_bytes(last.header).clock,
        )

    def after(self, signed: Signed, header: Header, change_count: int) -> JournalState:
        """Return where the journal stands after one more commit."""
        return JournalState(
            position=self.position + 1,
            running=running_hash(self.running, signed.id),
            last_change=self.last_change + change_count,
            clock=header.clock,
            number=header.number,
            previous=signed.id,
        )


class Journal:
    """The journal of one run: one person on one device, from unlock to lock."""

    def __init__(
        self, identity: StoreIdentity, person: bytes, signer: Signer, state: JournalState
    ) -> None:
        self._identity = identity
        self._person = person
        self._signer = signer
        self.run = os.urandom(_RUN_SIZE)
        self.state = state

    def _readable(self, relied: _Relied, audience: bytes) -> dict[bytes, list[Any]]:
        """Return what a commit relies on of all that its unit did: what its readers can have.

        What only others may have, nobody waits for.
        """
        open_to_them = {audience, self._identity.audiences[AudienceClass.CENTRE]}
        return {key: dep for key, (of, dep) in relied.items() if of in open_to_them}

    def _deps(
        self,
        connection: Connection,
        relied: _Relied,
        audience: bytes,
        own: Sequence[Edit],
        log: NamesLog,
    ) -> list[list[Any]]:
        erased = _erased(connection, audience, own)
        # The trail stands whatever it tells of; to take anything out of it is an act like others.
        of_trail = audience == self._identity.audiences[AudienceClass.AUDIT]
        named = {} if of_trail and not erased else self._readable(relied, audience)
        named |= erased
        if any(edit.is_erased or edit.kind in proven_kinds() for edit in own) and (heads := log()):
            space, entries = heads
            named[space] = [LOG, space, entries]
        return [dep for _, dep in sorted(named.items())]

    def keep(
        self,
        connection: Connection,
        edits: Sequence[Edit],
        relied_on: Sequence[Entity],
        now: datetime,
        log: NamesLog = _no_log,
    ) -> JournalState:
        """Write the commits of one unit of work into its transaction.

        *log* is asked for the space and the heads of its log where an act has to prove its role.
        Returns the state to be taken over as `state` once the transaction is kept.
        """
        unit = uuid_utils.compat.uuid7().bytes
        circles = Circles(connection, self._identity, edits)
        relied = _deps(connection, circles, relied_on)
        state = replace(self.state, clock=tick(Clock(*self.state.clock), milliseconds(now)))
        commit_rows: list[tuple[object, ...]] = []
        change_rows: list[tuple[object, ...]] = []
        for audience, own in _by_audience(circles, edits):
            body = [_changes(connection, edit) for edit in own]
            seed = os.urandom(SEED_SIZE)
            count, digest = told_of_body(body, seed)
            header = Header(
                unit=unit,
                person=self._person,
                device=self._identity.device_id,
                run=self.run,
                number=state.number + 1,
                previous=state.previous,
                clock=state.clock,
                audience=audience,
                count=count,
                list_hash=digest,
                deps=self._deps(connection, relied, audience, own, log),
            )
            signed = self._signer.sign(header)
            following = state.after(signed, header, len(body))
            commit_rows.append(_commit_row(signed, header, seed, state, following))
            change_rows += _change_rows(body, state, following)
            state = following
        if commit_rows:
            raw(connection).executemany(_ADD_COMMIT, commit_rows)
            raw(connection).executemany(_ADD_CHANGE, change_rows)
            _settle_heads(connection, edits)
        return state


def _by_audience(circles: Circles, edits: Sequence[Edit]) -> Iterator[tuple[bytes, list[Edit]]]:
    found: dict[bytes, list[Edit]] = defaultdict(list)
    for edit in edits:
        for audience in circles.audiences_of(edit):
            found[audience].append(edit)
    for audience in sorted(found, key=circles.place_of):
        yield audience, sorted(found[audience], key=lambda edit: edit.entity.id)


def _changes(connection: Connection, edit: Edit) -> EntityChanges:
    kind, entity = registered(edit.kind), edit.entity.id.bytes
    values: dict[int, Any] = {}
    if edit.is_new or edit.is_erased:
        values[EXISTS] = edit.is_new
    for name, value in edit.values.items():
        values[kind.fields[name]] = value
    bases = {} if edit.is_new else heads_of(connection, entity, values)
    fields = {number: [values[number], *bases.get(number, ())] for number in sorted(values)}
    return EntityChanges(kind.number, entity, fields, to_bytes(fields))


_Relied = Mapping[bytes, tuple[bytes, list[Any]]]
"""By entity that an act relied on: its audience, and what names it in a commit."""


def _deps(connection: Connection, circles: Circles, relied_on: Sequence[Entity]) -> _Relied:
    # What this unit itself writes has no commit id yet; the shared unit id names it.
    return {
        entity.id.bytes: (
            circles.audience_of(entity),
            [
                registered(type(entity)).number,
                entity.id.bytes,
                _named(connection, entity),
            ],
        )
        for entity in relied_on
    }


def _named(connection: Connection, entity: Entity) -> list[bytes]:
    """Return the commits by which an act names what it relied on."""
    if type(entity) in proving_kinds():
        # Which of their values stands shows only where all that replaced each other are named.
        return counted_on(connection, entity.id.bytes)
    return commits_relied_on(connection, entity.id.bytes)


def _erased(connection: Connection, audience: bytes, own: Sequence[Edit]) -> dict[bytes, list[Any]]:
    """Return what names the entities that a commit erases: all that its readers can have of them.

    What the unit erases for other readers is none of its business: they may never have it.
    """
    return {
        (key := edit.entity.id.bytes): [
            registered(edit.kind).number,
            key,
            commits_on(connection, key, audience),
        ]
        for edit in own
        if edit.is_erased
    }


def _settle_heads(connection: Connection, edits: Sequence[Edit]) -> None:
    """Make this unit's changes the only heads of their fields: their bases were all the others."""
    if raw(connection).execute(_ANY_EXCEPTION).fetchone() is None:
        return
    for edit in edits:
        numbers = registered(edit.kind).fields
        fields = [numbers[name] for name in edit.values]
        for field in [EXISTS, *fields] if edit.is_new or edit.is_erased else fields:
            connection.exec_driver_sql(_FORGET_EXCEPTION, (edit.entity.id.bytes, field))


def _commit_row(
    signed: Signed, header: Header, seed: bytes, before: JournalState, after: JournalState
) -> tuple[object, ...]:
    return (
        after.position,
        signed.id,
        header.audience,
        signed.header,
        signed.device_signature,
        signed.person_signature,
        seed,
        before.last_change + 1,
        after.running,
    )


def _change_rows(
    body: Sequence[EntityChanges], before: JournalState, after: JournalState
) -> list[tuple[object, ...]]:
    return [
        (number, each.entity, each.kind, after.position, each.packed, each.proof)
        for number, each in enumerate(body, before.last_change + 1)
    ]


_ADD_COMMIT = (
    "INSERT INTO journal_commit(position, id, audience, header, device_signature,"
    " person_signature, seed, first_change, running) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_ADD_CHANGE = (
    "INSERT INTO journal_change(number, entity, kind, position, packed, proof)"
    " VALUES (?, ?, ?, ?, ?, ?)"
)
_ANY_EXCEPTION = "SELECT 1 FROM journal_head LIMIT 1"
_FORGET_EXCEPTION = "DELETE FROM journal_head WHERE entity = ? AND field = ?"
