"""The same line open in two cards: whoever keeps second is told, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from caseworker.answers import Answers, collect
from caseworker.form_library.filling import keep_filled, read_filled
from caseworker.form_library.versions import built_in
from caseworker.model.assessment import Assessment, Factor
from caseworker.model.ids import CaseId, FilledFormId
from caseworker.steps import assessment
from forms import FormEntry
from tests.screens.at_work import MENUS, AtWork
from ui.form.form_view import FormView
from ui.form_library.filling_page import FillingPage
from ui.steps.form_card import FormCard
from ui.window.navigation import Place

pytestmark = MENUS
KEY = "00000000-0000-7000-8000-0000000000aa"
LINE = {
    "id": KEY,
    "level": "individual",
    "polarity": "risk",
    "what": "Debts",
    "strategy": "",
}


@pytest.fixture
def at_work(qtbot: QtBot, tmp_path: Path) -> Iterator[AtWork]:
    work = AtWork(qtbot, tmp_path)
    yield work
    work.close()


@pytest.fixture
def case(at_work: AtWork) -> CaseId:
    """A case whose assessment names one factor, open in both cards that show it."""
    case_id = at_work.selam()
    kept(at_work, case_id, LINE)
    at_work.go(Place.CASE, case_id, "assessment")
    at_work.press("desk-view-toggle")
    for form in ("assessment", "vulnerability"):
        at_work.press(f"open-{form}")
    return case_id


def kept(at_work: AtWork, case_id: CaseId, *lines: dict[str, str]) -> None:
    said = Answers(
        form="assessment",
        version="1",
        bound={"assessment.summary": "Tired"},
        rows={"factor": lines},
    )
    at_work.does(lambda work: assessment.keep(work, case_id, said).id)


def writes(at_work: AtWork, form: str, name: str, words: str) -> None:
    """Write into the first line of a card, as if the keyboard stood there."""
    card = at_work.widget(f"form-{form}")
    assert isinstance(card, FormCard)
    assert isinstance(card.form, FormView)
    entry = card.form.entry
    path = next(
        definition.path
        for definition in entry.form.definitions
        if definition.field == f"factor.{name}"
    )
    repeat = path.rpartition("/")[0]
    entry.set(f"{repeat}[1]/{name}", words)


def factor(at_work: AtWork) -> Factor:
    (found,) = at_work.office.ask(lambda reads: reads.matching(Factor))
    return found


def test_what_each_card_changed_stands_and_the_same_answer_is_told_first(
    at_work: AtWork, case: CaseId
) -> None:
    writes(at_work, "assessment", "what", "Debts to a smuggler")
    writes(at_work, "vulnerability", "place", "At the harbour")
    at_work.press("keep-assessment")
    writes(at_work, "vulnerability", "what", "Debts, nearly paid")
    at_work.press("keep-vulnerability")
    assert factor(at_work).what == "Debts to a smuggler", "nothing is written over yet"
    assert at_work.sees("Meanwhile somebody wrote “Debts to a smuggler”.")
    assert at_work.find("vulnerability-form"), "what was typed is still there"
    at_work.press("keep-vulnerability")
    line = factor(at_work)
    assert (line.what, line.place) == ("Debts, nearly paid", "At the harbour")
    assert not at_work.find("vulnerability-form"), "a second time it is meant so"


def test_a_line_that_was_taken_out_comes_back_only_where_it_was_changed(
    at_work: AtWork, case: CaseId
) -> None:
    kept(at_work, case)
    at_work.press("keep-assessment")
    assert factor(at_work).removed_at is not None, "this card did not touch it"
    writes(at_work, "vulnerability", "what", "Debts, nearly paid")
    at_work.press("keep-vulnerability")
    assert at_work.sees("A line that you changed was taken out meanwhile")
    assert factor(at_work).removed_at is not None
    at_work.press("keep-vulnerability")
    assert (factor(at_work).what, factor(at_work).removed_at) == ("Debts, nearly paid", None)


@pytest.mark.requirement("R-417")
def test_what_another_added_stays_and_what_another_filled_in_too(
    at_work: AtWork, case: CaseId
) -> None:
    said = Answers(
        form="assessment",
        version="1",
        bound={"assessment.strengths": "Sews", "assessment.summary": "Tired"},
        rows={"factor": (LINE, {**LINE, "id": KEY[:-1] + "b", "what": "Her sister"})},
    )
    at_work.does(lambda work: assessment.keep(work, case, said).id)
    writes(at_work, "vulnerability", "what", "Debts, less")
    at_work.press("keep-vulnerability")
    found = at_work.office.ask(lambda reads: reads.matching(Factor, order_by="id"))
    assert [each.what for each in found if each.removed_at is None] == ["Debts, less", "Her sister"]
    (look,) = at_work.office.ask(lambda reads: reads.matching(Assessment))
    assert look.strengths == "Sews"


def test_a_draft_knows_what_was_there_when_it_was_begun(at_work: AtWork, case: CaseId) -> None:
    card = at_work.widget("form-vulnerability")
    assert isinstance(card, FormCard)
    writes(at_work, "vulnerability", "what", "Debts, nearly paid")
    at_work.press("fold-vulnerability")
    kept(at_work, case, {**LINE, "what": "Debts to a smuggler"})
    at_work.press("open-vulnerability")
    at_work.press("keep-vulnerability")
    assert at_work.sees("Meanwhile somebody wrote “Debts to a smuggler”.")


def said(**answers: str) -> Answers:
    entry = FormEntry(built_in("legal_screening"))
    for path, value in answers.items():
        entry.set(f"/data/{path.replace('__', '/')}", value)
    entry.finish()
    return collect(entry)


@pytest.mark.parametrize("same", [False, True])
def test_a_correction_knows_what_another_corrected(at_work: AtWork, same: bool) -> None:
    case_id = at_work.selam()
    key = at_work.does(lambda work: keep_filled(work, case_id, said(deadline="yes")).id)
    at_work.go(Place.FORMS, key, "correct")
    page = at_work.session.page
    assert isinstance(page, FillingPage)
    page.filling.entry.set("/data/deadline", "no")
    path = "deadline" if same else "papers_part__papers"
    other = said(**{"deadline": "yes", path: "not_known" if same else "none"})
    at_work.does(lambda work: keep_filled(work, case_id, other, key).id)
    at_work.press("keep-filling")
    if same:
        assert at_work.sees("Meanwhile somebody wrote “Not known”.")
        assert kept_answer(at_work, key, "deadline") == "not_known"
        at_work.press("keep-filling")
    else:
        assert kept_answer(at_work, key, "papers_part/papers") == "none"
    assert kept_answer(at_work, key, "deadline") == "no"


def kept_answer(at_work: AtWork, key: FilledFormId, path: str) -> str:
    read = at_work.office.ask(lambda reads: read_filled(reads, key))
    return read.answers.get(f"/data/{path}", "")
