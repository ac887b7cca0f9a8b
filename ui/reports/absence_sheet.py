"""Going away: who, from when to when, and who stands in meanwhile."""

from __future__ import annotations

from uuid import UUID

from caseworker.model.ids import UserId
from caseworker.permissions import Act, may
from caseworker.ports import Reads, UnitOfWork
from caseworker.supervision.absence import can_go, can_stand_in, cover
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
        actor, today = shell.desk.actor, shell.desk.now().date()
        title = _("Somebody is away") if may(actor, Act.APPROVE) else _("I am away")
        super().__init__(title, _("Keep this"), name="absence")
        self._shell = shell
        self.who = Select(shell.desk.ask(_who_goes), name="who-is-away", label=_("Who is away"))
        self.who.set_value(str(actor.user_id))
        self.first = DayField(today, today, name="away-from", label=_("From"))
        self.last = DayField(None, today, name="away-until", label=_("Until"))
        self.cover = Select((), name="covered-by", label=_("Who stands in"))
        if may(actor, Act.APPROVE):
            # Whoever fell ill cannot write it down herself.
            self.content.addWidget(Field(_("Who is away"), self.who))
        for label, widget in (
            (_("From"), self.first),
            (_("Until"), self.last),
            (_("Who stands in"), self.cover),
        ):
            self.content.addWidget(Field(label, widget))
        self.say(
            _(
                "Until the last day, what waits and the open cases are with both of them, also on a"
                " laptop that goes outside. Records that only named colleagues see stay with those."
            ),
            second=True,
        )
        self.content.addWidget(ReasonNote(self.panel.act))
        self.first.changed.connect(self._look)
        self.last.changed.connect(self._look)
        self.who.chosen.connect(lambda _key: self._offer())
        self.cover.chosen.connect(lambda _key: self._look())
        self.agreed.connect(self._keep)
        self._offer()

    def open(self) -> None:
        """Lay it over the window."""
        self._shell.open_sheet(self)

    def _offer(self) -> None:
        """Let choose among those who can stand in for whoever goes."""
        away = self._away()
        chosen = self.cover.value()
        self.cover.set_options(
            self._shell.desk.ask(
                lambda reads: [(str(user.id), user.name) for user in can_stand_in(reads, away)]
            )
        )
        self.cover.set_value(chosen)
        self._look()

    def _away(self) -> UserId:
        key = self.who.value()
        return UserId(UUID(key)) if key else self._shell.desk.actor.user_id

    def _look(self) -> None:
        first, last = self.first.day(), self.last.day()
        if first is None or last is None or last < first:
            self.panel.act.turn_off(_("Write the first and the last day."))
        elif not self.cover.value():
            self.panel.act.turn_off(_("Choose who stands in."))
        else:
            self.panel.act.turn_on()

    def _keep(self) -> None:
        first, last, to = self.first.day(), self.last.day(), self.cover.value()
        shell = self._shell
        if first is None or last is None or to is None:
            return
        away, covered_by = self._away(), UserId(UUID(to))

        def act(work: UnitOfWork) -> None:
            cover(work, away, first, last, covered_by)

        shell.desk.write(shell.desk, act, lambda _nothing: shell.say(_("Kept")))


def _who_goes(reads: Reads) -> list[tuple[str, str]]:
    return [(str(user.id), user.name) for user in can_go(reads)]
