"""What a laptop cannot use of a stick stays for others, and costs no more than it may."""

from __future__ import annotations

import cbor2

from caseworker.sync.batch_file import MAGIC, MAX_SIZE, batch_id
from caseworker.sync.carrier import BatchId
from caseworker.sync.folder_carrier import README
from tests.sync.stores import Desk, World


def test_what_a_newer_version_wrote_stays_under_its_name(
    centre: World, two: tuple[Desk, Desk]
) -> None:
    _, bo = two
    signed = cbor2.dumps({1: 2, 2: "whatever comes"}, canonical=True)
    content = MAGIC + len(signed).to_bytes(4) + signed + bytes(64) + bytes(100)
    path = centre.carrier(bo).folder / f"{batch_id(signed).hex()}.batch"
    path.write_bytes(content)
    assert bo.exchange(centre.stick).refused == {"newer-version": 1}
    assert path.read_bytes() == content
    assert not list(path.parent.glob("*.torn")), "it was whole"


def test_no_more_is_read_of_a_file_than_any_batch_has(
    centre: World, two: tuple[Desk, Desk]
) -> None:
    carrier = centre.carrier(two[0])
    name = BatchId(b"x" * 32)
    with (carrier.folder / f"{name.hex()}.batch").open("wb") as file:
        file.truncate(2 * MAX_SIZE)
    read = carrier.get(name)
    assert read is not None
    assert len(read) == MAX_SIZE + 1


def test_whoever_finds_the_stick_reads_what_it_is(centre: World) -> None:
    amina = centre.founded()
    amina.exchange(centre.stick)
    told = (centre.carrier(amina).folder.parent / README).read_bytes().decode("ascii")
    assert "give it back to the centre" in told
    assert "\r\n" in told, "the simplest editors show its lines"
