"""The hub as carrier of real stores: connecting, joining, ending, and a hub that went back."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from caseworker.centre.hub import set_hub
from caseworker.centre.settings import the_centre
from caseworker.errors import CarrierAway, CarrierRefuses, CarrierStopped
from caseworker.model.values import HubPlace
from caseworker.sync.enrolment import Invitation, NotReadable
from caseworker.sync.exchanging import Report
from caseworker.sync.hub_exchange import (
    ask_at_hub,
    connect,
    exchange_by_hub,
    refuse_at_hub,
    requests_at_hub,
    way_to,
)
from caseworker.sync.hub_invitation import HubInvitation
from caseworker.sync.space import LaptopState
from tests.hub.meddling import Network, cut_after
from tests.hub.running import RunningHub, hub_command
from tests.hub.spoiling import spoil
from tests.sync.stores import Desk, World, add_person, staff
from ui.language import speak
from ui.sync.words import untaken_of


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[RunningHub]:
    running = RunningHub(tmp_path / "hub").start()
    yield running
    running.stop()


def invitation(hub: RunningHub) -> HubInvitation:
    return HubInvitation(address=hub.address.origin, key=hub.address.key, code=hub.invite())


def connected(centre: World, hub: RunningHub) -> Desk:
    first = centre.founded()
    connect(first.office, invitation(hub))
    return first


def by_hub(desk: Desk) -> Report:
    place = desk.office.hub.place
    assert place is not None
    return exchange_by_hub(desk.office, place)


def joined(centre: World, first: Desk) -> Desk:
    """Return a second laptop that was let in over the network alone."""
    second = centre.invited(first, centre.enrol(first, "Josephine"), "Josephine", "second")
    place = second.office.hub.place
    assert place is not None
    ask_at_hub(second.office, place)
    (request,) = requests_at_hub(first.office, place)
    assert request.fingerprint == second.office.space.request().fingerprint
    first.office.space.admit(request)
    by_hub(first)
    by_hub(second)
    second.reopen()
    by_hub(second)
    return second


@pytest.mark.requirement("R-432")
def test_a_laptop_joins_over_the_network_alone(centre: World, hub: RunningHub) -> None:
    first = connected(centre, hub)
    first.act(add_person("Selam"))
    second = joined(centre, first)
    assert second.names() == ["Selam"]
    second.act(add_person("Tesfaye"))
    by_hub(second)
    by_hub(first)
    assert first.names() == ["Selam", "Tesfaye"]
    assert requests_at_hub(first.office, _place(first)) == [], "what is answered lies there no more"


def _place(desk: Desk) -> HubPlace:
    place = desk.office.hub.place
    assert place is not None
    return place


def test_the_hub_of_the_centre_travels_to_the_other_laptops(centre: World, hub: RunningHub) -> None:
    first = centre.founded()
    second = centre.join(first, centre.enrol(first, "Josephine"), "Josephine", "second")
    assert second.office.hub.place is None
    connect(first.office, invitation(hub))
    centre.round(first, second)
    assert second.office.hub.place == first.office.ask(the_centre).hub
    second.act(add_person("Selam"))
    by_hub(second)
    by_hub(first)
    assert first.names() == ["Selam"], "its pass was signed when the hub was connected"


def test_a_laptop_that_was_ended_is_refused(centre: World, hub: RunningHub) -> None:
    first = connected(centre, hub)
    second = joined(centre, first)
    (other,) = first.office.space.laptops()[1:]
    first.office.space.revoke(other.device)
    by_hub(first)
    with pytest.raises(CarrierRefuses):
        by_hub(second)
    assert first.office.space.laptops()[1].state is LaptopState.REVOKED


def test_a_waiting_laptop_is_refused_and_then_may_ask_again(centre: World, hub: RunningHub) -> None:
    first = connected(centre, hub)
    second = centre.invited(first, centre.enrol(first, "Josephine"), "Josephine", "second")
    with pytest.raises(CarrierRefuses):
        by_hub(second)
    for _ in range(2):
        ask_at_hub(second.office, _place(second))
    (request,) = requests_at_hub(first.office, _place(first))
    refuse_at_hub(first.office, _place(first), request)
    assert requests_at_hub(first.office, _place(first)) == []
    ask_at_hub(second.office, _place(second))
    assert len(requests_at_hub(first.office, _place(first))) == 1


def test_a_hub_of_yesterday_is_told_again_what_it_forgot(
    centre: World, hub: RunningHub, tmp_path: Path
) -> None:
    """The backup is from before the centre was let in: space, passes and batches are unknown."""
    backup = tmp_path / "yesterday.hub"
    code = hub.invite()
    hub_command(hub.folder, "backup", str(backup))
    first = centre.founded()
    connect(first.office, HubInvitation(address=hub.address.origin, key=hub.address.key, code=code))
    second = joined(centre, first)
    second.act(add_person("Selam"))
    by_hub(second)
    hub.stop()
    for each in sorted(hub.folder.iterdir()):
        each.unlink()
    hub_command(hub.folder, "restore", str(backup))
    hub.start()
    second.act(add_person("Tesfaye"))
    by_hub(second)
    by_hub(first)
    assert first.names() == ["Selam", "Tesfaye"]
    assert staff(second) == staff(first)


def test_a_line_that_breaks_while_batches_come_goes_on_without_doubling(
    centre: World, hub: RunningHub
) -> None:
    first = connected(centre, hub)
    second = joined(centre, first)
    for number in range(5):
        first.act(add_person(f"Selam {number}"))
        by_hub(first)
    network = Network(hub.address.origin)
    try:
        broken = replace(_place(second), address=network.origin)
        network.always = cut_after(5_000), cut_after(5_000)
        exchange_by_hub(second.office, broken)
        assert network.connections > 3
    finally:
        network.close()
    assert second.names() == [f"Selam {number}" for number in range(5)]
    assert by_hub(second).commits == 0


def test_what_the_hub_does_not_take_keeps_nothing_behind_it_from_going(
    centre: World, hub: RunningHub
) -> None:
    """Its disk spoilt the pass of one laptop: it takes that one's batches from nobody."""
    first = connected(centre, hub)
    second = joined(centre, first)
    laptop = second.office.store.identity.device_public_key
    (passed,) = [each for each, _ in first.office.hub.words().passes if laptop in each]
    spoil(hub, "hub_word", "signed", passed)
    second.act(add_person("Selam"))
    centre.round(second, first)
    first.act(add_person("Tesfaye"))
    report = by_hub(first)
    assert set(report.untaken) == {"unknown-laptop"}
    speak("en")
    assert "waits here" in " ".join(untaken_of(report))
    assert report.sent, "her own went all the same"
    # The next exchange tells the hub again whose they are.
    assert by_hub(first).untaken == {}
    by_hub(second)
    assert second.names() == ["Selam", "Tesfaye"]


def test_what_the_hub_forgot_of_administrators_is_told_again_within_a_day(
    centre: World, hub: RunningHub
) -> None:
    """Nobody would miss an entry that ends one: it lets nobody in."""
    first = connected(centre, hub)
    by_hub(first)
    (entry,) = first.office.hub.words().entries
    place = _place(first)
    spoil(hub, "hub_word", "signed", entry[0])
    centre.moment += timedelta(days=1)
    by_hub(first)
    with way_to(first.office.hub, place) as carrier:
        assert entry in carrier.who()[0]


def test_whoever_locks_does_not_wait_for_a_line_that_hangs(centre: World) -> None:
    """A hub that accepts and never answers."""
    first = centre.founded()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        place = HubPlace(f"http://127.0.0.1:{silent.getsockname()[1]}", bytes(32))
        looks = iter([False, False, False, True])
        with pytest.raises(CarrierStopped):
            exchange_by_hub(first.office, place, wants_stop=lambda: next(looks, True))


def test_a_hub_that_is_away_sets_nothing(centre: World, hub: RunningHub) -> None:
    first = centre.founded()
    told = invitation(hub)
    hub.stop()
    with pytest.raises(CarrierAway):
        connect(first.office, told)
    assert first.office.hub.place is None


def test_a_wrong_code_sets_nothing(centre: World, hub: RunningHub) -> None:
    first = centre.founded()
    with pytest.raises(CarrierRefuses):
        connect(first.office, replace(invitation(hub), code="WRONG"))
    assert first.office.hub.place is None


def test_a_centre_goes_back_to_sticks(centre: World, hub: RunningHub) -> None:
    first = connected(centre, hub)
    first.act(lambda work: set_hub(work, None))
    assert first.office.hub.place is None


def test_invitations_survive_a_letter(centre: World, hub: RunningHub) -> None:
    told = invitation(hub)
    assert HubInvitation.from_text(f"> {told.to_text()} \n--\nYours") == told
    first = connected(centre, hub)
    invited = first.office.space.invite(first.actor)
    wrapped = "\n".join(invited.to_text()[at : at + 40] for at in range(0, 400, 40))
    assert Invitation.from_text(f"Dear colleague,\n{wrapped}") == invited
    for rubbish in ("", "hello", "caseworker-hub-1 http://x", "caseworker-invitation-1 ???"):
        with pytest.raises(NotReadable):
            HubInvitation.from_text(rubbish)
        with pytest.raises(NotReadable):
            Invitation.from_text(rubbish)


def test_the_operator_hands_out_one_text(hub: RunningHub, tmp_path: Path) -> None:
    said = hub_command(hub.folder, "invite", "--origin", "https://hub.example.org").stdout
    told = HubInvitation.from_text(said)
    assert (told.address, told.key) == ("https://hub.example.org", hub.address.key)
    file = tmp_path / "invitation.txt"
    hub_command(hub.folder, "invite", str(file), "--origin", "https://hub.example.org")
    assert HubInvitation.from_text(file.read_text("utf-8")).key == hub.address.key
