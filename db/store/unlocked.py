"""From the store key to an open office: every check that stands between the two."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from uuid import UUID

from filelock import FileLock
from sqlalchemy import Connection, Engine, select
from sqlalchemy.orm import Session

from caseworker.errors import (
    ChainHeadMissing,
    DiskFull,
    FolderReadOnly,
    StoreBehind,
    StoreDamaged,
    StoreError,
    WrongPassphrase,
)
from caseworker.model.ids import UserId
from caseworker.model.staff import User
from caseworker.ports import Actor, UnitOfWork
from caseworker.sync.commit_format import Signer
from db.store.attachments import Attachments
from db.store.connection import writing_engine
from db.store.failures import told_plainly
from db.store.folder import StoreFolder
from db.store.identity import StoreIdentity
from db.store.ids import Ids, fresh
from db.store.journal.chain_head import ChainHead, Head, compare
from db.store.journal.clock import milliseconds
from db.store.journal.journal import Journal, JournalState
from db.store.key_file import KeyFile, Opened, mend_copies
from db.store.migrations.upgrade import bring_up_to_date
from db.store.office import StoreOffice
from db.store.open_store import OpenStore
from db.store.reading import Clock
from db.store.rehearsal import reading_engine
from db.store.rekeying import finish

Accepted = frozenset[type[StoreError]]


def utc_now() -> datetime:
    """Return the present moment by the clock of this laptop."""
    return datetime.now(UTC)


def open_office(
    place: StoreFolder,
    key_file: KeyFile,
    opened: Opened,
    *,
    lock: FileLock,
    clock: Clock,
    actor: Actor | None = None,
    accepted: Accepted = frozenset(),
    ids: Ids = fresh,
) -> StoreOffice:
    """Return the office of the person whose slot was opened; it releases *lock* when closed.

    *actor* is given only while the store is made and does not know her yet. *accepted* are the
    losses that a person has read about and goes on from.
    """
    # Without room for it, a re-keying goes on waiting; the old key still opens the store.
    with suppress(DiskFull, FolderReadOnly), told_plainly():
        key_file, opened = finish(place, key_file, opened)
    if actor is None:
        bring_up_to_date(place, opened.keys[0])
    writing = writing_engine(place.store, opened.keys[0])
    try:
        with writing.begin() as connection:
            events = ["put the keys back"] if place.keys_put_back.exists() else []
            identity = _identity(place, connection, events)
            state = JournalState.load(connection)
            chain_head = ChainHead(place.chain_head, identity.head_secret)
            _check(chain_head, state, connection, accepted, events)
        actor = actor or actor_of(writing, UUID(bytes=opened.secrets.user_id), identity)
        chain_head.write(Head(state.position, state.running, milliseconds(clock())))
        place.restored.unlink(missing_ok=True)
        mend_copies(place.path)
    except BaseException:
        writing.dispose()
        raise
    signer = Signer(identity.device_key, opened.secrets.signing_key)
    store = OpenStore(
        place=place,
        lock=lock,
        writing=writing,
        reading=reading_engine(place.store, opened.keys[0]),
        identity=identity,
        journal=Journal(identity, opened.secrets.user_id, signer, state),
        chain_head=chain_head,
        attachments=Attachments(place.attachments, identity.attachment_secret),
        key_file=key_file,
        opened=opened,
    )
    office = StoreOffice(store, actor, clock, ids)
    if events:
        device = UUID(bytes=identity.device_id)
        office.perform(lambda unit: _record(unit, events, device))
        place.keys_put_back.unlink(missing_ok=True)
    return office


def _record(unit: UnitOfWork, events: list[str], subject: UUID) -> None:
    for event in events:
        unit.record(event, subject)


def _identity(place: StoreFolder, connection: Connection, events: list[str]) -> StoreIdentity:
    identity = StoreIdentity.load(connection)
    if place.restored.exists():
        identity = identity.as_new_device()
        identity.save(connection)
        events.append("restored from a backup")
    return identity


def _check(
    chain_head: ChainHead,
    state: JournalState,
    connection: Connection,
    accepted: Accepted,
    events: list[str],
) -> None:
    if state.position == 0 and not chain_head.exists():
        return  # being made
    try:
        compare(chain_head.read(), connection)
    except (ChainHeadMissing, StoreBehind) as loss:
        if type(loss) not in accepted:
            raise
        events.append(f"went on after {loss.code}")


def newcomer(user_id: UUID, name: str = "") -> Actor:
    """Return who sits before a laptop that waits to be let in: she may do nothing yet."""
    return Actor(user_id=UserId(user_id), name=name, staff_code="", roles=frozenset())


def actor_of(engine: Engine, user_id: UUID, identity: StoreIdentity) -> Actor:
    """Return who acts, with her roles and training marks as they stand now.

    On a laptop that waits to be let in, or has its letter and not yet the rest, nobody is known.

    Raises:
        StoreDamaged: the store does not know the owner of the slot.
        WrongPassphrase: she was removed.
    """
    with Session(engine) as session:
        user = session.get(User, user_id)
        nobody = session.scalar(select(User).limit(1)) is None
        if user is None and identity.roots and nobody:
            return newcomer(user_id)
        if user is None:
            raise StoreDamaged
        if user.removed_at is not None:
            raise WrongPassphrase
        return Actor(
            user_id=user.id,
            name=user.name,
            staff_code=user.staff_code,
            roles=user.roles,
            trainings=user.trainings,
        )
