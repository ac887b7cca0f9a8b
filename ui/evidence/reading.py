"""Read a file that somebody chose, within bounds; where it lay is forgotten at once."""

from __future__ import annotations

from pathlib import Path

from caseworker.evidence.kinds import LARGEST, PDF, Sort
from caseworker.evidence.ready import ReadyFile, locked, not_read, ready, too_large
from ui.documents.printing import page_count


def read_ready(path: Path, wanted: Sort) -> ReadyFile:
    """Return the file at *path* as it may be kept. Slow sticks make this slow.

    Raises:
        GateClosed: it cannot be kept, or not be read; the finding says what helps.
    """
    most = LARGEST[wanted]
    try:
        # A pipe or a device would never end.
        content = b""
        if path.is_file():
            with path.open("rb") as file:
                content = file.read(most + 1)
    except OSError:
        # The path may name the person: it does not go along with the error.
        raise not_read() from None
    if len(content) > most:
        raise too_large(wanted)
    file_to_keep = ready(content, wanted)
    if file_to_keep.kind is PDF and not page_count(file_to_keep.content):
        raise locked()
    return file_to_keep
