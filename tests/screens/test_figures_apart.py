"""Laptops that send figures before they exchange: the supervisor is told, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import combinations
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from caseworker.aggregates.apart import Together, apart, keep_as_read, told_together, unread
from caseworker.aggregates.going_out import history, prepare, send
from caseworker.aggregates.populations import Facet, Population, Scope
from caseworker.errors import NotAllowed
from caseworker.model.ids import PersonId
from caseworker.model.person import Person, Sex
from caseworker.model.staff import Role
from caseworker.ports import UnitOfWork
from db.store.office import StoreOffice
from tests.screens.at_work import AtWork, Begin
from tests.screens.elsewhere import Elsewhere
from tests.screens.test_month_end import newcomer
from tests.screens.test_reports import OneFile, many
from ui.outside import Outside
from ui.window.navigation import Place

REGISTERED = Population.REGISTERED
QUARTER = (date(2026, 7, 1), date(2026, 9, 30))
NOVEMBER = Scope(REGISTERED, date(2026, 11, 1), date(2026, 11, 30))
TITLE = "Laptops sent figures without knowing of each other"


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


def publish(office: StoreOffice, recipient: str, scope: Scope = NOVEMBER) -> None:
    now = office.ask(lambda reads: reads.now())
    table = office.ask(lambda reads: prepare(reads, scope, (Facet.SEX,), now))
    office.perform(lambda unit: send(unit, [table], recipient, "November"))


def meet(work: AtWork, *others: Elsewhere) -> None:
    """Let the laptops exchange by stick, until all know all of each other."""
    for other in (*others, *others):
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
    assert work.sees(
        "Whoever has all of them can tell 2 small counts more closely than was promised."
    )
    assert work.sees("What goes out next is protected against all of them.")
    assert work.sees("not to pass them on: Regional office, A donor.")
    work.press("apart-read-0")
    assert work.sees("A supervisor has read it")
    assert not work.find("apart-read-0")
    work.go(Place.TODAY)
    assert not work.sees(TITLE)
    meet(work, other)
    (found,) = other.office.ask(apart)
    assert found.read_at is not None, "read at one laptop is read at all"


@pytest.mark.requirement("R-449")
def test_the_next_figures_know_both(work: AtWork, other: Elsewhere) -> None:
    work.go(Place.REPORTS, part="history")
    assert work.sees("Nothing went out yet")
    published_apart(work, other)
    meet(work, other)
    publish(other.office, "A donor")
    meet(work, other)
    (found,) = work.office.ask(apart)  # neither of the two and the third
    assert {it.recipient for it in found.sent} == {"Regional office", "A donor"}
    assert found.known_since is not None
    assert found.known_since.id == work.office.ask(history)[0].id
    assert told_together(found).counts == 2, "what is told stays told"
    work.go(Place.REPORTS, part="figures")
    work.press("all-history")
    assert work.sees("was protected against all of them.")
    assert work.sees("Every table")
    work.press("back-to-figures")
    assert work.find("send-figures")


@pytest.mark.requirement("R-449")
def test_what_three_laptops_sent_apart_is_laid_together(
    work: AtWork, other: Elsewhere, tmp_path: Path
) -> None:
    """No two of them tell of the women of September; the quarter and two months together do."""
    third = Elsewhere(
        work, tmp_path / "third", other.stick, Role.SUPERVISOR, name="Chen Wu", code="03"
    )
    work.does(came_in_the_quarter)
    meet(work, other, third)
    publish(work.office, "Regional office", Scope(REGISTERED, *QUARTER))
    publish(other.office, "A donor", Scope(REGISTERED, date(2026, 7, 1), date(2026, 7, 31)))
    publish(third.office, "The town", Scope(REGISTERED, date(2026, 8, 1), date(2026, 8, 31)))
    meet(work, other)
    (two,) = work.office.ask(apart)
    work.does(lambda unit: keep_as_read(unit, (two,)))
    assert work.office.ask(unread) == 0
    meet(work, other, third)
    assert work.office.ask(unread) == 1, "there is more to read since the third came"
    (found,) = work.office.ask(apart)
    for few in combinations(found.sent, 2):
        assert told_together(replace(found, sent=few)).counts == 0
    assert told_together(found) == Together(1, tried=True)
    work.go(Place.REPORTS, part="history")
    for who in ("Regional office got it", "A donor got it", "The town got it"):
        assert work.sees(who)
    for sender in ("sent by Bo Li", "sent by Chen Wu"):
        assert work.sees(sender)
    assert work.sees(
        "Whoever has all of them can tell 1 small count more closely than was promised."
    )
    assert work.sees("not to pass them on: Regional office, A donor, The town.")
    work.press("apart-read-0")
    assert work.office.ask(unread) == 0
    third.office.close()


def came_in_the_quarter(unit: UnitOfWork) -> None:
    """Enter 27 women and 60 men; four of the women came in September."""
    for month, women in ((7, 12), (8, 11), (9, 4)):
        for sex, count in ((Sex.FEMALE, women), (Sex.MALE, 20)):
            for _each in range(count):
                unit.add(
                    Person(
                        id=PersonId(unit.new_id()),
                        sex=sex,
                        registered_at=datetime(2026, month, 10, 9, tzinfo=UTC),
                        registered_by=unit.actor.user_id,
                    )
                )


def test_whoever_may_not_send_figures_is_not_told(begin: Begin) -> None:
    work = begin(frozenset({Role.CASEWORKER}))
    with pytest.raises(NotAllowed):
        work.office.ask(apart)
    work.go(Place.TODAY)
    assert work.sees("Nothing waits for you")
