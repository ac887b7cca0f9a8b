"""A protocol under way: acts in order, each ticked when it is done."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.model.case import ProtocolRun
from caseworker.model.ids import CaseId
from caseworker.notes.protocols import PROTOCOLS, end_protocol, mark_acts, under_way
from caseworker.ports import Changes, Reads, UnitOfWork
from ui import words
from ui.drafts import WordsKeeper
from ui.language import _
from ui.shell import Shell
from ui.widgets.button import secondary
from ui.widgets.choice_list import ChoiceList
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.label import section
from ui.widgets.panel import Card
from ui.widgets.stack import clear
from ui.widgets.text_input import TextField

Run = tuple[UUID, str, tuple[tuple[str, str], ...], tuple[str, ...]]


class ProtocolCards(QWidget):
    """All protocols of a case that are not ended."""

    def __init__(self, shell: Shell, case_id: CaseId) -> None:
        super().__init__()
        self._shell, self._case_id = shell, case_id
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        shell.desk.changed.connect(self._look)
        self._show()

    def _look(self, changes: Changes) -> None:
        if ProtocolRun in changes.kinds():
            self._show()

    def _show(self) -> None:
        clear(self._column)
        runs = self._shell.desk.ask(self._runs)
        for run in runs:
            self._column.addWidget(self._card(run))
        if not runs:
            self.hide()
        elif self.parent() is not None:
            self.show()

    def _runs(self, reads: Reads) -> list[Run]:
        return [
            (
                run.id,
                words.called(run.kind),
                tuple((act.code, _(act.words)) for act in PROTOCOLS[run.kind]),
                run.acts_done,
            )
            for run in under_way(reads, self._case_id)
        ]

    def _card(self, run: Run) -> Card:
        key, name, acts, done = run
        card = Card()
        card.setObjectName("protocol-card")
        ticks = ChoiceList(acts, name="protocol-act", label=name)
        ticks.set_values(done)
        ticks.changed.connect(lambda ticked: self._mark(key, ticked))
        outcome = TextField(name="protocol-outcome")
        end = secondary(_("End it"), name="end-protocol", small=True)
        field = Field(_("What came of it"), outcome)

        def ended() -> None:
            if outcome.text().strip():
                self._end(key, outcome.text().strip())
            else:
                field.set_error(_("Write in a few words what came of it."))

        end.clicked.connect(ended)
        for widget in (section(name), ticks, field, Flow(end)):
            card.content.addWidget(widget)
        WordsKeeper(card, self._shell.desk, key, "outcome")
        return card

    def _mark(self, key: UUID, ticked: tuple[str, ...]) -> None:
        def mark(work: UnitOfWork) -> None:
            mark_acts(work, key, ticked)

        self._shell.desk.write(self, mark)

    def _end(self, key: UUID, outcome: str) -> None:
        def end(work: UnitOfWork) -> None:
            end_protocol(work, key, outcome)

        def ended(_nothing: None) -> None:
            self._shell.desk.discard_draft(key, "outcome")
            self._shell.say(_("Ended"))

        self._shell.desk.write(self, end, ended)
