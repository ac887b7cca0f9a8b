"""For which audience an entity is written: of the record on which it hangs, or of its class."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Connection

from caseworker.model.consent import Attachment
from caseworker.model.entity import Entity
from caseworker.model.person import Person
from caseworker.people.belonging import files_of, is_about_health, owners_of
from caseworker.sync.circles import circle_of, health_part_of
from db.store.identity import StoreIdentity
from db.store.journal.capture import Edit
from db.store.registry import AudienceClass, registered

_OF_RECORDS = frozenset({AudienceClass.CASE_TEAM, AudienceClass.HEALTH, AudienceClass.RESTRICTED})
"""Classes whose entities lie in the circle of a record where they hang on one."""
_FIRST = (
    "SELECT c.audience FROM journal_change j JOIN journal_commit c ON c.position = j.position"
    " WHERE j.entity = ? ORDER BY j.number LIMIT 1"
)


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

    def audience_of(self, entity: Entity) -> bytes:
        """Return the id of the audience for which a change of *entity* is written."""
        return self._known(entity.id) or self._new(entity)

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
                row = self._connection.exec_driver_sql(_FIRST, (key.bytes,)).first()
                self._found[key] = None if row is None else row[0]
        return self._found[key]

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
