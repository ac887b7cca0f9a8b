from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from caseworker.centre.incidents import (
    CARDS,
    PRINCIPLES,
    Noticed,
    end_incident,
    note_incident,
    open_incidents,
    send_to_focal_point,
    staff_concerns,
)
from caseworker.centre.settings import the_centre
from caseworker.errors import NotAllowed
from caseworker.model.audit import AuditEvent
from caseworker.model.incident import Incident, IncidentKind, StaffConcern
from caseworker.model.staff import Role, Training
from caseworker.ports import UnitOfWork
from tests.screens.at_work import AtWork
from tests.twin import TwinOffice, actor
from ui.window.navigation import Place

SAFE = Noticed(kind=IncidentKind.SAFETY)


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[AtWork]:
    at_work = AtWork(qtbot, tmp_path)
    yield at_work
    at_work.close()


# Who may


@pytest.mark.requirement("R-392", "R-393", "R-394", "R-400")
@pytest.mark.parametrize(
    ("roles", "trainings", "may"),
    [
        ({Role.CASEWORKER}, set(), False),
        ({Role.RECEPTION}, {Training.GENDER_BASED_VIOLENCE}, False),
        ({Role.CASEWORKER}, {Training.DATA_PROTECTION}, False),
        ({Role.CASEWORKER}, {Training.GENDER_BASED_VIOLENCE}, True),
        ({Role.SUPERVISOR}, {Training.PROTECTION_SCREENING}, True),
    ],
)
def test_an_account_is_written_only_by_people_trained_for_it(
    roles: set[Role], trainings: set[Training], may: bool
) -> None:
    office = TwinOffice(actor(*roles, trainings=frozenset(trainings)))
    if may:
        office.perform(lambda unit: note_incident(unit, SAFE, "What was told freely"))
        return
    with pytest.raises(NotAllowed):
        office.perform(lambda unit: note_incident(unit, SAFE, "What was told freely"))
    office.perform(lambda unit: note_incident(unit, SAFE))


@pytest.mark.requirement("R-398")
@pytest.mark.parametrize("role", list(Role))
def test_everybody_can_report_without_any_detail(role: Role) -> None:
    office = TwinOffice(actor(role))
    incident, _ = office.perform(lambda unit: note_incident(unit, SAFE))
    kept = office.ask(lambda reads: reads.get(Incident, incident.id))
    assert (kept.account, kept.person_id, kept.help_wanted, kept.may_contact) == ("", None, "", ())


def test_others_see_only_what_they_noted_or_are_asked_about() -> None:
    caseworker, gate, cook = actor(), actor(Role.RECEPTION), actor(Role.RECEPTION)
    office = TwinOffice(caseworker)
    asked = Noticed(kind=IncidentKind.CONFLICT, advice_asked_from=gate.user_id)
    office.perform(lambda unit: note_incident(unit, asked))
    office.perform(lambda unit: note_incident(unit, SAFE))
    assert len(office.ask(open_incidents)) == 2
    office.becomes(gate)
    (line,) = office.ask(open_incidents)
    assert line.asks_me
    office.becomes(cook)
    assert office.ask(open_incidents) == []


def test_only_casework_ends_an_incident() -> None:
    office = TwinOffice(actor(Role.RECEPTION))
    incident, _ = office.perform(lambda unit: note_incident(unit, SAFE))
    with pytest.raises(NotAllowed):
        office.perform(lambda unit: end_incident(unit, incident.id, "Moved to another room"))
    office.becomes(actor())
    office.perform(lambda unit: end_incident(unit, incident.id, "Moved to another room"))
    assert office.ask(open_incidents) == []


@pytest.mark.requirement("R-402", "R-403")
def test_no_line_manager_reads_what_was_sent_to_the_focal_point() -> None:
    office = TwinOffice(actor(Role.RECEPTION))
    office.perform(lambda unit: send_to_focal_point(unit, "We Are All In"))
    for roles in ({Role.CASEWORKER}, {Role.SUPERVISOR}, {Role.ADMINISTRATOR}):
        office.becomes(actor(*roles))
        with pytest.raises(NotAllowed):
            office.ask(staff_concerns)
    office.becomes(actor(Role.DATA_PROTECTION_OFFICER, Role.SUPERVISOR))
    with pytest.raises(NotAllowed):
        office.ask(staff_concerns)
    office.becomes(actor(Role.DATA_PROTECTION_OFFICER))
    assert len(office.ask(staff_concerns)) == 1


# On screen


@pytest.mark.requirement(*(f"R-{number}" for number in range(390, 400)))
def test_all_ten_cards_are_on_one_screen_do_apart_from_do_not(work: AtWork) -> None:
    work.go(Place.INCIDENTS)
    assert len(CARDS) == 10
    assert all(work.sees(card.act) for card in CARDS)
    assert sum(card.safe for card in CARDS) == 5
    page = work.session.page
    assert not page.findChildren(QLineEdit)
    assert not page.findChildren(QPlainTextEdit)


@pytest.mark.requirement("R-398")
def test_it_is_reached_from_every_screen_and_reported_with_two_presses(work: AtWork) -> None:
    work.go(Place.DIRECTORY)
    work.qtbot.keyClick(work.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    work.qtbot.keyClicks(work.window.header.search, "not safe")
    work.qtbot.keyClick(work.window.header.search, Qt.Key.Key_Return)
    work.settle()
    assert work.session.page.objectName() == "incidents"
    work.acts = 0
    work.press("report-incident")
    work.press("keep-incident")
    assert work.acts == 2
    (incident,) = work.office.ask(lambda reads: reads.matching(Incident))
    assert incident.kind is IncidentKind.SAFETY
    assert work.sees("Under way")


@pytest.mark.requirement("R-392", "R-400")
def test_there_is_no_field_for_an_account_without_training(work: AtWork) -> None:
    work.go(Place.INCIDENTS, part="note")
    assert not work.find("incident-account")
    assert work.sees("Somebody trained for it may ask later")


def test_trained_people_can_write_what_was_told(work: AtWork) -> None:
    trained = frozenset({Training.GENDER_BASED_VIOLENCE})
    object.__setattr__(work.office.actor, "trainings", trained)
    work.go(Place.INCIDENTS, part="note")
    work.write("incident-account", "Told freely")
    work.press("keep-incident")
    (incident,) = work.office.ask(lambda reads: reads.matching(Incident))
    assert incident.account == "Told freely"


@pytest.mark.requirement("R-389", "R-395", "R-397", "R-398")
def test_steps_help_and_whom_to_contact_are_kept(work: AtWork) -> None:
    adviser = work.colleague("Bo Li", Training.PROTECTION_SCREENING)
    work.colleague("Untrained Colleague")
    work.go(Place.INCIDENTS, part="note")
    work.press("step-guards")
    work.press("step-first-aid")
    work.press("hurt-yes")
    work.write("help-wanted", "Another room")
    work.press("may-contact-medical")
    chooser = work.widget("incident-adviser")
    work.qtbot.keyClicks(chooser, "Bo")
    chooser.activated.emit(1)  # type: ignore[attr-defined]  # a list that unfolds
    work.press("keep-incident")
    (incident,) = work.office.ask(lambda reads: reads.matching(Incident))
    assert incident.steps_done == ("guards", "first-aid")
    assert (incident.hurt, incident.help_wanted) == (True, "Another room")
    assert incident.may_contact == ("medical",)
    assert incident.advice_asked_from == adviser


def test_an_incident_is_ended_with_what_came_of_it(work: AtWork) -> None:
    incident = work.does(lambda unit: note_incident(unit, SAFE).id)
    work.go(Place.INCIDENTS)
    work.press(f"end-{incident}")
    work.write("incident-outcome", "Another room")
    work.press("end-incident")
    assert not work.sees("Under way")


@pytest.mark.requirement("R-401", "R-402", "R-403")
def test_an_allegation_against_staff_has_channels_and_no_field(work: AtWork) -> None:
    def channels(unit: UnitOfWork) -> None:
        the_centre(unit).outside_channels = ("We Are All In: +000 800",)

    work.does(channels)
    work.go(Place.INCIDENTS)
    work.press("about-staff")
    page = work.session.page
    assert not page.findChildren(QLineEdit)
    assert not page.findChildren(QPlainTextEdit)
    assert len(PRINCIPLES) == 6
    assert all(work.sees(rule) for rule, _why in PRINCIPLES)
    work.press("sent-0")
    (concern,) = work.office.ask(lambda reads: reads.matching(StaffConcern))
    assert concern.referred_to_focal_point
    assert concern.channel == "We Are All In: +000 800"
    work.press("acknowledge")
    actions = work.office.ask(lambda reads: [each.action for each in reads.matching(AuditEvent)])
    assert "principles acknowledged" in actions
