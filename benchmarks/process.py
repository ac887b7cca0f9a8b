"""`startup_ratio` and `memory_extra_mb`: processes of their own, from start to a drawn Today.

The bare window is what PySide6 costs anybody. Argon2id is left out by a store with cheap key
derivation; starting the process counts on both sides.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from benchmarks.measuring import Figure, median, ratio

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 7

BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1366, 768)
window.show()
app.processEvents()
window.grab()
print("ready", flush=True)
"""
OURS = """
import sys
from pathlib import Path
from benchmarks.window import open_window
driver = open_window(Path(sys.argv[1]))
driver.window.grab()
print("ready", flush=True)
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


def measure(large: Path, empty: Path) -> dict[str, Figure]:
    """Return both figures; memory needs Linux's /proc."""
    bare, ours = [], []
    for _ in range(ROUNDS):
        bare.append(_until_ready(BARE))
        ours.append(_until_ready(OURS, str(large)))
    figures = {
        "startup_ratio": Figure(
            ratio(median(ours), median(bare)), "times", "lower", "a bare PySide6 window", ROUNDS
        ),
        "startup_seconds": Figure(round(median(ours), 2), "s", "lower", "nothing", ROUNDS),
    }
    if Path("/proc/self/status").exists():
        extra = (_memory(large) - _memory(empty)) / 1024
        figures["memory_extra_mb"] = Figure(
            round(extra, 1), "MB", "lower", "the app on an empty store", 1
        )
    return figures


def _until_ready(program: str, *arguments: str) -> float:
    started = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", program, *arguments], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as running:
        if running.stdout is None or running.stdout.readline().strip() != "ready":
            raise RuntimeError(program)
        took = time.perf_counter() - started
        running.kill()
    return took


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
