"""Two records of one person are closed at two laptops that do not know of each other."""

from __future__ import annotations

import pytest

from caseworker.model.ids import PersonId
from caseworker.model.staff import Role
from caseworker.people.duplicates.joining import ask, decide
from caseworker.people.restricted import hidden_people, restrict
from caseworker.sync.circles import circle_of
from db.store.exchange.narrowing import wanted_circles
from tests.sync.stores import World, add_person


@pytest.mark.requirement("R-208")
@pytest.mark.parametrize("first_to_exchange", [0, 1])
def test_they_converge_to_whom_both_name_in_whatever_order(
    centre: World, first_to_exchange: int
) -> None:
    amina = centre.founded()
    supervisors = [("Bo Li", "02"), ("Hodan Ali", "03"), ("Sam Oyelaran", "04")]
    ids = [centre.enrol(amina, name, code, Role.SUPERVISOR) for name, code in supervisors]
    bo, hodan = (
        centre.join(amina, key, name, name.split()[0])
        for key, (name, _) in zip(ids[:2], supervisors[:2], strict=True)
    )
    selam, again = (PersonId(amina.act(add_person(name))) for name in ("Selam", "Selamawit"))
    centre.round(amina, bo, hodan)
    pair = bo.act(lambda work: ask(work, selam, again, "The same scar").id)
    centre.round(bo, hodan)
    hodan.act(lambda work: decide(work, pair, one_person=True))
    centre.round(hodan, bo, amina)
    bo_id, hodan_id, sam_id = ids
    bo.act(lambda work: restrict(work, selam, open_to=(bo_id, sam_id), reason="A cousin"))
    hodan.act(lambda work: restrict(work, again, open_to=(hodan_id, sam_id), reason="A relative"))
    desks = [bo, hodan][:: 1 if first_to_exchange == 0 else -1]
    centre.round(*desks, *desks, amina)
    for desk in (*desks, amina):
        assert desk.office.ask(hidden_people) == {selam, again}
    with amina.office.store.reading.connect() as connection:
        members = amina.office.store.log(connection).members
    wanted = amina.office.ask(lambda reads: wanted_circles(reads, members))
    for person in (selam, again):
        assert wanted[circle_of(person.bytes)].open_to == {sam_id.bytes}
