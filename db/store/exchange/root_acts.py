"""What only the root decides: who the administrators are, and who stays where two part."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Connection

from caseworker.errors import InvalidValue, WrongRecoveryCode
from caseworker.model.staff import Role
from caseworker.sync.acceptance import Reason
from caseworker.sync.membership_entry import EntryKind
from caseworker.text import N_
from db.store.exchange.alignment import (
    keys_in_journal,
    person_entry,
    were_administrators,
)
from db.store.exchange.judging import Judge
from db.store.exchange.membership_log import MembershipLog, NewEntry
from db.store.journal.kept_commits import at_positions
from db.store.recovery_code import secret_of

_PROVEN_LATER = {Reason.NOT_AGREED, Reason.NOT_PROVEN}
_IN_ONE_ENTRY = 1_500
"""Commits that one entry names: it may have 65,536 bytes."""


def root_key(code: str) -> bytes:
    """Return the private key of the root whose code stands on paper.

    Raises:
        WrongRecoveryCode: it is mistyped.
    """
    return HKDF(SHA256(), 32, None, b"caseworker root 1").derive(secret_of(code))


def known_root(code: str, roots: frozenset[bytes]) -> bytes:
    """Return the private key of a root of this space.

    Raises:
        WrongRecoveryCode: it is mistyped, or of another centre.
    """
    root = root_key(code)
    if public_half(root) not in roots:
        raise WrongRecoveryCode
    return root


def public_half(private: bytes) -> bytes:
    """Return the public half of an Ed25519 key."""
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def vouch_for_what_was_done(connection: Connection, log: MembershipLog, root: bytes) -> None:
    """Let count what was erased, joined or closed before a log could show in which roles.

    Only a root can, and only as the space is founded: all of it was done on this one laptop.
    """
    held = Judge(connection, log.members).everything()
    positions = [place for place, why in held.items() if why in _PROVEN_LATER]
    erased = [whole.signed.id for _, whole in at_positions(connection, positions)]
    for start in range(0, len(erased), _IN_ONE_ENTRY):
        some = sorted(erased[start : start + _IN_ONE_ENTRY])
        log.say(connection, root, NewEntry(EntryKind.RELEASE, b"", {1: some}))


def name_administrator(
    connection: Connection, log: MembershipLog, root: bytes, person: bytes, roles: frozenset[Role]
) -> None:
    """Sign with the *root* that a person of the staff is an administrator, whoever ended her.

    What administrators said to end her is overruled; what she said to end others then counts.

    Raises:
        InvalidValue: she has no key.
    """
    member = log.members.people.get(person)
    written = keys_in_journal(connection, person, were_administrators(log))
    keys = frozenset(written) | (member.keys if member else set())
    if not keys:
        raise InvalidValue(what=N_("This person"))
    if overruled := log.ends_of(person, keys):
        log.say(connection, root, NewEntry(EntryKind.OVERRULE, b"", {1: overruled}))
    for key in sorted(keys - log.members.administrators):
        log.say(connection, root, NewEntry(EntryKind.ADMINISTRATOR, key, {}))
    told = tuple(sorted({role.value for role in roles} | {Role.ADMINISTRATOR.value}))
    before = log.about(EntryKind.PERSON, person)
    entries = [person_entry(person, key, told, replaces=before) for key in sorted(keys)]
    log.say(connection, root, *entries)
