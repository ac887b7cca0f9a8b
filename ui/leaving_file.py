"""A file that leaves the store for the place that somebody chose: whole, or not at all."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from ui.language import _
from ui.shell import Shell


def write_file(shell: Shell, place: Path, content: bytes, said: str) -> bool:
    """Write *content* to *place* and say *said*, or that it could not be; return whether it was.

    Half a file is taken away again. Whoever writes one has noted before that it leaves: the audit
    trail may tell of a file that never was, but no file lies anywhere of which it does not tell.
    """
    try:
        place.write_bytes(content)
    except OSError:
        with suppress(OSError):
            place.unlink(missing_ok=True)
        shell.say(_("The file could not be written there. Choose another place."))
        return False
    shell.say(said)
    return True
