"""The disk fills up while batches come in: told in words, nothing lost, and all comes later."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseworker.errors import DiskFull
from caseworker.ports import UnitOfWork
from db.store.verify import verify
from tests.faults.test_no_room import no_file_grows_beyond
from tests.sync.stores import add_person, world

PEOPLE = 60


@pytest.mark.parametrize("room", [0, 30_000, 300_000])
def test_a_full_disk_while_batches_come_in(tmp_path: Path, room: int) -> None:
    with world(tmp_path) as centre:
        amina = centre.founded()
        bo = centre.join(amina, centre.enrol(amina, "Bo Li"), "Bo Li", "second")
        centre.round(amina, bo, amina)
        for number in range(PEOPLE):
            amina.act(add_person(f"{number:03}" + "x" * 3000))
            if number % 10 == 0:
                amina.act(scan)
                amina.exchange(centre.stick)
        amina.exchange(centre.stick)
        before = bo.names()
        wal = (bo.folder / "store.db-wal").stat().st_size
        with no_file_grows_beyond(wal + room), pytest.raises(DiskFull):
            bo.exchange(centre.stick)
        # Whole batches are here, or nothing of them; the laptop can still be read, and closed.
        assert set(before) <= set(bo.names()) <= set(amina.names())
        bo.reopen()
        centre.round(bo, amina, bo)
        assert bo.names() == amina.names()
        assert len(set(bo.names())) == PEOPLE + len(before)
        for desk in (amina, bo):
            assert verify(desk.office).problems == ()
            assert desk.office.space.status().waiting == 0


def scan(unit: UnitOfWork) -> None:
    unit.attach(bytes(range(256)) * 400, "image/png")
