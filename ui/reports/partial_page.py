"""An outreach laptop makes no figures: it does not have all records."""

from __future__ import annotations

from caseworker.aggregates.all_records import AT_THE_OFFICE, WHY
from ui.language import _
from ui.screen import Screen
from ui.shell import Shell
from ui.widgets.empty_state import EmptyState
from ui.widgets.panel import Card


class PartialPage(Screen):
    """Says where figures are made instead."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, _("Reports"), "", name="partial-reports")
        card = Card()
        card.content.addWidget(
            EmptyState(
                "laptop",
                _(AT_THE_OFFICE),
                _(WHY),
            )
        )
        self.add(card)
