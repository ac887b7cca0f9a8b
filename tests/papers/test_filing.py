"""Who may attach, open and take out a paper, and what stays written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseworker.errors import GateClosed, InvalidValue, NotAllowed, NotFound
from caseworker.evidence.kinds import Sort
from caseworker.evidence.ready import ReadyFile, ready
from caseworker.model.audit import AuditEvent
from caseworker.model.erasure import RecordPart
from caseworker.model.ids import PaperId, PersonId
from caseworker.model.paper import PaperKind
from caseworker.model.person import Person
from caseworker.model.staff import Training
from caseworker.papers.filing import About, file_paper, open_paper, papers, take_out
from caseworker.ports import UnitOfWork
from caseworker.rights.whole_record import whole_record
from caseworker.views.papers import paper_lines
from tests.evidence import samples
from tests.scene import ADMINISTRATOR, AMINA, DANIEL, JOSEPHINE, Scene

SCAN = ready(samples.png(), Sort.SCAN)


def filed(scene: Scene, about: About, file: ReadyFile = SCAN) -> PaperId:
    return scene.do(lambda work: file_paper(work, about, file).id)


def letter(person_id: PersonId, dated: str = "") -> About:
    return About(person_id=person_id, kind=PaperKind.LETTER, dated=dated)


def restrict(scene: Scene, person_id: PersonId) -> None:
    def act(work: UnitOfWork) -> None:
        work.get(Person, person_id).restricted = True

    scene.do(act)


@pytest.mark.parametrize("dated", ["2024", "2024-05", "2024-05-14", "1998~", "", "٢٠٢٤"])
def test_a_date_is_kept_as_far_as_it_can_be_read(scene: Scene, dated: str) -> None:
    person_id = scene.registered()
    filed(scene, letter(person_id, dated))
    (paper,) = scene.ask(lambda reads: papers(reads, person_id))
    kept = paper.dated.edtf if paper.dated else ""
    assert kept == dated.translate(str.maketrans("٢٠٤", "204"))


@pytest.mark.parametrize("dated", ["May", "2024-13", "0000", "14.5.2024"])
def test_what_is_no_date_is_said(scene: Scene, dated: str) -> None:
    with pytest.raises(GateClosed):
        filed(scene, letter(scene.registered(), dated))


def test_a_recording_is_no_paper(scene: Scene) -> None:
    with pytest.raises(InvalidValue):
        filed(scene, letter(scene.registered()), ready(samples.sound(), Sort.SOUND))


def test_a_paper_is_never_filed_into_the_case_of_somebody_else(scene: Scene) -> None:
    one, other = scene.registered(), scene.registered()
    about = About(person_id=one, case_id=scene.case(other), kind=PaperKind.LETTER)
    with pytest.raises(InvalidValue):
        filed(scene, about)


@pytest.mark.parametrize("who", [DANIEL, ADMINISTRATOR], ids=["reception", "administrator"])
def test_only_casework_sees_papers(scene: Scene, who: object) -> None:
    person_id = scene.registered()
    paper_id = filed(scene, letter(person_id))
    scene.as_(who)  # type: ignore[arg-type]  # an actor
    for act in (
        lambda work: papers(work, person_id),
        lambda work: open_paper(work, paper_id),
        lambda work: take_out(work, paper_id, "why"),
        lambda work: file_paper(work, letter(person_id), SCAN),
    ):
        with pytest.raises(NotAllowed):
            scene.do(act)


def test_papers_of_a_restricted_person_open_to_supervisors_alone(scene: Scene) -> None:
    person_id = scene.registered()
    paper_id = filed(scene, letter(person_id))
    restrict(scene, person_id)
    with pytest.raises(NotAllowed):
        scene.ask(lambda reads: papers(reads, person_id))
    with pytest.raises(NotAllowed):
        scene.do(lambda work: open_paper(work, paper_id))
    scene.as_(JOSEPHINE)
    assert scene.do(lambda work: open_paper(work, paper_id)).content == SCAN.content
    scene.as_(AMINA)


@pytest.mark.requirement("R-441")
def test_a_look_is_audited_and_a_paper_taken_out_opens_no_more(scene: Scene) -> None:
    person_id = scene.registered()
    paper_id = filed(scene, letter(person_id))
    scene.do(lambda work: open_paper(work, paper_id))
    with pytest.raises(InvalidValue):
        scene.do(lambda work: take_out(work, paper_id, " "))
    scene.do(lambda work: take_out(work, paper_id, "Of a cousin"))
    with pytest.raises(NotFound):
        scene.do(lambda work: open_paper(work, paper_id))
    (line,) = scene.ask(lambda reads: paper_lines(reads, person_id))
    assert (line.taken_out, line.why_taken_out) == (True, "Of a cousin")
    events = scene.ask(lambda reads: reads.matching(AuditEvent, subject=person_id))
    said = [event.action for event in events if event.action.startswith("paper")]
    assert said == ["paper attached", "paper opened", "paper taken out"]


@pytest.mark.requirement("R-311")
def test_a_paper_about_health_is_there_for_whoever_is_trained_alone(scene: Scene) -> None:
    person_id = scene.registered()
    about = About(person_id=person_id, kind=PaperKind.HEALTH)
    with pytest.raises(NotAllowed):
        filed(scene, about)
    scene.as_(replace(AMINA, trainings=frozenset({Training.HEALTH})))
    paper_id = filed(scene, about)
    assert len(scene.ask(lambda reads: paper_lines(reads, person_id))) == 1
    scene.do(lambda work: open_paper(work, paper_id))
    parts = {each.part for each in scene.ask(lambda r: whole_record(r, person_id).counts())}
    assert RecordPart.HEALTH in parts
    assert RecordPart.PAPERS not in parts
    scene.as_(AMINA)
    assert scene.ask(lambda reads: paper_lines(reads, person_id)) == ()
    for act in (open_paper, lambda work, key: take_out(work, key, "Of a cousin")):
        with pytest.raises(NotAllowed):
            scene.do(lambda work, act=act: act(work, paper_id))
