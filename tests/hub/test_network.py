"""Networks that cut, truncate, double, or answer themselves."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from caseworker.errors import CarrierAway, CarrierError, CarrierNotTheHub
from caseworker.sync.hub_carrier import HubCarrier
from caseworker.sync.hub_connection import HubAddress
from caseworker.sync.hub_signing import Authorization
from tests.hub.centre import Centre, listed, public
from tests.hub.conftest import MakeCentre, MakeHub
from tests.hub.meddling import Network, cut_after, doubled, late_by
from tests.hub.running import RunningHub


@pytest.fixture
def hub(make_hub: MakeHub) -> RunningHub:
    return make_hub()


@pytest.fixture
def network(hub: RunningHub) -> Iterator[Network]:
    made = Network(hub.address.origin)
    yield made
    made.close()


def through(centre: Centre, hub: RunningHub, network: Network, laptop: str) -> HubCarrier:
    return centre.carrier(replace(hub.address, origin=network.origin), laptop)


def test_a_line_that_breaks_after_each_hundred_kilobytes_still_carries(
    hub: RunningHub, network: Network, centre: Centre
) -> None:
    network.always = cut_after(100_000), cut_after(100_000)
    made = centre.batch("one", 1_500_000)
    one = through(centre, hub, network, "one")
    one.put(made.id, made.content)
    assert through(centre, hub, network, "two").get(made.id) == made.content
    # It went on where it broke: far fewer bytes were sent than by beginning again each time.
    assert network.connections < 150
    assert listed(centre.carrier(hub.address, "two"))[0] == [made.id]
    centre.close()


def test_a_slow_line_that_breaks_as_well_carries_all_of_it_once(
    hub: RunningHub, network: Network, centre: Centre
) -> None:
    network.always = late_by(0.05, cut_after(100_000)), late_by(0.05)
    made = [centre.batch("one", 80_000) for _ in range(3)]
    started = time.monotonic()
    one = through(centre, hub, network, "one")
    handed = one.hand_over((each.id, each.content) for each in made)
    assert {batch for some in handed for batch in some.taken} == {each.id for each in made}
    assert time.monotonic() - started > 0.05 * 240_000 / 16_384, "the line was slow"
    found = listed(centre.carrier(hub.address, "two"))[0]
    assert sorted(found) == sorted(each.id for each in made)
    centre.close()


@pytest.mark.parametrize("after", [0, 40, 300, 2_000, 60_000])
def test_a_cut_while_sending_loses_and_doubles_nothing(
    hub: RunningHub, network: Network, centre: Centre, after: int
) -> None:
    network.there = [cut_after(after)] * 3
    one = through(centre, hub, network, "one")
    made = [centre.batch("one", 80_000) for _ in range(3)]
    for each in made:
        one.put(each.id, each.content)
    assert listed(centre.carrier(hub.address, "two"))[0] == [each.id for each in made]
    centre.close()


@pytest.mark.parametrize("after", [0, 40, 300, 400])
def test_an_acknowledgement_that_never_comes_doubles_nothing(
    hub: RunningHub, network: Network, centre: Centre, after: int
) -> None:
    network.back = [cut_after(after)] * 3
    one = through(centre, hub, network, "one")
    made = centre.batch("one", 80_000)
    one.put(made.id, made.content)
    assert listed(through(centre, hub, network, "two"))[0] == [made.id]
    centre.close()


@pytest.mark.parametrize("way", ["there", "back"])
def test_doubled_bytes_are_not_believed(
    hub: RunningHub, network: Network, centre: Centre, way: str
) -> None:
    setattr(network, way, [doubled] * 2)
    one = through(centre, hub, network, "one")
    made = centre.batch("one", 80_000)
    one.put(made.id, made.content)
    assert listed(centre.carrier(hub.address, "two"))[0] == [made.id]
    centre.close()


def test_nobody_there_is_said_so(hub: RunningHub, centre: Centre) -> None:
    hub.stop()
    with pytest.raises(CarrierAway):
        centre.carrier(hub.address, "one").page()


class SignIn(BaseHTTPRequestHandler):
    """What a hotel's network answers to everything."""

    status = 200

    def _answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        page = b"<html>Please sign in</html>"
        self.send_response(self.status)
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    do_GET = do_PUT = do_POST = _answer  # noqa: N815  names of the standard library

    def log_message(self, *_: object) -> None:
        pass


@pytest.mark.parametrize("status", [200, 201, 302, 403, 407, 511])
def test_a_sign_in_page_is_recognised(make_centre: MakeCentre, status: int) -> None:
    handler = type("Handler", (SignIn,), {"status": status})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as portal:
        threading.Thread(target=portal.serve_forever, daemon=True).start()
        centre = make_centre()
        origin = f"http://127.0.0.1:{portal.server_port}"
        address = HubAddress(origin=origin, key=public("hub"))
        one = centre.carrier(address, "one")
        made = centre.batch("one")
        with pytest.raises(CarrierNotTheHub):
            one.put(made.id, made.content)
        with pytest.raises(CarrierNotTheHub):
            one.page()
        centre.close()
        portal.shutdown()


def as_it_came(answer: httpx.Response) -> httpx.Response:
    stream = httpx.ByteStream(answer.content)
    return httpx.Response(answer.status_code, headers=answer.headers, stream=stream)


def test_a_true_answer_to_something_else_is_not_taken_for_an_acknowledgement(
    hub: RunningHub, centre: Centre
) -> None:
    """Somebody on the way asks the hub himself, with what the laptop sent, and passes that on."""

    def between(request: httpx.Request) -> httpx.Response:
        if request.method != "PUT":
            return as_it_came(httpx.get(request.url, headers=dict(request.headers)))
        told = Authorization.from_header(request.headers["Authorization"])
        assert told is not None
        for challenge in (told.nonce, told.signature[:32], told.body):
            headers = {"Caseworker-Challenge": challenge.hex()}
            answers.append(httpx.get(f"{hub.address.origin}/1/hello", headers=headers))
        headers = {"Authorization": request.headers["Authorization"]}
        answers.append(httpx.get(f"{hub.address.origin}/1/hello", headers=headers))
        return as_it_came(next(passed_on))

    answers: list[httpx.Response] = []
    passed_on = (answers[number % 4] for number in itertools.count())
    transport = httpx.MockTransport(between)
    one = centre.carrier(hub.address, "one", make_client=lambda: httpx.Client(transport=transport))
    made = centre.batch("one")
    with pytest.raises(CarrierNotTheHub):
        one.put(made.id, made.content)
    assert {each.status_code for each in answers} == {200}
    assert list(centre.carrier(hub.address, "two").lacking([made.id])) == [made.id]


def test_another_hub_is_not_taken_for_ours(hub: RunningHub, centre: Centre) -> None:
    address = replace(hub.address, key=public("the hub that was meant"))
    with pytest.raises(CarrierNotTheHub):
        centre.carrier(address, "one").page()


def test_pauses_grow_and_differ(hub: RunningHub, centre: Centre) -> None:
    hub.stop()
    paused: list[list[float]] = [[], []]
    for each in paused:
        with pytest.raises(CarrierError):
            centre.carrier(hub.address, "one", pause=each.append).page()
    first, second = paused
    assert first != second
    assert len(first) == 5
    assert all(0.25 < each <= 30 for each in first)
    assert first[-1] > first[0]
