"""The desk-view strip: the same on every case, with or without anything behind it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout

from ui.language import _
from ui.theme.theme import theme
from ui.theme.tokens import Ink, Radius
from ui.widgets.button import ghost
from ui.widgets.flow import Flow
from ui.widgets.icon import Icon
from ui.widgets.key_hint import KeyHint
from ui.widgets.label import small
from ui.widgets.panel import Panel
from ui.widgets.stack import Line


class DeskViewStrip(Panel):
    """Says that private parts are folded; one button, and Alt+V, unfolds or folds them."""

    toggled = Signal(bool)
    """True when the private parts are to be shown."""

    def __init__(self) -> None:
        self._across = QHBoxLayout()
        super().__init__("sunken", "", Radius.CONTROL)
        self.setObjectName("desk-view")
        self.setLayout(self._across)
        self._open = False
        self._icon = Icon("eye-closed", 16)
        self._words = small("", Ink.TEXT2)
        self.button = ghost("-", name="desk-view-toggle", small=True)
        self.button.clicked.connect(self._toggle)
        self._across.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        acts = Line(self.button, KeyHint("Alt+V"), gap=9)
        self._across.addWidget(Flow(self._words, acts, gap=12, lead=240), 1)
        shortcut = QShortcut(QKeySequence("Alt+V"), self)
        shortcut.activated.connect(self._toggle)
        self.show_open(False)

    def _dress(self) -> None:
        now = theme()
        self._across.setContentsMargins(now.space(15), 3, now.space(12), 3)
        self._across.setSpacing(now.space(10))
        super()._dress()

    def show_open(self, shown: bool) -> None:
        """Show whether the private parts are open, without telling anyone."""
        self._open = shown
        self._icon.show_icon("eye" if shown else "eye-closed", Ink.TEXT2)
        if shown:
            self._words.setText(_("Private parts are shown. Take care who can see this page."))
            self.button.say(_("Fold private parts"))
        else:
            self._words.setText(
                _(
                    "Desk view. Private parts are folded, for every case alike. "
                    "Anyone may glance at this page."
                )
            )
            self.button.say(_("Show private parts"))

    def _toggle(self) -> None:
        self.show_open(not self._open)
        self.toggled.emit(self._open)
