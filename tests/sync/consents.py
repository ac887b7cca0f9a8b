"""Consents and withdrawals as a store reads them from what the commits of a laptop say together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from caseworker.model.consent import Consent, Purpose, Withdrawal
from caseworker.model.ids import ConsentId, PersonId, ProviderId, UserId, WithdrawalId
from caseworker.model.values import Answer
from caseworker.sync.commits import EntityRef
from caseworker.sync.merge import Life, Merged, MergedEntity
from tests.sync.laptop import (
    ABOUT,
    CONSENT,
    LAST,
    PROVIDER,
    PURPOSE,
    RECIPIENT,
    WITHDRAWAL,
    Office,
    plain,
)

PURPOSES = {"record": Purpose.RECORD, "refer": Purpose.REFERRAL}
_SOMEBODY = UserId(UUID(int=1))


def ended(merged: Merged, office: Office) -> Mapping[EntityRef, frozenset[EntityRef]]:
    """Return each consent that has ended, with the withdrawals that ended it."""
    withdrawals = {ref: _withdrawal(ref, each) for ref, each in _living(merged, WITHDRAWAL)}
    found = {
        ref: frozenset(
            other
            for other, withdrawal in withdrawals.items()
            if office.ends(withdrawal, _consent(ref, entity))
        )
        for ref, entity in _living(merged, CONSENT)
    }
    return {ref: by for ref, by in found.items() if by}


def _living(merged: Merged, kind: int) -> Iterator[tuple[EntityRef, MergedEntity]]:
    for ref, entity in merged.entities.items():
        if ref.kind == kind and entity.life is Life.LIVING:
            yield ref, entity


def _consent(ref: EntityRef, entity: MergedEntity) -> Consent:
    knows: Any = _value(entity, LAST) or []
    return Consent(
        id=ConsentId(_key(ref.id)), answer=Answer.YES, asked_at=_moment(entity),
        asked_by=_SOMEBODY, knows_withdrawals=tuple(WithdrawalId(_key(each)) for each in knows),
        **_scope(entity),
    )  # fmt: skip


def _withdrawal(ref: EntityRef, entity: MergedEntity) -> Withdrawal:
    return Withdrawal(
        id=WithdrawalId(_key(ref.id)), everything=_value(entity, LAST) is True,
        withdrawn_at=_moment(entity), taken_by=_SOMEBODY, **_scope(entity),
    )  # fmt: skip


def _scope(entity: MergedEntity) -> dict[str, Any]:
    person: Any = _value(entity, ABOUT)
    provider: Any = _value(entity, PROVIDER)
    purpose: Any = _value(entity, PURPOSE)
    return {
        "person_id": PersonId(_key(person)),
        "purpose": PURPOSES[purpose],
        "provider_id": ProviderId(_key(provider)) if provider else None,
        "recipient": _value(entity, RECIPIENT) or "",
    }


def _moment(entity: MergedEntity) -> datetime:
    """By the clock of whoever wrote it, which may be wrong by decades."""
    clock = min(head.clock for field in entity.fields.values() for head in field.heads)
    return datetime.fromtimestamp(clock.milliseconds / 1000, UTC)


def _value(entity: MergedEntity, field: int) -> Any:
    state = entity.fields.get(field)
    return plain(state.governs[0]) if state is not None and state.governs else None


def _key(name: bytes) -> UUID:
    return UUID(bytes=name.ljust(16, b"\0"))
