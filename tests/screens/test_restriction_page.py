"""Who may see a record, on screen: named by a supervisor, or closed at once by a caseworker."""

from __future__ import annotations

import pytest

from caseworker.model.audit import AuditEvent
from caseworker.model.case import Case
from caseworker.model.ids import CaseId, PersonId
from caseworker.model.person import Person
from caseworker.model.rights import Restriction
from caseworker.model.staff import Role, User
from caseworker.people.restricted import restrict
from caseworker.ports import UnitOfWork
from tests.screens.at_work import AtWork, Begin
from ui.window.navigation import Destination, Place


def person_of(work: AtWork, case_id: CaseId) -> PersonId:
    return work.office.ask(lambda reads: reads.get(Case, case_id)).person_id


def test_a_supervisor_names_who_sees_a_record_and_opens_it_again(begin: Begin) -> None:
    work = begin(frozenset({Role.SUPERVISOR}))
    colleague = work.colleague("Josephine Okafor")
    person = person_of(work, work.selam())
    work.go(Place.PERSON, person)
    work.press("open-restriction")
    work.press(f"open-to-{colleague}")
    work.press("restrict")
    assert work.sees("Why so few may see it is missing")
    work.write("restriction-reason", "A colleague is a relative")
    work.press("restrict")
    (restriction,) = work.office.ask(lambda reads: reads.matching(Restriction))
    assert set(restriction.open_to) == {colleague, work.office.actor.user_id}
    assert work.sees("Only these colleagues see it")
    work.go(Place.RIGHTS)
    assert work.sees("Records that few see")
    assert not work.sees("Selam")
    work.press(f"restricted-{person}")
    work.press("open-again")
    assert work.sees("A few words are enough.")
    work.write("open-again-why", "The relative has left")
    work.press("open-again")
    assert work.sees("Everybody whose role reads people sees it")
    assert not work.office.ask(lambda reads: reads.get(Person, person)).restricted


def test_whom_she_left_out_stays_so_while_others_close_records(begin: Begin) -> None:
    work = begin(frozenset({Role.SUPERVISOR}))
    colleague, me = work.colleague("Josephine Okafor"), work.office.actor.user_id
    person = person_of(work, work.selam())
    work.go(Place.RIGHTS, person, "seen by")
    work.press(f"open-to-{colleague}")
    work.press(f"open-to-{me}")
    work.write("restriction-reason", "A colleague is a relative")
    other = person_of(work, work.selam())
    work.does(lambda unit: restrict(unit, other, open_to=(me,), reason="A name of fear").id)
    work.settle()
    work.press("restrict")
    (closed,) = work.office.ask(lambda reads: reads.matching(Restriction, person_id=person))
    assert closed.open_to == (colleague,)


@pytest.mark.requirement("R-441")
def test_a_look_at_a_restricted_record_is_audited_before_it_is_shown(begin: Begin) -> None:
    work = begin(frozenset({Role.SUPERVISOR}))
    person = person_of(work, work.selam())
    me = work.office.actor.user_id
    work.does(lambda unit: restrict(unit, person, open_to=(me,), reason="A name of fear").id)

    def looks() -> int:
        return work.office.ask(lambda r: r.count(AuditEvent, subject=person, action="looked at"))

    before = looks()
    work.session.go(Destination(Place.PERSON, str(person)))
    assert looks() == before + 1


@pytest.mark.requirement("R-441")
def test_restricted_records_side_by_side_are_audited_before_they_are_shown(begin: Begin) -> None:
    work = begin(frozenset({Role.SUPERVISOR}))
    both = person_of(work, work.selam()), person_of(work, work.selam())
    me = work.office.actor.user_id
    for key in both:
        work.does(lambda u, key=key: restrict(u, key, open_to=(me,), reason="A name of fear").id)

    def looks() -> list[int]:
        return [
            work.office.ask(lambda r, key=key: r.count(AuditEvent, subject=key, action="looked at"))
            for key in both
        ]

    before = looks()
    work.session.go(Destination(Place.PEOPLE, ":".join(map(str, both)), "compare"))
    assert looks() == [each + 1 for each in before]


def test_whoever_leaves_herself_out_is_led_away_from_the_record(begin: Begin) -> None:
    work = begin(frozenset({Role.SUPERVISOR}))
    colleague = work.colleague("Josephine Okafor")
    person = person_of(work, work.selam())
    work.go(Place.RIGHTS, person, "seen by")
    work.press(f"open-to-{colleague}")
    work.press(f"open-to-{work.office.actor.user_id}")
    work.write("restriction-reason", "A colleague is a relative")
    work.press("restrict")
    assert work.find("rights")
    assert not work.sees("Selam")
    work.session.back()
    work.settle()
    assert work.sees("Your role does not cover this.")
    work.press("explanation-act")
    assert work.find("today")


def test_a_caseworker_closes_a_record_at_once(begin: Begin) -> None:
    work = begin(frozenset({Role.CASEWORKER}))
    supervisor = work.colleague("Josephine Okafor")

    def promote(unit: UnitOfWork) -> None:
        unit.get(User, supervisor).roles = frozenset({Role.SUPERVISOR})

    work.does(promote)
    person = person_of(work, work.selam())
    work.go(Place.PERSON, person)
    work.press("open-restriction")
    assert work.sees("looks at it within a day")
    assert not work.find("open-again")
    work.write("restriction-reason", "A guard knows the family")
    work.press("restrict")
    assert work.sees("Nobody among them can look at it")
    work.press(f"open-to-{supervisor}")
    work.press("restrict")
    assert work.sees("Only these colleagues see it")
    assert not work.find("restrict"), "what few see is for a supervisor to change"
    (restriction,) = work.office.ask(lambda reads: reads.matching(Restriction))
    assert restriction.at_once


def test_a_supervisor_lets_it_stand_from_the_queue(begin: Begin) -> None:
    work = begin(frozenset({Role.SUPERVISOR}))
    colleague = work.colleague("Bo Li")
    person = person_of(work, work.selam())

    def close(unit: UnitOfWork) -> None:
        unit.add(
            Restriction(
                id=unit.new_id(),
                person_id=person,
                open_to=(colleague, unit.actor.user_id),
                reason="A guard knows the family",
                made_at=unit.now(),
                made_by=colleague,
                at_once=True,
            )
        )
        unit.get(Person, person).restricted = True

    work.does(close)
    work.go(Place.REPORTS, part="queue")
    assert work.sees("A record was closed to all but a few: look at it")
    work.press("waiting-0")
    assert work.sees("Closed at once: look at it")
    assert work.sees("A guard knows the family")
    work.press("let-stand")
    assert not work.find("closed-at-once")
    work.go(Place.REPORTS, part="queue")
    assert not work.sees("A record was closed to all but a few")
