"""Answers leave the laptop in the layouts that others read, and without who it was."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from uuid import UUID

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseworker.errors import GateClosed, NotAllowed, NotFound
from caseworker.form_library.answer_tables import AnswerTable, Record
from caseworker.form_library.exporting import ExportWish, Layout, export_answers, exportable
from caseworker.form_library.submission import as_submission, read_submission
from caseworker.form_library.table_files import as_csv_files, as_workbook
from caseworker.form_library.versions import form_in_use
from caseworker.model.audit import AuditEvent
from caseworker.model.consent import Consent, KindOfConsent, Purpose
from caseworker.model.ids import CaseId, ConsentId
from caseworker.model.person import Person
from caseworker.model.values import Answer
from caseworker.ports import UnitOfWork
from forms import FormDefinition, FormEntry, read_form
from forms.compiler import compile_file
from tests.form_library.arrival_interview import ROUTES, workbook
from tests.form_library.centre_with_form import INTERVIEW, answered, begun, installed, kept
from tests.scene import ADMINISTRATOR, AMINA, JOSEPHINE, OFFICER, Scene

WISH = ExportWish(
    identifier=INTERVIEW,
    version="1",
    layout=Layout.WORKBOOK,
    recipient="The regional office",
    purpose="The yearly report",
)


@pytest.fixture
def scene() -> Scene:
    made = Scene()
    installed(made)
    return made


def filled(scene: Scene, **answers: str) -> CaseId:
    case = scene.case()
    kept(scene, case, answered(begun(scene, case), **answers))
    return case


def sheets(content: bytes) -> dict[str, list[dict[str, object]]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    found: dict[str, list[dict[str, object]]] = {}
    for sheet in book.worksheets:
        header, *rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        found[sheet.title] = [dict(zip(map(str, header), row, strict=True)) for row in rows]
    return found


def exported(scene: Scene, **wish: object) -> bytes:
    asked = replace(WISH, **wish)  # type: ignore[arg-type]  # fields of the wish
    return scene.as_(JOSEPHINE).do(lambda work: export_answers(work, asked)).content


@pytest.mark.requirement("R-286")
def test_one_sheet_for_the_form_and_one_for_each_repeat(scene: Scene) -> None:
    filled(scene)
    filled(scene, **{"journey/weeks": "3"})
    found = sheets(exported(scene))
    assert list(found) == ["Arrival interview", "child", "wish"]
    main = found["Arrival interview"]
    assert [row["journey/weeks"] for row in main] == [7, 3]
    assert [row["_index"] for row in main] == [1, 2]
    assert main[0]["journey/means"] == "foot sea"
    split = [main[0][f"journey/means/{each}"] for each in ("foot", "road", "sea")]
    assert split == [1, 0, 1]
    assert main[0]["journey/route"] == "island"
    assert main[0]["children"] == "2"
    children = found["child"]
    assert [row["child/child_name"] for row in children] == ["Robel", "Miriam"] * 2
    assert [row["_parent_index"] for row in children] == [1, 1, 2, 2]
    assert {row["_parent_table_name"] for row in children} == {"Arrival interview"}
    assert [row["_submission__uuid"] for row in children[:2]] == [main[0]["_uuid"]] * 2
    assert [row["_parent_index"] for row in found["wish"]] == [1, 2, 3, 4]
    assert {row["_parent_table_name"] for row in found["wish"]} == {"child"}


def test_labels_instead_of_names_in_a_language_of_the_form(scene: Scene) -> None:
    filled(scene)
    main = sheets(exported(scene, labels=True))["Arrival interview"][0]
    assert main["The journey/From which town?"] == "Sand Bay"
    assert main["The journey/How did you travel?"] == "On foot By sea"
    assert main["The journey/How did you travel?/By road"] == 0
    arabic = sheets(exported(scene, labels=True, language="ar"))["Arrival interview"][0]
    assert arabic["الرحلة/من أي مدينة؟"] == "خليج الرمل"


def test_csv_files_say_the_same(scene: Scene) -> None:
    filled(scene)
    with zipfile.ZipFile(io.BytesIO(exported(scene, layout=Layout.CSV))) as archive:
        assert archive.namelist() == ["Arrival interview.csv", "child.csv", "wish.csv"]
        written = archive.read("Arrival interview.csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(written), delimiter=";"))
    assert rows[0]["journey/town"] == "sandbay"
    assert rows[0]["journey/weeks"] == "7"


def test_what_belongs_to_the_person_stays_here(scene: Scene) -> None:
    case = filled(scene)
    number = scene.the_case(case).number
    for layout in Layout:
        content = exported(scene, layout=layout)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            said = b"".join(archive.read(name) for name in archive.namelist()).decode()
            names = " ".join(archive.namelist())
        assert "Sela" not in said + names
        assert number not in said + names
        assert str(scene.the_case(case).person_id) not in said
    assert "called" not in sheets(exported(scene))["Arrival interview"][0]


def test_restricted_people_and_who_said_no_to_figures_are_not_in_it(scene: Scene) -> None:
    hidden, refusing, _third = filled(scene), filled(scene), filled(scene)

    def hide(work: UnitOfWork) -> None:
        work.get(Person, scene.the_case(hidden).person_id).restricted = True

    def refuse(work: UnitOfWork) -> None:
        work.add(
            Consent(
                id=ConsentId(work.new_id()),
                person_id=scene.the_case(refusing).person_id,
                purpose=Purpose.FIGURES,
                answer=Answer.NO,
                kind=KindOfConsent.CONSENT,
                asked_at=work.now(),
                asked_by=work.actor.user_id,
            )
        )

    scene.as_(AMINA).do(hide)
    scene.do(refuse)
    assert len(sheets(exported(scene))["Arrival interview"]) == 1
    assert scene.as_(OFFICER).ask(lambda reads: exportable(reads, INTERVIEW, "1")) == 1


def test_who_exports_and_what_is_kept_of_it(scene: Scene) -> None:
    case = filled(scene)
    for who in (AMINA, ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            scene.as_(who).do(lambda work: export_answers(work, WISH))
        with pytest.raises(NotAllowed):
            scene.ask(lambda reads: exportable(reads, INTERVIEW, "1"))
    scene.as_(OFFICER)
    for wish in (replace(WISH, recipient=" "), replace(WISH, purpose="")):
        with pytest.raises(GateClosed):
            scene.do(lambda work, wish=wish: export_answers(work, wish))
    with pytest.raises(NotFound):
        scene.do(lambda work: export_answers(work, replace(WISH, version="7")))
    assert not scene.ask(lambda reads: reads.count(AuditEvent, action="answers exported"))
    file = scene.do(lambda work: export_answers(work, WISH))
    assert (file.name, file.count) == ("answers.xlsx", 1)
    events = scene.ask(lambda reads: reads.matching(AuditEvent, action="answers exported"))
    assert {event.subject for event in events} >= {case}
    assert all("The regional office" in event.detail for event in events)


@pytest.mark.parametrize("formula", ["=1+1", "+cmd|x", "-2", "@SUM(A1)", "\t=1", "  =1"])
def test_no_answer_becomes_a_formula(scene: Scene, formula: str) -> None:
    filled(scene, hope=formula)
    table = AnswerTable("t", ["=head"], [[formula], [-2]])
    for content in (as_workbook([table]), exported(scene)):
        book = openpyxl.load_workbook(io.BytesIO(content))
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                assert all(cell.data_type != "f" for cell in row)
                words = [cell.value for cell in row if isinstance(cell.value, str)]
                assert not any(word.lstrip()[:1] in "=+@" for word in words if word.strip())
    with zipfile.ZipFile(io.BytesIO(as_csv_files([table]))) as archive:
        rows = list(csv.reader(io.StringIO(archive.read("t.csv").decode("utf-8-sig"))))
    assert rows[0] == ["'=head"]
    assert rows[1][0].startswith("'")
    assert rows[2] == ["-2"], "a number is a number"


def test_letters_that_no_spreadsheet_holds_are_left_out() -> None:
    table = AnswerTable("t", ["a"], [["one\x00\x0btwo\ud800 <&>"], ["x" * 40_000]])
    rows = sheets(as_workbook([table]))["t"]
    assert rows[0]["a"] == "onetwo <&>"
    assert len(str(rows[1]["a"])) == 32_000


# Submissions: what the engine wrote, the engine reads.


def interview() -> FormDefinition:
    return replace(read_form(compile_file(workbook(), ".xlsx").xml), version="1")


FORM = interview()
FILES = {"routes.csv": ROUTES.decode()}
WORDS = st.text(max_size=30)
CHILDREN = st.lists(st.tuples(WORDS, st.integers(-9, 99), st.lists(WORDS, max_size=3)), max_size=3)
MOMENT = datetime(2026, 11, 18, tzinfo=UTC)
ID = UUID("0198f000-0000-7000-8000-000000000001")


def told(words: str, weeks: int, children: list[tuple[str, int, list[str]]]) -> FormEntry:
    entry = FormEntry(FORM, files=FILES)
    entry.set("/data/called", words)
    entry.set("/data/journey/weeks", str(weeks))
    entry.set("/data/with_children", "yes" if children else "no")
    entry.set("/data/hope", words)
    for number, (name, age, wishes) in enumerate(children, start=1):
        while entry.count("/data/child") < number:
            entry.add_repeat("/data/child")
        entry.set(f"/data/child[{number}]/child_name", name)
        entry.set(f"/data/child[{number}]/child_age", str(age))
        for place, wish in enumerate(wishes, start=1):
            while entry.count(f"/data/child[{number}]/wish") < place:
                entry.add_repeat(f"/data/child[{number}]/wish")
            entry.set(f"/data/child[{number}]/wish[{place}]/wished", wish)
    return entry


def relevant(entry: FormEntry) -> dict[str, str]:
    """Return the answers that count, and how many instances there are of what."""
    found = {}
    for path in entry.answers():
        if entry.relevant(path) and "/meta/" not in path:
            found[path] = "" if path.endswith("]") else entry.value(path)
    return found


def as_kept(words: str) -> str:
    """Return words as XML hands them back: without signs it cannot hold, lines ended one way."""
    kept_words = "".join(
        letter for letter in words if letter >= " " and letter not in "\ufffe\uffff"
    )
    return kept_words.strip()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(words=WORDS.map(as_kept), weeks=st.integers(-9, 600), children=CHILDREN)
def test_what_was_written_as_a_submission_is_read_again(
    words: str, weeks: int, children: list[tuple[str, int, list[str]]]
) -> None:
    clean = [(as_kept(name), age, [as_kept(w) for w in wishes]) for name, age, wishes in children]
    entry = told(words, weeks, clean)
    numbers = count(1)
    written = as_submission(Record(ID, MOMENT, entry))
    read = read_submission(written, FORM, lambda: f"id-{next(numbers)}")
    assert read.problems == ()
    again = FormEntry(FORM, read.answers, files=FILES)
    assert relevant(again) == relevant(entry)
    assert as_submission(Record(ID, MOMENT, again)) == written


def test_a_submission_names_its_form_version_and_instance(scene: Scene) -> None:
    filled(scene)
    with zipfile.ZipFile(io.BytesIO(exported(scene, layout=Layout.SUBMISSIONS))) as archive:
        name = archive.namelist()[0]
        written = archive.read(name).decode()
    assert 'id="arrival_interview" version="1"' in written
    assert f"<orx:instanceID>uuid:{name.removesuffix('.xml')}</orx:instanceID>" in written
    usable = scene.as_(AMINA).ask(lambda reads: form_in_use(reads, INTERVIEW))
    read = read_submission(written.encode(), usable.definition, lambda: "x")
    assert read.answers["/data/journey/town"] == "sandbay"
    assert not read.problems


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ("<journey><weeks>many</weeks></journey>", "answers.wrong_type"),
        ("<started>yesterday</started>", "answers.wrong_type"),
        ("<shoe_size>41</shoe_size>", "answers.unknown_question"),
    ],
)
def test_imported_answers_of_the_wrong_kind_are_told_and_left_out(inside: str, code: str) -> None:
    content = f'<data id="arrival_interview" version="1">{inside}<hope>Rest</hope></data>'
    read = read_submission(content.encode(), FORM, lambda: "x")
    assert [problem.code for problem in read.problems] == [code]
    assert read.problems[0].path
    assert read.answers == {"/data/hope": "Rest"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'<data id="arrival_interview" version="2"/>', "answers.other_form"),
        (b'<data id="another" version="1"/>', "answers.other_form"),
        (b"<data", "xml.broken"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/hostname"><data/>', "xml.entities"),
    ],
)
def test_other_answers_and_hostile_ones_are_refused(content: bytes, code: str) -> None:
    read = read_submission(content, FORM, lambda: "x")
    assert [problem.code for problem in read.problems] == [code]
    assert read.answers == {}
