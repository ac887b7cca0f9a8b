"""Which other batches a batch may stand for."""

from __future__ import annotations

from caseworker.model.staff import Role
from caseworker.sync.batch_body import BatchBody, Covered
from caseworker.sync.batch_file import BatchFile, laptop_id
from caseworker.sync.membership import Members


def believed_covers(members: Members, batch: BatchFile, body: BatchBody) -> list[Covered]:
    """Return the batches that *batch* may stand for: its author's own, or all by a trusted hand."""
    trusted = {Role.SUPERVISOR.value, Role.ADMINISTRATOR.value}
    roles = {
        role
        for member in members.devices.values()
        if batch.header.laptop in map(laptop_id, member.current)
        for person in member.slots & members.people.keys()
        for role in members.people[person].roles
    }
    by_a_trusted_hand = bool(roles & trusted)
    return [each for each in body.covers if by_a_trusted_hand or each.laptop == batch.header.laptop]
