"""What caseworkers of Harbour Gate do: the acts that many cases share, told in few words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from caseworker.answers import Answers
from caseworker.demo.story import Act, Story
from caseworker.keys import Newcomer
from caseworker.model.case import Step
from caseworker.model.ids import CaseId, ObjectiveId, PersonId, UserId
from caseworker.model.person import Channel
from caseworker.model.values import Risk, RiskLevel
from caseworker.notes.contacts import Way, set_safe_ways
from caseworker.ports import UnitOfWork
from caseworker.steps import assessment, identification, planning, progress
from caseworker.steps.implementation import finish_action
from caseworker.steps.planning import Goal, ToDo


@dataclass(frozen=True)
class Aim:
    """A goal of a plan; `acts` are what is done for it, the first `done` of them already."""

    title: str
    words: str
    measure: str
    acts: tuple[str, ...]
    done: int = 0
    look_in: int | None = 14
    """Days from the telling until it is looked at again."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """What an assessment wrote down."""

    hopes: str
    needs: str
    """Codes of the form, with blanks between them."""
    strengths: str
    risk: tuple[str, str]
    """Level and what weighs."""
    protects: tuple[str, str]
    """Level and what carries."""
    first: str = "psychosocial"
    summary: str = ""
    barriers: str = "language"


def case_of(story: Story, key: str) -> CaseId:
    """Return the case of a resident."""
    return CaseId(story.ids[f"case {key}"])


def person_of(story: Story, key: str) -> PersonId:
    """Return the person of a resident."""
    return PersonId(story.ids[key])


def opened(story: Story, key: str, who: Newcomer | None, way: Way | None = None) -> Act:
    """Return the act of opening a case and noting how to reach the person."""

    def act(work: UnitOfWork) -> None:
        person_id = person_of(story, key)
        case = identification.open_case(
            work,
            identification.Opening(
                person_id=person_id,
                assigned_to=UserId(story.user(who)) if who is not None else None,
            ),
        )
        story.ids[f"case {key}"] = case.id
        set_safe_ways(work, person_id, (way or Way(channel=Channel.IN_PERSON, when="mornings"),))

    return act


def finished(story: Story, key: str, step: Step) -> Act:
    """Return the act of finishing a step through its gate."""
    return lambda work: progress.finish(work, case_of(story, key), step)


def assessed(story: Story, key: str, look: Look, risk: Risk, *, whole: bool = True) -> Act:
    """Return the act of an assessment, finished where it is *whole*."""

    def act(work: UnitOfWork) -> None:
        case_id = case_of(story, key)
        factors = tuple(
            {"id": str(work.new_id()), "level": level, "polarity": polarity, "what": what}
            for polarity, (level, what) in (("risk", look.risk), ("protective", look.protects))
        )
        answers = Answers(
            form="assessment",
            version="1",
            bound={
                "assessment.expectations": look.hopes,
                "assessment.needs": look.needs,
                "assessment.priority_needs": look.first,
                "assessment.strengths": look.strengths,
                "assessment.barriers": look.barriers,
                "assessment.housing": "this_centre",
                "assessment.summary": look.summary,
                "assessment.read_back": "yes" if whole else "no",
            },
            rows={"factor": factors},
        )
        assessment.keep(work, case_id, answers)
        if whole:
            assessment.judge_risk(work, case_id, risk)
            if risk.level is RiskLevel.HIGH:
                _safety_plan(work, case_id)
            assessment.finish_assessment(work, case_id)
            progress.finish(work, case_id, Step.ASSESSMENT)

    return act


def _safety_plan(work: UnitOfWork, case_id: CaseId) -> None:
    plan = {
        "safety_plan.warning_signs": "Calls from a number that is not shown",
        "safety_plan.what_helps": "Not being alone in the evening",
        "safety_plan.people_to_call": "Night desk 555 0100, day and night",
        "safety_plan.safe_places": "Office of the centre; the number on the card",
        "safety_plan.to_take_along": "Papers, telephone, medicine",
        "safety_plan.agreed": "yes",
    }
    assessment.keep_safety_plan(work, case_id, Answers(form="safety_plan", version="1", bound=plan))


def goal_added(story: Story, key: str, number: int, aim: Aim, who: Newcomer) -> Act:
    """Return the act of adding a goal with what is to be done for it."""

    def act(work: UnitOfWork) -> None:
        today = story.now.date()
        objective = planning.add_goal(
            work,
            case_of(story, key),
            Goal(
                title=aim.title,
                own_words=aim.words,
                measure=aim.measure,
                review_on=today + timedelta(days=aim.look_in) if aim.look_in else None,
            ),
        )
        story.ids[f"goal {key} {number}"] = objective.id
        for place, what in enumerate(aim.acts):
            to_do = ToDo(
                what=what,
                responsible_user=UserId(story.user(who)),
                due=today + timedelta(days=2 + 3 * place),
            )
            action = planning.add_action(work, ObjectiveId(objective.id), to_do)
            story.ids[f"action {key} {number} {place}"] = action.id

    return act


def acts_done(story: Story, key: str, number: int, aim: Aim) -> Act:
    """Return the act of finishing what is done of a goal."""

    def act(work: UnitOfWork) -> None:
        for place in range(aim.done):
            finish_action(work, _action(story, key, number, place), "Done")

    return act


def _action(story: Story, key: str, number: int, place: int) -> UUID:
    return story.ids[f"action {key} {number} {place}"]
