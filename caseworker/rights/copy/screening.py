"""The whole record, screened; and that a copy of it was given (R-442)."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from caseworker.errors import NotAllowed
from caseworker.findings import pass_gate, stops
from caseworker.model.person import Person
from caseworker.model.rights import Asker, PersonRequest, RecordCopy, RequestKind
from caseworker.people.health_here import health_findings
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork
from caseworker.rights.answering import may_be_the_abuser
from caseworker.rights.copy import about_person, about_work
from caseworker.rights.copy.items import Chosen, Gathering, Section
from caseworker.rights.effects import copy_was_given, granted
from caseworker.text import N_, Text

_NOTHING_CHOSEN = Chosen()


def sections(
    reads: Reads, request_id: UUID, text: Text, chosen: Chosen = _NOTHING_CHOSEN
) -> tuple[Section, ...]:
    """Return everything the record says, each item in or held back, in the language of *text*.

    Raises:
        NotAllowed: the actor is no data protection officer, or no copy was granted.
    """
    request = _granted(reads, request_id)
    person = reads.get(Person, request.person_id)
    confided = request.asked_by is not Asker.PERSON
    gather = Gathering(reads, person, text, confided=confided)
    found = [*about_person.sections(gather), *about_work.sections(gather)]
    return tuple(
        replace(section, items=tuple(chosen.of(item) for item in section.items))
        for section in found
        if section.items
    )


def give(
    work: UnitOfWork, request_id: UUID, text: Text, chosen: Chosen, *, safe_to_carry: bool
) -> RecordCopy:
    """Keep that the copy was given: in which language, and which items stayed out.

    Raises:
        NotAllowed: the actor is no data protection officer, or no copy was granted.
        GateClosed: nobody asked whether it is safe to carry, or health lies on other laptops.
    """
    request = _granted(work, request_id)
    pass_gate(health_findings(work))
    if not safe_to_carry:
        what, why = (
            N_("Whether it is safe to carry was not asked"),
            N_("A paper can be found by those it must not reach. It can be read aloud instead."),
        )
        pass_gate((stops("not-safe-to-carry", what, why, answer="safe"),))
    items = [item for section in sections(work, request_id, text, chosen) for item in section.items]
    copy = RecordCopy(
        id=work.new_id(),
        person_id=request.person_id,
        request_id=request.id,
        language=text.language,
        given_at=work.now(),
        given_by=work.actor.user_id,
        items=sum(item.held is None for item in items),
        held_back=tuple(item.key for item in items if item.held is not None),
    )
    work.add(copy)
    work.record("copy of the record given", request.person_id)
    copy_was_given(work, request)
    return copy


def copies(reads: Reads, person_id: UUID) -> list[RecordCopy]:
    """Return the copies that were given, the newest first."""
    return reads.matching(RecordCopy, person_id=person_id, order_by=("-given_at", "-id"))


def _granted(reads: Reads, request_id: UUID) -> PersonRequest:
    require(reads.actor, Act.DECIDE_REQUEST)
    request = reads.get(PersonRequest, request_id)
    asked = request.kind is RequestKind.ACCESS and granted(request)
    # What is learnt after the answer still counts: nothing goes to whoever may harm her.
    if not asked or may_be_the_abuser(reads, request):
        raise NotAllowed(act=Act.DECIDE_REQUEST.value)
    return request
