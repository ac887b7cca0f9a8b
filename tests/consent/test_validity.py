"""Whether a yes was given as it must be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from caseworker.consent.asking import keep_answers
from caseworker.consent.gate import OtherBasis, basis_findings, passage
from caseworker.consent.other_basis import review_basis, use_other_basis
from caseworker.consent.talk import Asked, Talk
from caseworker.consent.validity import talk_findings
from caseworker.errors import GateClosed, NotAllowed
from caseworker.findings import stopping
from caseworker.model.consent import (
    Basis,
    BasisUse,
    CanDecide,
    Capacity,
    Consent,
    Evidence,
    FormOfConsent,
    Interpreter,
    InterpreterTie,
    KindOfConsent,
    Purpose,
)
from caseworker.model.ids import RelationshipId
from caseworker.model.person import Relationship, Tie
from caseworker.model.values import Answer
from tests.scene import AMINA, GOOD_TALK, JOSEPHINE, Scene, codes

NOW = datetime(2026, 11, 18, 9, tzinfo=UTC)


def with_interpreter(interpreter: Interpreter) -> Talk:
    return replace(GOOD_TALK, setting=replace(GOOD_TALK.setting, interpreter=interpreter))


def test_a_good_talk_has_no_findings() -> None:
    assert talk_findings(GOOD_TALK) == ()


@pytest.mark.requirement("R-282", "R-443")
def test_limits_of_confidentiality_come_first() -> None:
    talk = replace(GOOD_TALK, setting=replace(GOOD_TALK.setting, limits_told=False))
    assert codes(stopping(talk_findings(talk))) == {"limits-not-told"}


@pytest.mark.requirement("R-169")
def test_others_must_not_listen() -> None:
    talk = replace(GOOD_TALK, setting=replace(GOOD_TALK.setting, private=False))
    assert codes(stopping(talk_findings(talk))) == {"not-private"}


@pytest.mark.requirement("R-171")
@pytest.mark.parametrize(
    ("interpreter", "stops"),
    [
        (Interpreter("07", adult=False, has_signed=True), {"child-interprets"}),
        (Interpreter("07", tie=InterpreterTie.RELATIVE), {"relative-interprets"}),
        (
            Interpreter("07", tie=InterpreterTie.RELATIVE, override_reason="bleeding"),
            set(),
        ),
        (Interpreter("07", has_signed=True), set()),
    ],
)
def test_who_may_interpret(interpreter: Interpreter, stops: set[str]) -> None:
    assert codes(stopping(talk_findings(with_interpreter(interpreter)))) == stops


@pytest.mark.requirement("R-436")
@pytest.mark.parametrize(
    ("can_decide", "stops"),
    [
        (CanDecide.NOT_LOOKED_AT, {"capacity-not-looked-at"}),
        (CanDecide.ANOTHER_DAY, {"another-day"}),
        (CanDecide.WITH_SUPPORT, set()),
    ],
)
def test_capacity_is_looked_at(can_decide: CanDecide, stops: set[str]) -> None:
    talk = replace(GOOD_TALK, capacity=Capacity(can_decide))
    assert codes(stopping(talk_findings(talk))) == stops


@pytest.mark.requirement("R-433", "R-434", "R-435")
@pytest.mark.parametrize(
    ("evidence", "stops"),
    [
        (None, {"evidence-missing"}),
        (Evidence(FormOfConsent.SIGNATURE), {"evidence-missing"}),
        (Evidence(FormOfConsent.VERBAL), {"spoken-not-certified"}),
        (Evidence(FormOfConsent.AUDIO), {"evidence-missing", "recording-without-yes"}),
        (Evidence(FormOfConsent.VIDEO), {"evidence-missing", "recording-without-yes"}),
        (Evidence(FormOfConsent.THUMBPRINT), {"evidence-missing"}),
        (Evidence(FormOfConsent.THUMBPRINT, paper_place="cabinet 3"), set()),
        (Evidence(FormOfConsent.ON_PAPER, paper_place="cabinet 3"), set()),
    ],
)
def test_every_form_of_consent_leaves_evidence(evidence: Evidence | None, stops: set[str]) -> None:
    assert codes(stopping(talk_findings(replace(GOOD_TALK, evidence=evidence)))) == stops


@pytest.mark.requirement("R-438")
@pytest.mark.parametrize(
    ("facts", "stops"),
    [
        ({"verified_at": NOW}, set()),
        ({}, {"guardian-not-verified"}),
        ({"verified_at": NOW, "doubt": "stories differ"}, {"guardian-not-verified"}),
        ({"verified_at": NOW, "may_be_abuser": True}, {"guardian-not-verified"}),
    ],
)
def test_only_a_verified_guardian_speaks_for_a_child(
    scene: Scene, facts: dict[str, object], stops: set[str]
) -> None:
    child = scene.registered()
    key = RelationshipId(child)
    uncle = Relationship(
        id=key,
        person_id=child,
        tie=Tie.UNCLE_OR_AUNT,
        claimed_at=NOW,
        **facts,  # type: ignore[arg-type]  # named as the fields are
    )
    talk = replace(GOOD_TALK, kind=KindOfConsent.GUARDIAN)
    assert codes(stopping(talk_findings(talk, uncle))) == stops
    assert codes(stopping(talk_findings(talk, None))) == {"guardian-missing"}


@pytest.mark.requirement("R-432")
def test_a_no_needs_no_proof(scene: Scene) -> None:
    person = scene.registered()
    line = Asked(purpose=Purpose.PHOTO, answer=Answer.NO)
    scene.do(lambda work: keep_answers(work, (line,), Talk(), person_id=person))
    kept = scene.ask(lambda reads: reads.matching(Consent, purpose=Purpose.PHOTO))
    assert [consent.answer for consent in kept] == [Answer.NO]


def test_a_yes_without_its_setting_is_not_kept(scene: Scene) -> None:
    person = scene.registered()
    line = Asked(purpose=Purpose.PHOTO, answer=Answer.YES)
    with pytest.raises(GateClosed):
        scene.do(lambda work: keep_answers(work, (line,), Talk(), person_id=person))
    assert scene.ask(lambda reads: reads.count(Consent, purpose=Purpose.PHOTO)) == 0


def test_a_line_not_asked_leaves_no_trace(scene: Scene) -> None:
    person = scene.registered()
    line = Asked(purpose=Purpose.PHOTO)
    scene.do(lambda work: keep_answers(work, (line,), GOOD_TALK, person_id=person))
    assert scene.ask(lambda reads: reads.count(Consent, purpose=Purpose.PHOTO)) == 0


@pytest.mark.requirement("R-260")
def test_the_yes_must_cover_every_item(scene: Scene) -> None:
    person = scene.registered()
    line = Asked(
        purpose=Purpose.REFERRAL, recipient="school", data_items=("age",), answer=Answer.YES
    )
    scene.do(lambda work: keep_answers(work, (line,), GOOD_TALK, person_id=person))

    def through(*items: str) -> set[str]:
        seen = scene.ask(
            lambda reads: passage(
                reads,
                person,
                Purpose.REFERRAL,
                provider_id=None,
                recipient="school",
                data_items=items,
                other_basis=None,
                today=NOW.date(),
            )
        )
        return codes(seen.findings)

    assert through("age") == set()
    assert through("age", "health") == {"beyond-consent"}


def test_another_basis_names_its_reason_and_is_reviewed_by_somebody_else(scene: Scene) -> None:
    bare = OtherBasis(basis=Basis.LEGAL_DUTY, reason="")
    assert codes(stopping(basis_findings(bare))) == {"basis-without-reason", "duty-without-law"}
    good = OtherBasis(basis=Basis.VITAL_INTERESTS, reason="unconscious", person_told=True)
    use = scene.do(lambda work: use_other_basis(work, good))
    assert (use.review_due - use.used_at).days == 1
    with pytest.raises(NotAllowed):
        scene.do(lambda work: review_basis(work, use.id, "looks right"))
    scene.as_(JOSEPHINE).do(lambda work: review_basis(work, use.id, "looks right"))
    kept = scene.ask(lambda reads: reads.get(BasisUse, use.id))
    assert kept.reviewed_by == JOSEPHINE.user_id
    assert kept.used_by == AMINA.user_id
