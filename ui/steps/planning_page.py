"""Step 3 on screen: the plan, goal by goal, each gap at the goal where it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.answers import free_answers
from caseworker.documents.case_plan import case_plan
from caseworker.findings import Finding
from caseworker.model.case import Step
from caseworker.model.consent import Evidence, FormOfConsent
from caseworker.model.entity import Entity
from caseworker.model.ids import ObjectiveId
from caseworker.model.plan import CasePlan, Objective, PlanAgreement, PlannedAction
from caseworker.model.referral import Referral
from caseworker.model.supervision import PlanLook
from caseworker.ports import Reads, UnitOfWork
from caseworker.steps import planning
from caseworker.text import isolate
from caseworker.views.plan import GoalLine, GoalReferral, PlanShown, plan_shown
from ui import words
from ui.language import _, ngettext, text
from ui.shell import Making
from ui.steps.form_card import FormCard, FormCardSpec, Kept
from ui.steps.goal_card import GoalCard
from ui.steps.plan_look_card import PlanLookCard
from ui.steps.step_view import StepView
from ui.theme.fonts import Role
from ui.theme.tokens import Ink
from ui.widgets.button import ghost, secondary
from ui.widgets.empty_state import EmptyState
from ui.widgets.finding import Finding as FindingView
from ui.widgets.finding import FindingAct
from ui.widgets.flow import Flow
from ui.widgets.label import Label, small
from ui.widgets.panel import Card
from ui.widgets.row_list import Row, RowList
from ui.widgets.sheet import Sheet
from ui.widgets.stack import clear, let_go
from ui.window.navigation import Destination, Place


class PlanningPage(StepView):
    """The plan is the person's: her words under each goal, read together and agreed."""

    step: ClassVar[Step] = Step.PLANNING
    paper_for_the_person = True
    watches: ClassVar[tuple[type[Entity], ...]] = (
        CasePlan,
        Objective,
        PlannedAction,
        PlanAgreement,
        PlanLook,
        Referral,
    )

    def heading(self) -> str:
        """Return the heading of the plan."""
        return _("The plan, agreed together")

    def finish_words(self) -> str:
        """Return what ends the step."""
        return _("The plan stands: go on")

    def document(self) -> Making:
        """Return how the plan is printed."""
        return lambda reads, language: case_plan(reads, self.case_id, language)

    def build(self) -> None:
        """Prepare the list of goals, and the card for the one that is open."""
        self._goals: tuple[GoalLine, ...] = ()
        self._open: GoalCard | None = None
        self._open_id: ObjectiveId | None = None
        self._list = QVBoxLayout()
        self._card = QVBoxLayout()
        self.look_card = PlanLookCard(self.shell)
        self.body.addWidget(self.look_card)
        self.body.addLayout(self._list)
        self.body.addLayout(self._card)
        self._add = ghost(_("Add a goal"), name="add-goal", icon="plus")
        self._add.clicked.connect(lambda: self.open_goal(None))
        self._sign = secondary(_("Read it together and sign"), name="agree-plan", icon="pen-nib")
        self._sign.clicked.connect(self._ask_agreement)
        self._saved = small("")
        self.body.addWidget(Flow(self._add, self._saved, self._sign, gap=16))
        self.together = FormCard(
            self.shell,
            FormCardSpec(
                form="plan_together",
                title=_("How we go on"),
                sentence=_("Monitoring, feedback, data, who tells whom what"),
                subject=self.case_id,
                load=self._load_together,
                keep=lambda work, answers: planning.keep(work, self.case_id, answers),
                said=_("Kept"),
            ),
        )
        self.body.addWidget(self.together)

    def refresh(self) -> None:
        """Show the goals with their gaps."""
        shown = self.desk.ask(lambda reads: plan_shown(reads, self.case_id))
        self._goals = shown.goals
        self._show_goals(shown)
        self.look_card.show_look(shown.look)
        self._saved.setText(_saved_words(shown))
        self._sign.setVisible(bool(shown.goals))
        super().refresh()

    def is_shown(self, finding: Finding) -> bool:
        """Return whether *finding* is of the whole plan; those of a goal stand at the goal."""
        return finding.subject is None and finding.code != "no-goal"

    def mends(self, finding: Finding) -> FindingAct | None:
        """Offer to read the plan together."""
        if finding.code == "plan-not-agreed":
            return FindingAct("agree", _("Read it together"), "pen-nib")
        return None

    def finish(self) -> None:
        """Finish the step; without any goal, begin the first one."""
        if self._goals:
            super().finish()
        else:
            self.open_goal(None)

    def mend(self, finding: Finding, key: str) -> None:
        """Read the plan together."""
        self._ask_agreement()

    def open_goal(self, line: GoalLine | None) -> None:
        """Open a goal, or an empty one."""
        self._close_goal()
        self._open_id = line.id if line else None
        self._open = GoalCard(self.shell, self.case_id, line, self.desk.now().date())
        self._open.left.connect(self._close_goal)
        self._card.addWidget(self._open)
        self._open.title.setFocus()

    def _close_goal(self) -> None:
        if self._open is not None:
            let_go(self._open)
            self._open, self._open_id = None, None

    def _show_goals(self, shown: PlanShown) -> None:
        clear(self._list)
        gaps = sum(bool(goal.findings) for goal in shown.goals)
        count = ngettext("{count} goal has gaps", "{count} goals have gaps", gaps) if gaps else ""
        self.head.show_count(count)
        if not shown.goals:
            card = Card()
            card.content.addWidget(
                EmptyState(
                    "pen-nib",
                    _("No goal yet"),
                    _("A plan begins with one thing that the person wants to reach."),
                )
            )
            self._list.addWidget(card)
            return
        rows = RowList()
        rows.add(*(self._goal_row(number, goal) for number, goal in enumerate(shown.goals, 1)))
        self._list.addWidget(rows)
        reopened = next((goal for goal in shown.goals if goal.id == self._open_id), None)
        if reopened is not None and self._open is not None:
            self.open_goal(reopened)

    def _goal_row(self, number: int, line: GoalLine) -> Row:
        opening = ghost(text().within("act", "Open"), name=f"open-goal-{number}", small=True)
        opening.setAccessibleName(_("Open: {what}", what=line.goal.title))
        opening.clicked.connect(lambda: self.open_goal(line))
        below: list[QWidget] = []
        if line.goal.own_words:
            said = _("“{words}”", words=isolate(line.goal.own_words))
            below.append(Label(said, Role.BODY, Ink.TEXT2))
        below.append(small(_goal_words(line)))
        below += [self._referral(each) for each in line.referrals]
        gaps = [self._gap(line, finding, place) for place, finding in enumerate(line.findings)]
        return Row(
            line.goal.title,
            lead=Label(text().number(number), Role.BODY, Ink.TEXT2),
            acts=(opening,),
            below=below,
            foot=gaps,
        )

    def _referral(self, referral: GoalReferral) -> QWidget:
        said = words.joined(referral.provider or _("Name hidden"), words.called(referral.state))
        opening = ghost(
            said, name=f"goal-referral-{referral.id}", icon="paper-plane-tilt", small=True
        )
        opening.setAccessibleName(_("Open the referral: {what}", what=said))
        opening.clicked.connect(
            lambda: self.shell.go(Destination(Place.REFERRALS, str(referral.id)))
        )
        return Flow(opening)

    def _gap(self, line: GoalLine, finding: Finding, place: int) -> FindingView:
        view = FindingView(
            words.finding_words(finding, *_goal_acts(finding)), name=f"gap-{line.id}-{place}"
        )
        view.acted.connect(lambda key: self._mend_goal(line, key))
        return view

    def _mend_goal(self, line: GoalLine, key: str) -> None:
        if key == "declined":
            goal = replace(line.goal, own_words_declined=True)

            def decline(work: UnitOfWork) -> None:
                planning.change_goal(work, line.id, goal)

            self.desk.write(self, decline)
            return
        self.open_goal(line)
        if self._open is None:
            return
        places = {
            "words": self._open.own_words,
            "day": self._open.review,
            "measure": self._open.measure,
            "action": self._open.what,
        }
        places[key].setFocus()

    def _ask_agreement(self) -> None:
        """What leaves nobody is still worth a look together: the plan is read before it stands."""
        sheet = Sheet(_("Read the plan together"), _("It is agreed"), name="agreement")
        for line in self._goals:
            sheet.say(words.joined(line.goal.title, _goal_words(line)))
        sheet.say(_("The paper to sign is under Print."), second=True)
        sheet.agreed.connect(self._agree)
        self.shell.open_sheet(sheet)

    def _agree(self) -> None:
        def agree(work: UnitOfWork) -> None:
            spoken = Evidence(
                form=FormOfConsent.VERBAL,
                certified_by=work.actor.user_id,
                certified_at=work.now(),
            )
            planning.agree(work, self.case_id, spoken)

        self.desk.write(
            self, agree, lambda _n: self.shell.say(_("The plan is agreed")), self._refused
        )

    def _load_together(self, reads: Reads) -> Kept:
        plan = planning.plan_of(reads, self.case_id)
        if plan is None:
            return Kept()
        return Kept({"case_plan": plan}, free=free_answers(reads, plan.id, "plan_together"))


def _goal_acts(finding: Finding) -> Sequence[FindingAct]:
    acts = {
        "own-words-missing": (
            FindingAct("declined", _("Prefers not to say"), mild=True),
            FindingAct("words", _("Write them")),
        ),
        "review-day-missing": (FindingAct("day", _("Choose a day"), "calendar-plus"),),
        "measure-missing": (FindingAct("measure", _("Write it")),),
        "no-action": (FindingAct("action", _("Add a step")),),
        "who-or-when-missing": (FindingAct("action", text().within("act", "Open")),),
    }
    return acts.get(finding.code, ())


def _goal_words(line: GoalLine) -> str:
    steps = ""
    if line.actions:
        steps = _(
            "{done} of {all} actions done",
            done=text().number(line.done),
            all=text().number(len(line.actions)),
        )
    again = _("look again {day}", day=_day(line.goal.review_on)) if line.goal.review_on else ""
    return words.joined(steps or _("Not begun"), text().listed(line.who), again)


def _day(day: date | None) -> str:
    return text().day(day, "d MMMM") if day else ""


def _saved_words(shown: PlanShown) -> str:
    if not shown.goals:
        return ""
    if shown.changed or shown.agreed_at is None:
        return _("Saved on this laptop, not agreed yet")
    return _("Agreed {day}", day=words.day(shown.agreed_at))
