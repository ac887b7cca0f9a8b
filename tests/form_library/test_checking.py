"""Looking a form over: everything wrong is told with its place, and nothing is raised."""

from __future__ import annotations

import io
import zipfile

import pytest

from caseworker.errors import GateClosed
from caseworker.form_library import media
from caseworker.form_library.checking import Source
from caseworker.form_library.installing import install
from caseworker.form_library.problem_words import in_words
from caseworker.model.form import FormMedium, InstalledForm
from caseworker.text import Text
from forms import markup
from tests.form_library.arrival_interview import CHOICES, EN, PNG, settings, with_rows, workbook
from tests.form_library.centre_with_form import (
    codes,
    installed,
    looked_over,
    small,
    source,
    source_of,
)
from tests.scene import ADMINISTRATOR, Scene

HEAD = ("type", "name", f"label::{EN}")
BOUND = (*HEAD, "bind::caseworker:field")
BOMB = b'<!DOCTYPE lolz [<!ENTITY a "a"><!ENTITY b "&a;&a;">]><html>&b;</html>'


@pytest.fixture
def scene() -> Scene:
    return Scene(ADMINISTRATOR)


def refused(scene: Scene, form: Source) -> set[str]:
    """Return the codes of errors; nothing of the form is kept."""
    found = looked_over(scene, form)
    assert found.errors
    for problem in found.problems:
        said = in_words(problem, Text("en"))
        assert said.what
        assert said.remedy
    with pytest.raises(GateClosed):
        scene.do(lambda work: install(work, form))
    assert not scene.ask(lambda reads: reads.count(InstalledForm))
    assert not scene.ask(lambda reads: reads.count(FormMedium))
    return {problem.code for problem in found.errors}


def test_a_good_form_has_nothing_to_say_and_says_what_it_is(scene: Scene) -> None:
    found = looked_over(scene, source())
    assert found.problems == ()
    assert found.form is not None
    assert found.form.title == "Arrival interview"
    assert found.questions == 13
    assert [each.name for each in found.wanted] == ["routes.csv", "road.png"]


def test_spreadsheets_that_are_none(scene: Scene) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 250_000_000)
    for content, code in (
        (b"", "xlsform.broken"),
        (b"PK\x03\x04 torn", "xlsform.broken"),
        (workbook()[:-400], "xlsform.broken"),
        (bomb.getvalue(), "xlsform.too_large"),
        (b"\x00" * 21_000_000, "xlsform.too_large"),
    ):
        assert refused(scene, Source(content=content, file_type=".xlsx")) == {code}
    assert refused(scene, Source(content=b"MZ", file_type=".exe")) == {"xlsform.file_type"}


def test_old_spreadsheets_and_tables_that_are_broken(scene: Scene) -> None:
    for file_type in (".xls", ".csv", ".md", ".xlsm"):
        found = looked_over(scene, Source(content=b"\xff\xfe\x00 nothing", file_type=file_type))
        assert found.errors
        assert found.form is None


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (BOMB, "xml.entities"),
        (b"<a>" * 5_000, "xml.too_deep"),
        (b"<html><head/></html>", "form.no_model"),
        (b"not xml", "xml.broken"),
        (b"\xff\xfe\x00", "xml.broken"),
    ],
)
def test_hostile_xml_ends_in_the_report(scene: Scene, content: bytes, code: str) -> None:
    assert refused(scene, Source(content=content, file_type=".xml")) == {code}


def test_xml_beyond_all_sizes(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "MAXIMUM_BYTES", 10)
    form = Source(content=b"<html>many</html>", file_type=".xml")
    assert refused(scene, form) == {"xml.too_large"}


def test_cyclic_calculations_are_told_with_their_row(scene: Scene) -> None:
    form = small(
        (*HEAD, "calculation"),
        ("calculate", "one", "", "${two} + 1"),
        ("calculate", "two", "", "${one} + 1"),
        ("text", "word", "A word"),
    )
    found = looked_over(scene, form)
    circular = [each for each in found.errors if each.code == "calculation.circular"]
    assert {each.row for each in circular} <= {2, 3}
    assert circular[0].sheet == "survey"
    assert circular[0].column == "calculation"
    assert "calculation.circular" in refused(scene, form)


def test_other_in_english_is_told_where_the_form_speaks_a_language_of_few(scene: Scene) -> None:
    found = looked_over(
        scene,
        Source(
            content="""
| survey |
| | type | name | label::Français (fr) | label::ትግርኛ (ti) |
| | select_one place or_other | where | Où ? | ኣበይ? |
| choices |
| | list_name | name | label::Français (fr) | label::ትግርኛ (ti) |
| | place | here | Ici | ኣብዚ |
| settings |
| | form_id | version |
| | where | 1 |
""".encode(),
            file_type=".md",
        ),
    )
    (told,) = [each for each in found.problems if each.code == "choices.other_in_english"]
    assert (told.severity, told.row, told.values) == ("warning", 2, (("languages", "ትግርኛ (ti)"),))


def test_a_missing_list_of_choices_is_told_with_its_row(scene: Scene) -> None:
    form = small(HEAD, ("text", "word", "A word"), ("select_one nowhere", "place", "Where?"))
    assert refused(scene, form) == {"xlsform.missing_list"}
    problem = looked_over(scene, form).problems[0]
    assert problem.row == 3


def test_ten_thousand_choices_are_read_and_told(scene: Scene) -> None:
    many = (CHOICES[0], *(("place", f"p{n}", f"Place {n}", f"مكان {n}") for n in range(10_000)))
    found = looked_over(
        scene, source(workbook((HEAD, ("select_one place", "place", "Where?")), many))
    )
    assert not found.errors
    assert "choices.many" in codes(found)
    searched = (*HEAD, "appearance")
    survey = (searched, ("select_one place", "place", "Where?", "search"))
    assert "choices.many" not in codes(looked_over(scene, source(workbook(survey, many))))


@pytest.mark.parametrize(
    ("kind", "appearance"), [("rank", ""), ("select_one", "likert"), ("select_one", "list-nolabel")]
)
def test_what_would_stand_on_the_screen_at_once_is_refused(
    scene: Scene, kind: str, appearance: str
) -> None:
    many = (CHOICES[0], *(("place", f"p{n}", f"Place {n}", f"مكان {n}") for n in range(300)))
    survey = ((*HEAD, "appearance"), (f"{kind} place", "place", "Where?", appearance))
    assert refused(scene, source(workbook(survey, many))) == {"choices.too_many"}


def test_rules_that_name_nothing_or_nonsense(scene: Scene) -> None:
    form = small((*HEAD, "relevant"), ("text", "word", "A word", "frobnicate(${word})"))
    problem = looked_over(scene, form).errors[0]
    assert problem.code == "expression.unknown_function"
    assert (problem.sheet, problem.row, problem.column) == ("survey", 2, "relevant")
    assert refused(scene, small((*HEAD, "relevant"), ("text", "a", "A", "${b} = 1"))) == {
        "xlsform.unknown_question"
    }


def test_a_form_needs_a_name_and_questions_and_gets_a_version(scene: Scene) -> None:
    survey = (HEAD, ("text", "word", "A word"))
    unnamed = source(workbook(survey, about=(("form_title",), ("A form",))))
    assert "form.no_identifier" in refused(scene, unnamed)
    empty = small(HEAD, ("note", "hello", "Hello"))
    assert "form.no_questions" in refused(scene, empty)
    about = (("form_title", "form_id"), ("A form", "unversioned"))
    found = looked_over(scene, source(workbook(survey, about=about)))
    assert codes(found) == {"version.missing"}
    assert found.form is not None
    assert found.form.version == "2026-11-18"
    first = installed(scene, source(workbook(survey, about=about)))
    again = installed(scene, source(workbook(survey, about=about)))
    assert (first.version, again.version) == ("2026-11-18", "2026-11-18.2")


def test_what_is_not_supported_is_said_before_somebody_needs_it(scene: Scene) -> None:
    form = small(
        (*HEAD, "appearance"),
        ("geotrace", "way", "Which way?"),
        ("text", "elsewhere", "Elsewhere", "ex:org.example.counter"),
        ("geopoint", "there", "Where?", "placement-map"),
        ("audit", "audit", ""),
    )
    found = looked_over(scene, form)
    assert not found.errors
    assert codes(found) >= {
        "feature.drawn_place",
        "feature.other_program",
        "feature.appearance",
        "feature.watching",
    }
    sent = (*settings()[0], "submission_url"), (*settings()[1], "https://example.org/send")
    assert "feature.sending" in codes(looked_over(scene, source_of(about=sent)))


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("text", "a", "A", "spaceship.name"), "binding.unknown_entity"),
        (("text", "a", "A", "person.shoe_size"), "binding.unknown_field"),
        (("text", "a", "A", "person.restricted"), "binding.forbidden"),
        (("text", "a", "A", "case.assigned_to"), "binding.forbidden"),
        (("text", "a", "A", "person.id"), "binding.forbidden"),
        (("text", "a", "A", "person.date_of_birth"), "binding.wrong_type"),
        (("text", "a", "A", "person.sex"), "binding.wrong_type"),
        (("integer", "a", "A", "person.interpreter_needed"), "binding.wrong_type"),
        (("select_one means", "a", "A", "person.sex"), "binding.unknown_choice"),
        (("select_one means", "a", "A", "person.childcare_needed"), "binding.unknown_choice"),
    ],
)
def test_bindings_are_checked_against_the_record(
    scene: Scene, row: tuple[str, ...], code: str
) -> None:
    form = small(BOUND, row)
    assert refused(scene, form) == {code}
    problem = looked_over(scene, form).errors[0]
    assert problem.row == 2
    assert problem.column == "bind::caseworker:field"


def test_bindings_that_fit(scene: Scene) -> None:
    form = small(
        (*BOUND, "appearance"),
        ("text", "a", "A", "person.called"),
        ("date", "b", "B", "person.date_of_birth"),
        ("text", "c", "C", "person.date_of_birth", "partial-date"),
        ("select_one yn", "d", "D", "person.interpreter_needed"),
        ("select_one sex", "e", "E", "person.sex"),
        ("select_multiple means", "f", "F", "person.immediate_needs"),
        ("text", "g", "G", "assessment.strengths"),
    )
    assert not looked_over(scene, form).problems


@pytest.mark.requirement("R-311")
def test_a_form_about_health_writes_into_the_record_only_what_all_have_to_know(
    scene: Scene,
) -> None:
    about = (
        (*settings()[0], "attribute::caseworker:training"),
        (*settings()[1], "health"),
    )

    def asking(field: str) -> Source:
        return source_of((BOUND, ("text", "a", "A", field), ("text", "b", "B", "")), about=about)

    assert refused(scene, asking("case.risk_reason")) == {"binding.about_health"}
    assert refused(scene, asking("person.called")) == {"binding.about_health"}
    assert not looked_over(scene, asking("person.allergies")).errors


def test_risk_is_judged_and_never_worked_out(scene: Scene) -> None:
    form = small(
        (*BOUND, "calculation"),
        ("calculate", "level", "", "case.risk_level", "'high'"),
        ("text", "word", "A word"),
    )
    assert refused(scene, form) == {"binding.judged"}


def test_one_answer_is_not_asked_again_and_again(scene: Scene) -> None:
    form = small(
        BOUND,
        ("begin_repeat", "r", "R"),
        ("text", "a", "A", "person.called"),
        ("end_repeat",),
    )
    assert refused(scene, form) == {"binding.repeated"}


def test_media_are_asked_for_by_name_and_looked_at(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = Source(content=workbook(), file_type=".xlsx")
    assert refused(scene, bare) == {"media.list_missing"}
    assert "media.missing" in codes(looked_over(scene, bare))
    for content, code in (
        (b"MZ\x00", "media.not_what_it_says"),
        (b"\x89PNG\r\n\x1a\n" + bytes(media.MOST_BYTES), "media.too_large"),
    ):
        form = source(**{"road.png": content})
        assert refused(scene, form) == {code}
    assert refused(scene, source(**{"routes.csv": b"\xff\xfe\xff"})) == {"media.not_unicode"}
    monkeypatch.setattr(media, "MOST_BYTES_TOGETHER", len(PNG))
    assert refused(scene, source()) == {"media.too_much"}


def test_errors_come_first_then_the_order_of_the_spreadsheet(scene: Scene) -> None:
    form = source_of(
        with_rows(
            ("geotrace", "way", "Which way?", "أي طريق؟"),
            ("text", "a", "A", "ا", *[""] * 12, "person.nothing"),
            ("text", "b", "B", "ب", *[""] * 12, "person.id"),
        )
    )
    found = looked_over(scene, form).problems
    assert [each.severity for each in found] == ["error", "error", "warning"]
    assert [each.row for each in found] == [25, 26, 24]
