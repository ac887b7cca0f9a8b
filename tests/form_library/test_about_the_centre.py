"""Forms about the centre: taken by anybody, read by few, never naming who must not be named."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from caseworker.answers import collect
from caseworker.centre.settings import the_centre
from caseworker.documents.counted_answers import counted_answers
from caseworker.errors import GateClosed, NotAllowed, NotFound
from caseworker.form_library.counting import counted, surveys
from caseworker.form_library.exporting import (
    ExportWish,
    Layout,
    export_answers,
    exportable,
    may_export,
)
from caseworker.form_library.filling import entry_of_filled, filled_forms, keep_filled, read_filled
from caseworker.form_library.opening import to_begin
from caseworker.form_library.subjects import subject_of
from caseworker.form_library.versions import built_in
from caseworker.indicators.facts import FACTS
from caseworker.indicators.months import months_until
from caseworker.model.audit import AuditEvent, FormAnswer
from caseworker.model.form import FilledForm
from caseworker.model.ids import FilledFormId
from caseworker.model.incident import Feedback, FeedbackState
from caseworker.model.staff import Training
from caseworker.rights.whole_record import whole_record
from caseworker.text import LANGUAGES, Text
from caseworker.views.decisions import ToLookAt, decisions
from caseworker.views.feedback import open_feedback
from forms import FormEntry
from tests.scene import ADMINISTRATOR, AMINA, DANIEL, JOSEPHINE, OFFICER, Scene, codes

OF_THE_CENTRE = {"feedback", "satisfaction", "centre_standards", "training_needs"}
SAID = {
    "about": "food",
    "said/channel": "box",
    "said/complaint": "yes",
    "said/words": "The soup is cold",
}


def centre_of(scene: Scene) -> UUID:
    return scene.ask(lambda reads: the_centre(reads).id)


def entry_with(form: str, **answers: str) -> FormEntry:
    entry = FormEntry(built_in(form))
    for path, value in answers.items():
        entry.set(f"/data/{path.replace('__', '/')}", value)
    entry.finish()
    return entry


def keep(
    scene: Scene,
    form: str,
    answers: dict[str, str],
    subject: UUID | None = None,
    again: FilledFormId | None = None,
) -> FilledForm:
    about = subject or centre_of(scene)
    entry = entry_with(form, **answers)
    return scene.do(lambda work: keep_filled(work, about, collect(entry), again))


def offered(scene: Scene, subject: UUID) -> set[str]:
    lines = scene.ask(lambda reads: to_begin(reads, Text("en"), subject_of(reads, subject)))
    return {line.identifier for line in lines}


def month_of(scene: Scene, fact: str) -> float | None:
    months = months_until(datetime(2026, 11, 30, tzinfo=UTC), 1)
    return scene.ask(lambda reads: FACTS[fact].values(reads, months))[0]


@pytest.mark.requirement("R-407")
@pytest.mark.parametrize("who", [AMINA, DANIEL, JOSEPHINE, OFFICER, ADMINISTRATOR])
def test_everybody_who_works_here_can_fill_them_in(scene: Scene, who) -> None:  # type: ignore[no-untyped-def]  # an actor
    assert offered(scene.as_(who), centre_of(scene)) == OF_THE_CENTRE


@pytest.mark.requirement("R-404", "R-405")
def test_what_was_said_is_read_by_supervisors_alone(scene: Scene) -> None:
    filled = keep(scene.as_(DANIEL), "feedback", SAID)
    centre = centre_of(scene)
    for who in (DANIEL, AMINA, OFFICER, ADMINISTRATOR):
        scene.as_(who)
        assert scene.ask(lambda reads: filled_forms(reads, centre)) == ()
        assert scene.ask(lambda reads: open_feedback(reads, date(2026, 11, 18))) == ()
        with pytest.raises(NotAllowed):
            scene.ask(lambda reads: read_filled(reads, filled.id))
        with pytest.raises(NotAllowed):
            keep(scene, "feedback", SAID, again=filled.id)
    scene.as_(JOSEPHINE)
    assert len(scene.ask(lambda reads: filled_forms(reads, centre, "cold SOUP"))) == 1
    assert not scene.ask(lambda reads: filled_forms(reads, centre, "warm soup"))
    read = entry_of_filled(scene.ask(lambda reads: read_filled(reads, filled.id)))
    assert read.value("/data/said/words") == "The soup is cold"


@pytest.mark.requirement("R-406")
def test_feedback_waits_until_it_is_answered_and_is_counted(scene: Scene) -> None:
    filled = keep(scene.as_(DANIEL), "feedback", SAID)
    scene.as_(JOSEPHINE)
    waiting = scene.ask(lambda reads: open_feedback(reads, date(2026, 12, 5)))
    assert [(each.complaint, each.days_late) for each in waiting] == [(True, 3)]
    found = scene.ask(lambda reads: decisions(reads, date(2026, 11, 18)))
    assert (ToLookAt.FEEDBACK, filled.id, "") in {(d.kind, d.subject, d.person) for d in found}
    assert month_of(scene, "complaints") == 1
    assert month_of(scene, "complaints answered in time") == 0
    answer = {**SAID, "handled/state": "answered", "handled/answer": "It is hot from today"}
    keep(scene, "feedback", answer, again=filled.id)
    assert scene.ask(lambda reads: open_feedback(reads, date(2026, 12, 5))) == ()
    (kept,) = scene.ask(lambda reads: reads.matching(Feedback))
    assert (kept.state, kept.answer) == (FeedbackState.ANSWERED, "It is hot from today")
    assert month_of(scene, "complaints answered in time") == 1


@pytest.mark.requirement("R-402")
def test_nothing_about_colleagues_is_kept(scene: Scene) -> None:
    with pytest.raises(GateClosed) as closed:
        keep(scene, "feedback", {"about": "staff"})
    assert codes(closed.value.findings) == {"feedback-about-staff"}
    for kind in (Feedback, FilledForm, FormAnswer):
        assert scene.ask(lambda reads, kind=kind: reads.count(kind)) == 0


@pytest.mark.requirement("R-154", "R-407")
@pytest.mark.parametrize(
    ("form", "answers"),
    [
        ("training_needs", {"comfort/talking": "no"}),
        ("satisfaction", {"access/enough": "little", "recommend": "no"}),
    ],
)
def test_a_form_without_a_name_tells_neither_who_nor_when(
    scene: Scene, form: str, answers: dict[str, str]
) -> None:
    filled = keep(scene.as_(DANIEL), form, answers)
    assert filled.filled_by is None
    assert (filled.filled_at.hour, filled.filled_at.minute) == (12, 0)
    for answer in scene.ask(lambda reads: reads.matching(FormAnswer, subject=filled.id)):
        assert answer.answered_by is None
        assert answer.answered_at == filled.filled_at
    acts = scene.ask(lambda reads: reads.matching(AuditEvent))
    assert "form filled" not in {act.action for act in acts}
    (line,) = scene.as_(JOSEPHINE).ask(lambda reads: filled_forms(reads, centre_of(scene)))
    assert (line.filled_by, line.without_name) == ("", True)


@pytest.mark.requirement("R-384", "R-348", "R-352")
def test_surveys_and_walks_are_counted(scene: Scene) -> None:
    for answer in ("yes", "yes", "no"):
        keep(scene, "satisfaction", {"recommend": answer})
    keep(
        scene,
        "centre_standards",
        {
            "centre/people": "100",
            "water/toilets": "4",
            "water/litres": "18",
            "space/covered": "350",
        },
    )
    scene.as_(JOSEPHINE)
    assert month_of(scene, "answers on how it is") == 3
    assert month_of(scene, "satisfied answers") == 2
    assert month_of(scene, "litres of water") == 18
    assert month_of(scene, "people for each toilet") == 25
    assert month_of(scene, "square metres for each person") == 3.5


@pytest.mark.requirement("R-442", "R-405")
def test_what_somebody_says_under_a_name_goes_with_the_record(scene: Scene) -> None:
    person = scene.as_(AMINA).registered()
    filled = keep(scene, "feedback", SAID, subject=person)
    (said,) = scene.ask(lambda reads: reads.matching(Feedback))
    assert said.person_id == person
    gone = {each.id for each in scene.ask(lambda reads: whole_record(reads, person)).entities}
    assert {filled.id, said.id} <= gone
    keep(scene, "feedback", SAID)
    assert len(scene.ask(lambda reads: reads.matching(Feedback, person_id=person))) == 1


def test_a_form_is_filled_only_about_what_it_is_about(scene: Scene) -> None:
    person = scene.registered()
    centre = centre_of(scene)
    assert not OF_THE_CENTRE - {"feedback"} & offered(scene, person)
    with pytest.raises(NotFound):
        keep(scene, "centre_standards", {}, subject=person)
    with pytest.raises(NotFound):
        keep(scene, "legal_screening", {}, subject=centre)


def test_words_stay_in_the_house_when_answers_leave(scene: Scene) -> None:
    keep(scene.as_(DANIEL), "feedback", {**SAID, "said/named": "yes", "said/said_by": "Quixotina"})
    wish = ExportWish(
        identifier="feedback",
        version=built_in("feedback").version,
        layout=Layout.CSV,
        recipient="A partner",
        purpose="To learn together",
    )
    with pytest.raises(NotAllowed):
        scene.as_(OFFICER).do(lambda work: export_answers(work, wish))
    assert scene.ask(lambda reads: exportable(reads, wish.identifier, wish.version)) == 0
    left = scene.as_(JOSEPHINE).do(lambda work: export_answers(work, wish))
    with zipfile.ZipFile(io.BytesIO(left.content)) as packed:
        said = "".join(packed.read(name).decode() for name in packed.namelist())
    assert "food" in said
    assert "soup" not in said
    assert "Quixotina" not in said


@pytest.mark.requirement("R-407")
def test_what_leaves_without_a_name_leaves_without_its_hour_and_order(scene: Scene) -> None:
    posts = ("Cook", "Guard", "Nurse", "Driver", "Tutor", "Clerk", "Porter", "Gardener")
    for position in posts:
        keep(scene.as_(DANIEL), "training_needs", {"place/position": position})
    kept = scene.ask(lambda reads: reads.matching(FilledForm, order_by="id"))
    wish = ExportWish(
        identifier="training_needs",
        version=built_in("training_needs").version,
        layout=Layout.CSV,
        recipient="A partner",
        purpose="To learn together",
    )
    left = scene.as_(JOSEPHINE).do(lambda work: export_answers(work, wish))
    with zipfile.ZipFile(io.BytesIO(left.content)) as packed:
        said = "".join(packed.read(name).decode() for name in packed.namelist())
    again = scene.do(lambda work: export_answers(work, wish))
    assert again.content == left.content, "whoever compares two exports finds the same forms"
    for filled in kept:
        assert str(filled.id) not in said, "it holds the moment, to the millisecond"
        assert str(filled.id)[:13] not in said
    places = [said.index(name) for name in posts]
    assert places != sorted(places), "not in the order in which they were said"


def test_only_trained_colleagues_take_out_what_only_they_read(scene: Scene) -> None:
    form = built_in("suicide_risk")
    trained = replace(JOSEPHINE, trainings=frozenset({Training.SUICIDE_RISK}))
    for who, allowed in ((OFFICER, False), (JOSEPHINE, False), (trained, True)):
        scene.as_(who)
        assert scene.ask(lambda reads: may_export(reads, form.identifier, form.version)) is allowed


@pytest.mark.requirement("R-154", "R-384")
def test_a_survey_is_counted_together_and_tells_nobody(scene: Scene) -> None:
    for talking, position in (("no", "Cook"), ("no", "Guard"), ("yes", "Nurse")):
        answers = {"comfort/talking": talking, "place/position": position}
        keep(scene.as_(DANIEL), "training_needs", answers)
    with pytest.raises(NotAllowed):
        scene.ask(lambda reads: counted(reads, "training_needs", Text("en")))
    scene.as_(JOSEPHINE)
    assert scene.ask(surveys) == ("training_needs",)
    found = scene.ask(lambda reads: counted(reads, "training_needs", Text("en")))
    assert found.forms == 3
    asked = {each.question: each for each in found.questions}
    (ease,) = [each for words, each in asked.items() if words.startswith("6.")]
    assert (ease.answered, dict(ease.choices)["No"], dict(ease.choices)["Yes"]) == (3, 2, 1)
    for language in LANGUAGES:
        paper = scene.ask(
            lambda reads, language=language: counted_answers(
                reads, "training_needs", Text(language)
            )
        )
        said = str(paper.blocks)
        assert not {"Cook", "Guard", "Nurse"} & {word.strip("',()") for word in said.split()}
