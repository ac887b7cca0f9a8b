"""What went away because another answer changed: told at once, and put back on one press.

A rule of the form may hide a repeat's last lines or take a choice out of a list. What stood there
is never dropped silently.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from ui.language import _, ngettext
from ui.theme.tokens import Tone
from ui.widgets.button import secondary
from ui.widgets.notice import Notice


class Losses:
    """What went and was neither put back nor let go, and how many steps ago it began."""

    def __init__(self) -> None:
        self.lost: list[str] = []
        self.steps = 0
        self.path = ""

    def note(self, lost: Sequence[str], path: str) -> None:
        """Add what the step at *path* took out; a number is often typed in two steps."""
        self.lost += lost
        self.path = path if lost else self.path
        self.steps += bool(self.lost)

    def forget(self) -> None:
        """Nothing waits any more."""
        self.lost, self.steps = [], 0


class LossNotice(Notice):
    """Says what went, with the way back."""

    put_back = Signal()
    understood = Signal()

    def __init__(self, lost: Sequence[str]) -> None:
        back = secondary(_("Put it back"), name="put-back", small=True)
        leave = secondary(_("It may go"), name="let-it-go", small=True)
        count = self.count = len(lost)
        super().__init__(
            Tone.WARN,
            "arrow-counter-clockwise",
            ngettext(
                "{count} answer no longer fits and was taken out",
                "{count} answers no longer fit and were taken out",
                count,
            ),
            _("Because of the answer just given. Nothing is lost until you say so."),
            (back, leave),
        )
        self.setObjectName("loss-notice")
        back.clicked.connect(self.put_back)
        leave.clicked.connect(self.understood)
