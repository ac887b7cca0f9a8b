"""Ways back, and small acts: each does what its words say, and nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from caseworker.model.case import Case, CaseNote, Contact
from caseworker.model.consent import Consent, Purpose
from caseworker.model.directory import Provider, ProviderKind, Service, ServiceArea
from caseworker.model.duplicate import Duplicate, DuplicateState
from caseworker.model.ids import (
    CaseId,
    ConsentId,
    DuplicateId,
    FollowUpId,
    PersonId,
    ProviderId,
    ReferralId,
    ServiceId,
)
from caseworker.model.incident import Incident, IncidentKind
from caseworker.model.person import Person, SafeContact, Sex
from caseworker.model.plan import Objective
from caseworker.model.referral import Referral, ReferralState
from caseworker.model.review import FollowUp
from caseworker.model.supervision import Debriefing
from caseworker.model.values import Answer
from caseworker.ports import UnitOfWork
from tests.screens.at_work import AtWork
from ui.widgets.text_input import TextArea
from ui.window.navigation import Destination, Place

REPORTS, FORMS = Place.REPORTS, Place.FORMS


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[AtWork]:
    at_work = AtWork(qtbot, tmp_path)
    yield at_work
    at_work.close()


def provider(unit: UnitOfWork, name: str = "Lighthouse") -> ProviderId:
    """Enter a provider with one service."""
    made = Provider(id=ProviderId(unit.new_id()), name=name, kind=ProviderKind.ORGANISATION)
    unit.add(made)
    unit.add(
        Service(
            id=ServiceId(unit.new_id()),
            provider_id=made.id,
            name=f"Beds of {name}",
            area=next(iter(ServiceArea)),
        )
    )
    return made.id


BACK = (
    (Destination(Place.REFERRALS, part="inbox"), Destination(Place.REFERRALS, part="inbox:new"),
     "leave-inbound"),
    (Destination(Place.INCIDENTS), Destination(Place.INCIDENTS, part="staff"), "leave-staff"),
    (Destination(Place.INCIDENTS), Destination(Place.INCIDENTS, part="note"), "leave-incident"),
    (Destination(Place.DIRECTORY), Destination(Place.DIRECTORY, part="new"), "leave-provider"),
    (Destination(Place.RIGHTS), Destination(Place.RIGHTS, part="asked from outside"),
     "leave-data-access"),
    (Destination(REPORTS, part="quality"), Destination(REPORTS, "5:20", "sample"),
     "back-to-quality"),
    (Destination(REPORTS), Destination(REPORTS, part="figures"), "back-to-month"),
    (Destination(REPORTS), Destination(REPORTS, part="report"), "back-to-month"),
    (Destination(FORMS), Destination(FORMS, "feedback", "1"), "leave-form"),
)  # fmt: skip


@pytest.mark.parametrize(("came", "there", "back"), BACK, ids=lambda value: str(value)[-24:])
def test_the_way_back_leads_where_one_came_from(
    work: AtWork, came: Destination, there: Destination, back: str
) -> None:
    work.session.go(came)
    work.settle()
    before = work.session.page.objectName()
    work.session.go(there)
    work.settle()
    assert work.session.page.objectName() != before
    work.press(back)
    assert work.session.page.objectName() == before


def test_the_way_back_from_what_is_about_somebody(work: AtWork) -> None:
    case_id = work.selam()
    lighthouse = work.does(provider)
    me = work.office.actor.user_id
    for came, there, back in (
        (Destination(Place.CASE, str(case_id)), Destination(FORMS, str(case_id), "about"),
         "leave-forms"),
        (Destination(Place.DIRECTORY, str(lighthouse)),
         Destination(Place.DIRECTORY, str(lighthouse), "service"), "leave-service"),
        (Destination(REPORTS, part="caseloads"), Destination(REPORTS, str(me), "caseload"),
         "back-to-caseloads"),
    ):  # fmt: skip
        work.session.go(came)
        work.settle()
        before = work.session.page.objectName()
        work.session.go(there)
        work.settle()
        work.press(back)
        assert work.session.page.objectName() == before


def says_yes_to_notes(work: AtWork, case_id: CaseId) -> None:
    """Let Selam say yes to notes: before that nothing can be written (R-050)."""

    def act(unit: UnitOfWork) -> None:
        unit.add(
            Consent(
                id=ConsentId(unit.new_id()),
                person_id=unit.get(Case, case_id).person_id,
                purpose=Purpose.INTERVIEW_NOTES,
                answer=Answer.YES,
                asked_at=unit.now(),
                asked_by=unit.actor.user_id,
            )
        )

    work.does(act)


CARDS = (
    ("write-note", "note-observed", "leave-note", CaseNote),
    ("log-contact", "contact-about", "leave-contact", Contact),
    ("add-goal", "goal-title", "leave-goal", Objective),
)


@pytest.mark.parametrize(("opens", "field", "back", "kind"), CARDS, ids=str)
def test_a_card_that_is_left_keeps_what_was_typed_and_writes_nothing(
    work: AtWork, opens: str, field: str, back: str, kind: type[CaseNote]
) -> None:
    case_id = work.selam()
    says_yes_to_notes(work, case_id)
    work.go(Place.CASE, case_id, "planning")
    work.press(opens)
    work.write(field, "Holds her cheek")
    work.press(back)
    assert not work.find(field)
    assert work.office.ask(lambda reads: reads.count(kind)) == 0
    work.press(opens)
    shown = work.widget(field)
    words = shown.toPlainText() if isinstance(shown, TextArea) else shown.property("text")
    assert words == "Holds her cheek"


def test_a_way_to_reach_somebody_is_marked_as_never_or_left(work: AtWork) -> None:
    case_id = work.selam()
    person = work.office.ask(lambda reads: reads.get(Case, case_id).person_id)
    work.go(Place.PERSON, person)
    work.press("add-way")
    work.write("way-address", "+000 99")
    work.press("leave-way")
    assert not work.find("way-address")

    def ways() -> list[tuple[str, bool]]:
        found = work.office.ask(lambda reads: reads.matching(SafeContact, person_id=person))
        return sorted((each.address, each.never) for each in found)

    assert ways() == [("+000 21", False)]
    work.press("add-way")
    if not work.widget("way-address").property("text"):
        work.write("way-address", "+000 99")
    work.press("way-never")
    work.press("keep-way")
    assert ways() == [("+000 21", False), ("+000 99", True)]


def test_notes_for_staff_and_about_others_are_kept_apart(work: AtWork) -> None:
    case_id = work.selam()
    says_yes_to_notes(work, case_id)
    work.go(Place.CASE, case_id)
    work.press("write-note")
    work.write("note-observed", "Tired")
    work.press("note-staff-only")
    work.press("note-third-party")
    work.press("keep-note")
    (note,) = work.office.ask(lambda reads: reads.matching(CaseNote))
    assert (note.staff_only, note.third_party) == (True, True)


# Small acts that lead somewhere


WAYS = (
    (Destination(REPORTS), "meetings-way", "meetings"),
    (Destination(REPORTS, part="figures"), "combine-centres", "combine"),
    (Destination(REPORTS, part="queue"), "whole-week", "calendar"),
    (Destination(REPORTS, part="queue"), "all-referrals", "referrals"),
    (Destination(Place.TODAY), "whole-week", "calendar"),
    (Destination(Place.TODAY), "first-arrival", "new-arrival-page"),
    (Destination(Place.INCIDENTS), "find-contacts", "directory"),
    (Destination(Place.INCIDENTS), "ask-colleague", "incident-note"),
)


@pytest.mark.parametrize(("here", "act", "there"), WAYS, ids=lambda value: str(value)[-24:])
def test_a_small_act_leads_where_it_says(
    work: AtWork, here: Destination, act: str, there: str
) -> None:
    work.session.go(here)
    work.settle()
    before = work.session.page
    work.press(act)
    assert work.session.page is not before
    assert work.session.page.objectName() == there


def test_the_week_before_and_the_week_after(work: AtWork) -> None:
    case_id = work.selam()

    def planned(unit: UnitOfWork) -> None:
        for days, what in ((-7, "A week ago"), (7, "In a week")):
            unit.add(
                FollowUp(
                    id=FollowUpId(unit.new_id()),
                    case_id=case_id,
                    due_at=unit.now() + timedelta(days=days),
                    what=what,
                    assigned_to=unit.actor.user_id,
                )
            )

    work.does(planned)
    work.go(Place.CALENDAR)
    assert not work.sees("In a week")
    work.press("week-after")
    assert work.sees("In a week")
    work.press("week-before")
    work.press("week-before")
    assert work.sees("9\N{EN DASH}15 Nov") or work.sees("9 Nov")
    assert not work.sees("In a week")
    work.press("this-week")
    assert not work.sees("In a week")


def test_only_my_referrals(work: AtWork) -> None:
    case_id = work.selam()
    other = work.colleague("Bo Li")
    lighthouse = work.does(provider)

    def sent(unit: UnitOfWork) -> None:
        person = unit.get(Case, case_id).person_id
        for by, need in ((unit.actor.user_id, "A bed"), (other, "A lawyer")):
            unit.add(
                Referral(
                    id=ReferralId(unit.new_id()),
                    case_id=case_id,
                    person_id=person,
                    provider_id=lighthouse,
                    need=need,
                    state=ReferralState.SENT,
                    prepared_at=unit.now(),
                    prepared_by=by,
                    sent_at=unit.now(),
                )
            )

    work.does(sent)
    work.go(Place.REFERRALS)
    assert work.sees("A bed")
    assert work.sees("A lawyer")
    work.press("only-mine")
    assert work.sees("A bed")
    assert not work.sees("A lawyer")
    work.press("only-mine")
    assert work.sees("A lawyer")


def test_an_unanswered_referral_opens_from_the_queue(work: AtWork) -> None:
    case_id = work.selam()
    lighthouse = work.does(provider)

    def late(unit: UnitOfWork) -> ReferralId:
        referral = Referral(
            id=ReferralId(unit.new_id()),
            case_id=case_id,
            person_id=unit.get(Case, case_id).person_id,
            provider_id=lighthouse,
            need="A bed",
            state=ReferralState.SENT,
            prepared_at=unit.now(),
            prepared_by=unit.actor.user_id,
            sent_at=unit.now() - timedelta(days=30),
            answer_due=(unit.now() - timedelta(days=9)).date(),
        )
        unit.add(referral)
        return referral.id

    key = work.does(late)
    work.go(REPORTS, part="queue")
    work.press(f"unanswered-{key}")
    assert work.session.page.objectName() == "referral"


def test_a_talk_after_an_incident_is_noted_from_the_queue(work: AtWork) -> None:
    bo = work.colleague("Bo Li")

    def happened(unit: UnitOfWork) -> None:
        unit.add(
            Incident(
                id=unit.new_id(),
                kind=IncidentKind.SAFETY,
                noticed_at=unit.now() - timedelta(days=2),
                noticed_by=bo,
            )
        )

    work.does(happened)
    work.go(REPORTS, part="queue")
    work.press("talked-0")
    (talk,) = work.office.ask(lambda reads: reads.matching(Debriefing))
    assert talk.user_id == bo
    assert not work.find("talked-0")


def test_more_services_are_shown_at_a_press(work: AtWork) -> None:
    def many(unit: UnitOfWork) -> None:
        for number in range(15):
            provider(unit, f"House {number:02}")

    work.does(many)
    work.go(Place.DIRECTORY)
    assert not work.sees("House 14")
    work.press("show-more")
    assert work.sees("House 14")
    assert not work.find("show-more")


def two_records(work: AtWork) -> tuple[PersonId, PersonId, DuplicateId]:
    bo = work.colleague("Bo Li")

    def act(unit: UnitOfWork) -> tuple[PersonId, PersonId, DuplicateId]:
        people = []
        for name in ("Selam", "Selaam"):
            person = Person(
                id=PersonId(unit.new_id()),
                given_name=name,
                sex=Sex.FEMALE,
                registered_at=unit.now(),
                registered_by=bo,
            )
            unit.add(person)
            people.append(person.id)
        said = Duplicate(
            id=DuplicateId(unit.new_id()),
            person_id=people[0],
            duplicate_id=people[1],
            state=DuplicateState.ASKED,
            asked_at=unit.now(),
            asked_by=bo,
            why="The same scar",
        )
        unit.add(said)
        return people[0], people[1], said.id

    return work.does(act)


def test_a_supervisor_says_that_they_are_two_people(work: AtWork) -> None:
    _first, _second, said = two_records(work)
    work.go(Place.PEOPLE, said, "compare")
    work.press("decide-two")
    kept = work.office.ask(lambda reads: reads.get(Duplicate, said))
    assert kept.state is DuplicateState.TWO_PEOPLE


def test_which_record_goes_on_is_turned_round(work: AtWork) -> None:
    def act(unit: UnitOfWork) -> tuple[PersonId, PersonId]:
        found = []
        for name in ("Selam", "Selaam"):
            person = Person(
                id=PersonId(unit.new_id()),
                given_name=name,
                registered_at=unit.now(),
                registered_by=unit.actor.user_id,
            )
            unit.add(person)
            found.append(person.id)
        return found[0], found[1]

    first, second = work.does(act)
    work.go(Place.PEOPLE, f"{first}:{second}", "compare")
    before = work.words()
    work.press("swap-records")
    assert work.words() != before
    work.press("swap-records")
    assert work.words() == before
