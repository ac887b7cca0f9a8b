"""An official at the gate asks for the list of minors: the real window, from desk to answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from caseworker.model.data_access import DataAccessRequest, Wanted
from caseworker.model.rights import Outcome
from caseworker.model.staff import Role
from tests.screens.at_work import AtWork
from ui.documents.document_page import DocumentPage
from ui.window.navigation import Place


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[AtWork]:
    at_work = AtWork(qtbot, tmp_path, roles=frozenset(Role))
    yield at_work
    at_work.close()


def requests(work: AtWork) -> list[DataAccessRequest]:
    return work.office.ask(lambda reads: reads.matching(DataAccessRequest, order_by="id"))


def asked(work: AtWork, wanted: str, what: str) -> None:
    work.go(Place.RIGHTS)
    work.press("data-asked")
    assert work.sees("Say nothing about anybody")
    work.write("asking-organisation", "District office")
    work.write("asking-name", "Head of registration")
    work.press(f"asking-wanted-{wanted}")
    work.write("asking-what", what)
    work.press("keep-data-access")


@pytest.mark.requirement("R-454")
def test_an_official_asks_for_the_list_of_minors(work: AtWork) -> None:
    asked(work, Wanted.PEOPLE.value, "All minors and women, now")
    (request,) = requests(work)
    assert (request.organisation, request.wanted) == ("District office", Wanted.PEOPLE)
    assert work.sees("Kept. Print the form; whoever asks fills it in and signs.")
    work.press("show-data-access-form")
    assert isinstance(work.session.page, DocumentPage)
    work.press("close-document")
    work.press(f"data-access-outcome-{Outcome.GRANTED.value}")
    work.press("decide-data-access")
    assert work.sees("Stops here: names never go out as a list")
    work.press(f"data-access-outcome-{Outcome.REFUSED.value}")
    work.write("data-access-reason", "We give no lists of people.")
    work.press("decide-data-access")
    assert requests(work)[0].outcome is Outcome.REFUSED
    work.press("show-data-access-answer")
    assert isinstance(work.session.page, DocumentPage)


@pytest.mark.requirement("R-452")
def test_figures_about_protection_are_granted_on_a_signed_form(work: AtWork) -> None:
    asked(work, Wanted.PROTECTION_FIGURES.value, "Children alone, by month")
    assert work.sees("Attach a scan, or say where the paper lies.")
    work.write("signed-place", "Cabinet, folder 3")
    work.press("form-is-signed")
    (request,) = requests(work)
    assert request.original_in == "Cabinet, folder 3"
    work.press(f"data-access-outcome-{Outcome.GRANTED.value}")
    work.press("decide-data-access")
    assert work.sees("What for is not written down")
    assert requests(work)[0].outcome is None


def test_what_was_typed_at_the_desk_comes_back(work: AtWork) -> None:
    work.go(Place.RIGHTS)
    work.press("data-asked")
    work.write("asking-organisation", "District office")
    work.go(Place.TODAY)
    work.go(Place.RIGHTS)
    work.press("data-asked")
    assert work.widget("asking-organisation").property("text") == "District office"
