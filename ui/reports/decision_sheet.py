"""What the team decided about one item: the decision, who does it, until when."""

from __future__ import annotations

from uuid import UUID

from caseworker.model.ids import UserId
from caseworker.ports import UnitOfWork
from caseworker.supervision.team_meetings import Decided, decide_item
from caseworker.views.team_meeting import TopicLine
from ui.drafts import WordsKeeper
from ui.language import _
from ui.shell import Shell
from ui.widgets.act import ReasonNote
from ui.widgets.day_field import DayField
from ui.widgets.field import Field
from ui.widgets.select import Select
from ui.widgets.sheet import Sheet
from ui.widgets.text_input import TextArea

_NOBODY = "nobody"


class DecisionSheet(Sheet):
    """About a case, with who and until when, it becomes a follow-up of that colleague."""

    def __init__(
        self, shell: Shell, topic: TopicLine, staff: tuple[tuple[UserId, str], ...]
    ) -> None:
        super().__init__(_("What was decided"), _("Keep this"), name="decision")
        self._shell, self._topic = shell, topic
        today = shell.desk.now().date()
        self.decision = TextArea(topic.decision, name="decision-words", lines=3)
        self.who = Select(
            [(_NOBODY, _("Nobody in particular")), *((str(key), name) for key, name in staff)],
            name="decision-who",
            label=_("Who does it"),
            searchable=True,
        )
        self.who.set_value(str(topic.done_by_id or _NOBODY))
        self.until = DayField(topic.done_until, today, name="decision-until", label=_("Until when"))
        hint = _("What we do. What is in the plan is talked over with the person.")
        for widget in (
            Field(_("The decision"), self.decision, hint),
            Field(_("Who does it"), self.who),
            Field(_("Until when"), self.until),
        ):
            self.content.addWidget(widget)
        if topic.case_id is not None:
            self.say(_("With a colleague and a day it becomes a follow-up in the case."))
        self.content.addWidget(ReasonNote(self.panel.act))
        self._typed = WordsKeeper(self, shell.desk, topic.id, "decision")
        self.decision.textChanged.connect(self._look)
        self.agreed.connect(self._keep)
        self._look()

    def open(self) -> None:
        """Lay it over the window."""
        self._shell.open_sheet(self)

    def _look(self) -> None:
        if self.decision.toPlainText().strip():
            self.panel.act.turn_on()
        else:
            self.panel.act.turn_off(_("Write down what was decided."))

    def _keep(self) -> None:
        chosen = self.who.value() or _NOBODY
        decided = Decided(
            decision=self.decision.toPlainText().strip(),
            done_by=None if chosen == _NOBODY else UserId(UUID(chosen)),
            done_until=self.until.day(),
        )
        topic, now = self._topic, self._shell.desk.now()

        def act(work: UnitOfWork) -> None:
            decide_item(work, topic.id, decided, now)

        self._typed.discard()
        self._shell.desk.write(self._shell.desk, act)
