"""A real window on the store in a folder, worked until this process is killed."""

from __future__ import annotations

import sys
from pathlib import Path
from uuid import UUID

from caseworker.reception.check_in import AtTheGate, arrive
from db.store.opening import unlock
from tests.journeys.centre import AMINA, PASSPHRASE
from ui.bootstrap import application
from ui.desk import Desk
from ui.rehearsal import desk_work
from ui.rehearsal.driver import Driver
from ui.theme.theme import apply
from ui.window.navigation import Destination, Place
from ui.work_session import WorkSession


def main(folder: Path) -> None:
    apply(application(), motion=False)
    office = unlock(folder, AMINA, PASSPHRASE)
    seen = AtTheGate(described_as="Man, about 30", language="fr")
    number = office.perform(lambda work: arrive(work, seen))[0].number
    session = WorkSession(Desk(office))
    session.window.resize(1366, 768)
    session.window.show()
    hand = Driver(session)
    session.go(Destination(Place.TODAY))
    desk_work.check_in(hand, number, "Room 4, bed 2")
    desk_work.screen_and_explain(hand)
    desk_work.say(hand, "yes")
    desk_work.prepare_talk(hand)
    hand.click("form-of-consent-verbal")
    hand.click("keep-answers")
    hand.type("given_name", "Ambrose-Chalcedony")
    hand.rest()
    # A draft is written beside the window; asking for one waits for those that are under way.
    session.desk.load_draft(UUID(int=0), "none")
    print("typed", flush=True)
    while True:
        hand.type("family_name", "a")


main(Path(sys.argv[1]))
