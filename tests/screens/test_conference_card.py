"""A conference that lacks a yes: who sat there is written down, or on what else it stood."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from caseworker.consent.asking import keep_answers
from caseworker.consent.talk import Asked
from caseworker.consent.withdrawal import Scope, withdraw
from caseworker.model.case import Case, Step, StepProgress, StepState
from caseworker.model.consent import BasisUse, Purpose
from caseworker.model.review import Meeting, MeetingKind
from caseworker.model.values import Answer
from caseworker.ports import UnitOfWork
from caseworker.steps import review
from tests.scene import GOOD_TALK
from tests.screens.at_work import AtWork
from ui.window.navigation import Place


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[AtWork]:
    at_work = AtWork(qtbot, tmp_path)
    yield at_work
    at_work.close()


@pytest.mark.requirement("R-236", "R-260")
def test_partners_are_named_and_another_basis_is_written_down(work: AtWork) -> None:
    case_id = work.selam()
    held = review.Held(kind=MeetingKind.CASE_CONFERENCE)
    work.does(lambda unit: review.hold_meeting(unit, case_id, held))
    work.go(Place.CASE, case_id, "review")
    assert work.sees("Which partners sat there is missing")
    work.press("step-findings-2-conference")
    work.write("conference-partners", "Lighthouse")
    work.press("keep-partners")
    assert work.sees("Partners met about it without a yes to each of them: Lighthouse")
    (met,) = work.office.ask(lambda reads: reads.matching(Meeting))
    assert met.partners == ("Lighthouse",)
    work.press("step-findings-2-conference")
    assert work.widget("conference-partners").property("plainText") == "Lighthouse"
    work.press("agree-basis")
    assert work.sees("The reason is missing")
    work.press("basis-vital_interests")
    work.write("basis-reason", "Nobody could ask her in time")
    work.press("agree-basis")
    assert not work.find("conference-partners")
    assert not work.sees("without a yes to each")
    (use,) = work.office.ask(lambda reads: reads.matching(BasisUse))
    assert use.meeting_id == met.id
    assert use.reviewed_at is None, "a supervisor looks at it afterwards"


def test_what_partners_heard_without_a_yes_is_said_after_the_step_is_done(work: AtWork) -> None:
    case_id = work.selam()
    held = review.Held(kind=MeetingKind.CASE_CONFERENCE, partners="Lighthouse")
    work.does(lambda unit: review.hold_meeting(unit, case_id, held))

    def done(unit: UnitOfWork) -> None:
        unit.add(
            StepProgress(
                id=unit.new_id(),
                case_id=case_id,
                step=Step.REVIEW,
                state=StepState.DONE,
                since=unit.now(),
                by=unit.actor.user_id,
            )
        )

    work.does(done)
    work.go(Place.CASE, case_id, "review")
    assert work.sees("without a yes to each of them")
    assert not work.sees("Not yet looked at again"), "the rest is over with the step"


def test_the_way_back_leaves_all_as_it_was(work: AtWork) -> None:
    case_id = work.selam()
    held = review.Held(kind=MeetingKind.CASE_CONFERENCE, partners="Lighthouse")
    work.does(lambda unit: review.hold_meeting(unit, case_id, held))
    work.go(Place.CASE, case_id, "review")
    work.press("step-findings-2-conference")
    work.press("leave-basis")
    assert not work.find("conference-partners")
    assert work.sees("without a yes to each of them")


@pytest.mark.requirement("R-236", "R-441")
def test_whoever_heard_it_is_told_when_she_takes_her_yes_back(work: AtWork) -> None:
    case_id = work.selam()
    person = work.office.ask(lambda reads: reads.get(Case, case_id)).person_id
    held = review.Held(kind=MeetingKind.CASE_CONFERENCE, partners="Lighthouse")

    def met(unit: UnitOfWork) -> None:
        yes = Asked(purpose=Purpose.TRANSFER, answer=Answer.YES, recipient="Lighthouse")
        keep_answers(unit, (yes,), GOOD_TALK, person_id=person)
        review.hold_meeting(unit, case_id, held)

    work.does(met)
    work.go(Place.TODAY)
    assert not work.sees("A yes ended after a partner heard of it")
    back = Scope(purpose=Purpose.TRANSFER, recipient="Lighthouse")
    work.does(lambda unit: withdraw(unit, person, back))
    work.go(Place.TODAY)
    assert work.sees("A yes ended after a partner heard of it: tell them")
    work.press(f"decision-{person}")
    assert work.sees("The yes was taken back after")
    work.press("partner-told-0")
    assert not work.find("partner-told-0")
    work.go(Place.TODAY)
    assert not work.sees("A yes ended after a partner heard of it")
