"""Erasure: the bytes are gone, the signatures hold."""

from __future__ import annotations

from typing import Any

import cbor2
from sqlalchemy import select

from caseworker.model.person import Person
from caseworker.model.staff import User
from caseworker.ports import UnitOfWork
from db.store.connection import connect
from db.store.registry import registered
from db.store.tables import changes
from db.store.verify import verify
from tests.store import independent_reader
from tests.store.laptop import Laptop, add_person, names
from tests.store.test_journal import whole_commits


def test_no_value_of_an_erased_person_stays(laptop: Laptop) -> None:
    office = laptop.set_up()
    selam, _ = office.perform(add_person("Selamawit"))
    office.perform(add_person("Tesfay"))

    def rename(unit: UnitOfWork) -> None:
        unit.get(Person, selam.id).called = "Selamawitina"

    office.perform(rename)
    office.perform(lambda unit: unit.erase(unit.get(Person, selam.id)))
    assert names(office) == ["Tesfay"]
    assert verify(office).problems == ()

    def entries(connection: Any) -> list[Any]:
        query = select(changes.c.packed).where(changes.c.entity == selam.id.bytes)
        return [cbor2.loads(packed) for packed in connection.scalars(query)]

    made, _, erased = office.write(entries)
    assert all(len(entry) == 1 for entry in made.values())
    assert erased[0][1] is False
    device = office.store.identity.device_public_key
    author = office.store.opened.secrets.verifying_key
    for commit in whole_commits(office):
        assert independent_reader.read(commit, device, author) in ("ok", "broken-chain")
    key = office.store.opened.keys[0]
    laptop.lock()
    plain = laptop.folder / "plain.db"
    connection = connect(laptop.folder / "store.db", key)
    connection.execute(f"ATTACH '{plain}' AS plain KEY ''")
    connection.execute("SELECT sqlcipher_export('plain')").fetchall()
    connection.execute("DETACH plain")
    connection.close()
    content = plain.read_bytes()
    assert b"Tesfay" in content
    assert b"elamawit" not in content.lower().replace(b"\0", b"")


def test_deps_name_the_approval_and_what_was_known(laptop: Laptop) -> None:
    office = laptop.set_up()
    selam, _ = office.perform(add_person("Selam"))
    of_another, _ = office.perform(add_person("of another record"))

    def erase(unit: UnitOfWork) -> None:
        unit.rely_on(unit.get(User, unit.actor.user_id), unit.get(Person, of_another.id))
        unit.erase(unit.get(Person, selam.id))

    office.perform(erase)
    header = independent_reader.header_fields(cbor2.loads(whole_commits(office)[-1])[0])
    assert header is not None
    deps = {entity: (kind, ids) for kind, entity, ids in header[13]}
    # What stands for the approval lies with the centre; of other records not all may have it.
    assert deps.keys() == {office.actor.user_id.bytes, selam.id.bytes}
    assert deps[office.actor.user_id.bytes][0] == registered(User).number
    # And of the erased entity itself every commit that was known of it.
    assert len(deps[selam.id.bytes][1]) == 1
