"""Building a store aside and moving it into place: a crash on the way leaves none."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter

from sqlalchemy import insert

from db.store.connection import KEY_SIZE, writing_engine
from db.store.folder import StoreFolder
from db.store.identity import StoreIdentity
from db.store.key_file import COPIES, KeyFile, Opened
from db.store.safe_files import sync_folder
from db.store.schema import create_schema
from db.store.slots import Derivation, SlotSecrets
from db.store.tables import slot_holders

_HALF_A_SECOND = 0.5

FirstWork = Callable[[StoreFolder, KeyFile, Opened], None]
"""What is written into a store before it stands in its place."""


@dataclass(frozen=True, kw_only=True)
class FirstPerson:
    """Who unlocks a new store first."""

    user_id: bytes
    name: str
    passphrase: str = field(repr=False)
    recovery_code: str = field(default="", repr=False)
    """Empty to have one made."""


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


def build(
    target: StoreFolder,
    person: FirstPerson,
    identity: StoreIdentity,
    derivation: Derivation,
    first_work: FirstWork,
) -> tuple[KeyFile, Opened, str]:
    """Build the store of *identity* in *target*; return its keys and its recovery code."""
    aside = StoreFolder(target.path / ".new")
    shutil.rmtree(aside.path, ignore_errors=True)
    aside.make()
    opened = Opened(SlotSecrets.new(person.user_id), (secrets.token_bytes(KEY_SIZE),))
    key_file, code = _write_keys(aside, opened, person, derivation)
    _make_tables(aside, opened, identity)
    first_work(aside, key_file, opened)
    # The store itself comes last: without it, there is no store.
    for path in (*(aside.path / name for name in COPIES), aside.chain_head, aside.store):
        path.replace(target.path / path.name)
    sync_folder(target.path)
    shutil.rmtree(aside.path, ignore_errors=True)
    return key_file, opened, code


def _make_tables(aside: StoreFolder, opened: Opened, identity: StoreIdentity) -> None:
    engine = writing_engine(aside.store, opened.keys[0])
    with engine.begin() as connection:
        create_schema(connection)
        identity.save(connection)
        holder = {"user_id": opened.secrets.user_id, "public_key": opened.secrets.public}
        connection.execute(insert(slot_holders), holder)
    engine.dispose()


def _write_keys(
    aside: StoreFolder, opened: Opened, person: FirstPerson, derivation: Derivation
) -> tuple[KeyFile, str]:
    empty = KeyFile.new(derivation)
    free = frozenset(slot.public for slot in empty.slots)
    with_person = empty.with_person(
        person.name, person.passphrase, opened.secrets, opened.keys, free
    )
    whole, code = with_person.with_recovery(opened.keys, person.recovery_code)
    return whole.write(aside.path, opened.keys[0]), code
