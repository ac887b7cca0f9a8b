"""Setting up a store: of a new centre, or of a laptop that joins one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from filelock import FileLock

from caseworker.errors import StoreExists
from caseworker.model.ids import CentreId, UserId
from caseworker.model.staff import Centre, Role, User
from caseworker.ports import Actor, UnitOfWork
from caseworker.sync.enrolment import Invitation
from db.store.building import FirstPerson, build, calibrated
from db.store.failures import told_plainly
from db.store.folder import StoreFolder
from db.store.identity import StoreIdentity
from db.store.ids import Ids, fresh
from db.store.journal.clock import milliseconds
from db.store.key_file import KeyFile, Opened
from db.store.office import StoreOffice
from db.store.reading import Clock
from db.store.slots import Derivation
from db.store.unlocked import newcomer, open_office, utc_now


@dataclass(frozen=True)
class Created:
    """A new store, unlocked, and the code to be printed or copied by hand, shown once."""

    office: StoreOffice
    recovery_code: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class NewCentre:
    """What the first-run wizard asks."""

    centre_name: str
    country: str = ""
    language: str = "en"
    administrator_name: str
    staff_code: str = "01"
    roles: frozenset[Role] = frozenset({Role.ADMINISTRATOR})
    passphrase: str = field(repr=False)
    recovery_code: str = field(default="", repr=False)
    """From `new_recovery_code`, where it was shown before; empty to have one made."""


def create_store(
    folder: Path,
    centre: NewCentre,
    *,
    derivation: Derivation | None = None,
    clock: Clock = utc_now,
    ids: Ids = fresh,
    device_code: str = "",
) -> Created:
    """Make the store of a new centre in *folder*, unlocked by its first administrator.

    A crash on the way leaves no store: it is built aside and moved into place at the end.

    Raises:
        StoreExists: there is a store already.
        DiskFull, FolderReadOnly: as they say.
    """
    user_id = ids(milliseconds(clock()))
    person = FirstPerson(
        user_id=user_id.bytes,
        name=centre.administrator_name,
        passphrase=centre.passphrase,
        recovery_code=centre.recovery_code,
    )

    def set_up(aside: StoreFolder, key_file: KeyFile, opened: Opened) -> None:
        _write_first_entities(aside, key_file, opened, centre, clock, ids)

    def make(target: StoreFolder, lock: FileLock) -> Created:
        identity = StoreIdentity.new(device_code)
        key_file, opened, code = build(target, person, identity, derivation or calibrated(), set_up)
        office = open_office(target, key_file, opened, lock=lock, clock=clock, ids=ids)
        return Created(office, code)

    return _made(folder, make)


def join_store(
    folder: Path,
    invitation: Invitation,
    name: str,
    passphrase: str,
    *,
    recovery_code: str = "",
    derivation: Derivation | None = None,
    clock: Clock = utc_now,
    ids: Ids = fresh,
) -> Created:
    """Make an empty store in *folder* that asks to join the space of *invitation*.

    *recovery_code* is the one that was shown before; empty to have one made. The store holds
    nobody and nothing until an administrator has let it in (docs/formats/membership.md,
    "Enrolment").

    Raises:
        StoreExists: there is a store already.
        DiskFull, FolderReadOnly: as they say.
    """
    person = FirstPerson(
        user_id=invitation.person, name=name, passphrase=passphrase, recovery_code=recovery_code
    )
    identity = StoreIdentity.joining(invitation.roots, invitation.place)
    actor = newcomer(UUID(bytes=invitation.person), name)

    def begin(aside: StoreFolder, key_file: KeyFile, opened: Opened) -> None:
        opening = open_office(
            aside, key_file, opened, lock=aside.lock(), clock=clock, actor=actor, ids=ids
        )
        opening.close()

    def make(target: StoreFolder, lock: FileLock) -> Created:
        key_file, opened, code = build(target, person, identity, derivation or calibrated(), begin)
        office = open_office(target, key_file, opened, lock=lock, clock=clock, actor=actor, ids=ids)
        return Created(office, code)

    return _made(folder, make)


def _made(folder: Path, make: Callable[[StoreFolder, FileLock], Created]) -> Created:
    target = StoreFolder(folder)
    with told_plainly():
        target.make()
        lock = target.lock()
        try:
            if target.store.exists():
                raise StoreExists
            return make(target, lock)
        except BaseException:
            lock.release()
            raise


def _write_first_entities(
    aside: StoreFolder,
    key_file: KeyFile,
    opened: Opened,
    centre: NewCentre,
    clock: Clock,
    ids: Ids,
) -> None:
    user_id = UserId(UUID(bytes=opened.secrets.user_id))
    actor = Actor(
        user_id=user_id,
        name=centre.administrator_name,
        staff_code=centre.staff_code,
        roles=centre.roles,
    )

    def set_up(unit: UnitOfWork) -> None:
        administrator = User(
            id=user_id,
            name=centre.administrator_name,
            staff_code=centre.staff_code,
            roles=centre.roles,
            signing_key=opened.secrets.verifying_key,
            added_at=unit.now(),
        )
        unit.add(administrator)
        named = Centre(
            id=CentreId(unit.new_id()),
            name=centre.centre_name,
            country=centre.country,
            language=centre.language,
        )
        unit.add(named)
        unit.record("set up the centre", named.id)

    office = open_office(
        aside,
        key_file,
        opened,
        lock=aside.lock(),
        clock=clock,
        actor=actor,
        ids=ids,
    )
    try:
        office.perform(set_up)
    finally:
        office.close()
