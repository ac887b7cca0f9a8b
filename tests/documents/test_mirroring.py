"""Marks that run from right to left open the other way, as Qt draws them too."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QTextLayout, QTextLine, QTextOption
from pytestqt.qtbot import QtBot

from caseworker.documents import typesetting
from caseworker.documents.mirroring import mirrored

MARKS = "()[]«»"


def turned(line: str, right_to_left: bool) -> list[int]:
    """Return the places of the marks that are turned."""
    drawn = mirrored(line, right_to_left).replace("\u200f", "")
    return [place for place, letter in enumerate(line) if drawn[place] != letter]


def turned_by_qt(line: str, right_to_left: bool) -> list[int]:
    """Return the places of the marks that stand in a run from right to left, as Qt sees it."""
    layout = QTextLayout(line, QFont("Noto Sans"))
    option = QTextOption()
    option.setTextDirection(
        Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
    )
    layout.setTextOption(option)
    layout.beginLayout()
    row = layout.createLine()
    row.setLineWidth(100_000)
    row.setPosition(QPointF(0, 0))
    layout.endLayout()
    return [at for at, letter in enumerate(line) if letter in MARKS and _runs_left(row, at)]


def _runs_left(row: QTextLine, at: int) -> bool:
    """Return whether the letter at *at* begins at its right edge."""
    return _edge(row, at, QTextLine.Edge.Leading) > _edge(row, at, QTextLine.Edge.Trailing)


def _edge(row: QTextLine, at: int, edge: QTextLine.Edge) -> float:
    found: Any = row.cursorToX(at, edge)  # its stub promises a number, and it returns a pair
    return float(found[0])


@pytest.mark.parametrize(
    ("line", "drawn"),
    [
        ("قبل (كلمة) بعد", "( ) turned"),
        ("العدد (٣)", "turned"),
        ("«مرحبا»", "turned"),
        ("قبل (Selam) بعد", "turned"),
        ("Selam (T.)", "as it is"),
        ("\u2068Selam (T.)\u2069 هنا", "as it is"),
        ("ملف \u2068(مغلق)\u2069", "turned"),
    ],
)
def test_brackets_hold_what_they_enclose(line: str, drawn: str, qtbot: QtBot) -> None:
    assert bool(turned(line, right_to_left=True)) == ("turned" in drawn)
    assert turned(line, right_to_left=True) == turned_by_qt(line, right_to_left=True)


def test_a_pair_is_drawn_around_its_words() -> None:
    shown = typesetting.visual_order("قبل (٣) بعد", right_to_left=True)
    assert shown.index("(") < shown.index("٣") < shown.index(")")


# Without numbers: beside them Qt's cursor does not tell which way a mark runs.
words = st.text(alphabet="سلم abc() ([«»].-", max_size=24)


@settings(max_examples=400, deadline=None)
@given(line=words, right_to_left=st.booleans())
def test_qt_turns_the_same_marks(qapp: object, line: str, right_to_left: bool) -> None:
    assert turned(line, right_to_left) == turned_by_qt(line, right_to_left)


@settings(max_examples=200, deadline=None)
@given(line=st.text(alphabet="سلab(1)«»\u2066\u2067\u2068\u2069 ", max_size=16))
def test_isolates_of_any_nesting_are_read(line: str) -> None:
    assert len(mirrored(line, right_to_left=True).replace("\u200f", "")) == len(line)
