"""Somebody at work: the real window on a real store, driven by keyboard and mouse."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from caseworker.model.case import Case
from caseworker.model.ids import CaseId, PersonId, UserId
from caseworker.model.person import Channel, Person, SafeContact, Sex
from caseworker.model.staff import Role, Training, User
from caseworker.ports import UnitOfWork
from db.store.creation import NewCentre, create_store
from db.store.office import StoreOffice
from db.store.opening import unlock
from tests.store.laptop import FAST, PASSPHRASE
from tests.store.shelf import Shelf
from ui.desk import Desk
from ui.outside import Outside
from ui.window.navigation import Destination, Place
from ui.work_session import WorkSession

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

T = TypeVar("T")
_shelf = Shelf[datetime]("at work")
"""New centres by the roles of whoever set them up, and the moment after."""
MENUS = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
"""The offscreen platform says that it can neither raise a menu nor give it the keyboard."""
_ISOLATES = dict.fromkeys(map(ord, "\u2068\u2069"))
"""They keep names from turning the words around them, and cannot be seen."""
EVERYBODY = frozenset(Role) - {Role.DATA_PROTECTION_OFFICER}


Begin = Callable[..., "AtWork"]
"""Lets somebody with some roles begin to work: the fixture `begin`."""


class AtWork:
    """A window one can look into by object name. Wednesday 18 November 2026, in the morning."""

    def __init__(
        self,
        qtbot: QtBot,
        folder: Path,
        roles: frozenset[Role] = frozenset(EVERYBODY),
        outside: Outside | None = None,
    ) -> None:
        self.qtbot = qtbot
        self.moment = datetime(2026, 11, 18, 9, 10, tzinfo=UTC)
        self.office = self._new(folder / "store", roles)
        self.session = WorkSession(Desk(self.office), outside=outside)
        self.window = self.session.window
        qtbot.addWidget(self.window)
        self.window.resize(1366, 768)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.acts = 0
        """How many times something was pressed or typed."""

    def _new(self, folder: Path, roles: frozenset[Role]) -> StoreOffice:
        """Return the store of a new centre, unlocked by whoever set it up."""
        centre = NewCentre(
            centre_name="Harbour Gate",
            administrator_name="Amina Karim",
            roles=roles,
            passphrase=PASSPHRASE,
        )

        def make() -> datetime:
            create_store(folder, centre, derivation=FAST, clock=self._clock).office.close()
            return self.moment

        self.moment = _shelf.begun(roles, folder, make)
        return unlock(folder, centre.administrator_name, PASSPHRASE, clock=self._clock)

    def _clock(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment

    def close(self) -> None:
        # pytest-qt has asked the window to go by now: an event loop would let it.
        self.session.close()

    def settle(self) -> None:
        """Wait until nothing is under way and all is laid out."""
        self.qtbot.waitUntil(lambda: self.session.desk.idle, timeout=10_000)
        for _round in range(3):
            QApplication.processEvents()

    def does(self, act: Callable[[UnitOfWork], T]) -> T:
        """Keep something in the store as a colleague would, and let the screen see it."""
        answer, changes = self.office.perform(act)
        self.session.desk.changed.emit(changes)
        self.settle()
        return answer

    def go(self, place: Place, subject: object = "", part: str = "") -> None:
        self.session.go(Destination(place, str(subject), part))
        self.settle()

    # Looking

    def find(self, name: str) -> list[QWidget]:
        return [each for each in self.window.findChildren(QWidget, name) if each.isVisible()]

    def widget(self, name: str) -> QWidget:
        found = self.find(name)
        assert found, f"{name} is not on screen: {', '.join(self.names())}"
        return found[0]

    def names(self) -> list[str]:
        every = self.session.page.findChildren(QWidget)
        return sorted({each.objectName() for each in every if each.isVisible()} - {""})

    def sees(self, words: str) -> bool:
        """Return whether *words* stand on the page, or on what lies over it."""
        return any(words in said for said in self.words())

    def words(self) -> list[str]:
        shown = [each for each in self.window.findChildren(QWidget) if each.isVisible()]
        said = [str(each.property("text") or "") for each in shown]
        said += [each.accessibleName() for each in shown]
        return [words.translate(_ISOLATES) for words in said]

    # Acting

    def press(self, name: str) -> None:
        self.acts += 1
        QTest.mouseClick(self.widget(name), Qt.MouseButton.LeftButton)
        self.settle()

    def press_key(self, key: Qt.Key, widget: str = "") -> None:
        self.acts += 1
        target = self.widget(widget) if widget else QApplication.focusWidget() or self.window
        QTest.keyClick(target, key)
        self.settle()

    def write(self, name: str, words: str) -> None:
        self.acts += 1
        widget = self.widget(name)
        widget.setFocus()
        QTest.keyClicks(widget, words)
        self.settle()

    def choose_in_menu(self, name: str) -> None:
        """Choose an entry of the menu that is open."""
        menu = next(each for each in self.window.findChildren(QMenu) if each.isVisible())
        action = menu.findChild(QAction, name)
        assert action is not None
        self.acts += 1
        menu.setActiveAction(action)
        QTest.keyClick(menu, Qt.Key.Key_Return)
        self.settle()

    # People

    def selam(self) -> CaseId:
        """Enter Selam, who speaks Tigrinya and wishes a woman, with a case; return its id."""

        def act(work: UnitOfWork) -> CaseId:
            me = work.actor.user_id
            person = Person(
                id=PersonId(work.new_id()),
                given_name="Selam",
                family_name="Tesfay",
                languages=("ti",),
                sex=Sex.FEMALE,
                interpreter_sex=Sex.FEMALE,
                registered_at=work.now(),
                registered_by=me,
            )
            way = SafeContact(
                id=work.new_id(), person_id=person.id, channel=Channel.PHONE, address="+000 21"
            )
            case = Case(
                id=CaseId(work.new_id()),
                number="7QK-0001",
                person_id=person.id,
                opened_at=work.now(),
                opened_by=me,
                assigned_to=me,
            )
            for entity in (person, way, case):
                work.add(entity)
            return case.id

        return self.does(act)

    def colleague(self, name: str, *trainings: Training, role: Role = Role.CASEWORKER) -> UserId:
        def act(work: UnitOfWork) -> UserId:
            user = User(
                id=UserId(work.new_id()),
                name=name,
                staff_code="02",
                roles=frozenset({role}),
                trainings=frozenset(trainings),
                added_at=work.now(),
            )
            work.add(user)
            return user.id

        return self.does(act)
