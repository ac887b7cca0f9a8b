"""What honest programs write is held back by no other, and what the log decides counts here too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from caseworker.centre.root import name_by_root
from caseworker.centre.settings import Settings, change_settings
from caseworker.errors import GateClosed, NotAllowed, NotFollowed
from caseworker.keys import Newcomer
from caseworker.model.duplicate import DuplicateState
from caseworker.model.erasure import Erasure
from caseworker.model.ids import DuplicateId, PersonId, UserId
from caseworker.model.staff import Role, User
from caseworker.people.duplicates.joining import ask, decide
from caseworker.people.restricted import hidden_people, restrict
from caseworker.ports import UnitOfWork
from caseworker.rights.erasing import agree, carry_out
from caseworker.views.conflicts import conflict_lines, settle
from tests.store.laptop import PASSPHRASE
from tests.sync.altered import held_back
from tests.sync.stores import Desk, World, add_person, decided_by, world
from tests.sync.test_proven_acts import seconds
from tests.sync.test_values_withheld import written


class Team:
    """Amina decides, Bo and Cy supervise."""

    def __init__(self, centre: World) -> None:
        self.centre = centre
        self.amina = centre.founded()
        self.bo = self.joined("Bo Li", "02", Role.SUPERVISOR)
        self.cy = self.joined("Cy Ng", "03", Role.SUPERVISOR)
        self.selam = PersonId(self.amina.act(add_person("Selam")))
        self.tesfay = PersonId(self.amina.act(add_person("Tesfay")))
        self.share()

    def joined(self, name: str, code: str, role: Role) -> Desk:
        person = self.centre.enrol(self.amina, name, code, role)
        return self.centre.join(self.amina, person, name, code)

    @property
    def all(self) -> tuple[Desk, ...]:
        return self.amina, self.bo, self.cy

    def share(self) -> None:
        for _ in range(2):
            self.centre.round(*self.all)

    def align(self) -> None:
        """Let administrators sign what the list of staff says, and everybody hear of it."""
        for desk in self.all:
            desk.office.space.align()
        self.share()

    def nothing_is_held_back(self) -> None:
        assert [held_back(desk) for desk in self.all] == [[], [], []]

    def give(self, desk: Desk, who: UserId, *roles: Role) -> None:
        desk.act(lambda unit: setattr(unit.get(User, who), "roles", frozenset(roles)))


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with world(tmp_path) as centre:
        yield Team(centre)


def decided_twice(team: Team) -> DuplicateId:
    """Let Bo and Cy decide differently, at the same time, what Amina asked."""
    key = team.amina.act(lambda work: ask(work, team.selam, team.tesfay, "The same scar").id)
    team.share()
    team.bo.act(lambda work: decide(work, key, one_person=True))
    team.cy.act(lambda work: decide(work, key, one_person=False))
    team.share()
    return key


@pytest.mark.requirement("R-208")
def test_who_settles_what_two_decided_about_two_records_has_decided_it(team: Team) -> None:
    key = decided_twice(team)
    (line,) = team.bo.office.ask(lambda reads: conflict_lines(reads, key))
    assert line.conflict.field == "state"
    team.bo.act(lambda work: settle(work, line.conflict, DuplicateState.ONE_PERSON))
    team.share()
    team.nothing_is_held_back()
    for desk in team.all:
        assert seconds(desk) == {team.tesfay: team.selam}
        assert desk.office.space.status().conflicts == 0


@pytest.mark.requirement("R-208")
def test_who_asked_does_not_settle_what_two_decided(team: Team) -> None:
    supervises = frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR})
    team.give(team.amina, team.amina.actor, *supervises)
    team.align()
    team.amina.reopen()
    key = decided_twice(team)
    assert not team.amina.office.ask(lambda reads: conflict_lines(reads, key))
    (line,) = team.bo.office.ask(lambda reads: conflict_lines(reads, key))
    with pytest.raises(NotAllowed):
        team.amina.act(lambda work: settle(work, line.conflict, DuplicateState.ONE_PERSON))


@pytest.mark.requirement("R-442")
def test_two_who_agreed_at_once_both_stand_and_nobody_chooses_between_them(team: Team) -> None:
    """A choice would be signed by neither of them, and the erasure be believed nowhere else."""
    key = decided_by(team.amina, team.selam)
    team.share()
    for desk in (team.bo, team.cy):
        desk.act(lambda work: agree(work, key))
    team.share()
    assert not team.amina.office.ask(lambda reads: conflict_lines(reads, key))
    team.amina.act(lambda work: carry_out(work, key))
    team.share()
    team.nothing_is_held_back()
    assert [desk.names() for desk in team.all] == [["Tesfay"]] * 3


@pytest.mark.requirement("R-442")
def test_a_role_of_the_list_that_nobody_signed_yet_closes_nothing(team: Team) -> None:
    """An exchange broke off between: the list came, and the log of who is who did not."""
    team.give(team.amina, team.cy.actor, Role.CASEWORKER)
    team.align()
    team.give(team.amina, team.cy.actor, Role.SUPERVISOR)
    in_the_list = written(team.amina)
    team.amina.office.space.align()
    for content in in_the_list:
        team.cy.office.exchange.take_in(content)
    team.cy.reopen()
    assert Role.SUPERVISOR in team.cy.office.actor.roles
    with pytest.raises(NotFollowed):
        team.cy.act(close_to(team, team.bo.actor))
    assert team.bo.office.ask(hidden_people) == frozenset()
    team.share()
    team.cy.act(close_to(team, team.bo.actor))
    team.share()
    team.nothing_is_held_back()
    assert team.cy.office.ask(hidden_people) == {team.selam}


@pytest.mark.requirement("R-442")
def test_a_role_that_ended_stops_the_erasure_and_given_again_carries_it(team: Team) -> None:
    both = (Role.SUPERVISOR, Role.DATA_PROTECTION_OFFICER)
    team.give(team.amina, team.cy.actor, *both)
    team.align()
    team.cy.reopen()
    key = decided_by(team.cy, team.selam)
    team.share()
    team.bo.act(lambda work: agree(work, key))
    team.give(team.amina, team.cy.actor, Role.SUPERVISOR)
    team.align()
    for desk in (team.amina, team.cy):
        # Cy is logged in as the officer still; and for Amina the decision has lost its role.
        with pytest.raises(GateClosed):
            desk.act(lambda work: carry_out(work, key))
    team.give(team.amina, team.cy.actor, *both)
    team.align()
    team.cy.act(lambda work: carry_out(work, key))
    team.share()
    team.nothing_is_held_back()
    assert [desk.names() for desk in team.all] == [["Tesfay"]] * 3


def close_to(team: Team, *open_to: UserId) -> Callable[[UnitOfWork], None]:
    def act(work: UnitOfWork) -> None:
        restrict(work, team.selam, open_to=open_to, reason="A relative")

    return act


def test_what_counts_again_by_the_word_of_the_root_counts_where_it_is_typed(team: Team) -> None:
    """Two administrators ended each other; the paper is typed on the laptop of a third."""
    team.give(team.amina, team.bo.actor, Role.ADMINISTRATOR, Role.SUPERVISOR)
    name_by_root(team.amina.office, team.centre.root_code, team.bo.actor)
    team.share()
    team.bo.reopen()
    for desk, other in ((team.amina, team.bo), (team.bo, team.amina)):
        end = other.actor
        desk.act(lambda unit, end=end: setattr(unit.get(User, end), "removed_at", unit.now()))
    for desk in (team.amina, team.bo):
        desk.office.space.align()
        desk.act(add_person(f"By {desk.name}"))
    team.share()
    assert "suspended" in held_back(team.cy)
    name_by_root(team.cy.office, team.centre.root_code, team.amina.actor)
    assert team.cy.names() == ["By Amina Diallo", "Selam", "Tesfay"]
    assert "suspended" not in held_back(team.cy)
    team.share()
    assert held_back(team.amina) == held_back(team.bo) == held_back(team.cy)
    assert team.amina.names() == team.bo.names() == team.cy.names()


def unlocked_by(desk: Desk, name: str) -> None:
    desk.lock()
    desk.name = name
    desk.unlock()


def test_whoever_enters_a_colleague_in_the_log_sees_what_she_wrote_before(team: Team) -> None:
    """An administrator whom no root named entered her; another one's laptop signs it."""
    team.give(team.amina, team.bo.actor, Role.ADMINISTRATOR, Role.SUPERVISOR)
    team.align()
    team.bo.reopen()
    newcomer = Newcomer(name="Dee Oku", staff_code="09", roles=frozenset({Role.CASEWORKER}))
    team.bo.office.keys.add(newcomer, PASSPHRASE)
    unlocked_by(team.bo, "Dee Oku")
    team.bo.act(add_person("By Dee"))
    team.share()
    team.align()
    team.nothing_is_held_back()
    assert [desk.names() for desk in team.all] == [["By Dee", "Selam", "Tesfay"]] * 3


@pytest.mark.requirement("R-208")
def test_whoever_works_alone_goes_on_once_the_administrator_who_said_so_has_left(
    team: Team,
) -> None:
    alone = Settings(name="Al Amal", sole_worker=True)
    team.amina.act(lambda work: change_settings(work, alone))
    roles = frozenset({Role.ADMINISTRATOR, Role.CASEWORKER})
    team.give(team.amina, team.bo.actor, *roles)
    name_by_root(team.amina.office, team.centre.root_code, team.bo.actor)
    team.share()
    team.bo.reopen()
    team.give(team.bo, team.amina.actor, Role.CASEWORKER)
    team.align()
    with pytest.raises(NotFollowed):
        team.bo.act(lambda work: ask(work, team.selam, team.tesfay, "The same scar"))
    # She presses "Keep" on the page of the centre.
    team.bo.act(lambda work: change_settings(work, alone))
    team.bo.act(lambda work: ask(work, team.selam, team.tesfay, "The same scar"))
    team.share()
    team.nothing_is_held_back()
    assert [seconds(desk) for desk in team.all] == [{team.tesfay: team.selam}] * 3


@pytest.mark.requirement("R-442")
def test_what_two_agreed_to_before_the_space_was_founded_is_erased_after_it(
    tmp_path: Path,
) -> None:
    with world(tmp_path) as centre:
        amina = centre.first()
        roles = frozenset({Role.SUPERVISOR})
        amina.office.keys.add(Newcomer(name="Bo Li", staff_code="02", roles=roles), PASSPHRASE)
        amina.act(add_person("Selam"))
        key = decided_by(amina, amina.act(add_person("Tesfay")))
        unlocked_by(amina, "Bo Li")
        amina.act(lambda work: agree(work, key))
        unlocked_by(amina, "Amina Diallo")
        amina.office.space.found()
        hodan = centre.join(amina, centre.enrol(amina, "Hodan Ali", "03"), "Hodan Ali", "third")
        assert amina.office.ask(lambda reads: reads.get(Erasure, key)).agreed_by is not None
        amina.act(lambda work: carry_out(work, key))
        centre.round(amina, hodan)
        for desk in (amina, hodan):
            assert desk.names() == ["Selam"]
            assert held_back(desk) == []
