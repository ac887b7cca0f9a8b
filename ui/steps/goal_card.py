"""One goal, opened: what it says, and what is done for it by whom and when."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtCore import Signal

from caseworker.model.ids import CaseId, ObjectiveId
from caseworker.permissions import Act, may
from caseworker.ports import UnitOfWork
from caseworker.steps import implementation, planning
from caseworker.views.plan import ActionLine, GoalLine
from ui import words
from ui.drafts import WordsKeeper
from ui.language import _
from ui.shell import Shell
from ui.widgets.button import Button, ghost, quiet, secondary
from ui.widgets.choice_list import CheckRow
from ui.widgets.day_field import DayField
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.label import section
from ui.widgets.panel import Card, Hairline
from ui.widgets.text_input import TextArea, TextField
from ui.window.navigation import Destination, Place


class GoalCard(Card):
    """Keeps a goal with one act; actions are kept one by one as they are added."""

    left = Signal()

    def __init__(self, shell: Shell, case_id: CaseId, line: GoalLine | None, today: date) -> None:
        super().__init__()
        self._shell, self._desk, self._case_id = shell, shell.desk, case_id
        self._line, self._today = line, today
        self.setObjectName("goal-card")
        said = line.goal if line else planning.Goal(title="")
        self.title = TextField(said.title, name="goal-title", example=_("A place to stay"))
        shows = _("Shows in the desk view: neutral words")
        self._title = Field(_("What is the goal?"), self.title, shows)
        self.own_words = TextArea(name="goal-own-words")
        self.own_words.setPlainText(said.own_words)
        self.declined = CheckRow(
            _("Prefers not to say"), name="goal-declined", checked=said.own_words_declined
        )
        self.measure = TextField(said.measure, name="goal-measure")
        self.review = DayField(
            said.review_on, today, name="goal-review", label=_("Look at it again")
        )
        self._review = Field(_("Look at it again"), self.review)
        self.keep = secondary(_("Keep the goal"), name="keep-goal")
        self.keep.clicked.connect(self._keep)
        leave = quiet(_("Back"), name="leave-goal")
        leave.clicked.connect(self.left)
        acts = [leave, self.keep]
        if line is not None:
            remove = quiet(_("Take out of the plan"), name="remove-goal")
            remove.clicked.connect(self._remove)
            acts.insert(0, remove)
        for widget in (
            section(_("A goal")),
            self._title,
            Field(_("In the person's own words"), self.own_words, shows),
            self.declined,
            Field(_("Reached when"), self.measure, _("Something both of you can see")),
            self._review,
        ):
            self.content.addWidget(widget)
        subject = line.id if line is not None else case_id
        self._words = WordsKeeper(self, self._desk, subject, "goal")
        if line is not None:
            self._actions(line)
        self.content.addWidget(Flow(*acts, gap=12))

    def _actions(self, line: GoalLine) -> None:
        self.content.addWidget(Hairline())
        self.content.addWidget(section(_("What is done for it")))
        for action in line.actions:
            self.content.addWidget(Flow(self._action_row(action), *self._help(line, action)))
        self.what = TextField(name="action-what", example=_("Ask the housing office for a list"))
        self.who = TextField(name="action-who", example=_("Who: a name, an office, or the person"))
        self.due = DayField(None, self._today, name="action-due", label=_("By when"))
        self._what = Field(_("What is done?"), self.what)
        add = secondary(_("Add what is done"), name="add-action", small=True, icon="plus")
        add.clicked.connect(lambda: self._add(line.id))
        self.who.setPlaceholderText(_("Empty means: I do it"))
        for widget in (
            self._what,
            Field(_("Who does it?"), self.who),
            Field(_("By when?"), self.due),
            Flow(add),
            Hairline(),
        ):
            self.content.addWidget(widget)

    def _action_row(self, action: ActionLine) -> CheckRow:
        by = words.day(action.due) if action.due else ""
        said = words.joined(action.what, action.who, by)
        row = CheckRow(said, name=f"action-{action.id}", checked=action.done_on is not None)
        row.clicked.connect(lambda on: self._tick(action.id, done=on))
        return row

    def _help(self, line: GoalLine, action: ActionLine) -> list[Button]:
        """Return the way to a provider; the referral remembers which goal it is for."""
        if action.done_on is not None or not may(self._desk.actor, Act.REFER):
            return []
        find = ghost(_("Find help"), name=f"refer-{action.id}", icon="map-trifold", small=True)
        find.setAccessibleName(_("Find help: {what}", what=action.what))
        part = f"{self._case_id}:{line.id}:{action.what}"
        find.clicked.connect(lambda: self._shell.go(Destination(Place.DIRECTORY, part=part)))
        return [find]

    def _tick(self, key: UUID, *, done: bool) -> None:
        def tick(work: UnitOfWork) -> None:
            if done:
                implementation.finish_action(work, key)
            else:
                implementation.undo_action(work, key)

        self._desk.write(self, tick)

    def _add(self, goal: ObjectiveId) -> None:
        what, who, due = self.what.text().strip(), self.who.text().strip(), self.due.day()
        if not what:
            self._what.set_error(_("Say in a few words what is done."))
            return
        me = None if who else self._desk.actor.user_id
        to_do = planning.ToDo(what=what, responsible_user=me, responsible_other=who, due=due)

        def add(work: UnitOfWork) -> None:
            planning.add_action(work, goal, to_do)

        self._desk.write(self, add)

    def _keep(self) -> None:
        title = self.title.text().strip()
        if not title:
            self._title.set_error(_("Give it a few words."))
            return
        if self.review.odd:
            self._review.set_error(_("Write the day like 2.12.2026."))
            return
        goal = planning.Goal(
            title=title,
            own_words=self.own_words.toPlainText().strip(),
            own_words_declined=self.declined.isChecked(),
            measure=self.measure.text().strip(),
            mode=self._line.goal.mode if self._line else planning.Goal(title="").mode,
            review_on=self.review.day(),
        )
        line, case_id = self._line, self._case_id

        def keep(work: UnitOfWork) -> None:
            if line is None:
                planning.add_goal(work, case_id, goal)
            else:
                planning.change_goal(work, line.id, goal)

        def kept(_nothing: None) -> None:
            self._words.discard()
            self._shell.say(_("The goal is kept"))
            self.left.emit()

        self._desk.write(self, keep, kept)

    def _remove(self) -> None:
        line = self._line
        if line is None:
            return
        owner, desk = self.window(), self._desk

        def remove(work: UnitOfWork) -> None:
            planning.remove_goal(work, line.id)

        def put_back(work: UnitOfWork) -> None:
            planning.put_goal_back(work, line.id)

        def removed(_nothing: None) -> None:
            self._shell.say(
                _("The goal is taken out of the plan"), lambda: desk.write(owner, put_back)
            )
            self.left.emit()

        desk.write(self, remove, removed)
