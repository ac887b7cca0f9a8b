"""A role falls with the word of who gave it, after somebody erased a record by it (ADR 20)."""

from __future__ import annotations

import pytest

from caseworker.centre.root import name_by_root
from caseworker.model.ids import PersonId, UserId
from caseworker.model.staff import Role, User
from caseworker.rights.erasing import agree, carry_out
from caseworker.sync.exchanging import exchange_and_follow_up
from db.store.verify import verify
from tests.sync.altered import NOT_AGREED, held_back
from tests.sync.stores import Desk, World, add_person, decided_by


@pytest.mark.requirement("R-442")
def test_laptops_that_differ_say_so_until_a_root_decides(centre: World) -> None:
    """Bo gives Cy the office while Amina is away; she ends Bo's word as she knew it."""
    amina = centre.founded()
    bo, cy = (
        centre.join(amina, centre.enrol(amina, name, code, Role.SUPERVISOR), name, code)
        for name, code in (("Bo Li", "02"), ("Cy Ng", "03"))
    )
    selam = PersonId(amina.act(add_person("Selam")))
    bo_id, cy_id = bo.actor, cy.actor

    def give(desk: Desk, who: UserId, *roles: Role) -> None:
        desk.act(lambda unit: setattr(unit.get(User, who), "roles", frozenset(roles)))

    give(amina, bo_id, Role.ADMINISTRATOR, Role.SUPERVISOR)
    name_by_root(amina.office, centre.root_code, bo_id)
    share(centre, amina, bo, cy)
    bo.reopen()
    give(bo, cy_id, Role.DATA_PROTECTION_OFFICER)
    share(centre, bo, cy)
    cy.reopen()
    key = decided_by(cy, selam)
    share(centre, cy, bo)
    bo.act(lambda work: agree(work, key))
    share(centre, bo, cy)
    cy.act(lambda work: carry_out(work, key))
    share(centre, cy, bo)
    assert cy.names() == bo.names() == []
    amina.act(lambda unit: setattr(unit.get(User, bo_id), "removed_at", unit.now()))
    amina.office.space.align()
    share(centre, amina, cy)
    assert (amina.names(), cy.names()) == (["Selam"], [])
    for desk in (amina, cy):
        assert NOT_AGREED in held_back(desk)
        assert verify(desk.office).problems == ()
        assert [each.differs for each in desk.office.space.laptops()].count(True) == 1
    # The paper says that Bo stays: then the role was hers to give.
    name_by_root(amina.office, centre.root_code, bo_id)
    share(centre, amina, cy)
    for desk in (amina, cy):
        assert NOT_AGREED not in held_back(desk)
        assert desk.names() == []
        assert verify(desk.office).problems == ()
        assert not any(each.differs for each in desk.office.space.laptops())


def share(centre: World, *desks: Desk) -> None:
    for _ in range(2):
        for desk in desks:
            exchange_and_follow_up(desk.office, centre.carrier(desk), "stick")
