"""A case leaves: to whom, with what, without what; then it is kept as sent, and written.

What happens between the two happens beside the page: whoever leaves it meanwhile leaves nothing
half done.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from caseworker.errors import KnownError
from caseworker.handover.folder import write_handover
from caseworker.handover.sending import Going, Gone, send, take_back
from caseworker.model.ids import CaseId
from caseworker.text import isolate
from caseworker.views.handovers import ReceivingCentre
from caseworker.words import item_name
from ui.handover.sending_part import DRAFT
from ui.language import _, text
from ui.shell import Shell
from ui.widgets.sheet import Sheet


def leaving_sheet(centre: ReceivingCentre, going: Going) -> Sheet:
    """Return the sheet; `agreed` when it may go."""
    heading = _("Before the case goes to another centre")
    sheet = Sheet(heading, _("Choose the stick"), name="handover")
    sheet.say(_("To: {who}", who=isolate(centre.name)))
    items = text().listed(item_name(item, text()) for item in going.items)
    sheet.say(_("With it: {items}.", items=items))
    sheet.say(_("Not with it: notes for staff, and what others said."), second=True)
    sheet.say(_("Only that centre can open the file. Its name tells nobody anything."), second=True)
    return sheet


def send_to_stick(
    shell: Shell, case_id: CaseId, going: Going, place: Path, refused: Callable[[KnownError], None]
) -> None:
    """Keep that a case went and write its file; what could not be written is kept as not gone."""
    desk = shell.desk

    def written(_nothing: None) -> None:
        desk.discard_draft(case_id, DRAFT)
        shell.say(_("The file lies on the stick. Carry it there."))

    def not_written(error: KnownError) -> None:
        desk.write(desk, lambda work: take_back(work, case_id))
        desk.failed.emit(error)

    def write(gone: Gone) -> None:
        desk.work(
            desk, lambda: write_handover(place, gone.file_id, gone.file), written, not_written
        )

    desk.write(desk, lambda work: send(work, case_id, going), write, refused)
