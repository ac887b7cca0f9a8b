"""Invitations and requests on a stick, whatever else lies there and wherever it breaks off."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseworker.errors import CarrierAway
from caseworker.sync.enrolment_files import (
    INVITATION,
    drop_invitation,
    find_invitations,
    find_requests,
    write_invitation,
)
from caseworker.sync.folder_carrier import FolderCarrier
from caseworker.sync.joining import ask_to_join, invite, let_in, read_answer, waiting_requests
from caseworker.views.staff import is_newcomer
from tests.sync.stores import Desk, World, add_person


def asking(centre: World) -> tuple[Desk, Desk]:
    """Return the administrator's laptop, and one whose request lies on the stick."""
    first = centre.founded()
    first.act(add_person("Selam"))
    josephine = centre.enrol(first, "Josephine")
    second = centre.invited(first, josephine, "Josephine", "second")
    ask_to_join(second.office.space, centre.stick)
    return first, second


def space_of(desk: Desk) -> bytes:
    return desk.office.store.identity.space


def admit(centre: World, desk: Desk) -> None:
    (request,) = waiting_requests(desk.office.space, centre.stick)
    let_in(desk.office.space, desk.office.exchange, request, centre.stick)


def test_a_newer_invitation_takes_the_place_of_the_one_before(centre: World) -> None:
    first = centre.founded()
    people = [centre.enrol(first, "Josephine"), centre.enrol(first, "Hannah", "03")]
    for person in people:
        invite(first.office.space, first.office.exchange, person, centre.stick)
    (found,) = find_invitations(centre.stick)
    assert found.person == people[1].bytes
    drop_invitation(centre.stick, first.office.space.invite(people[0]))
    assert find_invitations(centre.stick) == [found], "another's stays"
    drop_invitation(centre.stick, found)
    assert find_invitations(centre.stick) == []


def test_an_invitation_in_the_folder_of_another_centre_is_passed_over(centre: World) -> None:
    first = centre.founded()
    invitation = first.office.space.invite(first.actor)
    FolderCarrier(centre.stick, bytes(16)).write(INVITATION, invitation.to_bytes())
    assert find_invitations(centre.stick) == []
    write_invitation(centre.stick, invitation)
    assert find_invitations(centre.stick) == [invitation]


def test_what_is_no_request_or_asks_another_centre_is_passed_over(centre: World) -> None:
    first, second = asking(centre)
    carrier = FolderCarrier(centre.stick, space_of(first))
    (path,) = carrier.folder.glob("*.request")
    altered = bytearray(path.read_bytes())
    altered[-1] ^= 1
    carrier.write("altered.request", bytes(altered))
    carrier.write("empty.request", b"")
    FolderCarrier(centre.stick, bytes(16)).write("astray.request", path.read_bytes())
    (found,) = find_requests(centre.stick, space_of(first))
    assert found == second.office.space.request()
    assert find_requests(centre.stick, bytes(16)) == []


def test_a_request_that_was_answered_is_not_asked_again(centre: World) -> None:
    first, second = asking(centre)
    admit(centre, first)
    ask_to_join(second.office.space, centre.stick)
    assert find_requests(centre.stick, space_of(first))
    assert not waiting_requests(first.office.space, centre.stick)


def test_a_laptop_that_has_its_letter_and_not_yet_the_rest_still_opens_and_waits(
    centre: World,
) -> None:
    first, second = asking(centre)
    admit(centre, first)
    carrier = FolderCarrier(centre.stick, space_of(first))
    batches = [carrier.get(each.id) or b"" for each in carrier.page().offered]
    for batch in batches:
        second.office.exchange.take_in(batch)
        if second.office.space.status().joined:
            break
    assert second.office.ask(is_newcomer), "the stick was pulled out after the letter"
    second.reopen()
    assert second.office.actor.roles == frozenset()
    read_answer(second.office.space, second.office.exchange, centre.stick)
    assert not second.office.ask(is_newcomer)
    second.reopen()
    assert second.office.actor.name == "Josephine"
    assert second.names() == ["Selam"]


def test_a_stick_that_is_away_says_so_and_nothing_is_signed(centre: World, tmp_path: Path) -> None:
    first, second = asking(centre)
    with pytest.raises(CarrierAway):
        read_answer(second.office.space, second.office.exchange, tmp_path / "away")
    with pytest.raises(CarrierAway):
        invite(first.office.space, first.office.exchange, first.actor, tmp_path / "away")
    assert len(first.office.space.laptops()) == 1
