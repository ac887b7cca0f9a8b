"""An outreach laptop by the hub: it is given its records there, and the hub can read none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from caseworker.sync.batch_file import Refused, read_file
from caseworker.sync.enrolment import Request
from tests.hub.running import RunningHub
from tests.sync.stores import Desk, World, everything_in
from tests.sync.test_hub_exchange import by_hub, connected
from tests.sync.test_outreach import case_of, note, notes


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[RunningHub]:
    running = RunningHub(tmp_path / "hub").start()
    yield running
    running.stop()


def test_the_hub_brings_an_outreach_laptop_its_records_and_no_others(
    centre: World, hub: RunningHub, tmp_path: Path
) -> None:
    amina = connected(centre, hub)
    bo_id = centre.enrol(amina, "Bo Li")
    selam = amina.act(case_of("Selam-Cinnabar", bo_id))
    tesfay = amina.act(case_of("Tesfay-Cobalt", amina.actor))
    bo = centre.invited(amina, bo_id, "Bo Li", "outreach")
    request = Request.from_bytes(bo.office.space.signed_request())
    amina.office.space.admit(request, outreach=True)
    by_hub(amina)
    by_hub(bo)
    bo.reopen()
    by_hub(bo)
    assert bo.names() == ["Selam-Cinnabar"]
    bo.act(note(selam, "said outside"))
    amina.act(note(tesfay, "said inside"))
    for desk in (bo, amina, bo):
        by_hub(desk)
    assert sorted(notes(amina)) == ["said inside", "said outside"]
    assert notes(bo) == ["said outside"]
    for canary in (b"Cobalt", b"said inside"):
        assert canary not in everything_in(bo)
        assert canary not in opened_of(bo)
    for canary in (b"Cinnabar", b"Cobalt", b"said outside", b"said inside", b"Bo Li"):
        assert canary not in b"".join(files_in(tmp_path / "hub"))


def files_in(folder: Path) -> list[bytes]:
    found = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    assert found
    return found


def opened_of(desk: Desk) -> bytes:
    """Return what the keys of a laptop open of all batches that the hub gave it."""
    exchange = desk.office.exchange
    reader = desk.office.write(lambda c: exchange._reader(c, exchange._log(c).members))
    told = b""
    for batch in exchange.here():
        content = exchange.content_of(batch)
        with suppress(Refused):
            body = reader.open(read_file(content or b""))
            told += b"".join(each.to_bytes() for each in body.commits)
    return told
