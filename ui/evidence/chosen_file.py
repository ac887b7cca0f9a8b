"""The one file of a talk or a form: chosen, checked, and in the encrypted draft until it is kept.

The draft lies under the same id as the words beside it, before consent that of the anonymous
screening. Of the file's name nothing is kept.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from caseworker.errors import GateClosed, KnownError
from caseworker.evidence.keeping import OpenedFile
from caseworker.evidence.kinds import EVERY, WAVE, Sort, kind_called
from caseworker.evidence.ready import ReadyFile
from caseworker.findings import Findings
from ui.desk import Desk
from ui.evidence.file_page import FilePage
from ui.evidence.reading import read_ready
from ui.language import _
from ui.shell import Shell

_PHOTOGRAPH = {Sort.SCAN: ("jpeg",), Sort.SOUND: (), Sort.PICTURES: ("m4v", "mov", "3gp")}
"""Endings that are usual beside those of the kinds themselves."""


class ChosenFile(QObject):
    """Holds a file, or none; tells when that changed, and why one was refused."""

    changed = Signal()
    refused = Signal(object)
    """`Findings`: why the file chosen cannot be kept."""

    def __init__(self, owner: QObject, shell: Shell, subject: UUID, form: str) -> None:
        super().__init__(owner)
        self._shell, self._desk = shell, shell.desk
        self._subject, self._form = subject, form
        self.reading = False
        self.file = kept_file(shell.desk, subject, form)

    def of(self, wanted: Sort) -> ReadyFile | None:
        """Return the file, where it is of the sort *wanted*."""
        return self.file if self.file is not None and self.file.kind.sort is wanted else None

    def now(self) -> datetime:
        """Return the present moment."""
        return self._desk.now()

    def choose(self, parent: QWidget, wanted: Sort) -> None:
        """Let the person choose a file of the sort *wanted*, and read it beside the window."""
        usual = tuple(kind.suffix for kind in EVERY if kind.sort is wanted)
        path = self._shell.outside.files.to_open(
            parent, _("Choose a file"), (*usual, *_PHOTOGRAPH[wanted])
        )
        if path is not None:
            self._read(path, wanted)

    def take_recorded(self, content: bytes) -> None:
        """Take a sound that was recorded here; it was never a file."""
        self._take(ReadyFile(WAVE, content))

    def look(self) -> None:
        """Show the file as it will be kept."""
        if self.file is not None:
            opened = OpenedFile(self.file.kind, self.file.content)
            self._shell.cover(FilePage(self._shell, opened, _("Before it is kept")))

    def remove(self) -> None:
        """Take the file out; the original is not touched."""
        self.discard()
        self.changed.emit()

    def discard(self) -> None:
        """Forget the file: it is kept for good, or is not to be kept at all."""
        self.file = None
        self._desk.discard_draft(self._subject, self._form)

    def _read(self, path: Path, wanted: Sort) -> None:
        self.reading = True
        self.changed.emit()
        self._desk.work(self, lambda: read_ready(path, wanted), self._take, self._refuse)

    def _take(self, file: ReadyFile) -> None:
        self.reading, self.file = False, file
        draft_file(self._desk, self._subject, self._form, file)
        self.changed.emit()

    def _refuse(self, error: KnownError) -> None:
        self.reading = False
        self.changed.emit()
        if isinstance(error, GateClosed):
            findings: Findings = error.findings
            self.refused.emit(findings)
        else:
            self._desk.failed.emit(error)


def draft_file(desk: Desk, subject: UUID, form: str, file: ReadyFile) -> None:
    """Keep *file* in the draft *form* about *subject*."""
    desk.save_draft(subject, form, file.kind.media_type.encode() + b"\n" + file.content)


def kept_file(desk: Desk, subject: UUID, form: str) -> ReadyFile | None:
    """Return the file in the draft *form* about *subject*, or None."""
    media_type, _newline, content = (desk.load_draft(subject, form) or b"").partition(b"\n")
    kind = kind_called(media_type.decode("ascii", "replace"))
    return ReadyFile(kind, content) if kind is not None else None
