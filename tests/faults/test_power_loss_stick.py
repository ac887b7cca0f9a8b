"""The stick is pulled out, or the power goes, at any instant of a day of exchanges.

The day is recorded call by call; then the stick is built as it may be after any of them, and
another laptop reads it: what an exchange reported as done is there, nothing torn is taken in, and
the next exchange brings the rest.
"""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from caseworker.sync.batch_file import read_file
from db.store.verify import verify
from tests.faults import recording, workers
from tests.faults.disk_states import MANNERS, Disk, clear
from tests.faults.stick_day import AT_ONCE, EXCHANGES
from tests.sync.stores import Desk, World, world

SEED = 20261127
STATES, LONGEST = 12, 8.0
"""States tried each time, and the seconds that they may take: a slow machine tries fewer."""


class Day:
    """Two laptops, and a stick that one of them writes for a day."""

    def __init__(self, centre: World) -> None:
        self.centre = centre
        self.amina = centre.founded()
        self.bo = centre.join(self.amina, centre.enrol(self.amina, "Bo Li"), "Bo Li", "second")
        centre.round(self.amina, self.bo, self.amina)
        self.amina.lock()
        self.bo.lock()
        folder = centre.folder
        shutil.copytree(centre.stick, folder / "stick before")
        shutil.copytree(self.bo.folder, folder / "bo before")
        what = (str(self.amina.folder), str(centre.stick), self.amina.name)
        calls = recording.record(folder / "trace", "tests.faults.stick_day", *what)
        self.stick = Disk(folder / "stick before", calls, centre.stick)
        shutil.copytree(self.amina.folder, folder / "amina after")

    def evening(self) -> None:
        """Put both laptops back to that evening: hers has written, his knows nothing of it."""
        for desk, kept in ((self.amina, "amina after"), (self.bo, "bo before")):
            clear(desk.folder)
            shutil.copytree(self.centre.folder / kept, desk.folder)
            desk.unlock()

    def meet(self, desk: Desk, stick: Path) -> set[int]:
        """Return the numbers of the people *desk* has after an exchange with *stick*."""
        desk.exchange(stick)
        # Attachments come last: one of them may still be on its way.
        found = {problem.what for problem in verify(desk.office).problems}
        assert found <= {"An attachment is not on this laptop."}
        return workers.numbers(desk.office)


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    if not recording.can_record():
        pytest.skip("strace is not here or may not watch: states of the stick cannot be recorded")
    with world(tmp_path_factory.mktemp("day of exchanges")) as centre:
        yield Day(centre)


@pytest.mark.timeout(0)
def test_no_state_of_the_stick_loses_or_tears_what_was_handed_over(day: Day) -> None:
    everybody = set(range(AT_ONCE, (EXCHANGES + 1) * AT_ONCE))
    chance, until = random.Random(SEED), time.monotonic() + LONGEST
    tried = 0
    for number in range(STATES):
        manner = MANNERS[number % len(MANNERS)]
        moment = chance.choice(day.stick.moments) + chance.randint(0, 1)
        state = day.centre.folder / f"state {number}"
        day.stick.write_state(moment, state, chance, manner)
        done = max((which for at, _what, which in day.stick.told if at <= moment), default=0)
        handed_over = set(range(AT_ONCE, (done + 1) * AT_ONCE))
        day.evening()
        has = day.meet(day.bo, state)
        assert handed_over <= has <= everybody, f"{handed_over - has} lost at {moment}, {manner}"
        # The laptop that wrote it comes by again, and the stick goes round once more.
        assert day.meet(day.amina, state) == everybody
        assert day.meet(day.bo, state) == everybody, f"not whole again at {moment}, {manner}"
        assert verify(day.bo.office).problems == (), f"at {moment}, {manner}"
        day.amina.lock()
        day.bo.lock()
        clear(state)
        tried += 1
        if time.monotonic() > until:
            break
    print(f"{tried} states of the stick tried")
    assert tried


def test_under_the_name_of_a_batch_lies_none_that_is_not_whole(day: Day) -> None:
    """Not at any moment: on a network share, others read while one writes."""
    chance, looked_at = random.Random(SEED), 0
    for number in range(100):
        state = day.centre.folder / "state in between"
        moment = chance.choice(day.stick.moments)
        day.stick.write_state(moment, state, chance, MANNERS[number % len(MANNERS)])
        for path in state.rglob("*.batch"):
            assert read_file(path.read_bytes()).is_whole(), f"{path.name} at {moment}"
            looked_at += 1
        clear(state)
    assert looked_at
