"""Which screen stands at which place, and who is offered it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from caseworker.model.ids import ArrivalId, CaseId, PersonId
from caseworker.permissions import Act, may
from caseworker.ports import Actor
from ui.calendar.calendar_page import CalendarPage
from ui.cases.case_page import CasePage
from ui.cases.cases_page import CasesPage
from ui.directory.places import directory_screen
from ui.explanations.explanations_page import ExplanationsPage
from ui.form_library.centre_forms_page import CentreFormsPage
from ui.form_library.places import forms_screen
from ui.handover.places import centres_screen
from ui.incidents.places import incidents_screen
from ui.laptops.carried_page import CarriedPage, laptop_of
from ui.laptops.laptops_page import LaptopsPage
from ui.more.backup_page import BackupPage
from ui.more.centre_page import CentrePage
from ui.more.more_page import MorePage
from ui.more.settings_page import SettingsPage
from ui.more.users_page import UsersPage
from ui.people.person_page import PersonPage
from ui.people.places import people_screen
from ui.reception.arrival_page import ArrivalPage
from ui.reception.new_arrival_page import NewArrivalPage
from ui.reception.reception_page import ReceptionPage
from ui.referrals.places import referrals_screen
from ui.reports.places import reports_screen
from ui.rights.places import rights_screen
from ui.screen import Screen
from ui.shell import Shell
from ui.sync.exchange_page import ExchangePage
from ui.today.today_page import TodayPage
from ui.window.navigation import Destination, Place

Builder = Callable[[Shell, Destination], Screen]


def _reception(shell: Shell, place: Destination) -> Screen:
    if place.part == "new":
        return NewArrivalPage(shell)
    if place.subject:
        return ArrivalPage(shell, ArrivalId(UUID(place.subject)), place.part)
    return ReceptionPage(shell)


def _person(shell: Shell, place: Destination) -> Screen:
    return PersonPage(shell, PersonId(UUID(place.subject)))


def _case(shell: Shell, place: Destination) -> Screen:
    return CasePage(shell, CaseId(UUID(place.subject)), place.part)


def _laptops(shell: Shell, place: Destination) -> Screen:
    laptop = laptop_of(shell, place.subject)
    return LaptopsPage(shell) if laptop is None else CarriedPage(shell, laptop)


SCREENS: dict[Place, tuple[Builder, Act | None]] = {
    Place.TODAY: (lambda shell, _place: TodayPage(shell), None),
    Place.RECEPTION: (_reception, Act.CHECK_IN),
    Place.PEOPLE: (people_screen, Act.READ_PEOPLE),
    Place.PERSON: (_person, Act.READ_PEOPLE),
    Place.CASES: (lambda shell, _place: CasesPage(shell), Act.READ_CASE),
    Place.CASE: (_case, Act.READ_CASE),
    Place.MORE: (lambda shell, _place: MorePage(shell, places_for(shell.desk.actor)), None),
    Place.SYNC: (lambda shell, _place: ExchangePage(shell), None),
    Place.SETTINGS: (lambda shell, _place: SettingsPage(shell), None),
    Place.USERS: (lambda shell, _place: UsersPage(shell), Act.ENROL),
    Place.LAPTOPS: (_laptops, Act.ENROL),
    Place.CENTRES: (centres_screen, Act.SEE_CENTRES),
    Place.EXPLANATIONS: (lambda shell, _place: ExplanationsPage(shell), Act.WRITE_EXPLANATION),
    Place.BACKUP: (lambda shell, _place: BackupPage(shell), Act.BACK_UP),
    Place.CENTRE: (lambda shell, _place: CentrePage(shell), Act.CHANGE_CENTRE),
    Place.FORMS: (forms_screen, None),
    Place.FEEDBACK: (lambda shell, _place: CentreFormsPage(shell), None),
    Place.RIGHTS: (rights_screen, Act.TAKE_REQUEST),
    Place.CALENDAR: (lambda shell, _place: CalendarPage(shell), Act.READ_CASE),
    Place.INCIDENTS: (incidents_screen, Act.WRITE_INCIDENT),
    Place.REFERRALS: (referrals_screen, Act.READ_CASE),
    Place.REPORTS: (reports_screen, Act.EXPORT_FIGURES),
    Place.DIRECTORY: (directory_screen, Act.READ_DIRECTORY),
}
"""Each place with what builds its screen and the act that opens it; None is for everybody."""


def places_for(actor: Actor) -> frozenset[Place]:
    """Return the places that the roles of *actor* open."""
    return frozenset(
        place for place, (_build, act) in SCREENS.items() if act is None or may(actor, act)
    )


def build(shell: Shell, destination: Destination) -> Screen:
    """Return the screen at *destination*; Today, where there is none for this person."""
    if destination.place not in places_for(shell.desk.actor):
        return TodayPage(shell)
    builder, _act = SCREENS[destination.place]
    return builder(shell, destination)
