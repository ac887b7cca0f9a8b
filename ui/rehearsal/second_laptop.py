"""A second laptop joins by a stick; both write, exchange, and somebody decides between versions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from caseworker.demo.staff import AMINA, DANIEL, TOMAS
from caseworker.model.arrival import Arrival
from caseworker.model.staff import User
from caseworker.ports import Office
from ui.desk import Desk
from ui.laptops.waiting_page import WaitingLaptopPage
from ui.rehearsal.driver import Driver, Hands
from ui.window.navigation import Destination, Place

_AT_THE_DESK, _AT_THE_GATE = "Blankets, and milk for the baby", "Nurse sees them at nine"
"""What two colleagues write about one family, neither knowing of the other."""


@dataclass(frozen=True)
class StickFiles:
    """Whoever is asked for a folder chooses the stick."""

    stick: Path

    def to_open(self, _parent: QWidget, _title: str, _suffixes: tuple[str, ...]) -> Path | None:
        """Choose no file."""
        return None

    def folder(self, _parent: QWidget, _title: str) -> Path | None:
        """Return the stick."""
        return self.stick

    def to_save(self, _parent: QWidget, _title: str, _suffix: str) -> Path | None:
        """Save nothing."""
        return None


@dataclass(frozen=True)
class Laptops:
    """Two laptops of the demo centre, and the stick that goes round between them."""

    stick: Path
    first: Callable[[str], Office]
    """Unlocks the first one for the colleague of a name."""
    joining: Callable[[str], Office]
    """Sets the second one up for her, with the invitation on the stick."""
    second: Callable[[str], Office]
    """Unlocks it once it belongs."""


Sits = Callable[[Office], AbstractContextManager[Driver]]
"""Opens a window on an unlocked store."""
Keep = Callable[[Hands, str], None]
"""Keeps a sight of the window."""


def let_in(laptops: Laptops, sits: Sits, keep: Keep) -> None:
    """Prepare the centre for several laptops and let in Daniel's, as the guide tells it."""
    with sits(laptops.first(TOMAS.name)) as tomas:
        tomas.session.go(Destination(Place.LAPTOPS))
        tomas.click("prepare-laptops")
        keep(tomas, "The root of the centre, for paper")
        _copy_root(tomas)
        users = tomas.session.desk.ask(lambda reads: reads.matching(User, name=DANIEL.name))
        tomas.choose("first-person", str(users[0].id))
        tomas.click("write-invitation")
    with _waiting(laptops) as newcomer:
        with sits(laptops.first(TOMAS.name)) as tomas:
            tomas.session.go(Destination(Place.LAPTOPS))
            tomas.click("read-requests")
            keep(tomas, "Two people compare the numbers")
            keep(newcomer, "On the laptop that asks")
            tomas.click("numbers-same")
            tomas.put_toast_away()
            keep(tomas, "Two laptops of one centre")
        newcomer.click("read-stick")
        newcomer.wait(lambda: newcomer.shown("lock-last"))
        keep(newcomer, "It belongs now")


def write_apart(laptops: Laptops, sits: Sits) -> None:
    """Let two colleagues write about one family on two laptops; the stick goes back and forth."""
    with sits(laptops.second(DANIEL.name)) as daniel:
        _write_help(daniel, _AT_THE_GATE)
        exchange_by_stick(daniel)
    with sits(laptops.first(AMINA.name)) as amina:
        _write_help(amina, _AT_THE_DESK)
        exchange_by_stick(amina)


def decide(amina: Driver, keep: Keep) -> None:
    """Choose one of the two versions."""
    amina.session.go(Destination(Place.SYNC))
    keep(amina, "Two versions, both safe")
    amina.click("conflict-0-1-keep")
    amina.wait(lambda: amina.shown("decided-0-again"))
    amina.put_toast_away()
    keep(amina, "Decided, and to be decided again")


def exchange_by_stick(hand: Driver) -> None:
    """Press the one button, and wait for its report."""
    hand.session.go(Destination(Place.SYNC))
    hand.click("exchange-stick")
    hand.wait(lambda: not hand.shown("exchange-job"))
    hand.settle()


def _copy_root(hand: Driver) -> None:
    """Copy the code of the root, and type two of its groups back."""
    code = hand.session.desk.space.prepare_root().split("-")
    hand.click("root-sheet-act")
    for name in [name for name in hand.names() if name.startswith("root-group-")]:
        hand.type(name, code[int(name.rpartition("-")[2])])
    hand.click("root-check-act")
    hand.wait(lambda: hand.shown("write-invitation"))


def _write_help(hand: Driver, words: str) -> None:
    """Write what the family that waits needs at once."""
    waiting = hand.session.desk.ask(lambda reads: reads.matching(Arrival, number="A41"))
    hand.session.go(Destination(Place.RECEPTION, str(waiting[0].id), "urgent"))
    hand.clear("urgent-help")
    hand.type("urgent-help", words)
    hand.click("keep-urgent")


@contextmanager
def _waiting(laptops: Laptops) -> Iterator[Hands]:
    """Open the window of a laptop that waits to be let in."""
    desk = Desk(laptops.joining(DANIEL.name))
    page = WaitingLaptopPage(desk, StickFiles(laptops.stick))
    try:
        page.resize(1366, 768)
        page.show()
        yield Hands(page, desk)
    finally:
        page.hide()
        desk.close()
        page.deleteLater()
