"""One member whose program is altered closes no record, and joins no two, by a role she has not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest

from caseworker.model.duplicate import Duplicate, DuplicateState
from caseworker.model.ids import DuplicateId, PersonId, UserId
from caseworker.model.rights import Restriction
from caseworker.model.staff import Centre, Role, User
from caseworker.people.closing_at_once import close_at_once
from caseworker.people.duplicates.joining import ask, decide, part
from caseworker.people.duplicates.standing import second_records
from caseworker.people.restricted import hidden_people, restrict
from caseworker.ports import UnitOfWork
from tests.sync.altered import held_back
from tests.sync.stores import Desk, World, add_person, world

pytestmark = pytest.mark.usefixtures("altered_programs")
NOT_PROVEN = "joins or closes records without proof"


class Two:
    """Amina, administrator and caseworker, and Bo, who supervises."""

    def __init__(self, centre: World) -> None:
        self.centre = centre
        self.amina = centre.founded()
        person = centre.enrol(self.amina, "Bo Li", role=Role.SUPERVISOR)
        self.bo = centre.join(self.amina, person, "Bo Li", "second")
        self.selam = PersonId(self.amina.act(add_person("Selam")))
        self.tesfay = PersonId(self.amina.act(add_person("Tesfay")))
        self.share()

    def share(self) -> None:
        self.centre.round(self.amina, self.bo, self.amina)


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    with world(tmp_path) as centre:
        yield Two(centre)


def seconds(desk: Desk) -> dict[PersonId, PersonId]:
    return desk.office.ask(lambda reads: dict(second_records(reads)))


def a_pair(two: Two, state: DuplicateState, by: UserId) -> Callable[[UnitOfWork], DuplicateId]:
    def act(unit: UnitOfWork) -> DuplicateId:
        made = Duplicate(
            id=DuplicateId(unit.new_id()),
            person_id=two.selam,
            duplicate_id=two.tesfay,
            state=state,
            asked_at=unit.now(),
            asked_by=by,
            decided_at=unit.now(),
            decided_by=unit.actor.user_id,
        )
        unit.add(made)
        return made.id

    return act


def alone(two: Two) -> None:
    two.bo.act(a_pair(two, DuplicateState.ONE_PERSON, two.bo.actor))


def in_the_name_of_another(two: Two) -> None:
    two.bo.act(a_pair(two, DuplicateState.ONE_PERSON, two.amina.actor))


def as_if_she_worked_alone(two: Two) -> None:
    two.bo.act(a_pair(two, DuplicateState.ONE_PERSON_UNSEEN, two.bo.actor))


def as_if_somebody_had_said_so(two: Two) -> None:
    """She writes herself that one person works alone here, and relies on it."""

    def act(unit: UnitOfWork) -> None:
        (centre,) = unit.matching(Centre)
        centre.sole_worker = True

    def join(unit: UnitOfWork) -> None:
        unit.rely_on(*unit.matching(Centre))
        a_pair(two, DuplicateState.ONE_PERSON_UNSEEN, two.bo.actor)(unit)

    two.bo.act(act)
    two.bo.act(join)


def what_she_asked_herself(two: Two) -> None:
    key = two.bo.act(a_pair(two, DuplicateState.ASKED, two.bo.actor))

    def act(unit: UnitOfWork) -> None:
        found = unit.get(Duplicate, key)
        unit.rely_on(found)
        found.state, found.decided_by = DuplicateState.ONE_PERSON, unit.actor.user_id

    two.bo.act(act)


def without_the_role(two: Two) -> None:
    """Bo asked; Amina decides, and no caseworker may."""
    key = two.bo.act(lambda work: ask(work, two.selam, two.tesfay, "The same scar").id)
    two.share()

    def act(unit: UnitOfWork) -> None:
        found = unit.get(Duplicate, key)
        unit.rely_on(found)
        found.state, found.decided_by = DuplicateState.ONE_PERSON, unit.actor.user_id

    two.amina.act(act)


@pytest.mark.requirement("R-208")
@pytest.mark.parametrize(
    "attack",
    [
        alone,
        in_the_name_of_another,
        as_if_she_worked_alone,
        as_if_somebody_had_said_so,
        what_she_asked_herself,
        without_the_role,
    ],
)
def test_nobody_joins_two_records_by_herself(two: Two, attack: Callable[[Two], None]) -> None:
    attack(two)
    two.share()
    honest = two.bo if attack is without_the_role else two.amina
    assert seconds(honest) == {}
    assert set(held_back(honest)) == {NOT_PROVEN}


@pytest.mark.requirement("R-208")
def test_what_one_asked_and_another_decided_holds_everywhere_until_it_is_parted(two: Two) -> None:
    key = two.amina.act(lambda work: ask(work, two.selam, two.tesfay, "The same scar").id)
    two.share()
    two.bo.act(lambda work: decide(work, key, one_person=True))
    two.share()
    for desk in (two.amina, two.bo):
        assert seconds(desk) == {two.tesfay: two.selam}
        assert held_back(desk) == []
    two.bo.act(lambda work: part(work, key, "Two sisters"))
    two.share()
    assert seconds(two.amina) == seconds(two.bo) == {}
    assert held_back(two.amina) == []


@pytest.mark.requirement("R-208")
def test_whoever_works_alone_by_the_word_of_an_administrator_goes_on(two: Two) -> None:
    two.amina.act(lambda unit: setattr(unit.matching(Centre)[0], "sole_worker", True))
    two.amina.act(lambda work: ask(work, two.selam, two.tesfay, "The same scar"))
    two.share()
    assert seconds(two.bo) == {two.tesfay: two.selam}
    assert held_back(two.bo) == []


@pytest.mark.requirement("R-208")
def test_no_other_record_is_put_under_what_two_decided(two: Two) -> None:
    key = two.bo.act(lambda work: ask(work, two.selam, two.tesfay, "The same scar").id)
    other = PersonId(two.amina.act(add_person("Hiwot")))
    two.share()
    two.amina.act(lambda unit: setattr(unit.get(Duplicate, key), "duplicate_id", other))
    two.share()
    assert set(held_back(two.bo)) == {NOT_PROVEN}
    assert two.bo.office.ask(lambda reads: reads.get(Duplicate, key)).duplicate_id == two.tesfay


def closing(two: Two, by: UserId, *, at_once: bool) -> Callable[[UnitOfWork], UUID]:
    def act(unit: UnitOfWork) -> UUID:
        made = Restriction(
            id=unit.new_id(),
            person_id=two.selam,
            open_to=(unit.actor.user_id,),
            reason="Nobody else",
            made_at=unit.now(),
            made_by=by,
            at_once=at_once,
        )
        unit.add(made)
        return made.id

    return act


@pytest.mark.requirement("R-442")
@pytest.mark.parametrize("pretended", [False, True], ids=["herself", "in the name of another"])
def test_no_caseworker_closes_a_record_so_that_nobody_looks_at_it(
    two: Two, *, pretended: bool
) -> None:
    """Otherwise an administrator's laptop would take it from all the others."""
    roles = frozenset({Role.ADMINISTRATOR, Role.CASEWORKER})
    two.amina.act(lambda unit: setattr(unit.get(User, two.amina.actor), "roles", roles))
    two.amina.office.space.align()
    by = two.bo.actor if pretended else two.amina.actor
    two.amina.act(closing(two, by, at_once=pretended))
    two.share()
    assert two.bo.office.ask(hidden_people) == frozenset()
    assert set(held_back(two.bo)) == {NOT_PROVEN}


@pytest.mark.requirement("R-442")
def test_who_may_closes_a_record_and_at_once_is_looked_at(two: Two) -> None:
    for_both = tuple(sorted((two.amina.actor, two.bo.actor)))
    two.amina.act(lambda work: close_at_once(work, two.selam, open_to=for_both, reason="A cousin"))
    two.bo.act(
        lambda work: restrict(work, two.tesfay, open_to=(two.bo.actor,), reason="A relative")
    )
    two.share()
    assert two.amina.office.ask(hidden_people) == {two.tesfay}
    assert held_back(two.amina) == held_back(two.bo) == []


@pytest.mark.requirement("R-442")
def test_where_two_say_at_once_who_sees_a_record_only_whom_both_name_does(two: Two) -> None:
    both = tuple(sorted((two.amina.actor, two.bo.actor)))
    key = two.bo.act(lambda work: restrict(work, two.selam, open_to=both, reason="A relative").id)
    two.share()
    for desk, named in ((two.bo, (two.bo.actor,)), (two.amina, both[::-1])):
        desk.act(lambda unit, named=named: setattr(unit.get(Restriction, key), "open_to", named))
    two.share()
    for desk in (two.amina, two.bo):
        assert desk.office.ask(lambda reads: reads.get(Restriction, key)).open_to == (two.bo.actor,)
        assert held_back(desk) == []
