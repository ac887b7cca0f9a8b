"""`startup_ratio` and `memory_extra_mb`: processes of their own, from start to a drawn Today.

The bare window is what PySide6 costs anybody. `startup_ratio` is the start of the process and the
way from the key to Today, without the wait for a passphrase at the front door, during which the
program loads, and without Argon2id (the store has cheap key derivation). `startup_cold_ratio`
leaves nothing out.
"""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measuring import Figure, median, ratio

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 7

BARE = """
import time
begun = time.time()
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1366, 768)
window.show()
app.processEvents()
window.grab()
print(begun, begun, time.time(), flush=True)
"""
OURS = """
import time
begun = time.time()
import sys
from dataclasses import replace
from pathlib import Path
from benchmarks.window import at_work
from ui.bootstrap import application, doors
from ui.front_door import Away, FrontDoor
from ui.never_waiting import keep_what_is_loaded
behind = doors(Path(sys.argv[1]), Path("no demo"))
app = application()
behind.prepare()
door = FrontDoor(app, replace(behind, prepare=lambda: None), Away())
door.window.resize(1366, 768)
door.window.show()
app.processEvents()
door.window.grab()
keep_what_is_loaded()
unlocking = time.time()
at_work(Path(sys.argv[1])).window.grab()
print(begun, unlocking, time.time(), flush=True)
"""
AT_WORK = """
import sys
from pathlib import Path
from benchmarks.window import open_window
from caseworker.model.case import Case
from caseworker.model.person import Person
from ui.window.navigation import Destination, Place
driver = open_window(Path(sys.argv[1]))
for place in (Place.PEOPLE, Place.CASES, Place.CALENDAR, Place.DIRECTORY, Place.TODAY):
    driver.session.go(Destination(place))
    driver.rest()
    driver.window.grab()
desk = driver.session.desk
for words in ("sel", "war", "mel 1", "dial"):
    desk.ask(lambda reads: reads.search(words, kinds=[Person], limit=20))
for case in desk.ask(lambda reads: [each.id for each in reads.matching(Case, limit=20)]):
    driver.session.go(Destination(Place.CASE, str(case)))
    driver.rest()
status = Path("/proc/self/status").read_text()
print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))
"""


@dataclass(frozen=True)
class _Start:
    """One start, in seconds."""

    process: float
    """Until the first line runs."""
    window: float
    """From there, or from the passphrase, until the window is drawn."""
    everything: float


def measure(large: Path, empty: Path) -> dict[str, Figure]:
    """Return the figures; memory needs Linux's /proc."""
    bare, ours = [], []
    for _ in range(ROUNDS):
        bare.append(_start(BARE))
        ours.append(_start(OURS, str(large)))
    theirs = median([each.everything for each in bare])
    after_passphrase = median([each.process + each.window for each in ours])
    cold = median([each.everything for each in ours])
    against = "a bare PySide6 window"
    figures = {
        "startup_ratio": Figure(ratio(after_passphrase, theirs), "times", "lower", against, ROUNDS),
        "startup_cold_ratio": Figure(ratio(cold, theirs), "times", "lower", against, ROUNDS),
    }
    if Path("/proc/self/status").exists():
        extra = (_memory(large) - _memory(empty)) / 1024
        figures["memory_extra_mb"] = Figure(
            round(extra, 1), "MB", "lower", "the app on an empty store", 1
        )
    return figures


def _start(program: str, *arguments: str) -> _Start:
    started = time.time()
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    begun, opening, drawn = (float(moment) for moment in done.stdout.split()[-3:])
    return _Start(begun - started, drawn - opening, drawn - started)


def _memory(folder: Path) -> int:
    """Return the resident memory in KiB after a round through the window."""
    done = subprocess.run(
        [sys.executable, "-c", AT_WORK, str(folder)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return int(done.stdout.split()[-1])
