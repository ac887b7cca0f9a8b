"""What a laptop wrote after it was ended does not count; what it says of safety is read."""

from __future__ import annotations

from uuid import UUID

import pytest

from caseworker.model.consent import Withdrawal
from caseworker.model.ids import PersonId
from tests.sync.acts_of_consent import takes_all_back
from tests.sync.stores import Desk, World, add_person, rename


@pytest.mark.requirement("R-432")
def test_a_yes_taken_back_at_a_laptop_that_was_ended_is_shown(
    centre: World, two: tuple[Desk, Desk]
) -> None:
    amina, bo = two
    selam = PersonId(amina.act(add_person("Selam")))
    centre.round(amina, bo)
    amina.office.space.revoke(UUID(bytes=bo.office.store.identity.device_id))
    bo.act(rename(selam, "Salam"))
    bo.act(lambda work: takes_all_back(work, selam))
    centre.round(bo, amina)
    shown = amina.office.ask(lambda reads: reads.held_back())
    assert {each.kind for each in shown} == {Withdrawal}
    assert not amina.office.ask(lambda reads: reads.matching(Withdrawal))
