"""Every script in its right order and shape, on every line."""

from __future__ import annotations

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker.documents import typesetting
from caseworker.documents.blocks import (
    Choice,
    Document,
    Fact,
    Facts,
    Grid,
    Heading,
    Listing,
    Mark,
    Paragraph,
    Quote,
    Signature,
    Space,
)
from caseworker.documents.paper import typeset

ARABIC = "يمكنكم أن تقولوا نعم لبند ولا لبند آخر، ويبقى لكم السرير والطعام والرعاية."


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_lines_are_broken_in_the_order_of_reading() -> None:
    lines = typesetting.lines(ARABIC, 10, strong=False, room=120)
    assert len(lines) > 2
    assert " ".join(lines) == ARABIC
    assert lines[0].startswith("يمكنكم")


def test_what_a_space_holds_together_is_not_broken() -> None:
    amount, indented = "12\u202f000", "\u00a0" * 4 + "5-11"
    shortest = typesetting.width(amount, 10, strong=False)
    assert typesetting.lines(f"a {amount} b", 10, strong=False, room=shortest) == ["a", amount, "b"]
    assert typesetting.lines(indented, 10, strong=False, room=120) == [indented]


def test_letters_are_joined_and_turned() -> None:
    shown = typesetting.visual_order("سلام", right_to_left=True)
    assert shown != "سلام"
    assert all(ord(letter) >= 0xFE70 for letter in shown)


def test_numbers_and_latin_names_keep_their_order_in_arabic() -> None:
    shown = typesetting.visual_order("ملف 7QK-482 ل Selam", right_to_left=True)
    assert "7QK-482" in shown
    assert "Selam" in shown


@pytest.mark.parametrize(
    ("text", "font"),
    [
        ("Selam", "NotoSans-Regular"),
        ("Оксана", "NotoSans-Regular"),
        ("ﻡﻼﺳ", "NotoSansArabic-Regular"),
        ("ሰላም", "NotoSansEthiopic-Regular"),
    ],
)
def test_each_script_has_its_font(text: str, font: str) -> None:
    assert [run.font for run in typesetting.runs(text, strong=False)] == [font]


def test_a_letter_without_a_font_is_seen_to_be_missing() -> None:
    drawn = "".join(run.text for run in typesetting.runs("李明", strong=False))
    assert drawn == typesetting.MISSING * 2


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=120), room=st.floats(40, 300))
def test_no_line_is_wider_than_its_room(text: str, room: float) -> None:
    for line in typesetting.lines(text, 10, strong=False, room=room):
        assert len(line) <= 1 or typesetting.width(line, 10, strong=False) <= room + 0.01


@settings(max_examples=25, deadline=None)
@given(words=st.text(max_size=200), language=st.sampled_from(["en", "ar"]))
def test_any_words_make_a_paper(words: str, language: str) -> None:
    paper = Document(
        language=language,
        title="Paper",
        who_may_see="For the person only.",
        blocks=(
            Heading(words),
            Paragraph(words),
            Quote(words),
            Facts((Fact(words, words), Fact("Empty"))),
            Choice(words, words, ((words[:20], Mark.CHOSEN), ("No", Mark.EMPTY))),
            Listing((words,)),
            Grid(("A", "B"), ((words, words),), (0.5, 0.5)),
            Signature("Sign", words[:40]),
            Space(1),
        ),
    )
    assert typeset(paper).startswith(b"%PDF")


def test_a_paper_says_who_may_see_it_and_names_nobody_outside_the_page() -> None:
    paper = Document(
        language="en",
        title="Intake sheet",
        who_may_see="For caseworkers of this centre only.",
        reference="7QK-482",
        blocks=(Paragraph("Selam Tesfay"),),
    )
    pdf = typeset(paper)
    words = text_of(pdf)
    assert "For caseworkers of this centre only." in words
    assert "7QK-482" in words
    assert "Page 1 of 1" in words
    with pypdfium2.PdfDocument(pdf) as document:
        known = " ".join(document.get_metadata_dict().values())
    assert "Selam" not in known
    assert "7QK" not in known


def test_the_same_paper_is_the_same_bytes() -> None:
    paper = Document(language="fr", title="Plan", who_may_see="", blocks=(Paragraph("Bonjour"),))
    assert typeset(paper) == typeset(paper)
