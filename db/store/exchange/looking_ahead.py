"""What of a batch can be read and checked before its turn, while the one before is taken in.

Opening, reading and checking signatures take most of the time of a batch, and none of it changes
with what the one before says: the log only ever grows. What may change is asked at its turn:
whether its key is still here, whether this laptop still holds what it says, whether it counts.
"""

from __future__ import annotations

from dataclasses import dataclass

from caseworker.sync.batch import Reader
from caseworker.sync.batch_body import BatchBody
from caseworker.sync.batch_file import Refused, read_file
from caseworker.sync.carrier import BatchId
from caseworker.sync.commit_format import is_signed_by
from caseworker.sync.commits import CommitId
from caseworker.sync.membership import Members
from caseworker.sync.whole_commit import WholeCommit
from db.store.exchange.judging import Checked


@dataclass(frozen=True, kw_only=True)
class LookedAhead:
    """One batch, open."""

    batch: BatchId
    body: BatchBody
    checked: Checked


def look_ahead(content: bytes, reader: Reader, members: Members) -> LookedAhead | None:
    """Return what can be done of a batch ahead of its turn; None where it does not open yet."""
    try:
        batch = read_file(content)
        body = reader.open(batch)
    except Refused:
        return None
    checked: dict[tuple[CommitId, bytes, bytes], bool] = {}
    for whole in body.commits:
        key = whole.signed.id
        for device, person in _signers(whole, members):
            holds = is_signed_by(whole.signed, device, person)
            checked[CommitId(key), device, person] = holds
            if holds:
                break
    return LookedAhead(batch=batch.id, body=body, checked=checked)


def _signers(whole: WholeCommit, members: Members) -> list[tuple[bytes, bytes]]:
    """Return the pairs of keys that may have signed a commit, as far as the log knows them."""
    device = members.devices.get(whole.header.device)
    person = members.people.get(whole.header.person)
    if device is None or person is None:
        return []
    return [(one, other) for one in sorted(device.keys) for other in sorted(person.keys)]
