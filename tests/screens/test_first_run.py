from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from ui.first_run.flow import ORDER, FirstRun, Step
from ui.first_run.pages import CentrePage, CheckPage, PersonPage, RecoveryPage
from ui.first_run.strength import Grade, strength
from ui.first_run.wizard import FirstRunWizard
from ui.widgets.label import Label

CODE = "K7QD-2M9P-X4TR-8WBN-3HCV-6ZJF-9YGA-51E0"
PASSPHRASE = "lantern orchard seven mittens"


def run_at(step: Step) -> FirstRun:
    run = FirstRun(lambda: CODE, lambda _count: (1, 7))
    run.answers.centre = "Harbour Gate centre"
    run.answers.name = "Josephine O."
    run.answers.passphrase = run.answers.passphrase_again = PASSPHRASE
    run.step = step
    return run


def test_the_pages_come_in_their_order() -> None:
    run = run_at(Step.WELCOME)
    run.answers.typed_groups = ("2M9P", "51E0")
    seen = [run.step]
    while not run.is_last:
        assert run.go_on() == {}
        seen.append(run.step)
    assert tuple(seen) == ORDER
    assert run.number == 6


def test_a_centre_needs_a_name() -> None:
    run = run_at(Step.CENTRE)
    run.answers.centre = "  "
    assert set(run.go_on()) == {"centre"}
    assert run.step is Step.CENTRE


@pytest.mark.parametrize(
    ("passphrase", "again", "wrong"),
    [
        ("", "", {"passphrase"}),
        ("password123", "password123", {"passphrase"}),
        ("josephine harbour gate", "josephine harbour gate", {"passphrase"}),
        (PASSPHRASE, PASSPHRASE + "x", {"passphrase_again"}),
        (PASSPHRASE, PASSPHRASE, set()),
    ],
)
def test_a_passphrase_must_hold_and_be_written_twice(
    passphrase: str, again: str, wrong: set[str]
) -> None:
    run = run_at(Step.PERSON)
    run.answers.passphrase, run.answers.passphrase_again = passphrase, again
    assert set(run.go_on()) == wrong


def test_the_code_is_tried_with_what_hands_confuse_forgiven() -> None:
    run = run_at(Step.CHECK)
    run.answers.typed_groups = (" 2m9p", "5i e-o")
    assert run.go_on() == {}


def test_a_wrong_group_is_named() -> None:
    run = run_at(Step.CHECK)
    run.answers.typed_groups = ("2M9P", "9999")
    assert set(run.go_on()) == {"group_7"}
    run.answers.typed_groups = ()
    assert set(run.go_on()) == {"group_1", "group_7"}


def test_going_back_asks_for_other_groups() -> None:
    asked = iter([(1, 7), (0, 3)])
    run = FirstRun(lambda: CODE, lambda _count: next(asked))
    run.step = Step.CHECK
    run.go_back()
    assert run.step is Step.RECOVERY
    assert run.asked_groups == (0, 3)


def test_two_different_groups_are_asked_by_chance() -> None:
    for _turn in range(50):
        first, second = FirstRun(lambda: CODE).asked_groups
        assert 0 <= first < second < 8


def test_passphrases_never_stand_in_what_is_printed() -> None:
    assert PASSPHRASE not in repr(run_at(Step.PERSON).answers)


def test_strength_is_honest() -> None:
    assert strength("").grade is Grade.NONE
    weak = strength("password")
    assert weak.grade is Grade.WEAK
    assert not weak.enough
    assert "a minute" in weak.say()
    strong = strength(PASSPHRASE)
    assert strong.enough
    assert strong.say().startswith("Strong")
    assert strength("harbour gate centre", ("Harbour Gate centre",)).guesses < 10**7
    assert strength("x" * 5000).guesses >= 0


@pytest.mark.procedure("set-up")
def test_the_whole_walk_by_keyboard(qtbot: QtBot) -> None:
    run = FirstRun(lambda: CODE, lambda _count: (1, 7))
    wizard = FirstRunWizard(run, (("fr", "France"), ("it", "Italy")))
    qtbot.addWidget(wizard)
    wizard.resize(1366, 768)
    with qtbot.waitActive(wizard):
        wizard.show()
        wizard.activateWindow()

    def go_on() -> None:
        qtbot.keyClick(wizard, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    go_on()
    go_on()
    assert isinstance(wizard.page, CentrePage)
    assert wizard.page.fields["centre"].error
    assert wizard.page.centre.hasFocus()
    qtbot.keyClicks(wizard.page.centre, "Harbour Gate")
    assert not wizard.page.fields["centre"].error
    wizard.page.country.set_value("it")
    go_on()
    page = wizard.page
    assert isinstance(page, PersonPage)
    qtbot.keyClicks(page.name, "Josephine O.")
    qtbot.keyClicks(page.passphrase, PASSPHRASE)
    assert page.bar.words().startswith("Strong")
    qtbot.keyClicks(page.again, PASSPHRASE)
    go_on()
    assert isinstance(wizard.page, RecoveryPage)
    shown = [label.text() for label in wizard.page.findChildren(Label)]
    assert all(group in shown for group in CODE.split("-"))
    printing = wizard.page.findChild(QAbstractButton, "print-code")
    assert printing is not None
    with qtbot.waitSignal(wizard.page.print_requested):
        qtbot.mouseClick(printing, Qt.MouseButton.LeftButton)
    go_on()
    assert isinstance(wizard.page, CheckPage)
    for typed, group in zip(wizard.page.groups, ("2m9p", "51e0"), strict=True):
        qtbot.keyClicks(typed, group)
    go_on()
    qtbot.keyClick(wizard.page.demo, Qt.Key.Key_Space)  # type: ignore[attr-defined]  # the last page has it
    with qtbot.waitSignal(wizard.finished) as told:
        go_on()
    answers = told.args[0]
    assert (answers.centre, answers.country, answers.name) == ("Harbour Gate", "it", "Josephine O.")
    assert answers.passphrase == PASSPHRASE
    assert answers.with_demo
