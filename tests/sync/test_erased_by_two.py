"""An altered program cannot erase a record by itself: what came of two people is proven."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest

from caseworker.centre.root import name_by_root
from caseworker.keys import Newcomer
from caseworker.model.erasure import Erasure
from caseworker.model.ids import PersonId
from caseworker.model.person import Person
from caseworker.model.staff import Role, User
from caseworker.ports import UnitOfWork
from tests.store.laptop import PASSPHRASE
from tests.sync.altered import held_back
from tests.sync.stores import (
    Desk,
    World,
    add_person,
    agree_to,
    decided_by,
    erase_as_agreed,
    world,
)
from tests.sync.test_values_withheld import written

pytestmark = pytest.mark.usefixtures("altered_programs")


class Two:
    """Amina, whose program is altered, and Bo."""

    def __init__(self, centre: World) -> None:
        self.centre = centre
        self.amina = centre.founded()
        person = centre.enrol(self.amina, "Bo Li", role=Role.SUPERVISOR)
        self.bo = centre.join(self.amina, person, "Bo Li", "second")
        self.selam = self.amina.act(add_person("Selam"))
        self.tesfay = self.amina.act(add_person("Tesfay"))
        centre.round(self.amina, self.bo)
        assert self.bo.names() == ["Selam", "Tesfay"]


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    with world(tmp_path) as centre:
        yield Two(centre)


def ever_had(desk: Desk, person: UUID) -> frozenset[str]:
    with desk.office.store.reading.connect() as connection:
        return desk.office.store.log(connection).members.people[person.bytes].roles_ever


def erase_alone(two: Two) -> None:
    two.amina.act(lambda unit: unit.erase(unit.get(Person, two.tesfay)))


def agree_for_another(two: Two) -> None:
    """She writes that Bo agreed; her own signature stands under it."""
    erasure = decided_by(two.amina, two.tesfay)

    def pretend(unit: UnitOfWork) -> None:
        found = unit.get(Erasure, erasure)
        found.agreed_at, found.agreed_by = unit.now(), two.bo.actor

    two.amina.act(pretend)
    two.amina.act(erase_as_agreed(two.tesfay, erasure))


def agree_with_herself(two: Two) -> None:
    erasure = decided_by(two.amina, two.tesfay)
    two.amina.act(agree_to(erasure))
    two.amina.act(erase_as_agreed(two.tesfay, erasure))


def use_the_agreement_about_another(two: Two) -> None:
    erasure = decided_by(two.amina, two.selam, agreed_by=two.bo)
    two.centre.round(two.bo, two.amina)
    two.amina.act(erase_as_agreed(two.tesfay, erasure))


def name_another_once_it_is_agreed(two: Two) -> None:
    erasure = decided_by(two.amina, two.selam, agreed_by=two.bo)
    two.centre.round(two.bo, two.amina)
    two.amina.act(name(erasure, two.tesfay))
    two.amina.act(erase_as_agreed(two.tesfay, erasure))


def name_another_while_it_is_shown(two: Two) -> None:
    """Bo agrees to what the decision says by then, not to what it said first."""
    erasure = decided_by(two.amina, two.tesfay)
    two.amina.act(name(erasure, two.selam))
    two.centre.round(two.amina, two.bo)
    two.bo.act(agree_to(erasure))
    two.centre.round(two.bo, two.amina)
    two.amina.act(erase_as_agreed(two.tesfay, erasure))


def name(erasure: UUID, person: UUID) -> Callable[[UnitOfWork], None]:
    def act(unit: UnitOfWork) -> None:
        unit.get(Erasure, erasure).person_id = PersonId(person)

    return act


@pytest.mark.requirement("R-442")
@pytest.mark.parametrize(
    "attack",
    [
        erase_alone,
        agree_for_another,
        agree_with_herself,
        use_the_agreement_about_another,
        name_another_once_it_is_agreed,
        name_another_while_it_is_shown,
    ],
)
def test_what_nobody_else_agreed_to_is_erased_nowhere_else(
    two: Two, attack: Callable[[Two], None]
) -> None:
    attack(two)
    two.centre.round(two.amina, two.bo)
    assert two.bo.names() == ["Selam", "Tesfay"]
    assert held_back(two.bo) == ["erases what two people have to agree to"]


@pytest.mark.requirement("R-442")
def test_who_has_not_the_role_for_it_decides_nothing(two: Two) -> None:
    """Bo's program is altered: a supervisor agrees, and only an officer decides."""
    erasure = decided_by(two.bo, two.tesfay, agreed_by=two.amina)
    two.centre.round(two.amina, two.bo)
    two.bo.act(erase_as_agreed(two.tesfay, erasure))
    two.centre.round(two.bo, two.amina)
    assert two.amina.names() == ["Selam", "Tesfay"]
    assert held_back(two.amina) == ["erases what two people have to agree to"]


@pytest.mark.requirement("R-442")
def test_a_role_that_ended_takes_back_no_erasure(two: Two) -> None:
    erasure = decided_by(two.amina, two.tesfay, agreed_by=two.bo)
    two.centre.round(two.bo, two.amina)
    two.amina.act(erase_as_agreed(two.tesfay, erasure))
    two.amina.act(give(two.bo, Role.RECEPTION))
    two.amina.office.space.align()
    two.centre.round(two.amina, two.bo, two.amina)
    for desk in (two.amina, two.bo):
        assert desk.names() == ["Selam"]
        assert held_back(desk) == []


@pytest.mark.requirement("R-442")
@pytest.mark.parametrize("agreed_late", [False, True])
def test_who_agreed_in_a_role_that_has_ended_for_who_erases_covers_nothing(
    two: Two, *, agreed_late: bool
) -> None:
    """What is erased so is erased by one person: the other may agree to nothing any more."""
    erasure = decided_by(two.amina, two.tesfay, agreed_by=None if agreed_late else two.bo)
    two.centre.round(two.amina, two.bo, two.amina)
    two.amina.act(give(two.bo, Role.RECEPTION))
    two.amina.office.space.align()
    if agreed_late:
        # Bo's program is altered: it agrees all the same, and may say to know nothing of it.
        two.bo.act(agree_to(erasure))
        two.centre.round(two.bo, two.amina)
    two.amina.act(erase_as_agreed(two.tesfay, erasure))
    two.centre.round(two.amina, two.bo)
    assert two.bo.names() == ["Selam", "Tesfay"]
    assert held_back(two.bo) == ["erases what two people have to agree to"]


def give(desk: Desk, *roles: Role) -> Callable[[UnitOfWork], None]:
    return lambda unit: setattr(unit.get(User, desk.actor), "roles", frozenset(roles))


@pytest.mark.requirement("R-442")
def test_what_was_done_in_a_role_before_there_was_a_log_stays_done(tmp_path: Path) -> None:
    """Two signed and one of them has another role by now; then the centre gets more laptops."""
    with world(tmp_path) as centre:
        amina = centre.first()
        amina.office.keys.add(
            Newcomer(name="Bo Li", staff_code="02", roles=frozenset({Role.SUPERVISOR})), PASSPHRASE
        )
        amina.act(add_person("Selam"))
        tesfay = amina.act(add_person("Tesfay"))
        erasure = decided_by(amina, tesfay)
        amina.lock()
        amina.name = "Bo Li"
        amina.unlock()
        amina.act(agree_to(erasure))
        bo = amina.actor
        amina.lock()
        amina.name = "Amina Diallo"
        amina.unlock()
        amina.act(erase_as_agreed(tesfay, erasure))
        amina.act(lambda unit: setattr(unit.get(User, bo), "roles", frozenset({Role.RECEPTION})))
        amina.office.space.found()
        hodan = centre.join(amina, centre.enrol(amina, "Hodan Ali", "03"), "Hodan Ali", "third")
        for desk in (amina, hodan):
            assert desk.names() == ["Selam"]
            assert held_back(desk) == []


@pytest.mark.requirement("R-442")
def test_an_agreement_that_was_called_off_covers_nothing(two: Two) -> None:
    """Amina's program is altered so far that it erases what she saw to be called off."""
    erasure = decided_by(two.amina, two.tesfay, agreed_by=two.bo)
    two.bo.act(lambda unit: setattr(unit.get(Erasure, erasure), "called_off_by", two.bo.actor))
    two.centre.round(two.bo, two.amina)
    two.amina.act(erase_as_agreed(two.tesfay, erasure))
    two.centre.round(two.amina, two.bo)
    assert two.bo.names() == ["Selam", "Tesfay"]
    assert held_back(two.bo) == ["erases what two people have to agree to"]


@pytest.mark.requirement("R-442")
@pytest.mark.parametrize("newest_first", [False, True])
def test_what_two_agreed_to_is_erased_whatever_comes_first(two: Two, *, newest_first: bool) -> None:
    erasure = decided_by(two.amina, two.tesfay, agreed_by=two.bo)
    two.centre.round(two.bo, two.amina, two.bo)
    hodan_id = two.centre.enrol(two.amina, "Hodan Ali", "03")
    hodan = two.centre.join(two.amina, hodan_id, "Hodan Ali", "third")
    assert hodan.names() == ["Selam", "Tesfay"]
    two.amina.act(erase_as_agreed(two.tesfay, erasure))
    come = written(two.amina)
    for content in reversed(come) if newest_first else come:
        two.bo.office.exchange.take_in(content)
    two.centre.round(two.amina, two.bo, hodan)
    for desk in (two.amina, two.bo, hodan):
        assert desk.names() == ["Selam"]
        assert held_back(desk) == []


def test_what_was_agreed_to_once_more_is_erased(two: Two) -> None:
    erasure = decided_by(two.amina, two.tesfay, agreed_by=two.bo)
    two.bo.act(agree_to(erasure))
    two.centre.round(two.bo, two.amina)
    two.amina.act(erase_as_agreed(two.tesfay, erasure))
    two.centre.round(two.amina, two.bo)
    assert two.bo.names() == ["Selam"]
    assert held_back(two.bo) == []


def test_an_erasure_that_comes_before_its_agreement_takes_effect_once_that_is_here(
    two: Two,
) -> None:
    erasure = decided_by(two.amina, two.tesfay)
    decision = written(two.amina)
    two.bo.exchange(two.centre.stick)
    for content in decision:
        two.bo.office.exchange.take_in(content)
    hodan_id = two.centre.enrol(two.amina, "Hodan Ali", "03")
    hodan = two.centre.join(two.amina, hodan_id, "Hodan Ali", "third")
    two.bo.act(agree_to(erasure))
    agreed = written(two.bo)
    for content in agreed:
        two.amina.office.exchange.take_in(content)
    two.amina.act(erase_as_agreed(two.tesfay, erasure))
    for content in written(two.amina):
        hodan.office.exchange.take_in(content)
    assert hodan.names() == ["Selam", "Tesfay"]
    assert held_back(hodan) == ["erases what two people have to agree to"]
    for content in agreed:
        hodan.office.exchange.take_in(content)
    assert hodan.names() == ["Selam"]
    assert held_back(hodan) == []


def test_every_laptop_sees_which_ones_told_to_have_an_erasure(two: Two) -> None:
    hodan_id = two.centre.enrol(two.amina, "Hodan Ali", "03")
    hodan = two.centre.join(two.amina, hodan_id, "Hodan Ali", "third")
    erasure = decided_by(two.amina, two.tesfay, agreed_by=two.bo)
    two.centre.round(two.bo, two.amina, hodan, two.bo)
    two.amina.act(erase_as_agreed(two.tesfay, erasure))
    two.centre.round(two.amina, two.bo)

    def told(desk: Desk) -> set[UUID]:
        return set(desk.office.space.confirmed(two.tesfay))

    amina, bo, third = (
        UUID(bytes=desk.office.store.identity.device_id) for desk in (two.amina, two.bo, hodan)
    )
    # Bo sees that it was erased at Amina's, and that nothing is known of Hodan's yet.
    assert told(two.bo) - {bo} == {amina}
    two.centre.round(two.amina)
    assert told(two.amina) - {amina} == {bo}
    two.centre.round(hodan, two.bo)
    assert told(two.bo) - {bo} == {amina, third}


@pytest.mark.requirement("R-442")
def test_a_role_that_a_colleague_wrote_is_none_that_somebody_ever_had(two: Two) -> None:
    """Bo's program is altered, and writes before the newcomer is entered in the log."""
    newcomer = Newcomer(name="Cy Ng", staff_code="03", roles=frozenset({Role.CASEWORKER}))
    cy = two.amina.office.keys.add(newcomer, PASSPHRASE)
    two.centre.round(two.amina, two.bo)

    def give(unit: UnitOfWork) -> None:
        unit.get(User, cy).roles |= {Role.DATA_PROTECTION_OFFICER}

    def mend(unit: UnitOfWork) -> None:
        unit.get(User, cy).roles = frozenset({Role.CASEWORKER})

    two.bo.act(give)
    two.centre.round(two.bo, two.amina)
    two.amina.act(mend)
    two.amina.office.space.align()
    assert ever_had(two.amina, cy) == {Role.CASEWORKER.value}


def test_a_key_that_a_colleague_wrote_is_nobodys_key(two: Two) -> None:
    """Bo's program is altered, and writes a key of hers beside the name of the next administrator.

    It would sign as an administrator once the root names her.
    """
    hers = b"\x07" * 32
    newcomer = Newcomer(name="Cy Ng", staff_code="03", roles=frozenset({Role.CASEWORKER}))
    cy = two.amina.office.keys.add(newcomer, PASSPHRASE)
    two.amina.office.space.align()
    two.centre.round(two.amina, two.bo)
    two.bo.act(lambda unit: setattr(unit.get(User, cy), "signing_key", hers))
    two.centre.round(two.bo, two.amina)
    name_by_root(two.amina.office, two.centre.root_code, cy)
    with two.amina.office.store.reading.connect() as connection:
        members = two.amina.office.store.log(connection).members
    assert hers not in members.administrators
    assert hers not in members.people[cy.bytes].keys


@pytest.mark.requirement("R-442")
@pytest.mark.parametrize("seed", range(3))
def test_a_role_that_ends_meanwhile_is_judged_alike_in_whatever_order_it_comes(
    two: Two, seed: int
) -> None:
    """Bo agrees while her role is taken; one record is erased before Amina hears, one after."""
    before, after = (decided_by(two.amina, each) for each in (two.selam, two.tesfay))
    hodan_id = two.centre.enrol(two.amina, "Hodan Ali", "03")
    hodan = two.centre.join(two.amina, hodan_id, "Hodan Ali", "third")
    two.centre.round(two.amina, two.bo, hodan)
    two.bo.act(agree_to(before))
    two.bo.act(agree_to(after))
    come = written(two.bo)
    for content in come:
        two.amina.office.exchange.take_in(content)
    two.amina.act(erase_as_agreed(two.selam, before))
    come += written(two.amina)
    two.amina.act(give(two.bo, Role.RECEPTION))
    two.amina.office.space.align()
    come += written(two.amina)
    two.amina.act(erase_as_agreed(two.tesfay, after))
    come += written(two.amina)
    random.Random(seed).shuffle(come)
    for content in come:
        hodan.office.exchange.take_in(content)
    assert hodan.names() == ["Tesfay"]
    assert held_back(hodan) == ["erases what two people have to agree to"]
