"""Two people at two laptops who did not know of each other: what the page of an erasure says."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from caseworker.model.arrival import Stay
from caseworker.model.case import CaseNote
from caseworker.model.erasure import Erasure
from caseworker.model.ids import CaseId, PersonId
from caseworker.model.person import Person
from caseworker.model.staff import Role, User
from caseworker.ports import UnitOfWork
from caseworker.rights.erasing import call_off
from tests.screens.at_work import AtWork, Begin
from tests.screens.elsewhere import Elsewhere
from tests.screens.test_erasure_pages import (
    OFFICER,
    SUPERVISOR,
    agree_there,
    begin,
    decided,
    decided_by_somebody_else,
    kept,
    late_note,
    selam,
)
from ui.window.navigation import Place

__all__ = ["begin"]


@pytest.mark.requirement("R-442")
def test_both_are_named_where_one_erased_and_the_other_called_it_off(
    begin: Begin, tmp_path: Path
) -> None:
    work = begin(OFFICER | {Role.ADMINISTRATOR})
    work.office.space.found()
    other = Elsewhere(work, tmp_path / "other", tmp_path / "stick", Role.SUPERVISOR)
    try:
        person, _case = selam(work)
        erasure = decided(work, person)
        other.exchange(work.office)
        other.exchange()
        other.office.perform(agree_there(erasure))
        other.exchange()
        other.exchange(work.office)
        other.office.perform(lambda unit: call_off(unit, erasure))
        work.go(Place.RIGHTS, erasure, "erasure")
        work.press("erase-record")
        work.press("erasing-act")
        assert not work.find("called-off-as-well")
        for _ in range(2):
            other.exchange()
            other.exchange(work.office)
        work.go(Place.TODAY)
        work.go(Place.RIGHTS, erasure, "erasure")
        assert work.find("called-off-as-well")
        assert work.sees("Bo Li called it off, and Amina Karim erased it")
        assert other.office.ask(lambda reads: reads.find(Person, person)) is None
    finally:
        other.office.close()


def erased_by_others(work: AtWork) -> UUID:
    """Return an erasure that Lucia decided and Josephine agreed to; a note came late."""
    person, case_id = selam(work)
    erasure = decided_by_somebody_else(work, person)
    second = work.colleague("Josephine Okafor", role=Role.SUPERVISOR)

    def erase(unit: UnitOfWork) -> None:
        found = unit.get(Erasure, erasure)
        found.agreed_at, found.agreed_by = unit.now(), second
        found.carried_out_at, found.carried_out_by = unit.now(), found.decided_by
        found.owners = (person, case_id)
        unit.add(late_note(unit, CaseId(case_id)))

    work.does(erase)
    return erasure


@pytest.mark.requirement("R-442")
def test_a_supervisor_agrees_to_what_came_too_late_for_the_agreement(begin: Begin) -> None:
    """A bed lies with the whole centre, and nobody named it when it was agreed to."""
    work = begin(SUPERVISOR)
    erasure = erased_by_others(work)
    work.go(Place.RIGHTS, erasure, "erasure")
    assert not work.find("agree-late")
    person = kept(work, erasure).person_id
    bed = work.does(lambda unit: a_bed(unit, person))
    work.go(Place.TODAY)
    work.go(Place.RIGHTS, erasure, "erasure")
    assert work.sees("It takes somebody else to agree first, then it is erased.")
    work.press("agree-late")
    assert kept(work, erasure).late_agreed_by == work.office.actor.user_id
    assert kept(work, erasure).late_beyond == (bed,)
    assert not work.find("agree-late")
    assert not work.find("erase-late")


def a_bed(unit: UnitOfWork, person: PersonId) -> UUID:
    made = Stay(id=unit.new_id(), person_id=person, bed="B-4", since=unit.now())
    unit.add(made)
    return made.id


@pytest.mark.requirement("R-442")
def test_where_whoever_decided_has_left_the_officer_of_today_decides_anew(begin: Begin) -> None:
    work = begin(OFFICER)
    erasure = erased_by_others(work)
    decider = kept(work, erasure).decided_by
    work.does(lambda unit: setattr(unit.get(User, decider), "removed_at", unit.now()))
    work.go(Place.RIGHTS, erasure, "erasure")
    assert work.sees("Whoever decided has the role no longer")
    assert not work.find("erase-late")
    work.press("decide-late")
    assert kept(work, erasure).decided_by == work.office.actor.user_id
    assert work.sees("It takes somebody else to agree first, then it is erased.")
    assert not work.find("agree-late")

    def agreed(unit: UnitOfWork) -> None:
        found = unit.get(Erasure, erasure)
        found.late_agreed_at, found.late_agreed_by = unit.now(), found.agreed_by

    work.does(agreed)
    work.press("erase-late")
    assert not work.find("came-late")
    assert not work.office.ask(lambda reads: reads.matching(CaseNote))
