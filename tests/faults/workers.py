"""What the killed programs of these tests do. Each tells the parent what was acknowledged."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from alembic.operations import Operations

from caseworker.errors import CarrierError
from caseworker.ports import UnitOfWork
from caseworker.sync.exchanging import exchange
from caseworker.sync.folder_carrier import FolderCarrier
from db.store import migrations
from db.store.office import StoreOffice
from db.store.opening import unlock
from tests.store.laptop import PASSPHRASE, Laptop, add_person, colleague, names

DRAFT = uuid.UUID(int=7)
NOBODY = 65534


def take_in(folder: Path, parent: Connection, first: int) -> None:
    """Register people, with an audit event, an attachment and a draft each, until killed."""
    office = Laptop(folder).unlock()
    for number in range(first, first + 100_000):
        office.perform(arrive(number))
        parent.send(number)
        office.drafts.save(DRAFT, "intake", str(number).encode())
        parent.send(-number)


def set_up(folder: Path, parent: Connection, _: int) -> None:
    Laptop(folder).set_up()
    parent.send(1)


def remove_somebody(folder: Path, parent: Connection, number: int) -> None:
    laptop = Laptop(folder)
    keys = laptop.unlock().keys
    somebody = keys.add(colleague(f"Colleague {number}"), "river")
    parent.send(1)
    keys.remove(somebody)
    parent.send(2)
    laptop.lock()
    parent.send(3)


def heavier_schema(op: Operations) -> None:
    """A revision that rewrites what there is, for long enough to be killed in."""
    for number in range(40):
        op.execute(f"CREATE TABLE extra_{number} AS SELECT * FROM journal_change")  # noqa: S608  a number of ours
    op.execute("ALTER TABLE series ADD COLUMN note VARCHAR")


def migrate(folder: Path, parent: Connection, _: int) -> None:
    migrations.REVISIONS = (*migrations.REVISIONS, heavier_schema)
    Laptop(folder).unlock()
    parent.send(1)
    parent.poll(None)


def hold_open(folder: Path, parent: Connection, _: int) -> None:
    laptop = Laptop(folder)
    laptop.unlock()
    parent.send(1)
    parent.poll(None)


def try_without_permission(folder: Path, parent: Connection, _: int) -> None:
    """Unlock in a folder that may not be written, as somebody who is not root."""
    if os.geteuid() == 0:
        os.setegid(NOBODY)
        os.seteuid(NOBODY)
    try:
        Laptop(folder).unlock(passphrase=PASSPHRASE).close()
    except Exception as error:
        parent.send(type(error).__name__)
    else:
        parent.send("opened")


def arrive(number: int) -> Callable[[UnitOfWork], None]:
    def act(unit: UnitOfWork) -> None:
        person = add_person(f"{number:06}")(unit)
        person.called = "x" * (number % 700)
        unit.record("registered", person.id)
        if number % 5 == 0:
            unit.attach(bytes(number % 3000), "image/png")

    return act


def numbers(office: StoreOffice) -> set[int]:
    """Return the numbers of the people that the store has."""
    return {int(name) for name in names(office)}


def exchange_until_pulled_out(folder: Path, parent: Connection, number: int) -> None:
    """Write and exchange until the stick is there no longer."""
    with suppress(CarrierError):
        exchange_until_killed(folder, parent, number)


def exchange_until_killed(folder: Path, parent: Connection, number: int) -> None:
    """Write and exchange by the stick beside the store, as its second member of staff."""
    office = unlock(folder, "Bo Li", PASSPHRASE)
    stick = folder.parent / "stick"
    for act in range(100_000):
        office.perform(add_person(f"bo {number} {act}"))
        parent.send(1)
        carrier = FolderCarrier(stick, office.store.identity.space)
        exchange(office.exchange, carrier, "stick")
