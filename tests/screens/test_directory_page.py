from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import ClassVar

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from caseworker.model.directory import Agreement, Provider, Service, ServiceArea
from caseworker.model.staff import Role
from tests.directory.entries import enter, weekdays
from tests.screens.at_work import MENUS, AtWork
from ui.directory.service_card import ServiceCard
from ui.documents.document_page import DocumentPage
from ui.window.navigation import Place


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[AtWork]:
    at_work = AtWork(qtbot, tmp_path)
    yield at_work
    at_work.close()


def town(work: AtWork) -> None:
    work.does(
        enter(
            "Port Maren legal aid",
            languages=("ti", "en"),
            women_staff="Wed",
            agreement=True,
            hours=weekdays("00:00", "24:00", *range(7)),
            place="Quay Street",
        )
    )
    work.does(enter("Lantern advice line", languages=("ti",), checked=date(2026, 6, 1)))
    work.does(enter("Clinic", area=ServiceArea.HEALTH, languages=("en",), distance_km="0.1"))
    work.does(enter("Moon house", area=ServiceArea.SAFETY, confidential=True, place="Hidden Lane"))


def listed(work: AtWork) -> list[str]:
    cards = [each for each in work.session.page.findChildren(ServiceCard) if each.isVisible()]
    return [card.fit.provider for card in sorted(cards, key=QWidget.y)]


def test_the_list_follows_words_and_wishes(work: AtWork) -> None:
    town(work)
    work.go(Place.DIRECTORY)
    assert listed(work) == ["Clinic", "Moon house", "Port Maren legal aid", "Lantern advice line"]
    work.write("need", "legal")
    work.press_key(Qt.Key.Key_Return, "need")
    assert listed(work) == ["Port Maren legal aid", "Lantern advice line"]
    assert work.sees("2 of 4 services fit")
    work.press_key(Qt.Key.Key_Escape, "need")
    work.press("wish-woman")
    work.qtbot.waitUntil(lambda: listed(work)[:1] == ["Port Maren legal aid"])


@pytest.mark.requirement("R-161")
def test_an_old_entry_says_how_old(work: AtWork) -> None:
    town(work)
    work.go(Place.DIRECTORY)
    assert work.sees("Checked 5 months ago")


def test_for_a_case_the_wishes_of_the_person_are_chosen_already(work: AtWork) -> None:
    town(work)
    case_id = work.selam()
    work.go(Place.DIRECTORY, part=str(case_id))
    assert work.sees("For Selam T.")
    for wish in ("wish-language", "wish-woman", "wish-agreement"):
        assert work.widget(wish).property("checked")
    assert listed(work)[0] == "Port Maren legal aid"
    assert work.sees("has not yet said yes to sharing with this provider")
    assert work.find("start-referral")


def test_a_card_is_picked_by_keyboard_and_shown_beside_the_list(work: AtWork) -> None:
    town(work)
    work.go(Place.DIRECTORY)
    work.widget("service-1").setFocus()
    work.press_key(Qt.Key.Key_Down, "service-1")
    work.press_key(Qt.Key.Key_Space)
    picked = [each for each in work.session.page.findChildren(ServiceCard) if each.isChecked()]
    assert [card.fit.provider for card in picked] == ["Moon house"]
    assert work.sees("All about Moon house")


def test_a_shelter_shows_its_number_and_no_place(work: AtWork) -> None:
    town(work)
    work.go(Place.DIRECTORY)
    work.press("service-2")
    assert work.sees("+000 555")
    assert not work.sees("Hidden Lane")
    work.press("open-provider")
    assert work.sees("Where it lies is not written here")
    assert not work.sees("Hidden Lane")


def test_why_this_order_is_told_on_request(work: AtWork) -> None:
    town(work)
    work.go(Place.DIRECTORY)
    assert not work.find("why-this-order")
    work.press("why-order")
    assert work.find("why-this-order")


def test_the_list_and_a_slip_are_shown_as_they_print(work: AtWork) -> None:
    town(work)
    work.go(Place.DIRECTORY)
    work.press("print-list")
    assert isinstance(work.session.page, DocumentPage)
    work.press("close-document")
    work.press("contact-slip")
    assert isinstance(work.session.page, DocumentPage)


@pytest.mark.requirement("R-153", "R-253")
def test_a_provider_and_its_service_are_entered_and_found(work: AtWork) -> None:
    work.go(Place.DIRECTORY)
    assert work.sees("The directory is still empty")
    work.press("first-provider")
    work.press("keep-provider")
    assert work.sees("A name, so that colleagues find it")
    work.write("provider-name", "Port Maren")
    work.write("provider-phone", "+000 1")
    work.press("keep-provider")
    work.press("new-service")
    work.write("service-name", "Advice")
    work.write("hours-0", "9-12")
    work.press("same-hours")
    work.write("service-min-age", "12")
    work.press("keep-service")
    (service,) = work.office.ask(lambda reads: reads.matching(Service))
    assert (service.name, service.min_age, len(service.hours)) == ("Advice", 12, 5)
    assert service.last_checked == date(2026, 11, 18)
    work.go(Place.DIRECTORY)
    assert listed(work) == ["Port Maren"]


def test_hours_that_cannot_be_read_are_marked_and_nothing_is_kept(work: AtWork) -> None:
    ids = work.does(enter("Port Maren"))
    work.go(Place.DIRECTORY, ids[0], str(ids[1]))
    work.write("hours-2", "whenever")
    work.press("keep-service")
    assert work.sees("Write from and to, as 9:00-17:00")
    assert work.widget("hours-2").property("wrong")


def test_a_shelter_needs_a_number(work: AtWork) -> None:
    work.go(Place.DIRECTORY, part="new")
    work.write("provider-name", "Moon house")
    work.press("provider-confidential")
    assert not work.find("provider-address")
    work.press("keep-provider")
    assert work.sees("A shelter needs a number that can be called")
    assert work.office.ask(lambda reads: reads.count(Provider)) == 0


def test_what_is_known_of_a_provider_is_changed(work: AtWork) -> None:
    provider, _service = work.does(enter("Port Maren"))
    work.go(Place.DIRECTORY, provider)
    work.press("edit-provider")
    work.write("provider-name", " by the sea")
    work.write("provider-phone", "+000 77")
    work.press("keep-provider")
    kept = work.office.ask(lambda reads: reads.get(Provider, provider))
    assert kept.name == "Port Maren by the sea"
    assert kept.phone.endswith("+000 77")
    assert work.sees("Port Maren by the sea")


@MENUS
@pytest.mark.requirement("R-161", "R-263")
def test_i_have_checked_it_today(work: AtWork) -> None:
    provider, service = work.does(enter("Lantern", checked=date(2026, 6, 1)))
    work.go(Place.DIRECTORY, provider)
    assert work.sees("Checked 5 months ago")
    work.press(f"check-{service}")
    work.choose_in_menu("checked-telephone")
    assert not work.sees("Checked 5 months ago")
    assert work.sees("18 November 2026, by telephone")


@pytest.mark.requirement("R-251", "R-254")
def test_an_agreement_is_written_down(work: AtWork) -> None:
    provider, _service = work.does(enter("Partner"))
    work.go(Place.DIRECTORY, provider)
    work.press("new-agreement")
    work.write("agreement-until", "1.1.2020")
    work.press("keep-agreement")
    assert work.sees("It ends before it was signed")
    work.widget("agreement-until").clear()  # type: ignore[attr-defined]  # a line to type in
    work.write("agreement-until", "30.06.2027")
    work.press("keep-agreement")
    (agreement,) = work.office.ask(lambda reads: reads.matching(Agreement))
    assert agreement.valid_until == date(2027, 6, 30)
    assert work.sees("In force")


@pytest.mark.requirement("R-263")
def test_reception_reads_the_directory_and_changes_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    work = AtWork(qtbot, tmp_path, frozenset({Role.RECEPTION, Role.ADMINISTRATOR}))
    work.does(enter("Port Maren"))
    object.__setattr__(work.office.actor, "roles", frozenset({Role.RECEPTION}))
    work.go(Place.DIRECTORY)
    assert listed(work) == ["Port Maren"]
    assert not work.find("new-provider")
    work.press("open-provider")
    assert not work.find("edit-provider")
    assert not work.find("new-service")
    work.close()


def test_a_provider_is_found_from_every_screen(work: AtWork) -> None:
    town(work)
    work.qtbot.keyClick(work.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    work.qtbot.keyClicks(work.window.header.search, "maren")
    work.qtbot.keyClick(work.window.header.search, Qt.Key.Key_Return)
    work.settle()
    assert work.session.page.objectName() == "provider"
    assert work.sees("Port Maren legal aid")


def test_no_part_of_a_screen_is_ever_a_window_of_its_own(work: AtWork) -> None:
    class Watch(QObject):
        strays: ClassVar[list[str]] = []

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
            window = watched if isinstance(watched, QWidget) and watched.isWindow() else None
            if event.type() == QEvent.Type.Show and window not in (None, work.window):
                self.strays.append(type(window).__name__)
            return False

    town(work)
    case_id = work.selam()
    provider, service = work.does(enter("Partner", checked=date(2026, 6, 1)))
    watch = Watch()
    application = QApplication.instance()
    assert application is not None
    application.installEventFilter(watch)
    for place, subject, part in (
        (Place.DIRECTORY, "", str(case_id)),
        (Place.DIRECTORY, provider, ""),
        (Place.DIRECTORY, provider, "edit"),
        (Place.DIRECTORY, provider, str(service)),
        (Place.REFERRALS, "", ""),
        (Place.REFERRALS, "", f"new:{case_id}:{service}"),
        (Place.CALENDAR, "", ""),
        (Place.INCIDENTS, "", ""),
        (Place.INCIDENTS, "", "note"),
        (Place.INCIDENTS, "", "staff"),
    ):
        work.go(place, subject, part)
    application.removeEventFilter(watch)
    assert watch.strays == []
