"""Whoever agreed to an erasure does not carry it out: two people sign for what stays gone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseworker.errors import GateClosed
from caseworker.model.person import Person
from caseworker.rights.erasing import agree, carry_out
from tests.rights.test_erasing import decided, found
from tests.scene import OFFICER, Scene
from tests.twin import actor

SECOND_OFFICER = replace(actor(*OFFICER.roles), name="Lucia Rey", staff_code="05")


@pytest.mark.requirement("R-442")
def test_an_officer_who_agreed_leaves_it_to_the_other(scene: Scene) -> None:
    person = scene.registered()
    erasure = decided(scene, person)
    scene.as_(SECOND_OFFICER).do(lambda work: agree(work, erasure))
    assert "agreed-herself" in found(scene, erasure)
    with pytest.raises(GateClosed):
        scene.do(lambda work: carry_out(work, erasure))
    scene.as_(OFFICER).do(lambda work: carry_out(work, erasure))
    assert not scene.ask(lambda reads: reads.matching(Person))
