"""The code of the root: kept until it is on paper, and used when administrators are lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from caseworker.centre.root import name_by_root
from caseworker.centre.staff import mark
from caseworker.errors import NotNamed, WrongRecoveryCode
from caseworker.keys import Newcomer
from caseworker.model.ids import UserId
from caseworker.model.staff import Role, User
from caseworker.ports import UnitOfWork
from tests.store.laptop import PASSPHRASE
from tests.sync.stores import Desk, World

BOTH = frozenset({Role.ADMINISTRATOR, Role.CASEWORKER})


def roles_of(desk: Desk, user: UserId) -> frozenset[Role]:
    return desk.office.ask(lambda reads: reads.get(User, user)).roles


def test_the_code_is_the_same_until_it_is_on_paper(centre: World) -> None:
    first = centre.first()
    code = first.office.space.prepare_root()
    first.reopen()
    assert first.office.space.prepare_root() == code, "the laptop was locked while it was shown"
    assert not first.office.space.status().founded
    assert first.office.space.found() == code
    assert first.office.store.identity.root_waits == ""


def test_an_administrator_of_the_list_whom_no_root_named_lets_nobody_in(centre: World) -> None:
    first = centre.founded()
    josephine = centre.enrol(first, "Josephine")
    second = centre.join(first, josephine, "Josephine", "second")
    first.act(lambda work: mark(work, josephine, BOTH, frozenset()))
    first.office.space.align()
    centre.round(first, second)
    second.reopen()
    with pytest.raises(NotNamed):
        second.office.space.invite(first.actor)
    name_by_root(second.office, centre.root_code.lower(), josephine)
    assert second.office.space.invite(first.actor).roots


def test_when_the_only_administrator_is_lost_the_paper_names_another(centre: World) -> None:
    first = centre.founded()
    josephine = centre.enrol(first, "Josephine")
    second = centre.join(first, josephine, "Josephine", "second")
    with pytest.raises(WrongRecoveryCode):
        name_by_root(second.office, "AAAAA", josephine)
    assert Role.ADMINISTRATOR not in roles_of(second, josephine)
    name_by_root(second.office, centre.root_code, josephine)
    second.reopen()
    assert roles_of(second, josephine) == BOTH
    (lost,) = (each for each in second.office.space.laptops() if each.code == first.code)
    second.office.space.revoke(lost.device)
    _, report = centre.round(second, first)
    assert report.revoked, "her word counts on the other laptops"


def leaves(user: UserId) -> Callable[[UnitOfWork], None]:
    def act(work: UnitOfWork) -> None:
        work.get(User, user).removed_at = work.now()

    return act


def test_two_administrators_who_end_each_other_wait_for_the_root(centre: World) -> None:
    first = centre.founded()
    josephine = centre.enrol(first, "Josephine")
    newcomer = Newcomer(name="Hannah", staff_code="03", roles=frozenset({Role.CASEWORKER}))
    hannah = first.office.keys.add(newcomer, PASSPHRASE)
    first.office.space.align()
    second = centre.join(first, josephine, "Josephine", "second")
    third = centre.join(first, hannah, "Hannah", "third")
    name_by_root(second.office, centre.root_code, josephine)
    second.reopen()
    centre.round(second, first, third, second)
    for one, other in ((first, josephine), (second, first.actor)):
        one.act(leaves(other))
        one.office.space.align()
    centre.round(first, second, third, first, second)
    assert set(third.office.space.disputed()) == {first.actor, josephine}
    name_by_root(third.office, centre.root_code, josephine)
    centre.round(third, first, second, third)
    for each in (third, second):
        assert each.office.space.disputed() == []
        assert each.office.ask(lambda reads: reads.get(User, josephine)).removed_at is None
    second.reopen()
    assert second.office.space.invite(hannah).roots, "she stays"
    assert first.office.ask(lambda reads: reads.get(User, first.actor)).removed_at is not None


def test_the_root_signs_nothing_that_a_colleague_wrote_into_the_list(centre: World) -> None:
    """Bo's program is altered: she writes roles and another name beside a colleague's line."""
    amina = centre.founded()
    bo_id, josephine = centre.enrol(amina, "Bo Li"), centre.enrol(amina, "Josephine", "03")
    bo = centre.join(amina, bo_id, "Bo Li", "second")
    forged = frozenset({Role.SUPERVISOR, Role.DATA_PROTECTION_OFFICER})

    def forge(unit: UnitOfWork) -> None:
        user = unit.get(User, josephine)
        user.roles, user.name = forged, "Amina Diallo"

    bo.act(forge)
    centre.round(bo, amina)
    shown = amina.office.space.naming(josephine)
    assert shown.roles == {role.value for role in BOTH}
    assert (shown.name, shown.called) == ("Josephine", "Amina Diallo")
    name_by_root(amina.office, centre.root_code, josephine, shown)
    centre.round(amina, bo)
    for desk in (amina, bo):
        assert roles_of(desk, josephine) == BOTH
        with desk.office.store.reading.connect() as connection:
            member = desk.office.store.log(connection).members.people[josephine.bytes]
        assert member.roles == {role.value for role in BOTH}


def test_the_root_signs_no_more_than_it_was_shown(centre: World) -> None:
    amina = centre.founded()
    josephine = centre.enrol(amina, "Josephine")
    shown = amina.office.space.naming(josephine)
    more = frozenset({Role.SUPERVISOR, Role.CASEWORKER})
    amina.act(lambda work: mark(work, josephine, more, frozenset()))
    amina.office.space.align()
    name_by_root(amina.office, centre.root_code, josephine, shown)
    assert roles_of(amina, josephine) == BOTH
    pretended = replace(shown, roles=shown.roles | {Role.DATA_PROTECTION_OFFICER.value})
    name_by_root(amina.office, centre.root_code, josephine, pretended)
    assert roles_of(amina, josephine) == BOTH
