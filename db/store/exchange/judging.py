"""Which commits of the journal count, as the membership log has it now.

The pure `judge` of `caseworker.sync` decides. It is asked of what is new; of everything only when
the log has ended a key or let something go, because then older commits may change sides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, select

from caseworker.sync.acceptance import Reason, judge
from caseworker.sync.commit_format import Field, Header, Signed, is_signed_by
from caseworker.sync.commits import EXISTS, FALSE, Change, Commit, CommitId, EntityRef
from caseworker.sync.membership import Members
from caseworker.sync.whole_commit import WholeCommit
from db.store.journal.history import light_commit
from db.store.merge_rules import agreement, proven_acts
from db.store.tables import ERASES_PERHAPS, absent, quarantined
from db.store.values import from_bytes, to_bytes

_NOTHING: Mapping[tuple[CommitId, bytes, bytes], bool] = MappingProxyType({})
Checked = Mapping[tuple[CommitId, bytes, bytes], bool]
"""By commit, device key and person key: whether both signed it, where that was looked at."""


class Judge:
    """Judges by one state of the membership log; what was *checked* already is not again."""

    def __init__(
        self, connection: Connection, members: Members, checked: Checked = _NOTHING
    ) -> None:
        self._connection = connection
        self._members = members
        self._checked = checked

    def new(self, wholes: Sequence[WholeCommit]) -> tuple[dict[CommitId, Reason], bool]:
        """Return why commits that just arrived do not count, and whether older ones change sides.

        Those that count are not in the answer.
        """
        signed = {CommitId(each.signed.id): each.signed for each in wholes}
        known = [_light(each) for each in wholes]
        ended = {subject for subject, _ in self._members.ended}
        if any({each.person, each.device} & ended for each in known):
            known += self._of(ended, signed)
        known += self._quarantined(signed)
        mine = frozenset(CommitId(each.signed.id) for each in wholes)
        known = self._with_approvals(known, signed, mine)

        def is_signed(commit: Commit, device: bytes, person: bytes) -> bool:
            known = self._checked.get((commit.id, device, person))
            return _is_signed(signed, commit, device, person) if known is None else known

        told = judge(known, self._members, is_signed, agreement(), proven_acts())
        found = {key: why for key, why in told.quarantined.items() if key in mine}
        waited = bool(found) and self._somebody_waits_for(found)
        return found, waited or self._may_be_agreed_now(wholes)

    def looks_at(self, wholes: Iterable[WholeCommit]) -> bool:
        """Return whether any of *wholes* erases, or shows who agreed: then all is judged again."""
        return any(
            each.fields.get(EXISTS, [])[:1] == [False] or _tells(each.kind)
            for whole in wholes
            for each in whole.body
        )

    def everything(self) -> dict[int, Reason]:
        """Return by position why commits of the journal do not count."""
        held = {row[0] for row in self._connection.execute(quarantined.select())}
        signed: dict[CommitId, Signed] = {}
        positions: dict[CommitId, int] = {}
        known: list[Commit] = []
        doubtful: set[CommitId] = set()
        erasing = self._all_told()
        for position, key, content, device, person in self._connection.exec_driver_sql(_ALL):
            header, commit = Header.from_bytes(content), CommitId(key)
            signed[commit] = Signed(content, device, person)
            positions[commit] = position
            known.append(light_commit(header, commit, tuple(erasing.get(position, ()))))
            if position in held or self._has_several_keys(header):
                doubtful.add(commit)
        known = self._with_approvals(known, signed)

        def is_signed(commit: Commit, device: bytes, person: bytes) -> bool:
            # What counted was checked when it arrived, and its signatures cannot have changed.
            return commit.id not in doubtful or _is_signed(signed, commit, device, person)

        told = judge(known, self._members, is_signed, agreement(), proven_acts())
        return {positions[key]: why for key, why in told.quarantined.items()}

    def _of(self, subjects: set[bytes], signed: dict[CommitId, Signed]) -> list[Commit]:
        found = []
        for position, key, content, device, person in self._connection.exec_driver_sql(_ALL):
            header, commit = Header.from_bytes(content), CommitId(key)
            if {header.person, header.device} & subjects:
                signed[commit] = Signed(content, device, person)
                found.append(light_commit(header, commit, self._told_at(position)))
        return found

    def _quarantined(self, signed: dict[CommitId, Signed]) -> list[Commit]:
        found = []
        for position, key, content, device, person in self._connection.exec_driver_sql(_HELD):
            header, commit = Header.from_bytes(content), CommitId(key)
            if commit not in signed:
                signed[commit] = Signed(content, device, person)
                found.append(light_commit(header, commit, self._told_at(position)))
        return found

    def _with_approvals(
        self,
        known: Sequence[Commit],
        signed: dict[CommitId, Signed],
        arriving: frozenset[CommitId] = frozenset(),
    ) -> list[Commit]:
        """Return *known* with what they and the journal say of the approvals of erasures.

        Of what is *arriving* all is told already.
        """
        rules, acts = agreement(), proven_acts()
        by_id = {each.id: each for each in known}
        speaking = [
            each for each in known if rules.erases_what_two_agree_to(each) or acts.concern(each)
        ]
        # An erasure names who agreed, and they name what they had before them.
        for _ in range(2):
            named = {
                named
                for each in speaking
                for named in (*rules.relied_on(each), *acts.relied_on(each))
            }
            speaking = []
            for key, approval in sorted(named):
                if key not in arriving:
                    self._add_approval(by_id, signed, key, approval)
                if key in by_id:
                    speaking.append(by_id[key])
        return list(by_id.values())

    def _add_approval(
        self,
        by_id: dict[CommitId, Commit],
        signed: dict[CommitId, Signed],
        key: CommitId,
        approval: EntityRef,
    ) -> None:
        row = self._connection.exec_driver_sql(_APPROVAL, (key, *approval)).first()
        if row is None:
            return
        header, packed, *signatures = row
        said = tuple(_changes(*approval, from_bytes(packed)))
        light = by_id.get(key) or light_commit(Header.from_bytes(header), key)
        signed.setdefault(key, Signed(header, *signatures))
        by_id[key] = replace(light, changes=(*light.changes, *said))

    def _may_be_agreed_now(self, wholes: Sequence[WholeCommit]) -> bool:
        """Return whether an erasure is held back and what shows the agreement may have come."""
        if not any(_tells(each.kind) for whole in wholes for each in whole.body):
            return False
        return _any_proof_waits(self._connection)

    def _told_at(self, position: int) -> tuple[Change, ...]:
        """Return the changes that erase or have to be proven, as the entries say them.

        What a commit names is no guide: an altered program leaves out what it likes.
        """
        rows = self._connection.exec_driver_sql(_TO_PROVE_AT, (position,))
        return tuple(change for _, change in _to_prove(rows))

    def _all_told(self) -> dict[int, list[Change]]:
        found: dict[int, list[Change]] = defaultdict(list)
        for position, change in _to_prove(self._connection.exec_driver_sql(_TO_PROVE)):
            found[position].append(change)
        return found

    def _has_several_keys(self, header: Header) -> bool:
        device = self._members.devices.get(header.device)
        person = self._members.people.get(header.person)
        return any(member is None or len(member.keys) != 1 for member in (device, person))

    def _somebody_waits_for(self, found: Mapping[CommitId, Reason]) -> bool:
        waited = {row[0] for row in self._connection.execute(absent.select())}
        return bool(waited & found.keys())


def anything_held_back(connection: Connection) -> bool:
    """Return whether any commit does not count."""
    return connection.scalar(select(quarantined.c.position).limit(1)) is not None


def _any_proof_waits(connection: Connection) -> bool:
    """Return whether anything is held back because what proves it has not come yet."""
    waits = quarantined.c.reason.in_((Reason.NOT_AGREED.value, Reason.NOT_PROVEN.value))
    held = select(quarantined.c.position).where(waits)
    return connection.scalar(held.limit(1)) is not None


def _light(whole: WholeCommit) -> Commit:
    erasing = tuple(
        Change(entity=EntityRef(each.kind, each.entity), field=EXISTS, value=FALSE)
        for each in whole.body
        if each.fields.get(EXISTS, [])[:1] == [False]
    )
    approving = tuple(
        change
        for each in whole.body
        if _tells(each.kind)
        for change in _changes(each.kind, each.entity, each.fields)
    )
    return light_commit(whole.header, CommitId(whole.signed.id), (*erasing, *approving))


def _tells(kind: int) -> bool:
    """Return whether what is said of a *kind* proves an act, or has to be proven."""
    return kind in _telling()


@cache
def _telling() -> frozenset[int]:
    return agreement().kinds | proven_acts().kinds | {proven_acts().joining.centre}


def _to_prove(rows: Iterable[Any]) -> Iterator[tuple[int, Change]]:
    for position, kind, entity, packed in rows:
        fields = from_bytes(packed)
        if fields.get(EXISTS, [])[:1] == [False]:
            yield position, Change(entity=EntityRef(kind, entity), field=EXISTS, value=FALSE)
        elif kind in proven_acts().kinds:
            yield from ((position, change) for change in _changes(kind, entity, fields))


def _changes(kind: int, entity: bytes, fields: Mapping[int, Field]) -> Iterator[Change]:
    for number, (value, *bases) in fields.items():
        yield Change(
            entity=EntityRef(kind, entity),
            field=number,
            value=to_bytes(value),
            bases=frozenset(map(CommitId, bases)),
        )


def _is_signed(
    signed: Mapping[CommitId, Signed], commit: Commit, device: bytes, person: bytes
) -> bool:
    return is_signed_by(signed[commit.id], device, person)


_ALL = (
    "SELECT position, id, header, device_signature, person_signature FROM journal_commit"
    " ORDER BY position"
)
_HELD = (
    "SELECT c.position, c.id, c.header, c.device_signature, c.person_signature"
    " FROM journal_quarantine q JOIN journal_commit c ON c.position = q.position"
    " ORDER BY c.position"
)
_APPROVAL = (
    "SELECT c.header, j.packed, c.device_signature, c.person_signature"
    " FROM journal_commit c JOIN journal_change j"
    " ON j.position = c.position WHERE c.id = ? AND j.kind = ? AND j.entity = ?"
)
_KINDS = ",".join(map(str, sorted(proven_acts().kinds)))
_TO_PROVE = (
    "SELECT position, kind, entity, packed FROM journal_change"  # noqa: S608  fixed
    f" WHERE ({ERASES_PERHAPS} OR kind IN ({_KINDS}))"
)
_TO_PROVE_AT = f"{_TO_PROVE} AND position = ?"
