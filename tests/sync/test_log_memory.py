"""The membership log is read once for many batches, and still says what the store says."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Connection

from caseworker.sync.membership import Members
from caseworker.sync.membership_entry import EntryKind
from db.store.exchange.membership_log import NewEntry
from tests.sync.stores import Desk, world


class TakenBack(Exception):
    pass


def members(desk: Desk) -> Members:
    return desk.office.read(lambda connection: desk.office.store.log(connection).members)


def test_what_a_transaction_took_back_is_not_in_the_log(tmp_path: Path) -> None:
    with world(tmp_path) as centre:
        desk = centre.founded()
        office = desk.office
        before = members(desk)
        key = office.store.opened.secrets.signing_key
        said = NewEntry(EntryKind.AUDIENCE, bytes(16), {1: "record", 2: [], 3: []})

        def say(connection: Connection) -> None:
            log = office.store.log(connection)
            log.say(connection, key, said)
            assert bytes(16) in log.members.audiences
            raise TakenBack

        with pytest.raises(TakenBack):
            office.write(say)
        # Not read anew, because nothing was added; and what was said is not believed.
        assert members(desk) == before
        assert members(desk) is members(desk)
        assert bytes(16) not in members(desk).audiences
        office.write(lambda connection: office.store.log(connection).say(connection, key, said))
        assert bytes(16) in members(desk).audiences
