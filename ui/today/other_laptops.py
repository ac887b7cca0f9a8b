"""What other laptops left to be decided: as rows, on Today and beside the supervisor's queue."""

from __future__ import annotations

from ui.language import _, ngettext
from ui.shell import Shell
from ui.widgets.row_list import OpenRow
from ui.window.navigation import Destination, Place


def held_back_row(shell: Shell, count: int) -> OpenRow:
    """Return the row of changes about somebody's safety that do not count."""
    row = OpenRow(
        ngettext(
            "One change about somebody's safety does not count: read it",
            "{count} changes about somebody's safety do not count: read them",
            count,
        ),
        _("It comes from a laptop or a person that was ended. It may be true all the same."),
        name="read-held-back",
        icon="warning-circle",
    )
    row.clicked.connect(lambda: shell.go(Destination(Place.SYNC)))
    return row


def differing_row(shell: Shell, fields: int) -> OpenRow:
    """Return the row of what is written differently on two laptops."""
    row = OpenRow(
        ngettext(
            "One entry is written differently on two laptops",
            "{count} entries are written differently on two laptops",
            fields,
        ),
        _("Both versions are safe. Choose the one that is true."),
        name="decide-differing",
        icon="laptop",
    )
    row.clicked.connect(lambda: shell.go(Destination(Place.SYNC)))
    return row


def apart_row(shell: Shell, count: int) -> OpenRow:
    """Return the row of figures that went out apart, for whoever may send any."""
    row = OpenRow(
        ngettext(
            "Laptops sent figures without knowing of each other",
            "{count} times, laptops sent figures without knowing of each other",
            count,
        ),
        _("It cannot be taken back. See what it may mean, and what to do."),
        name="read-apart",
        icon="chart-bar",
    )
    row.clicked.connect(lambda: shell.go(Destination(Place.REPORTS, part="history")))
    return row
