"""The demo centre at work, offscreen: the main job, the month end, and a second laptop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from caseworker.demo.staff import AMINA, JOSEPHINE, TOMAS
from caseworker.ports import Office
from ui.desk import Desk
from ui.files import DialogFiles, Files
from ui.language import speak
from ui.outside import Outside
from ui.rehearsal import case_work, desk_work
from ui.rehearsal.driver import Driver, Hands
from ui.rehearsal.month_end import end_month
from ui.rehearsal.papers import leave_figures, leave_papers
from ui.rehearsal.pictures import (
    screens_of_a_caseworker,
    screens_of_a_supervisor,
    screens_of_an_administrator,
    screens_of_the_exchange,
    take_all,
)
from ui.rehearsal.second_laptop import Laptops, StickFiles, decide, let_in, write_apart
from ui.theme.theme import apply
from ui.work_session import WorkSession

GOAL = case_work.GoalWords(
    title="A room of his own",
    own_words="A door that closes.",
    measure="A contract in his name",
    act="Ask the housing office for the list",
    who="Amina and he",
)


def rehearse_job(
    app: QApplication,
    laptops: Laptops,
    target: Path,
    *,
    every_screen: bool,
    say: Callable[[str], None],
) -> int:
    """Work through the main job in the demo centre, its month end, and an exchange of two laptops.

    Pictures and PDFs of what people see are left in *target*; return the exit code.
    """
    speak("en")
    apply(app)
    sights = _Sights(target, say)
    say("The demo centre holds invented people only, no real data.")
    with _at_work(laptops.first(AMINA.name)) as driver:
        _receive(driver, sights)
        say(f"{driver.actions} clicks and fields from the gate to a printed referral.")
        papers = leave_papers(driver.session.desk, target / "papers")
        if every_screen:
            take_all(app, driver, target, screens_of_a_caseworker)
    with _at_work(laptops.first(JOSEPHINE.name)) as driver:
        end_month(driver, partial(sights.keep, driver))
        say(f"{driver.actions} clicks and fields from the month to its report.")
        papers += leave_figures(driver.session.desk, target / "papers")
        if every_screen:
            take_all(app, driver, target, screens_of_a_supervisor)
    sits = partial(_at_work, files=StickFiles(laptops.stick))
    let_in(laptops, sits, sights.keep)
    write_apart(laptops, sits)
    with sits(laptops.first(AMINA.name)) as driver:
        if every_screen:
            take_all(app, driver, target, screens_of_the_exchange)
        decide(driver, sights.keep)
    if every_screen:
        with sits(laptops.first(TOMAS.name)) as driver:
            take_all(app, driver, target, screens_of_an_administrator)
    say(f"{papers} documents in {target / 'papers'}")
    pictures = sum(1 for _each in target.rglob("*.png"))
    say(f"{pictures} pictures in {target}")
    return 0


@contextmanager
def _at_work(office: Office, files: Files | None = None) -> Iterator[Driver]:
    """Open a window for whoever unlocked *office*, as large as that of a cheap laptop."""
    session = WorkSession(Desk(office), outside=Outside(files=files or DialogFiles()))
    try:
        session.window.resize(1366, 768)
        session.window.show()
        yield Driver(session)
    finally:
        session.close()


@dataclass
class _Sights:
    """What was seen on the way, as pictures in one folder, numbered."""

    target: Path
    say: Callable[[str], None]
    taken: int = 0

    def keep(self, driver: Hands, what: str) -> None:
        """Keep what the window shows."""
        self.taken += 1
        name = f"{self.taken:02}-{what.lower().replace(' ', '-').replace(',', '')}"
        driver.picture(self.target / f"{name}.png")
        self.say(f"  {name}")


def _receive(hand: Driver, sights: _Sights) -> None:
    """Receive one man, ask, register, open a case, plan, refer."""
    keep = partial(sights.keep, hand)
    keep("Today")
    desk_work.check_in(hand, "A42", "Room 7, bed 5")
    keep("Checked in by number")
    desk_work.screen_and_explain(hand)
    keep("Explained, before any yes or no")
    desk_work.say(hand, "yes", "yes", "no", "yes")
    desk_work.prepare_talk(hand)
    hand.click("form-of-consent-signature")
    hand.draw("signature-pad")
    keep("What he says yes or no to")
    hand.click("keep-answers")
    keep("Registration")
    desk_work.write_record(hand, desk_work.Name("Jean-Pierre", "Mbuyi", "1986"))
    keep("The record")
    hand.click("open-case")
    keep("Identification")
    hand.click("finish-step")
    hand.click("desk-view-toggle")
    case_work.assess(hand, "A quiet room and work.", "Repairs radios.")
    keep("Assessed")
    case_work.plan(hand, GOAL)
    keep("The plan is agreed")
    case_work.help_given(hand, "Went along to the housing office.")
    case_work.refer(hand, "housing", "A place on the housing list.")
    keep("The referral form")
