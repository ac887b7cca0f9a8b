"""What only the root decides: who the administrators are, and who stays where two part."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Connection, select

from caseworker.errors import InvalidValue, NotFound, WrongRecoveryCode
from caseworker.model.ids import UserId
from caseworker.model.staff import Role, User
from caseworker.sync.membership_entry import EntryKind
from caseworker.sync.space import Naming
from caseworker.text import N_
from db.store.entity_tables import table_of
from db.store.exchange.alignment import (
    in_journal,
    keys_in_journal,
    person_entry,
    were_administrators,
)
from db.store.exchange.followed import PROVEN_LATER
from db.store.exchange.judging import Judge
from db.store.exchange.membership_log import MembershipLog, NewEntry
from db.store.journal.kept_commits import at_positions
from db.store.recovery_code import secret_of

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
    positions = [place for place, why in held.items() if why in PROVEN_LATER]
    erased = [whole.signed.id for _, whole in at_positions(connection, positions)]
    for start in range(0, len(erased), _IN_ONE_ENTRY):
        some = sorted(erased[start : start + _IN_ONE_ENTRY])
        log.say(connection, root, NewEntry(EntryKind.RELEASE, b"", {1: some}))


def naming_of(connection: Connection, log: MembershipLog, person: UserId) -> Naming:
    """Return what a root would sign of somebody, of which nothing is taken from the list alone.

    Any member can write the list; a root that signed what stands there would sign for her.

    Raises:
        NotFound: she is not in the list.
    """
    user = table_of(User)
    called = connection.scalar(select(user.c.name).where(user.c.id == person))
    if called is None:
        raise NotFound
    trusted, key = were_administrators(log), person.bytes
    written = [name for name, author in in_journal(connection, key, "name") if author in trusted]
    member = log.members.people.get(key)
    keys = _keys_of(connection, log, key)
    return Naming(
        person=person,
        name=written[-1] if written else "",
        called=called,
        roles=(member.roles if member else frozenset()) | {Role.ADMINISTRATOR.value},
        laptops=tuple(
            sorted(
                "".join(sorted(laptop.codes))
                for laptop in log.members.devices.values()
                if laptop.current and key in laptop.slots
            )
        ),
        overrules=len(log.ends_of(key, keys)),
    )


def name_administrator(
    connection: Connection, log: MembershipLog, root: bytes, shown: Naming
) -> frozenset[str]:
    """Sign with the *root* what was *shown*, and no more: that somebody is an administrator.

    What administrators said to end her is overruled; what she said to end others then counts.

    Raises:
        InvalidValue: she has no key.
        NotFound: she is not in the list.
    """
    person = shown.person.bytes
    keys = _keys_of(connection, log, person)
    if not keys:
        raise InvalidValue(what=N_("This person"))
    roles = naming_of(connection, log, shown.person).roles & shown.roles
    if overruled := log.ends_of(person, keys):
        log.say(connection, root, NewEntry(EntryKind.OVERRULE, b"", {1: overruled}))
    for key in sorted(keys - log.members.administrators):
        log.say(connection, root, NewEntry(EntryKind.ADMINISTRATOR, key, {}))
    before = log.about(EntryKind.PERSON, person)
    told = tuple(sorted(roles))
    entries = [person_entry(person, key, told, replaces=before) for key in sorted(keys)]
    log.say(connection, root, *entries)
    return roles


def _keys_of(connection: Connection, log: MembershipLog, person: bytes) -> frozenset[bytes]:
    member = log.members.people.get(person)
    written = keys_in_journal(connection, person, were_administrators(log))
    return frozenset(written) | (member.keys if member else frozenset())
