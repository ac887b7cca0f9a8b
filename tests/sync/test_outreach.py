"""Outreach laptops: they have what they were given, and nothing of the others, on any carrier."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from caseworker.centre.outreach import carry
from caseworker.model.case import Case, CaseNote
from caseworker.model.ids import CaseId, DeviceId, NoteId, PersonId, UserId
from caseworker.model.person import Person
from caseworker.ports import UnitOfWork
from caseworker.sync.circles import circle_of
from caseworker.sync.enrolment import Request
from db.store.tables import audience_keys
from db.store.verify import verify
from tests.sync.stores import Desk, World, add_person, everything_in, rename, world

SELAM, TESFAY = "Selamawit-Cinnabar", "Tesfay-Cobalt"


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as made:
        yield made


class Team:
    """Amina, administrator, at the office; Bo, who goes out; Hodan, at the office."""

    def __init__(self, centre: World) -> None:
        self.centre = centre
        self.amina = centre.founded()
        self.bo_id = centre.enrol(self.amina, "Bo Li")
        self.hodan_id = centre.enrol(self.amina, "Hodan Ali", "03")
        self.selam = self.amina.act(case_of(SELAM, self.bo_id))
        self.tesfay = self.amina.act(case_of(TESFAY, self.hodan_id))

    def outreach(self) -> Desk:
        """Return Bo's laptop, that was an outreach laptop from the first day on."""
        bo = self.centre.invited(self.amina, self.bo_id, "Bo Li", "outreach")
        request = Request.from_bytes(bo.office.space.signed_request())
        self.amina.office.space.admit(request, outreach=True)
        self.amina.office.space.align()
        self.centre.round(self.amina, bo)
        bo.reopen()
        self.centre.round(bo, self.amina, bo)
        return bo

    def ordinary(self, name: str, person: UserId, place: str) -> Desk:
        return self.centre.join(self.amina, person, name, place)


def case_of(name: str, caseworker: UserId) -> object:
    def act(unit: UnitOfWork) -> PersonId:
        person = PersonId(add_person(name)(unit))
        case = Case(
            id=CaseId(unit.new_id()),
            number=f"T-{name[:2]}",
            person_id=person,
            opened_at=unit.now(),
            opened_by=unit.actor.user_id,
            assigned_to=caseworker,
        )
        unit.add(case)
        return person

    return act


def note(person: UUID, said: str) -> object:
    def act(unit: UnitOfWork) -> None:
        (case,) = unit.matching(Case, person_id=person)
        unit.add(
            CaseNote(
                id=NoteId(unit.new_id()),
                case_id=case.id,
                written_at=unit.now(),
                written_by=unit.actor.user_id,
                said=said,
            )
        )

    return act


def device(desk: Desk) -> UUID:
    return UUID(bytes=desk.office.store.identity.device_id)


def notes(desk: Desk) -> list[str]:
    return desk.office.ask(lambda reads: [each.said for each in reads.matching(CaseNote)])


def audiences_with_keys(desk: Desk) -> set[bytes]:
    return desk.office.write(
        lambda connection: {row.audience for row in connection.execute(audience_keys.select())}
    )


def holds_nothing_of(desk: Desk, *words: str) -> None:
    inside = everything_in(desk).lower()
    for word in words:
        assert word.lower().encode() not in inside


def test_an_outreach_laptop_has_the_cases_of_its_people_and_no_others(centre: World) -> None:
    team = Team(centre)
    bo = team.outreach()
    assert bo.names() == [SELAM]
    assert [each.given_name for each in [bo.person(team.selam)]] == [SELAM]
    holds_nothing_of(bo, TESFAY)
    assert circle_of(team.selam.bytes) in audiences_with_keys(bo)
    assert circle_of(team.tesfay.bytes) not in audiences_with_keys(bo)
    assert verify(bo.office).problems == ()
    assert verify(team.amina.office).problems == ()


def test_both_sides_write_on_what_both_hold(centre: World) -> None:
    team = Team(centre)
    bo = team.outreach()
    hodan = team.ordinary("Hodan Ali", team.hodan_id, "office")
    bo.act(note(team.selam, "said outside"))
    hodan.act(note(team.selam, "said at the office"))
    hodan.act(note(team.tesfay, "not for the street"))
    centre.round(bo, hodan, team.amina, bo)
    assert sorted(notes(bo)) == ["said at the office", "said outside"]
    for desk in (hodan, team.amina):
        assert sorted(notes(desk)) == [
            "not for the street",
            "said at the office",
            "said outside",
        ]
    holds_nothing_of(bo, "not for the street")
    for desk in (bo, hodan, team.amina):
        assert desk.office.space.status().absent == 0
        assert verify(desk.office).problems == ()


def test_whom_an_outreach_laptop_registers_reaches_the_others(centre: World) -> None:
    team = Team(centre)
    bo = team.outreach()
    hiwot = bo.act(case_of("Hiwot-Ochre", team.bo_id))
    centre.round(bo, team.amina)
    assert "Hiwot-Ochre" in team.amina.names()
    team.amina.office.space.align()
    centre.round(team.amina, bo)
    # Her case is Bo's: what the office writes of her reaches him.
    team.amina.act(rename(hiwot, "Hiwot-Umber"))
    centre.round(team.amina, bo)
    assert "Hiwot-Umber" in bo.names()
    assert verify(bo.office).problems == ()


def test_giving_a_case_to_somebody_else_takes_it_from_the_outreach_laptop(centre: World) -> None:
    team = Team(centre)
    bo = team.outreach()
    bo.act(note(team.selam, "written before he knew"))

    def hand_over(unit: UnitOfWork) -> None:
        (case,) = unit.matching(Case, person_id=team.selam)
        case.assigned_to = team.hodan_id

    team.amina.act(hand_over)
    team.amina.office.space.align()
    assert team.amina.office.space.unconfirmed(team.selam) == {device(bo)}
    centre.round(team.amina, bo)
    assert bo.names() == []
    holds_nothing_of(bo, SELAM, "written before he knew")
    assert circle_of(team.selam.bytes) not in audiences_with_keys(bo)
    centre.round(team.amina)
    assert team.amina.office.space.unconfirmed(team.selam) == frozenset()
    # What he had written and not handed over is not lost.
    assert notes(team.amina) == ["written before he knew"]
    for desk in (bo, team.amina):
        assert verify(desk.office).problems == ()


def test_a_laptop_that_becomes_an_outreach_laptop_is_cleared_and_filled_again(
    centre: World,
) -> None:
    team = Team(centre)
    bo = team.ordinary("Bo Li", team.bo_id, "second")
    assert sorted(bo.names()) == sorted([SELAM, TESFAY])
    bo.act(note(team.tesfay, "not handed over yet"))
    team.amina.office.space.mark_outreach(device(bo), outreach=True)
    (other,) = [each for each in team.amina.office.space.laptops() if each.outreach]
    assert not other.cleared
    centre.round(team.amina, bo, team.amina)
    assert bo.names() == [SELAM]
    holds_nothing_of(bo, TESFAY, "not handed over yet")
    assert notes(team.amina) == ["not handed over yet"]
    (other,) = [each for each in team.amina.office.space.laptops() if each.outreach]
    assert other.cleared
    team.amina.office.space.mark_outreach(device(bo), outreach=False)
    centre.round(team.amina, bo)
    assert sorted(bo.names()) == sorted([SELAM, TESFAY])
    assert notes(bo) == ["not handed over yet"]
    for desk in (bo, team.amina):
        assert verify(desk.office).problems == ()


def test_an_administrator_chooses_other_records(centre: World) -> None:
    team = Team(centre)
    bo = team.outreach()
    laptop = DeviceId(device(bo))
    team.amina.act(lambda unit: carry(unit, laptop, team.tesfay, carried=True))
    team.amina.act(lambda unit: carry(unit, laptop, team.selam, carried=False))
    team.amina.office.space.align()
    centre.round(team.amina, bo, team.amina)
    assert bo.names() == [TESFAY]
    holds_nothing_of(bo, SELAM)
    team.amina.act(lambda unit: carry(unit, laptop, team.selam, carried=True))
    team.amina.office.space.align()
    centre.round(team.amina, bo)
    assert sorted(bo.names()) == sorted([SELAM, TESFAY])
    assert verify(bo.office).problems == ()


def test_what_comes_late_for_a_removed_record_does_not_bring_it_back(centre: World) -> None:
    team = Team(centre)
    hodan = team.ordinary("Hodan Ali", team.hodan_id, "office")
    bo = team.ordinary("Bo Li", team.bo_id, "second")
    # Sealed for all, under a key that Bo's laptop still has when it reads it.
    hodan.act(note(team.tesfay, "on its way for long"))
    hodan.office.exchange.pack()
    late = [hodan.office.exchange.content_of(each) for each in hodan.office.exchange.to_carry()]
    team.amina.office.space.mark_outreach(device(bo), outreach=True)
    keys = audiences_with_keys(bo)
    centre.round(team.amina, bo)
    assert audiences_with_keys(bo) != keys
    for content in late:
        bo.office.exchange.take_in(content or b"")
    bo.office.exchange.try_again()
    assert bo.names() == [SELAM]
    holds_nothing_of(bo, TESFAY, "on its way for long")
    assert bo.office.ask(lambda reads: reads.find(Person, team.tesfay)) is None
