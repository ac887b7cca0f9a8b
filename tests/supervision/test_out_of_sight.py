"""A record that is closed to a supervisor stands in nothing that she looks over.

Each list tells of it before, so that none is empty for another reason.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from caseworker.consent.gate import OtherBasis
from caseworker.consent.other_basis import use_other_basis
from caseworker.model.case import Case
from caseworker.model.consent import Basis
from caseworker.model.ids import CaseId, FollowUpId, PersonId, ProviderId, ReferralId
from caseworker.model.referral import Referral, ReferralState
from caseworker.model.review import FollowUp, Transfer, TransferKind, TransferState
from caseworker.people.duplicates.joining import ask
from caseworker.people.restricted import restrict
from caseworker.ports import Reads, UnitOfWork
from caseworker.steps import closure, planning
from caseworker.supervision.caseloads import caseloads, cases_of
from caseworker.supervision.month import month
from caseworker.supervision.overdue import late_follow_ups, late_referrals
from caseworker.supervision.quality import Gap, cases_with, gaps
from caseworker.supervision.queue import Waits, queue
from caseworker.supervision.sampling import draw
from tests.scene import AMINA, JOSEPHINE, OFFICER, Scene, works_here
from tests.supervision.test_queue import ENDING, NADIA, decides
from tests.twin import actor

BO = replace(actor(), name="Bo Li", staff_code="09")
Look = Callable[[Reads, datetime], object]


@pytest.fixture
def scene() -> Scene:
    made = Scene()
    works_here(made, AMINA, JOSEPHINE, NADIA, OFFICER, BO)
    decides(made, plan_needs_look=True)
    return made


def busy(scene: Scene) -> PersonId:
    """Return somebody about whom all waits that can."""
    person = scene.registered()
    for one, other in ((person, scene.registered()), (scene.registered(), person)):
        scene.do(lambda work, one=one, other=other: ask(work, one, other, "The same scar"))
    case_id, alone = scene.case(person), scene.case(person)

    def act(work: UnitOfWork) -> None:
        planning.add_goal(work, case_id, planning.Goal(title="Find a school"))
        planning.agree(work, case_id, None)
        closure.prepare(work, case_id, ENDING)
        closure.ask_approval(work, case_id)
        other = OtherBasis(basis=Basis.VITAL_INTERESTS, reason="Unconscious")
        use_other_basis(work, other, person_id=person)
        work.get(Case, alone).assigned_to = None
        work.add(_offered(work, case_id))
        work.add(_late(work, case_id))
        work.add(_sent(work, case_id, person))

    scene.do(act)
    scene.later(days=25)
    return person


def _offered(work: UnitOfWork, case_id: CaseId) -> Transfer:
    return Transfer(
        id=work.new_id(),
        case_id=case_id,
        kind=TransferKind.COLLEAGUE,
        receiving_user=BO.user_id,
        state=TransferState.OFFERED,
        prepared_at=work.now(),
        prepared_by=work.actor.user_id,
        offered_at=work.now(),
    )


def _late(work: UnitOfWork, case_id: CaseId) -> FollowUp:
    return FollowUp(
        id=FollowUpId(work.new_id()),
        case_id=case_id,
        due_at=work.now() + timedelta(days=1),
        what="Call",
        assigned_to=work.actor.user_id,
    )


def _sent(work: UnitOfWork, case_id: CaseId, person: PersonId) -> Referral:
    return Referral(
        id=ReferralId(work.new_id()),
        case_id=case_id,
        person_id=person,
        provider_id=ProviderId(work.new_id()),
        need="Shelter",
        state=ReferralState.SENT,
        prepared_at=work.now(),
        prepared_by=work.actor.user_id,
        sent_at=work.now(),
        answer_due=work.now().date() + timedelta(days=7),
    )


def close_to_her(scene: Scene, person: PersonId) -> None:
    named = (AMINA.user_id, NADIA.user_id)
    scene.as_(OFFICER).do(lambda work: restrict(work, person, open_to=named, reason="A relative"))


def waiting(kind: Waits) -> Look:
    return lambda reads, now: [one for one in queue(reads, now) if one.kind is kind]


def carried(reads: Reads, now: datetime) -> object:
    return [(load.open_cases, load.late) for load in caseloads(reads, now) if load.open_cases]


LOOKS: dict[str, Look] = {
    **{kind.value: waiting(kind) for kind in (
        Waits.PLAN, Waits.CLOSURE, Waits.TRANSFER, Waits.OTHER_BASIS, Waits.WITHOUT_CASEWORKER,
        Waits.SECOND_RECORD,
    )},
    "late follow-ups": lambda reads, now: late_follow_ups(reads, now, 9).in_all,
    "late referrals": lambda reads, now: late_referrals(reads, now, 9).in_all,
    "caseloads": carried,
    "cases of a colleague": lambda reads, _now: cases_of(reads, AMINA.user_id),
    "gaps": lambda reads, now: sum(each.count for each in gaps(reads, now)),
    "cases with a gap": lambda reads, now: cases_with(reads, Gap.ASSESSMENT, now),
    "drawn": lambda reads, now: draw(reads, now, hours=9, minutes_each=60).drawn,
    "open cases of the month": lambda reads, now: month(reads, now).open_cases,
    "cases month by month": lambda reads, now: sum(
        each.new for each in month(reads, now).months
    ),
    "late in the month": lambda reads, now: month(reads, now).late,
    "late by risk": lambda reads, now: sum(
        sum(row) for _risk, row in month(reads, now).late_by_risk
    ),
    "unanswered in the month": lambda reads, now: month(reads, now).unanswered,
    "referrals of the month": lambda reads, now: month(reads, now).referrals.sent,
}  # fmt: skip


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_what_waits_about_a_record_that_is_closed_to_her_is_not_there(
    scene: Scene, look: Look
) -> None:
    person = busy(scene)
    scene.as_(JOSEPHINE)
    assert scene.ask(lambda reads: look(reads, scene.moment)), "else it could not be missed"
    close_to_her(scene, person)
    scene.as_(JOSEPHINE)
    assert not scene.ask(lambda reads: look(reads, scene.moment))
    scene.as_(NADIA)
    assert scene.ask(lambda reads: look(reads, scene.moment)), "it is open to her"
