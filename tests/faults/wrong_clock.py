"""Visits at laptops whose clocks are wrong: `python -m tests.faults.wrong_clock`.

It is started under libfaketime, so that every clock in the process is wrong, also those that the
store, the keys and the operating system's library ask. Each visit is a process of its own, forked
once its clock is set: what takes long to load is loaded once. What came of them is told in JSON.
"""

from __future__ import annotations

import json
import os
import select
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import SupportsIndex
from uuid import UUID
from zoneinfo import ZoneInfo

from caseworker.model.case import Case
from caseworker.model.ids import CaseId, PersonId
from caseworker.model.person import Person
from caseworker.ports import UnitOfWork
from caseworker.steps.review import Appointment, plan_follow_up
from caseworker.sync.exchanging import exchange
from caseworker.sync.folder_carrier import FolderCarrier
from caseworker.views.today import today
from db.store.opening import unlock
from tests.store.laptop import PASSPHRASE, add_person

LOOK_IN = timedelta(days=3)


def visit(folder: Path, stick: Path, name: str, said: str, shared: UUID) -> dict[str, object]:
    """Unlock, exchange, write somebody down and rename somebody all know, exchange again."""
    office = unlock(folder, name, PASSPHRASE)
    carrier = FolderCarrier(stick, office.store.identity.space)
    exchange(office.exchange, carrier, "stick")

    def write(work: UnitOfWork) -> None:
        person = add_person(said)(work)
        case = Case(id=CaseId(work.new_id()), number=said, person_id=person.id,
                    opened_at=work.now(), opened_by=work.actor.user_id,
                    assigned_to=work.actor.user_id)  # fmt: skip
        work.add(case)
        look = Appointment(due_at=work.now() + LOOK_IN, what=said, assigned_to=work.actor.user_id)
        plan_follow_up(work, case.id, look)
        work.get(Person, PersonId(shared)).given_name = f"Renamed: {said}"

    office.perform(write)
    report = exchange(office.exchange, carrier, "stick")
    # As the window does: in the zone of this laptop.
    now = office.ask(lambda reads: reads.now()).astimezone()
    day = office.ask(lambda reads: today(reads, now))
    shown = [asdict(each) for each in day.follow_ups]
    told: dict[str, object] = {
        "now": now.isoformat(),
        "by the system": datetime.now().astimezone().isoformat(),
        "refused": report.refused,
        "today": [
            [each["what"], each["due_at"].date().isoformat(), each["days_late"]] for each in shown
        ],
    }
    office.close()
    return told


def set_clock(file: Path, moment: str, zone: str) -> None:
    """Set the clock of this process, which libfaketime reads from *file*, and its zone."""
    os.environ["TZ"] = zone
    time.tzset()
    wanted = datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(zone))
    file.write_text(f"@{moment}\n", encoding="utf-8")
    # It counts from when the process began: what has passed since is taken off.
    passed = datetime.now(UTC) - wanted.astimezone(UTC)
    begins = (wanted.astimezone(UTC) - passed).astimezone(ZoneInfo(zone))
    file.write_text(f"@{begins:%Y-%m-%d %H:%M:%S}\n", encoding="utf-8")


def in_a_process_of_its_own(act: Callable[[], object]) -> object:
    """Return what *act* returns in a forked process, by way of JSON."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            with os.fdopen(writing, "w", encoding="utf-8") as told:
                json.dump(act(), told)
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as told:
        said = told.read()
    _pid, status = os.waitpid(child, 0)
    if status:
        sys.exit(f"a visit failed: {status}")
    return json.loads(said)


def _sleep(seconds: float | SupportsIndex) -> None:
    select.select([], [], [], float(seconds))


def main() -> None:
    """Make the visits that standard input tells of, one after the other."""
    # libfaketime answers "invalid" to sleeping until a monotonic time, as Python does it.
    time.sleep = _sleep
    clock = Path(os.environ["FAKETIME_TIMESTAMP_FILE"])
    told = []
    for each in json.load(sys.stdin):
        set_clock(clock, each["moment"], each["zone"])
        folder, stick, shared = Path(each["folder"]), Path(each["stick"]), UUID(each["shared"])
        act = partial(visit, folder, stick, each["name"], each["moment"], shared)
        told.append(in_a_process_of_its_own(act))
    print(json.dumps(told))


if __name__ == "__main__":
    main()
