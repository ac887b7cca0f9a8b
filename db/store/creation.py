"""Setting up the store of a new centre."""

from __future__ import annotations

import secrets
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from uuid import UUID

from sqlalchemy import insert

from caseworker.errors import StoreExists
from caseworker.model.ids import CentreId, UserId
from caseworker.model.staff import Centre, Role, User
from caseworker.ports import Actor, UnitOfWork
from db.store.connection import KEY_SIZE, writing_engine
from db.store.failures import told_plainly
from db.store.folder import StoreFolder
from db.store.identity import StoreIdentity
from db.store.ids import Ids, fresh
from db.store.journal.clock import milliseconds
from db.store.key_file import COPIES, KeyFile, Opened
from db.store.office import StoreOffice
from db.store.reading import Clock
from db.store.safe_files import sync_folder
from db.store.schema import create_schema
from db.store.slots import Derivation, SlotSecrets
from db.store.tables import slot_holders
from db.store.unlocked import open_office, utc_now

_HALF_A_SECOND = 0.5


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
    target = StoreFolder(folder)
    with told_plainly():
        target.make()
        lock = target.lock()
        try:
            if target.store.exists():
                raise StoreExists
            build = _Build(centre, derivation or calibrated(), clock, ids, device_code)
            key_file, opened, code = _built(target, build)
            office = open_office(target, key_file, opened, lock=lock, clock=clock, ids=ids)
            return Created(office, code)
        except BaseException:
            lock.release()
            raise


def calibrated() -> Derivation:
    """Return costs of Argon2id that take about half a second here, never below the floor.

    The floor is 64 MiB and three passes; a slow laptop is made to wait rather than weakened.
    """
    trial = Derivation()
    started = perf_counter()
    trial.tag_and_key("calibration", "calibration", bytes(16))
    rounds = _HALF_A_SECOND / max(perf_counter() - started, 1e-3)
    if rounds >= 4:
        return Derivation(memory=4 * trial.memory, iterations=max(3, int(3 * rounds / 4)))
    return Derivation(iterations=max(3, int(3 * rounds)))


@dataclass(frozen=True)
class _Build:
    """What a new store is made of."""

    centre: NewCentre
    derivation: Derivation
    clock: Clock
    ids: Ids
    device_code: str


def _built(target: StoreFolder, build: _Build) -> tuple[KeyFile, Opened, str]:
    aside = StoreFolder(target.path / ".new")
    shutil.rmtree(aside.path, ignore_errors=True)
    aside.make()
    user_id = build.ids(milliseconds(build.clock()))
    inside, key = SlotSecrets.new(user_id.bytes), secrets.token_bytes(KEY_SIZE)
    opened = Opened(inside, (key,))
    key_file, code = _write_keys(aside, opened, build.centre, build.derivation)
    _make_tables(aside, opened, build.device_code)
    _write_first_entities(aside, key_file, opened, build)
    # The store itself comes last: without it, there is no store.
    for path in (*(aside.path / name for name in COPIES), aside.chain_head, aside.store):
        path.replace(target.path / path.name)
    sync_folder(target.path)
    shutil.rmtree(aside.path, ignore_errors=True)
    return key_file, opened, code


def _make_tables(aside: StoreFolder, opened: Opened, device_code: str) -> None:
    engine = writing_engine(aside.store, opened.keys[0])
    with engine.begin() as connection:
        create_schema(connection)
        StoreIdentity.new(device_code).save(connection)
        holder = {"user_id": opened.secrets.user_id, "public_key": opened.secrets.public}
        connection.execute(insert(slot_holders), holder)
    engine.dispose()


def _write_first_entities(
    aside: StoreFolder, key_file: KeyFile, opened: Opened, build: _Build
) -> None:
    centre = build.centre
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
        clock=build.clock,
        actor=actor,
        ids=build.ids,
    )
    try:
        office.perform(set_up)
    finally:
        office.close()


def _write_keys(
    aside: StoreFolder, opened: Opened, centre: NewCentre, derivation: Derivation
) -> tuple[KeyFile, str]:
    empty = KeyFile.new(derivation)
    free = frozenset(slot.public for slot in empty.slots)
    with_person = empty.with_person(
        centre.administrator_name, centre.passphrase, opened.secrets, opened.keys, free
    )
    whole, code = with_person.with_recovery(opened.keys, centre.recovery_code)
    return whole.write(aside.path, opened.keys[0]), code
