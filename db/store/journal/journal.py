"""Writing the journal: one signed commit for each audience that a unit of work touched."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import uuid_utils.compat
from sqlalchemy import Connection, func, insert, select

from caseworker.model.entity import Entity
from db.store.identity import StoreIdentity
from db.store.journal.capture import Edit
from db.store.journal.clock import tick
from db.store.journal.commit import (
    EXISTS,
    NO_RUNNING,
    SALT_SIZE,
    EntityChanges,
    Entry,
    Header,
    Signed,
    Signer,
    list_hash,
    running_hash,
)
from db.store.journal.heads import commits_relied_on, heads_of
from db.store.registry import AudienceClass, registered
from db.store.tables import changes, commits
from db.store.values import to_bytes

_RUN_SIZE = 16


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
        self._run = os.urandom(_RUN_SIZE)
        self.state = state

    def keep(
        self,
        connection: Connection,
        edits: Sequence[Edit],
        relied_on: Sequence[Entity],
        now: datetime,
    ) -> JournalState:
        """Write the commits of one unit of work into its transaction.

        Returns the state to be taken over as `state` once the transaction is kept.
        """
        unit = uuid_utils.compat.uuid7().bytes
        deps = _deps(connection, relied_on, {edit.entity.id.bytes for edit in edits})
        state = replace(self.state, clock=tick(self.state.clock, now))
        for audience, own in _by_audience(edits):
            body = [_entity_changes(connection, edit) for edit in own]
            count, digest = list_hash(body)
            header = Header(
                unit=unit,
                person=self._person,
                device=self._identity.device_id,
                run=self._run,
                number=state.number + 1,
                previous=state.previous,
                clock=state.clock,
                audience=self._identity.audiences[audience],
                count=count,
                list_hash=digest,
                deps=[] if audience is AudienceClass.AUDIT else deps,
            )
            signed = self._signer.sign(header)
            following = state.after(signed, header, len(body))
            _write(connection, signed, body, state, following)
            state = following
        return state


def _by_audience(edits: Sequence[Edit]) -> Iterable[tuple[AudienceClass, list[Edit]]]:
    for audience in AudienceClass:
        own = [edit for edit in edits if registered(edit.kind).audience is audience]
        if own:
            yield audience, sorted(own, key=lambda edit: edit.entity.id)


def _entity_changes(connection: Connection, edit: Edit) -> EntityChanges:
    kind, entity = registered(edit.kind), edit.entity.id.bytes
    values: dict[int, Any] = {EXISTS: True} if edit.is_new else {}
    values |= {kind.fields[name]: value for name, value in edit.values.items()}
    bases = {} if edit.is_new else heads_of(connection, entity, values)
    salts = os.urandom(SALT_SIZE * len(values))
    fields: dict[int, Entry] = {}
    for place, field in enumerate(sorted(values)):
        salt = salts[place * SALT_SIZE : (place + 1) * SALT_SIZE]
        fields[field] = [salt, values[field], bases.get(field, [])]
    return EntityChanges(kind.number, entity, fields)


def _deps(
    connection: Connection, relied_on: Sequence[Entity], edited: set[bytes]
) -> list[list[Any]]:
    deps = []
    for entity in sorted(relied_on, key=lambda each: each.id):
        key = entity.id.bytes
        # What this unit itself writes has no commit id yet; the shared unit id names it.
        ids = [] if key in edited else commits_relied_on(connection, key)
        deps.append([registered(type(entity)).number, key, ids])
    return deps


def _write(
    connection: Connection,
    signed: Signed,
    body: Sequence[EntityChanges],
    before: JournalState,
    after: JournalState,
) -> None:
    row = {
        "position": after.position,
        "id": signed.id,
        "header": signed.header,
        "device_signature": signed.device_signature,
        "person_signature": signed.person_signature,
        "first_change": before.last_change + 1,
        "running": after.running,
    }
    rows = [
        {
            "number": number,
            "entity": each.entity,
            "kind": each.kind,
            "position": after.position,
            "packed": to_bytes(each.fields),
        }
        for number, each in enumerate(body, before.last_change + 1)
    ]
    connection.execute(insert(commits), row)
    connection.execute(insert(changes), rows)
