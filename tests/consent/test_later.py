"""Asked after registration, the same rules of age hold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseworker.consent.later import Said, keep_said
from caseworker.consent.talk import Asked
from caseworker.errors import GateClosed
from caseworker.model.consent import Consent, KindOfConsent, Purpose
from caseworker.model.ids import PersonId
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import Person, Relationship, Tie
from caseworker.model.values import Answer
from caseworker.people.ties import Guardian
from caseworker.ports import UnitOfWork
from tests.scene import GOOD_TALK, Scene, codes

PHOTO = Asked(purpose=Purpose.PHOTO, answer=Answer.YES)
MOTHER = Guardian(tie=Tie.MOTHER, relative_name="Selam", verified_how="papers seen")


def child(scene: Scene) -> PersonId:
    person = scene.registered()

    def turns_out_young(work: UnitOfWork) -> None:
        work.get(Person, person).date_of_birth = PartialDate("2016")

    scene.do(turns_out_young)
    return person


@pytest.mark.requirement("R-437", "R-438")
def test_a_child_does_not_say_yes_alone(scene: Scene) -> None:
    person = child(scene)
    with pytest.raises(GateClosed) as closed:
        scene.do(lambda work: keep_said(work, person, Said(asked=(PHOTO,), talk=GOOD_TALK)))
    assert codes(closed.value.findings) == {"guardian-needed", "assent-missing"}
    assert scene.ask(lambda reads: reads.count(Consent, purpose=Purpose.PHOTO)) == 0


@pytest.mark.requirement("R-437", "R-438")
def test_a_verified_mother_and_the_child_together(scene: Scene) -> None:
    person = child(scene)
    talk = replace(GOOD_TALK, kind=KindOfConsent.GUARDIAN)
    both = Said(asked=(PHOTO,), talk=talk, guardian=MOTHER, assent=Answer.YES)
    scene.do(lambda work: keep_said(work, person, both))
    again = replace(both, guardian=replace(MOTHER, verified_how=""))
    scene.do(lambda work: keep_said(work, person, again))
    ties = scene.ask(lambda reads: reads.matching(Relationship, person_id=person))
    assert len(ties) == 1, "the same mother is one tie, verified once"


def test_a_childs_no_is_kept_without_a_guardian(scene: Scene) -> None:
    person = child(scene)
    no = Said(asked=(replace(PHOTO, answer=Answer.NO),), talk=GOOD_TALK)
    scene.do(lambda work: keep_said(work, person, no))
    kept = scene.ask(lambda reads: reads.matching(Consent, purpose=Purpose.PHOTO))
    assert [consent.answer for consent in kept] == [Answer.NO]
