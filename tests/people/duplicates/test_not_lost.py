"""Two records of one person: what happens to either meanwhile loses and opens nothing."""

from __future__ import annotations

import pytest

from caseworker.consent.asking import keep_answers
from caseworker.consent.standing import standing
from caseworker.consent.talk import Asked
from caseworker.consent.withdrawal import Scope, withdraw
from caseworker.errors import GateClosed
from caseworker.model.arrival import Arrival
from caseworker.model.consent import Purpose
from caseworker.model.duplicate import Duplicate, DuplicateState
from caseworker.model.ids import DuplicateId, PersonId, UserId
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import Person, Sex
from caseworker.model.rights import Restriction
from caseworker.model.values import Answer
from caseworker.people.duplicates import joining
from caseworker.people.duplicates.finding import EverybodyKnown
from caseworker.people.duplicates.looking import Looked, Looking
from caseworker.people.duplicates.records import AtTheDesk
from caseworker.people.duplicates.standing import second_records
from caseworker.people.restricted import hidden_people, may_see, open_again, restrict
from caseworker.ports import UnitOfWork
from caseworker.reception.registration import (
    Facts,
    Registration,
    register_again,
)
from caseworker.rights.retention import is_over, times_over
from caseworker.rights.whole_record import whole_record
from caseworker.supervision.queue import queue
from caseworker.views.duplicates import comparison
from caseworker.views.people import people
from tests.people.duplicates.test_joining import NADIA, WHY
from tests.scene import AMINA, GOOD_TALK, JOSEPHINE, YES_TO_RECORD, Scene, works_here

pytestmark = pytest.mark.requirement("R-208")


@pytest.fixture
def scene() -> Scene:
    made = Scene()
    works_here(made, AMINA, JOSEPHINE)
    return made


def joined(scene: Scene, first: PersonId, second: PersonId) -> Duplicate:
    """Let AMINA ask and JOSEPHINE decide."""
    said = scene.as_(AMINA).do(lambda work: joining.ask(work, first, second, WHY))
    scene.as_(JOSEPHINE).do(lambda work: joining.decide(work, said.id, one_person=True))
    scene.as_(AMINA)
    return said


def comes_again(scene: Scene, person: PersonId, **facts: object) -> None:
    registration = Registration(
        screening_id=scene.screened(),
        facts=Facts(given_name="Selam", **facts),  # type: ignore[arg-type]  # named as the fields
        asked=(YES_TO_RECORD,),
        talk=GOOD_TALK,
    )
    scene.do(lambda work: register_again(work, registration, person))


def arrivals_of(scene: Scene, person: PersonId) -> set[object]:
    found = scene.ask(lambda reads: whole_record(reads, person))
    return {each.id for each in found.entities if isinstance(each, Arrival)}


def test_each_arrival_is_erased_with_the_record_with_which_it_came(scene: Scene) -> None:
    first = scene.registered()
    scene.later(days=1)
    second = scene.registered()
    before = arrivals_of(scene, first), arrivals_of(scene, second)
    joined(scene, first, second)
    assert (arrivals_of(scene, first), arrivals_of(scene, second)) == before


def test_who_came_again_is_erased_with_every_arrival(scene: Scene) -> None:
    person = scene.registered()
    comes_again(scene, person)
    comes_again(scene, person)
    arrivals = scene.ask(lambda reads: {each.id for each in reads.matching(Arrival)})
    assert len(arrivals) == 3
    assert arrivals_of(scene, person) == arrivals


def test_the_time_to_keep_a_record_begins_anew_when_she_comes_again(scene: Scene) -> None:
    person = scene.registered()
    scene.later(days=6 * 366)
    assert scene.ask(lambda reads: is_over(reads, person))
    comes_again(scene, person)
    assert not scene.ask(lambda reads: is_over(reads, person))
    assert not scene.ask(lambda reads: times_over(reads, most=9))


def test_what_harms_her_if_it_is_forgotten_is_kept_when_she_comes_again(scene: Scene) -> None:
    person = scene.registered(allergies="Penicillin")
    comes_again(scene, person, allergies="Nuts", diet="Halal", languages=("ar",))
    kept = scene.the_person(person)
    assert kept.allergies.splitlines() == ["Penicillin", "Nuts"]
    assert (kept.diet, kept.languages, kept.family_name) == ("Halal", ("ti",), "Tesfay")


def test_a_child_of_the_record_does_not_come_again_as_an_adult(scene: Scene) -> None:
    person = scene.registered()
    scene.do(lambda work: setattr(work.get(Person, person), "date_of_birth", PartialDate("2012")))
    with pytest.raises(GateClosed):
        comes_again(scene, person, date_of_birth=PartialDate("1990"))


def test_a_record_that_is_closed_takes_its_second_one_along(scene: Scene) -> None:
    first, second, other = scene.registered(), scene.registered(), scene.registered()
    joined(scene, first, second)
    scene.as_(JOSEPHINE)
    scene.do(lambda w: restrict(w, second, open_to=(JOSEPHINE.user_id,), reason="A cousin"))

    def seen(key: PersonId) -> bool:
        return scene.ask(lambda reads: may_see(reads, reads.get(Person, key)))

    assert all(map(seen, (first, second, other)))
    scene.as_(AMINA)
    assert list(map(seen, (first, second, other))) == [False, False, True]


def test_records_of_one_person_that_were_closed_apart_are_seen_by_whom_both_name(
    scene: Scene,
) -> None:
    first, second = scene.registered(), scene.registered()
    joined(scene, first, second)
    works_here(scene, NADIA)
    # As when it was done at laptops that did not know of each other.
    scene.do(lambda work: close(work, first, JOSEPHINE.user_id))
    scene.do(lambda work: close(work, second, JOSEPHINE.user_id, NADIA.user_id))

    def seen() -> list[bool]:
        return [
            scene.ask(lambda reads, key=key: may_see(reads, reads.get(Person, key)))
            for key in (first, second)
        ]

    scene.as_(NADIA)
    assert seen() == [False, False]
    assert scene.ask(hidden_people) == {first, second}
    scene.as_(JOSEPHINE)
    assert seen() == [True, True]
    # Who sees both decides anew, and for both.
    named = (JOSEPHINE.user_id, NADIA.user_id)
    scene.do(lambda w: restrict(w, second, open_to=named, reason="Later"))
    scene.as_(NADIA)
    assert seen() == [True, True]
    scene.as_(JOSEPHINE)
    scene.do(lambda work: open_again(work, first, "The cousin left"))
    scene.as_(AMINA)
    assert seen() == [True, True]


def close(work: UnitOfWork, person_id: PersonId, *open_to: UserId) -> None:
    work.get(Person, person_id).restricted = True
    work.add(
        Restriction(
            id=work.new_id(),
            person_id=person_id,
            open_to=open_to,
            reason="A cousin",
            made_at=work.now(),
            made_by=work.actor.user_id,
        )
    )


def test_a_match_with_a_closed_record_goes_to_the_supervisor_alone(scene: Scene) -> None:
    """Whoever stands beside the desk reads the screen too."""
    first, _second = scene.registered(sex=Sex.FEMALE), scene.registered(sex=Sex.FEMALE)
    scene.as_(JOSEPHINE)
    named = (AMINA.user_id, JOSEPHINE.user_id)
    scene.do(lambda w: restrict(w, first, open_to=named, reason="A cousin"))
    known = scene.ask(EverybodyKnown)

    def listed() -> int:
        looking = scene.ask(lambda reads: Looking(reads, Looked()))
        scene.ask(lambda reads: looking.go_on(reads, 99, lambda: False))
        return len(scene.ask(looking.pairs))

    def told() -> set[PersonId]:
        somebody = AtTheDesk(
            given_name="Selam", family_name="Tesfay", date_of_birth=PartialDate("1996")
        )
        return {each.id for each in scene.ask(lambda reads: known.like(reads, somebody))}

    assert listed() == 1
    assert first not in told()
    scene.as_(AMINA)
    assert listed() == 0
    assert first not in told()


def test_what_few_see_is_not_written_where_others_see_it(scene: Scene) -> None:
    first, second = scene.registered(), scene.registered()
    scene.as_(JOSEPHINE)
    for key, others in ((first, (AMINA.user_id,)), (second, ())):
        open_to = (JOSEPHINE.user_id, *others)
        scene.do(lambda w, k=key, o=open_to: restrict(w, k, open_to=o, reason="A cousin"))
    with pytest.raises(GateClosed) as closed:
        scene.do(lambda work: joining.ask(work, first, second, WHY))
    assert [each.code for each in closed.value.findings] == ["seen-by-others"]
    named = (AMINA.user_id, JOSEPHINE.user_id)
    scene.do(lambda work: restrict(work, second, open_to=named, reason="A cousin"))
    scene.do(lambda work: joining.ask(work, first, second, WHY))


def stands(scene: Scene, person: PersonId) -> bool:
    today = scene.moment.date()
    return bool(scene.ask(lambda reads: standing(reads, person, Purpose.RECORD, today=today)))


@pytest.mark.parametrize("everything", [True, False])
def test_a_yes_taken_back_in_the_second_record_is_taken_back(
    scene: Scene, everything: bool
) -> None:
    first, second = scene.registered(), scene.registered()
    joined(scene, first, second)
    scene.later(days=1)
    assert stands(scene, first)
    scope = Scope(purpose=Purpose.RECORD, everything=everything)
    scene.do(lambda work: withdraw(work, second, scope))
    assert not stands(scene, first)


def test_everything_taken_back_in_the_second_record_stops_the_joining(scene: Scene) -> None:
    first, second = scene.registered(), scene.registered()
    # To this she said yes in the first record alone.
    figures = (Asked(purpose=Purpose.FIGURES, answer=Answer.YES),)
    scene.do(lambda work: keep_answers(work, figures, GOOD_TALK, person_id=first))
    only_record = Scope(purpose=Purpose.RECORD)
    scene.do(lambda work: withdraw(work, first, only_record))
    scene.later(days=1)
    scope = Scope(purpose=Purpose.FIGURES, everything=True)
    scene.do(lambda work: withdraw(work, second, scope))
    with pytest.raises(GateClosed) as closed:
        scene.do(lambda work: joining.ask(work, first, second, WHY))
    assert [each.code for each in closed.value.findings] == ["no-since"]


def said_by(scene: Scene, first: PersonId, second: PersonId, state: DuplicateState) -> DuplicateId:
    """Keep what somebody said of the two at a laptop that knew of no other word."""
    return scene.held_for_one(first, second, state, WHY)


def waiting(scene: Scene) -> set[object]:
    return {each.subject for each in scene.ask(lambda reads: queue(reads, scene.moment))}


def test_what_was_asked_at_two_laptops_does_not_stay_undecided(scene: Scene) -> None:
    first, second = scene.registered(), scene.registered()
    asked = [said_by(scene, first, second, DuplicateState.ASKED)]
    scene.later(minutes=1)
    asked.append(said_by(scene, second, first, DuplicateState.ASKED))
    scene.as_(JOSEPHINE)
    for _each in asked:
        shown = scene.ask(lambda reads: comparison(reads, first, second))
        assert shown.said is not None
        assert shown.may_decide
        key = shown.said.id
        scene.do(lambda work, key=key: joining.decide(work, key, one_person=True))
        scene.later(minutes=1)
    assert len(scene.ask(second_records)) == 1
    assert not waiting(scene)


def test_two_records_that_one_alone_joined_can_be_parted_whatever_was_said_since(
    scene: Scene,
) -> None:
    first, second = scene.registered(), scene.registered()
    alone = said_by(scene, first, second, DuplicateState.ONE_PERSON_UNSEEN)
    scene.later(minutes=1)
    said_by(scene, first, second, DuplicateState.TWO_PEOPLE)
    scene.as_(JOSEPHINE)
    shown = scene.ask(lambda reads: comparison(reads, first, second))
    assert shown.said is not None
    assert shown.said.id == alone


def test_a_record_goes_on_by_itself_where_the_first_one_is_no_more(scene: Scene) -> None:
    first, second = scene.registered(), scene.registered()
    said_by(scene, first, second, DuplicateState.ONE_PERSON)
    said_by(scene, first, second, DuplicateState.ASKED)
    scene.as_(JOSEPHINE)
    assert waiting(scene)
    # Erased at a laptop that did not know of the two.
    scene.do(lambda work: work.erase(work.get(Person, first)))
    assert scene.ask(second_records) == {}
    rows = scene.ask(lambda reads: people(reads, offset=0, limit=9))
    assert [row.id for row in rows] == [second]
    assert not waiting(scene)
