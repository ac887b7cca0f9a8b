"""The consent talk as one widget: room, explanation, purposes, and the decision beside them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.findings import Findings
from caseworker.model.consent import Purpose
from caseworker.model.values import Answer
from ui.consent.decision_panel import DecisionPanel
from ui.consent.lines_card import LinesCard
from ui.consent.room_card import ExplanationCard, RoomCard
from ui.consent.state import LineState
from ui.consent.talk_model import TalkModel
from ui.evidence.chosen_file import ChosenFile
from ui.language import _
from ui.widgets.button import ghost
from ui.widgets.columns import TwoColumns
from ui.widgets.stack import clear
from ui.widgets.text_input import TextField

Check = Callable[[], Findings]


class ConsentTalk(QWidget):
    """Asks purpose by purpose. `kept` tells that the answers stand as the model has them."""

    kept = Signal()

    def __init__(self, model: TalkModel, certifier: str, chosen: ChosenFile) -> None:
        super().__init__()
        self.setObjectName("consent-talk")
        self.model = model
        self._columns = TwoColumns(side_width=352, gap=24)
        self._lines = QVBoxLayout()
        self._columns.main.addWidget(RoomCard(model))
        self._columns.main.addWidget(ExplanationCard(model))
        self._columns.main.addLayout(self._lines)
        self._columns.main.addLayout(self._adding())
        self.decision = DecisionPanel(model, certifier, chosen)
        self.decision.kept.connect(self.kept)
        self._columns.side.addWidget(self.decision)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._columns)
        self._shown = 0
        model.changed.connect(self._show_lines)
        self._show_lines()

    def show_findings(self, findings: Findings) -> None:
        """Say what is missing, beside the button that keeps."""
        self.decision.show_findings(findings)

    def _show_lines(self) -> None:
        """Show the lines anew where one was added; answers move by themselves."""
        if self._shown == len(self.model.state.lines):
            return
        self._shown = len(self.model.state.lines)
        clear(self._lines)
        card = LinesCard(self.model.state.lines)
        card.answered.connect(lambda place, key: self.model.answer(place, Answer(key)))
        self._lines.addWidget(card)

    def _adding(self) -> QVBoxLayout:
        self._other = TextField(
            name="other-purpose", label=_("Another purpose"), example=_("What else, and for whom")
        )
        self._other.hide()
        self._other.returnPressed.connect(self._add)
        add = ghost(_("Add a purpose or recipient"), name="add-purpose", icon="plus")
        add.clicked.connect(self._open_other)
        column = QVBoxLayout()
        column.addWidget(self._other)
        column.addWidget(add)
        return column

    def _open_other(self) -> None:
        if self._other.isVisible() and self._other.text().strip():
            self._add()
        self._other.show()
        self._other.setFocus()

    def _add(self) -> None:
        said = self._other.text().strip()
        if said:
            self.model.add_line(LineState(purpose=Purpose.OTHER, purpose_text=said, recipient=said))
        self._other.clear()
        self._other.hide()
