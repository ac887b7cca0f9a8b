"""The interface's composition root: the only place in `ui` that knows the store."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from caseworker.backups import Restored
from caseworker.demo.staff import EVERYBODY, PASSPHRASE
from caseworker.errors import CarrierError
from caseworker.memory import leave_no_memory, look
from caseworker.model.case import Case
from caseworker.model.person import Person
from caseworker.model.staff import Role, User
from caseworker.ports import Office
from db.store.folder import StoreFolder
from db.store.recovery_code import new_recovery_code
from ui.clearing_away import Clearing
from ui.front_door import Accepted, Away, Doors, FrontDoor
from ui.language import _, text
from ui.never_waiting import take_short_turns
from ui.restart import read_note, restart
from ui.window.title import TITLE

if TYPE_CHECKING:
    from caseworker.sync.enrolment import Invitation
    from ui.first_run.flow import Answers
    from ui.unlock.restore_page import RestoreWish

MINUTE = 60.0
_NAMED = (Case, Person, User)
"""Whose names stand on the first screen."""
_FIRST_FORMS = ("identification", "assessment", "implementation", "review", "closure")
"""The forms of the steps, each of which takes .1 s to read when it is first opened."""
FIRST_ROLES = frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR, Role.CASEWORKER, Role.RECEPTION})
"""Whoever sets up a centre often works there alone; roles are narrowed as colleagues come."""


def application() -> QApplication:
    """Return the one application, made where there is none yet."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    take_short_turns()
    made = QApplication(sys.argv[:1])
    made.setApplicationName(TITLE)
    made.setApplicationDisplayName(TITLE)
    made.setQuitOnLastWindowClosed(True)
    Clearing(made)
    return made


def doors(folder: Path, demo_folder: Path) -> Doors:
    """Return what lies behind the front door of the store in *folder*.

    The store takes a second to load: the door stands before it, and `prepare` loads it while
    somebody types, and rehearses what the first screen asks. Whatever needs it sooner waits for it.
    """

    def prepare() -> None:
        import db.store.opening  # noqa: F401, PLC0415  the store
        from caseworker.views import today  # noqa: PLC0415  what the first screen asks
        from db.store.rehearsal import rehearse  # noqa: PLC0415  see above

        text().number(0)  # the digits of the language lie in a large file
        now = datetime.now().astimezone()
        rehearse(lambda reads: (today.counts(reads, now), today.today(reads, now)), _NAMED)

    def unlock(name: str, passphrase: str, accepted: Accepted) -> Office:
        from db.store import opening  # noqa: PLC0415  see `prepare`

        return opening.unlock(folder, name, passphrase, accepted=accepted)

    def recover(code: str, name: str, new: str, accepted: Accepted) -> Office:
        from db.store import opening  # noqa: PLC0415  see `prepare`

        return opening.unlock_with_recovery_code(folder, code, name, new, accepted=accepted)

    def restore(wish: RestoreWish) -> Restored:
        from db.store import restoring  # noqa: PLC0415  see `prepare`

        proof = restoring.by_passphrase(wish.name, wish.passphrase)
        if wish.code:
            proof = restoring.by_recovery_code(wish.code, wish.name)
        return restoring.restore(wish.source, folder, proof=proof, move_aside=True)

    def create(answers: Answers, code: str) -> Office:
        from db.store.creation import NewCentre, create_store  # noqa: PLC0415  see `prepare`

        if answers.invitation is not None:
            return _join(folder, answers.invitation, answers.place, answers, code)
        centre = NewCentre(
            centre_name=answers.centre.strip(),
            country=answers.country or "",
            language=answers.language,
            administrator_name=answers.name.strip(),
            roles=FIRST_ROLES,
            passphrase=answers.passphrase,
            recovery_code=code,
        )
        office = create_store(folder, centre).office
        if answers.with_demo:
            make_demo(demo_folder, anew=False)
        return office

    is_demo = folder == demo_folder
    return Doors(
        folder=folder,
        exists=StoreFolder(folder).store.is_file,
        unlock=unlock,
        demo=lambda: _demo(demo_folder),
        about=_about_demo() if is_demo else "",
        recover=recover,
        make_code=new_recovery_code,
        create=create,
        restore=None if is_demo else restore,
        memory=look,
        prepare=prepare,
        load_ahead=load_ahead,
    )


def load_ahead() -> None:
    """Load what the first record will need; called beside, a moment after somebody is in."""
    from caseworker.form_library import versions  # noqa: PLC0415  slow to load: .7 s
    from caseworker.form_library.chosen_words import question_words  # noqa: PLC0415  as above

    question_words("person.immediate_needs", text())
    versions.built_in_forms((), text())
    for form in _FIRST_FORMS:
        versions.built_in(form)


def _join(
    folder: Path, invitation: Invitation, place: Path | None, answers: Answers, code: str
) -> Office:
    from caseworker.sync.enrolment_files import drop_invitation  # noqa: PLC0415  as below
    from caseworker.sync.joining import ask_to_join  # noqa: PLC0415  once in a laptop's life
    from db.store.creation import join_store  # noqa: PLC0415  as above

    name = answers.name.strip()
    joined = join_store(folder, invitation, name, answers.passphrase, recovery_code=code)
    if place is None:
        # The next page asks at the hub, as often as it takes.
        return joined.office
    # Where the stick was pulled out meanwhile, the next page writes the request once more.
    with suppress(CarrierError):
        ask_to_join(joined.office.space, place)
        drop_invitation(place, invitation)
    return joined.office


def run(folder: Path, demo_folder: Path, note: int | None = None) -> int:
    """Open the window on the store in *folder* until it is closed; return the exit code.

    *note* is the inherited pipe of a process that has just locked. Where *folder* is the demo
    centre's own, it opens without asking who is there, but for after a lock.
    """
    leave_no_memory()
    app = application()
    left = read_note(note) if note is not None else None
    away = Away()
    if left is not None:
        away = Away(left.name, int((time.time() - left.at) // MINUTE))
    door = FrontDoor(app, doors(folder, demo_folder), away)
    door.locked.connect(restart)
    door.window.resize(1366, 768)
    door.window.show()
    if folder == demo_folder and left is None:
        door.open_demo()
    code = app.exec()
    door.close()
    # Threads that derive keys may still run; nothing they do matters any more.
    sys.stdout.flush()
    os._exit(code)


def make_demo(folder: Path, *, anew: bool) -> None:
    """Make the demo centre in *folder*, unless it is there and not wanted *anew*."""
    from db.store import demo_store  # noqa: PLC0415  an everyday start needs none of it

    demo_store.make_demo(folder, datetime.now().astimezone(), anew=anew)


def self_test(folder: Path, say: Callable[[str], None]) -> int:
    """Look in an empty *folder* whether this installation is whole; return the exit code."""
    from ui.rehearsal.self_test import rehearse  # noqa: PLC0415  an everyday start needs none of it

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = application()
    return rehearse(app, lambda: _demo(folder / "demo"), say)


def rehearse_main_job(
    folder: Path, target: Path, *, every_screen: bool, say: Callable[[str], None]
) -> int:
    """Work the demo centre, made in the empty *folder*, and leave pictures and PDFs in *target*.

    The clock all but stands still in the morning, so that two runs leave the same pictures.
    """
    from db.store import demo_store  # noqa: PLC0415  as above
    from ui.rehearsal.main_job import rehearse_job  # noqa: PLC0415  as above
    from ui.rehearsal.second_laptop import Laptops  # noqa: PLC0415  as above

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = application()
    morning = datetime.now().astimezone().replace(hour=8, minute=10, second=0, microsecond=0)
    demo_store.make_demo(folder / "demo", morning)
    stick, ticks = folder / "stick", count()
    stick.mkdir()

    def clock() -> datetime:
        return morning.astimezone(UTC) + timedelta(milliseconds=next(ticks))

    def unlocking(laptop: str) -> Callable[[str], Office]:
        return lambda name: demo_store.open_demo(folder / laptop, name, clock=clock)

    laptops = Laptops(
        stick=stick,
        first=unlocking("demo"),
        joining=lambda name: demo_store.join_demo(folder / "second", stick, name, clock=clock),
        second=unlocking("second"),
    )
    return rehearse_job(app, laptops, target, every_screen=every_screen, say=say)


def _demo(folder: Path) -> Office:
    from db.store import demo_store  # noqa: PLC0415  as above

    make_demo(folder, anew=False)
    return demo_store.open_demo(folder)


def _about_demo() -> str:
    return _(
        "Demo centre: invented people, no real data. Work as {names}; the passphrase of all"
        " is: {passphrase}",
        names=", ".join(colleague.name for colleague in EVERYBODY),
        passphrase=PASSPHRASE,
    )
