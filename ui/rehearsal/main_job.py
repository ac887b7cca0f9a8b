"""The main job on the demo centre, worked offscreen: pictures and PDFs of what a person sees."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from caseworker.ports import Office
from ui.desk import Desk
from ui.language import speak
from ui.rehearsal import case_work, desk_work
from ui.rehearsal.driver import Driver
from ui.rehearsal.papers import leave_papers
from ui.rehearsal.pictures import take_all
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
    office: Office,
    target: Path,
    *,
    every_screen: bool,
    say: Callable[[str], None],
) -> int:
    """Work through the main job in the demo centre; return the exit code."""
    speak("en")
    apply(app)
    session = WorkSession(Desk(office))
    session.window.resize(1366, 768)
    session.window.show()
    driver = Driver(session)
    job = _Job(driver, target, say)
    say("The demo centre holds invented people only, no real data.")
    try:
        job.work()
        say(f"{driver.actions} clicks and fields from the gate to a printed referral.")
        papers = leave_papers(session.desk, target / "papers")
        say(f"{papers} documents in {target / 'papers'}")
        if every_screen:
            count = take_all(app, driver, target)
            say(f"{count} pictures of every screen in {target}")
    finally:
        session.close()
    return 0


class _Job:
    """One man from the gate to a referral, told in pictures."""

    def __init__(self, driver: Driver, target: Path, say: Callable[[str], None]) -> None:
        self._driver, self._target, self._say = driver, target, say
        self._taken = 0

    def work(self) -> None:
        """Receive, ask, register, open a case, plan, refer."""
        hand = self._driver
        self._keep("Today")
        desk_work.check_in(hand, "A42", "Room 7, bed 5")
        self._keep("Checked in by number")
        desk_work.screen_and_explain(hand)
        self._keep("Explained, before any yes or no")
        desk_work.say(hand, "yes", "yes", "no", "yes")
        desk_work.prepare_talk(hand)
        hand.click("form-of-consent-signature")
        hand.draw("signature-pad")
        self._keep("What he says yes or no to")
        hand.click("keep-answers")
        self._keep("Registration")
        desk_work.write_record(hand, desk_work.Name("Jean-Pierre", "Mbuyi", "1986"))
        self._keep("The record")
        hand.click("open-case")
        self._keep("Identification")
        hand.click("finish-step")
        hand.click("desk-view-toggle")
        case_work.assess(hand, "A quiet room and work.", "Repairs radios.")
        self._keep("Assessed")
        case_work.plan(hand, GOAL)
        self._keep("The plan is agreed")
        case_work.help_given(hand, "Went along to the housing office.")
        case_work.refer(hand, "housing", "A place on the housing list.")
        self._keep("The referral form")

    def _keep(self, what: str) -> None:
        self._taken += 1
        name = f"{self._taken:02}-{what.lower().replace(' ', '-').replace(',', '')}.png"
        self._driver.picture(self._target / name)
        self._say(f"  {name.removesuffix('.png')}")
