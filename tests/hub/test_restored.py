"""A hub that was put back to yesterday does not lose today."""

from __future__ import annotations

import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from caseworker.sync.hub_carrier import HubCarrier
from tests.hub.centre import Centre, Made, listed
from tests.hub.conftest import MakeCentre, MakeHub
from tests.hub.postgresql import Server, program
from tests.hub.running import RunningHub, hub_command


def exchange(carrier: HubCarrier, kept: list[Made], seen: set[bytes], cursor: str) -> str:
    """What a laptop does: hand over what the hub lacks of all it keeps, then read on."""
    contents = {each.id: each.content for each in kept}
    lacking = carrier.lacking(list(contents))
    for _ in carrier.hand_over((each, contents[each]) for each in lacking):
        pass
    found, cursor = listed(carrier, cursor)
    seen |= set(found)
    return cursor


def yesterday_and_today(hub: RunningHub, centre: Centre, backup: list[str]) -> None:
    """Work, back up, work on, put the backup back, work on: all have all."""
    one, two = centre.carrier(hub.address, "one"), centre.carrier(hub.address, "two")
    first, second = [centre.batch("one") for _ in range(3)], [centre.batch("two")]
    by_one: set[bytes] = set()
    by_two: set[bytes] = set()
    at_two = exchange(two, second, by_two, "")
    at_one = exchange(one, first, by_one, "")
    run(hub, backup[0])
    first += [centre.batch("one") for _ in range(4)]
    at_one = exchange(one, first, by_one, at_one)
    at_two = exchange(two, second, by_two, at_two)
    assert by_two == {each.id for each in first + second}
    run(hub, backup[1])
    # Laptop two writes first: the hub's counter comes beyond where one's cursor stood.
    second += [centre.batch("two") for _ in range(6)]
    at_two = exchange(two, second, by_two, at_two)
    at_one = exchange(one, first, by_one, at_one)
    assert by_one == {each.id for each in first + second}
    at_two = exchange(two, second, by_two, at_two)
    assert by_two == by_one
    fresh, _ = listed(centre.carrier(hub.address, "two"))
    assert len(fresh) == len(by_one)
    # Once it was noticed, all goes on from the new cursors.
    assert listed(one, at_one) == ([], listed(one, at_one)[1])


def run(hub: RunningHub, act: str) -> None:
    target = hub.folder.parent / "hub.backup"
    if act == "backup":
        hub_command(hub.folder, "backup", str(target))
        return
    hub.stop()
    shutil.rmtree(hub.folder)
    hub_command(hub.folder, "restore", str(target))
    hub.start()


@pytest.mark.procedure("hub")
def test_a_hub_on_sqlite(make_hub: MakeHub, make_centre: MakeCentre) -> None:
    hub = make_hub()
    centre = make_centre("Restored")
    centre.joins(hub.address, hub.invite(), "one", "two")
    before = hub.address
    yesterday_and_today(hub, centre, ["backup", "restore"])
    assert hub.address == before


def test_a_hub_whose_files_were_simply_copied_back(
    make_hub: MakeHub, make_centre: MakeCentre, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub = make_hub()
    centre = make_centre("Copied")
    centre.joins(hub.address, hub.invite(), "one", "two")
    aside = hub.folder.parent / "copy"

    def act(_: RunningHub, what: str) -> None:
        hub.stop()
        source, target = (hub.folder, aside) if what == "backup" else (aside, hub.folder)
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(source, target)
        hub.start()

    monkeypatch.setitem(globals(), "run", act)
    yesterday_and_today(hub, centre, ["backup", "restore"])


def test_a_hub_on_postgresql_put_back_while_it_runs(
    make_hub: MakeHub,
    make_centre: MakeCentre,
    server: Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    address = server.new_database()
    hub = make_hub(address)
    centre = make_centre("Dumped")
    centre.joins(hub.address, hub.invite(), "one", "two")
    dump = tmp_path / "dump"

    def act(_: RunningHub, what: str) -> None:
        pg_dump, pg_restore = program("pg_dump"), program("pg_restore")
        assert pg_dump
        assert pg_restore
        if what == "backup":
            subprocess.run([pg_dump, "-Fc", "-f", str(dump), address], check=True)
        else:
            words = ["--clean", "--single-transaction", "-d", address, str(dump)]
            subprocess.run([pg_restore, *words], check=True)

    monkeypatch.setitem(globals(), "run", act)
    yesterday_and_today(hub, centre, ["backup", "restore"])


def test_a_backup_is_for_its_owner_and_whole(make_hub: MakeHub, tmp_path: Path) -> None:
    hub = make_hub()
    target = tmp_path / "hub.backup"
    hub_command(hub.folder, "backup", str(target))
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    # Not over a hub that is there; and nothing is left of one that is cut off.
    with pytest.raises(subprocess.CalledProcessError):
        hub_command(hub.folder, "restore", str(target))
    target.write_bytes(target.read_bytes()[:30_000])
    elsewhere = tmp_path / "elsewhere"
    with pytest.raises(subprocess.CalledProcessError):
        hub_command(elsewhere, "restore", str(target))
    assert list(elsewhere.iterdir()) == []


def test_a_backup_that_a_disk_spoilt_is_not_put_back(make_hub: MakeHub, tmp_path: Path) -> None:
    hub = make_hub()
    target = tmp_path / "hub.backup"
    hub_command(hub.folder, "backup", str(target))
    # A page of a table, behind the head of the archive and two pages of the database.
    content, page = bytearray(target.read_bytes()), 512 + 2 * 4_096
    content[page : page + 4_096] = bytes(4_096)
    target.write_bytes(content)
    elsewhere = tmp_path / "elsewhere"
    with pytest.raises(subprocess.CalledProcessError):
        hub_command(elsewhere, "restore", str(target))
    assert list(elsewhere.iterdir()) == []
