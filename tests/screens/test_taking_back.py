"""What was done in a case can be taken back: a goal, and a step that was finished too soon."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from caseworker.model.case import Step, StepProgress, StepState
from caseworker.ports import UnitOfWork
from caseworker.steps import planning
from caseworker.steps.progress import progress
from tests.screens.at_work import AtWork
from ui.window.navigation import Place


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[AtWork]:
    at_work = AtWork(qtbot, tmp_path)
    yield at_work
    at_work.close()


@pytest.mark.requirement("R-205")
@pytest.mark.parametrize("step", [Step.IDENTIFICATION, Step.ASSESSMENT, Step.REVIEW])
def test_a_finished_step_is_opened_again(work: AtWork, step: Step) -> None:
    case_id = work.selam()

    def finished(unit: UnitOfWork) -> None:
        done = StepProgress(
            id=unit.new_id(),
            case_id=case_id,
            step=step,
            state=StepState.DONE,
            since=unit.now(),
            by=unit.actor.user_id,
        )
        unit.add(done)

    work.does(finished)
    work.go(Place.CASE, case_id, step.value)
    work.press("reopen-step")
    now = work.office.ask(lambda reads: progress(reads, case_id))[step]
    assert now.state is StepState.OPENED_AGAIN
    assert not work.find("reopen-step")


def test_a_goal_is_taken_out_of_the_plan_and_put_back_by_one_key(work: AtWork) -> None:
    case_id = work.selam()
    work.does(lambda unit: planning.add_goal(unit, case_id, planning.Goal(title="A school")))
    work.go(Place.CASE, case_id, "planning")
    work.press("open-goal-1")
    work.press("remove-goal")
    assert not work.find("open-goal-1")
    assert work.sees("The goal is taken out of the plan")
    work.qtbot.keyClick(work.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    work.settle()
    assert work.find("open-goal-1")
