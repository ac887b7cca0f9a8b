"""Where the bound answers of a form go in the record, and where they are read from again.

Case, person and assessment take the answers of any form (`bindings.BINDABLE`). What else a built-in
form is bound to has an act of its own; the filled form names what that act made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar
from uuid import UUID

from caseworker.answers import Answers, fill, written
from caseworker.centre.feedback import keep_feedback
from caseworker.consent.mandatory_report import Report, keep_report
from caseworker.errors import Bug
from caseworker.form_library.bindings import BINDABLE
from caseworker.form_library.subjects import Subject
from caseworker.model.assessment import BestInterests
from caseworker.model.consent import BasisUse, Disclosure
from caseworker.model.entity import Entity
from caseworker.model.ids import CaseId
from caseworker.model.incident import Feedback
from caseworker.model.person import Household, Person, Relationship
from caseworker.people.checked_ties import keep_check
from caseworker.people.child_registration import keep_responsible_adult
from caseworker.people.households import household_of, keep_household
from caseworker.ports import Reads, UnitOfWork
from caseworker.steps import assessment
from caseworker.steps.determination import keep_determination

E = TypeVar("E", bound=Entity)
Parts = tuple[Entity, ...]

_NAMES: dict[type[Entity], str] = {
    Feedback: "feedback",
    BasisUse: "basis_use",
    Disclosure: "disclosure",
    Relationship: "relationship",
    Household: "household",
    BestInterests: "best_interests",
}
"""What forms call the parts that have an act of their own."""


def keep_bound(work: UnitOfWork, about: Subject, answers: Answers, before: Parts) -> Parts:
    """Keep the bound answers; return the parts that the form made, which were *before* too.

    Raises:
        GateClosed: the act that keeps a part finds something missing.
        InvalidValue: an answer does not fit its field.
    """
    for name, entity in _written_into(work, about, answers).items():
        fill(entity, answers.of(name))
    own = _OWN.get(answers.form)
    return own[0](work, about, answers, before) if own is not None else ()


def parts_before(reads: Reads, keys: Iterable[UUID]) -> Parts:
    """Return the parts of the record that a filled form names; one that was erased is left out."""
    found = (reads.find(kind, key) for key in keys for kind in _NAMES)
    return tuple(each for each in found if each is not None)


def known_about(reads: Reads, about: Subject, names: frozenset[str]) -> dict[str, Entity]:
    """Return what the record holds of the entities *names* before the form is filled."""
    case, person = about.case, about.person
    entities: dict[str, Entity | None] = {
        "case": case,
        "person": person,
        "assessment": assessment.current(reads, CaseId(case.id)) if case is not None else None,
        "household": household_of(reads, person.id) if person is not None else None,
    }
    return {name: each for name, each in entities.items() if each is not None and name in names}


def texts_of(entities: Mapping[str, Entity]) -> dict[str, str]:
    """Return what *entities* say as a form is bound to it: "person.called" to its text."""
    return {
        f"{name}.{field}": text
        for name, entity in entities.items()
        for field, text in written(entity).items()
        if text
    }


def by_name(parts: Parts) -> dict[str, list[Entity]]:
    """Return *parts* by what forms call them."""
    found: dict[str, list[Entity]] = {}
    for part in parts:
        found.setdefault(_NAMES[type(part)], []).append(part)
    return found


def _written_into(work: UnitOfWork, about: Subject, answers: Answers) -> dict[str, Entity]:
    """Return the entities that *answers* are bound to; without a case there is only the person."""
    names = {field.partition(".")[0] for field in answers.bound} & set(BINDABLE)
    found: dict[str, Entity] = {}
    if about.person is not None and "person" in names:
        found["person"] = about.person
    if about.case is not None and "case" in names:
        found["case"] = about.case
    looked = about.case is not None and any(answers.of("assessment").values())
    if about.case is not None and "assessment" in names and looked:
        found["assessment"] = assessment.begin(work, CaseId(about.case.id))
    return found


def _only(parts: Parts, kind: type[E]) -> E | None:
    return next((part for part in parts if isinstance(part, kind)), None)


def _feedback(work: UnitOfWork, about: Subject, answers: Answers, before: Parts) -> Parts:
    whose = about.person.id if about.person is not None else None
    return (keep_feedback(work, answers, _only(before, Feedback), whose),)


def _report(work: UnitOfWork, about: Subject, answers: Answers, before: Parts) -> Parts:
    known = Report(_only(before, BasisUse), _only(before, Disclosure))
    case_id = about.case.id if about.case is not None else None
    report = keep_report(work, _whose(about).id, case_id, answers, known)
    return tuple(part for part in (report.use, report.disclosure) if part is not None)


def _household(work: UnitOfWork, about: Subject, answers: Answers, before: Parts) -> Parts:
    ties = tuple(part for part in before if isinstance(part, Relationship))
    household, kept = keep_household(work, _whose(about), answers, ties)
    return (household, *kept)


def _child(work: UnitOfWork, about: Subject, answers: Answers, before: Parts) -> Parts:
    known = _only(before, Relationship)
    tie = keep_responsible_adult(work, _whose(about), answers, known)
    return (tie,) if tie is not None else ()


def _tie(work: UnitOfWork, about: Subject, answers: Answers, before: Parts) -> Parts:
    return (keep_check(work, _whose(about), answers, _only(before, Relationship)),)


def _determination(work: UnitOfWork, about: Subject, answers: Answers, _before: Parts) -> Parts:
    if about.case is None:
        return ()
    look = keep_determination(work, CaseId(about.case.id), answers)
    return (look,) if look is not None else ()


def _whose(about: Subject) -> Person:
    if about.person is None:
        raise Bug  # these forms say of themselves that they are about somebody
    return about.person


_Own = Callable[[UnitOfWork, Subject, Answers, Parts], Parts]
_OWN: dict[str, tuple[_Own, frozenset[str]]] = {
    "feedback": (_feedback, frozenset({"feedback"})),
    "mandatory_report": (_report, frozenset({"basis_use", "disclosure"})),
    "registration_household": (_household, frozenset({"household", "relationship"})),
    "registration_child": (_child, frozenset()),
    "relative_verification": (_tie, frozenset({"relationship"})),
    "best_interests_determination": (_determination, frozenset({"best_interests"})),
}
"""The built-in forms that are bound to more than case, person and assessment, and to what."""


def parts_kept_in(form: str) -> frozenset[str]:
    """Return the parts of the record, beside these three, that take answers of a form."""
    return _OWN[form][1] if form in _OWN else frozenset()
