"""A laptop that was away for months comes back after an erasure, with work of its own.

Meanwhile a record was erased, the officer who decided it left, keys were changed twice, and the
role of whoever works at it ended. What she wrote about others counts; what she wrote about the
erased person can be erased by those who are here today.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseworker.errors import GateClosed, NothingToUndo
from caseworker.model.case import CaseNote
from caseworker.model.erasure import Erasure
from caseworker.model.ids import CaseId, NoteId, PersonId
from caseworker.model.staff import Role, User
from caseworker.ports import UnitOfWork
from caseworker.rights.erasing import (
    agree,
    agree_to_what_came_late,
    came_late,
    carry_out,
    decide_anew,
    erase_what_came_late,
)
from caseworker.sync.exchanging import exchange_and_follow_up
from db.store.verify import verify
from tests.sync.altered import held_back
from tests.sync.stores import Desk, World, add_person, decided_by, everything_in
from tests.sync.test_one_alone_erases_nothing import a_case

WORDS = "Seen at the harbour"


class Away:
    """Amina decides, Bo supervises, Cy follows Amina as officer; Hodan's laptop is away."""

    def __init__(self, centre: World) -> None:
        self.centre = centre
        self.amina = centre.founded()
        self.bo = self.joined("Bo Li", "02", Role.SUPERVISOR)
        self.hodan = self.joined("Hodan Ali", "03", Role.CASEWORKER)
        self.selam = PersonId(self.amina.act(add_person("Selam")))
        self.case = a_case(self.amina, self.selam)
        self.share(self.amina, self.bo, self.hodan)
        self.erasure = decided_by(self.amina, self.selam)
        self.share(self.amina, self.bo)
        self.bo.act(lambda work: agree(work, self.erasure))
        self.share(self.bo, self.amina)
        self.amina.act(lambda work: carry_out(work, self.erasure))
        self.cy = self.joined("Cy Ng", "04", Role.DATA_PROTECTION_OFFICER)
        for _ in range(2):
            centre.moment += timedelta(days=31)
            self.share(self.amina, self.bo, self.cy)

    def joined(self, name: str, code: str, role: Role) -> Desk:
        person = self.centre.enrol(self.amina, name, code, role)
        return self.centre.join(self.amina, person, name, code)

    @property
    def all(self) -> tuple[Desk, ...]:
        return self.amina, self.bo, self.cy, self.hodan

    def share(self, *desks: Desk) -> None:
        for _ in range(2):
            for desk in desks:
                exchange_and_follow_up(desk.office, self.centre.carrier(desk), "stick")

    def give(self, desk: Desk, *roles: Role) -> None:
        who = desk.actor
        self.amina.act(lambda unit: setattr(unit.get(User, who), "roles", frozenset(roles)))
        self.amina.office.space.align()

    def note(self, unit: UnitOfWork) -> None:
        made = CaseNote(id=NoteId(unit.new_id()), case_id=CaseId(self.case), said=WORDS,
                        written_at=unit.now(), written_by=unit.actor.user_id)  # fmt: skip
        unit.add(made)

    def late(self, desk: Desk) -> list[type]:
        """Return the kinds of what came late, as somebody sees it."""
        return desk.office.ask(
            lambda reads: [
                type(each) for each in came_late(reads, reads.get(Erasure, self.erasure))
            ]
        )

    def goes_on(self, desk: Desk, *acts: object) -> None:
        for act in acts:
            desk.act(lambda work, act=act: act(work, self.erasure))
            self.share(*self.all)


@pytest.fixture
def away(centre: World) -> Away:
    return Away(centre)


def comes_back(away: Away) -> None:
    away.hodan.act(away.note)
    away.hodan.act(add_person("Hiwot"))
    away.share(*reversed(away.all))
    away.share(*away.all)


@pytest.mark.requirement("R-442")
@pytest.mark.parametrize("agreer_left", [False, True])
def test_what_it_brings_about_others_counts_and_the_rest_is_erased_by_whoever_is_here(
    away: Away, *, agreer_left: bool
) -> None:
    away.give(away.hodan, Role.RECEPTION)
    away.give(away.amina, Role.ADMINISTRATOR)
    comes_back(away)
    for desk in away.all:
        assert desk.names() == ["Hiwot"]
        assert held_back(desk) == []
        assert away.late(desk) == [CaseNote]
    with pytest.raises(GateClosed):
        away.cy.act(lambda work: erase_what_came_late(work, away.erasure))
    if agreer_left:
        away.give(away.bo, Role.CASEWORKER)
        away.bo = away.joined("Dee Oku", "05", Role.SUPERVISOR)
    away.goes_on(away.cy, decide_anew)
    with pytest.raises(GateClosed):
        away.cy.act(lambda work: erase_what_came_late(work, away.erasure))
    away.goes_on(away.bo, agree_to_what_came_late)
    away.goes_on(away.cy, erase_what_came_late)
    for desk in away.all:
        assert desk.names() == ["Hiwot"]
        assert held_back(desk) == []
        assert WORDS.encode() not in everything_in(desk)
        assert verify(desk.office).problems == ()


@pytest.mark.requirement("R-442")
def test_the_two_who_answered_for_it_erase_the_rest_without_being_asked_again(away: Away) -> None:
    comes_back(away)
    with pytest.raises(NothingToUndo):
        away.amina.act(lambda work: decide_anew(work, away.erasure))
    away.goes_on(away.amina, erase_what_came_late)
    for desk in away.all:
        assert away.late(desk) == []
        assert held_back(desk) == []
        assert WORDS.encode() not in everything_in(desk)


def test_whoever_agreed_does_not_erase_what_came_late_herself(away: Away) -> None:
    """She is an officer now as well; every laptop would see one person where it asks for two."""
    away.give(away.bo, Role.SUPERVISOR, Role.DATA_PROTECTION_OFFICER)
    comes_back(away)
    away.bo.reopen()
    with pytest.raises(GateClosed):
        away.bo.act(lambda work: erase_what_came_late(work, away.erasure))
