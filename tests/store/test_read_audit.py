"""Looking is audited: in batches, each thing once, and never lost on closing."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from threading import Event

from caseworker.errors import DiskFull
from caseworker.model.audit import AuditEvent
from db.store.read_audit import ReadAudit, Seen
from tests.store.laptop import Laptop


def test_what_was_looked_at_is_audited_at_the_latest_on_closing(laptop: Laptop) -> None:
    office = laptop.set_up()
    subject = uuid.uuid4()
    for _ in range(3):
        office.saw(subject, "case page")
    laptop.lock()
    office = laptop.unlock()
    (event,) = office.ask(lambda reads: reads.matching(AuditEvent, subject=subject))
    assert (event.action, event.detail, event.by) == (
        "looked at",
        "case page",
        office.actor.user_id,
    )


def test_it_is_written_by_itself() -> None:
    written: list[Seen] = []
    done = Event()

    def write(seen: Sequence[Seen]) -> None:
        written.extend(seen)
        done.set()

    audit = ReadAudit(write, wait=0.01)
    subject = uuid.uuid4()
    audit.note(subject, "")
    assert done.wait(5)
    assert written == [(subject, "")]


def test_what_could_not_be_written_is_written_next_time() -> None:
    written: list[Seen] = []
    full = True

    def write(seen: Sequence[Seen]) -> None:
        if full:
            raise DiskFull
        written.extend(seen)

    audit = ReadAudit(write, wait=60)
    first, second = uuid.uuid4(), uuid.uuid4()
    audit.note(first, "")
    audit.write_now()
    audit.note(second, "")
    full = False
    audit.close()
    assert [subject for subject, _ in written] == [first, second]
