"""Looking through all records for second ones: in portions, once each, from where it stopped."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseworker.errors import NotAllowed
from caseworker.model.ids import PersonId
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import Person, Sex
from caseworker.people.duplicates import joining, looking
from caseworker.people.duplicates.looking import Looked, Looking
from caseworker.ports import UnitOfWork
from tests.scene import AMINA, DANIEL, JOSEPHINE, Scene, works_here

pytestmark = pytest.mark.requirement("R-208")


@pytest.fixture
def scene() -> Scene:
    made = Scene()
    works_here(made, AMINA, JOSEPHINE)
    return made


def enter(scene: Scene, name: str, days_ago: float = 0, born: str = "1996-03-04") -> PersonId:
    def act(work: UnitOfWork) -> PersonId:
        given, _space, family = name.partition(" ")
        person = Person(
            id=PersonId(work.new_id()),
            given_name=given,
            family_name=family,
            sex=Sex.FEMALE,
            date_of_birth=PartialDate(born),
            registered_at=work.now() - timedelta(days=days_ago),
            registered_by=AMINA.user_id,
        )
        work.add(person)
        return person.id

    return scene.do(act)


def others(scene: Scene, count: int, days_ago: float = 10) -> None:
    """Enter people of whom none is like another."""
    names = ("Oksana Melnyk", "Farid Noori", "Grace Okello", "Mamadou Diallo", "Carlos Rondon",
             "Tsion Bekele", "Zahra Ahmadi", "Yusuf Warsame")  # fmt: skip
    for number, name in enumerate(names[:count]):
        enter(scene, name, days_ago + number, born=f"{1950 + 5 * number}-0{1 + number % 9}-11")


def began(scene: Scene, before: Looked | None = None) -> Looking:
    return scene.ask(lambda reads: Looking(reads, before or Looked()))


def goes_on(scene: Scene, look: Looking, portion: int) -> None:
    scene.ask(lambda reads: look.go_on(reads, portion, lambda: False))


def found(scene: Scene, look: Looking) -> set[frozenset[PersonId]]:
    pairs = scene.ask(look.pairs)
    return {frozenset({each.first.id, each.second.id}) for each in pairs}


def test_records_of_years_ago_are_found_too(scene: Scene) -> None:
    one, other = enter(scene, "Selam Tesfay", 1500), enter(scene, "Selaam Tesfai", 900)
    others(scene, 6)
    look = began(scene)
    assert (look.compared, look.in_all, look.is_over) == (0, 8, False)
    goes_on(scene, look, 5)
    assert look.compared == 5
    assert not found(scene, look), "the newest come first"
    goes_on(scene, look, 5)
    assert look.is_over
    assert found(scene, look) == {frozenset({one, other})}


def test_it_goes_on_where_it_stopped_with_what_was_found(scene: Scene) -> None:
    one, other = enter(scene, "Selam Tesfay", 1), enter(scene, "Selaam Tesfai", 2)
    others(scene, 6)
    first = began(scene)
    goes_on(scene, first, 4)
    again = began(scene, first.looked())
    assert again.compared == 4
    assert found(scene, again) == {frozenset({one, other})}
    goes_on(scene, again, 99)
    assert again.is_over
    done = began(scene, again.looked())
    assert done.is_over, "nothing is compared a second time"
    assert found(scene, done) == {frozenset({one, other})}


def test_whoever_came_since_comes_first(scene: Scene) -> None:
    others(scene, 8)
    first = began(scene)
    goes_on(scene, first, 3)
    scene.later(days=1)
    new, twin = enter(scene, "Selam Tesfay"), enter(scene, "Selaam Tesfai")
    again = began(scene, first.looked())
    assert (again.compared, again.in_all) == (3, 10)
    goes_on(scene, again, 1)
    part_way = began(scene, again.looked())
    assert part_way.compared == 3, "who came since is not yet wholly compared"
    goes_on(scene, again, 1)
    assert found(scene, again) == {frozenset({new, twin})}
    assert began(scene, again.looked()).compared == 5


def test_what_an_exchange_brings_into_days_that_were_compared_is_looked_through(
    scene: Scene,
) -> None:
    others(scene, 8)
    first = began(scene)
    goes_on(scene, first, 99)
    looked = first.looked()
    assert began(scene, looked).is_over
    one = enter(scene, "Selam Tesfay", 12.5)
    other = enter(scene, "Selaam Tesfai", 13.5)
    again = began(scene, looked)
    assert again.compared == 0
    goes_on(scene, again, 99)
    assert found(scene, again) == {frozenset({one, other})}


def test_two_of_whom_somebody_said_a_word_are_left_out_at_once(scene: Scene) -> None:
    one, other = enter(scene, "Selam Tesfay", 1), enter(scene, "Selaam Tesfai", 2)
    look = began(scene)
    goes_on(scene, look, 99)
    assert found(scene, look)
    scene.do(lambda work: joining.are_two_people(work, one, other))
    assert not found(scene, look)
    assert not found(scene, began(scene, look.looked()))


def test_the_likeliest_are_kept_however_many_there_are(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "MOST_PAIRS", 3)
    for number in range(6):
        enter(scene, "Selam Tesfay", number)
    look = began(scene)
    goes_on(scene, look, 99)
    assert len(found(scene, look)) == 3
    assert len(look.looked().pairs) == 3


def test_whoever_stops_leaves_it_where_it_is(scene: Scene) -> None:
    others(scene, 5)
    look = began(scene)
    scene.ask(lambda reads: look.go_on(reads, 99, lambda: look.compared == 0 and True))
    assert look.compared == 0
    assert look.looked() == Looked()


def test_who_works_on_no_cases_does_not_look(scene: Scene) -> None:
    with pytest.raises(NotAllowed):
        began(scene.as_(DANIEL))
