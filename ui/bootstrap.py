"""The interface's composition root: the only place in `ui` that knows the store."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from caseworker.model.staff import Role
from caseworker.ports import Office
from db.store import opening
from db.store.creation import NewCentre, create_store
from db.store.recovery_code import new_recovery_code
from ui.first_run.flow import Answers
from ui.front_door import Accepted, Away, Doors, FrontDoor
from ui.restart import read_note, restart
from ui.window.main_window import TITLE

MINUTE = 60.0
FIRST_ROLES = frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR, Role.CASEWORKER, Role.RECEPTION})
"""Whoever sets up a centre often works there alone; roles are narrowed as colleagues come."""


def application() -> QApplication:
    """Return the one application, made where there is none yet."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    made = QApplication(sys.argv[:1])
    made.setApplicationName(TITLE)
    made.setApplicationDisplayName(TITLE)
    made.setQuitOnLastWindowClosed(True)
    return made


def doors(folder: Path) -> Doors:
    """Return what lies behind the front door of the store in *folder*."""

    def unlock(name: str, passphrase: str, accepted: Accepted) -> Office:
        return opening.unlock(folder, name, passphrase, accepted=accepted)

    def recover(code: str, name: str, new: str) -> Office:
        return opening.unlock_with_recovery_code(folder, code, name, new)

    def create(answers: Answers, code: str) -> Office:
        centre = NewCentre(
            centre_name=answers.centre.strip(),
            country=answers.country or "",
            language=answers.language,
            administrator_name=answers.name.strip(),
            roles=FIRST_ROLES,
            passphrase=answers.passphrase,
            recovery_code=code,
        )
        return create_store(folder, centre).office

    return Doors(
        folder=folder,
        exists=lambda: opening.status(folder).exists,
        unlock=unlock,
        recover=recover,
        make_code=new_recovery_code,
        create=create,
    )


def run(folder: Path, note: int | None = None) -> int:
    """Open the window on the store in *folder* until it is closed; return the exit code.

    *note* is the inherited pipe of a process that has just locked.
    """
    app = application()
    left = read_note(note) if note is not None else None
    away = Away()
    if left is not None:
        away = Away(left.name, int((time.time() - left.at) // MINUTE))
    door = FrontDoor(app, doors(folder), away)
    door.locked.connect(restart)
    door.window.resize(1366, 768)
    door.window.show()
    code = app.exec()
    if door.session is not None:
        door.session.close()
    # Threads that derive keys may still run; nothing they do matters any more.
    sys.stdout.flush()
    os._exit(code)
