"""Wishes about a record: who answers, what is looked at first, and what really follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from caseworker.centre.settings import the_centre
from caseworker.consent.asking import keep_answers
from caseworker.consent.standing import standing
from caseworker.consent.talk import Asked
from caseworker.errors import GateClosed, InvalidValue, NotAllowed, NothingToUndo
from caseworker.model.audit import AuditEvent
from caseworker.model.case import CaseStatus
from caseworker.model.consent import Consent, Purpose
from caseworker.model.ids import ConsentId, PersonId
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import Channel, Person, Tie
from caseworker.model.referral import Referral, ReferralState
from caseworker.model.review import Closure, ClosureReason, FollowUp, FollowUpState
from caseworker.model.rights import Asker, Outcome, PersonRequest, RequestKind
from caseworker.model.staff import Role
from caseworker.model.values import Answer
from caseworker.notes.contacts import Way, set_safe_ways
from caseworker.people.ties import Claim, claim
from caseworker.ports import Actor, UnitOfWork
from caseworker.referral.life_cycle import Wish, prepare
from caseworker.rights.answering import Decision, answer, findings, may_be_the_abuser
from caseworker.rights.effects import Told, mark_corrected, tell
from caseworker.rights.wishes import days_late, take_request, unanswered
from caseworker.steps.review import Appointment, plan_follow_up
from caseworker.views.decisions import ToLookAt
from caseworker.views.rights import rights_page, wishes_of
from caseworker.views.today import today
from caseworker.views.wish import wish
from tests.directory.entries import enter
from tests.scene import (
    ADMINISTRATOR,
    AMINA,
    DANIEL,
    GOOD_TALK,
    JOSEPHINE,
    OFFICER,
    Scene,
    codes,
)

GRANTED = Decision(outcome=Outcome.GRANTED, verified="A colleague knows her")
REFUSED = Decision(outcome=Outcome.REFUSED, reason="Another law asks us to keep it")
ALL_KINDS = tuple(RequestKind)


def somebody(scene: Scene, born: str) -> PersonId:
    """Return a person whose year of birth turned out to be *born*."""
    person = scene.registered()

    def say(work: UnitOfWork) -> None:
        work.get(Person, person).date_of_birth = PartialDate(born)

    scene.do(say)
    return person


def asked(
    scene: Scene, person: PersonId, kind: RequestKind, by: Asker = Asker.PERSON, who: str = ""
) -> UUID:
    return scene.do(
        lambda work: take_request(work, person, kind, asked_by=by, asked_by_other=who).id
    )


def given(scene: Scene, request: UUID, decision: Decision) -> PersonRequest:
    scene.as_(OFFICER).do(lambda work: answer(work, request, decision).id)
    return kept(scene, request)


def kept(scene: Scene, request: UUID) -> PersonRequest:
    return scene.ask(lambda reads: reads.get(PersonRequest, request))


def found(scene: Scene, request: UUID, decision: Decision) -> set[str]:
    return codes(scene.as_(OFFICER).ask(lambda reads: findings(reads, request, decision)))


@pytest.mark.requirement("R-442")
@pytest.mark.parametrize("kind", ALL_KINDS)
@pytest.mark.parametrize("who", [AMINA, JOSEPHINE, DANIEL, ADMINISTRATOR])
def test_only_the_data_protection_officer_answers(
    scene: Scene, kind: RequestKind, who: Actor
) -> None:
    request = asked(scene, scene.registered(), kind)
    with pytest.raises(NotAllowed):
        scene.as_(who).do(lambda work: answer(work, request, GRANTED))
    assert kept(scene, request).decided_at is None


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_a_wish_is_answered_once_and_the_answer_stays(scene: Scene, kind: RequestKind) -> None:
    request = asked(scene, scene.registered(), kind)
    after = given(scene, request, REFUSED)
    assert (after.outcome, after.reason) == (Outcome.REFUSED, REFUSED.reason)
    assert (after.decided_by, after.decided_at) == (OFFICER.user_id, scene.moment)
    with pytest.raises(NothingToUndo):
        scene.do(lambda work: answer(work, request, GRANTED))
    assert kept(scene, request).outcome is Outcome.REFUSED


@pytest.mark.requirement("R-442")
@pytest.mark.parametrize("outcome", [Outcome.PARTLY, Outcome.REFUSED])
def test_whoever_does_not_grant_says_why(scene: Scene, outcome: Outcome) -> None:
    request = asked(scene, scene.registered(), RequestKind.CORRECTION)
    with pytest.raises(GateClosed) as closed:
        given(scene, request, Decision(outcome=outcome, reason="  "))
    assert "no-reason" in codes(closed.value.findings)


def test_nothing_is_answered_by_pressing_alone(scene: Scene) -> None:
    request = asked(scene, scene.registered(), RequestKind.CORRECTION)
    assert found(scene, request, Decision()) == {"no-outcome"}


@pytest.mark.parametrize("kind", [RequestKind.ACCESS, RequestKind.ERASURE])
def test_what_cannot_be_called_back_is_verified_first(scene: Scene, kind: RequestKind) -> None:
    request = asked(scene, scene.registered(), kind)
    assert found(scene, request, Decision(outcome=Outcome.GRANTED)) == {"not-verified"}
    assert found(scene, request, GRANTED) == set()


def test_nobody_answers_about_a_record_of_her_own(scene: Scene) -> None:
    person = scene.registered()
    request = asked(scene, person, RequestKind.ACCESS)
    namesake = replace(OFFICER, name="selam TESFAY")
    assert "own-record" in codes(scene.as_(namesake).ask(lambda r: findings(r, request, GRANTED)))
    with pytest.raises(GateClosed):
        scene.do(lambda work: answer(work, request, GRANTED))


@pytest.mark.parametrize("alone", [True, False])
def test_nobody_answers_about_her_own_work_where_somebody_else_is_there(
    scene: Scene, alone: bool
) -> None:
    both = replace(OFFICER, roles=frozenset({Role.DATA_PROTECTION_OFFICER, Role.CASEWORKER}))
    person = scene.registered()
    scene.as_(both).case(person)

    def say_so(work: UnitOfWork) -> None:
        the_centre(work).sole_worker = alone

    scene.do(say_so)
    request = asked(scene, person, RequestKind.ACCESS)
    seen = codes(scene.ask(lambda reads: findings(reads, request, GRANTED)))
    assert ("own-record" in seen) is not alone


def test_somebody_else_who_asks_is_written_down(scene: Scene) -> None:
    person = scene.registered()
    with pytest.raises(InvalidValue):
        asked(scene, person, RequestKind.ACCESS, Asker.PARENT, " ")
    assert not scene.ask(unanswered)


@pytest.mark.parametrize(
    ("born", "code"), [("2015", "child-and-other"), ("1996", "adult-and-other")]
)
def test_who_else_asks_is_thought_of(scene: Scene, born: str, code: str) -> None:
    request = asked(scene, somebody(scene, born), RequestKind.ACCESS, Asker.PARENT, "A man")
    assert found(scene, request, GRANTED) == {code}
    given(scene, request, GRANTED)  # it can be right; it is never overlooked


@pytest.mark.parametrize(
    ("tie", "by", "who", "wary"),
    [
        (Tie.FATHER, Asker.PARENT, "The father", True),
        (Tie.FATHER, Asker.PARENT, "The mother, on the telephone", True),
        (Tie.SPOUSE, Asker.SOMEBODY_ELSE, "DAWIT HAILE, a friend", True),
        (Tie.GUARDIAN, Asker.GUARDIAN, "The guardian", True),
        (Tie.SPOUSE, Asker.PARENT, "Her mother", False),
        (Tie.FATHER, Asker.PERSON, "", False),
    ],
)
def test_nothing_goes_to_one_who_may_harm(
    scene: Scene, tie: Tie, by: Asker, who: str, wary: bool
) -> None:
    person = somebody(scene, "2015")
    tied = Claim(person_id=person, tie=tie, relative_name="Dawit Haile", may_be_abuser=True)
    scene.do(lambda work: claim(work, tied).id)
    request = asked(scene, person, RequestKind.ACCESS, by, who)
    assert scene.ask(lambda r: may_be_the_abuser(r, kept(scene, request))) is wary
    assert ("may-be-abuser" in found(scene, request, GRANTED)) is wary
    if wary:
        with pytest.raises(GateClosed):
            given(scene, request, GRANTED)
        assert given(scene, request, REFUSED).outcome is Outcome.REFUSED


def test_stopping_services_stops_what_is_planned_and_keeps_record_and_yes(scene: Scene) -> None:
    person = scene.registered()
    case_id = scene.case(person)

    def plan(work: UnitOfWork) -> None:
        tomorrow = work.now() + timedelta(days=1)
        appointment = Appointment(due_at=tomorrow, what="School", assigned_to=AMINA.user_id)
        assert plan_follow_up(work, case_id, appointment).state is FollowUpState.PLANNED
        provider, service = enter("Sail workshop")(work)
        prepare(work, case_id, Wish(provider_id=provider, service_id=service, need="A course"))

    scene.do(plan)
    request = asked(scene, person, RequestKind.STOP_SERVICES)
    after = given(scene, request, Decision(outcome=Outcome.GRANTED))
    assert after.carried_out_at is not None
    (look,) = scene.ask(lambda reads: reads.matching(FollowUp))
    (referral,) = scene.ask(lambda reads: reads.matching(Referral))
    (closure,) = scene.ask(lambda reads: reads.matching(Closure))
    assert look.state is FollowUpState.CANCELLED
    assert referral.state is ReferralState.CANCELLED
    assert closure.reason is ClosureReason.CHOSE_TO_STOP
    assert closure.closed_at is None, "the caseworker ends it together with the person"
    assert scene.the_case(case_id).status is CaseStatus.OPEN
    assert yeses(scene, person, Purpose.RECORD) == 1, "no yes is taken back by it"


def test_stopping_services_keeps_an_end_that_is_being_prepared(scene: Scene) -> None:
    from caseworker.steps import closure  # noqa: PLC0415  one test alone

    person = scene.registered()
    case_id = scene.case(person)
    ending = closure.Ending(reason=ClosureReason.RETURNED, transition="Talked about the way home")
    scene.do(lambda work: closure.prepare(work, case_id, ending).id)
    given(scene, asked(scene, person, RequestKind.STOP_SERVICES), Decision(outcome=Outcome.GRANTED))
    (kept_end,) = scene.ask(lambda reads: reads.matching(Closure))
    assert kept_end.transition == "Talked about the way home"


def yeses(scene: Scene, person: PersonId, purpose: Purpose) -> int:
    day = scene.moment.date()
    return len(scene.ask(lambda reads: standing(reads, person, purpose, today=day)))


@pytest.mark.requirement("R-442")
def test_an_objection_ends_the_uses_that_were_chosen_and_no_other(scene: Scene) -> None:
    person = scene.registered()
    figures = Asked(purpose=Purpose.FIGURES, answer=Answer.YES)
    photo = Asked(purpose=Purpose.PHOTO, answer=Answer.YES)
    scene.do(lambda work: keep_answers(work, (figures, photo), GOOD_TALK, person_id=person))
    request = asked(scene, person, RequestKind.OBJECTION)
    assert "no-use-chosen" in found(scene, request, Decision(outcome=Outcome.GRANTED))
    shown = scene.ask(lambda reads: wish(reads, request, scene.moment.date()))
    assert {use.purpose for use in shown.uses} == {Purpose.RECORD, Purpose.FIGURES, Purpose.PHOTO}
    chosen = next(use.id for use in shown.uses if use.purpose is Purpose.PHOTO)
    given(scene, request, Decision(outcome=Outcome.GRANTED, uses=(chosen,)))
    assert yeses(scene, person, Purpose.PHOTO) == 0
    assert yeses(scene, person, Purpose.FIGURES) == 1
    assert yeses(scene, person, Purpose.RECORD) == 1


def test_a_refused_objection_changes_nothing(scene: Scene) -> None:
    person = scene.registered()
    (record,) = scene.ask(lambda reads: reads.matching(Consent, person_id=person))
    request = asked(scene, person, RequestKind.OBJECTION)
    given(scene, request, replace(REFUSED, uses=(ConsentId(record.id),)))
    assert yeses(scene, person, Purpose.RECORD) == 1


def test_an_erasure_is_decided_and_not_called_done(scene: Scene) -> None:
    person = scene.registered()
    request = asked(scene, person, RequestKind.ERASURE)
    after = given(scene, request, GRANTED)
    assert after.carried_out_at is None
    assert scene.the_person(person).given_name == "Selam"
    shown = scene.ask(lambda reads: wish(reads, request, scene.moment.date()))
    assert shown.to_carry_out


@pytest.mark.requirement("R-442")
def test_a_correction_is_marked_done_in_words_and_only_once_granted(scene: Scene) -> None:
    person = scene.registered()
    request = asked(scene, person, RequestKind.CORRECTION)
    with pytest.raises(NotAllowed):
        scene.do(lambda work: mark_corrected(work, request, "The year of birth"))
    given(scene, request, Decision(outcome=Outcome.GRANTED))
    scene.as_(AMINA)
    with pytest.raises(InvalidValue):
        scene.do(lambda work: mark_corrected(work, request, " "))
    scene.do(lambda work: mark_corrected(work, request, "The year of birth").id)
    after = kept(scene, request)
    assert (after.carried_out, after.carried_out_by) == ("The year of birth", AMINA.user_id)


def test_an_erasure_cannot_be_marked_as_done(scene: Scene) -> None:
    request = asked(scene, scene.registered(), RequestKind.ERASURE)
    given(scene, request, GRANTED)
    with pytest.raises(NotAllowed):
        scene.do(lambda work: mark_corrected(work, request, "Erased"))


def test_the_answer_is_told_by_a_way_that_is_safe(scene: Scene) -> None:
    person = scene.registered()
    never = Way(channel=Channel.PHONE, address="555 0100", never=True)
    scene.do(lambda work: set_safe_ways(work, person, (never,)))
    request = asked(scene, person, RequestKind.CORRECTION)
    told = Told(channel=Channel.IN_PERSON, words="It is refused, and why")
    with pytest.raises(NotAllowed):  # nothing to tell yet
        scene.do(lambda work: tell(work, request, told))
    given(scene, request, REFUSED)
    scene.as_(AMINA)
    with pytest.raises(GateClosed):
        scene.do(lambda work: tell(work, request, replace(told, channel=Channel.PHONE)))
    scene.do(lambda work: tell(work, request, told).id)
    after = kept(scene, request)
    assert (after.told, after.told_by_way_of) == (told.words, Channel.IN_PERSON)
    assert (after.told_by, after.told_at) == (AMINA.user_id, scene.moment)
    acts = scene.ask(lambda r: [each.action for each in r.matching(AuditEvent, subject=person)])
    assert {"wish taken", "wish answered", "answer told"} <= set(acts)


def test_reception_takes_wishes_and_reads_only_its_own(scene: Scene) -> None:
    person = scene.registered()
    others = asked(scene, person, RequestKind.ERASURE)
    own = asked(scene.as_(DANIEL), person, RequestKind.ACCESS)
    day = scene.moment.date()
    shown = scene.ask(lambda reads: rights_page(reads, day))
    assert [line.id for line in shown.unanswered] == [own]
    for request in (own, others):
        with pytest.raises(NotAllowed):
            scene.ask(lambda reads, request=request: wish(reads, request, day))


def test_the_answer_is_due_within_the_term_of_the_centre(scene: Scene) -> None:
    def ten_days(work: UnitOfWork) -> None:
        the_centre(work).answer_wishes_within = 10

    scene.do(ten_days)
    request = asked(scene, scene.registered(), RequestKind.ACCESS)
    taken = kept(scene, request)
    assert taken.answer_due == scene.moment.date() + timedelta(days=10)
    assert days_late(taken, date(2026, 11, 28)) == 0
    assert days_late(taken, date(2026, 12, 1)) == 3


def test_the_queue_shows_what_is_due_first_and_todays_officer_sees_how_late(scene: Scene) -> None:
    person = scene.registered()
    first = asked(scene, person, RequestKind.ACCESS)
    scene.later(days=5)
    second = asked(scene, person, RequestKind.ERASURE)
    scene.later(days=29)
    scene.as_(OFFICER)
    day = scene.moment.date()
    shown = scene.ask(lambda reads: rights_page(reads, day))
    assert [(line.id, line.days_late) for line in shown.unanswered] == [(first, 4), (second, 0)]
    waits = scene.ask(lambda reads: today(reads, scene.moment)).decisions
    assert [(one.kind, one.subject, one.days_late) for one in waits] == [
        (ToLookAt.WISH, first, 4),
        (ToLookAt.WISH, second, 0),
    ]
    given(scene, first, REFUSED)
    shown = scene.ask(lambda reads: rights_page(reads, day))
    assert [line.id for line in shown.unanswered] == [second]
    assert [(line.id, line.told) for line in shown.answered] == [(first, False)]


def test_the_caseworker_is_asked_to_pass_the_answer_on(scene: Scene) -> None:
    person = scene.registered()
    scene.case(person)
    request = asked(scene, person, RequestKind.CORRECTION)
    given(scene, request, REFUSED)

    def kinds() -> set[ToLookAt]:
        decisions = scene.ask(lambda reads: today(reads, scene.moment)).decisions
        return {decision.kind for decision in decisions}

    scene.as_(AMINA)
    assert kinds() == {ToLookAt.ANSWER_TO_TELL}
    told = Told(channel=Channel.IN_PERSON, words="It is refused, and why")
    scene.do(lambda work: tell(work, request, told).id)
    assert kinds() == set()


def test_every_wish_of_a_person_stays_in_sight(scene: Scene) -> None:
    person = scene.registered()
    first = asked(scene, person, RequestKind.ACCESS)
    given(scene, first, REFUSED)
    scene.later(days=1)
    again = asked(scene.as_(AMINA), person, RequestKind.ACCESS)
    day = scene.moment.date()
    lines = scene.ask(lambda reads: wishes_of(reads, person, day))
    assert [(line.id, line.outcome) for line in lines] == [(again, None), (first, Outcome.REFUSED)]


def test_services_stop_for_somebody_without_a_case_too(scene: Scene) -> None:
    person = scene.registered()
    request = asked(scene, person, RequestKind.STOP_SERVICES)
    assert given(scene, request, Decision(outcome=Outcome.GRANTED)).carried_out_at is not None
    assert not scene.ask(lambda reads: reads.matching(Closure))
