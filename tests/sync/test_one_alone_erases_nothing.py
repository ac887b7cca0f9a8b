"""One member whose program is altered makes nothing vanish that others hold.

She has her own keys and writes any commit she likes. Each way is tried on real stores that
exchange by a folder; whatever does not count is held back, and stays readable meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from caseworker.model.arrival import Arrival, Refusal
from caseworker.model.audit import AuditEvent
from caseworker.model.case import Case
from caseworker.model.erasure import Erasure
from caseworker.model.ids import CaseId, InboundReferralId, PersonId
from caseworker.model.inbound_referral import CameBy, ForgettingAsked, InboundReferral
from caseworker.model.person import Person
from caseworker.ports import UnitOfWork
from caseworker.reception.check_in import AtTheGate, arrive
from caseworker.rights.erasing import agree, carry_out
from caseworker.sync.circles import circle_of
from caseworker.sync.membership_entry import EntryKind
from db.store.exchange.membership_log import NewEntry
from db.store.registry import AudienceClass
from tests.sync.altered import (
    NOT_AGREED,
    erase,
    held_back,
    is_there,
    looks_at,
    naming_nothing,
    writing_for,
)
from tests.sync.stores import (
    Desk,
    agree_to,
    decided_by,
    erase_as_agreed,
    rename,
    world,
)
from tests.sync.test_erased_by_two import Two as Both
from tests.sync.test_values_withheld import altered, without, written

pytestmark = [
    pytest.mark.requirement("R-442"),
    pytest.mark.usefixtures("altered_programs"),
]


class Two(Both):
    """Amina, officer and administrator, and Bo, who supervises. Which program is altered varies."""

    def share(self) -> None:
        self.centre.round(self.amina, self.bo, self.amina)

    def agreed(self, person: UUID) -> Erasure:
        """Return the erasure of a record that the two agreed to in the ordinary way."""
        key = decided_by(self.amina, person)
        self.share()
        self.bo.act(lambda work: agree(work, key))
        self.share()
        return self.amina.office.ask(lambda reads: reads.get(Erasure, key))

    def only_held_back(self, desk: Desk) -> None:
        assert set(held_back(desk)) == {NOT_AGREED}


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    with world(tmp_path) as centre:
        yield Two(centre)


def an_arrival(desk: Desk) -> UUID:
    return desk.act(lambda work: arrive(work, AtTheGate(described_as="By the gate"))).id


def a_case(desk: Desk, person: UUID) -> UUID:
    def act(unit: UnitOfWork) -> UUID:
        case = Case(
            id=CaseId(unit.new_id()),
            number="C-1",
            person_id=PersonId(person),
            opened_at=unit.now(),
            opened_by=unit.actor.user_id,
        )
        unit.add(case)
        return case.id

    return desk.act(act)


def test_neither_what_lies_with_the_centre_nor_the_trail(two: Two) -> None:
    arrival, look = an_arrival(two.amina), looks_at(two.amina, two.selam)
    two.share()
    two.bo.act(erase(Arrival, arrival))
    two.bo.act(erase(AuditEvent, look))
    two.share()
    assert is_there(two.amina, Arrival, arrival)
    assert is_there(two.amina, AuditEvent, look)
    two.only_held_back(two.amina)


def test_not_under_an_agreement_that_names_something_else(two: Two) -> None:
    """Amina may erase the record of Selam; Bo named no arrival, and she adds one."""
    arrival, look = an_arrival(two.amina), looks_at(two.amina, two.tesfay)
    agreed = two.agreed(two.selam)
    two.amina.act(erase(Arrival, arrival, agreed))
    two.amina.act(erase(AuditEvent, look, agreed))
    two.share()
    assert is_there(two.bo, Arrival, arrival)
    assert is_there(two.bo, AuditEvent, look)
    two.only_held_back(two.bo)


def test_not_what_she_herself_named_as_she_agreed(two: Two) -> None:
    arrival = an_arrival(two.amina)
    key = decided_by(two.amina, two.selam)
    two.share()

    def name_more(unit: UnitOfWork) -> None:
        agree_to(key)(unit)
        unit.get(Erasure, key).agreed_beyond = (arrival,)

    two.bo.act(name_more)
    two.bo.act(lambda unit: erase(Arrival, arrival, unit.get(Erasure, key))(unit))
    two.share()
    assert is_there(two.amina, Arrival, arrival)
    two.only_held_back(two.amina)


def test_not_the_case_of_another_in_the_circle_of_an_erased_record(two: Two) -> None:
    two.centre.altered = True
    case = a_case(two.amina, two.tesfay)
    agreed = two.agreed(two.selam)
    with writing_for(circle_of(two.selam.bytes)):
        two.amina.act(erase(Case, case, agreed))
    two.share()
    assert is_there(two.bo, Case, case)
    assert two.bo.office.ask(lambda reads: reads.get(Case, case)).number == "C-1"


def test_not_another_person_in_the_circle_of_an_erased_record(two: Two) -> None:
    agreed = two.agreed(two.selam)
    with writing_for(circle_of(two.selam.bytes)):
        two.amina.act(erase(Person, two.tesfay, agreed))
    two.share()
    assert two.bo.names() == ["Selam", "Tesfay"]
    two.only_held_back(two.bo)


@pytest.mark.parametrize("log", [False, True], ids=["what it erases", "anything"])
def test_not_by_a_commit_that_does_not_name(two: Two, *, log: bool) -> None:
    """Also once everything is judged anew, because somebody was entered in the log."""
    two.share()
    with naming_nothing(not_even_the_log=log):
        two.bo.act(erase(Person, two.tesfay))
    two.share()
    two.centre.enrol(two.amina, "Hodan Ali", "03")
    two.centre.round(two.amina)
    assert two.amina.names() == ["Selam", "Tesfay"]
    two.only_held_back(two.amina)


def test_not_by_a_commit_that_comes_without_its_values_first(two: Two) -> None:
    two.share()
    two.bo.act(erase(Person, two.tesfay))
    for content in written(two.bo):
        two.amina.office.exchange.take_in(altered(two.bo, content, without()))
        two.amina.office.exchange.take_in(content)
    assert two.amina.names() == ["Selam", "Tesfay"]
    two.only_held_back(two.amina)


def test_not_by_an_administrator_who_lets_her_own_act_out_of_quarantine(two: Two) -> None:
    two.share()
    two.amina.act(erase(Person, two.tesfay))
    store = two.amina.office.store

    def release(desk: Desk) -> None:
        def sign(connection: object) -> None:
            ids = [row[0] for row in connection.exec_driver_sql(_LAST)]  # type: ignore[attr-defined]
            said = NewEntry(EntryKind.RELEASE, b"", {1: sorted(ids)})
            store.log(connection).say(  # type: ignore[arg-type]
                connection,  # type: ignore[arg-type]
                store.opened.secrets.signing_key,
                said,
            )

        desk.office.write(sign)

    release(two.amina)
    two.share()
    assert two.bo.names() == ["Selam", "Tesfay"]
    two.only_held_back(two.bo)


_LAST = "SELECT id FROM journal_commit ORDER BY position DESC LIMIT 2"


def test_what_somebody_makes_under_the_id_of_an_erased_person_brings_nothing_back(
    two: Two,
) -> None:
    agreed = two.agreed(two.tesfay)
    with writing_for(two.bo.office.store.identity.audiences[AudienceClass.CENTRE]):
        two.bo.act(rename(two.tesfay, "Tesfay again"))
    two.amina.act(erase_as_agreed(two.tesfay, agreed.id))
    two.share()
    assert two.amina.names() == two.bo.names() == ["Selam"]


def test_all_of_it_goes_where_two_agreed_and_it_lies_in_several_circles(two: Two) -> None:
    case, arrival = a_case(two.amina, two.tesfay), an_arrival(two.amina)
    two.amina.act(lambda unit: setattr(unit.get(Person, two.tesfay), "arrival_id", arrival))
    agreed = two.agreed(two.tesfay)
    assert arrival in agreed.agreed_beyond
    assert case not in agreed.agreed_beyond
    two.amina.act(lambda work: carry_out(work, agreed.id))
    two.share()
    for desk in (two.amina, two.bo):
        assert desk.names() == ["Selam"]
        assert not is_there(desk, Arrival, arrival)
        assert not is_there(desk, Case, case)
        assert held_back(desk) == []


def test_not_what_a_partner_wrote_unless_a_colleague_asked(two: Two) -> None:
    def receive(unit: UnitOfWork) -> InboundReferralId:
        made = InboundReferral(
            id=InboundReferralId(unit.new_id()),
            came_by=CameBy.PHONE,
            need="A bed",
            received_at=unit.now(),
            received_by=unit.actor.user_id,
        )
        unit.add(made)
        return made.id

    inbound = two.amina.act(receive)
    two.share()
    two.bo.act(lambda unit: erase(InboundReferral, inbound, ask(unit, inbound))(unit))
    two.share()
    assert is_there(two.amina, InboundReferral, inbound)
    two.only_held_back(two.amina)


def ask(unit: UnitOfWork, inbound: InboundReferralId) -> ForgettingAsked:
    asked = ForgettingAsked(
        id=unit.new_id(),
        inbound_id=inbound,
        asked_at=unit.now(),
        asked_by=unit.actor.user_id,
    )
    unit.add(asked)
    return asked


def test_what_a_colleague_counted_is_taken_back_by_nobody_else(two: Two) -> None:
    two.centre.altered = True

    def refuse(unit: UnitOfWork) -> UUID:
        made = Refusal(id=unit.new_id(), refused_at=unit.now())
        unit.add(made)
        return made.id

    refused, own = two.amina.act(refuse), two.bo.act(refuse)
    two.share()
    two.bo.act(erase(Refusal, refused))
    two.bo.act(erase(Refusal, own))
    two.share()
    assert is_there(two.amina, Refusal, refused)
    assert not is_there(two.amina, Refusal, own)
