"""The registry's own rules: every protective field really takes its safer value."""

from __future__ import annotations

from uuid import UUID

from caseworker.model.case import Case
from caseworker.model.consent import Withdrawal
from caseworker.model.entity import Entity
from caseworker.model.ids import UserId
from caseworker.model.person import Person, SafeContact
from caseworker.model.rights import Restriction
from caseworker.model.staff import User
from caseworker.model.values import Risk, RiskLevel
from caseworker.sync.rules import Protection
from db.store.journal.capture import plain_value
from db.store.merge_rules import merge_rules
from db.store.registry import registered
from db.store.values import to_bytes


def protection(kind: type[Entity], name: str) -> Protection:
    return merge_rules()[registered(kind).number].protective[registered(kind).fields[name]]


def kept(kind: type[Entity], name: str, value: object) -> bytes:
    return to_bytes(plain_value(kind, name, value))


def test_the_higher_risk_governs_with_its_reason() -> None:
    high, low, unknown = (
        kept(Case, "risk", Risk(level=level, reason=f"why {level}"))
        for level in (RiskLevel.HIGH, RiskLevel.LOW, RiskLevel.NOT_JUDGED)
    )
    risk = protection(Case, "risk")
    assert risk.governing(frozenset({low, high, unknown})) == (high,)
    also = kept(Case, "risk", Risk(level=RiskLevel.HIGH, reason="another reason"))
    assert set(risk.governing(frozenset({low, high, also}))) == {high, also}


def test_never_and_restricted_are_safer_than_not() -> None:
    for kind, name in ((SafeContact, "never"), (Person, "restricted")):
        yes, no = (kept(kind, name, value) for value in (True, False))
        assert protection(kind, name).governing(frozenset({no, yes})) == (yes,)


def test_a_record_that_two_closed_is_open_to_whom_both_name() -> None:
    amina, bo, cy = (UserId(UUID(int=number)) for number in range(1, 4))
    ones, others = (kept(Restriction, "open_to", named) for named in ((amina, bo), (bo, cy)))
    both = protection(Restriction, "open_to").governing(frozenset({ones, others}))
    assert both == (kept(Restriction, "open_to", (bo,)),)


def test_every_ordered_value_is_one_that_the_field_can_have() -> None:
    known = {to_bytes(level.value) for level in RiskLevel}
    assert set(protection(Case, "risk").order) == known


def test_sets_and_alerts_are_known() -> None:
    user = registered(User)
    assert user.fields["roles"] in merge_rules()[user.number].sets
    assert merge_rules()[registered(Withdrawal).number].alerting
