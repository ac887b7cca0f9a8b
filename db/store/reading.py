"""`Reads` over one transaction of the store."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, Table, func, select
from sqlalchemy.orm import Session

from caseworker.errors import NotFound
from caseworker.model.consent import Attachment
from caseworker.model.entity import Entity
from caseworker.model.ids import AttachmentId
from caseworker.ports import Actor, Condition, Found, Last
from caseworker.sync.conflicts import Conflict
from caseworker.sync.held_back import HeldBack
from caseworker.sync.plain_entity import PlainEntity
from caseworker.sync.reliance import Standing
from db.store.attachments import Attachments
from db.store.columns import as_kept, read_all, sortable
from db.store.conditions import column_of, where
from db.store.entity_tables import table_of
from db.store.exchange.open_conflicts import conflicts, decided_between
from db.store.exchange.safety_alerts import held_back
from db.store.journal.circles import lie_outside
from db.store.journal.standing import standing_of
from db.store.plain_entities import entity_of, kind_of, plain_entity
from db.store.search import find_words
from db.store.tables import OUTREACH_FROM, WITHOUT_HEALTH, series
from db.store.tally import grouping

E = TypeVar("E", bound=Entity)
Clock = Callable[[], datetime]


class Reading:
    """Questions answered from one transaction."""

    def __init__(
        self, session: Session, actor: Actor, clock: Clock, attachments: Attachments
    ) -> None:
        self._session = session
        self._actor = actor
        self._clock = clock
        self._attachments = attachments

    @property
    def actor(self) -> Actor:
        """Who asks."""
        return self._actor

    @property
    def has_all_records(self) -> bool:
        """Whether this laptop has all records of the centre; one that goes outside has some."""
        return not self._noted(OUTREACH_FROM)

    @property
    def has_health(self) -> bool:
        """Whether this laptop has what is written about health in the records that it has."""
        return not self._noted(WITHOUT_HEALTH)

    def _noted(self, name: str) -> int:
        return self._session.scalar(select(series.c.last).where(series.c.name == name)) or 0

    def now(self) -> datetime:
        """Return the present moment, in UTC."""
        return self._clock()

    def get(self, kind: type[E], key: UUID) -> E:
        """Return the entity; raise NotFound where it is not in this store."""
        found = self.find(kind, key)
        if found is None:
            raise NotFound
        return found

    def find(self, kind: type[E], key: UUID | None) -> E | None:
        """Return the entity, or None where the id is None or unknown here."""
        return None if key is None else self._session.get(kind, key)

    def matching(
        self,
        kind: type[E],
        *conditions: Condition,
        order_by: str | Sequence[str] = "id",
        limit: int | None = None,
        offset: int = 0,
        **equal: object,
    ) -> list[E]:
        """Return the entities for which all holds, in order; see `caseworker.ports`."""
        table = table_of(kind)
        names = [order_by] if isinstance(order_by, str) else list(order_by)
        query = (
            select(kind)
            .where(*where(table, conditions, equal))
            .order_by(*_order(table, [*names, "id"]))
            .limit(limit)
            .offset(offset or None)
        )
        return list(self._session.scalars(query))

    def count(self, kind: type[E], *conditions: Condition, **equal: object) -> int:
        """Return how many entities `matching` would return without limit."""
        table = table_of(kind)
        query = select(func.count()).select_from(table).where(*where(table, conditions, equal))
        return self._session.scalar(query) or 0

    def fields(
        self, kind: type[Entity], names: Sequence[str], *conditions: Condition, **equal: object
    ) -> list[tuple[Any, ...]]:
        """Return the named fields of every entity for which all holds, by id."""
        table = table_of(kind)
        columns = [column_of(table, name) for name in names]
        plain = [as_kept(column) for column in columns]
        query = select(*plain).where(*where(table, conditions, equal)).order_by(table.c.id)
        return list(zip(*_values(columns, self._rows(query)), strict=True))

    def tally(
        self,
        kind: type[Entity],
        names: Sequence[str],
        *conditions: Condition,
        last: Last | None = None,
    ) -> dict[tuple[Any, ...], int]:
        """Return how many entities have each combination of fields; see `caseworker.ports`."""
        query, columns = grouping(kind, names, conditions, last)
        rows = self._rows(query)
        counts: dict[tuple[Any, ...], int] = {}
        combinations = zip(*_values(columns, rows), strict=True) if columns else [()] * len(rows)
        for combination, (*_, count) in zip(combinations, rows, strict=True):
            counts[combination] = counts.get(combination, 0) + count
        return counts

    def _rows(self, query: Select[Any]) -> Sequence[Row[Any]]:
        self._session.flush()
        return self._session.connection().execute(query).all()

    def search(self, words: str, *, kinds: Sequence[type[Entity]], limit: int) -> list[Found]:
        """Return what *words* finds by the start of each word, best first."""
        self._session.flush()
        return find_words(self._session.connection(), words, kinds=kinds, limit=limit)

    def conflicts(self, entity: UUID | None = None) -> list[Conflict]:
        """Return the open conflicts, all or those of one entity."""
        return conflicts(self._session.connection(), entity)

    def decided_between(self, entity: UUID, field: str, times: int) -> Conflict | None:
        """Return the versions between which somebody decided, while the decision stands."""
        return decided_between(self._session.connection(), entity, field, times)

    def held_back(self) -> list[HeldBack]:
        """Return what does not count and touches somebody's safety."""
        return held_back(self._session.connection())

    def standing(self, entity: Entity) -> Standing:
        """Return how the approvals of *entity* stand."""
        return standing_of(self._session.connection(), entity.id.bytes)

    def outside(self, record_of: UUID, entities: Sequence[Entity]) -> list[Entity]:
        """Return those of *entities* that lie, also in part, outside the circles of a record."""
        keys = [each.id.bytes for each in entities]
        gone = lie_outside(self._session.connection(), record_of.bytes, keys)
        return [each for each in entities if each.id.bytes in gone]

    def plain(self, entity: Entity) -> PlainEntity:
        """Return *entity* in permanent numbers and plain values."""
        return plain_entity(entity)

    def from_plain(self, plain: PlainEntity) -> tuple[Entity, Mapping[int, Any]] | None:
        """Return an entity of its plain values, None of an unknown kind; see `caseworker.ports`."""
        return None if kind_of(plain) is None else entity_of(plain)

    def content(self, attachment: AttachmentId) -> bytes:
        """Return the bytes of an attachment; raise NotFound where they are not here."""
        entity = self.get(Attachment, attachment)
        return self._attachments.read(entity.digest, entity.size)


def _values(columns: Sequence[ColumnElement[Any]], rows: Sequence[Row[Any]]) -> list[list[Any]]:
    """Return the values of each column: of thousands of rows, most values are alike."""
    across = zip(*rows, strict=True) if rows else ()
    return [read_all(column, kept) for column, kept in zip(columns, across, strict=False)]


def _order(table: Table, names: Sequence[str]) -> list[ColumnElement[Any]]:
    order: list[ColumnElement[Any]] = []
    for name in dict.fromkeys(names):
        column = sortable(column_of(table, name.removeprefix("-")))
        direction = column.desc() if name.startswith("-") else column.asc()
        order.append(direction if name.removeprefix("-") == "id" else direction.nulls_last())
    return order
