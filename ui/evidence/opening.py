"""Open a kept file: the look is in the audit trail before anything is shown."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from caseworker.errors import KnownError, NotFound, StoreDamaged
from caseworker.evidence.keeping import OpenedFile
from caseworker.ports import UnitOfWork
from ui.evidence.file_page import FilePage
from ui.language import _
from ui.shell import Shell
from ui.widgets.sheet import Sheet


def open_file(
    shell: Shell,
    act: Callable[[UnitOfWork], OpenedFile],
    heading: str,
    sentence: str,
    *,
    copy: str,
    subject: UUID,
) -> None:
    """Show what *act* opens over the present screen; saving a copy is audited as *copy*."""

    def note(work: UnitOfWork) -> None:
        work.record(copy, subject)

    def show(file: OpenedFile) -> None:
        shell.cover(FilePage(shell, file, heading, sentence, note))

    def failed(error: KnownError) -> None:
        if isinstance(error, NotFound | StoreDamaged):
            shell.open_sheet(_not_whole(altered=isinstance(error, StoreDamaged)))
        else:
            shell.explain(error)

    shell.desk.write(shell.desk, act, show, failed)


def _not_whole(*, altered: bool) -> Sheet:
    sheet = Sheet(
        _("This file cannot be opened"), _("Understood"), back=_("Close"), name="file-not-whole"
    )
    sheet.say(
        _("The file was altered or is damaged on the disk.")
        if altered
        else _("The file is not on this laptop.")
    )
    sheet.say(_("The record is safe: who said what, when and to whom stands as it was written."))
    sheet.say(
        _("Restore the last backup that has the file, or look at the original paper. Tell whoever"
          " looks after the laptop: a disk that loses one file may lose more."),
        second=True,
    )  # fmt: skip
    return sheet
