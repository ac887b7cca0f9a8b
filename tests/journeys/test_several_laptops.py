"""A second laptop joins a centre by a stick, is used, and is lost: two windows, two stores."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from caseworker.model.person import Person
from caseworker.model.staff import Role, User
from caseworker.sync.enrolment import Invitation
from caseworker.sync.joining import ask_to_join, exchange_at
from caseworker.sync.pace import Pace
from caseworker.sync.space import LaptopState
from db.store.creation import join_store
from db.store.opening import unlock
from tests.journeys.centre import AMINA, Centre
from tests.journeys.leaks import Leaks
from tests.screens.chosen import ChosenFiles
from tests.store.laptop import FAST, add_person
from ui.bootstrap import doors
from ui.first_run.wizard import FirstRunWizard
from ui.front_door import Away, FrontDoor
from ui.laptops.waiting_page import WaitingLaptopPage
from ui.window.navigation import Place

ADMINISTRATOR, GIVEN = "Tomas", "Selam-Cinnabar"
WORDS = "lantern orchard seven mittens"


class OtherLaptop:
    """A laptop with nothing on it, and somebody before it."""

    def __init__(self, qtbot: QtBot, application: QApplication, folder: Path, stick: Path) -> None:
        self.qtbot, self.application, self.folder = qtbot, application, folder
        self.files = ChosenFiles(goes_to=stick)
        self.pace = Pace()
        self.door: FrontDoor

    def switch_on(self) -> None:
        behind = replace(doors(self.folder, self.folder / "demo"), files=self.files, pace=self.pace)
        self.door = FrontDoor(self.application, behind, Away())
        self.qtbot.addWidget(self.door.window)
        self.door.window.resize(1366, 768)
        self.door.window.show()

    def switch_off(self) -> None:
        self.door.close()
        self.door.window.close()
        self.door.deleteLater()

    def write(self, name: str, words: str) -> None:
        QTest.keyClicks(self._named(name), words)

    def press(self, name: str) -> None:
        QTest.mouseClick(self._named(name), Qt.MouseButton.LeftButton)

    def sees(self, words: str) -> bool:
        return any(words in each for each in self.texts())

    def waits_to_see(self, words: str) -> None:
        self.qtbot.waitUntil(lambda: self.sees(words), timeout=20_000)

    def texts(self) -> list[str]:
        assert self.door.page is not None
        return [e.text() for e in self.door.page.findChildren(QLabel) if e.isVisible()]

    def _named(self, name: str) -> QWidget:
        assert self.door.page is not None
        found = [e for e in self.door.page.findChildren(QWidget, name) if e.isVisible()]
        assert found, name
        return found[0]

    def asks_to_join(self, name: str) -> None:
        """Walk the first pages up to the request."""
        self.press("join-centre")
        self.press("choose-invitation")
        self._goes_on(name)

    def asks_with(self, name: str, invitation: str) -> None:
        """Do the same with an invitation that came as a text."""
        self.press("join-centre")
        pasted = self._named("paste-invitation")
        assert isinstance(pasted, QPlainTextEdit)
        pasted.setPlainText(invitation)
        self._goes_on(name)

    def _goes_on(self, name: str) -> None:
        self.press("first-run-on")
        self.write("person-name", name)
        self.write("person-passphrase", WORDS)
        self.write("person-passphrase-again", WORDS)
        self.press("first-run-on")
        self.press("first-run-on")
        wizard = self.door.page
        assert isinstance(wizard, FirstRunWizard)
        for field, place in zip(wizard.page.fields.values(), wizard.run.asked_groups, strict=True):
            QTest.keyClicks(field.control, wizard.run.groups[place])
        self.press("first-run-on")
        with self.qtbot.waitSignal(self.door.opened, timeout=30_000):
            self.press("first-run-on")

    def unlocks(self, name: str) -> None:
        self.write("unlock-name", name)
        self.write("unlock-passphrase", WORDS)
        with self.qtbot.waitSignal(self.door.opened, timeout=30_000):
            self.press("unlock")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


@pytest.fixture
def other(qtbot: QtBot, qapp: QApplication, tmp_path: Path, stick: Path) -> Iterator[OtherLaptop]:
    laptop = OtherLaptop(qtbot, qapp, tmp_path / "other", stick)
    laptop.switch_on()
    yield laptop
    laptop.switch_off()


@pytest.fixture
def prepared(centre: Centre, stick: Path) -> Centre:
    """The administrator sits before a centre that can have several laptops."""
    hand = centre.unlock(ADMINISTRATOR)
    centre.office.perform(add_person(GIVEN))
    centre.files.goes_to = stick
    centre.go(Place.LAPTOPS)
    hand.click("prepare-laptops")
    centre.root = copies_the_root(centre)
    return centre


def copies_the_root(centre: Centre) -> str:
    """Copy the code, and type two of its groups back; return it."""
    hand = centre.hand
    code = centre.office.space.prepare_root()
    hand.click("root-sheet-act")
    asked = [name for name in hand.names() if name.startswith("root-group-")]
    assert len(asked) == 2
    assert not hand.shown("root-code")
    for name in asked:
        hand.type(name, code.split("-")[int(name.rpartition("-")[2])].lower())
    hand.click("root-check-act")
    return code


def digits(page: QWidget, name: str) -> str:
    sheet = page.findChild(QWidget, name)
    assert isinstance(sheet, QWidget)
    groups = [each.text() for each in sheet.findChildren(QLabel)]
    assert sum(len(group) for group in groups) == 35
    return " ".join(groups)


def invite(centre: Centre, name: str) -> None:
    centre.hand.choose("first-person", str(centre.one(User, name=name).id))
    centre.hand.click("write-invitation")


def asked_by(centre: Centre, folder: Path, stick: Path) -> Callable[[], None]:
    """A laptop asks without a window; return what closes it."""
    person = centre.one(User, name=AMINA).id
    invitation = Invitation.from_bytes(centre.office.space.invite(person).to_bytes())
    office = join_store(folder, invitation, AMINA, WORDS, derivation=FAST).office
    ask_to_join(office.space, stick)
    return office.close


@pytest.mark.requirement("R-432")
@pytest.mark.procedure("laptops")
def test_a_laptop_joins_by_a_stick_and_sees_the_people(
    prepared: Centre, other: OtherLaptop, stick: Path, caplog: pytest.LogCaptureFixture
) -> None:
    hand = prepared.hand
    invite(prepared, AMINA)
    other.asks_to_join(AMINA)
    waiting = other.door.page
    assert isinstance(waiting, WaitingLaptopPage)
    assert not list(stick.rglob("*.invitation")), "no second laptop follows the same invitation"
    other.press("read-stick")
    other.waits_to_see("The letter is not on this stick yet")

    hand.click("read-requests")
    for number in ("laptop-fingerprint", "centre-fingerprint"):
        assert digits(hand.window, number) == digits(waiting, number)
    hand.click("numbers-same")
    assert not list(stick.rglob("*.request"))
    _this, second = prepared.office.space.laptops()
    assert second.people == (prepared.one(User, name=AMINA).id,)

    other.press("read-stick")
    other.waits_to_see("This laptop belongs now")
    with other.qtbot.waitSignal(other.door.locked):
        other.press("lock-last")
    other.switch_off()
    other.switch_on()
    other.unlocks(AMINA)
    assert other.door.session is not None
    desk = other.door.session.desk
    assert [each.given_name for each in desk.ask(lambda r: r.matching(Person))] == [GIVEN]
    assert desk.actor.roles == {Role.CASEWORKER, Role.RECEPTION}
    Leaks((stick,), caplog).none_of(GIVEN, AMINA, ADMINISTRATOR, "Harbour Gate")


@pytest.mark.requirement("R-432")
def test_the_code_of_the_root_is_not_lost_when_the_laptop_locks_in_between(
    centre: Centre,
) -> None:
    hand = centre.unlock(ADMINISTRATOR)
    centre.go(Place.LAPTOPS)
    hand.click("prepare-laptops")
    before = shown_root(centre)
    hand = centre.unlock(ADMINISTRATOR)
    centre.go(Place.LAPTOPS)
    assert hand.shown("prepare-laptops"), "nothing is founded before the code is on paper"
    hand.click("prepare-laptops")
    assert shown_root(centre) == before, "the paper that was written holds"
    hand.click("root-sheet-act")
    wrong = next(name for name in hand.names() if name.startswith("root-group-"))
    hand.type(wrong, "QQQQQ")
    hand.click("root-check-act")
    assert hand.shown(wrong), "she is asked the same groups again"
    hand.click("root-check-back")
    assert shown_root(centre) == before
    copies_the_root(centre)
    assert hand.shown("read-requests")
    assert centre.office.store.identity.root_waits == ""


def shown_root(centre: Centre) -> list[str]:
    labels = centre.hand.find("root-code").findChildren(QLabel)
    return [each.text() for each in labels]


@pytest.mark.procedure("root")
def test_whoever_has_the_paper_makes_an_administrator(prepared: Centre) -> None:
    code = prepared.root
    hand = prepared.unlock(AMINA)
    prepared.go(Place.SYNC)
    hand.click("open-root")
    hand.type("root-typed", "AAAAA")
    hand.choose("root-person", str(prepared.office.actor.user_id))
    hand.click("root-name")
    hand.click("root-sign")
    assert Role.ADMINISTRATOR not in prepared.one(User, name=AMINA).roles
    hand.type("root-typed", code)
    hand.click("root-name")
    hand.click("root-back")
    assert not hand.shown("root-sign")
    hand.click("root-name")
    hand.click("root-sign")
    assert Role.ADMINISTRATOR in prepared.one(User, name=AMINA).roles
    hand = prepared.unlock(AMINA)
    prepared.go(Place.LAPTOPS)
    invite(prepared, AMINA)
    assert prepared.office.hub.signs_passes


def test_a_laptop_that_is_locked_while_it_waits_shows_only_that_it_waits(
    prepared: Centre, other: OtherLaptop
) -> None:
    invite(prepared, AMINA)
    other.asks_to_join(AMINA)
    before = digits(other.door.window, "laptop-fingerprint")
    with other.qtbot.waitSignal(other.door.locked):
        other.press("lock-newcomer")
    other.switch_off()
    other.switch_on()
    other.unlocks(AMINA)
    assert other.door.session is None
    assert isinstance(other.door.page, WaitingLaptopPage)
    assert digits(other.door.window, "laptop-fingerprint") == before


def test_numbers_that_differ_let_nobody_in(prepared: Centre, tmp_path: Path, stick: Path) -> None:
    close = asked_by(prepared, tmp_path / "other", stick)
    hand = prepared.hand
    hand.click("read-requests")
    hand.click("compare-later")
    assert list(stick.rglob("*.request")), "looking answers nothing"
    hand.click("read-requests")
    hand.click("numbers-differ")
    assert len(prepared.office.space.laptops()) == 1
    assert not list(stick.rglob("*.request"))
    hand.click("read-requests")
    assert not hand.shown("compare-laptop")
    close()


@pytest.mark.procedure("lost-laptop")
def test_a_lost_laptop_is_ended(prepared: Centre, tmp_path: Path, stick: Path) -> None:
    folder, hand = tmp_path / "other", prepared.hand
    asked_by(prepared, folder, stick)()
    hand.click("read-requests")
    hand.click("numbers-same")
    office = unlock(folder, AMINA, WORDS)
    assert not exchange_at(office.space, office.exchange, stick).revoked

    (code,) = (each.code for each in prepared.office.space.laptops()[1:])
    hand.click(f"lost-{code}")
    assert prepared.office.space.laptops()[1].state is LaptopState.MEMBER, "not before she agrees"
    hand.click("laptop-end-act")
    assert prepared.office.space.laptops()[1].state is LaptopState.REVOKED
    assert not hand.shown(f"lost-{code}")
    exchange_at(prepared.office.space, prepared.office.exchange, stick)
    assert exchange_at(office.space, office.exchange, stick).revoked
    office.close()


@pytest.mark.procedure("people")
def test_the_log_follows_the_list_of_people(prepared: Centre) -> None:
    hand = prepared.hand
    prepared.go(Place.USERS)
    hand.click("add-person")
    hand.type("staff-name", "Hannah")
    hand.type("staff-code", "11")
    hand.type("staff-passphrase", WORDS)
    hand.click("keep-staff")
    hannah = prepared.one(User, name="Hannah").id
    assert hannah in prepared.office.space.laptops()[0].people
    hand.click("remove-11")
    hand.click("removal-act")
    assert hannah not in prepared.office.space.laptops()[0].people


def test_a_stick_without_an_invitation_says_so(other: OtherLaptop) -> None:
    other.press("join-centre")
    other.press("first-run-on")
    assert other.sees("Choose the stick with the invitation, or paste it below.")
    other.press("choose-invitation")
    assert other.sees("No invitation lies here.")
    other.press("first-run-back")
    assert other.sees("Do colleagues work with Caseworker already?")
    other.press("first-run-on")
    assert other.sees("Your centre")


@pytest.mark.procedure("roles")
def test_a_centre_that_works_alone_signs_nothing(centre: Centre) -> None:
    hand = centre.unlock(ADMINISTRATOR)
    centre.go(Place.USERS)
    hand.click("change-07")
    hand.click("role-supervisor")
    hand.click("keep-staff")
    assert Role.SUPERVISOR in centre.one(User, name=AMINA).roles
    assert centre.office.space.laptops() == []
