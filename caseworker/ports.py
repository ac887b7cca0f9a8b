"""What the domain needs from outside. `db` supplies it; tests supply an in-memory twin.

A use case is a plain function whose first argument is a `UnitOfWork`; it reads and changes
entities, and all it did is kept or nothing is. A view is a plain function over `Reads` that
returns frozen dataclasses; it never hands an entity on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar
from uuid import UUID

from caseworker.backups import Backups
from caseworker.keys import Keys
from caseworker.model.entity import Entity
from caseworker.model.ids import AttachmentId, UserId
from caseworker.model.staff import Role, Training
from caseworker.sync.conflicts import Conflict
from caseworker.sync.plain_entity import PlainEntity

if TYPE_CHECKING:
    from caseworker.sync.exchanging import ExchangePoint
    from caseworker.sync.held_back import HeldBack
    from caseworker.sync.hub_side import HubSide
    from caseworker.sync.reliance import Standing
    from caseworker.sync.space import Space

E = TypeVar("E", bound=Entity)
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who acts, with the roles and training marks in force at unlock."""

    user_id: UserId
    name: str
    staff_code: str
    roles: frozenset[Role]
    trainings: frozenset[Training] = frozenset()


@dataclass(frozen=True)
class Condition:
    """A condition on one field of an entity; made by the functions below."""

    field: str
    test: Literal[
        "is", "is not", "before", "not before", "from", "one of", "none of", "missing", "present"
    ]
    value: object = None


def is_not(field: str, value: object) -> Condition:
    """The field has another value than *value*, or none."""
    return Condition(field, "is not", value)


def before(field: str, value: object) -> Condition:
    """The field has a value below *value*; a missing value is never before."""
    return Condition(field, "before", value)


def not_before(field: str, value: object) -> Condition:
    """The field has a value equal to or above *value*, or none."""
    return Condition(field, "not before", value)


def since(field: str, value: object) -> Condition:
    """The field has a value equal to or above *value*."""
    return Condition(field, "from", value)


def one_of(field: str, values: Iterable[object]) -> Condition:
    """The field has one of *values*."""
    return Condition(field, "one of", tuple(values))


def none_of(field: str, values: Iterable[object]) -> Condition:
    """The field has none of *values*; a missing value is none of them."""
    return Condition(field, "none of", tuple(values))


def missing(field: str) -> Condition:
    """The field has no value."""
    return Condition(field, "missing")


def present(field: str) -> Condition:
    """The field has a value."""
    return Condition(field, "present")


@dataclass(frozen=True)
class Last:
    """The last of the entities of one kind that belong to the same owner, for `tally`."""

    kind: type[Entity]
    naming: str
    """The field that names the owner, or what stands between."""
    names: Sequence[str]
    conditions: Sequence[Condition] = ()
    """Which of them are looked at."""
    by: str = "id"
    """The field whose highest value is the last; never missing. Then the highest id."""
    through: tuple[type[Entity], str] | None = None
    """What stands between: the kind that `naming` names, and its field that names the owner."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """One hit of a search: which entity, and the words it was indexed with."""

    kind: type[Entity]
    id: UUID
    words: str


class Reads(Protocol):
    """Questions to the store, all answered from one consistent moment."""

    @property
    def actor(self) -> Actor:
        """Who asks."""
        ...

    @property
    def has_all_records(self) -> bool:
        """Whether this laptop has all records of the centre; one that goes outside has some."""
        ...

    @property
    def has_health(self) -> bool:
        """Whether this laptop has what is written about health in the records that it has."""
        ...

    def now(self) -> datetime:
        """Return the present moment, in UTC."""
        ...

    def get(self, kind: type[E], key: UUID) -> E:
        """Return the entity of *kind* with the id *key*.

        Raises:
            NotFound: it is not in this store.
        """
        ...

    def find(self, kind: type[E], key: UUID | None) -> E | None:
        """Return the entity, or None where the id is None or unknown here."""
        ...

    def matching(
        self,
        kind: type[E],
        *conditions: Condition,
        order_by: str | Sequence[str] = "id",
        limit: int | None = None,
        offset: int = 0,
        **equal: object,
    ) -> list[E]:
        """Return the entities for which every condition holds and every `field=value` is equal.

        Ordered by the fields in *order_by* ("-due_at" descends; missing values come last), then
        by id, so that pages never overlap.
        """
        ...

    def count(self, kind: type[E], *conditions: Condition, **equal: object) -> int:
        """Return how many entities `matching` would return without limit."""
        ...

    def fields(
        self, kind: type[Entity], names: Sequence[str], *conditions: Condition, **equal: object
    ) -> list[tuple[Any, ...]]:
        """Return the fields in *names* of every entity that `matching` would return, by id.

        For counting many: no entity is made for what only passes by.
        """
        ...

    def tally(
        self,
        kind: type[Entity],
        names: Sequence[str],
        *conditions: Condition,
        last: Last | None = None,
    ) -> dict[tuple[Any, ...], int]:
        """Return how many entities for which every condition holds have each combination.

        A combination is the values of the fields in *names*, then of those of *last*; entities
        without such a last one are not counted. It is counted where they are kept, so that the
        answer is only as large as the combinations are many.
        """
        ...

    def search(self, words: str, *, kinds: Sequence[type[Entity]], limit: int) -> list[Found]:
        """Return what *words* finds by the start of each word, in any script, best first."""
        ...

    def conflicts(self, entity: UUID | None = None) -> list[Conflict]:
        """Return the open conflicts, all or those of one entity."""
        ...

    def decided_between(self, entity: UUID, field: str, times: int) -> Conflict | None:
        """Return the versions between which it was decided so many *times*.

        None where somebody has written another value since.
        """
        ...

    def held_back(self) -> list[HeldBack]:
        """Return what does not count and touches somebody's safety, the oldest first."""
        ...

    def standing(self, entity: Entity) -> Standing:
        """Return how what was approved of *entity* stands since others' changes arrived."""
        ...

    def outside(self, record_of: UUID, entities: Sequence[Entity]) -> list[Entity]:
        """Return those of *entities* that lie, wholly or in part, in another circle than the record
        of this person and its part about health.
        """
        ...

    def plain(self, entity: Entity) -> PlainEntity:
        """Return *entity* in permanent numbers and plain values, as any version reads it."""
        ...

    def from_plain(self, plain: PlainEntity) -> tuple[Entity, Mapping[int, Any]] | None:
        """Return an entity that is not kept, and the fields that this version does not know.

        None where a newer version made its kind.

        Raises:
            InvalidValue: a value is not of its shape, or one is missing.
        """
        ...

    def content(self, attachment: AttachmentId) -> bytes:
        """Return the bytes of an attachment, decrypted.

        Raises:
            NotFound: its content is not (yet) on this laptop.
        """
        ...


class UnitOfWork(Reads, Protocol):
    """One act: what it reads and everything it writes, kept together or not at all."""

    @property
    def device_code(self) -> str:
        """Three letters or digits of this laptop, given by chance when it was set up."""
        ...

    def new_id(self) -> UUID:
        """Return a new UUIDv7."""
        ...

    def next_number(self, series: str) -> int:
        """Return the next number of *series* on this laptop, counting from 1, without gaps."""
        ...

    def add(self, entity: Entity) -> None:
        """Keep a new entity."""
        ...

    def rely_on(self, *entities: Entity) -> None:
        """Name what this act relied on (its deps): the consents, the plan version approved."""
        ...

    def settle(self, entity: Entity, field: str, value: object) -> None:
        """Set *field* to *value* so that it takes the place of every value that stands against it.

        Also where the field shows that value already.
        """
        ...

    def erase(self, *entities: Entity) -> None:
        """Erase entities for good, as approved; `rely_on` names the approval.

        Their values are gone from rows, journal and search; that they existed, and the hashes
        that keep the signatures whole, stay.
        """
        ...

    def attach(
        self, content: bytes, media_type: str, key: AttachmentId | None = None
    ) -> AttachmentId:
        """Keep *content* encrypted and return the id of its attachment: *key*, else a new one."""
        ...

    def record(self, action: str, subject: UUID, *, detail: str = "") -> None:
        """Write an audit event: this actor did *action* to *subject* now (R-441)."""
        ...


class Drafts(Protocol):
    """What was typed and not yet kept: sealed for its author, never journalled or synced."""

    def save(self, subject: UUID, form: str, content: bytes) -> None:
        """Keep *content* as the author's only draft of *form* about *subject*."""
        ...

    def load(self, subject: UUID, form: str) -> bytes | None:
        """Return the author's draft, or None."""
        ...

    def discard(self, subject: UUID, form: str) -> None:
        """Erase the author's draft, if there is one."""
        ...

    def all(self) -> list[tuple[UUID, str, datetime]]:
        """Return subject, form and last moment of each of the author's drafts, newest first."""
        ...


@dataclass(frozen=True)
class Changes:
    """What one unit of work changed, told once to whoever shows it."""

    touched: frozenset[tuple[type[Entity], UUID]] = frozenset()

    def kinds(self) -> frozenset[type[Entity]]:
        """Return the kinds of entity touched."""
        return frozenset(kind for kind, _ in self.touched)


class Office(Protocol):
    """An unlocked store, as the interface sees it. `perform` runs on the one writer thread."""

    @property
    def actor(self) -> Actor:
        """Who unlocked it."""
        ...

    @property
    def drafts(self) -> Drafts:
        """The drafts of whoever unlocked it."""
        ...

    @property
    def keys(self) -> Keys:
        """Who can unlock this laptop."""
        ...

    @property
    def backups(self) -> Backups:
        """The backups of this laptop."""
        ...

    @property
    def exchange(self) -> ExchangePoint:
        """The exchange with other laptops."""
        ...

    @property
    def hub(self) -> HubSide:
        """What this laptop is at the hub: its key, and the passes that it brings."""
        ...

    @property
    def space(self) -> Space:
        """The laptops of the centre."""
        ...

    def saw(self, subject: UUID, detail: str = "") -> None:
        """Note that this actor looked at *subject*; audited within a second, with others.

        A restricted record is audited before it is shown instead: `record` in `perform`.
        """
        ...

    def perform(self, act: Callable[[UnitOfWork], T]) -> tuple[T, Changes]:
        """Run *act* as one unit of work; return its answer and what changed.

        Raises:
            KnownError: nothing was changed.
        """
        ...

    def ask(self, question: Callable[[Reads], T]) -> T:
        """Answer *question* on a read-only connection; it changes nothing."""
        ...

    def close(self) -> None:
        """Close the store. What was acknowledged is on the disk."""
        ...
