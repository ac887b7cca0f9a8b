"""Withdrawal beats any clock: which yes has ended, in whatever order the records came."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import cbor2

from caseworker.sync.commits import EXISTS, NOTHING, TRUE, Commit, EntityRef
from caseworker.sync.merge import Life, Merged, MergedEntity

_Refs = frozenset[EntityRef]


@dataclass(frozen=True, kw_only=True)
class ScopeFields:
    """Where a kind keeps what it is about: numbers of the kind and of its fields."""

    kind: int
    person: int
    purpose: int
    provider: int
    recipient: int


@dataclass(frozen=True, kw_only=True)
class GrantKinds:
    """The two kinds that grants are made of, as the registry numbers them."""

    consent: ScopeFields
    withdrawal: ScopeFields
    everything: int
    """The field of a withdrawal that takes back all purposes and recipients at once."""
    knows: int
    """The field of a consent that lists the withdrawals it was given after."""


def ended_grants(
    commits: Iterable[Commit], merged: Merged, kinds: GrantKinds
) -> dict[EntityRef, frozenset[EntityRef]]:
    """Return each consent that has ended, with the withdrawals that ended it.

    A withdrawal ends every consent for its person, purpose and recipient, except those given by
    somebody who knew of it: their commit names the withdrawal among its deps, or the consent lists
    it. Clocks are not asked.
    """
    withdrawals = _living(merged, kinds.withdrawal.kind)
    known = _known_when_made(commits, kinds)
    found: dict[EntityRef, frozenset[EntityRef]] = {}
    for ref, consent in _living(merged, kinds.consent.kind).items():
        knows = known.get(ref, frozenset())
        ends = frozenset(
            other
            for other, withdrawal in withdrawals.items()
            if other not in knows and _ends(withdrawal, consent, kinds)
        )
        if ends:
            found[ref] = ends
    return found


def _living(merged: Merged, kind: int) -> dict[EntityRef, MergedEntity]:
    return {
        ref: entity
        for ref, entity in merged.entities.items()
        if ref.kind == kind and entity.life is Life.LIVING
    }


def _known_when_made(commits: Iterable[Commit], kinds: GrantKinds) -> dict[EntityRef, _Refs]:
    """Return by consent the withdrawals that the commit which made it knew.

    Only that commit is asked: nobody can teach a consent afterwards. Where two claim to have made
    it, by a fork or by malice, it knew what both knew.
    """
    known: dict[EntityRef, _Refs] = {}
    for commit in commits:
        told = {dep.entity for dep in commit.deps if dep.entity.kind == kinds.withdrawal.kind}
        for change in commit.changes:
            consent = change.entity
            if consent.kind != kinds.consent.kind or change.field != EXISTS or change.bases:
                continue
            here = frozenset(told.union(_listed(commit, consent, kinds)))
            known[consent] = known.get(consent, here) & here
    return known


def _listed(commit: Commit, consent: EntityRef, kinds: GrantKinds) -> Iterator[EntityRef]:
    for change in commit.changes:
        listed = change.entity == consent and change.field == kinds.knows
        plain = cbor2.loads(change.value) if listed and change.value is not None else None
        for each in plain if isinstance(plain, list) else ():
            if isinstance(each, bytes):
                yield EntityRef(kinds.withdrawal.kind, each)


def _ends(withdrawal: MergedEntity, consent: MergedEntity, kinds: GrantKinds) -> bool:
    # Where a record has two values, by a fork or by malice, one that fits is enough: safer.
    taken, given = kinds.withdrawal, kinds.consent
    if not _values(withdrawal, taken.person) & _values(consent, given.person):
        return False
    if TRUE in _values(withdrawal, kinds.everything):
        return True
    same_purpose = _values(withdrawal, taken.purpose) & _values(consent, given.purpose)
    return bool(same_purpose and _recipients(withdrawal, taken) & _recipients(consent, given))


def _recipients(entity: MergedEntity, fields: ScopeFields) -> set[object]:
    providers = _values(entity, fields.provider) - {NOTHING}
    if providers:
        return set(providers)
    return {_folded(value) for value in _values(entity, fields.recipient)}


def _folded(value: bytes) -> str:
    words = cbor2.loads(value)
    return words.strip().casefold() if isinstance(words, str) else ""


def _values(entity: MergedEntity, field: int) -> set[bytes]:
    state = entity.fields.get(field)
    if state is None:
        return {NOTHING}
    return {NOTHING if head.value is None else head.value for head in state.heads}
