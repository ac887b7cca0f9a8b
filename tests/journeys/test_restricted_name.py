"""A record that only named colleagues see, through the window of one who is not named."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QAbstractItemView, QWidget

from caseworker.keys import Newcomer
from caseworker.model.ids import CaseId
from caseworker.model.rights import Restriction
from caseworker.model.staff import Role, User
from caseworker.ports import UnitOfWork
from caseworker.reception.check_in import AtTheGate
from caseworker.referral.life_cycle import Wish, prepare
from caseworker.steps.review import Appointment, plan_follow_up
from tests.directory.entries import enter
from tests.journeys.centre import AMINA, JOSEPHINE, PASSPHRASE, Centre
from tests.journeys.leaks import Leaks
from ui.rehearsal import desk_work
from ui.search import Finder
from ui.window.navigation import Place

BINTA = "Binta Sow"
NAME = desk_work.Name("Awa-Tanzanite", "Chalcedony", "1998")
EVERYWHERE = (
    Place.TODAY,
    Place.PEOPLE,
    Place.CASES,
    Place.REFERRALS,
    Place.CALENDAR,
    Place.RIGHTS,
)


@pytest.fixture
def centre(centre: Centre) -> Centre:
    """The small centre, with a second supervisor who is a relative of Awa."""
    hand = centre.unlock("Tomas")
    roles = frozenset({Role.CASEWORKER, Role.SUPERVISOR, Role.RECEPTION})
    centre.office.keys.add(Newcomer(name=BINTA, staff_code="09", roles=roles), PASSPHRASE)
    hand.settle()
    centre.unlock(AMINA)
    return centre


def words_on_screen(window: QWidget) -> str:
    shown = [each for each in window.findChildren(QWidget) if each.isVisible()]
    said = [str(each.property("text") or "") for each in shown]
    said += [each.accessibleName() for each in shown]
    for view in window.findChildren(QAbstractItemView):
        model = view.model()
        if view.isVisible() and model is not None:
            said += [
                str(model.index(row, column).data())
                for row in range(model.rowCount())
                for column in range(model.columnCount())
            ]
    return " ".join([*said, window.windowTitle()])


def finds(centre: Centre, query: str) -> str:
    """Return what Ctrl+K finds, in words."""
    found = Finder(centre.hand.session.desk)(query)
    return " ".join(f"{each.title} {each.subtitle} {each.destination}" for each in found)


def busy(centre: Centre, case_id: CaseId) -> None:
    """Let Awa stand in every list there is, for all colleagues."""
    staff = [user.id for user in centre.all(User)]

    def act(work: UnitOfWork) -> None:
        for who in staff:
            due = work.now() - timedelta(days=1)
            look = Appointment(due_at=due, what="The Tanzanite talk", assigned_to=who)
            plan_follow_up(work, case_id, look)
        provider, service = enter("Sail workshop")(work)
        prepare(work, case_id, Wish(provider_id=provider, service_id=service, need="A course"))

    centre.office.perform(act)


def test_a_colleague_who_is_not_named_finds_nothing(centre: Centre, leaks: Leaks) -> None:
    centre.registers(NAME, AtTheGate(described_as="Woman, about 25", language="fr"))
    centre.hand.click("open-case")
    person, case = centre.person(NAME.given), centre.case_of(NAME.given)
    busy(centre, CaseId(case.id))

    centre.unlock(BINTA)
    assert "Tanzanite" in finds(centre, "awa")
    for place in (Place.PEOPLE, Place.CASES, Place.CALENDAR, Place.TODAY):
        centre.go(place)
        shown = words_on_screen(centre.hand.window)
        assert "Tanzanite" in shown, place

    hand = centre.unlock(JOSEPHINE)
    centre.go(Place.PERSON, person.id)
    hand.click("open-restriction")
    hand.click("restrict")
    assert not centre.all(Restriction), "a reason is asked"
    hand.type("restriction-reason", "A colleague is a relative")
    hand.click("restrict")
    named = centre.one(Restriction).open_to
    assert {user.name for user in centre.all(User) if user.id in named} == {AMINA, JOSEPHINE}

    hand = centre.unlock(BINTA)
    for query in ("awa", "tanzanite", "chalcedony", case.number):
        assert str(person.id) not in finds(centre, query)
        assert str(case.id) not in finds(centre, query)
        assert "Tanzanite" not in finds(centre, query)
    for place in EVERYWHERE:
        centre.go(place)
        said = words_on_screen(hand.window)
        for told in ("Tanzanite", "Chalcedony", case.number, "Name hidden"):
            assert told not in said, (place, told)
    centre.go(Place.PERSON, person.id)
    assert "Tanzanite" not in words_on_screen(hand.window)
    assert hand.shown("explanation-act"), "a way back to it explains itself, and says no name"
    hand.click("explanation-act")

    hand = centre.unlock(AMINA)
    centre.go(Place.CASES)
    assert "Tanzanite" not in words_on_screen(hand.window), "lists are read over shoulders"
    centre.go(Place.RIGHTS)
    hand.click(f"restricted-{person.id}")
    hand.click("open-person")
    assert "Tanzanite" in words_on_screen(hand.window)

    hand = centre.unlock(JOSEPHINE)
    centre.go(Place.RIGHTS, person.id, "seen by")
    hand.type("open-again-why", "The relative works elsewhere")
    hand.click("open-again")
    centre.unlock(BINTA)
    assert "Tanzanite" in finds(centre, "awa")
    centre.lock()
    leaks.none_of("Tanzanite", "Chalcedony")
