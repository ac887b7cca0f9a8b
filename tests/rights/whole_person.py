"""A person about whom everything is written that the program can write, each word a canary."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime, timedelta
from enum import Enum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from caseworker.model.consent import Attachment, Consent, Evidence, FormOfConsent
from caseworker.model.entity import Entity
from caseworker.model.ids import CaseId, HouseholdId, PersonId, RelationshipId
from caseworker.model.paper import Paper
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import HouseholdMembership, Person, Relationship, Tie
from caseworker.model.values import Money, Risk, RiskLevel
from caseworker.ports import UnitOfWork
from caseworker.rights.whole_record import PART_OF

CANARY = "zugvogel"
SCAN = b"\x89PNG zugvogel" * 4000


def write_everything(work: UnitOfWork) -> tuple[PersonId, CaseId]:
    """Keep one entry of every kind about a person; return the ids of person and case."""
    ids: dict[str, UUID] = {"subject": work.new_id()}
    for kind in PART_OF:
        if kind is not Attachment:
            ids[_own_name(kind)] = work.new_id()
    ids["subject"] = ids["case_id"]
    ids["attachment_id"] = work.attach(SCAN, "image/png")
    for kind in PART_OF:
        if kind is not Attachment:
            work.add(made(work, kind, ids))
    said = work.get(Consent, ids["consent_id"])
    signed = work.attach(SCAN[::-1], "image/png")
    said.evidence = Evidence(form=FormOfConsent.SIGNATURE, attachment_id=signed, witness=CANARY)
    work.get(Paper, ids["paper_id"]).taken_out_at = None
    return PersonId(ids["person_id"]), CaseId(ids["case_id"])


def made(work: UnitOfWork, kind: type[Entity], ids: dict[str, UUID]) -> Entity:
    """Return an entity of *kind* with a canary in every word; *ids* by the name of the field."""
    hints = get_type_hints(kind)
    values: dict[str, Any] = {}
    for field in dataclasses.fields(kind):
        if field.name == "id":
            values["id"] = ids[_own_name(kind)]
        elif field.name in ids and field.name != _own_name(kind):
            values[field.name] = ids[field.name]
        else:
            values[field.name] = _value(work, hints[field.name], field)
    return kind(**values)


def a_sibling(work: UnitOfWork, person_id: PersonId) -> PersonId:
    """Keep another person in the same household, whose record names the first one."""
    key = PersonId(work.new_id())
    other = Person(id=key, given_name="Kibrom", registered_at=work.now(),
                   registered_by=work.actor.user_id)  # fmt: skip
    (place,) = work.matching(HouseholdMembership, person_id=person_id)
    beside = HouseholdMembership(
        id=work.new_id(), household_id=HouseholdId(place.household_id), person_id=key,
        since=work.now(),
    )  # fmt: skip
    tie = Relationship(
        id=RelationshipId(work.new_id()),
        person_id=key, relative_id=person_id, relative_name=f"the {CANARY}",
        tie=Tie.SIBLING, claimed_at=work.now(), verified_at=work.now(),
        verified_how=f"papers of {CANARY}",
    )  # fmt: skip
    for each in (other, beside, tie):
        work.add(each)
    return key


def _own_name(kind: type[Entity]) -> str:
    special = {"CasePlan": "plan_id", "PersonRequest": "request_id"}
    snake = "".join(f"_{c.lower()}" if c.isupper() else c for c in kind.__name__).strip("_")
    return special.get(kind.__name__, f"{snake}_id")


def _value(work: UnitOfWork, hint: Any, field: dataclasses.Field[Any]) -> Any:
    bare = getattr(hint, "__supertype__", hint)
    if get_origin(bare) in (Union, UnionType):
        return None
    if bare is str:
        return f"{CANARY} {field.name}"
    if get_origin(bare) is tuple and get_args(bare)[0] is str:
        return (f"{CANARY} {field.name}",)
    if field.default is not dataclasses.MISSING or get_origin(bare) is not None:
        return field.default if field.default is not dataclasses.MISSING else get_origin(bare)()
    yesterday = work.now().date() - timedelta(days=1)
    simple: dict[Any, Any] = {
        int: 1, bool: False, bytes: b"", datetime: work.now(), date: yesterday,
        UUID: work.actor.user_id, PartialDate: PartialDate("1996"),
        Risk: Risk(RiskLevel.LOW, CANARY), Money: None,
    }  # fmt: skip
    if isinstance(bare, type) and issubclass(bare, Enum):
        return next(iter(bare))
    return simple[bare]
