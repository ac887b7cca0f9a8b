"""Which yes stands: withdrawal beats any clock, and a later yes that knows it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseworker.consent.asking import keep_answers
from caseworker.consent.standing import ends, standing, stands
from caseworker.consent.talk import Asked
from caseworker.consent.withdrawal import Scope, withdraw
from caseworker.model.audit import AuditEvent
from caseworker.model.consent import Consent, Purpose
from caseworker.model.ids import PersonId, ProviderId
from caseworker.model.rights import RequestKind
from caseworker.model.values import Answer
from caseworker.ports import Reads
from caseworker.rights.wishes import take_request
from tests.scene import AMINA, GOOD_TALK, Scene

TODAY = date(2026, 11, 18)


def standing_yes(scene: Scene, person: PersonId, purpose: Purpose, recipient: str = "") -> int:
    def count(reads: Reads) -> int:
        return len(standing(reads, person, purpose, recipient=recipient, today=TODAY))

    return scene.ask(count)


def say(scene: Scene, person: PersonId, answer: Answer, recipient: str = "") -> None:
    line = Asked(purpose=Purpose.REFERRAL, recipient=recipient, answer=answer)
    scene.do(lambda work: keep_answers(work, (line,), GOOD_TALK, person_id=person))


@pytest.mark.requirement("R-432")
def test_a_yes_stands_until_it_is_withdrawn(scene: Scene) -> None:
    person = scene.registered()
    assert standing_yes(scene, person, Purpose.RECORD) == 1
    scene.do(lambda work: withdraw(work, person, Scope(purpose=Purpose.RECORD)).id)
    assert standing_yes(scene, person, Purpose.RECORD) == 0
    (told,) = scene.ask(lambda reads: reads.matching(AuditEvent, action="consent withdrawn"))
    assert (told.subject, told.by) == (person, AMINA.user_id)


def test_a_withdrawal_ends_only_its_own_purpose_and_recipient(scene: Scene) -> None:
    person = scene.registered()
    say(scene, person, Answer.YES, "Open Door school")
    say(scene, person, Answer.YES, "Port Maren legal aid")
    scope = Scope(purpose=Purpose.REFERRAL, recipient="open door School ")
    scene.do(lambda work: withdraw(work, person, scope).id)
    assert standing_yes(scene, person, Purpose.REFERRAL, "Open Door school") == 0
    assert standing_yes(scene, person, Purpose.REFERRAL, "Port Maren legal aid") == 1
    assert standing_yes(scene, person, Purpose.RECORD) == 1


def test_a_yes_to_the_same_provider_for_something_else_goes_on(scene: Scene) -> None:
    person = scene.registered()
    school = ProviderId(scene.do(lambda work: work.new_id()))
    lines = tuple(
        Asked(purpose=purpose, provider_id=school, answer=Answer.YES)
        for purpose in (Purpose.REFERRAL, Purpose.CONTACT_AUTHORITIES)
    )
    scene.do(lambda work: keep_answers(work, lines, GOOD_TALK, person_id=person))
    scope = Scope(purpose=Purpose.REFERRAL, provider_id=school)
    scene.do(lambda work: withdraw(work, person, scope).id)

    def stands_for(purpose: Purpose) -> int:
        return scene.ask(
            lambda reads: len(standing(reads, person, purpose, provider_id=school, today=TODAY))
        )

    assert stands_for(Purpose.REFERRAL) == 0
    assert stands_for(Purpose.CONTACT_AUTHORITIES) == 1


def test_consent_can_be_given_again_by_somebody_who_knows_the_withdrawal(scene: Scene) -> None:
    person = scene.registered()
    say(scene, person, Answer.YES, "Open Door school")
    scope = Scope(purpose=Purpose.REFERRAL, recipient="Open Door school")
    scene.do(lambda work: withdraw(work, person, scope).id)
    scene.later(days=1)
    say(scene, person, Answer.YES, "Open Door school")
    assert standing_yes(scene, person, Purpose.REFERRAL, "Open Door school") == 1


def test_a_later_no_takes_an_earlier_yes_back(scene: Scene) -> None:
    person = scene.registered()
    say(scene, person, Answer.YES, "Open Door school")
    say(scene, person, Answer.NO, "Open Door school")
    assert standing_yes(scene, person, Purpose.REFERRAL, "Open Door school") == 0


def test_everything_at_once(scene: Scene) -> None:
    person = scene.registered()
    say(scene, person, Answer.YES, "Open Door school")
    scope = Scope(purpose=Purpose.RECORD, everything=True)
    scene.do(lambda work: withdraw(work, person, scope).id)
    assert standing_yes(scene, person, Purpose.RECORD) == 0
    assert standing_yes(scene, person, Purpose.REFERRAL, "Open Door school") == 0


@pytest.mark.requirement("R-442")
@pytest.mark.parametrize("kind", list(RequestKind))
def test_other_wishes_withdraw_nothing(scene: Scene, kind: RequestKind) -> None:
    person = scene.registered()
    scene.do(lambda work: take_request(work, person, kind).id)
    assert standing_yes(scene, person, Purpose.RECORD) == 1


@given(clocks=st.permutations([0, 1, 2]), late=st.integers(-400, 400))
def test_a_withdrawal_wins_whatever_the_clocks_say(clocks: list[int], late: int) -> None:
    """Neither order of arrival nor a wrong clock saves a yes that did not know of it."""
    scene = Scene()
    person = scene.registered()
    say(scene, person, Answer.YES, "school")
    scene.later(days=late)
    withdrawal = scene.do(
        lambda work: withdraw(work, person, Scope(purpose=Purpose.REFERRAL, recipient="school"))
    )
    yes = scene.ask(lambda reads: reads.matching(Consent, purpose=Purpose.REFERRAL)[0])
    others = [
        replace(withdrawal, withdrawn_at=yes.asked_at - timedelta(days=clock)) for clock in clocks
    ]
    assert all(ends(other, yes) for other in others)
    assert not stands(yes, others, TODAY)


def test_a_yes_ends_with_its_day(scene: Scene) -> None:
    person = scene.registered()
    line = Asked(purpose=Purpose.PHOTO, answer=Answer.YES, valid_until=TODAY)
    scene.do(lambda work: keep_answers(work, (line,), GOOD_TALK, person_id=person))
    found = scene.ask(lambda reads: reads.matching(Consent, purpose=Purpose.PHOTO)[0])
    assert stands(found, (), TODAY)
    assert not stands(found, (), TODAY + timedelta(days=1))
