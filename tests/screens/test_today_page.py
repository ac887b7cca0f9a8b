from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from caseworker.model.ids import FollowUpId
from caseworker.model.review import FollowUp
from caseworker.model.staff import Role
from caseworker.ports import UnitOfWork
from caseworker.views.today import counts, today
from tests.screens.at_work import AtWork
from ui.window.navigation import Place

ARRIVALS = {"Arrivals waiting", "New arrival"}
CASEWORK = {"Follow-ups due", "Referrals without answer", "Whole week"}
MARK = "For you to look at"


@pytest.mark.parametrize(
    ("role", "offered", "kept_away"),
    [
        (Role.CASEWORKER, ARRIVALS | CASEWORK | {MARK}, set()),
        (Role.RECEPTION, ARRIVALS | {MARK}, CASEWORK),
        (Role.ADMINISTRATOR, {MARK}, ARRIVALS | CASEWORK),
        (Role.DATA_PROTECTION_OFFICER, {MARK}, ARRIVALS | CASEWORK),
    ],
)
def test_today_offers_only_what_the_role_opens(
    qtbot: QtBot, tmp_path: Path, role: Role, offered: set[str], kept_away: set[str]
) -> None:
    work = AtWork(qtbot, tmp_path, frozenset({role}))
    work.go(Place.TODAY)
    assert all(work.sees(words) for words in offered)
    assert not any(work.sees(words) for words in kept_away)
    work.close()


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[AtWork]:
    at_work = AtWork(qtbot, tmp_path)
    yield at_work
    at_work.close()


def test_the_sidebar_counts_what_today_shows(work: AtWork) -> None:
    case_id = work.selam()

    def plan(unit: UnitOfWork) -> None:
        for hours in (1, 20):
            unit.add(
                FollowUp(
                    id=FollowUpId(unit.new_id()),
                    case_id=case_id,
                    due_at=datetime(2026, 11, 18, 9, 10, tzinfo=UTC) + timedelta(hours=hours),
                    what="Look at the plan",
                    assigned_to=unit.actor.user_id,
                )
            )

    work.does(plan)
    now = work.moment
    shown = work.office.ask(lambda reads: today(reads, now))
    assert work.office.ask(lambda reads: counts(reads, now))[2] == shown.follow_ups_in_all == 1
    work.go(Place.REPORTS)
    work.go(Place.TODAY)
    work.press(f"follow-up-{shown.follow_ups[0].id}")
    assert work.sees("Look at the plan")
    assert work.find("plan-look")
