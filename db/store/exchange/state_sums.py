"""What this laptop has of each circle, summed up and compared with the word of others (batch.md).

The sums follow the journal in portions, so that no exchange waits for them; they are told once
they have caught up. What was ever compared stays, because others tell what they had a while ago.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from caseworker.sync.batch_file import laptop_id
from caseworker.sync.circles import holds, keyed_as
from caseworker.sync.membership import Members
from caseworker.sync.merge import State
from caseworker.sync.state_digest import (
    NOTHING,
    CircleDigest,
    StateDigest,
    of_commit,
    of_registry,
    of_row,
    plus,
    replaced,
    veiled,
)
from db.store.identity import StoreIdentity
from db.store.journal.history import in_portions
from db.store.journal.rebuild import rows_of_store
from db.store.registry import REGISTRY_FILE, AudienceClass, kind_of_number, registered
from db.store.tables import (
    audience_keys,
    circle_sums,
    cursors,
    entity_sums,
    frontiers,
    heads,
    past_sums,
    series,
    told_sums,
)
from db.store.values import from_bytes

_PORTION = 500
"""Entries of commits that are summed up at once."""
_KEPT = 64
"""How many earlier sums of a circle are kept to be compared with what others tell of earlier."""
_UP_TO = "summed up to"
"""Under this name the store remembers up to which position its sums go."""
_GROUPED = "grouped for sums"
_TOLD_TO = "sums told to"
SAME, DIFFERS, NOT_KNOWN = "same", "differs", ""
_ByCircle = dict[bytes, list[bytes]]


class StateSums:
    """The sums of one store, by one state of the log."""

    def __init__(self, connection: Connection, members: Members, identity: StoreIdentity) -> None:
        self._connection = connection
        self._members = members
        self._identity = identity
        self._centre = identity.audiences[AudienceClass.CENTRE]
        self._common = identity.audiences[AudienceClass.CASE_TEAM]

    def catch_up(self) -> bool:
        """Sum up a portion of what is new; return whether nothing is left."""
        self._look_at_grouping()
        done = _number(self._connection)
        last, is_all = self._portion(done)
        if last > done:
            self._add(done, last)
        if is_all:
            self._keep_past()
        return is_all

    def to_tell(self) -> StateDigest | None:
        """Return the sums of the circles held here that changed since they were last told.

        None where they have not caught up. That of the centre is always among them, and all are
        once another laptop was first heard: nobody else tells it what the one that let it in left
        out.
        """
        if not self.catch_up():
            return None
        heard = self._connection.scalars(select(frontiers.c.peer).distinct())
        if self._is_new(_TOLD_TO, b"".join(sorted(heard))):
            self._connection.execute(update(circle_sums).values(told=False))
        rows = self._connection.execute(select(circle_sums).order_by(circle_sums.c.circle)).all()
        keys = self._keys()
        told = tuple(
            CircleDigest(
                row.circle, *(veiled(each, keys[row.circle][0]) for each in (row.commits, row.rows))
            )
            for row in rows
            if (not row.told or row.circle == self._centre)
            and holds(self._members, self._identity.device_id, row.circle)
            and row.circle in keys
        )
        self._connection.execute(update(circle_sums).values(told=True))
        return StateDigest(reading(), told)

    def compare(self) -> None:
        """Compare what others told with what was here when this laptop had the same commits."""
        self.catch_up()
        keys = self._keys()
        own: dict[bytes, list[Row[Any]]] = defaultdict(list)
        for past in self._connection.execute(select(past_sums)):
            own[past.circle].append(past)
        for told in self._connection.execute(select(told_sums)).all():
            for past, key in product(own[told.circle], keys.get(told.circle, ())):
                if veiled(past.commits, key) == told.commits and any(
                    veiled(past.centre, each) == told.centre for each in keys[self._centre]
                ):
                    verdict = SAME if veiled(past.rows, key) == told.rows else DIFFERS
                    column = told_sums.c
                    which = column.laptop == told.laptop, column.circle == told.circle
                    self._connection.execute(
                        update(told_sums).where(*which).values(verdict=verdict)
                    )

    def hear(self, laptop: bytes, told: StateDigest, *, last: bool = True) -> None:
        """Keep what another *laptop* told, where its program reads what this one does.

        Of a word that is not its *last* only the circles of which no other told: each word tells
        of those that changed, and words come in any order.
        """
        centre = next((each.commits for each in told.circles if each.circle == self._centre), None)
        if told.reading != reading() or centre is None:
            return
        # Of circles that no log names nothing is kept: their number has no end.
        for each in (each for each in told.circles if each.circle in self._members.audiences):
            row = {"laptop": laptop, **each._asdict(), "centre": centre, "verdict": NOT_KNOWN}
            kept = insert(told_sums).values(row)
            # What was found out stays until it is found out anew.
            del row["verdict"]
            keys = ["laptop", "circle"]
            replacing = kept.on_conflict_do_update(index_elements=keys, set_=row)
            self._connection.execute(replacing if last else kept.on_conflict_do_nothing())

    def _keys(self) -> Mapping[bytes, Sequence[bytes]]:
        """Return the keys of each circle that are here, the newest first."""
        found: dict[bytes, list[bytes]] = defaultdict(list)
        newest = audience_keys.c.epoch.desc(), audience_keys.c.at.desc(), audience_keys.c.id
        for row in self._connection.execute(select(audience_keys).order_by(*newest)):
            found[row.audience].append(row.key)
        return found

    def _look_at_grouping(self) -> None:
        """Start again where records were narrowed, or are not any more: sums are of circles."""
        if self._is_new(_GROUPED, b"".join(sorted(self._members.audiences))):
            start_again(self._connection)

    def _is_new(self, name: str, said: bytes) -> bool:
        """Return whether what is *said* is not what was said before under this name; keep it."""
        known = select(cursors.c.cursor).where(cursors.c.carrier == name)
        now = hashlib.sha256(said).hexdigest()
        if self._connection.scalar(known) == now:
            return False
        kept = insert(cursors).values(carrier=name, cursor=now)
        kept = kept.on_conflict_do_update(index_elements=["carrier"], set_={"cursor": now})
        self._connection.execute(kept)
        return True

    def _portion(self, done: int) -> tuple[int, bool]:
        """Return up to which position the next portion goes, and whether that is all."""
        (newest,) = self._connection.exec_driver_sql(_NEWEST).one()
        beyond = self._connection.exec_driver_sql(_BEYOND, (done + 1, _PORTION)).first()
        if beyond is None:
            return newest or 0, True
        return max(beyond[0] - 1, done + 1), False

    def _add(self, done: int, last: int) -> None:
        new: dict[bytes, list[bytes]] = defaultdict(list)
        circle_at: dict[int, bytes] = {}
        for position, key, audience, held in self._connection.exec_driver_sql(
            _COMMITS, (done + 1, last)
        ):
            circle = keyed_as(self._members, audience, self._common)
            circle_at[position] = circle
            new[circle].append(of_commit(key, counts=not held))
        spoken_of: dict[tuple[bytes, int], bytes] = {}
        for entity, kind, position in self._connection.exec_driver_sql(
            _ENTRIES, (done + 1, last + 1)
        ):
            if position not in circle_at:
                continue
            circle = circle_at[position]
            spoken_of[entity, kind] = min(spoken_of.get((entity, kind), circle), circle)
        gone, rows = self._rows_of(spoken_of)
        for circle in sorted(new.keys() | gone.keys() | rows.keys()):
            self._change(circle, new[circle], gone[circle], rows[circle])
        kept = insert(series).values(name=_UP_TO, last=last)
        self._connection.execute(
            kept.on_conflict_do_update(index_elements=["name"], set_={"last": last})
        )

    def _rows_of(self, spoken_of: dict[tuple[bytes, int], bytes]) -> tuple[_ByCircle, _ByCircle]:
        """Return by circle the sums of entities that no longer hold, and those that do now."""
        gone: _ByCircle = defaultdict(list)
        now: _ByCircle = defaultdict(list)
        for some in in_portions(sorted({entity for entity, _ in spoken_of})):
            query = select(entity_sums).where(entity_sums.c.entity.in_(some))
            for row in self._connection.execute(query).all():
                which = row.entity, row.kind
                if which in spoken_of:
                    gone[row.circle].append(row.rows)
                    # In one circle, but for crafted commits: of these in the first by its id.
                    spoken_of[which] = min(spoken_of[which], row.circle)
        sums = dict(_sums(self._connection, spoken_of.keys()))
        kept = [
            (entity, kind, circle, sums.get((entity, kind), NOTHING))
            for (entity, kind), circle in spoken_of.items()
        ]
        for _, _, circle, rows in kept:
            now[circle].append(rows)
        if kept:
            self._connection.exec_driver_sql(_KEEP, kept)
        return gone, now

    def _change(
        self, circle: bytes, commits: Iterable[bytes], gone: Iterable[bytes], rows: Iterable[bytes]
    ) -> None:
        before = self._connection.execute(
            select(circle_sums).where(circle_sums.c.circle == circle)
        ).one_or_none()
        row = {
            "circle": circle,
            "commits": plus(before.commits if before else NOTHING, *commits),
            "rows": replaced(before.rows if before else NOTHING, gone, rows),
            "told": False,
        }
        kept = insert(circle_sums).values(row)
        self._connection.execute(kept.on_conflict_do_update(index_elements=["circle"], set_=row))

    def _keep_past(self) -> None:
        rows = self._connection.execute(select(circle_sums)).all()
        centre = next((row.commits for row in rows if row.circle == self._centre), NOTHING)
        newest = self._connection.scalar(
            select(past_sums.c.number).order_by(past_sums.c.number.desc()).limit(1)
        )
        number = (newest or 0) + 1
        for row in rows:
            past = {
                "circle": row.circle,
                "commits": row.commits,
                "centre": centre,
                "rows": row.rows,
                "number": number,
            }
            kept = insert(past_sums).values(past)
            keys = ["circle", "commits", "centre"]
            self._connection.execute(kept.on_conflict_do_update(index_elements=keys, set_=past))
        self._connection.execute(delete(past_sums).where(past_sums.c.number <= number - _KEPT))


def start_again(connection: Connection) -> None:
    """Forget all sums: something changed that the journal alone does not tell."""
    for table in (entity_sums, circle_sums, past_sums):
        connection.execute(delete(table))
    connection.execute(delete(series).where(series.c.name == _UP_TO))


def alike(connection: Connection, members: Members, here: bytes) -> set[bytes]:
    """Return the laptops that told of every circle that both hold just what was on *here*.

    *here* is this one's id. What they did not tell of yet is not taken for the same.
    """
    verdicts: dict[bytes, dict[bytes, str]] = defaultdict(dict)
    for row in connection.execute(select(told_sums)):
        verdicts[row.laptop][row.circle] = row.verdict
    own = set(connection.scalars(select(circle_sums.c.circle))) & members.audiences.keys()
    found = set()
    for device, member in members.devices.items():
        for laptop in map(laptop_id, member.current):
            told = verdicts[laptop]
            both = [
                circle
                for circle in own | told.keys()
                if holds(members, here, circle) and holds(members, device, circle)
            ]
            if told and all(told.get(circle) == SAME for circle in both):
                found.add(laptop)
    return found


def differing(connection: Connection) -> set[bytes]:
    """Return the laptops that had the same commits as this one and said something else of them."""
    query = select(told_sums.c.laptop).where(told_sums.c.verdict == DIFFERS)
    return set(connection.scalars(query))


@cache
def reading() -> bytes:
    """Return which kinds and fields this program reads."""
    return of_registry((files("db.store") / REGISTRY_FILE).read_bytes())


def _number(connection: Connection) -> int:
    return connection.scalar(select(series.c.last).where(series.c.name == _UP_TO)) or 0


def _sums(
    connection: Connection, spoken_of: Collection[tuple[bytes, int]]
) -> Iterator[tuple[tuple[bytes, int], bytes]]:
    """Yield what each entity that has a row comes to, by its id and the number of its kind."""
    by_kind: dict[int, list[bytes]] = defaultdict(list)
    for entity, number in spoken_of:
        by_kind[number].append(entity)
    open_heads = _open_heads(connection, {entity for entity, _ in spoken_of})
    for number, entities in by_kind.items():
        kind = kind_of_number().get(number)
        if kind is None:
            continue
        fields = registered(kind).fields
        for key, row in rows_of_store(connection, kind, entities).items():
            values = {fields[name]: value for name, value in row.items()}
            which = key.bytes, number
            yield which, of_row(number, key.bytes, values, open_heads.get(which, ()))


def _open_heads(
    connection: Connection, entities: Collection[bytes]
) -> Mapping[tuple[bytes, int], Sequence[Sequence[Any]]]:
    """Return by entity and kind number, state and commits of the fields nobody decided on.

    Of settled ones the store keeps heads too; which, depends on the order of arrival.
    """
    found: dict[tuple[bytes, int], list[Sequence[Any]]] = defaultdict(list)
    undecided = heads.c.state != State.SETTLED.value
    for some in in_portions(sorted(entities)):
        query = select(heads).where(heads.c.entity.in_(some), undecided).order_by(heads.c.field)
        for row in connection.execute(query):
            found[row.entity, row.kind].append((row.field, row.state, from_bytes(row.commits)))
    return found


_NEWEST = "SELECT max(position) FROM journal_commit"
_BEYOND = (
    "SELECT position FROM journal_change"
    " WHERE number >= (SELECT first_change FROM journal_commit WHERE position = ?)"
    " ORDER BY number LIMIT 1 OFFSET ?"
)
_COMMITS = (
    "SELECT c.position, c.id, c.audience, q.position IS NOT NULL FROM journal_commit c"
    " LEFT JOIN journal_quarantine q ON q.position = c.position"
    " WHERE c.position BETWEEN ? AND ?"
    " AND c.position NOT IN (SELECT position FROM journal_left)"
)
_ENTRIES = (
    "SELECT entity, kind, position FROM journal_change"
    " WHERE number >= (SELECT first_change FROM journal_commit WHERE position = ?)"
    " AND number < ifnull((SELECT first_change FROM journal_commit WHERE position = ?), 1 << 62)"
)
_KEEP = "INSERT OR REPLACE INTO entity_sum(entity, kind, circle, rows) VALUES (?, ?, ?, ?)"
"""Said to SQLite as they are: thousands at once."""
