"""Case conferences: a yes to each partner at the table, or another basis that is looked at."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from caseworker.answers import Answers
from caseworker.consent.asking import keep_answers
from caseworker.consent.gate import OtherBasis
from caseworker.consent.other_basis import record_stands_on_other_basis, use_other_basis
from caseworker.consent.talk import Asked
from caseworker.consent.withdrawal import Scope as Withdrawn
from caseworker.consent.withdrawal import withdraw
from caseworker.errors import GateClosed, NotAllowed
from caseworker.model.case import Step
from caseworker.model.consent import Basis, BasisUse, Disclosure, Purpose
from caseworker.model.directory import Provider, ProviderKind
from caseworker.model.ids import CaseId, ConsentId, PersonId, ProviderId
from caseworker.model.review import Meeting, MeetingKind
from caseworker.model.values import Answer
from caseworker.ports import UnitOfWork, missing
from caseworker.referral.recall import provider_told
from caseworker.steps import review
from caseworker.steps.conference import name_partners, stand_on_other_basis
from caseworker.steps.progress import step_findings
from caseworker.supervision.queue import Waits, queue
from caseworker.text import Text
from caseworker.views.decisions import ToLookAt, decisions
from caseworker.views.people import person_page
from tests.scene import AMINA, DANIEL, GOOD_TALK, JOSEPHINE, Scene, codes


@pytest.fixture
def scene() -> Scene:
    return Scene()


def conference(scene: Scene, case_id: CaseId, *partners: str) -> Meeting:
    """Keep a conference at which these partners sat."""
    held = review.Held(
        kind=MeetingKind.CASE_CONFERENCE, decisions="A room", partners="\n".join(partners)
    )
    return scene.do(lambda work: review.hold_meeting(work, case_id, held))


def says_yes(scene: Scene, person: PersonId, **to: Any) -> ConsentId:
    yes = Asked(purpose=Purpose.TRANSFER, answer=Answer.YES, **to)
    return scene.do(lambda work: keep_answers(work, (yes,), GOOD_TALK, person_id=person)[0].id)


def about_conference(scene: Scene, case_id: CaseId) -> set[str]:
    found = codes(scene.ask(lambda reads: step_findings(reads, case_id, Step.REVIEW)))
    return {code for code in found if code.startswith("conference-")}


@pytest.mark.requirement("R-236", "R-260")
def test_partners_at_a_conference_hear_only_what_she_said_yes_to(scene: Scene) -> None:
    case_id = scene.case()
    person = scene.the_case(case_id).person_id
    planning_meeting = review.Held(kind=MeetingKind.CASE_PLANNING, partners="Lighthouse")
    kept = scene.do(lambda work: review.hold_meeting(work, case_id, planning_meeting))
    assert kept.partners == ()
    assert not about_conference(scene, case_id), "colleagues of the centre share nothing"
    assert conference(scene, case_id, "Lighthouse").consents == ()
    assert about_conference(scene, case_id) == {"conference-without-yes"}
    said = says_yes(scene, person, recipient="lighthouse ")
    assert not about_conference(scene, case_id), "asked afterwards"
    assert conference(scene, case_id, "Lighthouse").consents == (said,)
    scene.later(days=1)
    back = Withdrawn(purpose=Purpose.RECORD, everything=True)
    scene.do(lambda work: withdraw(work, person, back))
    assert not about_conference(scene, case_id), "on the day, it stood"
    assert conference(scene, case_id, "Lighthouse").consents == ()
    assert about_conference(scene, case_id) == {"conference-after-no"}


@pytest.mark.requirement("R-236", "R-260")
def test_a_yes_to_one_partner_stands_for_no_other_at_the_table(scene: Scene) -> None:
    case_id = scene.case()
    person = scene.the_case(case_id).person_id
    harbour = scene.do(lambda work: _provider(work, "Harbour Clinic"))
    yes = says_yes(scene, person, provider_id=harbour)
    says_yes(scene, person, recipient="")
    met = conference(scene, case_id, "harbour clinic", "Police post", " ", "Police post")
    assert met.partners == ("harbour clinic", "Police post")
    assert met.consents == (yes,), "found by its entry in the directory"
    (finding,) = (
        each
        for each in scene.ask(lambda reads: step_findings(reads, case_id, Step.REVIEW))
        if each.code == "conference-without-yes"
    )
    what, _why = finding.say(Text("en"))
    assert "Police post" in what
    assert "clinic" not in what
    no = Asked(purpose=Purpose.REFERRAL, answer=Answer.NO, recipient="Police post")
    scene.do(lambda work: keep_answers(work, (no,), GOOD_TALK, person_id=person))
    assert about_conference(scene, case_id) == {"conference-after-no"}


@pytest.mark.requirement("R-236")
def test_who_sat_there_is_asked_for_until_it_is_written_down(scene: Scene) -> None:
    case_id = scene.case()
    says_yes(scene, scene.the_case(case_id).person_id, recipient="Lighthouse")
    met = conference(scene, case_id)
    assert about_conference(scene, case_id) == {"conference-without-partners"}
    named = scene.do(lambda work: name_partners(work, met.id, "Lighthouse"))
    assert len(named.consents) == 1
    assert not about_conference(scene, case_id)
    with pytest.raises(NotAllowed):
        scene.as_(DANIEL).do(lambda work: name_partners(work, met.id, "Nobody"))


@pytest.mark.requirement("R-236")
def test_a_conference_may_stand_on_another_basis_that_a_supervisor_looks_at(scene: Scene) -> None:
    case_id = scene.case()
    met = conference(scene, case_id, "Lighthouse")
    danger = OtherBasis(
        basis=Basis.VITAL_INTERESTS, reason="She could not be asked", why_not_told="In hospital"
    )
    person = scene.the_case(case_id).person_id

    def for_the_case(work: UnitOfWork) -> None:
        use_other_basis(work, danger, person_id=person, case_id=case_id)

    scene.do(for_the_case)
    assert about_conference(scene, case_id), "what was for something else opens nothing here"
    with pytest.raises(GateClosed):
        scene.do(lambda work: stand_on_other_basis(work, met.id, replace(danger, reason="")))
    use = scene.do(lambda work: stand_on_other_basis(work, met.id, danger))
    assert not about_conference(scene, case_id)
    waiting = scene.as_(JOSEPHINE).ask(lambda reads: queue(reads, scene.moment))
    assert use.id in {one.subject for one in waiting if one.kind is Waits.OTHER_BASIS}
    conference(scene.as_(AMINA), case_id, "Lighthouse")
    assert about_conference(scene, case_id), "it was for that one conference"


def test_what_a_conference_stood_on_lets_no_record_stand(scene: Scene) -> None:
    case_id = scene.case()
    met = conference(scene, case_id, "Lighthouse")
    danger = OtherBasis(
        basis=Basis.VITAL_INTERESTS, reason="She could not be asked", why_not_told="In hospital"
    )
    scene.do(lambda work: stand_on_other_basis(work, met.id, danger))
    person = scene.the_case(case_id).person_id
    assert not scene.ask(lambda reads: record_stands_on_other_basis(reads, person))


def test_the_review_form_keeps_partners_and_the_other_basis(scene: Scene) -> None:
    case_id = scene.case()
    answers = Answers(
        form="review",
        version="1",
        bound={
            "review.what_changed": "She is ill",
            "meeting.kind": "case_conference",
            "meeting.partners": "Lighthouse\nPolice post",
            "basis_use.basis": "legal_duty",
            "basis_use.law": "Child protection act",
            "basis_use.reason": "A child is in danger",
            "basis_use.person_told": "yes",
        },
    )
    scene.do(lambda work: review.keep(work, case_id, answers))
    (use,) = scene.ask(lambda reads: reads.matching(BasisUse, case_id=case_id))
    (met,) = scene.ask(lambda reads: reads.matching(Meeting, case_id=case_id))
    assert (use.basis, use.meeting_id, use.person_told) == (Basis.LEGAL_DUTY, met.id, True)
    assert met.partners == ("Lighthouse", "Police post")


@pytest.mark.requirement("R-236", "R-441")
def test_who_heard_it_is_kept_and_told_when_the_yes_ends(scene: Scene) -> None:
    case_id = scene.case()
    person = scene.the_case(case_id).person_id
    lighthouse = scene.do(lambda work: _provider(work, "Lighthouse"))
    yes = says_yes(scene, person, provider_id=lighthouse)
    met = conference(scene, case_id, "Lighthouse", "Police pots")
    assert heard(scene, person) == {"Lighthouse": (Basis.CONSENT, yes)}, "nothing it stood on"
    danger = OtherBasis(
        basis=Basis.VITAL_INTERESTS, reason="She could not be asked", why_not_told="In hospital"
    )
    scene.do(lambda work: stand_on_other_basis(work, met.id, danger))
    assert heard(scene, person)["Police pots"] == (Basis.VITAL_INTERESTS, None)
    scene.do(lambda work: name_partners(work, met.id, "Lighthouse\nPolice post"))
    assert heard(scene, person).keys() == {"Lighthouse", "Police post"}, "a slip was put right"
    scene.do(lambda work: name_partners(work, met.id, "Lighthouse\nPolice post"))
    assert len(heard(scene, person)) == 2, "nobody heard it twice"

    assert not to_tell(scene)
    scene.later(days=1)
    back = Withdrawn(purpose=Purpose.TRANSFER, provider_id=lighthouse)
    scene.do(lambda work: withdraw(work, person, back))
    (line,) = scene.ask(lambda reads: person_page(reads, person)).recalls
    assert line.recipient == "Lighthouse", "the police heard it on another basis"
    assert to_tell(scene) == [person]
    scene.do(lambda work: provider_told(work, line.disclosure_id))
    assert not to_tell(scene)
    assert not scene.ask(lambda reads: person_page(reads, person)).recalls


def heard(scene: Scene, person: PersonId) -> dict[str, tuple[Basis, ConsentId | None]]:
    went = scene.ask(
        lambda reads: reads.matching(Disclosure, missing("did_not_go_at"), person_id=person)
    )
    assert all(each.medium == "case conference" for each in went)
    assert len({each.recipient for each in went}) == len(went)
    return {each.recipient: (each.basis, each.consent_id) for each in went}


def to_tell(scene: Scene) -> list[UUID]:
    waiting = scene.ask(lambda reads: decisions(reads, scene.moment.date()))
    return [each.subject for each in waiting if each.kind is ToLookAt.RECALL_TOLD]


def _provider(work: UnitOfWork, name: str) -> ProviderId:
    provider = Provider(id=ProviderId(work.new_id()), name=name, kind=ProviderKind.ORGANISATION)
    work.add(provider)
    return provider.id
