"""What merge must know of kinds, taken from the registry and the nouns themselves."""

from __future__ import annotations

import dataclasses
from functools import cache
from typing import get_origin

from caseworker.model.case import Case
from caseworker.model.consent import Withdrawal
from caseworker.model.entity import Entity
from caseworker.model.erasure import Erasure
from caseworker.model.ids import CaseId
from caseworker.model.person import Person
from caseworker.permissions import Act, roles_for
from caseworker.sync.agreement import Agreement
from caseworker.sync.rules import KindRules, MergeRules, Protection
from db.store.registry import AudienceClass, kinds, registered
from db.store.values import hints_of, to_bytes, without_none

_LEVEL = "level"
"""The part of a risk by which it is ordered."""


@cache
def merge_rules() -> MergeRules:
    """Return the rules of every kind that this version knows, by number of the kind."""
    return {registered(kind).number: _rules_of(kind) for kind in kinds()}


@cache
def agreement() -> Agreement:
    """Return what is erased by two people only, and where they say that they agree."""
    kept = registered(Erasure)
    return Agreement(
        kind=kept.number,
        person=kept.fields["person_id"],
        decided_by=kept.fields["decided_by"],
        agreed_by=kept.fields["agreed_by"],
        called_off_by=kept.fields["called_off_by"],
        carried_out_by=kept.fields["carried_out_by"],
        deciders=frozenset(role.value for role in roles_for(Act.DECIDE_REQUEST)),
        agreers=frozenset(role.value for role in roles_for(Act.AGREE_TO_ERASURE)),
        person_kind=registered(Person).number,
        # What hangs on a case never lay in another circle than that of its person.
        of_a_record=frozenset(
            registered(kind).number
            for kind in kinds()
            if (kind is Case or hints_of(kind).get("case_id") is CaseId)
            and registered(kind).audience not in (AudienceClass.CENTRE, AudienceClass.AUDIT)
        ),
    )


def _rules_of(kind: type[Entity]) -> KindRules:
    entry = registered(kind)
    hints = {name: without_none(hint) for name, hint in hints_of(kind).items()}
    return KindRules(
        append_only=entry.append_only,
        protective={
            entry.fields[name]: _protection(hints[name], order)
            for name, order in entry.protective.items()
        },
        sets=frozenset(
            entry.fields[name]
            for name, hint in hints.items()
            if name in entry.fields and get_origin(hint) is frozenset
        ),
        # A yes that was taken back must not stand because the laptop it was said at is gone.
        alerting=kind is Withdrawal,
    )


def _protection(hint: object, order: tuple[str, ...]) -> Protection:
    if hint is bool:
        return Protection(tuple(to_bytes(word == "true") for word in order))
    return Protection(
        tuple(map(to_bytes, order)), _LEVEL if order and dataclasses.is_dataclass(hint) else None
    )
