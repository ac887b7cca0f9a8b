"""A network that returns is used at once, and a pause holds at once, however long the pace is."""

from __future__ import annotations

import socket
from dataclasses import replace

from pytestqt.qtbot import QtBot

from caseworker.centre.hub import set_hub
from caseworker.sync.pace import Pace
from tests.hub.running import RunningHub
from tests.journeys.centre import AMINA, Centre
from tests.journeys.test_hub import waits, waits_to_see
from tests.store.laptop import add_person
from ui.sync.network import Reach
from ui.window.navigation import Place

SLOW = Pace(at_first=0.05, after_writing=600, usual=600, after_failing=600, most=600)


def test_the_network_that_returns_begins_it_not_the_pause_after_a_failure(
    connected: Centre, hub: RunningHub, qtbot: QtBot
) -> None:
    hub.stop()
    connected.network.reached = Reach.AWAY
    connected.pace = SLOW
    connected.unlock(AMINA)
    connected.office.perform(add_person("Selam"))
    connected.go(Place.SYNC)
    automatic = connected.hand.session.automatic
    qtbot.waitUntil(lambda: automatic.error is not None, timeout=20_000)
    waits_to_see(qtbot, connected, "The hub cannot be reached at the moment")
    hub.start()
    connected.network.becomes(Reach.THERE)
    waits(qtbot, connected, "Nothing waits on this laptop")


def test_a_pause_ends_what_is_under_way(connected: Centre, qtbot: QtBot) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        place = connected.office.hub.place
        assert place is not None
        mute = replace(place, address=f"http://127.0.0.1:{silent.getsockname()[1]}")
        connected.office.perform(lambda work: set_hub(work, mute))
        connected.unlock(AMINA)
        automatic = connected.hand.session.automatic
        qtbot.waitUntil(lambda: automatic.running, timeout=20_000)
        connected.go(Place.SYNC)
        connected.hand.click("pause-exchange")
        qtbot.waitUntil(lambda: not automatic.running, timeout=5_000)
        waits(qtbot, connected, "The exchange by network is paused")
