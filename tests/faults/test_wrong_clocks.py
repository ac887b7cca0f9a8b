"""Clocks wrong by hours and by decades, under libfaketime, in processes of their own.

Two laptops exchange by a folder. Nothing is lost, refused or put in another order than it was seen
in, and what is due stays due when somebody said.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from caseworker.model.person import Person
from caseworker.model.review import FollowUp
from db.store.verify import verify
from tests.faults.wrong_clock import LOOK_IN
from tests.hub.running import ROOT
from tests.sync.stores import Desk, World, add_person, world

FAKETIME = shutil.which("faketime")
pytestmark = pytest.mark.skipif(
    FAKETIME is None, reason="faketime is not installed here: wrong clocks are not tried"
)


@cache
def faketime_library() -> str:
    """Return what `faketime` itself has preloaded into what it starts."""
    assert FAKETIME is not None
    shown = subprocess.run(
        [FAKETIME, "-f", "+0", "printenv", "LD_PRELOAD"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return shown.stdout.strip()


@dataclass(frozen=True)
class Visit:
    """Who sits down, at what hour by the clock of that laptop, and in which zone it is set."""

    laptop: int
    moment: str
    zone: str = "UTC"

    @property
    def at(self) -> datetime:
        return (
            datetime.fromisoformat(self.moment).replace(tzinfo=ZoneInfo(self.zone)).astimezone(UTC)
        )


class Centre:
    """Two laptops that are only ever unlocked in processes with clocks of their own."""

    def __init__(self, place: World) -> None:
        self.place = place
        amina = place.founded()
        bo = place.join(amina, place.enrol(amina, "Bo Li"), "Bo Li", "second")
        self.desks = amina, bo
        self.shared: UUID = amina.act(add_person("Selam"))
        place.round(amina, bo, amina)
        for desk in self.desks:
            desk.lock()

    def sit_down(self, visits: Sequence[Visit]) -> list[dict[str, Any]]:
        """Let each visit happen in a process of its own, in this order; return what each told."""
        assert FAKETIME is not None
        clock = self.place.stick.parent / "clock"
        clock.write_text("+0\n", encoding="utf-8")
        environment = {
            **os.environ,
            "FAKETIME_TIMESTAMP_FILE": str(clock),
            "FAKETIME_NO_CACHE": "1",
            # Waiting goes by a clock that is right: else libfaketime lets threads wait for nothing.
            "FAKETIME_FORCE_MONOTONIC_FIX": "0",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "LD_PRELOAD": faketime_library(),
        }
        asked = [
            {
                "folder": str(self.desks[each.laptop].folder),
                "name": self.desks[each.laptop].name,
                "stick": str(self.place.stick),
                "shared": str(self.shared),
                "moment": each.moment,
                "zone": each.zone,
            }
            for each in visits
        ]
        done = subprocess.run(
            [sys.executable, "-m", "tests.faults.wrong_clock"],
            input=json.dumps(asked),
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        every: list[dict[str, Any]] = json.loads(done.stdout)
        for told, each in zip(every, visits, strict=True):
            # Else nothing was tried.
            for name in ("now", "by the system"):
                assert near(datetime.fromisoformat(told[name]), each.at)
            assert told["refused"] == {}
        return every

    def put_right(self) -> tuple[Desk, Desk]:
        """Unlock both with the clock that the world has."""
        for desk in self.desks:
            desk.unlock()
        self.place.round(*self.desks, *self.desks)
        return self.desks


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Centre]:
    with world(tmp_path) as place:
        yield Centre(place)


def near(one: datetime, other: datetime) -> bool:
    return abs(one - other) < timedelta(seconds=40)


def looks(desk: Desk) -> list[tuple[str, datetime]]:
    found = desk.office.ask(lambda reads: reads.matching(FollowUp, order_by=("due_at", "id")))
    return [(each.what, each.due_at) for each in found]


def all_is_there(centre: Centre, visits: Sequence[Visit]) -> None:
    amina, bo = centre.put_right()
    for desk in (amina, bo):
        assert verify(desk.office).problems == ()
        assert desk.office.space.status().absent == 0
        # Each had the others' words before her when she wrote: the last one stands, on every clock.
        said = desk.person(centre.shared).given_name
        assert said == f"Renamed: {visits[-1].moment}"
        kept = desk.office.ask(lambda reads: {each.given_name for each in reads.matching(Person)})
        assert kept == {said, *(each.moment for each in visits)}
        assert desk.office.ask(lambda reads: reads.count(FollowUp)) == len(visits)
    assert looks(amina) == looks(bo)
    due = {each.moment: each.at + LOOK_IN for each in visits}
    assert all(near(at, due[what]) for what, at in looks(amina))
    in_order = sorted(visits, key=lambda each: each.at)
    assert [what for what, _ in looks(amina)] == [each.moment for each in in_order]


def test_clocks_decades_apart(centre: Centre) -> None:
    """A century ends, a leap day begins; in the end somebody sets one of the clocks."""
    visits = (
        Visit(1, "2052-02-28 23:59:58"),
        Visit(0, "1999-12-31 23:59:58"),
        Visit(0, "2026-11-20 15:00:00"),
    )
    *_, told = centre.sit_down(visits)
    # What the wrong clock planned is late by what the right one says; what the other did is not.
    ((what, due, days_late),) = told["today"]
    assert what == visits[1].moment
    assert days_late == (date(2026, 11, 20) - date.fromisoformat(due)).days > 9_800
    all_is_there(centre, visits)


def test_hours_that_are_not_there_and_zones_that_change(centre: Centre) -> None:
    """Clocks are put forward between, one stands in another zone, and one goes back a year."""
    visits = (
        Visit(0, "2028-03-26 01:59:58", "Europe/Madrid"),
        Visit(1, "2028-02-29 00:59:59", "Pacific/Honolulu"),
        Visit(0, "2027-02-28 23:59:58", "Pacific/Auckland"),
    )
    centre.sit_down(visits)
    all_is_there(centre, visits)
