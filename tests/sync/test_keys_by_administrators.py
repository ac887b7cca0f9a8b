"""Which key a circle has is an administrator's word; whoever writes letters cannot choose one."""

from __future__ import annotations

from sqlalchemy import Connection

from caseworker.sync.batch_body import GivenKey
from caseworker.sync.batch_seal import KEY_SIZE
from db.store.registry import AudienceClass
from db.store.tables import audience_keys
from tests.sync.stores import Desk, World

OWN = bytes(range(KEY_SIZE))


def test_a_key_that_no_administrator_named_is_not_kept(
    centre: World, two: tuple[Desk, Desk]
) -> None:
    amina, bo = two
    circle = bo.office.store.identity.audiences[AudienceClass.CENTRE]

    def chooses(connection: Connection) -> None:
        exchange = bo.office.exchange
        outgoing = exchange._outgoing(connection, exchange._log(connection))
        reader = amina.office.store.identity.sealing_key.public
        outgoing.write_letter(reader, [GivenKey(circle, 2, OWN)], 1)

    bo.office.write(chooses)
    assert centre.round(bo, amina)[1].refused == {}

    def kept(connection: Connection) -> set[bytes]:
        return {row.key for row in connection.execute(audience_keys.select())}

    assert OWN not in amina.office.write(kept)
