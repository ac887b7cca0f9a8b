"""From the store key to an open office: every check that stands between the two."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from filelock import FileLock
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from caseworker.errors import ChainHeadMissing, StoreBehind, StoreDamaged, StoreError
from caseworker.model.staff import User
from caseworker.ports import Actor
from db.store.attachments import Attachments
from db.store.connection import reading_engine, writing_engine
from db.store.folder import StoreFolder
from db.store.identity import StoreIdentity
from db.store.journal.chain_head import ChainHead, Head, compare
from db.store.journal.clock import milliseconds
from db.store.journal.commit import Signer
from db.store.journal.journal import Journal, JournalState
from db.store.key_file import Opened
from db.store.office import StoreOffice
from db.store.reading import Clock

Accepted = frozenset[type[StoreError]]


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
    accepted: Accepted = frozenset(),
) -> StoreOffice:
    """Return the office of the person whose slot was opened; it releases *lock* when closed.

    *actor* is given only while the store is made and does not know her yet. *accepted* are the
    losses that a person has read about and goes on from.
    """
    key = opened.keys[0]
    writing = writing_engine(place.store, key)
    try:
        with writing.begin() as connection:
            identity = StoreIdentity.load(connection)
            state = JournalState.load(connection)
            head = ChainHead(place.chain_head, identity.head_secret)
            _compare(head, state, connection, accepted)
        actor = actor or actor_of(writing, UUID(bytes=opened.secrets.user_id))
    except BaseException:
        writing.dispose()
        raise
    return StoreOffice(
        actor=actor,
        writing=writing,
        reading=reading_engine(place.store, key),
        attachments=Attachments(place.attachments, identity.attachment_secret),
        journal=Journal(
            identity,
            opened.secrets.user_id,
            Signer(identity.device_key, opened.secrets.signing_key),
            state,
        ),
        chain_head=head,
        device_code=identity.device_code,
        draft_key=opened.secrets.draft_key,
        lock=lock,
        clock=clock,
    )


def _compare(
    chain_head: ChainHead, state: JournalState, connection: Connection, accepted: Accepted
) -> None:
    try:
        if state.position or chain_head.exists():
            compare(chain_head.read(), connection)
    except (ChainHeadMissing, StoreBehind) as loss:
        if type(loss) not in accepted:
            raise
    at = milliseconds(utc_now())
    chain_head.write(Head(state.position, state.running, at))


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
