"""Commits of others into the journal, and everything that follows from them, in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from caseworker.sync.acceptance import Reason
from caseworker.sync.clock import adopt
from caseworker.sync.commit_format import Header, running_hash
from caseworker.sync.commits import LOG, Clock, CommitId
from caseworker.sync.membership import Members
from caseworker.sync.whole_commit import WholeCommit
from db.store.exchange.judging import Checked, Judge
from db.store.exchange.state_sums import start_again
from db.store.exchange.values_returning import fill
from db.store.journal.applying import Applied, apply
from db.store.journal.history import Told, in_portions, spoken_of
from db.store.journal.journal import JournalState
from db.store.journal.kept_commits import entities_of
from db.store.many_rows import insert_rows
from db.store.tables import ERASES_PERHAPS, absent

NOTHING = Applied(touched=frozenset(), unnamed=())


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """What a set of commits did to this store."""

    state: JournalState
    applied: Applied = NOTHING
    new: int = 0
    quarantined: Mapping[Reason, int] = field(default_factory=dict)
    """By why, how many of them do not count."""


def arrive(
    connection: Connection,
    wholes: Iterable[WholeCommit],
    members: Members,
    state: JournalState,
    wall: int,
    checked: Checked,
) -> Arrived:
    """Take *wholes* in, those that are not here yet; *wall* is milliseconds since 1970."""
    wholes = list(wholes)
    filled = fill(connection, wholes)
    fresh = _unknown(connection, wholes)
    if not fresh and not filled:
        return Arrived(state=state)
    judge = Judge(connection, members, checked)
    reasons, older_change = judge.new(fresh)
    if filled:
        start_again(connection)
        # What came without its values, and was judged without them, may erase.
        new = {whole.signed.id for whole in fresh}
        older_change |= judge.looks_at(each for each in wholes if each.signed.id not in new)
    entities = {each.entity for whole in fresh for each in whole.body}
    first = _told_first(fresh, reasons, spoken_of(connection, entities))
    entities |= filled
    if fresh:
        entities |= _whose_erasure_waited(connection, fresh)
        state = _write(connection, fresh, reasons, state, wall)
        _note_absent(connection, fresh)
    if older_change:
        start_again(connection)
        entities |= rejudge(connection, members)
        first = {}
    return Arrived(
        state=state,
        applied=apply(connection, entities, first),
        new=len(fresh),
        quarantined=Counter(reasons.values()),
    )


def rejudge(connection: Connection, members: Members) -> set[bytes]:
    """Let the present log decide over the whole journal; return the entities that it touches."""
    before = {row[0] for row in connection.exec_driver_sql(_HELD)}
    after = {
        position: reason.value
        for position, reason in Judge(connection, members).everything().items()
    }
    connection.exec_driver_sql("DELETE FROM journal_quarantine")
    if after:
        connection.exec_driver_sql(_HOLD, sorted(after.items()))
    return entities_of(connection, before ^ after.keys())


def _unknown(connection: Connection, wholes: Iterable[WholeCommit]) -> list[WholeCommit]:
    by_id = {each.signed.id: each for each in wholes}
    for some in in_portions(list(by_id)):
        places = ",".join("?" * len(some))
        query = f"SELECT id FROM journal_commit WHERE id IN ({places})"  # noqa: S608  places only
        for row in connection.exec_driver_sql(query, tuple(some)).all():
            del by_id[row[0]]
    return list(by_id.values())


def _told_first(
    wholes: Sequence[WholeCommit], reasons: Mapping[CommitId, Reason], spoken_of: set[bytes]
) -> dict[bytes, Told]:
    """Return what is told of entities of which one commit tells and no other ever did."""
    found: dict[bytes, Told] = {}
    several = set(spoken_of)
    for whole in wholes:
        key = CommitId(whole.signed.id)
        counts = key not in reasons
        for each in whole.body:
            if each.entity in several:
                continue
            if each.entity in found:
                several.add(each.entity)
                del found[each.entity]
                continue
            found[each.entity] = Told(key, whole.signed.header, each.kind, each.fields, counts)
    return found


def _write(
    connection: Connection,
    wholes: Sequence[WholeCommit],
    reasons: Mapping[CommitId, Reason],
    state: JournalState,
    wall: int,
) -> JournalState:
    commit_rows, change_rows, held = [], [], []
    position, running, last_change = state.position, state.running, state.last_change
    clock = Clock(*state.clock)
    for whole in wholes:
        position += 1
        key = CommitId(whole.signed.id)
        running = running_hash(running, key)
        signed = whole.signed
        commit_rows.append((
            position, key, whole.header.audience, signed.header, signed.device_signature,
            signed.person_signature, whole.seed, last_change + 1, running,
        ))  # fmt: skip
        for each in whole.body:
            last_change += 1
            change_rows.append(
                (last_change, each.entity, each.kind, position, each.packed, each.proof)
            )
        if key in reasons:
            held.append((position, reasons[key].value))
        else:
            clock = adopt(clock, Clock(*whole.header.clock), wall)
    insert_rows(connection, _COMMIT, commit_rows)
    insert_rows(connection, _CHANGE, change_rows)
    if held:
        connection.exec_driver_sql(_HOLD, held)
    return replace(
        state,
        position=position,
        running=running,
        last_change=last_change,
        clock=(clock.milliseconds, clock.counter),
    )


def _whose_erasure_waited(connection: Connection, wholes: Sequence[WholeCommit]) -> set[bytes]:
    """Return the entities whose erasure, which is here, relied on any of *wholes*.

    They are hidden, and nothing is removed of them until all that it relied on has come.
    """
    waited = {row[0] for row in connection.execute(absent.select())}
    come = waited & {whole.signed.id for whole in wholes}
    if not come:
        return set()
    return {
        entity
        for entity, header in connection.exec_driver_sql(_ERASING)
        if any(come.intersection(ids) for _, _, ids in Header.from_bytes(header).deps)
    }


def _note_absent(connection: Connection, wholes: Sequence[WholeCommit]) -> None:
    """Keep in mind which commits are named and not here: they are waited for."""
    named: set[bytes] = set()
    for whole in wholes:
        # Not the one before it in its run: that may be in a circle that is not held here.
        named.update(each for kind, _, ids in whole.header.deps if kind != LOG for each in ids)
        for each in whole.body:
            for told in each.fields.values():
                if len(told) > 1:
                    named.update(told[1:])
    here = {whole.signed.id for whole in wholes}
    missing = set(named - here)
    for some in in_portions(sorted(missing)):
        places = ",".join("?" * len(some))
        query = f"SELECT id FROM journal_commit WHERE id IN ({places})"  # noqa: S608  places only
        missing -= {row[0] for row in connection.exec_driver_sql(query, tuple(some))}
    connection.exec_driver_sql(_FORGET_ABSENT, [(key,) for key in here])
    if missing:
        connection.exec_driver_sql(_ABSENT, [(key,) for key in sorted(missing)])


_COMMIT = (
    "INSERT INTO journal_commit(position, id, audience, header, device_signature,"
    " person_signature, seed, first_change, running) VALUES"
)
_CHANGE = "INSERT INTO journal_change(number, entity, kind, position, packed, proof) VALUES"
_ERASING = (
    "SELECT j.entity, c.header"  # noqa: S608  fixed
    " FROM journal_change j JOIN journal_commit c ON c.position = j.position"
    f" WHERE {ERASES_PERHAPS}"
)
_HELD = "SELECT position FROM journal_quarantine"
_HOLD = "INSERT INTO journal_quarantine(position, reason) VALUES (?, ?)"
_FORGET_ABSENT = "DELETE FROM journal_absent WHERE id = ?"
_ABSENT = "INSERT OR IGNORE INTO journal_absent(id) VALUES (?)"
"""Said to SQLite as they are, because thousands arrive at once."""
