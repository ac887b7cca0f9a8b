from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from caseworker.consent.withdrawal import Scope, withdraw
from caseworker.model.case import Case, ProtectionFlag
from caseworker.model.consent import Basis, BasisUse, Consent, Disclosure, Purpose
from caseworker.model.directory import ProviderKind
from caseworker.model.ids import CaseId, ObjectiveId
from caseworker.model.referral import DataItem, Referral, ReferralState
from caseworker.model.values import Answer
from caseworker.ports import UnitOfWork
from caseworker.steps import planning
from tests.directory.entries import Ids, enter
from tests.screens.at_work import AtWork
from ui.documents.document_page import DocumentPage
from ui.window.navigation import Place

State = ReferralState


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[AtWork]:
    at_work = AtWork(qtbot, tmp_path)
    yield at_work
    at_work.close()


def begin(work: AtWork, **provider: object) -> tuple[CaseId, Ids]:
    case_id = work.selam()
    values = {"languages": ("ti",), "women_staff": "always", **provider}
    ids = work.does(enter("Port Maren legal aid", **values))  # type: ignore[arg-type]  # by name
    return case_id, ids


def open_new(work: AtWork, case_id: CaseId, ids: Ids) -> None:
    work.go(Place.REFERRALS, part=f"new:{case_id}:{ids[1]}")


def say_yes(work: AtWork) -> None:
    """Ask on screen, and keep a yes."""
    work.press("referral-findings-0-ask")
    for name in ("room-private", "limits-told", "said-back", "can-decide-yes"):
        work.press(name)
    work.press("form-of-consent-verbal")
    for place in range(len([each for each in work.names() if each.endswith("-yes")])):
        if work.find(f"answer-{place}-yes"):
            work.press(f"answer-{place}-yes")
    work.press("keep-answers")


def one(work: AtWork) -> Referral:
    (referral,) = work.office.ask(lambda reads: reads.matching(Referral))
    return referral


def send_it(work: AtWork) -> None:
    work.press("print-form")
    work.press("leaving-sheet-act")
    work.qtbot.waitUntil(lambda: isinstance(work.session.page, DocumentPage))


@pytest.mark.requirement("R-259", "R-260")
def test_from_a_need_to_the_printed_form_takes_at_most_six_acts(work: AtWork) -> None:
    case_id, ids = begin(work)
    open_new(work, case_id, ids)
    say_yes(work)
    work.go(Place.DIRECTORY, part=str(case_id))
    work.acts = 0
    work.press("start-referral")
    work.write("referral-need", "Advice on her asylum claim")
    work.press("print-form")
    work.press("leaving-sheet-act")
    assert isinstance(work.session.page, DocumentPage)
    page = work.session.page
    work.qtbot.waitUntil(lambda: bool(page.pdf))
    work.press("print-document")
    assert work.find("print-sheet-act")
    agreeing = 1
    assert work.acts + agreeing <= 6
    assert one(work).state is State.SENT


@pytest.mark.requirement("R-260")
def test_without_a_yes_it_stops_and_says_what_opens_it(work: AtWork) -> None:
    case_id, ids = begin(work)
    open_new(work, case_id, ids)
    assert work.sees("Stops here: there is no yes to this recipient")
    work.write("referral-need", "Advice")
    work.press("print-form")
    assert not work.find("leaving-sheet-act")
    assert work.office.ask(lambda reads: reads.count(Referral)) == 0


def test_a_missing_need_is_told_when_it_is_to_leave(work: AtWork) -> None:
    case_id, ids = begin(work)
    open_new(work, case_id, ids)
    assert not work.sees("What help is asked for is missing")
    work.press("print-form")
    assert work.sees("What help is asked for is missing")
    work.write("referral-need", "Advice")
    assert not work.sees("What help is asked for is missing")


@pytest.mark.requirement("R-260", "R-431")
def test_asked_inline_and_sent_with_exactly_what_was_agreed(work: AtWork) -> None:
    case_id, ids = begin(work)
    open_new(work, case_id, ids)
    work.write("referral-need", "Advice")
    say_yes(work)
    assert work.sees("Selam said yes to this provider and these items")
    assert work.sees("Advice") or work.find("referral-need")
    work.press("print-form")
    assert work.sees("To: Port Maren legal aid, Advice")
    assert work.sees("With: First name, Languages, what help is asked for")
    assert work.sees("Stays here: Full name")
    work.press_key(Qt.Key.Key_Escape, "leaving-sheet-back")
    assert work.office.ask(lambda reads: reads.count(Disclosure)) == 0
    send_it(work)
    (disclosure,) = work.office.ask(lambda reads: reads.matching(Disclosure))
    assert disclosure.data_items == ("first name", "languages", "what help is asked for")
    assert disclosure.provider_id == ids[0]


def test_one_item_more_asks_again(work: AtWork) -> None:
    case_id, ids = begin(work)
    open_new(work, case_id, ids)
    say_yes(work)
    work.press("item-case_number")
    assert work.sees("Stops here: the yes does not cover all of this")
    say_yes(work)
    assert work.sees("Selam said yes to this provider and these items")


@pytest.mark.requirement("R-447")
def test_without_an_agreement_the_rest_is_left_out_with_one_press(work: AtWork) -> None:
    case_id, ids = begin(work)
    open_new(work, case_id, ids)
    work.press("item-full_name")
    assert work.sees("Stops here: there is no agreement with this provider")
    work.press("referral-findings-1-least")
    assert not work.sees("Stops here: there is no agreement with this provider")
    assert not work.widget("item-full_name").property("checked")


def test_a_no_is_kept_and_nothing_goes(work: AtWork) -> None:
    case_id, ids = begin(work)
    open_new(work, case_id, ids)
    work.press("referral-findings-0-ask")
    work.press("answer-0-no")
    work.press("keep-answers")
    (kept,) = work.office.ask(lambda reads: reads.matching(Consent))
    assert kept.answer is Answer.NO
    assert work.sees("Stops here: the answer on 18 November 2026 was no")
    assert work.sees("Ask again")
    assert work.sees("Life, a child or a law leaves no choice")
    assert not work.sees("A yes or no is not possible now")


def test_a_yes_that_was_not_given_as_it_must_be_is_not_kept(work: AtWork) -> None:
    case_id, ids = begin(work)
    open_new(work, case_id, ids)
    work.press("referral-findings-0-ask")
    work.press("answer-0-yes")
    work.press("keep-answers")
    assert work.sees("Others can listen")
    assert work.office.ask(lambda reads: reads.count(Consent)) == 0
    work.press("back-to-referral")
    assert work.find("print-form")


def test_on_another_basis_it_goes_with_a_reason(work: AtWork) -> None:
    case_id, ids = begin(work)
    open_new(work, case_id, ids)
    work.write("referral-need", "An ambulance")
    work.press("other-basis")
    work.press("agree-basis")
    assert work.sees("The reason is missing")
    assert work.sees("What it stands on is not chosen")
    work.write("basis-reason", "Unconscious")
    work.press("basis-told")
    work.press("basis-vital_interests")
    work.press("agree-basis")
    assert work.sees("Without a yes: Life is in danger")
    work.press("back-to-consent")
    assert work.sees("Stops here: there is no yes to this recipient")
    work.press("other-basis")
    work.press("agree-basis")
    work.press("referral-accompanied")
    send_it(work)
    assert one(work).accompanied
    work.go(Place.REFERRALS, one(work).id)
    work.press("show-form")
    assert isinstance(work.session.page, DocumentPage)
    assert one(work).basis is Basis.VITAL_INTERESTS
    (use,) = work.office.ask(lambda reads: reads.matching(BasisUse))
    assert use.reason == "Unconscious"


def test_a_protection_flag_asks_about_the_authority_apart(work: AtWork) -> None:
    case_id, ids = begin(work, kind=ProviderKind.AUTHORITY)

    def flag(unit: UnitOfWork) -> None:
        unit.get(Case, case_id).protection_flags = frozenset({ProtectionFlag.PERSECUTION})

    work.does(flag)
    open_new(work, case_id, ids)
    assert work.sees("Stops here: a protection flag is open")
    say_yes(work)
    assert not work.sees("Stops here")
    purposes = work.office.ask(lambda reads: {each.purpose for each in reads.matching(Consent)})
    assert purposes == {Purpose.REFERRAL, Purpose.CONTACT_AUTHORITIES}


def test_what_is_typed_comes_back(work: AtWork) -> None:
    case_id, ids = begin(work)
    open_new(work, case_id, ids)
    work.write("referral-need", "Advice on papers")
    work.press("item-case_number")
    work.qtbot.wait(500)  # the draft is kept within a second
    work.go(Place.TODAY)
    open_new(work, case_id, ids)
    assert work.widget("referral-need").property("plainText") == "Advice on papers"
    assert work.widget("item-case_number").property("checked")


def test_kept_for_later_it_waits_in_its_box_and_goes_on(work: AtWork) -> None:
    case_id, ids = begin(work)
    open_new(work, case_id, ids)
    work.write("referral-need", "Advice")
    work.press("keep-for-later")
    work.press("box-TO_SEND")
    work.press(f"referral-{one(work).id}")
    assert work.widget("referral-need").property("plainText") == "Advice"
    work.press("put-aside")
    assert one(work).state is State.CANCELLED


def sent(work: AtWork) -> Referral:
    case_id, ids = begin(work)
    open_new(work, case_id, ids)
    work.write("referral-need", "Advice")
    say_yes(work)
    send_it(work)
    work.press("close-document")
    return one(work)


def test_the_answer_comes_back_and_can_be_taken_back(work: AtWork) -> None:
    referral = sent(work)
    work.write("answer-words", "Monday at ten")
    work.press("answer-accepted")
    assert (one(work).state, one(work).answer) == (State.ACCEPTED, "Monday at ten")
    work.qtbot.keyClick(work.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    work.settle()
    assert one(work).state is State.SENT
    work.press("answer-provided")
    work.press("helped-yes")
    work.write("feedback-words", "They listened")
    work.press("keep-feedback")
    kept = one(work)
    assert (kept.state, kept.helped, kept.her_feedback) == (State.PROVIDED, True, "They listened")
    assert kept.id == referral.id


def test_what_was_not_printed_after_all_is_taken_back(work: AtWork) -> None:
    referral = sent(work)
    work.go(Place.REFERRALS, str(referral.id))
    work.press("did-not-go")
    assert one(work).state is State.PREPARED
    assert work.sees("Print the form")
    send_it(work)
    work.qtbot.keyClick(work.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    work.settle()
    assert one(work).state is State.PREPARED
    assert work.sees("Kept: it did not go. It can be sent again.")


def test_late_answers_say_by_how_many_days(work: AtWork) -> None:
    referral = sent(work)
    work.moment = work.moment.replace(day=28)
    work.go(Place.REFERRALS)
    assert work.sees("3 days late")
    work.press(f"referral-{referral.id}")
    assert work.sees("3 days late")


@pytest.mark.requirement("R-273")
def test_after_a_withdrawal_the_provider_is_to_be_told(work: AtWork) -> None:
    referral = sent(work)
    scope = Scope(purpose=Purpose.REFERRAL, provider_id=referral.provider_id)
    work.does(lambda unit: withdraw(unit, referral.person_id, scope))
    assert work.sees("The yes was taken back after this went out")
    assert not work.find("show-form")
    work.press("provider-told")
    assert not work.sees("The yes was taken back after this went out")
    (disclosure,) = work.office.ask(lambda reads: reads.matching(Disclosure))
    assert disclosure.recalled_at is not None


def test_the_page_says_what_went_and_what_stayed(work: AtWork) -> None:
    referral = sent(work)
    assert set(referral.data_items) == {DataItem.FIRST_NAME, DataItem.LANGUAGES, DataItem.NEED}
    assert work.sees("First name, Languages, What help is asked for")
    assert work.sees("Full name, Case number")
    work.press("contact-slip")
    assert isinstance(work.session.page, DocumentPage)


def plan_with_an_action(work: AtWork, case_id: CaseId) -> tuple[ObjectiveId, UUID]:
    def act(unit: UnitOfWork) -> tuple[ObjectiveId, UUID]:
        goal = planning.add_goal(unit, case_id, planning.Goal(title="Papers for the child"))
        to_do = planning.ToDo(what="Ask for a birth record")
        return goal.id, planning.add_action(unit, goal.id, to_do).id

    return work.does(act)


@pytest.mark.requirement("R-222", "R-259")
def test_a_referral_from_the_plan_remembers_its_goal_by_keyboard_alone(work: AtWork) -> None:
    case_id, ids = begin(work)
    goal, action = plan_with_an_action(work, case_id)
    open_new(work, case_id, ids)
    say_yes(work)
    work.go(Place.CASE, case_id, "planning")
    work.press_key(Qt.Key.Key_Space, "open-goal-1")
    work.press_key(Qt.Key.Key_Space, f"refer-{action}")
    work.press_key(Qt.Key.Key_Space, "start-referral")
    assert work.widget("referral-need").property("plainText") == "Ask for a birth record"
    assert work.widget("referral-goal").property("currentText") == "Papers for the child"
    work.press_key(Qt.Key.Key_Space, "print-form")
    work.press_key(Qt.Key.Key_Space, "leaving-sheet-act")
    work.qtbot.waitUntil(lambda: isinstance(work.session.page, DocumentPage))
    paper = work.session.page
    assert isinstance(paper, DocumentPage)
    assert one(work).objective_id == goal
    assert "Papers for the child" not in repr(paper.document)
    work.go(Place.REFERRALS, one(work).id)
    assert work.sees("For the goal")
    assert work.sees("Papers for the child")
    work.go(Place.CASE, case_id, "planning")
    assert work.sees("Port Maren legal aid · Sent")
    work.press_key(Qt.Key.Key_Space, f"goal-referral-{one(work).id}")
    work.press("answer-accepted")
    work.go(Place.CASE, case_id, "planning")
    assert work.sees("Port Maren legal aid · Accepted")


def test_the_goal_can_be_chosen_and_left_out(work: AtWork) -> None:
    case_id, ids = begin(work)
    goal, _action = plan_with_an_action(work, case_id)
    open_new(work, case_id, ids)
    work.write("referral-need", "A birth record")
    work.press_key(Qt.Key.Key_Down, "referral-goal")
    work.press("keep-for-later")
    assert one(work).objective_id == goal
    work.go(Place.REFERRALS, one(work).id)
    assert work.widget("referral-goal").property("currentText") == "Papers for the child"
    work.press_key(Qt.Key.Key_Up, "referral-goal")
    work.press("keep-for-later")
    assert one(work).objective_id is None
