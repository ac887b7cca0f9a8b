"""The stick as it is in the field: torn, full, foreign, read-only, pulled out, lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from caseworker.errors import CarrierAway, CarrierFull, CarrierReadOnly
from caseworker.ports import UnitOfWork
from caseworker.sync.batch_file import Refused, batch_id, read_file
from caseworker.sync.carrier import BatchId
from caseworker.sync.folder_carrier import FolderCarrier
from db.store.verify import verify
from tests.spoilt import spoilt
from tests.sync.stores import Desk, World, add_person, world


def folder_of(centre: World, desk: Desk) -> Path:
    return FolderCarrier(centre.stick, desk.office.store.identity.space).folder


def test_torn_files_are_told_and_asked_for_again(centre: World, two: tuple[Desk, Desk]) -> None:
    amina, bo = two
    amina.act(add_person("Selam"))
    before = set(folder_of(centre, amina).iterdir())
    amina.exchange(centre.stick)
    written = sorted(set(folder_of(centre, amina).iterdir()) - before)
    whole = {path: path.read_bytes() for path in written}
    for path, content in whole.items():
        path.write_bytes(content[: len(content) * 2 // 3])
    report = bo.exchange(centre.stick)
    assert report.refused == {"bad-body-hash": len(written)}
    assert bo.names() == []
    # Put aside, they are written again by whoever comes by and keeps them.
    centre.round(amina)
    assert {path: path.read_bytes() for path in written} == whole
    assert not bo.exchange(centre.stick).refused
    assert bo.names() == ["Selam"]


def test_a_spoilt_piece_of_an_attachment_is_brought_again(
    centre: World, two: tuple[Desk, Desk]
) -> None:
    amina, bo = two
    amina.act(scan)
    amina.exchange(centre.stick)
    pieces = list(folder_of(centre, amina).glob("*.chunk"))
    assert pieces
    for path in pieces:
        path.write_bytes(spoilt(path.read_bytes()))
    assert bo.exchange(centre.stick).damaged == len(pieces)
    assert verify(bo.office).problems
    centre.round(amina, bo)
    assert verify(bo.office).problems == ()


def test_a_place_where_the_stick_is_worn_out_keeps_nothing_else_from_coming(
    centre: World, two: tuple[Desk, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    amina, bo = two
    amina.act(scan)
    amina.act(add_person("Selam"))
    amina.exchange(centre.stick)
    folder = folder_of(centre, amina)
    # Not the one that tells of the scan: without it, nobody would ask for its pieces.
    told = set(folder.glob("*.batch"))
    amina.act(add_person("Tesfay"))
    amina.exchange(centre.stick)
    worn = {min(path.name for path in folder.glob("*.chunk"))}
    reads = FolderCarrier.read

    def read(carrier: FolderCarrier, name: str, most: int) -> bytes:
        if name in worn:
            raise CarrierAway
        return reads(carrier, name, most)

    worn.add(min(path.name for path in set(folder.glob("*.batch")) - told))
    with monkeypatch.context() as altered:
        altered.setattr(FolderCarrier, "read", read)
        report = bo.exchange(centre.stick)
    assert report.damaged == len(worn)
    assert report.received
    assert not worn & {path.name for path in folder.iterdir()}
    centre.round(amina, bo)
    assert bo.names() == ["Selam", "Tesfay"]
    assert verify(bo.office).problems == ()


def test_a_piece_that_the_own_disk_spoilt_is_given_to_nobody_and_asked_for_again(
    centre: World, two: tuple[Desk, Desk]
) -> None:
    amina, bo = two
    amina.act(scan)
    centre.round(amina, bo)
    for path in folder_of(centre, amina).glob("*.chunk"):
        path.unlink()
    (piece,) = [p for p in (bo.folder / "attachments").rglob("*") if p.is_file()]
    piece.write_bytes(spoilt(piece.read_bytes()))
    assert not bo.exchange(centre.stick).stopped
    assert not list(folder_of(centre, amina).glob("*.chunk"))
    centre.round(amina, bo)
    assert verify(bo.office).problems == ()


def scan(unit: UnitOfWork) -> None:
    unit.attach(bytes(range(256)) * 400, "image/png")


def test_what_lies_there_is_no_longer_only_here_also_where_that_was_not_noted(
    centre: World, two: tuple[Desk, Desk]
) -> None:
    amina, _ = two
    amina.act(add_person("Selam"))
    here = amina.office.exchange
    here.pack()
    carrier = FolderCarrier(centre.stick, amina.office.store.identity.space)
    for batch in carrier.lacking(here.to_carry()):
        carrier.put(batch, here.content_of(batch) or b"")
    # Here the laptop was locked.
    assert amina.office.space.status().waiting > 0
    amina.exchange(centre.stick)
    assert amina.office.space.status().waiting == 0


def test_any_flipped_bit_is_noticed(centre: World, two: tuple[Desk, Desk]) -> None:
    amina, bo = two
    amina.act(add_person("Selam"))
    amina.exchange(centre.stick)
    chance = Random(7)
    known = {path.name for path in folder_of(centre, amina).glob("*.batch")}
    here = {f"{each.hex()}.batch" for each in bo.office.exchange.here()}
    for name in sorted(known - here):
        content = (folder_of(centre, amina) / name).read_bytes()
        for _ in range(60):
            flipped = bytearray(content)
            flipped[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
            taken = bo.office.exchange.take_in(bytes(flipped))
            assert taken.result != "ok", name
    assert bo.names() == []


def test_a_file_under_another_name_is_what_it_is(centre: World, two: tuple[Desk, Desk]) -> None:
    amina, bo = two
    amina.act(add_person("Selam"))
    amina.exchange(centre.stick)
    folder = folder_of(centre, amina)
    for path in list(folder.glob("*.batch")):
        path.rename(folder / f"{os.urandom(32).hex()}.batch")
    assert not bo.exchange(centre.stick).refused
    assert bo.names() == ["Selam"]
    assert bo.exchange(centre.stick).commits == 0


def test_foreign_and_hostile_files_do_no_harm(centre: World, two: tuple[Desk, Desk]) -> None:
    amina, bo = two
    amina.exchange(centre.stick)
    folder = folder_of(centre, amina)
    (folder / f"{'ab' * 32}.batch").write_bytes(b"%PDF-1.7\n")
    (folder / f"{'cd' * 32}.batch").write_bytes(b"caseworker batch 1\n\xff\xff\xff\xff")
    (folder / "holiday.jpg").write_bytes(b"\xff\xd8")
    (folder / "notes.batch").write_bytes(b"not a name of ours")
    (folder / f"{'ef' * 32}.batch").symlink_to("/dev/zero")
    report = bo.exchange(centre.stick)
    assert report.refused == {"not-a-batch": 1, "bad-header": 1}


def test_a_batch_of_another_centre_is_refused(centre: World, two: tuple[Desk, Desk]) -> None:
    _, bo = two
    (centre.folder / "elsewhere").mkdir()
    with world(centre.folder / "elsewhere") as elsewhere:
        other = elsewhere.founded()
        other.exchange(elsewhere.stick)
        for path in folder_of(elsewhere, other).glob("*.batch"):
            assert bo.office.exchange.take_in(path.read_bytes()).result == "foreign-space"


def test_a_stick_that_may_not_be_written_is_still_read(
    centre: World, two: tuple[Desk, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    amina, bo = two
    amina.act(add_person("Selam"))
    amina.exchange(centre.stick)
    bo.act(add_person("Tesfay"))
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(CarrierReadOnly):
        bo.exchange(centre.stick)
    assert not list(folder_of(centre, amina).glob("*.part"))
    monkeypatch.undo()
    bo.exchange(centre.stick)
    assert bo.names() == ["Selam", "Tesfay"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="tmpfs is Linux's")
def test_so_is_a_stick_with_its_lock_pushed(centre: World, two: tuple[Desk, Desk]) -> None:
    """As above, on a file system that the kernel itself lets nobody write."""
    amina, bo = two
    locked = centre.folder / "locked"
    locked.mkdir()
    mount = ["mount", "-t", "tmpfs", "tmpfs", str(locked)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        amina.act(add_person("Selam"))
        amina.exchange(locked)
        bo.act(add_person("Tesfay"))
        subprocess.run(["mount", "-o", "remount,ro", str(locked)], check=True)
        with pytest.raises(CarrierReadOnly):
            bo.exchange(locked)
        assert bo.office.space.status().waiting
        subprocess.run(["mount", "-o", "remount,rw", str(locked)], check=True)
        bo.exchange(locked)
    finally:
        subprocess.run(["umount", str(locked)], check=True)
    assert bo.names() == ["Selam", "Tesfay"]


def refuse(self: Path, target: Path) -> Path:
    raise PermissionError(30, "read-only", str(target))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="tmpfs is Linux's")
def test_a_full_stick_loses_nothing(centre: World, two: tuple[Desk, Desk]) -> None:
    amina, _ = two
    small = centre.folder / "small"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(small)],
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip("no small file system can be mounted here")
    try:
        with pytest.raises(CarrierFull):
            fill(amina, small)
        space = amina.office.store.identity.space
        there = FolderCarrier(small, space)
        for offered in there.page().offered:
            whole = read_file(there.get(offered.id) or b"")
            assert whole.is_whole()
        assert not list(there.folder.glob("*.part"))
    finally:
        subprocess.run(["umount", str(small)], check=True)
    # All of it goes along on another stick.
    amina.exchange(centre.stick)
    assert verify(amina.office).problems == ()


def fill(desk: Desk, stick: Path) -> None:
    for _ in range(20):
        desk.act(add_person("Tesfay"))
        desk.exchange(stick)


def test_a_stick_that_is_gone_is_no_fault(centre: World, two: tuple[Desk, Desk]) -> None:
    amina, _ = two
    amina.act(add_person("Selam"))
    with pytest.raises(CarrierAway):
        amina.exchange(centre.folder / "nowhere")
    # What no carrier has taken still waits, and is said to.
    assert amina.office.space.status().waiting == 1
    amina.exchange(centre.stick)
    assert amina.office.space.status().waiting == 0


def test_killed_while_writing_leaves_only_whole_files(tmp_path: Path) -> None:
    program = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from caseworker.sync.folder_carrier import FolderCarrier\n"
        "carrier = FolderCarrier(Path(sys.argv[1]), bytes(16))\n"
        "print('ready', flush=True)\n"
        "while True:\n"
        "    content = os.urandom(400_000)\n"
        "    import hashlib\n"
        "    carrier.put(hashlib.sha256(content).digest(), content)\n"
        "    print('put', flush=True)\n"
    )
    whole = 0
    for _ in range(5):
        running = subprocess.Popen(
            [sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE
        )
        assert running.stdout is not None
        assert running.stdout.readline() == b"ready\n"
        for _ in range(3):
            running.stdout.readline()
            whole += 1
        time.sleep(Random(whole).random() / 100)
        running.send_signal(signal.SIGKILL)
        running.wait()
        running.stdout.close()
    carrier = FolderCarrier(tmp_path, bytes(16))
    offered = carrier.page().offered
    assert len(offered) >= whole
    assert {each.size for each in offered} == {400_000}


def test_the_stick_tells_nothing(centre: World, two: tuple[Desk, Desk]) -> None:
    amina, bo = two
    amina.act(add_person("Elamawit"))
    centre.round(amina, bo, amina)
    for path in centre.stick.rglob("*"):
        said = path.name.encode() + (path.read_bytes() if path.is_file() else b"")
        for secret in (b"Elamawit", b"Amina", b"Bo Li", b"Al Amal"):
            assert secret not in said
        if path.suffix == ".batch":
            assert batch_id(read_file(path.read_bytes()).signed).hex() == path.stem


def test_a_forged_batch_is_refused(centre: World, two: tuple[Desk, Desk]) -> None:
    amina, bo = two
    amina.act(add_person("Selam"))
    amina.exchange(centre.stick)
    here = bo.office.exchange.here()
    batch = next(
        batch
        for path in folder_of(centre, amina).glob("*.batch")
        if (batch := read_file(path.read_bytes())).id not in here
    )
    forged = batch.content.replace(batch.signature, bytes(64))
    assert bo.office.exchange.take_in(forged).result == "bad-signature"
    with pytest.raises(Refused):
        read_file(forged[:40])
    assert BatchId(batch.id) in amina.office.exchange.here()
