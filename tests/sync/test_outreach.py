"""Outreach laptops: they have what they were given, and nothing of the others, on any carrier."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from uuid import UUID

import pytest

from caseworker.aggregates.going_out import prepare
from caseworker.aggregates.populations import Facet, Population, Scope
from caseworker.centre.outreach import carry
from caseworker.errors import GateClosed
from caseworker.indicators.library import LIBRARY
from caseworker.indicators.measuring import measured
from caseworker.model.case import Case, CaseNote
from caseworker.model.ids import (
    AttachmentId,
    CaseId,
    DeviceId,
    NoteId,
    PaperId,
    PersonId,
    UserId,
)
from caseworker.model.paper import Paper, PaperKind
from caseworker.model.person import Person
from caseworker.model.staff import Role
from caseworker.ports import UnitOfWork
from caseworker.sync.batch_file import Refused, read_file
from caseworker.sync.circles import circle_of
from caseworker.sync.enrolment import Request
from db.store.tables import audience_keys
from db.store.verify import verify
from tests.store.raw_pages import raw_pages
from tests.sync.stores import (
    Desk,
    World,
    add_person,
    everything_in,
    rename,
    still_on,
)

SELAM, TESFAY = "Selamawit-Cinnabar", "Tesfay-Cobalt"


class Team:
    """Amina, administrator, at the office; Bo, who goes out; Hodan, at the office."""

    def __init__(self, centre: World) -> None:
        self.centre = centre
        self.amina = centre.founded()
        self.bo_id = centre.enrol(self.amina, "Bo Li")
        self.hodan_id = centre.enrol(self.amina, "Hodan Ali", "03")
        self.selam = self.amina.act(case_of(SELAM, self.bo_id))
        self.tesfay = self.amina.act(case_of(TESFAY, self.hodan_id))

    def outreach(self, who: UserId | None = None, name: str = "Bo Li") -> Desk:
        """Return Bo's laptop, that was an outreach laptop from the first day on."""
        bo = self.centre.invited(self.amina, who or self.bo_id, name, "outreach")
        request = Request.from_bytes(bo.office.space.signed_request())
        self.amina.office.space.admit(request, outreach=True)
        self.amina.office.space.align()
        self.centre.round(self.amina, bo)
        bo.reopen()
        self.centre.round(bo, self.amina, bo)
        return bo

    def ordinary(self, name: str, person: UserId, place: str) -> Desk:
        return self.centre.join(self.amina, person, name, place)


def case_of(name: str, caseworker: UserId) -> Callable[[UnitOfWork], PersonId]:
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


def note(person: UUID, said: str) -> Callable[[UnitOfWork], None]:
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


@pytest.mark.requirement("R-449", "R-451")
def test_no_figures_are_made_where_only_some_records_are(centre: World) -> None:
    team = Team(centre)
    supervisor = centre.enrol(team.amina, "Josephine Okafor", "04", Role.SUPERVISOR)
    laptop = team.outreach(supervisor, "Josephine Okafor")
    assert team.amina.office.ask(lambda reads: reads.has_all_records)
    today = laptop.office.ask(lambda reads: reads.now())
    scope = Scope(Population.REGISTERED, today.date(), today.date())
    with pytest.raises(GateClosed) as closed:
        laptop.office.ask(lambda reads: prepare(reads, scope, [Facet.SEX], today))
    assert {finding.code for finding in closed.value.findings} == {"some-records"}
    with pytest.raises(GateClosed):
        laptop.office.ask(lambda reads: measured(reads, LIBRARY[:1], today))


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
    assert still_on(team.amina, team.selam) == {device(bo)}
    centre.round(team.amina, bo)
    # Nobody told yet to have what he wrote: were he to lose it now, it could be lost for good.
    assert bo.names() == [SELAM]
    centre.round(team.amina, bo)
    assert bo.names() == []
    holds_nothing_of(bo, SELAM, "written before he knew")
    assert circle_of(team.selam.bytes) not in audiences_with_keys(bo)
    centre.round(team.amina)
    assert still_on(team.amina, team.selam) == set()
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
    centre.round(team.amina, bo, team.amina, bo, team.amina)
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
    centre.round(team.amina, bo, team.amina, bo)
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
    centre.round(team.amina, bo, team.amina, bo)
    assert audiences_with_keys(bo) != keys
    for content in late:
        bo.office.exchange.take_in(content or b"")
    bo.office.exchange.try_again()
    assert bo.names() == [SELAM]
    holds_nothing_of(bo, TESFAY, "on its way for long")
    assert bo.office.ask(lambda reads: reads.find(Person, team.tesfay)) is None


def test_no_key_of_the_laptop_opens_what_the_carriers_have_of_others(centre: World) -> None:
    team = Team(centre)
    scan = b"a scan of her passport " * 9_000
    team.amina.act(lambda unit: file_paper(unit, team.tesfay, scan))
    team.amina.act(note(team.selam, "for the street"))
    team.amina.act(note(team.tesfay, "not for the street"))
    bo = team.outreach()
    hodan = team.ordinary("Hodan Ali", team.hodan_id, "office")
    hodan.act(note(team.tesfay, "nor this"))
    centre.round(hodan, team.amina, bo, hodan)
    carried = centre.carrier(bo).folder
    opened = b"".join(all_that_opens(bo, carried)).lower()
    assert b"for the street" in opened
    for words in (TESFAY, "not for the street", "nor this"):
        assert words.lower().encode() not in opened
        assert words.encode() in b"".join(all_that_opens(hodan, carried))
    # The pieces of the scan lie there too, closed to whoever does not know of the paper.
    assert list(carried.glob("*.chunk"))
    assert not bo.office.exchange.wanted_chunks()
    assert not bo.office.exchange.chunks()
    assert not list((bo.folder / "attachments").rglob("*.*"))
    holds_nothing_of(bo, hashlib.sha256(scan).hexdigest())
    assert hashlib.sha256(scan).digest() not in everything_in(bo)
    assert hashlib.sha256(scan).digest() in everything_in(hodan)


def test_the_scans_of_a_record_go_with_it_and_those_not_handed_over_go_last(
    centre: World,
) -> None:
    team = Team(centre)
    bo = team.ordinary("Bo Li", team.bo_id, "second")
    scan, late = b"a scan of her passport" * 900, b"a scan made outside" * 900
    paper = team.amina.act(lambda unit: file_paper(unit, team.tesfay, scan))
    centre.round(team.amina, bo)
    assert bo.office.ask(lambda reads: reads.content(paper)) == scan
    outside = bo.act(lambda unit: file_paper(unit, team.tesfay, late))
    team.amina.office.space.mark_outreach(device(bo), outreach=True)
    team.amina.exchange(centre.stick)
    exchange = bo.office.exchange
    for batch in team.amina.office.exchange.to_carry():
        exchange.take_in(team.amina.office.exchange.content_of(batch) or b"")
    exchange.leave()
    for batch in exchange.to_carry():
        team.amina.office.exchange.take_in(exchange.content_of(batch) or b"")
    team.amina.office.exchange.pack()
    for batch in team.amina.office.exchange.to_carry():
        exchange.take_in(team.amina.office.exchange.content_of(batch) or b"")
    exchange.leave()
    # The record is gone; the pieces that nobody else has wait for a carrier.
    holds_nothing_of(bo, TESFAY)
    assert chunk_files(bo)
    bo.exchange(centre.stick)
    assert not chunk_files(bo)
    assert exchange.leave().touched == set()
    team.amina.exchange(centre.stick)
    assert team.amina.office.ask(lambda reads: reads.content(outside)) == late
    (other,) = [each for each in team.amina.office.space.laptops() if each.outreach]
    assert not other.cleared
    centre.round(bo, team.amina)
    (other,) = [each for each in team.amina.office.space.laptops() if each.outreach]
    assert other.cleared
    for desk in (bo, team.amina):
        assert verify(desk.office).problems == ()


def test_removing_leaves_no_byte_in_the_files_of_the_laptop(centre: World) -> None:
    team = Team(centre)
    bo = team.ordinary("Bo Li", team.bo_id, "second")
    assert TESFAY.encode() in raw_pages_of(bo)
    team.amina.office.space.mark_outreach(device(bo), outreach=True)
    centre.round(team.amina, bo, team.amina, bo)
    inside = raw_pages_of(bo)
    assert SELAM.encode() in inside
    assert TESFAY.encode() not in inside


def raw_pages_of(desk: Desk) -> bytes:
    """Return all pages of the store, decrypted, also those that nothing uses any more."""
    return raw_pages(desk.office.store.place.store, desk.office.store.opened.keys[0])


def chunk_files(desk: Desk) -> list[Path]:
    return [path for path in (desk.folder / "attachments").rglob("*") if path.is_file()]


def all_that_opens(desk: Desk, folder: Path) -> list[bytes]:
    """Return every commit on a stick that the keys of a laptop open, and every key in letters."""
    exchange = desk.office.exchange
    reader = desk.office.write(lambda c: exchange._reader(c, exchange._log(c).members))
    found = []
    for path in sorted(folder.glob("*.batch")):
        with suppress(Refused):
            body = reader.open(read_file(path.read_bytes()))
            found += [each.to_bytes() for each in body.commits]
    assert found
    return found


def file_paper(unit: UnitOfWork, person: UUID, content: bytes) -> AttachmentId:
    file = unit.attach(content, "image/png")
    unit.add(
        Paper(
            id=PaperId(unit.new_id()),
            person_id=PersonId(person),
            attachment_id=file,
            kind=PaperKind.IDENTITY_DOCUMENT,
            filed_at=unit.now(),
            filed_by=unit.actor.user_id,
        )
    )
    return file
