"""Work that people do on laptops, as far as acceptance looks at it."""

from __future__ import annotations

import hashlib

from caseworker.sync.commits import Change, Clock, Commit, CommitId, EntityRef, Reliance
from tests.sync.laptop import NAME, PERSON, cbor
from tests.sync.registrar import fixed, public

SELAM = EntityRef(PERSON, b"selam")
PUBLIC = {fixed(name): public(name) for name in ("amina", "bilal", "gate", "stolen")}


def signed_by(commit: Commit, device_key: bytes, person_key: bytes) -> bool:
    """Every commit here is signed by whom it names; Ed25519 itself is tested with the store."""
    return (PUBLIC[commit.device], PUBLIC[commit.person]) == (device_key, person_key)


def commit(
    number: int,
    before: Commit | None = None,
    *,
    person: str = "amina",
    device: str = "gate",
    run: str = "run",
    deps: tuple[Reliance, ...] = (),
    field: int = NAME,
) -> Commit:
    content = f"{number} {person} {device} {run} {before and before.id!r} {deps} {field}".encode()
    value = Change(entity=SELAM, field=field, value=cbor(f"{number}"))
    exists = Change(entity=SELAM, field=0, value=cbor(True))
    return Commit(
        id=CommitId(hashlib.sha256(content).digest()),
        unit=content,
        person=fixed(person),
        device=fixed(device),
        run=fixed(run),
        number=number,
        previous=before.id if before else None,
        clock=Clock(number, 0),
        audience=fixed("team"),
        changes=(exists, value),
        deps=deps,
    )
