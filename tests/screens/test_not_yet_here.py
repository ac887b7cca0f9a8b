"""What has not come from another laptop yet is said: a yes that is awaited, and since when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from caseworker.model.case import Case
from caseworker.model.ids import PersonId
from caseworker.model.values import Answer
from caseworker.referral.life_cycle import send
from tests.directory.entries import enter
from tests.screens.at_work import AtWork
from tests.screens.elsewhere import Elsewhere, selam_of
from tests.sync.acts_of_consent import prepares, says
from tests.sync.stores import add_person
from ui.window.navigation import Place


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[AtWork]:
    made = AtWork(qtbot, tmp_path)
    yield made
    made.close()


def comes_here(work: AtWork, other: Elsewhere) -> None:
    """Take in what lies on the stick, and let the screen see it."""
    other.exchange(work.office)
    work.go(Place.TODAY)


@pytest.mark.requirement("R-260")
def test_the_page_of_a_referral_waits_for_the_yes(work: AtWork, other: Elsewhere) -> None:
    person = PersonId(selam_of(work))
    work.does(enter("Legal aid"))
    comes_here(work, other)
    other.exchange()
    before = set(other.stick.rglob("*.batch"))
    other.office.perform(lambda unit: says(Answer.YES)(unit, person))
    other.exchange()
    yes = {path: path.read_bytes() for path in set(other.stick.rglob("*.batch")) - before}
    (case,) = other.office.ask(lambda reads: reads.matching(Case))
    referral, _ = other.office.perform(lambda unit: prepares(unit, case.id))
    other.office.perform(lambda unit: send(unit, referral, "encrypted file"))
    other.exchange()
    for path in yes:
        path.unlink()

    comes_here(work, other)
    work.go(Place.REFERRALS)
    work.press(f"referral-{referral}")
    assert work.sees("The yes it went out on has not arrived on this laptop")
    assert not work.find("show-form")
    for path, content in yes.items():
        path.write_bytes(content)
    comes_here(work, other)
    work.go(Place.REFERRALS)
    work.press(f"referral-{referral}")
    assert not work.sees("has not arrived on this laptop")
    assert work.find("show-form")


@pytest.mark.requirement("R-432")
def test_a_supervisor_sees_when_each_laptop_was_last_heard_and_what_waits_for_it(
    work: AtWork, other: Elsewhere
) -> None:
    """In numbers and times: no name of a person whom either laptop has."""
    selam_of(work)
    other.office.perform(add_person("Zanfara"))
    other.exchange()
    comes_here(work, other)
    other.exchange()
    comes_here(work, other)
    heard = work.moment
    work.moment += timedelta(days=2)
    work.does(add_person("Quillibrace"))
    waits_since = work.moment
    work.office.exchange.pack()
    work.moment += timedelta(days=6)

    work.go(Place.SYNC)
    assert work.sees(f"It last wrote {heard.day} Nov")
    assert work.sees(f"The oldest of the others waits since {waits_since.day} Nov")
    (theirs,) = work.office.space.laptops()[1:]
    assert theirs.lacks_since is not None
    assert abs(theirs.lacks_since / 1000 - waits_since.timestamp()) < 60
    work.go(Place.REPORTS, part="queue")
    assert work.sees("Laptops not heard of for a week")
    assert work.find(f"quiet-{theirs.code}")
    work.press(f"quiet-{theirs.code}")
    page = " ".join(work.words())
    assert "Zanfara" not in page
    assert "Quillibrace" not in page
