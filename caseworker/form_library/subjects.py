"""What a form is filled about: a person, one of her cases, or the centre itself."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from caseworker.centre.settings import the_centre
from caseworker.consent.age import is_child
from caseworker.errors import NotFound
from caseworker.model.case import Case
from caseworker.model.person import Person
from caseworker.people.restricted import require_sight
from caseworker.permissions import Act, require
from caseworker.ports import Reads
from forms.access import Access

_USUAL = frozenset({"person", "case"})


@dataclass(frozen=True, kw_only=True)
class Subject:
    """Whom or what a form is about; without a person it is about the centre."""

    id: UUID
    person: Person | None = None
    case: Case | None = None

    @property
    def restricted(self) -> bool:
        """Whether only named colleagues see it: each look is audited first."""
        return self.person is not None and self.person.restricted


def subject_of(reads: Reads, subject: UUID) -> Subject:
    """Return what *subject* is, where whoever asks may see it.

    Raises:
        NotAllowed: the role reads neither cases nor people, or the person is restricted.
        NotFound: *subject* is neither a case, nor a person, nor the centre of this store.
    """
    found = any_subject(reads, subject)
    if found.person is not None:
        require(reads.actor, Act.READ_PEOPLE if found.case is None else Act.READ_CASE)
        require_sight(reads, found.person)
    return found


def any_subject(reads: Reads, subject: UUID) -> Subject:
    """Return what *subject* is; callers have asked who may see it.

    Raises:
        NotFound: *subject* is neither a case, nor a person, nor the centre of this store.
    """
    if subject == the_centre(reads).id:
        return Subject(id=subject)
    case = reads.find(Case, subject)
    person = reads.find(Person, case.person_id if case is not None else subject)
    if person is None:
        raise NotFound
    return Subject(id=subject, person=person, case=case)


def suits(reads: Reads, access: Access, about: Subject) -> bool:
    """Return whether a form that says *access* of itself can be filled about *about*."""
    kinds = access.about - {"child"} or _USUAL
    if about.person is None:
        return "centre" in kinds
    if ("person" if about.case is None else "case") not in kinds:
        return False
    return "child" not in access.about or is_child(about.person, reads.now().date())
