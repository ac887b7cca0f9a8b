"""Broken and hostile files: the report names sheet, row, column and remedy in every language.

Whatever the file is, nothing of it is kept, and the program goes on.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from time import perf_counter

import openpyxl
import pytest

from caseworker.errors import GateClosed
from caseworker.form_library.checking import Source
from caseworker.form_library.installing import install
from caseworker.form_library.problem_words import in_words
from caseworker.form_library.submission import read_submission
from caseworker.form_library.versions import built_in
from caseworker.model.consent import Attachment
from caseworker.model.form import FormMedium, InstalledForm
from caseworker.text import LANGUAGES, Text
from tests.form_library.centre_with_form import looked_over
from tests.scene import ADMINISTRATOR, Scene

HEAD = ("type", "name", "label")
WORD = ("text", "word", "A word")
LISTED = ("list_name", "name", "label")
SETTINGS = (("form_id", "form_title", "version"), ("broken", "Broken", "1"))
Rows = Iterable[tuple[str, ...]]


def book(survey: Rows, choices: Rows = (), settings: Rows = SETTINGS) -> bytes:
    """Return a workbook with these sheets; one without rows is left out."""
    made = openpyxl.Workbook()
    del made[made.sheetnames[0]]
    for name, rows in (("survey", survey), ("choices", choices), ("settings", settings)):
        lines = [*rows]
        if lines:
            sheet = made.create_sheet(name)
            for line in lines:
                sheet.append(list(line))
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def changed(content: bytes, before: bytes, after: bytes) -> bytes:
    """Return a workbook whose first sheet was changed by hand."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as archive,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for name in archive.namelist():
            inside = archive.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert before in inside
                inside = inside.replace(before, after, 1)
            copy.writestr(name, inside)
    return written.getvalue()


def laughs() -> bytes:
    """Return a document type whose last entity is a billion words."""
    entities = [b'<!ENTITY l0 "lol">']
    entities += [b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10)]
    return b"<!DOCTYPE w [" + b"".join(entities) + b"]>"


GROUPS = [("begin_group", f"g{number}", "G") for number in range(400)]
CHOSEN = (HEAD, ("select_one place", "where", "Where?"), WORD)
SEVERAL = (HEAD, ("select_multiple place", "where", "Where?"))

MISTAKES = {
    "a type that does not exist": (
        book((HEAD, WORD, ("selct_one x", "odd", "Odd"))),
        ("xlsform.unknown_type", "survey", 3, "type"),
    ),
    "a question without words": (
        book((HEAD, WORD, ("text", "bare", ""))),
        ("xlsform.missing_label", "survey", 3, "label"),
    ),
    "a formula where words should be": (
        book((HEAD, ("text", "bare", "=1+1"))),
        ("xlsform.missing_label", "survey", 2, "label"),
    ),
    "a group that is not closed": (
        book((HEAD, ("begin_group", "open", "Open"), WORD)),
        ("xlsform.unbalanced", "survey", 2, "type"),
    ),
    "two of one name": (
        book((HEAD, WORD, WORD)),
        ("xlsform.duplicate_name", "survey", 3, "name"),
    ),
    "a name with a space": (
        book((HEAD, ("text", "a word", "A word"))),
        ("xlsform.bad_name", "survey", 2, "name"),
    ),
    "a rule about nobody": (
        book(((*HEAD, "relevant"), (*WORD, ""), ("text", "next", "Next", "${nobody} = 1"))),
        ("xlsform.unknown_question", "survey", 3, "relevant"),
    ),
    "a rule that is no rule": (
        book(((*HEAD, "constraint"), (*WORD, "((("))),
        ("expression.unexpected", "survey", 2, "constraint"),
    ),
    "a function that nobody knows": (
        book(((*HEAD, "constraint"), (*WORD, "frobnicate(.)"))),
        ("expression.unknown_function", "survey", 2, "constraint"),
    ),
    "a list that is missing": (
        book((HEAD, WORD, ("select_one nowhere", "where", "Where?")), (LISTED, ("l", "a", "A"))),
        ("xlsform.missing_list", "survey", 3, "type"),
    ),
    "a choice without a name": (
        book(CHOSEN, (LISTED, ("place", "a", "A"), ("place", "", "B"))),
        ("xlsform.unnamed_choice", "choices", 3, "name"),
    ),
    "a choice with a space": (
        book(SEVERAL, (LISTED, ("place", "a", "A"), ("place", "b c", "B"))),
        ("xlsform.bad_choice", "choices", 3, "name"),
    ),
    "calculations in a circle": (
        book(
            (
                (*HEAD, "calculation"),
                ("calculate", "one", "", "${two} + 1"),
                ("calculate", "two", "", "${one} + 1"),
                (*WORD, ""),
            )
        ),
        ("calculation.circular", "survey", 2, "calculation"),
    ),
    "a calculation of itself": (
        book(((*HEAD, "calculation"), (*WORD, ""), ("calculate", "one", "", "${one} + 1"))),
        ("calculation.circular", "survey", 3, "calculation"),
    ),
    "three calculations in a circle": (
        book(
            (
                (*HEAD, "calculation"),
                (*WORD, ""),
                ("calculate", "one", "", "${two} + 1"),
                ("calculate", "two", "", "${three} + 1"),
                ("calculate", "three", "", "${one} + 1"),
            )
        ),
        ("calculation.circular", "survey", 3, "calculation"),
    ),
    "a calculation that decides whether what it reads is asked": (
        book(
            (
                (*HEAD, "calculation", "relevant"),
                ("integer", "age", "Age", "", "${limit} > 1"),
                ("calculate", "limit", "", "${age} + 1", ""),
            )
        ),
        ("calculation.circular", "survey", 3, "calculation"),
    ),
    "a calculation in a circle through a choice filter": (
        book(
            (
                (*HEAD, "calculation", "choice_filter"),
                ("select_one place", "where", "Where?", "", "of = ${kind}"),
                ("calculate", "kind", "", "if(${where} = 'a', 'x', 'y')", ""),
            ),
            ((*LISTED, "of"), ("place", "a", "A", "x"), ("place", "b", "B", "y")),
        ),
        ("calculation.circular", "survey", 3, "calculation"),
    ),
    "a question asked only where it is answered": (
        book(((*HEAD, "relevant"), ("text", "one", "One", "${one} = 'yes'"))),
        ("relevance.circular", "survey", 2, "relevant"),
    ),
    "a repeat that grows by itself": (
        book(
            (
                (*HEAD, "repeat_count", "calculation"),
                ("begin_repeat", "each", "Each", "${how_many}", ""),
                (*WORD, "", ""),
                ("end_repeat", "", "", "", ""),
                ("calculate", "how_many", "", "", "count(${each}) + 1"),
            )
        ),
        ("repeat.endless", "survey", 2, "repeat_count"),
    ),
    "questions that wait for each other": (
        book(
            (
                (*HEAD, "relevant"),
                ("text", "one", "One", "${two} = 1"),
                ("text", "two", "Two", "${one} = 1"),
            )
        ),
        ("relevance.circular", "survey", 2, "relevant"),
    ),
    "a column twice": (
        book(((*HEAD, "name"), (*WORD, "again"))),
        ("xlsform.double_column", "survey", None, None),
    ),
    "a heading alone": (book((HEAD,)), ("xlsform.no_survey", "survey", None, None)),
}
HOSTILE = {
    "a billion words in a sheet": (
        changed(book((HEAD, WORD)), b"<worksheet", laughs() + b"<worksheet"),
        ".xlsx",
    ),
    "four hundred groups in groups": (
        book((HEAD, *GROUPS, WORD, *[("end_group", "", "")] * 400)),
        ".xlsx",
    ),
    "a billion words": (laughs() + b"<html>&l9;</html>", ".xml"),
    "a file of the laptop": (
        b'<!DOCTYPE w [<!ENTITY f SYSTEM "file:///etc/hostname">]><html>&f;</html>',
        ".xml",
    ),
    "elements in elements": (b"<a>" * 100_000, ".xml"),
    "a thousand attributes": (
        b"<html " + b" ".join(b'a%d="1"' % n for n in range(200_000)) + b"/>",
        ".xml",
    ),
}


@pytest.fixture
def scene() -> Scene:
    return Scene(ADMINISTRATOR)


def untouched(scene: Scene, form: Source) -> None:
    """Fail where anything of *form* is kept."""
    with pytest.raises(GateClosed):
        scene.do(lambda work: install(work, form))
    for kind in (InstalledForm, FormMedium, Attachment):
        assert not scene.ask(lambda reads, kind=kind: reads.count(kind))


@pytest.mark.parametrize("name", MISTAKES)
def test_the_report_names_the_place_and_what_mends_it(scene: Scene, name: str) -> None:
    content, (code, sheet, row, column) = MISTAKES[name]
    form = Source(content=content, file_type=".xlsx")
    found = looked_over(scene, form)
    problem = next(each for each in found.problems if each.code == code)
    assert (problem.sheet, problem.row, problem.column) == (sheet, row, column)
    english = in_words(problem, Text("en"))
    for language in LANGUAGES:
        text = Text(language)
        said = in_words(problem, text)
        assert said.what
        assert said.remedy
        if language != "en":
            assert said.what != english.what, f"{language}: {said.what}"
            assert said.remedy != english.remedy, f"{language}: {said.remedy}"
        if row is not None and column is not None:
            assert text.number(row) in said.where
            assert column in said.where
    if found.errors:
        untouched(scene, form)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_in_the_report_and_soon(scene: Scene, name: str) -> None:
    content, file_type = HOSTILE[name]
    form = Source(content=content, file_type=file_type)
    before = perf_counter()
    found = looked_over(scene, form)
    assert perf_counter() - before < 5
    assert found.form is None
    assert found.errors
    untouched(scene, form)


def test_a_sheet_that_claims_to_be_endless_is_read_as_it_is(scene: Scene) -> None:
    content = changed(book((HEAD, WORD)), b'ref="A1:C2"', b'ref="A1:XFD1048576"')
    found = looked_over(scene, Source(content=content, file_type=".xlsx"))
    assert not found.errors
    assert found.questions == 1


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("<walked_on>yesterday</walked_on>", "answers.wrong_type"),
        ("<people>many</people>", "answers.wrong_type"),
        ("<people>1e400000</people>", "answers.wrong_type"),
        ("<nobody>x</nobody>", "answers.unknown_question"),
    ],
)
def test_answers_of_the_wrong_kind_are_left_out_and_told(said: str, code: str) -> None:
    form = built_in("centre_standards")
    content = (
        f'<data id="{form.identifier}" version="{form.version}">'
        f"<centre>{said}<facility>shelter</facility></centre></data>"
    )
    read = read_submission(content.encode(), form, lambda: "one")
    assert read.answers == {"/data/centre/facility": "shelter"}
    (problem,) = read.problems
    assert problem.code == code
    for language in LANGUAGES:
        assert in_words(problem, Text(language)).remedy


@pytest.mark.parametrize(
    "content", [laughs() + b"<data>&l9;</data>", b"<data>" * 10_000, b"", b"\xff\xfe", b"<data/>"]
)
def test_hostile_answers_are_none_and_told(content: bytes) -> None:
    read = read_submission(content, built_in("centre_standards"), lambda: "one")
    assert read.answers == {}
    assert read.problems
