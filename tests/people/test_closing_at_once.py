"""A caseworker closes a record at once; it counts from then on, and somebody looks at it."""

from __future__ import annotations

import pytest

from caseworker.errors import GateClosed, NotAllowed, NotFound
from caseworker.model.audit import AuditEvent
from caseworker.model.ids import PersonId, UserId
from caseworker.model.person import Person
from caseworker.model.rights import Restriction
from caseworker.people.closing_at_once import close_at_once, closing_findings, let_stand
from caseworker.people.restricted import may_see, open_again, restrict
from caseworker.ports import Actor
from caseworker.supervision.queue import Waits, queue
from caseworker.views.restriction import restriction_page
from tests.scene import AMINA, DANIEL, JOSEPHINE, OFFICER, TRAINED, Scene, codes, works_here

WHY = "Somebody who works here knows the person."


@pytest.fixture
def place(scene: Scene) -> Scene:
    works_here(scene, AMINA, JOSEPHINE, DANIEL, TRAINED)
    return scene


def closed(place: Scene, *named: Actor) -> PersonId:
    person = place.registered()
    open_to = tuple(one.user_id for one in named)
    place.do(lambda work: close_at_once(work, person, open_to=open_to, reason=WHY).id)
    return person


def sees(place: Scene, who: Actor, person: PersonId) -> bool:
    place.as_(who)
    return place.ask(lambda reads: may_see(reads, reads.get(Person, person)))


def waiting(place: Scene, who: Actor) -> list[Waits]:
    place.as_(who)
    return [one.kind for one in place.ask(lambda reads: queue(reads, place.moment))]


def missing(place: Scene, open_to: tuple[UserId, ...], reason: str = WHY) -> set[str]:
    person = place.registered()
    return codes(place.ask(lambda reads: closing_findings(reads, person, open_to, reason)))


def test_it_counts_at_once_and_waits_for_a_look(place: Scene) -> None:
    person = closed(place, AMINA, JOSEPHINE)
    assert sees(place, AMINA, person)
    assert not sees(place, TRAINED, person), "a colleague who is not named"
    assert waiting(place, JOSEPHINE) == [Waits.CLOSED_AT_ONCE]
    place.later(days=3)
    (late,) = place.ask(lambda reads: queue(reads, place.moment))
    assert late.days_late == 2


def test_letting_it_stand_takes_it_out_of_the_queue_and_is_kept(place: Scene) -> None:
    person = closed(place, AMINA, JOSEPHINE)
    place.as_(JOSEPHINE)
    assert place.ask(lambda reads: restriction_page(reads, person)).waits_for_a_look
    place.do(lambda work: let_stand(work, person).id)
    assert waiting(place, JOSEPHINE) == []
    (kept,) = place.ask(lambda reads: reads.matching(Restriction, person_id=person))
    assert (kept.looked_by, kept.at_once) == (JOSEPHINE.user_id, True)
    acts = [event.action for event in place.ask(lambda reads: reads.matching(AuditEvent))]
    assert acts.count("closing looked at") == 1
    with pytest.raises(NotFound):
        place.do(lambda work: let_stand(work, person).id)


@pytest.mark.parametrize("change", ["opened", "closed otherwise"])
def test_opening_it_or_naming_others_is_a_look_too(place: Scene, change: str) -> None:
    person = closed(place, AMINA, JOSEPHINE)
    place.as_(JOSEPHINE)
    if change == "opened":
        place.do(lambda work: open_again(work, person, "It was another person.").id)
    else:
        named = (JOSEPHINE.user_id,)
        place.do(lambda work: restrict(work, person, open_to=named, reason="Narrower").id)
    assert waiting(place, JOSEPHINE) == []


def test_a_supervisor_who_is_left_out_is_asked_nothing_and_the_officer_is(place: Scene) -> None:
    works_here(place, OFFICER)
    person = closed(place, AMINA)
    assert waiting(place, JOSEPHINE) == []
    assert waiting(place, OFFICER) == [Waits.CLOSED_AT_ONCE]
    place.do(lambda work: let_stand(work, person).id)
    assert waiting(place, OFFICER) == []


def test_somebody_who_can_look_at_it_is_named(place: Scene) -> None:
    assert "nobody-looks" in missing(place, (AMINA.user_id,))
    assert "nobody-looks" not in missing(place, (AMINA.user_id, JOSEPHINE.user_id))
    assert "not-among-them" in missing(place, (JOSEPHINE.user_id,))
    assert "no-reason" in missing(place, (AMINA.user_id, JOSEPHINE.user_id), " ")
    person = place.registered()
    with pytest.raises(GateClosed):
        place.do(lambda work: close_at_once(work, person, open_to=(AMINA.user_id,), reason=WHY).id)


def test_what_few_see_already_is_for_a_supervisor_to_change(place: Scene) -> None:
    person = closed(place, AMINA, JOSEPHINE)
    place.as_(AMINA)
    named = (AMINA.user_id, JOSEPHINE.user_id)
    with pytest.raises(NotAllowed):
        place.do(lambda work: close_at_once(work, person, open_to=named, reason=WHY).id)
    with pytest.raises(NotAllowed):
        place.do(lambda work: let_stand(work, person).id)


@pytest.mark.parametrize("who", [DANIEL, OFFICER])
def test_others_close_nothing_at_once(place: Scene, who: Actor) -> None:
    person = place.registered()
    place.as_(who)
    named = (who.user_id, JOSEPHINE.user_id)
    with pytest.raises(NotAllowed):
        place.do(lambda work: close_at_once(work, person, open_to=named, reason=WHY).id)
