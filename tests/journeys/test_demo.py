"""The demo centre: the whole story, told through the use cases, on the real store."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from caseworker.demo.staff import AMINA, EVERYBODY, JOSEPHINE
from caseworker.indicators.facts import FACTS
from caseworker.indicators.months import months_until
from caseworker.model.arrival import Arrival, ArrivalState
from caseworker.model.case import Case, Step
from caseworker.model.directory import Service
from caseworker.model.person import Person
from caseworker.steps.progress import progress
from caseworker.views.decisions import ToLookAt
from caseworker.views.feedback import open_feedback
from caseworker.views.today import today
from db.store.demo_store import make_demo, open_demo
from db.store.office import StoreOffice
from db.store.verify import verify
from tests.journeys.told_demo import content

MORNING = datetime(2026, 11, 18, 8, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("demo") / "demo"
    make_demo(made, MORNING)
    return made


@pytest.fixture
def office(folder: Path) -> Iterator[StoreOffice]:
    opened = open_demo(folder, clock=lambda: MORNING)
    yield opened
    opened.close()


def test_today_is_as_the_design_shows_it(office: StoreOffice) -> None:
    shown = office.ask(lambda reads: today(reads, MORNING))
    assert {row.number for row in shown.arrivals} == {"A41", "A42", "A43"}
    due = [(entry.person, entry.days_late) for entry in shown.follow_ups]
    assert due == [("Yusuf A.", 1), ("Selam T.", 0), ("Mariam D.", 0), ("Farid N.", 0)]
    referrals = [(each.provider, each.days_late) for each in shown.referrals]
    assert referrals == [("Port Maren legal aid", 2), ("Open Door school", 0)]
    # One handover to answer to, and one provider to be told that a yes has ended since.
    assert sorted(each.kind for each in shown.decisions) == [ToLookAt.TRANSFER, ToLookAt.RECALL]


def test_there_is_somebody_in_every_step(office: StoreOffice) -> None:
    cases = office.ask(lambda reads: reads.matching(Case))
    steps = {step for case in cases for step in office.ask(lambda reads: progress(reads, case.id))}  # noqa: B023  asked at once
    assert steps >= set(Step) - {Step.CLOSURE}
    assert len({case.status for case in cases}) == 3


def test_it_is_large_and_whole(office: StoreOffice) -> None:
    assert office.ask(lambda reads: reads.count(Person)) >= 40
    nations = {
        code for each in office.ask(lambda reads: reads.matching(Person))
        for code in each.nationalities
    }  # fmt: skip
    assert len(nations) >= 12
    assert office.ask(lambda reads: reads.count(Service)) == 41
    assert office.ask(lambda reads: reads.count(Arrival, state=ArrivalState.WAITING)) == 3
    assert verify(office).problems == ()


def test_what_people_say_is_answered_and_counted(folder: Path) -> None:
    opened = open_demo(folder, JOSEPHINE.name, clock=lambda: MORNING)
    waiting = opened.ask(lambda reads: open_feedback(reads, MORNING.date()))
    assert [each.complaint for each in waiting] == [True]
    months = months_until(MORNING, 2)

    def counted(fact: str) -> float:
        values = opened.ask(lambda reads: FACTS[fact].values(reads, months))
        return sum(value or 0 for value in values)

    assert (counted("complaints"), counted("complaints answered in time")) == (2, 1)
    assert (counted("answers on how it is"), counted("satisfied answers")) == (7, 5)
    assert counted("litres of water") == 24
    opened.close()


def test_everybody_can_open_it(folder: Path) -> None:
    for colleague in EVERYBODY:
        opened = open_demo(folder, colleague.name)
        assert opened.actor.roles == colleague.roles
        opened.close()


def test_it_is_made_once(folder: Path) -> None:
    before = (folder / "store.db").stat().st_ino
    make_demo(folder, MORNING)
    assert (folder / "store.db").stat().st_ino == before
    open_demo(folder, AMINA.name).close()


def test_two_demo_centres_are_the_same_but_for_their_keys(folder: Path, tmp_path: Path) -> None:
    other = subprocess.run(
        [sys.executable, "-m", "tests.journeys.told_demo", str(tmp_path / "demo"), str(MORNING)],
        # Another order of sets: nothing may hang on it.
        env={**os.environ, "PYTHONHASHSEED": "4"},
        check=True,
        capture_output=True,
        text=True,
    )
    told = dict(line.rsplit(" ", 1) for line in other.stdout.splitlines())
    here = content(folder, MORNING)
    assert len(here) > 500
    different = {what for what in told.keys() | here.keys() if told.get(what) != here.get(what)}
    assert sorted(different) == []
    assert (folder / "keys").read_bytes() != (tmp_path / "demo" / "keys").read_bytes()
