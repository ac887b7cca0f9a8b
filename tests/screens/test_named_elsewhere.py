"""Whose words name somebody is looked for in all records before hers is erased."""

from __future__ import annotations

import pytest

from caseworker.model.case import Case
from caseworker.model.ids import CaseId, PersonId
from caseworker.model.person import Person
from caseworker.model.staff import Role
from caseworker.ports import UnitOfWork
from tests.screens.at_work import Begin
from tests.screens.test_erasure_pages import OFFICER, begin, decided, late_note, selam
from ui.window.navigation import Place

__all__ = ["begin"]


@pytest.mark.requirement("R-442")
def test_where_others_name_her_is_looked_for_before(begin: Begin) -> None:
    work = begin()
    person, _case = selam(work)
    erasure = decided(work, person)
    work.go(Place.RIGHTS, erasure, "erasure")
    work.press("look-elsewhere")
    work.settle()
    assert work.sees("No other record has such words.")

    def speaks_of_her(unit: UnitOfWork) -> None:
        of_another = late_note(unit, CaseId(unit.new_id()))
        of_another.said = "Her friend Selam came along."
        unit.add(of_another)

    work.does(speaks_of_her)
    work.press("look-elsewhere")
    work.settle()
    assert work.sees("Records that are not open to you, or of nobody alone")

    def of_somebody_known(unit: UnitOfWork) -> None:
        friend = Person(id=PersonId(unit.new_id()), given_name="Hiwot",
                        registered_at=unit.now(), registered_by=unit.actor.user_id)  # fmt: skip
        case = Case(id=CaseId(unit.new_id()), number="7QK-0077", person_id=friend.id,
                    opened_at=unit.now(), opened_by=unit.actor.user_id)  # fmt: skip
        note = late_note(unit, case.id)
        note.said = "Selam came along."
        for each in (friend, case, note):
            unit.add(each)

    work.does(of_somebody_known)
    work.press("look-elsewhere")
    work.settle()
    assert work.sees("7QK-0077")
    assert not work.find("named-in-0"), "the officer reads no records"
    roles = OFFICER | {Role.CASEWORKER}
    object.__setattr__(work.office.actor, "roles", roles)
    work.press("look-elsewhere")
    work.settle()
    work.press("named-in-0")
    assert work.session.page.objectName() == "person"
    assert work.sees("Hiwot")
