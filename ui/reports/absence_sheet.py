"""Going away: from when to when, and who decides meanwhile."""

from __future__ import annotations

from uuid import UUID

from caseworker.model.ids import UserId
from caseworker.ports import UnitOfWork
from caseworker.supervision.absence import cover
from caseworker.supervision.queue import can_decide
from ui.language import _
from ui.shell import Shell
from ui.widgets.act import ReasonNote
from ui.widgets.day_field import DayField
from ui.widgets.field import Field
from ui.widgets.select import Select
from ui.widgets.sheet import Sheet


class AbsenceSheet(Sheet):
    """Both days are included; what waits for the one who is away waits for the other as well."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(_("I am away"), _("Keep this"), name="absence")
        self._shell = shell
        today = shell.desk.now().date()
        colleagues = shell.desk.ask(
            lambda reads: [
                (str(user.id), user.name)
                for user in can_decide(reads)
                if user.id != reads.actor.user_id
            ]
        )
        self.first = DayField(today, today, name="away-from", label=_("From"))
        self.last = DayField(None, today, name="away-until", label=_("Until"))
        self.cover = Select(colleagues, name="covered-by", label=_("Who decides meanwhile"))
        for label, widget in (
            (_("From"), self.first),
            (_("Until"), self.last),
            (_("Who decides meanwhile"), self.cover),
        ):
            self.content.addWidget(Field(label, widget))
        self.content.addWidget(ReasonNote(self.panel.act))
        self.first.changed.connect(self._look)
        self.last.changed.connect(self._look)
        self.cover.chosen.connect(lambda _key: self._look())
        self.agreed.connect(self._keep)
        self._look()

    def open(self) -> None:
        """Lay it over the window."""
        self._shell.open_sheet(self)

    def _look(self) -> None:
        first, last = self.first.day(), self.last.day()
        if first is None or last is None or last < first:
            self.panel.act.turn_off(_("Write the first and the last day."))
        elif not self.cover.value():
            self.panel.act.turn_off(_("Choose who decides meanwhile."))
        else:
            self.panel.act.turn_on()

    def _keep(self) -> None:
        first, last, to = self.first.day(), self.last.day(), self.cover.value()
        shell = self._shell
        if first is None or last is None or to is None:
            return
        covered_by = UserId(UUID(to))

        def act(work: UnitOfWork) -> None:
            cover(work, work.actor.user_id, first, last, covered_by)

        shell.desk.write(shell.desk, act, lambda _nothing: shell.say(_("Kept")))
