"""One visit at a laptop whose clock is wrong: `python -m tests.faults.wrong_clock`.

It is started under libfaketime, so that every clock in the process is wrong, also those that the
store, the keys and the operating system's library ask. What came of the visit is told in JSON.
"""

from __future__ import annotations

import json
import select
import sys
import time
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import SupportsIndex
from uuid import UUID

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


def _sleep(seconds: float | SupportsIndex) -> None:
    select.select([], [], [], float(seconds))


if __name__ == "__main__":
    # libfaketime answers "invalid" to sleeping until a monotonic time, as Python does it.
    time.sleep = _sleep
    _, first, second, *words, person = sys.argv
    print(json.dumps(visit(Path(first), Path(second), words[0], words[1], UUID(person))))
