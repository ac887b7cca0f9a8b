"""What somebody else says to carry again in the place of this laptop's batches.

A supervisor's laptop carries again for a newcomer what all others let go. With an altered program
it could name what a colleague lacks, and carry nothing: she would count it as come, say so, and its
author would let it go. So whoever still keeps what is named carries it again herself.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from caseworker.sync.batch import Reader
from caseworker.sync.batch_body import Covered
from caseworker.sync.batch_file import Refused, laptop_id, read_file
from db.store.exchange import kept_batches
from db.store.exchange.erased_batches import covered
from db.store.exchange.outgoing import Outgoing
from db.store.identity import StoreIdentity
from db.store.journal.kept_commits import with_ids


def carry_again_what_is_kept(
    connection: Connection,
    reader: Reader,
    outgoing: Outgoing,
    identity: StoreIdentity,
    named: Iterable[Covered],
    at: int,
) -> None:
    """Carry again the batches of this laptop that others *named*, while not all told to have them.

    *at* is milliseconds since 1970.
    """
    own = laptop_id(identity.device_public_key)
    kept = [each.batch for each in named if each.laptop == own]
    if not kept or not outgoing.has_its_keys():
        return
    for key in kept:
        try:
            batch = read_file(kept_batches.content_of(connection, key) or b"")
            commits = {whole.signed.id for whole in reader.open(batch).commits}
        except Refused:
            # It was let go: all had told to have it before anybody named it.
            continue
        if commits:
            kept_batches.drop(connection, [key])
            outgoing.write_again(dict(with_ids(connection, commits)), [covered(batch)], at)
