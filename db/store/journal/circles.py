"""For which audience an entity is written: of the record on which it hangs, or of its class."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import Connection

from caseworker.model.consent import Attachment
from caseworker.model.entity import Entity
from caseworker.model.person import Person
from caseworker.people.belonging import files_of, is_about_health, owners_of
from caseworker.sync.circles import circle_of, health_part_of
from db.store.identity import StoreIdentity
from db.store.journal.capture import Edit
from db.store.journal.history import in_portions
from db.store.registry import AudienceClass, registered

_OF_RECORDS = frozenset({AudienceClass.CASE_TEAM, AudienceClass.HEALTH, AudienceClass.RESTRICTED})
"""Classes whose entities lie in the circle of a record where they hang on one."""
_SPOKEN_IN = (
    "SELECT c.audience FROM journal_change j JOIN journal_commit c ON c.position = j.position"
    " WHERE j.entity = ? AND c.position NOT IN (SELECT position FROM journal_quarantine)"
    " GROUP BY c.audience ORDER BY min(j.number)"
)
_OUTSIDE = (
    "SELECT DISTINCT j.entity FROM journal_change j JOIN journal_commit c"
    " ON c.position = j.position WHERE j.entity IN ({places}) AND c.audience NOT IN (?, ?)"
    " AND c.position NOT IN (SELECT position FROM journal_quarantine)"
)
_SEVERAL = 2


class Circles:
    """Finds the audiences of what one unit of work writes.

    An entity keeps the audience in which it was made: a part of a record is never left behind
    where somebody moves it, and no reader gets a change of what she has never had.
    """

    def __init__(
        self, connection: Connection, identity: StoreIdentity, edits: Collection[Edit]
    ) -> None:
        self._connection = connection
        self._classes = identity.audiences
        self._made = {edit.entity.id: edit.entity for edit in edits if edit.is_new}
        # Also what was there before and names a new file now, as an answer that was corrected.
        self._namers = {
            file: edit.entity
            for edit in edits
            if not edit.is_erased
            for file in files_of(edit.entity)
        }
        self._found: dict[UUID, bytes | None] = {}
        self._spoken: dict[UUID, list[bytes]] = {}

    def audience_of(self, entity: Entity) -> bytes:
        """Return the id of the audience for which a change of *entity* is written."""
        known = self._known(entity.id)
        if known is None or len(self._spoken_in(entity.id)) < _SEVERAL:
            return known or self._new(entity)
        # Whoever wrote of it where it does not belong, and came first, decides nothing.
        own = self._new(entity)
        return own if own in self._spoken_in(entity.id) else known

    def audiences_of(self, edit: Edit) -> Collection[bytes]:
        """Return for which audiences an edit is written: one, and to erase all that have any of it.

        An altered program could have written of it where it does not belong.
        """
        own = self.audience_of(edit.entity)
        if not edit.is_erased or isinstance(edit.entity, Person):
            return [own]
        return {own, *self._spoken_in(edit.entity.id)}

    def place_of(self, audience: bytes) -> tuple[int, bytes]:
        """Return where the commit of an audience comes among those of its unit."""
        order = {key: place for place, key in enumerate(self._classes.values())}
        records = list(AudienceClass).index(AudienceClass.CASE_TEAM)
        return order.get(audience, records), audience

    def is_record(self, audience: bytes) -> bool:
        """Return whether an audience is the circle of a record, and not that of a class."""
        return audience not in self._classes.values()

    def _known(self, key: UUID) -> bytes | None:
        if key not in self._found:
            made = self._made.get(key)
            if made is not None:
                self._found[key] = self._new(made)
            else:
                self._found[key] = next(iter(self._spoken_in(key)), None)
        return self._found[key]

    def _spoken_in(self, key: UUID) -> list[bytes]:
        if key not in self._spoken:
            rows = self._connection.exec_driver_sql(_SPOKEN_IN, (key.bytes,))
            self._spoken[key] = list(rows.scalars())
        return self._spoken[key]

    def _new(self, entity: Entity) -> bytes:
        own = self._classes[registered(type(entity)).audience]
        if isinstance(entity, Person):
            return circle_of(entity.id.bytes)
        if isinstance(entity, Attachment):
            named_by = self._namers.get(entity.id)
            return own if named_by is None else self.audience_of(named_by)
        if registered(type(entity)).audience in _OF_RECORDS:
            for owner in owners_of(entity):
                found = self._known(owner)
                if found is not None and self.is_record(found):
                    return health_part_of(found) if is_about_health(entity) else found
        return own


def lie_outside(connection: Connection, person: bytes, entities: Sequence[bytes]) -> set[bytes]:
    """Return those of *entities* of which something lies outside the circles of a record."""
    record = circle_of(person)
    found: set[bytes] = set()
    for some in in_portions(entities):
        query = _OUTSIDE.format(places=",".join("?" * len(some)))
        rows = connection.exec_driver_sql(query, (*some, record, health_part_of(record)))
        found.update(rows.scalars())
    return found
