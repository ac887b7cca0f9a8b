"""What assessments say: looks at the situation, answers of forms, and what protects."""

from __future__ import annotations

from collections.abc import Iterator

from caseworker.documents import common
from caseworker.form_library.chosen_words import answer_words, field_words
from caseworker.model.assessment import (
    Assessment,
    BestInterests,
    Factor,
    ProtectionScreening,
    SafetyPlan,
)
from caseworker.model.audit import FormAnswer
from caseworker.model.case import Case
from caseworker.model.plan import ServiceDelivery
from caseworker.model.review import Closure, Review
from caseworker.ports import one_of
from caseworker.rights.copy.items import Gathering, HeldBack, Item, joined
from caseworker.text import N_
from caseworker.words import name_of

OF_OTHERS = (
    "child",
    "relative",
    "family",
    "partner",
    "spouse",
    "parent",
    "adult",
    "claim",
    "member",
)
"""Parts of a form that speak of other people, by the names of their questions."""


def looks(gather: Gathering, case: Case) -> Iterator[Item]:
    """Return each assessment with its factors, and the answers that only a form keeps."""
    text, reads = gather.text, gather.reads
    for look in reads.matching(Assessment, case_id=case.id, order_by=("held_on", "id")):
        held_on = common.day(look.held_on, text)
        yield gather.item(look, "held_on", N_("Looked at together"), held_on)
        for field in _FIELDS:
            label, words = field_words(
                "assessment", f"assessment.{field}", _said(look, field), text
            )
            yield gather.item(look, field, label, words)
        for factor in reads.matching(Factor, assessment_id=look.id):
            label = name_of(factor.polarity, text)
            what = joined(*(name_of(factor.level, text), factor.what, factor.strategy))
            risky = HeldBack.DANGER if factor.polarity.value == "risk" else None
            yield gather.item(factor, "factor", label, what, risky)
    subjects = [
        case.id,
        gather.person.id,
        *(each.id for kind in (Assessment, Review, Closure, ServiceDelivery)
          for each in reads.matching(kind, case_id=case.id)),
    ]  # fmt: skip
    for answer in reads.matching(FormAnswer, one_of("subject", subjects), order_by=("form", "id")):
        if answer.path.endswith("]"):
            continue  # that there is another line, and no answer
        label, words = answer_words(answer.form, answer.path, answer.value, text)
        speaks = any(part in answer.path for part in OF_OTHERS)
        held = HeldBack.OTHER_PEOPLE if speaks else None
        yield gather.item(answer, "answer", label, words, held)


def protection(gather: Gathering, case: Case) -> Iterator[Item]:
    """Return what must not be read by whoever finds the paper: it is read aloud instead."""
    text, reads, danger = gather.text, gather.reads, HeldBack.DANGER
    for screening in reads.matching(ProtectionScreening, case_id=case.id):
        flags = text.listed(sorted(name_of(flag, text) for flag in screening.flags))
        yield gather.item(screening, "flags", N_("What needs a specialist"), flags, danger)
        yield gather.item(screening, "note", N_("Note"), screening.note, danger)
    for plan in reads.matching(SafetyPlan, case_id=case.id):
        said: tuple[str, ...] = (
            plan.warning_signs,
            plan.what_helps,
            plan.people_to_call,
            plan.safe_places,
            plan.to_take_along,
            plan.children,
        )
        yield gather.item(plan, "plan", N_("Safety plan"), joined(*said), danger)
    for look in reads.matching(BestInterests, case_id=case.id):
        yield gather.item(look, "views", N_("What the child says"), look.childs_views)
        said = (look.family, look.safety, look.care, look.identity, look.responsible_adult)
        yield gather.item(look, "best", N_("Best interests of the child"), joined(*said), danger)
        end = joined(*(look.needs, look.recommendation, look.determination))
        yield gather.item(look, "recommendation", N_("What is recommended"), end)


_FIELDS = (
    "expectations",
    "needs",
    "priority_needs",
    "priority_other",
    "strengths",
    "skills",
    "resources",
    "coping",
    "barriers",
    "housing",
    "income",
    "education",
    "language_level",
    "summary",
)


def _said(look: Assessment, field: str) -> str:
    value: object = getattr(look, field)
    return " ".join(value) if isinstance(value, tuple) else str(value)
