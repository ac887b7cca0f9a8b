"""Two laptops that send figures before they exchange: the supervisor is told, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from caseworker.aggregates.apart import apart, told_together
from caseworker.aggregates.going_out import history, prepare, send
from caseworker.aggregates.populations import Facet, Population, Scope
from caseworker.errors import NotAllowed
from caseworker.model.staff import Role
from db.store.office import StoreOffice
from tests.screens.at_work import AtWork, Begin
from tests.screens.elsewhere import Elsewhere
from tests.screens.test_month_end import newcomer
from tests.screens.test_reports import OneFile, many
from ui.outside import Outside
from ui.window.navigation import Place

NOVEMBER = Scope(Population.REGISTERED, date(2026, 11, 1), date(2026, 11, 30))
TITLE = "Two laptops sent figures without knowing of each other"


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[AtWork]:
    at_work = AtWork(qtbot, tmp_path, outside=Outside(files=OneFile(tmp_path / "figures")))
    yield at_work
    at_work.close()


@pytest.fixture
def other(work: AtWork, tmp_path: Path) -> Iterator[Elsewhere]:
    work.office.space.found()
    many(work)
    stick = tmp_path / "stick"
    stick.mkdir()
    made = Elsewhere(work, tmp_path / "other", stick, Role.SUPERVISOR)
    yield made
    made.office.close()


def publish(office: StoreOffice, recipient: str) -> None:
    now = office.ask(lambda reads: reads.now())
    table = office.ask(lambda reads: prepare(reads, NOVEMBER, (Facet.SEX,), now))
    office.perform(lambda unit: send(unit, [table], recipient, "November"))


def meet(work: AtWork, other: Elsewhere) -> None:
    """Let the two laptops exchange by stick, until both know all of each other."""
    for office in (work.office, other.office, work.office):
        other.exchange(office)
    work.session.desk.changed.emit(work.office.perform(lambda unit: unit.record)[1])
    work.settle()


def published_apart(work: AtWork, other: Elsewhere) -> None:
    """Send the same month from both; two women whom the window does not know came in between."""
    publish(work.office, "Regional office")
    for _each in range(2):
        other.office.perform(newcomer)
    publish(other.office, "A donor")


@pytest.mark.requirement("R-449")
def test_who_may_send_figures_is_told_and_says_that_she_read_it(
    work: AtWork, other: Elsewhere
) -> None:
    published_apart(work, other)
    work.go(Place.TODAY)
    assert not work.sees(TITLE)
    meet(work, other)
    work.go(Place.REPORTS, part="queue")
    assert work.sees(TITLE)
    work.go(Place.TODAY)
    assert work.sees(TITLE)
    work.press("read-apart")
    assert work.sees("Regional office got it")
    assert work.sees("A donor got it")
    assert work.sees("sent by Bo Li")
    assert work.sees("Whoever has both can tell 2 small counts more closely than was promised.")
    assert work.sees("What goes out next is protected against both.")
    assert work.sees("Ask Regional office and A donor not to pass theirs on.")
    work.press("apart-read-0")
    assert work.sees("A supervisor has read it")
    assert not work.find("apart-read-0")
    work.go(Place.TODAY)
    assert not work.sees(TITLE)
    meet(work, other)
    (pair,) = other.office.ask(apart)
    assert pair.read_at is not None, "read at one laptop is read at all"


@pytest.mark.requirement("R-449")
def test_the_next_figures_know_both(work: AtWork, other: Elsewhere) -> None:
    work.go(Place.REPORTS, part="history")
    assert work.sees("Nothing went out yet")
    published_apart(work, other)
    meet(work, other)
    publish(other.office, "A donor")
    meet(work, other)
    (pair,) = work.office.ask(apart)  # neither of the two and the third
    assert {pair.one.recipient, pair.other.recipient} == {"Regional office", "A donor"}
    assert pair.known_since is not None
    assert pair.known_since.id == work.office.ask(history)[0].id
    assert told_together(pair).counts == 2, "what is told stays told"
    work.go(Place.REPORTS, part="figures")
    work.press("all-history")
    assert work.sees("was protected against both.")
    assert work.sees("Every table")
    work.press("back-to-figures")
    assert work.find("send-figures")


def test_whoever_may_not_send_figures_is_not_told(begin: Begin) -> None:
    work = begin(frozenset({Role.CASEWORKER}))
    with pytest.raises(NotAllowed):
        work.office.ask(apart)
    work.go(Place.TODAY)
    assert work.sees("Nothing waits for you")
