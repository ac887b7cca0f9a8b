"""What several laptops wrote about one record comes in any order, and comes to the same everywhere.

Hodan's laptop lies in a drawer while the others decide; then each batch of theirs reaches it one by
one, in an order that chance chose.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from uuid import UUID

import pytest

from caseworker.model.case import Case
from caseworker.model.duplicate import Duplicate
from caseworker.model.ids import InboundReferralId, PersonId
from caseworker.model.inbound_referral import CameBy, ForgettingAsked, InboundReferral
from caseworker.model.person import Person
from caseworker.model.staff import Role, User
from caseworker.people.duplicates.joining import ask, decide, part
from caseworker.people.restricted import hidden_people, open_again, restrict
from caseworker.ports import UnitOfWork
from caseworker.rights.erasing import agree, carry_out
from db.store.verify import verify
from tests.sync.altered import erase, held_back, is_there
from tests.sync.stores import Desk, World, add_person, decided_by, everything_in, rename, world
from tests.sync.test_old_image import image_of, put_back
from tests.sync.test_one_alone_erases_nothing import a_case
from tests.sync.test_proven_acts import seconds
from tests.sync.test_values_withheld import written

Batches = list[bytes]
BY_CHANCE = 4


class Drawer:
    """Amina decides, Bo and Cy supervise, and the laptop of Hodan lies in a drawer."""

    def __init__(self, centre: World) -> None:
        self.centre = centre
        self.amina = centre.founded()
        self.bo = self.joined("Bo Li", "02", Role.SUPERVISOR)
        self.cy = self.joined("Cy Ng", "03", Role.SUPERVISOR)
        self.hodan = self.joined("Hodan Ali", "04", Role.CASEWORKER)
        self.selam = PersonId(self.amina.act(add_person("Selam")))
        self.tesfay = PersonId(self.amina.act(add_person("Tesfay")))
        self.share()
        self.image = image_of(self.hodan)

    @property
    def others(self) -> tuple[Desk, ...]:
        return self.amina, self.bo, self.cy

    def joined(self, name: str, code: str, role: Role) -> Desk:
        return self.centre.join(
            self.amina, self.centre.enrol(self.amina, name, code, role), name, code
        )

    def share(self) -> None:
        for _ in range(2):
            self.centre.round(*self.others, self.hodan)

    def say(self, desk: Desk, act: Callable[[UnitOfWork], object]) -> Batches:
        """Let somebody act, and all others but Hodan hear of it; return what was written."""
        desk.act(act)
        return self.hear(written(desk), desk)

    def hear(self, said: Batches, by: Desk) -> Batches:
        for other in self.others:
            for content in said if other is not by else ():
                other.office.exchange.take_in(content)
        return said

    def in_every_order(self, said: Sequence[bytes], holds: Callable[[Desk], bool]) -> None:
        """Let what was *said* reach Hodan in many orders; at the end of each *holds* is true.

        Newest first; each of its batches after all others; and as chance has it.
        """
        places = list(range(len(said)))
        chance = Random(len(said))
        orders = [
            places[::-1],
            *([*places[:last], *places[last + 1 :], last] for last in places),
            *(chance.sample(places, len(places)) for _ in range(BY_CHANCE)),
        ]
        for order in orders:
            put_back(self.hodan, self.image)
            for place in order:
                self.hodan.office.exchange.take_in(said[place])
            assert holds(self.hodan), order
            assert held_back(self.hodan) == [], order
            assert self.hodan.office.space.status().absent == 0
            assert verify(self.hodan.office).problems == ()
        shutil.rmtree(self.image)


@pytest.fixture
def drawer(tmp_path: Path) -> Iterator[Drawer]:
    with world(tmp_path) as centre:
        yield Drawer(centre)


def role(desk: Desk, *roles: Role) -> Callable[[UnitOfWork], None]:
    return lambda unit: setattr(unit.get(User, desk.actor), "roles", frozenset(roles))


@pytest.mark.requirement("R-442")
def test_an_erasure_takes_all_once_all_that_it_stands_on_has_come(drawer: Drawer) -> None:
    """Its decision, its agreement, the entries that gave the roles, and the record itself."""
    amina, bo, cy = drawer.others
    said = drawer.say(amina, add_person("Hiwot"))
    (hiwot,) = [
        each.id
        for each in amina.office.ask(lambda reads: reads.matching(Person, given_name="Hiwot"))
    ]
    case = a_case(amina, hiwot)
    said += drawer.hear(written(amina), amina)
    said += drawer.say(bo, rename(hiwot, "Hiwot the second"))
    amina.act(role(cy, Role.DATA_PROTECTION_OFFICER))
    amina.office.space.align()
    said += drawer.hear(written(amina), amina)
    cy.reopen()
    key = decided_by(cy, hiwot)
    said += drawer.hear(written(cy), cy)
    said += drawer.say(bo, lambda work: agree(work, key))
    said += drawer.say(cy, lambda work: carry_out(work, key))
    for desk in drawer.others:
        assert not is_there(desk, Person, hiwot)
    drawer.in_every_order(said, lambda desk: nothing_left(desk, hiwot, case))


def nothing_left(desk: Desk, person: UUID, case: UUID) -> bool:
    return (
        not is_there(desk, Person, person)
        and not is_there(desk, Case, case)
        and b"Hiwot" not in everything_in(desk)
    )


@pytest.mark.requirement("R-442")
def test_what_two_colleagues_asked_to_forget_goes_once_both_words_are_here(
    drawer: Drawer,
) -> None:
    amina, bo, cy = drawer.others

    def receive(unit: UnitOfWork) -> InboundReferralId:
        made = InboundReferral(
            id=InboundReferralId(unit.new_id()),
            came_by=CameBy.PHONE,
            need="A bed by the window",
            received_at=unit.now(),
            received_by=unit.actor.user_id,
        )
        unit.add(made)
        return made.id

    inbound = amina.act(receive)
    said = drawer.hear(written(amina), amina)
    for desk in (bo, cy):
        desk.act(lambda unit: ask_to_forget(unit, inbound))
    for desk in (bo, cy):
        said += drawer.hear(written(desk), desk)
    said += drawer.say(
        amina,
        lambda unit: erase(InboundReferral, inbound, *unit.matching(ForgettingAsked))(unit),
    )
    drawer.in_every_order(said, lambda desk: b"by the window" not in everything_in(desk))


def ask_to_forget(unit: UnitOfWork, inbound: InboundReferralId) -> None:
    asked = ForgettingAsked(
        id=unit.new_id(), inbound_id=inbound, asked_at=unit.now(), asked_by=unit.actor.user_id
    )
    unit.add(asked)


@pytest.mark.requirement("R-208")
def test_two_records_are_joined_that_were_joined_and_parted_before(drawer: Drawer) -> None:
    amina, bo, cy = drawer.others
    said: Batches = []
    for why in ("The same scar", "The same mother"):
        said += drawer.say(amina, lambda work, why=why: ask(work, drawer.selam, drawer.tesfay, why))
        pair = amina.office.ask(lambda reads: reads.matching(Duplicate))[-1].id
        said += drawer.say(bo, lambda work, pair=pair: decide(work, pair, one_person=True))
        if len(said) < 6:
            said += drawer.say(cy, lambda work, pair=pair: part(work, pair, "Two sisters"))
    drawer.in_every_order(said, lambda desk: seconds(desk) == {drawer.tesfay: drawer.selam})


@pytest.mark.requirement("R-442")
def test_a_record_is_closed_that_was_opened_again_before(drawer: Drawer) -> None:
    """By somebody whose role for it is new: the entry that gave it comes in any order too."""
    amina, bo, cy = drawer.others
    amina.act(role(cy, Role.DATA_PROTECTION_OFFICER))
    amina.office.space.align()
    said = drawer.hear(written(amina), amina)
    cy.reopen()
    for again in (True, False):
        said += drawer.say(
            cy, lambda work: restrict(work, drawer.selam, open_to=(bo.actor,), reason="A relative")
        )
        if again:
            said += drawer.say(bo, lambda work: open_again(work, drawer.selam, "He left"))
    drawer.in_every_order(said, lambda desk: desk.office.ask(hidden_people) == {drawer.selam})
