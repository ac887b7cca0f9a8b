"""The closure summary: what was reached, what stays open, how to come back (R-242, R-243)."""

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
    Signature,
)
from caseworker.errors import NotFound
from caseworker.model.case import Case
from caseworker.model.ids import CaseId
from caseworker.model.person import Person
from caseworker.ports import Reads
from caseworker.steps import closure as closures
from caseworker.steps import planning
from caseworker.text import Text
from caseworker.words import name_of


def closure_summary(reads: Reads, case_id: CaseId, text: Text) -> Document:
    """Return the closure summary of a case.

    Raises:
        NotFound: no closure was prepared.
    """
    closure = closures.current(reads, case_id)
    if closure is None:
        raise NotFound
    case = reads.get(Case, case_id)
    person = reads.get(Person, case.person_id)
    blocks: list[Block] = [
        Facts((
            Fact(text("Name"), common.named(person)),
            Fact(text("Why the work ends"), name_of(closure.reason, text)),
            Fact(text("Opened"), common.day(case.opened_at, text)),
            Fact(text("Closed"), common.day(case.closed_at, text)),
        )),
        *_goals(reads, case_id, text),
        Heading(text("What comes next")),
        Paragraph(closure.transition or closure.explanation),
        Heading(text("Needs that stay open")),
        Paragraph(closure.unmet_needs or text("None that we know of.")),
        Heading(text("The door stays open")),
        Paragraph(
            text("You can come back. Your record keeps its number; you can ask for a copy.")
        ),
        Signature(text("Signature or mark"), text("Date")),
    ]  # fmt: skip
    return Document(
        language=text.language,
        title=text("Closure summary"),
        who_may_see=text(common.ONLY_CASEWORKER_AND_PERSON),
        reference=case.number,
        blocks=tuple(blocks),
    )


def _goals(reads: Reads, case_id: CaseId, text: Text) -> list[Block]:
    plan = planning.plan_of(reads, case_id)
    if plan is None:
        return []
    rows = tuple(
        (goal.title, name_of(goal.state, text), goal.state_note)
        for goal in planning.objectives(reads, plan.id)
    )
    header = (text("Goal"), text("Where it stands"), text("Note"))
    return [Heading(text("What was reached")), Grid(header, rows, (0.45, 0.2, 0.35))]
