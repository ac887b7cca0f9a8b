"""Records that only named colleagues see: for all others they are not there."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from caseworker.errors import GateClosed, NotAllowed
from caseworker.model.audit import AuditEvent
from caseworker.model.case import Case
from caseworker.model.ids import CaseId, PersonId
from caseworker.model.person import Person, Tie
from caseworker.model.rights import RequestKind, Restriction
from caseworker.model.staff import Role, User
from caseworker.people.closing_at_once import let_stand, waiting_for_a_look
from caseworker.people.restricted import (
    can_be_named,
    findings,
    hidden_people,
    history,
    may_see,
    open_again,
    restrict,
)
from caseworker.people.ties import Claim, claim
from caseworker.ports import Actor, Reads, UnitOfWork
from caseworker.referral.life_cycle import Wish, prepare
from caseworker.rights.wishes import take_request
from caseworker.steps.review import Appointment, plan_follow_up
from caseworker.views import calendar, case_page, people, referrals, restriction, rights
from caseworker.views.today import counts, today
from tests.directory.entries import enter
from tests.scene import (
    ADMINISTRATOR,
    AMINA,
    DANIEL,
    JOSEPHINE,
    OFFICER,
    Scene,
    codes,
)
from tests.twin import actor

BINTA = replace(actor(Role.CASEWORKER, Role.SUPERVISOR), name="Binta Sow", staff_code="09")
NEUTRAL = "A colleague is a relative"


@pytest.fixture
def place(scene: Scene) -> Scene:
    """A centre whose staff are enrolled."""

    def enrol(work: UnitOfWork) -> None:
        for who in (AMINA, BINTA, JOSEPHINE, DANIEL, OFFICER, ADMINISTRATOR):
            work.add(User(id=who.user_id, name=who.name, staff_code=who.staff_code,
                          roles=who.roles, added_at=work.now()))  # fmt: skip

    scene.do(enrol)
    return scene


def close(place: Scene, person: PersonId, *open_to: Actor, by: Actor = JOSEPHINE) -> None:
    named = tuple(who.user_id for who in open_to)
    place.as_(by).do(lambda work: restrict(work, person, open_to=named, reason=NEUTRAL).id)


def sees(place: Scene, who: Actor, person: PersonId) -> bool:
    return place.as_(who).ask(lambda reads: may_see(reads, reads.get(Person, person)))


def busy(place: Scene) -> tuple[PersonId, CaseId]:
    """Return somebody who stands in every list there is, with Amina as caseworker."""
    person = place.as_(AMINA).registered()
    case_id = place.case(person)

    def work_on(work: UnitOfWork) -> None:
        for days in (-1, 0):
            due = work.now() + timedelta(days=days)
            for who in (AMINA, BINTA):
                look = Appointment(due_at=due, what="School", assigned_to=who.user_id)
                plan_follow_up(work, case_id, look)
        provider, service = enter("Sail workshop")(work)
        prepare(work, case_id, Wish(provider_id=provider, service_id=service, need="A course"))
        take_request(work, person, RequestKind.ACCESS)

    place.do(work_on)
    return person, case_id


def test_only_the_named_see_it_a_supervisor_too_is_left_out(place: Scene) -> None:
    person = place.registered()
    close(place, person, AMINA)
    assert sees(place, AMINA, person)
    for who in (BINTA, JOSEPHINE, DANIEL, OFFICER):
        assert not sees(place, who, person)


@pytest.mark.parametrize("who", [AMINA, DANIEL, ADMINISTRATOR])
def test_supervisors_and_the_officer_decide(place: Scene, who: Actor) -> None:
    person = place.registered()
    with pytest.raises(NotAllowed):
        close(place, person, AMINA, by=who)
    close(place, person, AMINA, by=OFFICER)


def test_a_supervisor_who_is_left_out_cannot_open_it_and_the_officer_can(place: Scene) -> None:
    person = place.registered()
    close(place, person, AMINA)
    with pytest.raises(NotAllowed):
        place.as_(BINTA).do(lambda work: open_again(work, person, "I want to see"))
    with pytest.raises(NotAllowed):
        close(place, person, BINTA, by=BINTA)
    place.as_(OFFICER).do(lambda work: open_again(work, person, "The relative has left").id)
    assert sees(place, BINTA, person)


def test_somebody_is_named_and_a_reason_is_given(place: Scene) -> None:
    person = place.registered()
    seen = place.ask(lambda reads: findings(reads, person, (), " "))
    assert codes(seen) == {"nobody-named", "no-reason"}
    with pytest.raises(GateClosed):
        close(place, person)
    with pytest.raises(GateClosed):
        close(place, person, ADMINISTRATOR)  # whose role reads nobody
    assert not place.the_person(person).restricted


def test_a_caseworker_who_is_left_out_is_not_overlooked(place: Scene) -> None:
    person = place.as_(AMINA).registered()
    place.case(person)
    named = (BINTA.user_id,)
    seen = place.ask(lambda reads: findings(reads, person, named, NEUTRAL))
    assert codes(seen) == {"caseworker-left-out"}


def test_who_can_be_named_reads_people_at_all(place: Scene) -> None:
    named = {user.name for user in place.ask(can_be_named)}
    assert named == {AMINA.name, BINTA.name, JOSEPHINE.name, DANIEL.name}


def test_opening_again_needs_a_reason_and_all_of_it_stays_as_history(place: Scene) -> None:
    person = place.registered()
    close(place, person, AMINA, JOSEPHINE)
    close(place, person, JOSEPHINE)
    with pytest.raises(GateClosed):
        place.do(lambda work: open_again(work, person, " "))
    place.do(lambda work: open_again(work, person, "The relative has left").id)
    lines = place.ask(lambda reads: history(reads, person))
    assert sorted((line.ended_why, len(line.open_to)) for line in lines) == [
        (NEUTRAL, 2),
        ("The relative has left", 1),
    ]
    assert not place.the_person(person).restricted
    acts = [event.action for event in place.ask(lambda reads: reads.matching(AuditEvent))]
    assert acts.count("record restricted") == 2
    assert acts.count("record opened again") == 1


def in_lists(reads: Reads, place: Scene) -> dict[str, int]:
    """Return how often anything about anybody stands in each list and count."""
    now = place.moment
    shown = today(reads, now)
    week = calendar.week(reads, now, calendar.monday_of(now.date()))
    boxes = referrals.how_many(reads)
    page = rights.rights_page(reads, now.date())
    return {
        "people": len(people.people(reads, offset=0, limit=50)),
        "people counted": people.how_many(reads),
        "cases": len(case_page.cases(reads, mine=False, offset=0, limit=50)),
        "cases counted": case_page.how_many(reads, mine=False),
        "looks": len(shown.follow_ups),
        "decisions": len(shown.decisions),
        "sidebar": sum(counts(reads, now)),
        "week": week.late.in_all + sum(day.looks.in_all for day in week.days),
        "referrals": len(referrals.referrals(reads, referrals.Box.ALL, now.date())),
        "referrals counted": boxes[referrals.Box.ALL],
        "wishes": len(page.unanswered),
        "records that few see": len(page.restricted),
        "who did what": sum(line.action == "case opened" for line in page.audit),
    }


def test_for_a_colleague_who_is_not_named_the_person_is_in_no_list_and_no_count(
    place: Scene,
) -> None:
    person, _case = busy(place)
    before = place.as_(BINTA).ask(lambda reads: in_lists(reads, place))
    assert all(count for name, count in before.items() if name not in _NOT_YET), before
    close(place, person, AMINA)
    after = place.as_(BINTA).ask(lambda reads: in_lists(reads, place))
    assert set(after.values()) == {0}, after


_NOT_YET = {"records that few see", "decisions"}


def test_for_the_named_she_is_there_without_a_name(place: Scene) -> None:
    person, case_id = busy(place)
    close(place, person, AMINA)
    place.as_(AMINA)
    (row,) = place.ask(lambda reads: case_page.cases(reads, mine=True, offset=0, limit=9))
    assert (row.id, row.person) == (case_id, "")
    shown = place.ask(lambda reads: today(reads, place.moment))
    assert {look.person for look in shown.follow_ups} == {""}
    (line,) = place.ask(lambda reads: rights.rights_page(reads, place.moment.date())).restricted
    assert (line.person_id, line.number) == (person, row.number)
    assert place.ask(lambda reads: case_page.case_page(reads, case_id)).person == "Selam T."


def test_no_page_of_hers_opens_for_the_others(place: Scene) -> None:
    person, case_id = busy(place)
    close(place, person, AMINA)
    place.as_(BINTA)
    for question in (
        lambda reads: people.person_page(reads, person),
        lambda reads: case_page.case_page(reads, case_id),
        lambda reads: restriction.restriction_page(reads, person),
    ):
        with pytest.raises(NotAllowed):
            place.ask(question)


def test_no_search_finds_her_and_opening_again_brings_her_back(place: Scene) -> None:
    person = place.registered()

    def hits() -> int:
        return len(place.ask(lambda reads: reads.search("selam", kinds=[Person], limit=9)))

    assert hits() == 1
    close(place, person, AMINA)
    assert hits() == 0
    place.as_(OFFICER).do(lambda work: open_again(work, person, "The relative has left").id)
    assert hits() == 1


def test_nobody_meets_her_on_the_page_of_another(place: Scene) -> None:
    person, sister = place.registered(), place.registered()
    tie = Claim(person_id=sister, tie=Tie.SIBLING, relative_id=person)
    place.do(lambda work: claim(work, tie).id)
    assert place.ask(lambda reads: people.person_page(reads, sister)).ties
    close(place, person, AMINA)
    assert not place.as_(BINTA).ask(lambda reads: people.person_page(reads, sister)).ties
    assert place.as_(AMINA).ask(lambda reads: people.person_page(reads, sister)).ties


def test_a_record_restricted_without_names_is_open_to_supervisors(place: Scene) -> None:
    person = place.registered()

    def as_brought_in(work: UnitOfWork) -> None:
        work.get(Person, person).restricted = True

    place.do(as_brought_in)
    assert sees(place, JOSEPHINE, person)
    assert not sees(place, AMINA, person)


def twice(place: Scene, person: PersonId) -> None:
    """Close a record at two laptops that do not know of each other; Binta alone is named twice."""

    def as_merged(work: UnitOfWork) -> None:
        for open_to in ((AMINA.user_id, BINTA.user_id), (BINTA.user_id,)):
            work.add(
                Restriction(
                    id=work.new_id(),
                    person_id=person,
                    open_to=open_to,
                    reason=NEUTRAL,
                    made_at=work.now(),
                    made_by=AMINA.user_id,
                    at_once=True,
                )
            )
        work.get(Person, person).restricted = True

    place.do(as_merged)


def test_closed_at_two_laptops_it_is_open_to_those_whom_both_named(place: Scene) -> None:
    person, case_id = busy(place)
    twice(place, person)
    assert sees(place, BINTA, person)
    assert not sees(place, AMINA, person)
    with pytest.raises(NotAllowed):
        place.as_(AMINA).ask(lambda reads: case_page.case_page(reads, case_id))
    shown = place.as_(BINTA).ask(lambda reads: restriction.restriction_page(reads, person))
    assert shown.named == (BINTA.name,)
    place.do(lambda work: let_stand(work, person).id)
    assert not [*place.ask(waiting_for_a_look)], "she looked at both"
    place.as_(OFFICER).do(lambda work: open_again(work, person, "It was settled"))
    assert sees(place, AMINA, person)
    assert place.as_(AMINA).ask(hidden_people) == frozenset()


def test_opened_at_one_laptop_and_closed_anew_at_another_it_stays_closed(place: Scene) -> None:
    person, case_id = busy(place)
    twice(place, person)
    place.do(lambda work: setattr(work.get(Person, person), "restricted", False))
    assert not sees(place, AMINA, person)
    with pytest.raises(NotAllowed):
        place.as_(AMINA).ask(lambda reads: case_page.case_page(reads, case_id))


def test_the_page_proposes_the_caseworker_and_whoever_decides(place: Scene) -> None:
    person, _case = busy(place)
    shown = place.as_(JOSEPHINE).ask(lambda reads: restriction.restriction_page(reads, person))
    assert set(shown.open_to) == {AMINA.user_id, JOSEPHINE.user_id}
    assert not shown.restricted
    assert place.ask(lambda reads: reads.count(Case, person_id=person)) == 1
