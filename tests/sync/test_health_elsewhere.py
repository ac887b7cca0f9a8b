"""On a real laptop without health, the whole record is neither handed over nor erased."""

from __future__ import annotations

from uuid import UUID

import pytest

from caseworker.documents.subject_copy import subject_copy
from caseworker.errors import GateClosed
from caseworker.model.erasure import Erasure
from caseworker.model.ids import PersonId
from caseworker.model.person import Person
from caseworker.model.rights import Outcome, PersonRequest, RecordCopy, RequestKind
from caseworker.model.staff import Role, User
from caseworker.ports import UnitOfWork
from caseworker.rights import erasing, erasing_gate
from caseworker.rights.copy.items import Chosen
from caseworker.rights.copy.screening import give, sections
from caseworker.text import Text
from tests.sync.stores import Desk, World, agree_to, decided_by
from tests.sync.test_health import SAID, Ward, answers_on

ENGLISH = Text("en")
pytestmark = pytest.mark.requirement("R-311")


def wish_for_a_copy(desk: Desk, person: UUID) -> UUID:
    """Keep that somebody wished a copy and got the word for it."""

    def act(unit: UnitOfWork) -> UUID:
        request = PersonRequest(
            id=unit.new_id(),
            person_id=PersonId(person),
            kind=RequestKind.ACCESS,
            asked_at=unit.now(),
            taken_by=unit.actor.user_id,
            outcome=Outcome.GRANTED,
            decided_at=unit.now(),
            decided_by=unit.actor.user_id,
        )
        unit.add(request)
        return request.id

    return desk.act(act)


def officers(ward: Ward) -> Desk:
    """Let Amina and Hodan decide about records beside their work; return Hodan's laptop.

    Whoever reads records and is not trained for health has none of it, officer or not.
    """

    def act(unit: UnitOfWork) -> None:
        for key in (ward.amina.actor, ward.hodan_id):
            user = unit.get(User, key)
            user.roles = user.roles | {Role.DATA_PROTECTION_OFFICER}

    ward.amina.act(act)
    ward.amina.office.space.align()
    ward.amina.reopen()
    hodan = ward.join(ward.hodan_id, "Hodan Ali", "office")
    for desk in (hodan, ward.amina):
        assert desk.office.ask(lambda reads: reads.has_health) is (desk is ward.amina)
    return hodan


def codes(closed: pytest.ExceptionInfo[GateClosed]) -> set[str]:
    return {finding.code for finding in closed.value.findings}


def test_a_copy_is_handed_over_where_health_is_and_nowhere_else(centre: World) -> None:
    ward = Ward(centre)
    hodan = officers(ward)
    assert answers_on(hodan) == []
    request = wish_for_a_copy(hodan, ward.selam)

    def hand_over(unit: UnitOfWork) -> RecordCopy:
        return give(unit, request, ENGLISH, Chosen(), safe_to_carry=True)

    with pytest.raises(GateClosed) as closed:
        hodan.act(hand_over)
    assert codes(closed) == {"health-elsewhere"}
    with pytest.raises(GateClosed):
        hodan.office.ask(lambda reads: subject_copy(reads, request, ENGLISH, Chosen()))
    assert hodan.office.ask(lambda reads: reads.count(RecordCopy)) == 0
    centre.round(hodan, ward.amina)
    shown = ward.amina.office.ask(lambda reads: sections(reads, request, ENGLISH))
    assert any(SAID in item.value for section in shown for item in section.items)
    ward.amina.act(hand_over)


def test_a_record_is_erased_where_health_is_and_nowhere_else(centre: World) -> None:
    ward = Ward(centre)
    hodan = officers(ward)
    erasure = decided_by(hodan, ward.selam)
    centre.round(hodan, ward.amina)
    ward.amina.act(agree_to(erasure))
    centre.round(ward.amina, hodan)

    def carry_out(unit: UnitOfWork) -> Erasure:
        return erasing.carry_out(unit, erasure)

    with pytest.raises(GateClosed) as closed:
        hodan.act(carry_out)
    assert "health-elsewhere" in codes(closed)
    assert hodan.office.ask(lambda reads: reads.count(Person)) == 1
    there = ward.amina.office.ask(
        lambda reads: erasing_gate.findings(reads, reads.get(Erasure, erasure))
    )
    assert "health-elsewhere" not in {finding.code for finding in there}
