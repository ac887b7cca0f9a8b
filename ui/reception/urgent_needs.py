"""Urgent needs: what anyone can see or what is said; nobody is asked why."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.model.arrival import UrgentNeed
from ui import words
from ui.language import _
from ui.theme.tokens import Tone
from ui.widgets.choice_list import CheckRow, ChoiceList
from ui.widgets.field import Field
from ui.widgets.label import section, small
from ui.widgets.notice import Notice
from ui.widgets.panel import Card
from ui.widgets.text_input import TextField


class UrgentNeeds(QWidget):
    """What needs help now, and what is done about it."""

    changed = Signal()

    def __init__(
        self,
        needs: frozenset[UrgentNeed] = frozenset(),
        urgent_help: str = "",
        *,
        someone_stays: bool = False,
    ) -> None:
        super().__init__()
        self.needs = ChoiceList(
            [(need.name.lower(), words.called(need)) for need in UrgentNeed],
            name="urgent-need",
            label=_("What needs help now"),
        )
        self.needs.set_values([need.name.lower() for need in needs])
        self.help = TextField(urgent_help, name="urgent-help", example=_("Nurse sees them first"))
        self.stays = CheckRow(
            _("Someone stays, so that nobody is alone"),
            name="someone-stays",
            checked=someone_stays,
        )
        card = Card()
        for widget in (
            section(_("What needs help now")),
            small(
                _("What you see, or what is said. Do not ask why. Help starts with this number.")
            ),
            self.needs,
            Field(_("What is done about it"), self.help, _("Anyone may read this at the desk")),
            self.stays,
        ):
            card.content.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addWidget(
            Notice(
                Tone.CHOSEN,
                "info",
                _("Tell everyone, and ask nobody"),
                _(
                    "Some medical care helps most in the first three days, whatever happened."
                    " It is free, it is private, and nobody has to say why."
                ),
            )
        )

        self.needs.changed.connect(self.changed)
        self.help.textChanged.connect(self.changed)
        self.stays.toggled.connect(self.changed)

    def show_needs(self, needs: frozenset[UrgentNeed], urgent_help: str, *, stays: bool) -> None:
        """Show what was written before."""
        self.needs.set_values([need.name.lower() for need in needs])
        self.help.setText(urgent_help)
        self.stays.setChecked(stays)

    def chosen(self) -> frozenset[UrgentNeed]:
        """Return the needs ticked."""
        return frozenset(UrgentNeed[key.upper()] for key in self.needs.values())
