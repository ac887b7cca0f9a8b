"""Migrations: the schema they lead to, the copy put aside first, and stores too new to open."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from alembic.operations import Operations
from sqlalchemy import Column, Connection, Engine, String

from caseworker.errors import StoreNewer
from db.store import migrations
from db.store.connection import connect
from db.store.migrations import upgrade, write
from db.store.opening import unlock
from db.store.schema import create_schema
from tests.store.laptop import Laptop, add_person, names

SAMPLES = sorted((Path(__file__).parent / "samples").glob("*/"))


def shape(connection: Connection) -> dict[str, object]:
    """Return every table and index of a database, as SQLite understands them."""
    found: dict[str, object] = {}
    listed = connection.exec_driver_sql("SELECT type, name, tbl_name FROM sqlite_master")
    for kind, name, table in listed.all():
        if kind == "table":
            columns = connection.exec_driver_sql(f'PRAGMA table_xinfo("{name}")').all()
            found[name] = sorted(tuple(column)[1:] for column in columns)
        else:
            columns = connection.exec_driver_sql(f'PRAGMA index_xinfo("{name}")').all()
            found[name] = table, [tuple(column) for column in columns if column[2]]
    return found


def shape_of(engine: Engine) -> dict[str, object]:
    with engine.begin() as connection:
        return shape(connection)


def test_migrations_lead_to_the_tables_as_they_are() -> None:
    migrated, made = write.empty_engine(), write.empty_engine()
    upgrade.apply(migrated, migrations.REVISIONS)
    with made.begin() as connection:
        create_schema(connection)
    assert shape_of(migrated) == shape_of(made)


@pytest.mark.skipif(migrations.RELEASED > 0, reason="what is released is not written again")
def test_the_first_schema_is_as_the_command_writes_it() -> None:
    told = write.FIRST.read_text("utf-8")
    assert told == write.first_schema(), "run python -m db.store.migrations.write"


def test_the_next_revision_is_told_by_the_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write, "RELEASED", 1)
    assert "op." not in write.next_operations()

    def without_notes(op: Operations) -> None:
        op.drop_table("case_note")

    monkeypatch.setattr(write, "RELEASED", 2)
    monkeypatch.setattr(write, "REVISIONS", (*migrations.REVISIONS, without_notes))
    told = write.next_operations()
    assert "op.create_table('case_note'" in told
    assert "sa.LargeBinary()" in told


def add_column(op: Operations) -> None:
    op.add_column("series", Column("note", String()))


@pytest.mark.procedure("updates")
def test_an_older_store_is_upgraded_with_a_copy_put_aside(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop.set_up().perform(add_person("Selam"))
    laptop.lock()
    monkeypatch.setattr(migrations, "REVISIONS", (*migrations.REVISIONS, add_column))
    assert names(laptop.unlock()) == ["Selam"]
    laptop.lock()
    aside = laptop.folder / "backups" / "revision-0001"
    assert {path.name for path in aside.iterdir()} == {
        "store.db",
        "keys",
        "keys.copy",
        "chain-head",
    }
    laptop.unlock()
    laptop.lock()
    monkeypatch.undo()
    with pytest.raises(StoreNewer):
        laptop.unlock()
    old = unlock(aside, "Amina Diallo", "a lake under the moon")
    assert names(old) == ["Selam"]
    old.close()


def test_a_failed_upgrade_changes_nothing(laptop: Laptop, monkeypatch: pytest.MonkeyPatch) -> None:
    laptop.set_up().perform(add_person("Selam"))
    laptop.lock()

    def fail(_: Operations) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(migrations, "REVISIONS", (*migrations.REVISIONS, add_column, fail))
        with pytest.raises(ZeroDivisionError):
            laptop.unlock()
    assert names(laptop.unlock()) == ["Selam"]


def test_a_newer_store_is_left_alone(laptop: Laptop) -> None:
    office = laptop.set_up()
    office.write(lambda connection: upgrade.stamp(connection, 99))
    key = office.store.opened.keys[0]
    laptop.lock()
    with pytest.raises(StoreNewer):
        laptop.unlock()
    connection = connect(laptop.folder / "store.db", key)
    assert connection.execute("PRAGMA user_version").fetchone() == (99,)
    connection.close()


def test_stores_of_every_release_still_open(tmp_path: Path) -> None:
    assert len(SAMPLES) == migrations.RELEASED
    for sample in SAMPLES:
        folder = Path(shutil.copytree(sample, tmp_path / sample.name))
        office = unlock(folder, "Amina Diallo", "a lake under the moon")
        assert names(office) == ["Selam"]
        office.close()
