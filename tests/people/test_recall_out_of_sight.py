"""What has to be called back of a record that is closed to her stands on no list of hers."""

from __future__ import annotations

import pytest

from caseworker.consent.asking import keep_answers
from caseworker.consent.talk import Asked
from caseworker.model.consent import Basis, Disclosure, Purpose
from caseworker.model.ids import PersonId, ProviderId, ReferralId
from caseworker.model.values import Answer
from caseworker.people.restricted import restrict
from caseworker.ports import UnitOfWork
from caseworker.views.decisions import Decision, ToLookAt, decisions
from tests.people.duplicates.test_not_lost import joined
from tests.scene import AMINA, GOOD_TALK, JOSEPHINE, Scene, works_here

YES = Asked(purpose=Purpose.REFERRAL, answer=Answer.YES, recipient="Lighthouse")
NO = Asked(purpose=Purpose.REFERRAL, answer=Answer.NO, recipient="Lighthouse")


@pytest.fixture
def scene() -> Scene:
    made = Scene()
    works_here(made, AMINA, JOSEPHINE)
    return made.as_(AMINA)


def went_out(scene: Scene, person: PersonId) -> None:
    """Keep that something of Amina's case went out on a yes."""
    scene.case(person)
    consent = scene.do(lambda work: keep_answers(work, (YES,), GOOD_TALK, person_id=person)[0].id)

    def act(work: UnitOfWork) -> None:
        work.add(
            Disclosure(
                id=work.new_id(),
                person_id=person,
                referral_id=ReferralId(work.new_id()),
                provider_id=ProviderId(work.new_id()),
                recipient="Lighthouse",
                basis=Basis.CONSENT,
                consent_id=consent,
                medium="printed",
                disclosed_at=work.now(),
                disclosed_by=work.actor.user_id,
            )
        )

    scene.do(act)


def says_no(scene: Scene, person: PersonId) -> None:
    scene.later(days=1)
    scene.do(lambda work: keep_answers(work, (NO,), GOOD_TALK, person_id=person))


def to_call_back(scene: Scene) -> list[Decision]:
    """Return what Amina is asked on Today to call back."""
    found = scene.as_(AMINA).ask(lambda reads: decisions(reads, scene.moment.date()))
    return [each for each in found if each.kind is ToLookAt.RECALL]


@pytest.mark.parametrize("in_another_record", [False, True])
def test_what_went_out_of_a_closed_record_is_called_back_by_others(
    scene: Scene, *, in_another_record: bool
) -> None:
    person = scene.registered()
    went_out(scene, person)
    if in_another_record:
        second = scene.registered()
        joined(scene, person, second)
        says_no(scene, second)
    else:
        says_no(scene, person)
    assert len(to_call_back(scene)) == 1
    scene.as_(JOSEPHINE).do(
        lambda work: (
            restrict(
                work, person, open_to=(JOSEPHINE.user_id,), reason="A colleague is a relative"
            ).id
        )
    )
    assert to_call_back(scene) == []
