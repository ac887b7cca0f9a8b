"""While the exchange by network is paused, nothing that happens here asks the hub for anything."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from tests.hub.meddling import Network
from tests.journeys.at_a_hub import Elsewhere
from tests.journeys.centre import AMINA, Centre
from tests.journeys.test_hub import goes_through, waits
from tests.store.laptop import add_person
from ui.sync.network import Reach
from ui.window.navigation import Place

LONG = 500
"""Milliseconds in which the pace of these tests begins several exchanges."""


def test_what_is_written_while_it_is_paused_waits_until_it_goes_on(
    connected: Centre, elsewhere: Elsewhere, network: Network, qtbot: QtBot
) -> None:
    goes_through(connected, network)
    connected.unlock(AMINA)
    connected.go(Place.SYNC)
    connected.hand.click("pause-exchange")
    automatic, desk = connected.hand.session.automatic, connected.hand.session.desk
    qtbot.waitUntil(lambda: not automatic.running, timeout=20_000)
    before = network.connections
    desk.write(desk, add_person("Selam"))
    qtbot.wait(LONG)
    # A network that comes back, and another choice beside it, do not end the pause either.
    connected.network.becomes(Reach.THERE)
    connected.hand.click("spare-paid-networks")
    qtbot.wait(LONG)
    assert network.connections == before
    assert connected.office.space.status().waiting
    waits(qtbot, connected, "The exchange by network is paused")
    connected.hand.click("resume-exchange")
    qtbot.waitUntil(lambda: not connected.office.space.status().waiting, timeout=20_000)
    elsewhere.exchange()
    assert elsewhere.names() == {"Selam"}
