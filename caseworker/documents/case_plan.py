"""The case plan on paper: goals in the person's words, who does what by when (R-221 to R-232)."""

from __future__ import annotations

from caseworker.documents import common
from caseworker.documents.blocks import (
    Block,
    Document,
    Fact,
    Facts,
    Grid,
    Heading,
    Paragraph,
    Quote,
)
from caseworker.model.case import Case
from caseworker.model.ids import CaseId
from caseworker.model.person import Person
from caseworker.model.plan import Objective
from caseworker.ports import Reads
from caseworker.steps import planning
from caseworker.text import Text


def case_plan(reads: Reads, case_id: CaseId, text: Text) -> Document:
    """Return the plan of a case as it stands, with a place to sign."""
    case = reads.get(Case, case_id)
    person = reads.get(Person, case.person_id)
    plan = planning.plan_of(reads, case_id)
    goals = planning.objectives(reads, plan.id) if plan else []
    agreement = planning.latest_agreement(reads, plan.id) if plan else None
    blocks: list[Block] = [
        Facts((Fact(text("Name"), common.named(person)),
               Fact(text("Caseworker"), common.code_of(reads, case.assigned_to)))),
    ]  # fmt: skip
    for number, goal in enumerate(goals, start=1):
        blocks += _goal(reads, number, goal, text)
    if plan is not None:
        promises = (
            Fact(text("How we look after it"), plan.monitoring),
            Fact(text("How what you say comes back in"), plan.feedback),
            Fact(text("How your data are kept safe"), plan.data_protection),
            Fact(text("Who tells whom what"), plan.information_sharing),
        )
        if any(fact.value for fact in promises):
            blocks += [Heading(text("How we work")), Facts(promises, columns=1)]
    blocks += [
        Paragraph(
            text("This is my plan. It was read to me and I agree. I can change it any day.")
        ),
        common.signature(reads, agreement.evidence if agreement else None,
                         text("Signature or mark"),
                         common.day(agreement.agreed_at if agreement else None, text)),
    ]  # fmt: skip
    version = text("Version {number}", number=text.number(plan.version)) if plan else ""
    return Document(
        language=text.language,
        title=text("My plan"),
        subtitle=version,
        who_may_see=text(common.ONLY_CASEWORKER_AND_PERSON),
        reference=case.number,
        blocks=tuple(blocks),
    )


def _goal(reads: Reads, number: int, goal: Objective, text: Text) -> list[Block]:
    blocks: list[Block] = [Heading(f"{text.number(number)}. {goal.title}")]
    if goal.own_words:
        blocks.append(Quote(text("“{words}”", words=goal.own_words)))
    blocks.append(
        Facts((Fact(text("Reached when"), goal.measure),
               Fact(text("Look at it again"), common.day(goal.review_on, text))))
    )  # fmt: skip
    to_do = planning.actions(reads, goal.id)
    if to_do:
        header = (text("What"), text("Who"), text("By when"))
        rows = tuple(
            (action.what, planning.who(reads, action), common.day(action.due, text))
            for action in to_do
        )
        blocks.append(Grid(header, rows, (0.52, 0.26, 0.22)))
    return blocks
