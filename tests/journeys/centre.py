"""One laptop of a centre: its people, its store, and the window of whoever works."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from pytestqt.qtbot import QtBot

from caseworker.keys import Newcomer
from caseworker.model.arrival import Screening
from caseworker.model.case import Case
from caseworker.model.entity import Entity
from caseworker.model.person import Person
from caseworker.model.staff import Role, Training
from caseworker.reception.check_in import AtTheGate, arrive
from caseworker.sync.pace import Pace
from db.store.creation import NewCentre, create_store
from db.store.office import StoreOffice
from db.store.opening import unlock
from tests.screens.chosen import ChosenFiles, KeptLooks, TapePlayers, ToldNetwork
from tests.store.laptop import FAST
from tests.store.shelf import Shelf
from ui.desk import Desk
from ui.outside import Outside
from ui.rehearsal import desk_work
from ui.rehearsal.driver import Driver
from ui.window.navigation import Destination, Place
from ui.work_session import WorkSession

E = TypeVar("E", bound=Entity)
_shelf = Shelf[datetime]("centre")
"""Centres by name, as their people find them in the morning, and the moment before."""

PASSPHRASE = "a lake under the moon"
AMINA, JOSEPHINE = "Amina Karim", "Josephine Okafor"
DESK = frozenset({Role.CASEWORKER, Role.RECEPTION})


class Centre:
    """Amina works here, as caseworker and at reception; Josephine supervises."""

    def __init__(self, qtbot: QtBot, folder: Path, name: str = "Harbour Gate centre") -> None:
        self._qtbot, self.folder = qtbot, folder
        self._moment = datetime(2026, 11, 18, 8, 10, tzinfo=UTC)
        self._moment = _shelf.begun(name, folder, lambda: self._founded(name))
        self._session: WorkSession | None = None
        self.passphrase, self.root = PASSPHRASE, ""
        self.files, self.players = ChosenFiles(), TapePlayers()
        self.network, self.pace, self.looks = ToldNetwork(), Pace(), KeptLooks()
        self.office: StoreOffice
        self.hand: Driver
        self.unlock(AMINA)

    def _founded(self, name: str) -> datetime:
        """Set the centre up and add its people; return the moment after."""
        new = NewCentre(centre_name=name, administrator_name="Tomas", passphrase=PASSPHRASE)
        office = create_store(self.folder, new, derivation=FAST, clock=self.clock).office
        trained = frozenset({Training.PROTECTION_SCREENING, Training.CHILD_PROTECTION})
        office.keys.add(Newcomer(name=AMINA, staff_code="07", roles=DESK), PASSPHRASE)
        office.keys.add(
            Newcomer(
                name=JOSEPHINE,
                staff_code="02",
                roles=frozenset({Role.SUPERVISOR, Role.CASEWORKER}),
                trainings=trained,
            ),
            PASSPHRASE,
        )
        office.close()
        return self._moment

    def clock(self) -> datetime:
        self._moment += timedelta(milliseconds=3)
        return self._moment

    def unlock(self, name: str) -> Driver:
        """Lock, and let somebody else unlock; she works the window from now on."""
        self.lock()
        self.office = unlock(self.folder, name, self.passphrase, clock=self.clock)
        self._session = WorkSession(
            Desk(self.office),
            self.looks,
            Outside(files=self.files, players=self.players, network=self.network, pace=self.pace),
        )
        window = self._session.window
        window.resize(1366, 768)
        with self._qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        self.hand = Driver(self._session)
        self.hand.settle()
        return self.hand

    def lock(self) -> None:
        if self._session is not None:
            self.hand.rest()
            self._session.close()
            self._session = None

    def arrives(self, seen: AtTheGate) -> str:
        """Somebody comes to the gate; return the number."""
        number = self.office.perform(lambda work: arrive(work, seen))[0].number
        self.go(Place.TODAY)
        return number

    def go(self, place: Place, subject: UUID | None = None, part: str = "") -> None:
        assert self._session is not None
        # Somewhere else first: the place itself is shown anew.
        self._session.go(Destination(Place.MORE))
        self._session.go(Destination(place, str(subject or ""), part))
        self.hand.settle()

    def all(self, kind: type[E], /, **equal: object) -> list[E]:
        found = self.office.ask(lambda reads: reads.matching(kind))
        return [each for each in found if all(getattr(each, k) == v for k, v in equal.items())]

    def one(self, kind: type[E], /, **equal: object) -> E:
        found = self.all(kind, **equal)
        assert len(found) == 1, found
        return found[0]

    def screening(self) -> UUID:
        """Return under whose id the talk of the one arrival is drafted."""
        return self.one(Screening).id

    def person(self, given_name: str) -> Person:
        return self.one(Person, given_name=given_name)

    def case_of(self, given_name: str) -> Case:
        return self.one(Case, person_id=self.person(given_name).id)

    def registers(self, name: desk_work.Name, seen: AtTheGate) -> None:
        """Receive an adult who says yes aloud, from the gate to the record."""
        number = self.arrives(seen)
        hand = self.hand
        desk_work.check_in(hand, number, "Room 4, bed 2")
        desk_work.screen_and_explain(hand)
        desk_work.say(hand, "yes", "yes")
        desk_work.prepare_talk(hand)
        hand.click("form-of-consent-verbal")
        hand.click("keep-answers")
        desk_work.write_record(hand, name)
