"""Step 1, identification: a case begins for a registered person (R-206 to R-217)."""

from __future__ import annotations

from dataclasses import dataclass

from caseworker.answers import Answers, fill, keep_free, typed
from caseworker.consent.standing import standing
from caseworker.findings import Findings, gap, stops
from caseworker.model.case import Case, Step
from caseworker.model.consent import Purpose
from caseworker.model.ids import CaseId, HouseholdId, PersonId, UserId
from caseworker.model.person import HouseholdMembership, Person, SafeContact
from caseworker.model.values import DeliveryModel
from caseworker.people.case_number import case_number
from caseworker.people.duplicates.joining import require_first
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork
from caseworker.steps.starting import started
from caseworker.text import N_

SERIES = "case"


@dataclass(frozen=True, kw_only=True)
class Opening:
    """How the work with a person begins."""

    person_id: PersonId
    assigned_to: UserId | None = None
    delivery: DeliveryModel = DeliveryModel.INDIVIDUAL


def open_case(work: UnitOfWork, opening: Opening) -> Case:
    """Open a case and start its first step. One caseworker, one person (R-204).

    Raises:
        GateClosed: this is a second record, and work goes on in the first.
    """
    require(work.actor, Act.WORK_ON_CASE)
    require_first(work, opening.person_id)
    person = work.get(Person, opening.person_id)
    case = Case(
        id=CaseId(work.new_id()),
        number=case_number(work.device_code, work.next_number(SERIES)),
        person_id=person.id,
        household_id=_household_of(work, person.id),
        opened_at=work.now(),
        opened_by=work.actor.user_id,
        assigned_to=opening.assigned_to,
        delivery=opening.delivery,
    )
    work.add(case)
    started(work, case.id, Step.IDENTIFICATION)
    work.record("case opened", case.id)
    return case


def keep(work: UnitOfWork, case_id: CaseId, answers: Answers) -> None:
    """Keep the answers of the identification form, the first safe way to reach her among them."""
    require(work.actor, Act.WORK_ON_CASE)
    case = work.get(Case, case_id)
    fill(case, answers.of("case"))
    way = answers.of("safe_contact")
    if way.get("channel"):
        known = work.matching(SafeContact, person_id=case.person_id, never=False, limit=1)
        if known:
            fill(known[0], way)
        else:
            new = SafeContact(id=work.new_id(), person_id=case.person_id, **typed(SafeContact, way))
            work.add(new)
    keep_free(work, case_id, answers)


def assign(work: UnitOfWork, case_id: CaseId, caseworker: UserId | None) -> None:
    """Give the case to a caseworker, or to nobody yet."""
    require(work.actor, Act.WORK_ON_CASE)
    work.get(Case, case_id).assigned_to = caseworker
    work.record("case assigned", case_id)


def findings(reads: Reads, case_id: CaseId) -> Findings:
    """Return what is missing before the assessment can rest on this step."""
    case = reads.get(Case, case_id)
    person = reads.get(Person, case.person_id)
    found = []
    if not person.full_name and not person.called:
        what, why = (
            N_("A name is missing"),
            N_("Any name will do, in any script, or how the person wishes to be called."),
        )
        found.append(gap("name-missing", what, why, "R-210", answer="person.given_name"))
    if person.date_of_birth is None:
        what, why = (
            N_("Age is missing"),
            N_("A guess is an answer. Without it, nobody knows whether this is a child."),
        )
        found.append(stops("age-missing", what, why, "R-211", answer="person.date_of_birth"))
    if not person.languages:
        what, why = (
            N_("Language is missing"),
            N_("Without it, nobody can book an interpreter."),
        )
        found.append(gap("language-missing", what, why, "R-281", answer="person.languages"))
    if case.assigned_to is None:
        what, why = (
            N_("Nobody has this case yet"),
            N_("One caseworker stays with one person."),
        )
        found.append(stops("no-caseworker", what, why, "R-204", answer="case.assigned_to"))
    if not reads.count(SafeContact, person_id=person.id):
        what, why = (
            N_("How to reach the person safely is missing"),
            N_("A wrong call can put somebody in danger."),
        )
        found.append(gap("safe-contact-missing", what, why, answer="safe_contact"))
    if not standing(reads, person.id, Purpose.RECORD, today=reads.now().date()):
        what, why = (
            N_("There is no yes to a record yet"),
            N_("The record stands on another basis. Ask as soon as it is possible."),
        )
        found.append(gap("record-without-consent", what, why, "R-207", answer="consent"))
    return tuple(found)


def _household_of(reads: Reads, person_id: PersonId) -> HouseholdId | None:
    places = reads.matching(HouseholdMembership, person_id=person_id, order_by="-since")
    return next((place.household_id for place in places if place.until is None), None)
