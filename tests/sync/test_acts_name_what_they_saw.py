"""Whoever approves names what she saw, in the commit that she signs (commit.md, "Header")."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy import select

from caseworker.model.case import Case
from caseworker.model.consent import Consent
from caseworker.model.duplicate import Duplicate
from caseworker.model.entity import Entity
from caseworker.model.ids import CaseId, PersonId
from caseworker.model.plan import CasePlan, PlanAgreement
from caseworker.model.referral import Referral
from caseworker.model.review import Closure, Transfer, TransferKind
from caseworker.model.staff import Role, User
from caseworker.model.supervision import PlanLook
from caseworker.people.duplicates.joining import ask, decide
from caseworker.ports import UnitOfWork
from caseworker.steps import closure, planning, transfer
from caseworker.supervision import plans
from caseworker.sync.commit_format import Header
from db.store.tables import changes, commits
from tests.directory.entries import enter
from tests.supervision.test_queue import ENDING
from tests.sync.acts_of_consent import a_case_for, asks_and_sends, prepares
from tests.sync.stores import Desk, World, add_person

Does = Callable[[UnitOfWork, CaseId], object]


def agrees_a_plan(work: UnitOfWork, case_id: CaseId) -> None:
    planning.add_goal(work, case_id, planning.Goal(title="Find a school"))
    planning.agree(work, case_id, None)


def looks_at_the_plan(work: UnitOfWork, _case_id: CaseId) -> None:
    (agreement,) = work.matching(PlanAgreement)
    plans.look(work, agreement.id, agrees=True)


def asks_to_close(work: UnitOfWork, case_id: CaseId) -> None:
    closure.prepare(work, case_id, ENDING)
    closure.ask_approval(work, case_id)


def hands_over(work: UnitOfWork, case_id: CaseId) -> None:
    (bo,) = work.matching(User, name="Bo Li")
    plan = transfer.Handover(
        kind=TransferKind.COLLEAGUE, receiving_user=bo.id, done_so_far="A room", still_to_do="All"
    )
    transfer.prepare(work, case_id, plan)
    transfer.offer(work, case_id)


def names_a_second_record(work: UnitOfWork, case_id: CaseId) -> None:
    other = PersonId(add_person("Selma")(work))
    ask(work, work.get(Case, case_id).person_id, other, "The same scar")


def holds_for_one(work: UnitOfWork, _case_id: CaseId) -> None:
    (said,) = work.matching(Duplicate)
    decide(work, said.id, one_person=True)


def prepares_a_referral(work: UnitOfWork, case_id: CaseId) -> None:
    enter("Legal aid")(work)
    prepares(work, case_id)


def sends_it(work: UnitOfWork, _case_id: CaseId) -> None:
    (referral,) = work.matching(Referral)
    asks_and_sends(work, referral.id)


ACTS: dict[str, tuple[tuple[Does, ...], tuple[Does, ...], type[Entity], type[Entity]]] = {
    "agreeing a plan": ((), (agrees_a_plan,), PlanAgreement, CasePlan),
    "looking at a plan": ((agrees_a_plan,), (looks_at_the_plan,), PlanLook, PlanAgreement),
    "approving a closure": ((asks_to_close,), (closure.approve,), Closure, Closure),
    "approving it again": (
        (asks_to_close,), (closure.approve, closure.approve_again), Closure, Closure
    ),
    "accepting a case": (
        (hands_over,), (lambda work, key: transfer.answer(work, key, accepted=True),), Transfer,
        Transfer,
    ),
    "accepting it again": (
        (hands_over,),
        (lambda work, key: transfer.answer(work, key, accepted=True), transfer.accept_again),
        Transfer, Transfer,
    ),
    "holding two records for one": ((names_a_second_record,), (holds_for_one,), Duplicate,
                                    Duplicate),
    "sending a referral": ((prepares_a_referral,), (sends_it,), Referral, Consent),
}  # fmt: skip
"""What Amina does before; what Bo says; on what it is kept; and what he saw."""


def named_last(desk: Desk, entity: UUID) -> dict[bytes, list[bytes]]:
    """Return what the last commit on *entity* names, with the commits that were seen of it."""
    query = (
        select(commits.c.header)
        .join(changes, changes.c.position == commits.c.position)
        .where(changes.c.entity == entity.bytes)
        .order_by(commits.c.position.desc())
    )
    with desk.office.store.reading.connect() as connection:
        header = Header.from_bytes(connection.execute(query).scalars().first() or b"")
    return {key: ids for _kind, key, ids in header.deps}


def the_one(desk: Desk, kind: type[Entity]) -> UUID:
    (entity,) = desk.office.ask(lambda reads: reads.matching(kind))
    return entity.id


@pytest.mark.parametrize(("before", "says", "kept", "saw"), ACTS.values(), ids=ACTS)
def test_it_is_in_what_is_signed(
    centre: World,
    before: tuple[Does, ...],
    says: tuple[Does, ...],
    kept: type[Entity],
    saw: type[Entity],
) -> None:
    amina = centre.founded()
    who = centre.enrol(amina, "Bo Li", role=Role.SUPERVISOR)
    bo = centre.join(amina, who, "Bo Li", "second")
    amina.act(lambda work: a_case_for(work, "Selam", amina.actor))
    case_id = CaseId(the_one(amina, Case))
    for act in before:
        amina.act(lambda work, act=act: act(work, case_id))
    centre.round(amina, bo)
    known = bo.office.ask(lambda reads: reads.count(saw))
    for act in says:
        bo.act(lambda work, act=act: act(work, case_id))
    named = named_last(bo, the_one(bo, kept))[the_one(bo, saw).bytes]
    # What one unit writes itself has no id yet when it is signed: the shared unit stands for it.
    assert named or not known
