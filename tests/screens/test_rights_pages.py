"""Data rights on screen: the queue, one wish, the copy, who used the record, who may see it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt

from caseworker.model.case import Case
from caseworker.model.consent import Consent, Purpose, Withdrawal
from caseworker.model.ids import CaseId, ConsentId, PersonId
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import Channel, Person, SafeContact, Tie
from caseworker.model.rights import (
    Asker,
    Outcome,
    PersonRequest,
    RequestKind,
)
from caseworker.model.staff import Centre, Role
from caseworker.model.values import Answer
from caseworker.people.ties import Claim, claim
from caseworker.ports import UnitOfWork
from caseworker.rights.wishes import take_request
from tests.screens.at_work import AtWork, Begin
from ui.window.navigation import Place

OFFICER = frozenset({Role.DATA_PROTECTION_OFFICER})
OFFICER_AND_SUPERVISOR = OFFICER | {Role.SUPERVISOR}


def person_of(work: AtWork, case_id: CaseId) -> PersonId:
    return work.office.ask(lambda reads: reads.get(Case, case_id)).person_id


def selam(work: AtWork) -> PersonId:
    """Enter Selam, whose case is not the officer's own work."""
    case_id = work.selam()

    def nobody(unit: UnitOfWork) -> None:
        unit.get(Case, case_id).assigned_to = None

    work.does(nobody)
    return person_of(work, case_id)


def wishes(
    work: AtWork, person: PersonId, kind: RequestKind, by: Asker = Asker.PERSON, who: str = ""
) -> UUID:
    return work.does(
        lambda unit: (
            take_request(
                unit, person, kind, in_her_words="As I said", asked_by=by, asked_by_other=who
            ).id
        )
    )


def kept(work: AtWork, request: UUID) -> PersonRequest:
    return work.office.ask(lambda reads: reads.get(PersonRequest, request))


def opened(work: AtWork, kind: RequestKind, **asked: object) -> UUID:
    """Return a wish of Selam's, with its page open."""
    request = wishes(work, selam(work), kind, **asked)  # type: ignore[arg-type]  # named as they are
    work.go(Place.RIGHTS, request, "wish")
    return request


def grant(work: AtWork) -> None:
    work.press("outcome-granted")
    if work.find("verified"):
        work.write("verified", "A colleague knows her")
    work.press("give-answer")


@pytest.mark.requirement("R-442")
def test_what_waits_stands_first_and_says_how_late_it_is(begin: Begin) -> None:
    work = begin()
    request = wishes(work, selam(work), RequestKind.ACCESS)
    work.moment += timedelta(days=33)
    work.go(Place.TODAY)
    assert work.sees("A wish about a record: answer it")
    assert work.sees("3 days late")
    work.press(f"decision-{request}")
    assert work.sees("As I said")
    work.go(Place.RIGHTS)
    assert work.sees("Wishes to answer")
    work.press(f"wish-{request}")
    grant(work)
    assert kept(work, request).outcome is Outcome.GRANTED
    work.go(Place.RIGHTS)
    assert work.sees("Answered wishes")
    assert work.sees("Not told yet")
    assert work.sees("Still to be done")
    assert not work.sees("3 days late")


def test_a_wish_is_answered_by_keyboard_alone(begin: Begin) -> None:
    work = begin(OFFICER)
    request = opened(work, RequestKind.CORRECTION)
    work.widget("outcome-granted").setFocus()
    work.press_key(Qt.Key.Key_Right)
    work.press_key(Qt.Key.Key_Right)
    work.press_key(Qt.Key.Key_Space)
    assert work.sees("Nothing changes.")
    work.write("answer-reason", "It is right as it stands")
    work.press_key(Qt.Key.Key_Space, "give-answer")
    after = kept(work, request)
    assert (after.outcome, after.reason) == (Outcome.REFUSED, "It is right as it stands")


def test_what_follows_is_said_before_it_happens(begin: Begin) -> None:
    work = begin(OFFICER)
    opened(work, RequestKind.STOP_SERVICES)
    assert not work.find("what-follows")
    work.press("outcome-granted")
    assert work.sees("are cancelled at once")
    work.press("outcome-refused")
    assert work.sees("Nothing changes.")
    assert kept_answers(work) == [None]


def kept_answers(work: AtWork) -> list[Outcome | None]:
    return [each.outcome for each in work.office.ask(lambda reads: reads.matching(PersonRequest))]


def test_a_closed_lid_loses_no_answer_that_was_being_written(begin: Begin) -> None:
    work = begin(OFFICER)
    request = opened(work, RequestKind.ACCESS)
    work.press("outcome-refused")
    work.write("answer-reason", "Another law")
    work.go(Place.TODAY)
    work.go(Place.RIGHTS, request, "wish")
    assert work.widget("answer-reason").property("plainText") == "Another law"
    work.press("give-answer")
    assert kept(work, request).reason == "Another law"
    assert not work.office.drafts.all()


@pytest.mark.parametrize(
    ("by", "born", "words"),
    [
        (Asker.PARENT, "2015", "Somebody else asks for a child's record"),
        (Asker.SOMEBODY_ELSE, "1996", "Somebody else asks for an adult's record"),
    ],
)
def test_who_else_asks_is_warned_of(begin: Begin, by: Asker, born: str, words: str) -> None:
    work = begin()
    person = selam(work)

    def say(unit: UnitOfWork) -> None:
        unit.get(Person, person).date_of_birth = PartialDate(born)

    work.does(say)
    request = wishes(work, person, RequestKind.ACCESS, by, "A man")
    work.go(Place.RIGHTS, request, "wish")
    assert work.find("asker-warning")
    assert work.sees(words)
    assert work.find("verify-first")


def test_one_who_may_harm_is_refused(begin: Begin) -> None:
    work = begin()
    person = selam(work)
    harm = Claim(person_id=person, tie=Tie.FATHER, relative_name="Dawit", may_be_abuser=True)
    work.does(lambda unit: claim(unit, harm).id)
    request = wishes(work, person, RequestKind.ACCESS, Asker.PARENT, "The father")
    work.go(Place.RIGHTS, request, "wish")
    assert work.sees("The one who asks may be the one who harms")
    grant(work)
    assert work.sees("Stops here: the one who asks may be the one who harms")
    assert kept(work, request).outcome is None


@pytest.mark.requirement("R-442")
def test_an_objection_ends_the_use_that_is_ticked(begin: Begin) -> None:
    work = begin()
    person = selam(work)

    def yes(unit: UnitOfWork) -> ConsentId:
        key = ConsentId(unit.new_id())
        said = Consent(id=key, person_id=person, purpose=Purpose.FIGURES, answer=Answer.YES,
                       asked_at=unit.now(), asked_by=unit.actor.user_id)  # fmt: skip
        unit.add(said)
        return key

    key = work.does(yes)
    request = wishes(work, person, RequestKind.OBJECTION)
    work.go(Place.RIGHTS, request, "wish")
    grant(work)
    assert work.sees("Which use stops is not chosen yet")
    work.press(f"use-{key}")
    work.press("give-answer")
    (taken,) = work.office.ask(lambda reads: reads.matching(Withdrawal))
    assert (taken.person_id, taken.purpose) == (person, Purpose.FIGURES)
    assert work.sees("The uses that were chosen have ended.")


def test_an_erasure_says_what_remains(begin: Begin) -> None:
    work = begin(OFFICER)
    request = opened(work, RequestKind.ERASURE)
    grant(work)
    assert work.find("not-erased")
    assert work.sees("Decided, and not erased yet")
    assert kept(work, request).carried_out_at is None
    work.press("open-erasure")
    assert work.find("erasure-state")
    work.go(Place.RIGHTS, request, "wish")
    work.press("restrict-instead")
    assert work.find("open-to")


@pytest.mark.requirement("R-442")
def test_a_correction_leads_to_where_it_stands_and_is_marked(begin: Begin) -> None:
    work = begin()
    request = opened(work, RequestKind.CORRECTION)
    grant(work)
    work.press("mark-corrected")
    assert work.sees("A few words are enough.")
    work.write("corrected-what", "The year of birth")
    work.press("mark-corrected")
    assert kept(work, request).carried_out == "The year of birth"
    work.does(lambda unit: take_request(unit, kept_person(unit), RequestKind.CORRECTION).id)
    again = next(each.id for each in all_wishes(work) if each.outcome is None)
    work.go(Place.RIGHTS, again, "wish")
    grant(work)
    work.press("open-to-correct")
    assert work.find("case")


def kept_person(unit: UnitOfWork) -> PersonId:
    return unit.matching(PersonRequest)[0].person_id


def all_wishes(work: AtWork) -> list[PersonRequest]:
    return work.office.ask(lambda reads: reads.matching(PersonRequest))


def test_the_answer_is_told_with_the_safe_ways_in_sight(begin: Begin) -> None:
    work = begin(OFFICER)
    request = opened(work, RequestKind.CORRECTION)
    person = kept(work, request).person_id
    work.does(
        lambda unit: unit.add(
            SafeContact(id=unit.new_id(), person_id=person, channel=Channel.MESSAGE, never=True)
        )
    )
    work.press("outcome-refused")
    work.write("answer-reason", "It is right as it stands")
    work.press("give-answer")
    assert work.sees("+000 21")
    work.press("told-channel-message")
    work.write("told-words", "Why it stays as it is")
    work.press("keep-told")
    assert work.sees("Never reach the person this way")
    assert kept(work, request).told_at is None
    work.press("told-channel-in person")
    work.press("keep-told")
    assert kept(work, request).told == "Why it stays as it is"
    assert not work.find("keep-told")


def test_reception_takes_a_wish_and_cannot_open_it(begin: Begin) -> None:
    work = begin(frozenset({Role.RECEPTION}))
    person = person_of(work, work.selam())
    work.go(Place.PERSON, person)
    work.press("request-erasure")
    work.press("asked-by-guardian")
    assert not work.widget("request-act").isEnabled()
    work.write("asked-by-other", "Her aunt")
    work.press("request-act")
    (request,) = all_wishes(work)
    assert (request.asked_by, request.asked_by_other) == (Asker.GUARDIAN, "Her aunt")
    assert not work.find("open-extract")
    work.go(Place.RIGHTS)
    work.press(f"wish-{request.id}")
    assert not work.find("give-answer")
    work.go(Place.RIGHTS, request.id, "wish")
    assert work.sees("Your role does not cover this.")
    work.press("explanation-act")


def test_a_caseworker_reads_a_wish_and_leaves_the_answer_to_the_officer(begin: Begin) -> None:
    work = begin(frozenset({Role.CASEWORKER}))
    request = wishes(work, person_of(work, work.selam()), RequestKind.ACCESS)
    work.go(Place.RIGHTS, request, "wish")
    assert work.sees("The data protection officer answers.")
    assert not work.find("outcome")


def test_an_administrator_sets_the_days(begin: Begin) -> None:
    work = begin(frozenset({Role.ADMINISTRATOR}))
    work.go(Place.CENTRE)
    work.widget("centre-answer-days").setFocus()
    for _letter in range(2):
        work.press_key(Qt.Key.Key_Backspace, "centre-answer-days")
    work.write("centre-answer-days", "0")
    work.press("keep-centre")
    assert work.sees("Write a number of days, from 1 to 90.")
    work.press_key(Qt.Key.Key_Backspace, "centre-answer-days")
    work.write("centre-answer-days", "21")
    work.press_key(Qt.Key.Key_Up, "centre-keep-years")
    work.press("keep-centre")
    (centre,) = work.office.ask(lambda reads: reads.matching(Centre))
    assert centre.answer_wishes_within == 21
    assert centre.keep_closed_for == 6
