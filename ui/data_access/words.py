"""How data access requests stand in lists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QWidget

from caseworker.text import isolate
from caseworker.views.data_access import DataAccess
from ui import words
from ui.language import _
from ui.rights.words import outcome_chip
from ui.theme.tokens import Tone
from ui.widgets.chip import Chip
from ui.widgets.row_list import OpenRow

PART = "data access"
NEW = "asked from outside"


def data_access_row(shown: DataAccess, now: datetime, opened: Callable[[], None]) -> OpenRow:
    """Return the row of a request: who asks for what, since when, and where it stands."""
    row = OpenRow(
        words.called(shown.wanted),
        words.joined(
            isolate(shown.organisation), _("asked {when}", when=words.when(shown.asked_at, now))
        ),
        name=f"data-access-{shown.id}",
        icon="buildings",
        after=state_chips(shown),
    )
    row.clicked.connect(lambda _on=False: opened())
    return row


def state_chips(shown: DataAccess) -> list[QWidget]:
    """Return where a request stands: urgent, signed or not, answered how and until when."""
    if shown.outcome is not None:
        chips: list[QWidget] = [outcome_chip(shown.outcome)]
        if shown.valid_until is not None:
            until = _("until {day}", day=words.day(shown.valid_until))
            chips.append(Chip(until, Tone.QUIET, "clock"))
        return chips
    chips = [Chip(_("Said to be urgent"), Tone.WARN, "clock")] if shown.urgent else []
    if shown.signed_on is None:
        return [*chips, Chip(_("Not signed yet"), Tone.QUIET, "pen-nib")]
    return [*chips, Chip(_("Signed"), Tone.OK, "check")]
