"""The end of a case at the window: sent back, agreed, opened again, handed over and declined."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from caseworker.model.case import Case, CaseStatus
from caseworker.model.ids import CaseId, UserId
from caseworker.model.review import (
    ApprovalState,
    Closure,
    ClosureReason,
    TransferKind,
    TransferState,
)
from caseworker.ports import UnitOfWork
from caseworker.steps import closure, transfer
from tests.screens.at_work import AtWork
from ui.window.navigation import Place

END = closure.Ending(
    reason=ClosureReason.SUPPORT_ENDED,
    transition="knows the housing office",
    no_unmet_needs=True,
    told_how_to_return=True,
    feedback_asked=True,
)


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[AtWork]:
    at_work = AtWork(qtbot, tmp_path)
    yield at_work
    at_work.close()


def case(work: AtWork, case_id: CaseId) -> Case:
    return work.office.ask(lambda reads: reads.get(Case, case_id))


def asked_by(work: AtWork, case_id: CaseId, whom: UserId) -> None:
    """Ask for the closure as a colleague would have done it."""

    def act(unit: UnitOfWork) -> None:
        closure.prepare(unit, case_id, END).prepared_by = whom
        closure.ask_approval(unit, case_id)

    work.does(act)


def the_closure(work: AtWork) -> Closure:
    (found,) = work.office.ask(lambda reads: reads.matching(Closure))
    return found


@pytest.mark.requirement("R-205")
def test_a_closure_is_sent_back_agreed_and_opened_again(work: AtWork) -> None:
    case_id = work.selam()
    bo = work.colleague("Bo Li")
    asked_by(work, case_id, bo)
    work.go(Place.CASE, case_id, "closure")
    work.press("send-back-closure")
    assert work.sees("Say what is still to be done.")
    work.write("closure-comment", "Ask about the school")
    work.press("send-back-closure")
    sent_back = the_closure(work)
    assert sent_back.approval is ApprovalState.SENT_BACK
    assert sent_back.decision_comment == "Ask about the school"
    assert case(work, case_id).status is CaseStatus.OPEN
    assert not work.find("approve-closure")

    asked_by(work, case_id, bo)
    work.press("approve-closure")
    assert case(work, case_id).status is CaseStatus.CLOSED
    work.press("reopen-case")
    assert work.sees("A few words are enough.")
    work.write("reopen-why", "She came back")
    work.press("reopen-case")
    assert case(work, case_id).status is CaseStatus.OPEN
    assert case(work, case_id).number == "7QK-0001"
    assert the_closure(work).closed_at is not None, "its history stays"


def test_whoever_asked_too_early_asks_no_longer(work: AtWork) -> None:
    case_id = work.selam()

    def act(unit: UnitOfWork) -> None:
        closure.prepare(unit, case_id, END)
        closure.ask_approval(unit, case_id)

    work.does(act)
    work.go(Place.CASE, case_id, "closure")
    assert not work.find("approve-closure"), "nobody decides about her own"
    work.press("ask-no-longer")
    assert the_closure(work).approval is ApprovalState.NOT_ASKED


@pytest.mark.requirement("R-244")
def test_a_case_that_is_offered_is_declined_and_stays_where_it_was(work: AtWork) -> None:
    case_id = work.selam()
    bo, me = work.colleague("Bo Li"), work.office.actor.user_id
    handover = transfer.Handover(
        kind=TransferKind.COLLEAGUE,
        receiving_user=me,
        done_so_far="room found",
        still_to_do="school",
    )

    def offered(unit: UnitOfWork) -> None:
        unit.get(Case, case_id).assigned_to = bo
        transfer.prepare(unit, case_id, handover)
        transfer.offer(unit, case_id)

    work.does(offered)
    work.go(Place.CASE, case_id, "closure")
    work.press("hand-over")
    work.write("transfer-words", "I have no room this month")
    work.press("decline-transfer")
    found = work.office.ask(lambda reads: transfer.current(reads, case_id))
    assert found is not None
    assert (found.state, found.answer) == (TransferState.DECLINED, "I have no room this month")
    assert case(work, case_id).assigned_to == bo
