"""Step 4 on screen: what is to be done, what was done, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout

from caseworker.findings import Finding
from caseworker.model.case import Step
from caseworker.model.entity import Entity
from caseworker.model.plan import Objective, PlannedAction, ServiceDelivery, ServiceOutcome
from caseworker.ports import Reads, UnitOfWork
from caseworker.steps import implementation
from caseworker.views.plan import ActionLine, GoalLine, plan_shown
from ui import words
from ui.language import _, text
from ui.steps.form_card import FormCard, FormCardSpec, Kept
from ui.steps.step_view import StepView
from ui.theme.tokens import Tone
from ui.widgets.chip import Chip
from ui.widgets.choice_list import CheckRow
from ui.widgets.finding import FindingAct
from ui.widgets.label import strong
from ui.widgets.panel import Card, Hairline
from ui.widgets.row_list import Row, RowList
from ui.widgets.section import SectionHead
from ui.widgets.stack import clear


@dataclass(frozen=True)
class _Given:
    what: str
    given_on: date
    outcome: ServiceOutcome
    progress: str


class ImplementationPage(StepView):
    """Actions are ticked where they stand; help is written down in one form."""

    step: ClassVar[Step] = Step.IMPLEMENTATION
    watches: ClassVar[tuple[type[Entity], ...]] = (Objective, PlannedAction, ServiceDelivery)

    def build(self) -> None:
        """Prepare the list of actions, the form, and what was given."""
        self._actions = QVBoxLayout()
        self._given = QVBoxLayout()
        self.help = FormCard(
            self.shell,
            FormCardSpec(
                form="implementation",
                title=_("Write down help"),
                sentence=_("Given, tried, or not to be had"),
                subject=self.case_id,
                load=lambda _reads: Kept(),
                keep=lambda work, answers: implementation.keep(work, self.case_id, answers),
                said=_("The help is written down"),
            ),
        )
        self.body.addLayout(self._actions)
        self.body.addWidget(self.help)
        self.body.addLayout(self._given)

    def refresh(self) -> None:
        """Show actions and help as they stand."""
        shown = self.desk.ask(lambda reads: plan_shown(reads, self.case_id))
        clear(self._actions)
        if shown.goals:
            card = Card()
            for place, goal in enumerate(shown.goals):
                if place:
                    card.content.addWidget(Hairline())
                self._goal(card, goal)
            self._actions.addWidget(card)
        self._show_given()
        super().refresh()

    def is_shown(self, finding: Finding) -> bool:
        """Show every finding: late actions name themselves."""
        return True

    def mends(self, finding: Finding) -> FindingAct | None:
        """Offer to tick a late action, or to begin the plan."""
        if finding.code == "action-late":
            return FindingAct("done", _("It is done"), "check")
        if finding.code == "no-plan":
            return FindingAct("plan", _("To the plan"))
        return None

    def mend(self, finding: Finding, key: str) -> None:
        """Tick a late action, or show the plan."""
        if key == "plan":
            self.window_of_case.open_step(Step.PLANNING.name.lower())
        elif isinstance(finding.subject, UUID):
            self._tick(finding.subject, done=True)

    def _goal(self, card: Card, goal: GoalLine) -> None:
        card.content.addWidget(strong(goal.goal.title))
        for action in goal.actions:
            card.content.addWidget(self._action(action))

    def _action(self, action: ActionLine) -> CheckRow:
        by = _("by {day}", day=text().day(action.due, "d MMM")) if action.due else ""
        row = CheckRow(
            words.joined(action.what, action.who, by),
            name=f"do-{action.id}",
            checked=action.done_on is not None,
        )
        row.clicked.connect(lambda on: self._tick(action.id, done=on))
        return row

    def _tick(self, key: UUID, *, done: bool) -> None:
        def tick(work: UnitOfWork) -> None:
            if done:
                implementation.finish_action(work, key)
            else:
                implementation.undo_action(work, key)

        self.desk.write(self, tick)

    def _show_given(self) -> None:
        clear(self._given)
        given = self.desk.ask(self._help_given)
        if not given:
            return
        rows = RowList()
        for entry in given:
            tone = Tone.WARN if entry.outcome is ServiceOutcome.UNAVAILABLE else Tone.QUIET
            chip = Chip(words.called(entry.outcome), tone)
            rows.add(
                Row(
                    entry.what,
                    words.joined(words.day(entry.given_on), entry.progress),
                    chips=(chip,),
                )
            )
        self._given.addWidget(SectionHead(_("Help so far"), text().number(len(given))))
        self._given.addWidget(rows)

    def _help_given(self, reads: Reads) -> list[_Given]:
        return [
            _Given(entry.what, entry.given_on, entry.outcome, entry.progress)
            for entry in implementation.deliveries(reads, self.case_id)
        ]
