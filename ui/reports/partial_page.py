"""An outreach laptop makes no figures: it does not have all records."""

from __future__ import annotations

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
                _("Figures are made at the office"),
                _(
                    "This laptop goes outside and carries some records only. What it counts would"
                    " be wrong, and small counts could tell who it is."
                ),
            )
        )
        self.add(card)
