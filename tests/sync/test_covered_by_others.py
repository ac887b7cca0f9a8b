"""A supervisor whose program is altered says to carry what Bo wrote, and carries nothing."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from caseworker.model.staff import Role
from caseworker.sync.batch_body import Covered
from caseworker.sync.batch_file import read_file
from db.store.exchange import kept_batches
from tests.sync.stores import Desk, World, add_person


def test_whoever_still_keeps_it_carries_it_again(centre: World, tmp_path: Path) -> None:
    amina = centre.founded()
    bo_id = centre.enrol(amina, "Bo Li")
    sam_id = centre.enrol(amina, "Sam Oyelaran", "03", Role.SUPERVISOR)
    bo, sam = (
        centre.join(amina, bo_id, "Bo Li", "second"),
        centre.join(amina, sam_id, "Sam Oyelaran", "third"),
    )
    centre.round(amina, bo, sam, amina, bo)
    other = tmp_path / "between the two"
    other.mkdir()
    bo.act(add_person("Selam"))
    for desk in (bo, sam):
        desk.exchange(other)
    cover_without_carrying(sam, bo)
    # Amina meets Sam alone, and counts what Bo wrote as come.
    centre.round(sam, amina)
    assert amina.names() == []
    # Bo hears that it is covered, and that Amina tells to have it.
    centre.round(bo, amina)
    assert amina.names() == ["Selam"]


def cover_without_carrying(altered: Desk, author: Desk) -> None:
    """Let an altered program say that it carries again all that it has of another laptop."""
    exchange, store = altered.office.exchange, altered.office.store
    theirs = set(author.office.exchange.to_carry())
    contents = [exchange.content_of(key) for key in exchange.to_carry() if key in theirs]
    headers = [(read_file(each).id, read_file(each).header) for each in contents if each]

    def write(connection: Connection) -> None:
        outgoing = exchange._outgoing(connection, store.log(connection))
        covers = [
            Covered(h.laptop, h.run, h.number, h.previous or b"", batch) for batch, h in headers
        ]
        outgoing.write_again({}, covers, altered.office.milliseconds())
        kept_batches.drop(connection, [batch for batch, _ in headers])

    altered.office.write(write)
