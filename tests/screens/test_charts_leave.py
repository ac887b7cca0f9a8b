"""Every chart of the month leaves by the keyboard: printed, as a picture, as numbers, protected."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caseworker.aggregates.figures_file import Format
from caseworker.aggregates.going_out import history
from caseworker.aggregates.populations import Population
from caseworker.model.case import Case
from caseworker.model.data_access import DataAccessRequest, Wanted
from caseworker.model.ids import CaseId, FollowUpId, PersonId, ProviderId, ReferralId
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import Person, Sex
from caseworker.model.referral import Referral, ReferralState
from caseworker.model.review import FollowUp
from caseworker.model.rights import Outcome
from caseworker.model.values import Risk, RiskLevel
from caseworker.ports import UnitOfWork
from tests.screens.at_work import MENUS, AtWork
from tests.screens.test_reports import OneFile
from ui.documents.document_page import DocumentPage
from ui.outside import Outside
from ui.widgets.select import Select
from ui.window.navigation import Place

CHARTS = ("age-and-sex", "caseload", "referrals-sent", "way-to-solution")
CANARY = "Zebedea"
"""The name of everybody here: it may stand in no file that leaves."""


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[AtWork]:
    made = AtWork(qtbot, tmp_path / "centre", outside=Outside(files=OneFile(tmp_path / "chart")))
    made.does(_busy_month)
    yield made
    made.close()


def _busy_month(unit: UnitOfWork) -> None:
    """Nine men and seven women with a case, a late follow-up and a referral; one woman of 71."""
    me = unit.actor.user_id
    for born, sex, count in (
        ("2000", Sex.MALE, 9),
        ("2000", Sex.FEMALE, 7),
        ("1955", Sex.FEMALE, 1),
    ):
        for number in range(count):
            person = Person(
                id=PersonId(unit.new_id()),
                given_name=CANARY,
                date_of_birth=PartialDate(born),
                sex=sex,
                registered_at=unit.now(),
                registered_by=me,
            )
            case = Case(
                id=CaseId(unit.new_id()),
                number=f"7QK-{born}-{sex.value}-{number}",
                person_id=person.id,
                opened_at=unit.now(),
                opened_by=me,
                assigned_to=me,
                risk=Risk(RiskLevel.HIGH if sex is Sex.MALE else RiskLevel.LOW),
            )
            late = FollowUp(
                id=FollowUpId(unit.new_id()),
                case_id=case.id,
                due_at=unit.now() - timedelta(days=9 if sex is Sex.MALE else 2),
                what="Call",
                assigned_to=me,
            )
            sent = Referral(
                id=ReferralId(unit.new_id()),
                case_id=case.id,
                person_id=person.id,
                provider_id=ProviderId(unit.new_id()),
                need="Shelter",
                state=ReferralState.SENT,
                prepared_at=unit.now(),
                prepared_by=me,
                sent_at=unit.now(),
            )
            for entity in (person, case, late, sent):
                unit.add(entity)


def tab_to(work: AtWork, name: str) -> None:
    for _key in range(200):
        here = QApplication.focusWidget()
        if here is not None and here.objectName() == name:
            return
        work.press_key(Qt.Key.Key_Tab)
    raise AssertionError(f"{name} cannot be reached by Tab")


def press(work: AtWork, name: str) -> None:
    tab_to(work, name)
    work.press_key(Qt.Key.Key_Space)


def choose_kind(work: AtWork, kind: str) -> None:
    """Choose the kind of file with the arrows; the kinds stand one below the other."""
    tab_to(work, "figures-format-xlsx")
    for _key in range(len(Format)):
        here = QApplication.focusWidget()
        if here is not None and here.objectName() == f"figures-format-{kind}":
            return
        work.press_key(Qt.Key.Key_Down)
    raise AssertionError(f"{kind} cannot be chosen by the arrows")


def send_by_keys(work: AtWork, chart: str, kind: str, recipient: str = "Regional office") -> None:
    """Send *chart* as a file of a *kind*, from the month, without a mouse."""
    work.go(Place.REPORTS)
    press(work, f"{chart}-send")
    press(work, "send-figures")
    tab_to(work, "figures-recipient")
    QTest.keyClicks(work.widget("figures-recipient"), recipient)
    choose_kind(work, kind)
    press(work, "going-out-act")


@pytest.mark.requirement("R-445", "R-449", "R-450")
@pytest.mark.parametrize("chart", CHARTS)
def test_a_chart_leaves_by_keys_as_paper_picture_and_numbers(
    work: AtWork, tmp_path: Path, chart: str
) -> None:
    for kind in ("xlsx", "png", "pdf"):
        send_by_keys(work, chart, kind)
    assert isinstance(work.session.page, DocumentPage), "the paper is shown, to be printed"
    content = (tmp_path / "chart.xlsx").read_bytes()
    book = openpyxl.load_workbook(BytesIO(content))
    figures, statement = (
        [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
        for sheet in book.worksheets
    )
    assert not {"1", "2", "3", "4"} & set(figures), "no small count leaves"
    assert any("could tell none more closely than by 3 people" in said for said in statement)
    image = QImage.fromData((tmp_path / "chart.png").read_bytes())
    assert image.width() > 1200
    assert image.text("Description")
    for path in tmp_path.glob("chart.*"):
        assert CANARY.encode() not in path.read_bytes()
    assert CANARY not in image.text("Description") + " ".join(figures + statement)
    assert len(work.office.ask(history)) == 3, "each is remembered"


@pytest.mark.requirement("R-451", "R-452")
@MENUS
def test_late_follow_ups_by_risk_leave_on_a_request_alone(work: AtWork, tmp_path: Path) -> None:
    work.go(Place.REPORTS)
    assert work.sees("By risk it is not public")
    press(work, "late-by-risk-send")
    assert work.sees("They go out on a data access request only.")
    press(work, "send-figures")
    assert work.sees("no data access request stands")
    assert not work.widget("going-out-act").isEnabled()
    assert not work.office.ask(history)
    work.press_key(Qt.Key.Key_Escape)
    work.does(_granted)
    press(work, "send-figures")
    tab_to(work, "figures-request")
    work.press_key(Qt.Key.Key_Down)
    choose_kind(work, "png")
    press(work, "going-out-act")
    image = QImage.fromData((tmp_path / "chart.png").read_bytes())
    assert "8 to 14 days" in image.text("Description")
    (kept,) = work.office.ask(history)
    assert kept.recipient == "University"
    assert kept.request_id is not None


def _granted(unit: UnitOfWork) -> None:
    unit.add(
        DataAccessRequest(
            id=unit.new_id(),
            number="D-1",
            organisation="University",
            asked_by="A researcher",
            what="Who waits",
            purpose="A study",
            asked_at=unit.now(),
            taken_by=unit.actor.user_id,
            wanted=Wanted.PROTECTION_FIGURES,
            signed_on=date(2026, 11, 18),
            outcome=Outcome.GRANTED,
            valid_until=date(2026, 12, 18),
        )
    )


def test_open_cases_leave_for_one_day_from_their_card(work: AtWork) -> None:
    work.go(Place.REPORTS)
    work.press("open-cases-send")
    population = work.widget("population")
    assert isinstance(population, Select)
    assert population.value() == Population.WITH_OPEN_CASE.value
