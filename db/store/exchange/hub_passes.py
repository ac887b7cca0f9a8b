"""Passes for the hub: kept here, and signed as the log says (docs/formats/hub-api.md)."""

from __future__ import annotations

from collections.abc import Iterable

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from caseworker.hub.admission import Admission
from caseworker.sync.hub_carrier import Signed
from caseworker.sync.hub_pass import Pass, pass_id
from db.store.exchange.membership_log import MembershipLog
from db.store.identity import StoreIdentity
from db.store.tables import hub_passes


def kept(connection: Connection) -> list[Signed]:
    """Return all passes that are here."""
    return [(row.signed, row.signature) for row in connection.execute(select(hub_passes))]


def keep(connection: Connection, passes: Iterable[Signed]) -> None:
    """Keep passes that are not here yet."""
    rows = [
        {"id": pass_id(signed), "signed": signed, "signature": signature}
        for signed, signature in passes
    ]
    if rows:
        connection.execute(insert(hub_passes).on_conflict_do_nothing(), rows)


def may_sign(log: MembershipLog, key: bytes) -> bool:
    """Return whether a hub believes passes of the holder of this private *key*."""
    return _public(key) in log.members.administrators


def align_passes(
    connection: Connection, log: MembershipLog, identity: StoreIdentity, key: bytes
) -> None:
    """Sign with an administrator's private *key* what the hub should let in and does not, or does.

    In a dispute nothing changes: only an end that is certain lets a laptop out.
    """
    if not may_sign(log, key):
        return
    admission = _admission(connection, log, identity)
    admitted = admission.admitted()
    belong: set[bytes] = set()
    disputed: set[bytes] = set()
    for device, member in log.members.devices.items():
        belong |= member.current
        disputed |= {
            each
            for each in member.keys
            if (end := log.members.ended.get((device, each))) is not None and not end.certain
        }
    for laptop in sorted(belong - disputed - admitted):
        _sign(connection, log, identity, key, admission, laptop, lets_in=True)
    for laptop in sorted(admitted - belong - disputed):
        _sign(connection, log, identity, key, admission, laptop, lets_in=False)


def _sign(
    connection: Connection,
    log: MembershipLog,
    identity: StoreIdentity,
    key: bytes,
    admission: Admission,
    laptop: bytes,
    *,
    lets_in: bool,
) -> None:
    last = log.last_by(_public(key))
    known = [each.number for each in admission.passes.values() if each.laptop == laptop]
    made = Pass(
        space=identity.space,
        author=_public(key),
        after=(last.number, last.id) if last else (0, b""),
        lets_in=lets_in,
        laptop=laptop,
        number=max(known, default=0) + 1,
    )
    keep(connection, [made.sign(Ed25519PrivateKey.from_private_bytes(key))])


def _admission(connection: Connection, log: MembershipLog, identity: StoreIdentity) -> Admission:
    """Return whom a hub that knows all that is here lets in."""
    admission = Admission(identity.space, identity.roots)
    entries = [(each.entry, each.signature) for each in log.about_administrators(connection)]
    admission.restore(entries, kept(connection))
    return admission


def _public(private: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
