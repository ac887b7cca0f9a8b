"""Erasing takes two people, and stops where law, a child or somebody's safety asks for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from caseworker.centre.settings import the_centre
from caseworker.errors import GateClosed, NotAllowed, NothingToUndo
from caseworker.model.assessment import BestInterests
from caseworker.model.audit import AuditEvent
from caseworker.model.case import Case, CaseNote, ProtocolKind, ProtocolRun
from caseworker.model.consent import Basis, BasisUse, Consent
from caseworker.model.erasure import Erasure, ErasureCause, KeptCost, RecordPart
from caseworker.model.ids import CaseId, NoteId, PersonId, RelationshipId
from caseworker.model.incident import Incident, IncidentKind
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import Channel, Person, Relationship, Tie
from caseworker.model.plan import ServiceDelivery
from caseworker.model.review import Transfer, TransferKind, TransferState
from caseworker.model.rights import Outcome, PersonRequest, RequestKind, Restriction
from caseworker.model.staff import Role
from caseworker.model.values import Money
from caseworker.ports import Actor, UnitOfWork
from caseworker.rights.answering import answer
from caseworker.rights.erasing import (
    agree,
    agreeing,
    call_off,
    carried_out,
    carry_out,
    of_request,
    told,
    waits_for,
)
from caseworker.rights.erasing_gate import findings
from caseworker.rights.named_elsewhere import named_elsewhere
from caseworker.rights.retention import keep_longer
from caseworker.rights.wishes import take_request
from caseworker.steps.identification import Opening, open_case
from tests.rights.test_answering import GRANTED
from tests.scene import ADMINISTRATOR, AMINA, DANIEL, JOSEPHINE, OFFICER, Scene, codes

NOT_YET_TOLD = "not-told"


def decided(scene: Scene, person: PersonId) -> UUID:
    """Return the erasure that the officer decided."""
    wish = scene.as_(AMINA).do(lambda work: take_request(work, person, RequestKind.ERASURE).id)
    scene.as_(OFFICER).do(lambda work: answer(work, wish, GRANTED))
    erasure = scene.ask(lambda reads: of_request(reads, wish))
    assert erasure is not None
    return erasure.id


def agreed(scene: Scene, person: PersonId) -> UUID:
    erasure = decided(scene, person)
    scene.as_(JOSEPHINE).do(lambda work: agree(work, erasure))
    scene.as_(OFFICER)
    return erasure


def found(scene: Scene, erasure: UUID) -> set[str]:
    return codes(scene.ask(lambda reads: findings(reads, reads.get(Erasure, erasure))))


def kept(scene: Scene, erasure: UUID) -> Erasure:
    return scene.ask(lambda reads: reads.get(Erasure, erasure))


@pytest.mark.requirement("R-442")
def test_a_record_is_erased_by_two_people_and_the_proof_stays(scene: Scene) -> None:
    person = scene.registered()
    erasure = agreed(scene, person)
    scene.later(hours=1)
    scene.do(lambda work: carry_out(work, erasure))
    proof = kept(scene, erasure)
    assert (proof.cause, proof.number) == (ErasureCause.WISH, "7QK-E1")
    assert (proof.decided_by, proof.agreed_by) == (OFFICER.user_id, JOSEPHINE.user_id)
    assert (proof.carried_out_at, proof.carried_out_by) == (scene.moment, OFFICER.user_id)
    parts = {count.part: count.entries for count in proof.erased}
    assert parts[RecordPart.IDENTITY] == 1
    assert parts[RecordPart.WISHES] == 1
    for kind in (Person, Consent, PersonRequest):
        assert not scene.ask(lambda reads, kind=kind: reads.matching(kind))
    assert scene.ask(carried_out)[0].id == erasure
    assert not scene.ask(lambda reads: waits_for(reads, agreed=True))


@pytest.mark.requirement("R-441")
def test_the_trail_keeps_that_it_was_asked_for_and_done_and_nothing_else(scene: Scene) -> None:
    person = scene.registered()
    scene.case(person)
    erasure = agreed(scene, person)
    scene.do(lambda work: carry_out(work, erasure))
    events = scene.ask(lambda reads: reads.matching(AuditEvent, order_by=("at", "id")))
    about_her = [each.action for each in events if each.subject == person]
    assert sorted(about_her) == ["wish answered", "wish taken"]
    about_it = [each.action for each in events if each.subject == erasure]
    assert about_it == ["erasure agreed", "record erased"]
    assert "Selam" not in "".join(each.detail for each in events)


@pytest.mark.requirement("R-442")
@pytest.mark.parametrize("who", [AMINA, DANIEL, ADMINISTRATOR, JOSEPHINE])
def test_only_the_officer_erases(scene: Scene, who: Actor) -> None:
    erasure = agreed(scene, scene.registered())
    with pytest.raises(NotAllowed):
        scene.as_(who).do(lambda work: carry_out(work, erasure))


@pytest.mark.parametrize("who", [AMINA, DANIEL, ADMINISTRATOR])
def test_caseworkers_do_not_agree_to_erasures(scene: Scene, who: Actor) -> None:
    erasure = decided(scene, scene.registered())
    with pytest.raises(NotAllowed):
        scene.as_(who).do(lambda work: agree(work, erasure))


@pytest.mark.requirement("R-442")
@pytest.mark.parametrize("alone", [True, False])
def test_nobody_agrees_to_her_own_decision_also_where_she_works_alone(
    scene: Scene, alone: bool
) -> None:
    person = scene.registered()

    def say_so(work: UnitOfWork) -> None:
        the_centre(work).sole_worker = alone

    scene.do(say_so)
    erasure = decided(scene, person)
    assert "own-decision" in codes(
        scene.ask(lambda reads: agreeing(reads, reads.get(Erasure, erasure)))
    )
    with pytest.raises(GateClosed):
        scene.do(lambda work: agree(work, erasure))
    assert found(scene, erasure) == {"not-agreed", NOT_YET_TOLD}
    (stop,) = [
        each
        for each in scene.ask(lambda reads: findings(reads, reads.get(Erasure, erasure)))
        if each.code == "not-agreed"
    ]
    assert ("working alone is no way around it" in stop.why) is alone
    with pytest.raises(GateClosed):
        scene.do(lambda work: carry_out(work, erasure))


def test_nobody_agrees_about_a_record_of_their_own(scene: Scene) -> None:
    erasure = decided(scene, scene.registered())
    namesake = replace(JOSEPHINE, name="selam tesfay")
    with pytest.raises(GateClosed) as closed:
        scene.as_(namesake).do(lambda work: agree(work, erasure))
    assert "own-decision" in codes(closed.value.findings)


def test_nobody_agrees_about_their_own_work(scene: Scene) -> None:
    person = scene.registered()
    scene.as_(JOSEPHINE).case(person)
    erasure = decided(scene, person)
    with pytest.raises(GateClosed) as closed:
        scene.as_(JOSEPHINE).do(lambda work: agree(work, erasure))
    assert "own-decision" in codes(closed.value.findings)


def test_a_supervisor_who_may_not_see_the_record_does_not_agree(scene: Scene) -> None:
    person = scene.registered()
    erasure = decided(scene, person)

    def close(work: UnitOfWork) -> None:
        work.get(Person, person).restricted = True
        few = Restriction(
            id=work.new_id(),
            person_id=person,
            open_to=(AMINA.user_id,),
            reason="A relative",
            made_at=work.now(),
            made_by=OFFICER.user_id,
        )
        work.add(few)

    scene.do(close)
    with pytest.raises(NotAllowed):
        scene.as_(JOSEPHINE).do(lambda work: agree(work, erasure))


def test_what_was_decided_twice_is_carried_out_once(scene: Scene) -> None:
    person = scene.registered()
    second = decided(scene, person)
    first = decided_again(scene, person)
    scene.as_(JOSEPHINE).do(lambda work: agree(work, first))
    scene.as_(OFFICER).do(lambda work: carry_out(work, first))
    assert kept(scene, second).called_off_at is not None
    assert not scene.ask(lambda reads: waits_for(reads, agreed=False))


def decided_again(scene: Scene, person: PersonId) -> UUID:
    before = {each.id for each in scene.ask(lambda reads: reads.matching(Erasure))}
    wish = scene.as_(AMINA).do(lambda work: take_request(work, person, RequestKind.ERASURE).id)
    scene.as_(OFFICER).do(lambda work: answer(work, wish, GRANTED))
    return next(
        each.id
        for each in scene.ask(lambda reads: reads.matching(Erasure))
        if each.id not in before
    )


def test_what_came_after_the_agreement_is_agreed_to_again(scene: Scene) -> None:
    person = scene.registered()
    case_id = scene.case(person)
    erasure = agreed(scene, person)

    def write(work: UnitOfWork) -> None:
        note = CaseNote(id=NoteId(work.new_id()), case_id=case_id, written_at=work.now(),
                        written_by=work.actor.user_id, said="Something new")  # fmt: skip
        work.add(note)

    scene.do(write)
    assert "changed-since" in found(scene, erasure)
    scene.as_(JOSEPHINE).do(lambda work: agree(work, erasure))
    assert "changed-since" not in found(scene, erasure)


def test_an_erasure_that_was_called_off_erases_nothing(scene: Scene) -> None:
    person = scene.registered()
    erasure = agreed(scene, person)
    scene.as_(JOSEPHINE).do(lambda work: call_off(work, erasure))
    with pytest.raises(NothingToUndo):
        scene.as_(OFFICER).do(lambda work: carry_out(work, erasure))
    assert scene.the_person(person).given_name == "Selam"
    scene.as_(AMINA)
    with pytest.raises(NotAllowed):
        scene.do(lambda work: call_off(work, erasure))


def test_it_is_told_only_once_it_was_done(scene: Scene) -> None:
    erasure = agreed(scene, scene.registered())
    with pytest.raises(NotAllowed):
        scene.do(lambda work: told(work, erasure, Channel.IN_PERSON))
    scene.do(lambda work: carry_out(work, erasure))
    scene.do(lambda work: told(work, erasure, Channel.IN_PERSON))
    assert kept(scene, erasure).told_at == scene.moment
    with pytest.raises(NothingToUndo):
        scene.do(lambda work: carry_out(work, erasure))


def test_a_record_is_erased_whole_or_not_at_all(scene: Scene) -> None:
    person = scene.registered()
    wish = scene.do(lambda work: take_request(work, person, RequestKind.ERASURE).id)
    partly = replace(GRANTED, outcome=Outcome.PARTLY, reason="Only the photo")
    with pytest.raises(GateClosed) as closed:
        scene.as_(OFFICER).do(lambda work: answer(work, wish, partly))
    assert "erased-whole" in codes(closed.value.findings)


Stopper = Callable[[UnitOfWork, Case], None]


def _law(work: UnitOfWork, case: Case) -> None:
    until = work.now().date() + timedelta(days=400)
    keep_longer(work, case.person_id, reason="A court asked", law="Act 7", until=until)


def _report(work: UnitOfWork, case: Case) -> None:
    work.add(BasisUse(id=work.new_id(), basis=Basis.LEGAL_DUTY, reason="Reported",
                      person_id=case.person_id, used_at=work.now(), used_by=work.actor.user_id,
                      review_due=work.now()))  # fmt: skip


def _protocol(work: UnitOfWork, case: Case) -> None:
    work.add(ProtocolRun(id=work.new_id(), case_id=case.id, kind=ProtocolKind.MISSING_CHILD,
                         opened_at=work.now(), opened_by=work.actor.user_id))  # fmt: skip


def _incident(work: UnitOfWork, case: Case) -> None:
    work.add(Incident(id=work.new_id(), kind=IncidentKind.SAFETY, noticed_at=work.now(),
                      noticed_by=work.actor.user_id, case_id=case.id))  # fmt: skip


def _handover(work: UnitOfWork, case: Case) -> None:
    work.add(Transfer(id=work.new_id(), case_id=case.id, kind=TransferKind.PARTNER,
                      state=TransferState.OFFERED, prepared_at=work.now(),
                      prepared_by=work.actor.user_id))  # fmt: skip


def _may_harm(work: UnitOfWork, case: Case) -> None:
    child = Person(id=PersonId(work.new_id()), given_name="Mina", registered_at=work.now(),
                   registered_by=work.actor.user_id)  # fmt: skip
    work.add(child)
    work.add(Relationship(id=RelationshipId(work.new_id()), person_id=child.id, tie=Tie.MOTHER,
                          relative_id=case.person_id, may_be_abuser=True,
                          claimed_at=work.now()))  # fmt: skip


@pytest.mark.requirement("R-442")
@pytest.mark.parametrize(
    ("stopper", "code"),
    [
        (_law, "kept-by-law"),
        (_report, "report-open"),
        (_protocol, "protocol-open"),
        (_incident, "incident-open"),
        (_handover, "handover-waits"),
        (_may_harm, "safety-of-others"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_law_and_safety_stop_it_whoever_agreed(scene: Scene, stopper: Stopper, code: str) -> None:
    case_id = scene.case()
    erasure = agreed(scene, scene.the_case(case_id).person_id)
    scene.do(lambda work: stopper(work, work.get(Case, case_id)))
    assert code in found(scene, erasure)
    with pytest.raises(GateClosed) as closed:
        scene.do(lambda work: carry_out(work, erasure))
    assert code in codes(closed.value.findings)
    assert scene.the_case(case_id).number


@pytest.mark.requirement("R-438")
def test_what_is_best_for_a_child_is_looked_at_after_the_wish(scene: Scene) -> None:
    person = scene.registered()
    case_id = scene.case(person)

    def young(work: UnitOfWork) -> None:
        work.get(Person, person).date_of_birth = PartialDate("2014")

    scene.do(young)
    erasure = decided(scene, person)
    assert "best-interests" in found(scene, erasure)

    def looked_at(on: date) -> Callable[[UnitOfWork], None]:
        return lambda work: work.add(
            BestInterests(id=work.new_id(), case_id=case_id, looked_at_on=on, by=work.actor.user_id)
        )

    scene.do(looked_at(scene.moment.date() - timedelta(days=30)))
    assert "best-interests" in found(scene, erasure)
    scene.do(looked_at(scene.moment.date()))
    assert "best-interests" not in found(scene, erasure)


def test_what_was_spent_stays_for_the_accounts(scene: Scene) -> None:
    person = scene.registered()
    spent = Money(Decimal("12.50"), "EUR")

    def help_given(work: UnitOfWork) -> None:
        case = open_case(work, Opening(person_id=person, assigned_to=work.actor.user_id))
        work.add(ServiceDelivery(id=work.new_id(), case_id=case.id, what="A bus ticket",
                                 given_on=date(2026, 11, 2), given_by=work.actor.user_id,
                                 cost=spent))  # fmt: skip

    scene.do(help_given)
    erasure = agreed(scene, person)
    scene.do(lambda work: carry_out(work, erasure))
    assert kept(scene, erasure).costs == (KeptCost(date(2026, 11, 2), spent),)
    assert not scene.ask(lambda reads: reads.matching(ServiceDelivery))


def test_an_officer_may_agree_to_what_another_officer_decided(scene: Scene) -> None:
    erasure = decided(scene, scene.registered())
    second = replace(JOSEPHINE, roles=frozenset({Role.DATA_PROTECTION_OFFICER}), name="Ada Obi")
    scene.as_(second).do(lambda work: agree(work, erasure))
    assert kept(scene, erasure).agreed_by == second.user_id


@pytest.mark.requirement("R-442")
def test_words_of_others_that_name_the_person_are_found_before(scene: Scene) -> None:
    person = scene.registered()
    erasure = decided(scene, person)
    assert kept(scene, erasure).carried_out_at is None
    other = scene.as_(AMINA).registered()

    def rename(work: UnitOfWork) -> CaseId:
        known = work.get(Person, other)
        known.given_name, known.family_name = "Hiwot", "Bekele"
        return open_case(work, Opening(person_id=other, assigned_to=work.actor.user_id)).id

    case = scene.as_(AMINA).do(rename)
    for said in ("She came with SELAM, her friend.", "Selamawit is somebody else.", "A quiet day."):
        scene.do(lambda work, said=said: work.add(note_on(work, case, said)))
    scene.as_(OFFICER)
    (found,) = scene.ask(lambda reads: named_elsewhere(reads, person))
    assert (found.person_id, found.entries) == (other, 1)
    with pytest.raises(NotAllowed):
        scene.as_(AMINA).ask(lambda reads: named_elsewhere(reads, person))


def note_on(work: UnitOfWork, case: CaseId, said: str) -> CaseNote:
    return CaseNote(
        id=NoteId(work.new_id()), case_id=case, written_at=work.now(),
        written_by=work.actor.user_id, said=said,
    )  # fmt: skip
