"""What help is asked for and how fast; and what there is to mind on the way."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor

from caseworker.model.ids import ObjectiveId
from caseworker.model.referral import Priority
from ui import words
from ui.language import _
from ui.referrals.state import ReferralDraft
from ui.widgets.choice_list import CheckRow
from ui.widgets.field import Field
from ui.widgets.panel import Card
from ui.widgets.segments import Segments
from ui.widgets.select import Select
from ui.widgets.text_input import TextArea, TextField

_PRIORITIES = (Priority.NORMAL, Priority.URGENT, Priority.EMERGENCY)


class NeedCard(Card):
    """Tells `changed` with each part by name."""

    changed = Signal(dict)

    def __init__(self, state: ReferralDraft, goals: Sequence[tuple[ObjectiveId, str]] = ()) -> None:
        super().__init__(spacing=12)
        self.setObjectName("referral-need-card")
        self.need = TextArea(state.need, name="referral-need", lines=2)
        self.need.moveCursor(QTextCursor.MoveOperation.End)
        self.need.textChanged.connect(lambda: self.changed.emit({"need": self.need.toPlainText()}))
        self.priority = Segments(
            [(each.value, words.called(each)) for each in _PRIORITIES],
            name="referral-priority",
            label=_("How fast"),
            value=state.priority.value,
        )
        self.priority.chosen.connect(lambda key: self.changed.emit({"priority": Priority(key)}))
        for widget in (
            Field(
                _("What help is asked for"),
                self.need,
                _("One sentence. Leave out what the provider need not know."),
            ),
            Field(_("How fast"), self.priority),
        ):
            self.content.addWidget(widget)
        if goals:
            self.content.addWidget(self._goal(state, goals))

    def _goal(self, state: ReferralDraft, goals: Sequence[tuple[ObjectiveId, str]]) -> Field:
        """Return the choice of the goal that it serves, in the order of the plan."""
        self.goal = Select(
            [("", _("No goal of the plan")), *((str(key), title) for key, title in goals)],
            name="referral-goal",
            label=_("For which goal"),
        )
        self.goal.set_value(str(state.objective_id or ""))
        self.goal.chosen.connect(
            lambda key: self.changed.emit({"objective_id": UUID(key) if key else None})
        )
        hint = _("It stays here. The plan shows what became of the referral.")
        return Field(_("For which goal"), self.goal, hint)


class OnTheWayCard(Card):
    """What the provider must not do, and whether somebody goes along."""

    changed = Signal(dict)

    def __init__(self, state: ReferralDraft) -> None:
        super().__init__(spacing=12)
        self.setObjectName("referral-way-card")
        self.restrictions = TextField(state.restrictions, name="referral-restrictions")
        self.restrictions.textEdited.connect(lambda said: self.changed.emit({"restrictions": said}))
        self.accompanied = CheckRow(
            _("Somebody from here goes along"),
            name="referral-accompanied",
            checked=state.accompanied,
        )
        self.accompanied.clicked.connect(lambda on: self.changed.emit({"accompanied": on}))
        for widget in (
            Field(
                _("What the provider must not do"),
                self.restrictions,
                _("For example: do not call at home"),
            ),
            self.accompanied,
        ):
            self.content.addWidget(widget)
