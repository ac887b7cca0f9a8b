"""Erasure: the bytes are gone, the signatures hold."""

from __future__ import annotations

from typing import Any

import cbor2
from sqlalchemy import select

from caseworker.model.case import CaseNote
from caseworker.model.ids import CaseId, NoteId
from caseworker.model.person import Person
from caseworker.model.staff import User
from caseworker.ports import UnitOfWork
from db.store.office import StoreOffice
from db.store.registry import registered
from db.store.tables import changes, commits
from db.store.verify import verify
from tests.store import independent_reader
from tests.store.laptop import Laptop, add_person, names
from tests.store.raw_pages import raw_pages
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
        query = select(changes.c.packed, changes.c.proof, commits.c.seed).join(
            commits, commits.c.position == changes.c.position
        )
        own = query.where(changes.c.entity == selam.id.bytes).order_by(changes.c.number)
        return list(connection.execute(own))

    made, _, erased = office.write(entries)
    assert cbor2.loads(made.packed) == {}
    assert (len(made.proof), made.seed) == (32, b"")
    assert cbor2.loads(erased.packed) == {0: [False, *cbor2.loads(erased.packed)[0][1:]]}
    device = office.store.identity.device_public_key
    author = office.store.opened.secrets.verifying_key
    for commit in whole_commits(office):
        assert independent_reader.read(commit, device, author) in ("ok", "broken-chain")
    content = raw_pages(laptop.folder / "store.db", office.store.opened.keys[0])
    assert b"Tesfay" in content
    assert b"elamawit" not in content.lower()


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


def test_what_shares_a_commit_with_the_erased_stays_verifiable(laptop: Laptop) -> None:
    office = laptop.set_up()

    def write(unit: UnitOfWork) -> list[CaseNote]:
        notes = [
            CaseNote(
                id=NoteId(unit.new_id()),
                case_id=CaseId(unit.new_id()),
                written_at=unit.now(),
                written_by=unit.actor.user_id,
                said=said,
            )
            for said in ("a ship", "a lake", "a road")
        ]
        for note in notes:
            unit.add(note)
        return notes

    notes, _ = office.perform(write)
    seed, rows = entries_of(office, notes)
    assert len(seed) == 16
    assert {each.proof for each in rows} == {b""}
    hashes = [independent_hash(each, seed) for each in rows]
    gone = notes[0]
    office.perform(lambda unit: unit.erase(unit.get(CaseNote, gone.id)))
    now, rows = entries_of(office, notes)
    assert now == b""
    assert rows[0].proof == hashes[0]
    assert [independent_hash(each, now) for each in rows[1:]] == hashes[1:]
    assert verify(office).problems == ()
    kept = raw_pages(laptop.folder / "store.db", office.store.opened.keys[0])
    # Neither the seed nor the salt that followed from it: nothing to try guesses with.
    salts = [independent_reader.salt_of(seed, each.id.bytes) for each in notes]
    assert [salt in kept for salt in [seed, *salts]] == [False, False, True, True]
    assert b"a lake" in kept
    assert b"a ship" not in kept


def entries_of(office: StoreOffice, notes: list[CaseNote]) -> tuple[bytes, list[Any]]:
    """Return the seed of the commit that made *notes*, and what it says of each now."""

    def read(connection: Any) -> tuple[bytes, list[Any]]:
        rows = [
            connection.execute(
                select(changes).where(changes.c.entity == note.id.bytes).order_by(changes.c.number)
            ).first()
            for note in notes
        ]
        query = select(commits.c.seed).where(commits.c.position == rows[0].position)
        return connection.scalar(query), rows

    return office.write(read)


def independent_hash(row: Any, seed: bytes) -> bytes:
    salt = row.proof or independent_reader.salt_of(seed, row.entity)
    fields = cbor2.loads(row.packed)
    return independent_reader.entry_hash(salt, row.kind, row.entity, fields)
