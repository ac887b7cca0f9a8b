"""Handing on what waits, or leaving a word about it for the colleagues who decide."""

from __future__ import annotations

from uuid import UUID

from caseworker.model.ids import UserId
from caseworker.ports import UnitOfWork
from caseworker.supervision.queue import Waiting, can_decide, say
from ui.language import _
from ui.reports.words import ASKS
from ui.shell import Shell
from ui.widgets.act import ReasonNote
from ui.widgets.field import Field
from ui.widgets.select import Select
from ui.widgets.sheet import Sheet
from ui.widgets.text_input import TextArea


class HandOnSheet(Sheet):
    """To whom, and a word; either alone is enough."""

    def __init__(self, shell: Shell, waiting: Waiting) -> None:
        super().__init__(_(ASKS[waiting.kind]), _("Keep this"), name="hand-on-sheet")
        self._shell, self._subject = shell, waiting.subject
        colleagues = shell.desk.ask(
            lambda reads: [
                (str(user.id), user.name)
                for user in can_decide(reads)
                if user.id not in (reads.actor.user_id, waiting.own_of)
            ]
        )
        self.to = Select(colleagues, name="hand-on-to", label=_("Who decides from now on"))
        self.comment = TextArea(name="hand-on-word", lines=2)
        self.content.addWidget(Field(_("Who decides from now on"), self.to))
        self.content.addWidget(Field(_("A word for your colleagues"), self.comment))
        self.content.addWidget(ReasonNote(self.panel.act))
        self.to.chosen.connect(lambda _key: self._look())
        self.comment.textChanged.connect(self._look)
        self.agreed.connect(self._keep)
        self._look()

    def open(self) -> None:
        """Lay it over the window."""
        self._shell.open_sheet(self)

    def _look(self) -> None:
        if self.to.value() or self.comment.toPlainText().strip():
            self.panel.act.turn_on()
        else:
            self.panel.act.turn_off(_("Choose a colleague, or write a word."))

    def _keep(self) -> None:
        subject, word = self._subject, self.comment.toPlainText()
        to = self.to.value()
        given_to = UserId(UUID(to)) if to else None
        shell = self._shell

        def act(work: UnitOfWork) -> None:
            say(work, subject, word, given_to)

        said = _("Handed on") if given_to else _("Kept")
        shell.desk.write(shell.desk, act, lambda _nothing: shell.say(said))
