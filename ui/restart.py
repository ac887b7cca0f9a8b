"""Lock: the process ends, since Python cannot wipe keys, and a new one shows the door.

The name of whoever worked goes to the new process through an inherited pipe, never through the
command line, the environment or a file.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass

NOTE_OPTION = "--note"


@dataclass(frozen=True)
class Note:
    """What a process that locks leaves to the next one."""

    name: str
    at: float
    """Seconds since 1970, by the clock of this laptop."""


def restart(name: str) -> None:
    """End this process and start a new one at the front door."""
    reading, writing = os.pipe()
    note = json.dumps({"name": name, "at": time.time()}).encode()
    os.write(writing, note)
    os.close(writing)
    os.set_inheritable(reading, True)
    command = command_line(reading)
    if os.name == "posix":
        sys.stdout.flush()
        os.execv(command[0], command)  # noqa: S606  our own program, no shell
    subprocess.Popen(command, close_fds=False)  # noqa: S603  our own program
    os._exit(0)


def command_line(note: int) -> list[str]:
    """Return the words that start this program again, told where the note is."""
    start = (
        [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "caseworker"]
    )
    kept = [word for word in sys.argv[1:] if not word.startswith(NOTE_OPTION)]
    return [*start, *(kept or ["run"]), f"{NOTE_OPTION}={note}"]


def read_note(descriptor: int) -> Note | None:
    """Return what the process before this one left, or None; the pipe is closed."""
    try:
        with os.fdopen(descriptor, "rb") as pipe:
            left = json.loads(pipe.read())
        return Note(str(left["name"]), float(left["at"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
