"""An in-memory twin of the store, for tests of use cases. One contract suite holds for both."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID

import uuid_utils.compat

from caseworker.errors import Bug, NotFound
from caseworker.model.audit import AuditEvent
from caseworker.model.consent import Attachment
from caseworker.model.entity import Entity
from caseworker.model.ids import AttachmentId, UserId
from caseworker.model.staff import Role, Training
from caseworker.ports import Actor, Changes, Condition, Found, Last, Reads, UnitOfWork
from caseworker.search import words_of
from caseworker.sync.conflicts import Conflict
from caseworker.sync.held_back import HeldBack
from caseworker.sync.plain_entity import PlainEntity
from caseworker.sync.reliance import Standing
from db.store.plain_entities import entity_of, kind_of, plain_entity
from tests.twin_keys import TwinKeys
from tests.twin_matching import holds, sort_by

E = TypeVar("E", bound=Entity)
T = TypeVar("T")
Clock = Callable[[], datetime]
Row = dict[str, Any]
Rows = dict[tuple[type[Entity], UUID], Row]


def actor(*roles: Role, trainings: frozenset[Training] = frozenset()) -> Actor:
    """Return somebody with these roles; a caseworker where none is named."""
    return Actor(
        user_id=UserId(uuid_utils.compat.uuid7()),
        name="Amina Diallo",
        staff_code="07",
        roles=frozenset(roles or (Role.CASEWORKER,)),
        trainings=trainings,
    )


def values_of(entity: Entity) -> Row:
    return {field.name: getattr(entity, field.name) for field in fields(entity)}


class TwinReads:
    def __init__(self, rows: Rows, contents: dict[UUID, bytes], actor: Actor, clock: Clock) -> None:
        self._rows = rows
        self._contents = contents
        self._actor = actor
        self._clock = clock
        self._loaded: dict[tuple[type[Entity], UUID], Entity] = {}

    @property
    def actor(self) -> Actor:
        return self._actor

    @property
    def has_all_records(self) -> bool:
        return True

    @property
    def has_health(self) -> bool:
        return True

    def now(self) -> datetime:
        return self._clock()

    def get(self, kind: type[E], key: UUID) -> E:
        found = self.find(kind, key)
        if found is None:
            raise NotFound
        return found

    def find(self, kind: type[E], key: UUID | None) -> E | None:
        if key is None:
            return None
        if (kind, key) not in self._loaded:
            if (kind, key) not in self._rows:
                return None
            self._loaded[kind, key] = kind(**self._rows[kind, key])
        loaded = self._loaded[kind, key]
        assert isinstance(loaded, kind)
        return loaded

    def matching(
        self,
        kind: type[E],
        *conditions: Condition,
        order_by: str | Sequence[str] = "id",
        limit: int | None = None,
        offset: int = 0,
        **equal: object,
    ) -> list[E]:
        names = {field.name for field in fields(kind)}
        order = [order_by] if isinstance(order_by, str) else list(order_by)
        if not {name.removeprefix("-") for name in order} <= names:
            raise Bug(f"{kind.__name__} has no such field")
        found = self._matching(kind, conditions, equal)
        for name in reversed(order):
            sort_by(found, name)
        return found[offset:] if limit is None else found[offset : offset + limit]

    def _matching(
        self, kind: type[E], conditions: Sequence[Condition], equal: Mapping[str, object]
    ) -> list[E]:
        asked = {each.field for each in conditions} | set(equal)
        if not asked <= {field.name for field in fields(kind)}:
            raise Bug(f"{kind.__name__} has no such field")
        found = [
            entity
            for entity in self._all(kind)
            if all(holds(getattr(entity, each.field), each) for each in conditions)
            and all(getattr(entity, name) == value for name, value in equal.items())
        ]
        return sorted(found, key=lambda entity: entity.id)

    def count(self, kind: type[E], *conditions: Condition, **equal: object) -> int:
        return len(self._matching(kind, conditions, equal))

    def fields(
        self, kind: type[Entity], names: Sequence[str], *conditions: Condition, **equal: object
    ) -> list[tuple[Any, ...]]:
        if not set(names) <= {field.name for field in fields(kind)}:
            raise Bug(f"{kind.__name__} has no such field")
        found = self._matching(kind, conditions, equal)
        return [tuple(getattr(entity, name) for name in names) for entity in found]

    def tally(
        self,
        kind: type[Entity],
        names: Sequence[str],
        *conditions: Condition,
        last: Last | None = None,
    ) -> dict[tuple[Any, ...], int]:
        found = self.fields(kind, ("id", *names), *conditions)
        if last is None:
            return Counter(tuple(values) for _, *values in found)
        acts: dict[UUID, tuple[Any, ...]] = {}
        for naming, _, *values in sorted(
            self.fields(last.kind, (last.naming, last.by, *last.names), *last.conditions),
            key=lambda row: row[1],
        ):
            between = last.through and self.find(last.through[0], naming)
            owner = getattr(between, last.through[1]) if last.through and between else naming
            acts[owner] = tuple(values)
        return Counter((*values, *acts[key]) for key, *values in found if key in acts)

    def search(self, words: str, *, kinds: Sequence[type[Entity]], limit: int) -> list[Found]:
        tokens = words.casefold().split()
        found = []
        for kind in kinds:
            for entity in self._all(kind):
                text = words_of(entity)
                starts = [] if text is None else text.casefold().split()
                if tokens and all(any(s.startswith(t) for s in starts) for t in tokens):
                    found.append(Found(kind=kind, id=entity.id, words=text or ""))
        return found[:limit]

    def conflicts(self, entity: UUID | None = None) -> list[Conflict]:
        """One laptop alone has none."""
        return []

    def decided_between(self, entity: UUID, field: str, times: int) -> Conflict | None:
        """One laptop alone has nothing to decide."""
        return None

    def held_back(self) -> list[HeldBack]:
        """One laptop alone holds nothing back."""
        return []

    def standing(self, entity: Entity) -> Standing:
        """Nothing arrives from elsewhere."""
        return Standing.AS_SEEN

    def outside(self, record_of: UUID, entities: Sequence[Entity]) -> list[Entity]:
        """Nobody else is shown what was erased here."""
        return []

    def plain(self, entity: Entity) -> PlainEntity:
        return plain_entity(entity)

    def from_plain(self, plain: PlainEntity) -> tuple[Entity, Mapping[int, Any]] | None:
        return None if kind_of(plain) is None else entity_of(plain)

    def content(self, attachment: AttachmentId) -> bytes:
        if attachment not in self._contents:
            raise NotFound
        return self._contents[attachment]

    def _all(self, kind: type[E]) -> list[E]:
        keys = [key for held, key in {**self._rows, **self._loaded} if held is kind]
        return [self.get(kind, key) for key in keys]


class TwinUnitOfWork(TwinReads):
    def __init__(
        self,
        rows: Rows,
        contents: dict[UUID, bytes],
        actor: Actor,
        clock: Clock,
        numbers: dict[str, int],
    ) -> None:
        super().__init__(rows, dict(contents), actor, clock)
        self.numbers = dict(numbers)
        self.relied_on: list[Entity] = []
        self.erased: set[tuple[type[Entity], UUID]] = set()

    @property
    def device_code(self) -> str:
        return "7QK"

    def new_id(self) -> UUID:
        return uuid_utils.compat.uuid7()

    def settle(self, entity: Entity, field: str, value: object) -> None:
        setattr(entity, field, value)

    def next_number(self, series: str) -> int:
        self.numbers[series] = self.numbers.get(series, 0) + 1
        return self.numbers[series]

    def add(self, entity: Entity) -> None:
        self._loaded[type(entity), entity.id] = entity

    def rely_on(self, *entities: Entity) -> None:
        self.relied_on += entities

    def erase(self, *entities: Entity) -> None:
        self.erased |= {(type(entity), entity.id) for entity in entities}

    def attach(
        self, content: bytes, media_type: str, key: AttachmentId | None = None
    ) -> AttachmentId:
        key = key or AttachmentId(self.new_id())
        digest = hashlib.sha256(content).digest()
        attachment = Attachment(
            id=key,
            media_type=media_type,
            size=len(content),
            digest=digest,
            kept_at=self.now(),
        )
        self.add(attachment)
        self._contents[key] = content
        return key

    def record(self, action: str, subject: UUID, *, detail: str = "") -> None:
        event = AuditEvent(
            id=self.new_id(),
            at=self.now(),
            by=self._actor.user_id,
            action=action,
            subject=subject,
            detail=detail,
        )
        self.add(event)

    def kept(self) -> tuple[Rows, dict[UUID, bytes], Changes]:
        now = {key: values_of(entity) for key, entity in self._loaded.items()}
        touched = frozenset(key for key, row in now.items() if self._rows.get(key) != row)
        rows = {key: row for key, row in {**self._rows, **now}.items() if key not in self.erased}
        contents = {
            key: content
            for key, content in self._contents.items()
            if (Attachment, key) not in self.erased
        }
        return rows, contents, Changes(touched | self.erased)


class TwinDrafts:
    def __init__(self, clock: Clock) -> None:
        self._kept: dict[tuple[UUID, str], tuple[bytes, datetime]] = {}
        self._clock = clock

    def save(self, subject: UUID, form: str, content: bytes) -> None:
        self._kept[subject, form] = content, self._clock()

    def load(self, subject: UUID, form: str) -> bytes | None:
        kept = self._kept.get((subject, form))
        return kept[0] if kept else None

    def discard(self, subject: UUID, form: str) -> None:
        self._kept.pop((subject, form), None)

    def all(self) -> list[tuple[UUID, str, datetime]]:
        kept = [(*key, at) for key, (_, at) in self._kept.items()]
        return sorted(kept, key=lambda draft: draft[2], reverse=True)


class TwinOffice:
    """An office without a disk. `becomes` changes who acts."""

    def __init__(self, who: Actor | None = None, clock: Clock = lambda: datetime.now(UTC)) -> None:
        self._actor = who or actor()
        self._clock = clock
        self._rows: Rows = {}
        self._contents: dict[UUID, bytes] = {}
        self._numbers: dict[str, int] = {}
        self._drafts: dict[UUID, TwinDrafts] = {}
        self._keys = TwinKeys(self)
        self.relied_on: list[Entity] = []
        """What the last act named as relied on."""

    @property
    def actor(self) -> Actor:
        return self._actor

    @property
    def keys(self) -> TwinKeys:
        return self._keys

    def saw(self, subject: UUID, detail: str = "") -> None:
        self.perform(lambda unit: unit.record("looked at", subject, detail=detail))

    @property
    def drafts(self) -> TwinDrafts:
        return self._drafts.setdefault(self._actor.user_id, TwinDrafts(self._clock))

    def becomes(self, who: Actor) -> None:
        self._actor = who

    def perform(self, act: Callable[[UnitOfWork], T]) -> tuple[T, Changes]:
        unit = TwinUnitOfWork(self._rows, self._contents, self._actor, self._clock, self._numbers)
        answer = act(unit)
        self._rows, self._contents, changes = unit.kept()
        self._numbers, self.relied_on = unit.numbers, unit.relied_on
        return answer, changes

    def ask(self, question: Callable[[Reads], T]) -> T:
        return question(TwinReads(self._rows, self._contents, self._actor, self._clock))

    def close(self) -> None:
        pass
