"""`UnitOfWork` over one writing transaction of the store."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.dialects.sqlite import insert

from caseworker.model.audit import AuditEvent
from caseworker.model.consent import Attachment
from caseworker.model.entity import Entity
from caseworker.model.ids import AttachmentId
from caseworker.ports import Actor
from db.store.attachments import Attachments
from db.store.entity_tables import table_of
from db.store.ids import Ids, fresh
from db.store.journal.capture import Capture
from db.store.journal.clock import milliseconds
from db.store.reading import Clock, Reading
from db.store.tables import series

_NEXT = (
    insert(series)
    .values(name=bindparam("name"), last=1)
    .on_conflict_do_update(index_elements=["name"], set_={"last": series.c.last + 1})
    .returning(series.c.last)
)


class StoreUnitOfWork(Reading):
    """One act on the store. Whoever runs it commits, or rolls back and calls `forget`."""

    def __init__(
        self,
        session: Capture,
        actor: Actor,
        clock: Clock,
        attachments: Attachments,
        device_code: str,
        ids: Ids = fresh,
    ) -> None:
        super().__init__(session, actor, clock, attachments)
        self._added_to = session
        self.recorded: list[AuditEvent] = []
        """Audit events of this act: written at its end, and not read before."""
        self.relied_on: list[Entity] = []
        self.erased: list[Entity] = []
        self.settled: list[tuple[Entity, str]] = []
        self._device_code = device_code
        self._ids = ids
        self._attached: list[tuple[bytes, int]] = []
        self._unnamed: list[tuple[bytes, int]] = []

    @property
    def device_code(self) -> str:
        """Three letters or digits of this laptop."""
        return self._device_code

    def new_id(self) -> UUID:
        """Return a new UUIDv7, made at the moment that the clock of this store shows."""
        return self._ids(milliseconds(self.now()))

    def next_number(self, series: str) -> int:
        """Return the next number of *series* on this laptop, from 1, without gaps."""
        number: int = self._session.connection().execute(_NEXT, {"name": series}).scalar_one()
        return number

    def add(self, entity: Entity) -> None:
        """Keep a new entity."""
        self._added_to.add_new(entity)

    def rely_on(self, *entities: Entity) -> None:
        """Name what this act relied on."""
        self.relied_on += [entity for entity in entities if entity not in self.relied_on]

    def settle(self, entity: Entity, field: str, value: object) -> None:
        """Set *field* to *value* so that it takes the place of all that stands against it."""
        setattr(entity, field, value)
        self.settled.append((entity, field))

    def erase(self, *entities: Entity) -> None:
        """Erase entities for good; `rely_on` names the approval."""
        self.erased += entities

    def attach(
        self, content: bytes, media_type: str, key: AttachmentId | None = None
    ) -> AttachmentId:
        """Keep *content* encrypted and return the id of its attachment: *key*, else a new one."""
        digest, is_new = self._attachments.keep(content)
        if is_new:
            self._attached.append((digest, len(content)))
        attachment = Attachment(
            id=key or AttachmentId(self.new_id()),
            media_type=media_type,
            size=len(content),
            digest=digest,
            kept_at=self.now(),
        )
        self.add(attachment)
        return attachment.id

    def record(self, action: str, subject: UUID, *, detail: str = "") -> None:
        """Write an audit event: this actor did *action* to *subject* now (R-441)."""
        event = AuditEvent(
            id=self.new_id(),
            at=self.now(),
            by=self.actor.user_id,
            action=action,
            subject=subject,
            detail=detail,
        )
        self.recorded.append(event)

    def settle_erased(self) -> None:
        """Find the contents that nothing names any more, within the transaction."""
        digest = table_of(Attachment).c.digest
        for entity in self.erased:
            if isinstance(entity, Attachment):
                query = select(func.count()).where(digest == entity.digest)
                if not self._session.scalar(query):
                    self._unnamed.append((entity.digest, entity.size))

    def finish(self) -> None:
        """Remove what was erased beside the store, after the transaction was kept."""
        for digest, size in self._unnamed:
            self._attachments.erase(digest, size)

    def forget(self) -> None:
        """Remove what this act left beside the store, after it was rolled back."""
        for digest, size in self._attached:
            self._attachments.erase(digest, size)
