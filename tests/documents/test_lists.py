"""Lists on paper and as tables: short names, no staff, no formula runs."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import timedelta
from functools import partial
from io import StringIO

import pytest

from caseworker.documents.blocks import Document, Grid, Heading
from caseworker.documents.lists import case_list, people_list, referral_list, week_list
from caseworker.documents.paper import typeset
from caseworker.documents.table_file import as_csv
from caseworker.model.person import Person
from caseworker.ports import UnitOfWork
from caseworker.steps.review import Appointment, plan_follow_up
from caseworker.text import LANGUAGES, Text
from caseworker.views.calendar import monday_of
from caseworker.views.referrals import Box
from tests.scene import AMINA, Scene

ENGLISH = Text("en")


def rows(document: Document) -> list[tuple[str, ...]]:
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    return [row for grid in grids for row in grid.rows]


def test_whose_name_is_hidden_stands_on_no_list(scene: Scene) -> None:
    person_id = scene.registered()
    assert len(rows(scene.ask(lambda reads: people_list(reads, ENGLISH)))) == 1
    scene.case(person_id)

    def hide(work: UnitOfWork) -> None:
        work.get(Person, person_id).restricted = True

    scene.do(hide)
    assert not rows(scene.ask(lambda reads: people_list(reads, ENGLISH)))
    (case,) = rows(scene.ask(lambda reads: case_list(reads, ENGLISH, mine=True)))
    assert case[1] == "Name hidden"


def test_the_week_says_what_is_late_first(scene: Scene) -> None:
    case_id = scene.case()
    for days in (-3, 1):
        visit = Appointment(
            due_at=scene.moment + timedelta(days=days), what="Visit", assigned_to=AMINA.user_id
        )
        scene.do(partial(plan_follow_up, case_id=case_id, appointment=visit))
    today = scene.moment.date()
    paper = scene.ask(
        lambda reads: week_list(reads, scene.moment, monday_of(today), ENGLISH, whole_team=False)
    )
    assert [block.words for block in paper.blocks if isinstance(block, Heading)] == [
        "Late",
        "Thursday 19 November",
    ]
    assert len(rows(paper)) == 2
    assert typeset(paper).startswith(b"%PDF")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_list_prints_in_every_language(scene: Scene, language: str) -> None:
    scene.case()
    text, today = Text(language), scene.moment.date()
    for paper in (
        scene.ask(lambda reads: people_list(reads, text)),
        scene.ask(lambda reads: case_list(reads, text, mine=False)),
        scene.ask(lambda reads: referral_list(reads, Box.ALL, today, text, mine=True)),
    ):
        assert typeset(paper).startswith(b"%PDF")


def test_a_table_runs_no_formula(scene: Scene) -> None:
    formula = '=HYPERLINK("http://x","y")'
    document = scene.ask(lambda reads: people_list(reads, ENGLISH))
    grid = Grid(("Name", "Born"), ((f"\u2068{formula}\u2069", "-1"), ("Ada, Bo", "")), (0.5, 0.5))
    table = as_csv(replace(document, blocks=(grid,))).decode("utf-8-sig")
    assert list(csv.reader(StringIO(table))) == [
        ["Name", "Born"],
        [f"'{formula}", "'-1"],
        ["Ada, Bo", ""],
    ]
