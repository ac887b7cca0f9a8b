"""From the store key to an open office: every check that stands between the two."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from filelock import FileLock
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from caseworker.errors import StoreDamaged
from caseworker.model.staff import User
from caseworker.ports import Actor
from db.store.attachments import Attachments
from db.store.connection import reading_engine, writing_engine
from db.store.folder import StoreFolder
from db.store.identity import StoreIdentity
from db.store.key_file import Opened
from db.store.office import StoreOffice
from db.store.reading import Clock


def utc_now() -> datetime:
    """Return the present moment by the clock of this laptop."""
    return datetime.now(UTC)


def open_office(
    place: StoreFolder,
    opened: Opened,
    *,
    lock: FileLock,
    clock: Clock,
    actor: Actor | None = None,
) -> StoreOffice:
    """Return the office of the person whose slot was opened; it releases *lock* when closed.

    *actor* is given only while the store is made and does not know her yet.
    """
    key = opened.keys[0]
    writing = writing_engine(place.store, key)
    try:
        with writing.begin() as connection:
            identity = StoreIdentity.load(connection)
        actor = actor or actor_of(writing, UUID(bytes=opened.secrets.user_id))
    except BaseException:
        writing.dispose()
        raise
    return StoreOffice(
        actor=actor,
        writing=writing,
        reading=reading_engine(place.store, key),
        attachments=Attachments(place.attachments, identity.attachment_secret),
        device_code=identity.device_code,
        draft_key=opened.secrets.draft_key,
        lock=lock,
        clock=clock,
    )


def actor_of(engine: Engine, user_id: UUID) -> Actor:
    """Return who acts, with her roles and training marks as they stand now.

    Raises:
        StoreDamaged: the store does not know the owner of the slot.
    """
    with Session(engine) as session:
        user = session.get(User, user_id)
        if user is None:
            raise StoreDamaged
        return Actor(
            user_id=user.id,
            name=user.name,
            staff_code=user.staff_code,
            roles=user.roles,
            trainings=user.trainings,
        )
