"""The log follows the list of staff: what an administrator decided there, her laptop signs here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from caseworker.model.staff import Role, Training, User
from caseworker.permissions import Act, roles_for
from caseworker.sync.circles import HEALTH
from caseworker.sync.commit_format import Header
from caseworker.sync.membership_entry import EntryKind
from db.store.entity_tables import table_of
from db.store.exchange.membership_log import MembershipLog, NewEntry
from db.store.exchange.runs import runs_of
from db.store.journal.heads import commits_relied_on
from db.store.registry import AudienceClass, registered
from db.store.tables import slot_holders
from db.store.values import from_bytes

_OPEN_CASES = roles_for(Act.WORK_ON_CASE)
"""Roles that open forms about health, once trained for it."""


@dataclass(frozen=True)
class _Staff:
    """One member of staff as the list has her."""

    person: bytes
    roles: tuple[str, ...]
    reads_health: bool
    removed: bool


def align(
    connection: Connection,
    log: MembershipLog,
    key: bytes,
    device: bytes,
    *,
    founding: bool = False,
) -> bool:
    """Sign with an administrator's private *key* what the list of staff says and the log does not.

    Only what administrators wrote into the list is signed: a role that somebody else wrote there
    stays without effect until an administrator looks at it. When the space is *founding*, all that
    stands in this one store is taken as it is. Returns whether anything was signed.
    """
    begun = len(log)
    # Twice: whoever left is entered first, with her keys, and then removed.
    for _ in range(2):
        for staff in _staff(connection):
            if founding or _by_administrators(connection, log, staff):
                trusted = None if founding else were_administrators(log)
                log.say(connection, key, *_person(connection, log, staff, trusted))
    log.say(connection, key, *_slots(connection, log, device))
    log.say(connection, key, *_circles(log))
    return len(log) > begun


def health_readers(connection: Connection, log: MembershipLog) -> frozenset[bytes]:
    """Return who of the staff reads what is written about health, as administrators wrote it.

    Of somebody whose line another colleague wrote last, what the log says stays.
    """
    said = {
        member
        for each in log.members.of_class(HEALTH)
        for member in log.members.audiences[each].members
    }
    return frozenset(
        staff.person
        for staff in _staff(connection)
        if not staff.removed
        and (
            staff.reads_health
            if _by_administrators(connection, log, staff)
            else staff.person in said
        )
    )


def person_entry(person: bytes, key: bytes, roles: tuple[str, ...], **more: Any) -> NewEntry:
    """Return the entry of a person with one of her signing keys."""
    return NewEntry(EntryKind.PERSON, person, {1: key, 2: b"", 3: sorted(roles)}, **more)


def _staff(connection: Connection) -> list[_Staff]:
    table = table_of(User)
    return [
        _Staff(
            person=row.id.bytes,
            roles=tuple(sorted(role.value for role in row.roles)),
            reads_health=Training.HEALTH in row.trainings and bool(row.roles & _OPEN_CASES),
            removed=row.removed_at is not None,
        )
        for row in connection.execute(select(table).order_by(table.c.id))
    ]


def _by_administrators(connection: Connection, log: MembershipLog, staff: _Staff) -> bool:
    """Return whether all that the list says of somebody now was written by administrators."""
    administrators = _administrators(log)
    for commit in commits_relied_on(connection, staff.person):
        row = connection.exec_driver_sql(
            "SELECT header FROM journal_commit WHERE id = ?", (commit,)
        ).first()
        author = Header.from_bytes(row[0]).person if row else b""
        if author not in administrators:
            return False
    return True


def were_administrators(log: MembershipLog) -> frozenset[bytes]:
    """Return who is or once was an administrator by the log: what they wrote then counts."""
    return _administrators(log) | frozenset(
        person
        for person, member in log.members.people.items()
        if Role.ADMINISTRATOR.value in member.roles_ever
    )


def _administrators(log: MembershipLog) -> frozenset[bytes]:
    return frozenset(
        person
        for person, member in log.members.people.items()
        if Role.ADMINISTRATOR.value in member.roles or member.keys & log.members.administrators
    )


def _person(
    connection: Connection, log: MembershipLog, staff: _Staff, trusted: frozenset[bytes] | None
) -> Iterator[NewEntry]:
    """Yield what the log lacks of somebody; None *trusted*: whoever gave her a role counts."""
    member = log.members.people.get(staff.person)
    known = frozenset() if member is None else member.keys
    roles = () if staff.removed and member is not None else staff.roles
    # Also the keys she had before: what she signed with them stays signed.
    for key in keys_in_journal(connection, staff.person, trusted):
        if key not in known:
            yield person_entry(staff.person, key, roles)
    if member is None:
        return
    if staff.removed:
        for key in sorted(member.keys & log.members.administrators):
            # Otherwise her word would still let laptops in.
            last = log.last_by(key)
            until = [[b"", last.number, last.id]] if last else []
            yield NewEntry(EntryKind.REVOKE_ADMINISTRATOR, key, {1: until})
        kept = runs_of(connection, staff.person)
        for key in sorted(member.keys):
            if (staff.person, key) not in log.members.ended:
                yield NewEntry(EntryKind.REVOKE_PERSON, staff.person, {1: kept, 2: key})
    elif member.current and member.roles != frozenset(staff.roles):
        replaces = log.about(EntryKind.PERSON, staff.person)
        for key in sorted(member.current):
            yield person_entry(staff.person, key, staff.roles, replaces=replaces)


def _slots(connection: Connection, log: MembershipLog, device: bytes) -> Iterator[NewEntry]:
    member = log.members.devices.get(device)
    holders = sorted(connection.scalars(select(slot_holders.c.user_id)))
    if member is None or not member.current or frozenset(holders) == member.slots:
        return
    (key,), sealing = sorted(member.current)[:1], sorted(member.sealing_keys)
    content = {
        1: key,
        2: sealing[0] if sealing else b"",
        3: holders,
        4: "".join(member.codes),
        **({5: True} if member.outreach else {}),
    }
    yield NewEntry(EntryKind.DEVICE, device, content, replaces=log.about(EntryKind.DEVICE, device))


_FOR_ALL_STAFF = {each.value for each in AudienceClass} - {AudienceClass.HEALTH.value}


def _circles(log: MembershipLog) -> Iterator[NewEntry]:
    """Every class but health has all staff: on one laptop, roles are rules of the program.

    Circles of single records, and that of health, are narrowed apart (`narrowing`).
    """
    ended = {person for person, _ in log.members.ended}
    everybody = sorted(
        person
        for person, member in log.members.people.items()
        if member.current and person not in ended
    )
    for audience, circle in log.members.audiences.items():
        if circle.names <= _FOR_ALL_STAFF and set(everybody) != set(circle.members):
            content = {1: min(circle.names), 2: everybody, 3: sorted(circle.excluded)}
            yield NewEntry(
                EntryKind.AUDIENCE,
                audience,
                content,
                replaces=log.about(EntryKind.AUDIENCE, audience),
            )


def keys_in_journal(
    connection: Connection, person: bytes, trusted: frozenset[bytes] | None
) -> list[bytes]:
    """Return every signing key that somebody has had, oldest first, as the journal tells.

    Only what she herself or one of *trusted* wrote is hers; None: whoever wrote it.
    """
    return [
        key
        for key, author in in_journal(connection, person, "signing_key")
        if key and (trusted is None or author == person or author in trusted)
    ]


def in_journal(connection: Connection, person: bytes, field: str) -> list[tuple[Any, bytes]]:
    """Return every value that a *field* of somebody has had and who wrote it, oldest first."""
    number = registered(User).fields[field]
    rows = connection.exec_driver_sql(
        "SELECT j.packed, c.header FROM journal_change j"
        " JOIN journal_commit c ON c.position = j.position WHERE j.entity = ?"
        # What is held back may not be of whom it says.
        " AND c.position NOT IN (SELECT position FROM journal_quarantine) ORDER BY j.number",
        (person,),
    )
    found = ((from_bytes(packed).get(number), header) for packed, header in rows)
    return [(entry[0], Header.from_bytes(header).person) for entry, header in found if entry]
