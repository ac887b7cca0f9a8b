"""The hub as everyday carrier: real windows, a real hub process, a network that comes and goes."""

from __future__ import annotations

import re
import socket
import threading
import time
from dataclasses import replace
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from caseworker.centre.hub import set_hub
from caseworker.model.person import Person
from caseworker.model.staff import User
from caseworker.ports import UnitOfWork
from caseworker.sync.hub_exchange import exchange_by_hub
from db.store.office import StoreOffice
from db.store.opening import unlock
from db.store.restoring import restore
from tests.hub.meddling import Network, cut_after
from tests.hub.proxy import Proxy
from tests.hub.running import RunningHub
from tests.hub.test_network import SignIn
from tests.journeys.at_a_hub import QUICK, Elsewhere, invitation
from tests.journeys.centre import AMINA, JOSEPHINE, Centre
from tests.journeys.leaks import ENCODINGS, Leaks
from tests.journeys.test_several_laptops import ADMINISTRATOR, WORDS, OtherLaptop, digits
from tests.store.laptop import add_person
from ui.laptops.waiting_page import WaitingLaptopPage
from ui.sync.network import Costs, Reach
from ui.window.navigation import Place


def pill(centre: Centre) -> str:
    return centre.hand.find("sync-pill").accessibleName()


def waits(qtbot: QtBot, centre: Centre, words: str) -> None:
    qtbot.waitUntil(lambda: words in pill(centre), timeout=20_000)


def sees(centre: Centre, words: str) -> bool:
    labels = centre.hand.window.findChildren(QLabel)
    return any(words in each.text() for each in labels if each.isVisible())


def waits_to_see(qtbot: QtBot, centre: Centre, words: str) -> None:
    qtbot.waitUntil(lambda: sees(centre, words), timeout=20_000)


def goes_through(centre: Centre, network: Network) -> None:
    """The hub of the centre is reached over *network* from now on."""
    place = centre.office.hub.place
    assert place is not None
    through = replace(place, address=network.origin)
    centre.office.perform(lambda work: set_hub(work, through))


@pytest.mark.requirement("R-432")
@pytest.mark.procedure("connect-hub")
def test_an_administrator_connects_and_a_laptop_joins_over_the_network(
    founded: Centre,
    hub: RunningHub,
    qtbot: QtBot,
    qapp: QApplication,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    hand = founded.hand
    founded.office.perform(add_person("Selam-Cinnabar"))
    founded.go(Place.LAPTOPS)
    assert not hand.shown("read-hub-requests")
    hand.type("hub-invitation", "my hub")
    hand.click("connect-hub")
    assert sees(founded, "This is no invitation of a hub")
    file = tmp_path / "invitation.txt"
    file.write_text(invitation(hub).to_text(), "utf-8")
    founded.files.opens = file
    hand.click("choose-hub-invitation")
    waits_to_see(qtbot, founded, "The centre is connected to")
    waits(qtbot, founded, "Nothing waits on this laptop")

    founded.go(Place.LAPTOPS)
    hand.choose("first-person", str(founded.one(User, name=AMINA).id))
    hand.click("copy-invitation")
    other = OtherLaptop(qtbot, qapp, tmp_path / "other", tmp_path)
    other.pace = QUICK
    other.switch_on()
    other.asks_with(AMINA, QApplication.clipboard().text())
    other.waits_to_see("The request lies at the hub")
    waiting = other.door.page
    assert isinstance(waiting, WaitingLaptopPage)

    hand.click("read-hub-requests")
    qtbot.waitUntil(lambda: hand.shown("numbers-same"), timeout=20_000)
    for number in ("laptop-fingerprint", "centre-fingerprint"):
        assert digits(hand.window, number) == digits(waiting, number)
    hand.click("numbers-same")
    waits_to_see(qtbot, founded, "is let in")
    other.waits_to_see("This laptop belongs now")
    with qtbot.waitSignal(other.door.locked):
        other.press("lock-last")
    other.switch_off()
    other.switch_on()
    other.unlocks(AMINA)
    assert other.door.session is not None
    desk = other.door.session.desk
    qtbot.waitUntil(lambda: desk.ask(lambda r: r.count(Person)) == 1, timeout=20_000)
    other.switch_off()
    founded.go(Place.LAPTOPS)
    hand.click("leave-hub")
    qtbot.waitUntil(lambda: hand.shown("connect-hub"), timeout=20_000)
    Leaks((hub.folder,), caplog).none_of("Selam-Cinnabar", AMINA, ADMINISTRATOR, "Harbour Gate")


@pytest.mark.requirement("R-432")
def test_what_is_written_on_either_side_arrives_with_nothing_to_press(
    connected: Centre, elsewhere: Elsewhere, qtbot: QtBot
) -> None:
    connected.unlock(AMINA)
    elsewhere.writes("Selam")
    qtbot.waitUntil(lambda: bool(connected.all(Person)), timeout=20_000)
    desk = connected.hand.session.desk
    desk.write(desk, add_person("Tesfaye"))
    qtbot.waitUntil(lambda: len(connected.all(Person)) == 2, timeout=20_000)
    qtbot.waitUntil(lambda: not connected.office.space.status().waiting, timeout=20_000)
    waits(qtbot, connected, "Nothing waits on this laptop")
    elsewhere.exchange()
    assert elsewhere.names() == {"Selam", "Tesfaye"}


@pytest.mark.requirement("R-432")
def test_who_listens_on_the_line_reads_nothing(
    connected: Centre, elsewhere: Elsewhere, network: Network, hub: RunningHub, qtbot: QtBot,
    leaks: Leaks,
) -> None:  # fmt: skip
    """Names, notes and attachments, both ways, over plain HTTP: only sealed bytes pass."""
    heard = bytearray()

    def listens(piece: bytes, _before: int) -> tuple[bytes, bool]:
        heard.extend(piece)
        return piece, False

    network.always = (listens, listens)
    goes_through(connected, network)
    connected.unlock(AMINA)
    paper = b"%PDF-1.7 Quillibrace lives by the Zanfara quay " * 50
    theirs = b"%PDF-1.7 Quillibrace asks at the Zanfara quay " * 50

    def has_both(office: StoreOffice) -> bool:
        exchange = office.exchange
        return len(exchange.chunks()) == 2 and not exchange.wanted_chunks()

    desk = connected.hand.session.desk

    def writes(work: UnitOfWork) -> None:
        add_person("Tremolite")(work)
        work.attach(paper, "application/pdf")

    desk.write(desk, writes)
    elsewhere.office.perform(lambda work: (work.attach(theirs, "application/pdf"), None)[1])
    elsewhere.writes("Xylophone")
    qtbot.waitUntil(lambda: len(connected.all(Person)) == 2, timeout=20_000)
    qtbot.waitUntil(lambda: not connected.office.space.status().waiting, timeout=20_000)
    # Attachments come last: until both laptops have both of them.
    qtbot.waitUntil(lambda: has_both(connected.office), timeout=20_000)

    def came_there() -> bool:
        elsewhere.exchange()
        return has_both(elsewhere.office)

    qtbot.waitUntil(came_there, timeout=20_000)
    connected.lock()
    assert len(heard) > 10_000
    for method in (b"put", b"get"):
        assert re.search(method + rb" /1/spaces/[0-9a-f]{32}/chunks/", heard.lower()), (
            "it went this way"
        )
    assert b"http/1.1" in heard.lower(), "what is plain can be read here"
    for canary in ("Tremolite", "Xylophone", "Quillibrace", "Zanfara", AMINA, "Harbour Gate"):
        for encoding in ENCODINGS:
            assert canary.lower().encode(encoding) not in heard.lower(), canary
    leaks.none_of("Tremolite", "Xylophone", "Quillibrace", "Zanfara")


def test_offline_is_no_fault_and_the_way_back_begins_it(
    connected: Centre, hub: RunningHub, qtbot: QtBot
) -> None:
    hub.stop()
    connected.network.reached = Reach.AWAY
    connected.unlock(AMINA)
    connected.office.perform(add_person("Selam"))
    connected.go(Place.SYNC)
    waits_to_see(qtbot, connected, "The hub cannot be reached at the moment. That is no fault")
    assert "wait" in pill(connected)
    assert "exchange" in pill(connected), "when it last went, and nothing is struck out"
    hub.start()
    connected.network.becomes(Reach.THERE)
    waits(qtbot, connected, "Nothing waits on this laptop")
    waits_to_see(qtbot, connected, "It goes by itself whenever there is a network")


def test_one_act_pauses_it_and_it_stays_so(
    connected: Centre, elsewhere: Elsewhere, qtbot: QtBot
) -> None:
    connected.unlock(AMINA)
    waits(qtbot, connected, "Nothing waits on this laptop")
    connected.go(Place.SYNC)
    connected.hand.click("pause-exchange")
    waits(qtbot, connected, "The exchange by network is paused")
    connected.unlock(AMINA)
    waits(qtbot, connected, "The exchange by network is paused")
    elsewhere.writes("Selam")
    assert connected.all(Person) == []
    connected.go(Place.SYNC)
    connected.hand.click("resume-exchange")
    qtbot.waitUntil(lambda: bool(connected.all(Person)), timeout=20_000)


def test_a_sign_in_page_is_said(connected: Centre, qtbot: QtBot) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), SignIn) as portal:
        threading.Thread(target=portal.serve_forever, daemon=True).start()
        place = connected.office.hub.place
        assert place is not None
        hotel = replace(place, address=f"http://127.0.0.1:{portal.server_port}")
        connected.office.perform(lambda work: set_hub(work, hotel))
        connected.unlock(AMINA)
        qtbot.waitUntil(
            lambda: "The network here asks for a login page first" in pill(connected),
            timeout=60_000,
        )
        connected.go(Place.SYNC)
        # It is tried again and again: in between, it is under way.
        waits_to_see(qtbot, connected, "Open any web page and sign in")
        portal.shutdown()


def test_a_proxy_that_wants_a_password_is_said(
    connected: Centre, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody can sign in at it with a browser, so nobody is sent there."""
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    with Proxy(password="centre:secret") as proxy:
        monkeypatch.setenv("http_proxy", proxy.address)
        connected.unlock(AMINA)
        qtbot.waitUntil(
            lambda: "A proxy of this network stops the exchange" in pill(connected),
            timeout=60_000,
        )
        connected.go(Place.SYNC)
        waits_to_see(qtbot, connected, "whoever runs the network can let the hub through")
        assert proxy.asked


def test_a_network_that_costs_carries_words_and_leaves_pictures(
    connected: Centre, qtbot: QtBot
) -> None:
    connected.network.costing = Costs.YES
    connected.unlock(AMINA)
    content = bytes(200_000)
    connected.office.perform(lambda work: (work.attach(content, "image/png"), None)[1])
    connected.office.perform(add_person("Selam"))
    connected.go(Place.SYNC)
    qtbot.waitUntil(lambda: not connected.office.space.status().waiting, timeout=20_000)
    waits(qtbot, connected, "Nothing waits on this laptop")
    automatic = connected.hand.session.automatic
    qtbot.waitUntil(lambda: automatic.report is not None, timeout=20_000)
    waits_to_see(qtbot, connected, "This network is paid by volume")
    assert automatic.spares
    connected.hand.click("spare-paid-networks")
    assert not automatic.spares
    connected.hand.click("spare-paid-networks")
    assert automatic.report is not None
    assert automatic.report.chunks == 0
    connected.network.costing = Costs.UNKNOWN
    connected.go(Place.SYNC)
    waits_to_see(qtbot, connected, "This system does not tell whether the network is paid")


def test_a_line_that_breaks_in_mid_pull_goes_on_and_doubles_nothing(
    connected: Centre, elsewhere: Elsewhere, network: Network, qtbot: QtBot
) -> None:
    for number in range(4):
        elsewhere.writes(f"Selam {number}")
    goes_through(connected, network)
    network.always = cut_after(4_000), cut_after(4_000)
    connected.unlock(AMINA)
    qtbot.waitUntil(lambda: len(connected.all(Person)) == 4, timeout=60_000)
    assert network.connections > 4
    assert {each.given_name for each in connected.all(Person)} == elsewhere.names()


def test_a_laptop_that_was_ended_is_refused_and_told(
    connected: Centre, elsewhere: Elsewhere, qtbot: QtBot, tmp_path: Path
) -> None:
    (other,) = connected.office.space.laptops()[1:]
    hand = connected.unlock(ADMINISTRATOR)
    connected.go(Place.LAPTOPS)
    hand.click(f"lost-{other.code}")
    hand.click("laptop-end-act")
    place = connected.office.hub.place
    assert place is not None
    waits(qtbot, connected, "Nothing waits on this laptop")
    exchange_by_hub(connected.office, place)
    connected.lock()
    elsewhere.office.close()
    connected.folder = tmp_path / "elsewhere"
    connected.passphrase = WORDS
    connected.unlock(AMINA)
    waits(qtbot, connected, "The hub does not let this laptop in")
    connected.go(Place.SYNC)
    waits_to_see(qtbot, connected, "it was not let in yet, or it was ended")
    connected.lock()
    elsewhere.office = unlock(connected.folder, AMINA, WORDS)


def test_locking_does_not_wait_for_a_line_that_hangs(connected: Centre, qtbot: QtBot) -> None:

    with socket.create_server(("127.0.0.1", 0)) as silent:
        place = connected.office.hub.place
        assert place is not None
        mute = replace(place, address=f"http://127.0.0.1:{silent.getsockname()[1]}")
        connected.office.perform(lambda work: set_hub(work, mute))
        connected.unlock(AMINA)
        qtbot.waitUntil(lambda: connected.hand.session.automatic.running, timeout=20_000)
        began = time.monotonic()
        connected.lock()
        assert time.monotonic() - began < 5


def restored(centre: Centre, tmp_path: Path) -> None:
    """The laptop of *centre* is put back from a backup: for the others it is a new one."""
    (tmp_path / "backup").mkdir()
    made = centre.office.backups.make(tmp_path / "backup", lambda *_: None, lambda: False)
    assert made is not None
    centre.lock()
    centre.folder = tmp_path / "restored"
    (file,) = (tmp_path / "backup").iterdir()
    restore(file, centre.folder)


@pytest.mark.requirement("R-432")
@pytest.mark.procedure("restored-laptop")
def test_a_restored_laptop_asks_to_be_let_in_again_and_loses_nothing(
    connected: Centre, elsewhere: Elsewhere, qtbot: QtBot, tmp_path: Path
) -> None:
    elsewhere.writes("Selam")
    elsewhere.exchange(connected.office)
    restored(connected, tmp_path)
    hand = connected.unlock(JOSEPHINE)
    connected.office.perform(add_person("Tesfaye"))
    connected.go(Place.SYNC)
    assert "This laptop must be let in again" in pill(connected)
    assert len(digits(hand.window, "laptop-fingerprint").split()) == 7
    waits_to_see(qtbot, connected, "The request of this laptop lies at the hub")
    # A stick works as well.
    connected.files.goes_to = stick = tmp_path / "carried"
    stick.mkdir()
    hand.click("rejoin-stick")
    waits_to_see(qtbot, connected, "The request lies on the stick")
    assert [each for each in stick.rglob("*") if each.is_file()]
    assert {each.given_name for each in connected.all(Person)} == {"Selam", "Tesfaye"}
    assert elsewhere.names() == {"Selam"}

    hand = connected.unlock(ADMINISTRATOR)
    connected.go(Place.SYNC)
    qtbot.waitUntil(lambda: hand.shown("let-in-here"), timeout=10_000)
    hand.click("let-in-here")
    assert connected.office.space.status().joined
    waits(qtbot, connected, "Nothing waits on this laptop")
    elsewhere.exchange()
    assert elsewhere.names() == {"Selam", "Tesfaye"}
