"""Small acts that lead out of a page, or unfold and fold again: each is pressed once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from caseworker.model.case import Case
from caseworker.model.ids import HouseholdId, PersonId
from caseworker.model.person import Household, HouseholdMembership, Person
from caseworker.model.staff import Role
from caseworker.ports import UnitOfWork
from tests.screens.at_work import AtWork
from ui.window.navigation import Place


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[AtWork]:
    at_work = AtWork(qtbot, tmp_path, frozenset(Role))
    yield at_work
    at_work.close()


def test_every_page_about_forms_leads_back(work: AtWork) -> None:
    case_id = work.selam()
    work.go(Place.FORMS)
    work.press("install-form")
    work.press("leave-install")
    assert work.find("install-form")
    shipped = next(name for name in work.names() if name.startswith("form-identification-"))
    work.press(shipped)
    work.press("leave-form")
    assert work.find(shipped)
    work.go(Place.CASE, case_id)
    work.press("fill-in-form")
    work.press("leave-forms")
    assert work.find("steps")


def test_a_paper_that_is_left_is_not_attached(work: AtWork) -> None:
    case_id = work.selam()
    work.go(Place.CASE, case_id)
    work.press("attach-paper")
    assert work.find("leave-paper")
    work.press("leave-paper")
    assert not work.find("leave-paper")
    assert work.sees("No paper is attached.")


def test_from_the_handover_one_goes_back_to_the_closure(work: AtWork) -> None:
    work.go(Place.CASE, work.selam(), "transfer")
    work.press("back-to-closure")
    assert work.find("step-closure")


def test_an_explanation_that_is_left_says_nothing(work: AtWork) -> None:
    work.go(Place.EXPLANATIONS)
    opened = next(name for name in work.names() if name.startswith("explain-"))
    work.press(opened)
    assert not work.find(opened)
    work.press("leave-explanation")
    assert work.find(opened)


def test_more_ways_to_look_for_help_unfold_and_fold(work: AtWork) -> None:
    work.go(Place.DIRECTORY)
    before = set(work.names())
    work.press("more-filters")
    assert set(work.names()) > before
    work.press("more-filters")
    assert set(work.names()) == before


def test_somebody_of_the_same_household_is_one_press_away(work: AtWork) -> None:
    case_id = work.selam()

    def sister(unit: UnitOfWork) -> tuple[PersonId, PersonId]:
        selam = unit.get(Case, case_id).person_id
        home = Household(id=HouseholdId(unit.new_id()), formed_at=unit.now())
        hana = Person(
            id=PersonId(unit.new_id()),
            given_name="Hana",
            family_name="Tesfay",
            registered_at=unit.now(),
            registered_by=unit.actor.user_id,
        )
        unit.add(home)
        unit.add(hana)
        for person in (selam, hana.id):
            unit.add(
                HouseholdMembership(
                    id=unit.new_id(), household_id=home.id, person_id=person, since=unit.now()
                )
            )
        return selam, hana.id

    selam, hana = work.does(sister)
    work.go(Place.PERSON, selam)
    work.press(f"with-{hana}")
    assert work.sees("Hana Tesfay")
    assert work.find(f"with-{selam}")


def test_the_window_is_blanked_by_mouse(work: AtWork) -> None:
    work.press("hide")
    assert work.window.is_hidden()
    work.press("hide-screen")
    assert not work.window.is_hidden()


def test_who_is_invited_may_be_somebody_new(work: AtWork) -> None:
    work.office.space.found()
    work.go(Place.LAPTOPS)
    work.press("invite-newcomer")
    assert work.find("users")


def test_the_root_is_printed_or_left_and_going_elsewhere_loses_nothing(work: AtWork) -> None:
    work.go(Place.LAPTOPS)
    work.press("prepare-laptops")
    QTimer.singleShot(200, _leave_dialog)
    work.press("print-root")
    assert not [each for each in work.window.findChildren(QDialog) if each.isVisible()]
    assert not work.window.findChildren(QDialog), "no dialog stays behind with a printer gone"
    work.go(Place.TODAY)
    work.press("root-sheet-back")
    assert not work.office.space.status().founded
    work.go(Place.LAPTOPS)
    work.press("prepare-laptops")
    code = work.office.space.prepare_root().split("-")
    work.press("root-sheet-act")
    work.go(Place.TODAY)
    fields = work.window.findChildren(QLineEdit)
    for name in [each.objectName() for each in fields if "root-group-" in each.objectName()]:
        work.write(name, code[int(name.rpartition("-")[2])])
    work.press("root-check-act")
    assert work.office.space.status().founded
    assert work.find("laptops")


def _leave_dialog() -> None:
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, QDialog):
        dialog.reject()
    else:
        QTimer.singleShot(200, _leave_dialog)
