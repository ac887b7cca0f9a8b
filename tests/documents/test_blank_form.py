"""A blank form on paper: every question, and when it is asked, in words."""

from __future__ import annotations

import pytest

from caseworker.documents.blank_form import blank_form
from caseworker.documents.blocks import Document, Heading, Options, Paragraph, Question, Space
from caseworker.documents.paper import typeset
from caseworker.form_library.versions import UsableForm, built_in
from caseworker.text import LANGUAGES, Text
from forms import library, read_form
from forms.compiler import compile_file, compile_tables
from tests.form_library.arrival_interview import ROUTES, workbook

TABLES = """
| survey |
| | type | name | label | relevant | hint | choice_filter | guidance_hint |
| | select_one yn | children | Are there children? | | | | |
| | integer | count | How many? | {rule} | | | Ask gently. |
| | text | street | Street | | Where the letters come | | |
| choices |
| | list_name | name | label |
| | yn | yes | Yes |
| | yn | no | No |
"""


def paper(tables: str, language: str = "en") -> Document:
    return blank_form(UsableForm(read_form(compile_tables(tables).xml)), Text(language))


def interview(language: str) -> Document:
    form = read_form(compile_file(workbook(), ".xlsx").xml)
    return blank_form(UsableForm(form, files={"routes.csv": ROUTES.decode()}), Text(language))


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("${children} = 'yes'", "Only if “Are there children?” is Yes"),
        ("'yes' = ${children}", "Only if “Are there children?” is Yes"),
        ("not(${children} = 'yes')", "Only if “Are there children?” is not Yes"),
        ("selected(${children}, 'no')", "Only if “Are there children?” is No"),
        ("${children} != ''", "Only if “Are there children?” is answered"),
        ("not(${children} != '')", "Only if “Are there children?” is not answered"),
        ("${street} > 3", "Only if “Street” is more than 3"),
        ("3 > ${street}", "Only if “Street” is less than 3"),
        ("not(${street} > 3)", "Only if “Street” is at most 3"),
        (
            "${children} = 'yes' and ${street} != ''",
            "Only if “Are there children?” is Yes and “Street” is answered",
        ),
        (
            "not(${children} = 'yes' and ${street} != '')",
            "Only if “Are there children?” is not Yes or “Street” is not answered",
        ),
        (
            "string-length(${street}) > 3 or ${children} = 'no'",
            "Not for everybody; it depends on: Street, Are there children?",
        ),
        ("today() > '2030-01-01'", "Not for everybody"),
    ],
)
def test_rules_are_said_in_words(rule: str, words: str) -> None:
    document = paper(TABLES.format(rule=rule))
    asked = next(
        block
        for block in document.blocks
        if isinstance(block, Question) and block.words == "How many?"
    )
    said = [hint.replace("\u2068", "").replace("\u2069", "") for hint in asked.hints]
    assert set(said[0].removeprefix("Not for everybody; it depends on: ").split(", ")) == set(
        words.removeprefix("Not for everybody; it depends on: ").split(", ")
    )
    assert "Ask gently." in said


def test_every_question_has_boxes_or_lines() -> None:
    blocks = interview("en").blocks
    asked = [place for place, block in enumerate(blocks) if isinstance(block, Question)]
    assert len(asked) > 13, "a repeat stands there more than once"
    for place in asked:
        assert isinstance(blocks[place + 1], Options | Space)
    words = [block.words for block in blocks if isinstance(block, Question)]
    assert words.count("Name of the child") == 3
    towns = blocks[asked[words.index("From which town?")] + 1]
    assert towns == Options(("Old Port", "Sand Bay", "Highfield")), "filters hold nothing back"
    routes = blocks[asked[words.index("Which way did you come?")] + 1]
    assert routes == Options(("The northern road", "Over the islands"))
    assert Heading("The journey") in blocks
    thanks = [block for block in blocks if isinstance(block, Paragraph)]
    assert any(block.words.startswith("Thank you") for block in thanks)


def test_ten_thousand_choices_are_a_line_to_write_on() -> None:
    tables = TABLES.format(rule="") + "".join(f"| | yn | n{n} | N {n} |\n" for n in range(10_000))
    document = paper(tables)
    assert not any(isinstance(block, Options) for block in document.blocks)
    assert typeset(document).startswith(b"%PDF")


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_printed_in_every_language(language: str) -> None:
    document = interview(language)
    assert document.language == language
    if language == "ar":
        assert Heading("الرحلة") in document.blocks
    assert typeset(document).startswith(b"%PDF")


@pytest.mark.parametrize("name", library.names())
def test_every_built_in_form_can_be_filled_on_paper(name: str) -> None:
    document = blank_form(UsableForm(built_in(name)), Text("ar"))
    assert any(isinstance(block, Question | Paragraph) for block in document.blocks)
    assert typeset(document).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("language", "other", "which"),
    [("fr", "Autre", "Précisez."), ("ar", "غير ذلك", "يرجى التحديد.")],
)
def test_the_words_of_or_other_are_in_the_language_of_the_paper(
    language: str, other: str, which: str
) -> None:
    tables = TABLES.replace("select_one yn", "select_one yn or_other").replace("{rule}", "")
    blocks = paper(tables, language).blocks
    options = [block for block in blocks if isinstance(block, Options)]
    questions = [block for block in blocks if isinstance(block, Question)]
    assert other in str(options[0])
    assert any(which in str(question) for question in questions)
    assert "Specify" not in str(blocks)
