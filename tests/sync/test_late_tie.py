"""A laptop that was away brings a tie in somebody else's record that names the erased person."""

from __future__ import annotations

import pytest

from caseworker.errors import GateClosed
from caseworker.model.erasure import Erasure
from caseworker.model.ids import PersonId, RelationshipId
from caseworker.model.person import Relationship, Tie
from caseworker.ports import UnitOfWork
from caseworker.rights.erasing import (
    agree_to_what_came_late,
    came_late,
    erase_what_came_late,
)
from db.store.verify import verify
from tests.sync.altered import held_back
from tests.sync.stores import World, add_person, everything_in
from tests.sync.test_long_away import Away

SAID = "Selam of the harbour"


@pytest.mark.requirement("R-442")
def test_her_name_is_taken_out_of_it_once_two_people_stand_behind_that(centre: World) -> None:
    away = Away(centre)

    def sister(unit: UnitOfWork) -> None:
        other = PersonId(add_person("Hiwot")(unit))
        made = Relationship(
            id=RelationshipId(unit.new_id()), person_id=other, relative_id=away.selam,
            relative_name=SAID, tie=Tie.SIBLING, claimed_at=unit.now(), doubt="They look alike",
        )  # fmt: skip
        unit.add(made)

    away.hodan.act(sister)
    away.share(*reversed(away.all))
    away.share(*away.all)
    for desk in away.all:
        assert away.late(desk) == [Relationship]
    with pytest.raises(GateClosed):
        # It lies in another's record: every laptop wants to see that somebody else named it.
        away.amina.act(lambda work: erase_what_came_late(work, away.erasure))
    away.goes_on(away.bo, agree_to_what_came_late)
    away.goes_on(away.amina, erase_what_came_late)
    away.share(*away.all)
    for desk in away.all:
        assert held_back(desk) == []
        assert desk.names() == ["Hiwot"]
        (tie,) = desk.office.ask(lambda reads: reads.matching(Relationship))
        assert (tie.relative_id, tie.relative_name, tie.tie) == (None, "", Tie.SIBLING)
        assert tie.doubt == "..."
        assert SAID.encode() not in everything_in(desk)
        assert verify(desk.office).problems == ()
        late = desk.office.ask(lambda reads: came_late(reads, reads.get(Erasure, away.erasure)))
        assert late == []
