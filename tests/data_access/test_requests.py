"""An official asks for the list of minors; a university asks for figures about protection."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from caseworker.data_access.asking import (
    Asked,
    in_force,
    keep_signed_form,
    open_signed_form,
    take_data_request,
)
from caseworker.data_access.deciding import DataAccessDecision, decide, decision_findings
from caseworker.documents.blocks import Facts, Listing
from caseworker.documents.data_access_form import data_access_answer, data_access_form
from caseworker.errors import GateClosed, InvalidValue, NotAllowed, NotFound, NothingToUndo
from caseworker.evidence.kinds import kind_called
from caseworker.evidence.ready import ReadyFile
from caseworker.model.audit import AuditEvent
from caseworker.model.data_access import Risk, Wanted
from caseworker.model.rights import Outcome
from caseworker.text import Text
from caseworker.views.data_access import data_access, data_access_requests
from caseworker.views.decisions import ToLookAt
from caseworker.views.today import today
from tests.form_library.arrival_interview import PNG
from tests.scene import AMINA, DANIEL, JOSEPHINE, OFFICER, Scene, codes

LIST_OF_MINORS = Asked(
    organisation="District office",
    asked_by="An official, head of registration",
    wanted=Wanted.PEOPLE,
    what="The names of all minors and women here, today",
    authority="An order of the governor, not shown",
    urgent=True,
)
FIGURES = Asked(
    organisation="University",
    asked_by="A researcher",
    what="Children alone by month, this year",
    purpose="A study on guardianship",
)
GIVES = DataAccessDecision(
    outcome=Outcome.GRANTED,
    risks=frozenset({Risk.DISCRIMINATION}),
    weighed="Guardians are missing; the study helps to ask for them.",
    valid_until=date(2027, 2, 28),
)
SCAN = ReadyFile(kind_called("image/png"), PNG)  # type: ignore[arg-type]  # it is a known kind


@pytest.fixture
def scene() -> Scene:
    return Scene(DANIEL)


def taken(scene: Scene, asked: Asked) -> UUID:
    return scene.do(lambda work: take_data_request(work, asked)).id


def signed(scene: Scene, request: UUID) -> None:
    scene.do(lambda work: keep_signed_form(work, request, date(2026, 11, 18), scan=SCAN))


def found(scene: Scene, request: UUID, decision: DataAccessDecision) -> set[str]:
    return codes(scene.ask(lambda reads: decision_findings(reads, request, decision)))


@pytest.mark.requirement("R-446")
@pytest.mark.requirement("R-454")
def test_a_list_of_people_is_granted_to_nobody_signed_and_urgent_or_not(scene: Scene) -> None:
    request = taken(scene, LIST_OF_MINORS)
    signed(scene, request)
    scene.as_(OFFICER)
    for outcome in (Outcome.GRANTED, Outcome.PARTLY):
        decision = DataAccessDecision(
            outcome=outcome, reason="It is urgent", weighed="Yes", valid_until=date(2026, 12, 1)
        )
        assert "no-lists" in found(scene, request, decision)
        with pytest.raises(GateClosed):
            scene.do(lambda work, decision=decision: decide(work, request, decision))
    refusal = DataAccessDecision(outcome=Outcome.REFUSED, reason="No law lets us")
    scene.do(lambda work: decide(work, request, refusal))
    assert scene.ask(lambda reads: in_force(reads, date(2026, 11, 18))) == []
    paper = scene.ask(lambda reads: data_access_answer(reads, request, Text("en")))
    said = [line for block in paper.blocks if isinstance(block, Listing) for line in block.lines]
    assert any("order of a court" in line for line in said)
    assert any("speak with that person first" in line for line in said)


@pytest.mark.requirement("R-448")
@pytest.mark.requirement("R-452")
@pytest.mark.requirement("R-447")
@pytest.mark.requirement("R-453")
def test_figures_about_protection_need_the_signed_form_a_purpose_and_a_weighing(
    scene: Scene,
) -> None:
    request = taken(scene, Asked(**{**vars(FIGURES), "purpose": ""}))
    scene.as_(OFFICER)
    bare = DataAccessDecision(outcome=Outcome.GRANTED)
    assert found(scene, request, bare) == {"not-signed", "no-purpose", "not-weighed", "no-end"}
    assert found(scene, request, DataAccessDecision()) == {"no-outcome"}
    assert "no-reason" in found(scene, request, DataAccessDecision(outcome=Outcome.PARTLY))
    request = taken(scene.as_(DANIEL), FIGURES)
    signed(scene, request)
    scene.as_(OFFICER)
    assert found(scene, request, GIVES) == set()
    for until in (date(2026, 11, 17), date(2028, 1, 1), None):
        decision = DataAccessDecision(**{**vars(GIVES), "valid_until": until})
        assert found(scene, request, decision) == {"no-end"}
    scene.do(lambda work: decide(work, request, GIVES))
    assert [each.id for each in scene.ask(lambda r: in_force(r, date(2027, 2, 28)))] == [request]
    assert scene.ask(lambda reads: in_force(reads, date(2027, 3, 1))) == []
    with pytest.raises(NothingToUndo):
        scene.do(lambda work: decide(work, request, GIVES))
    with pytest.raises(NothingToUndo):
        signed(scene, request)


def test_only_the_data_protection_officer_decides_and_looks_at_the_scan(scene: Scene) -> None:
    request = taken(scene, FIGURES)
    signed(scene, request)
    for who in (DANIEL, AMINA, JOSEPHINE):
        with pytest.raises(NotAllowed):
            scene.as_(who).do(lambda work: decide(work, request, GIVES))
    with pytest.raises(NotAllowed):
        scene.as_(DANIEL).do(lambda work: open_signed_form(work, request))
    opened = scene.as_(OFFICER).do(lambda work: open_signed_form(work, request))
    assert opened.content == PNG
    acts = scene.ask(lambda reads: reads.matching(AuditEvent, subject=request))
    assert "data access form opened" in {event.action for event in acts}


def test_it_waits_on_the_officers_day_and_reception_sees_its_own(scene: Scene) -> None:
    own = taken(scene, LIST_OF_MINORS)
    other = taken(scene.as_(AMINA), FIGURES)
    scene.as_(OFFICER)
    decisions = scene.ask(lambda reads: today(reads, datetime(2026, 11, 18, 10, tzinfo=UTC)))
    waits = [each.subject for each in decisions.decisions if each.kind is ToLookAt.DATA_ACCESS]
    assert set(waits) == {own, other}
    seen = scene.as_(DANIEL).ask(data_access_requests)
    assert [each.id for each in seen] == [own]
    for look in (
        lambda reads: data_access(reads, other),
        lambda reads: data_access_form(reads, other, Text("en")),
    ):
        with pytest.raises(NotAllowed):
            scene.ask(look)
    assert {each.id for each in scene.as_(AMINA).ask(data_access_requests)} == {own, other}
    shown = scene.ask(lambda reads: data_access(reads, own))
    assert shown.urgent


def test_what_is_not_said_is_asked_for_before_anything_is_kept(scene: Scene) -> None:
    for part in ("organisation", "asked_by", "what"):
        with pytest.raises(InvalidValue):
            taken(scene, Asked(**{**vars(FIGURES), part: " "}))
    request = taken(scene, FIGURES)
    with pytest.raises(InvalidValue):
        scene.do(lambda work: keep_signed_form(work, request, date(2026, 11, 18)))
    with pytest.raises(InvalidValue):
        scene.do(lambda w: keep_signed_form(w, request, date(2026, 11, 19), original_in="Cabinet"))
    with pytest.raises(NotFound):
        scene.as_(OFFICER).do(lambda work: open_signed_form(work, request))
    with pytest.raises(NotFound):
        scene.ask(lambda reads: data_access_answer(reads, request, Text("en")))


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_the_form_has_what_was_said_and_room_for_the_rest(scene: Scene, language: str) -> None:
    request = taken(scene, FIGURES)
    paper = scene.ask(lambda reads: data_access_form(reads, request, Text(language)))
    facts = [fact for block in paper.blocks if isinstance(block, Facts) for fact in block.facts]
    assert any("A researcher" in fact.value for fact in facts)
    assert sum(not fact.value for fact in facts) >= 3
    assert paper.reference.endswith("D1")
