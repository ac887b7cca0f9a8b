"""What merge must know of kinds, taken from the registry and the nouns themselves."""

from __future__ import annotations

import dataclasses
from functools import cache
from typing import get_origin

from caseworker.model.arrival import Refusal
from caseworker.model.consent import SAID_ONCE, Consent, Withdrawal
from caseworker.model.duplicate import JOINED, Duplicate, DuplicateState
from caseworker.model.entity import Entity
from caseworker.model.erasure import Erasure
from caseworker.model.inbound_referral import ForgettingAsked, InboundReferral
from caseworker.model.person import Person
from caseworker.model.rights import Restriction
from caseworker.model.staff import Centre
from caseworker.permissions import Act, roles_for
from caseworker.sync.agreement import AgreedBy, Agreement, AskedBy
from caseworker.sync.proven_acts import Closing, Joining, ProvenActs
from caseworker.sync.rules import KindRules, MergeRules, Protection
from db.store.registry import kinds, registered
from db.store.values import hints_of, to_bytes, without_none

_FEWEST = ("fewest",)
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
    asked = registered(ForgettingAsked)
    fields = kept.fields
    return Agreement(
        kind=kept.number,
        person=fields["person_id"],
        decided_by=fields["decided_by"],
        agreed=(
            AgreedBy(by=fields["agreed_by"], beyond=fields["agreed_beyond"]),
            AgreedBy(by=fields["late_agreed_by"], beyond=fields["late_beyond"]),
        ),
        called_off_by=fields["called_off_by"],
        carried_out_by=fields["carried_out_by"],
        deciders=_words(Act.DECIDE_REQUEST),
        agreers=_words(Act.AGREE_TO_ERASURE),
        person_kind=registered(Person).number,
        asked=AskedBy(
            kind=asked.number,
            asked_by=asked.fields["asked_by"],
            what=asked.fields["inbound_id"],
            erases=registered(InboundReferral).number,
            roles=_words(Act.REFER),
        ),
        taken_back=frozenset(registered(kind).number for kind in _TAKEN_BACK),
    )


@cache
def proven_acts() -> ProvenActs:
    """Return the acts that are looked at where they arrive, besides erasures."""
    pair, closed, centre = registered(Duplicate), registered(Restriction), registered(Centre)
    return ProvenActs(
        joining=Joining(
            kind=pair.number,
            records=frozenset({pair.fields["person_id"], pair.fields["duplicate_id"]}),
            state=pair.fields["state"],
            asked_by=pair.fields["asked_by"],
            decided_by=pair.fields["decided_by"],
            joined=frozenset(to_bytes(state.value) for state in JOINED),
            unseen=to_bytes(DuplicateState.ONE_PERSON_UNSEEN.value),
            askers=_words(Act.WORK_ON_CASE),
            deciders=_words(Act.APPROVE),
            centre=centre.number,
            alone=centre.fields["sole_worker"],
            administrators=_words(Act.CHANGE_CENTRE),
        ),
        closing=Closing(
            kind=closed.number,
            made_by=closed.fields["made_by"],
            at_once=closed.fields["at_once"],
            once=frozenset(closed.fields[name] for name in ("person_id", "made_by")),
            later=frozenset(
                closed.fields[name]
                for name in ("open_to", "ended_at", "ended_by", "looked_at", "looked_by")
            ),
            closers=_words(Act.RESTRICT),
            at_once_by=_words(Act.CLOSE_AT_ONCE),
        ),
    )


def said_once(kind: type[Entity]) -> frozenset[str]:
    """Return the fields of *kind* that are said when it is made, and never changed."""
    return SAID_ONCE if kind is Consent else frozenset()


def proven_kinds() -> frozenset[type[Entity]]:
    """Return the kinds whose commits name the membership log: in which role, must be proven."""
    return _PROVEN


def proving_kinds() -> frozenset[type[Entity]]:
    """Return the kinds of which an act names all that was said, because a value of them proves it.

    Heads alone do not tell what replaced what.
    """
    return _PROVING


_TAKEN_BACK = frozenset({Refusal})
"""What whoever wrote it may take back alone: it counts a no, and is about nobody."""
_PROVEN: frozenset[type[Entity]] = frozenset({Erasure, ForgettingAsked, Duplicate, Restriction})

_PROVING: frozenset[type[Entity]] = frozenset({Centre})


def _words(act: Act) -> frozenset[str]:
    return frozenset(role.value for role in roles_for(act))


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
        once=frozenset(entry.fields[name] for name in said_once(kind)),
        own_circle=kind is Person,
        taken_back=kind in _TAKEN_BACK,
        # A yes that was taken back must not stand because the laptop it was said at is gone.
        alerting=kind is Withdrawal,
    )


def _protection(hint: object, order: tuple[str, ...]) -> Protection:
    if order == _FEWEST:
        return Protection(fewest=True)
    if hint is bool:
        return Protection(tuple(to_bytes(word == "true") for word in order))
    return Protection(
        tuple(map(to_bytes, order)), _LEVEL if order and dataclasses.is_dataclass(hint) else None
    )
