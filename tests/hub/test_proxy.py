"""The proxy of the system: gone by, and told of in its own words where it lets nothing through."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from caseworker.errors import CarrierAway, CarrierBehindProxy, CarrierError, CarrierNotTheHub
from tests.hub.centre import Centre, listed
from tests.hub.conftest import MakeHub
from tests.hub.proxy import Proxy
from tests.hub.running import RunningHub
from tests.hub.test_certificate import certificate


@pytest.fixture(autouse=True)
def no_proxy_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http", "https", "all", "no"):
        monkeypatch.delenv(f"{name}_proxy", raising=False)
        monkeypatch.delenv(f"{name.upper()}_PROXY", raising=False)


@pytest.fixture
def hub(make_hub: MakeHub) -> RunningHub:
    return make_hub()


@pytest.fixture
def centre(hub: RunningHub) -> Iterator[Centre]:
    made = Centre()
    made.joins(hub.address, hub.invite(), "one", "two")
    yield made
    made.close()


def exchanges(centre: Centre, hub: RunningHub, **way: object) -> None:
    one = centre.carrier(hub.address, "one", **way)
    made = centre.batch("one", 80_000)
    one.put(made.id, made.content)
    assert made.id in listed(centre.carrier(hub.address, "two", **way))[0]


def fails(centre: Centre, hub: RunningHub, **way: object) -> type[CarrierError]:
    with pytest.raises(CarrierError) as failed:
        centre.carrier(hub.address, "one", **way).page()
    return failed.type


def test_an_exchange_goes_by_the_proxy(
    hub: RunningHub, centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Proxy() as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.address)
        monkeypatch.setenv("http_proxy", proxy.address)
        exchanges(centre, hub)
    assert proxy.asked
    assert all(hub.address.origin in each for each in proxy.asked)


def test_what_needs_no_proxy_goes_past_it(
    hub: RunningHub, centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Proxy() as proxy:
        monkeypatch.setenv("http_proxy", proxy.address)
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        exchanges(centre, hub)
    assert proxy.asked == []


def test_a_password_that_the_system_has_is_given(
    hub: RunningHub, centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Proxy(password="centre:secret") as proxy:
        monkeypatch.setenv("http_proxy", proxy.address.replace("//", "//centre:secret@"))
        exchanges(centre, hub)
        assert proxy.asked


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"password": "centre:secret"}, CarrierBehindProxy),
        ({"status": 200}, CarrierNotTheHub),
        ({"status": 302}, CarrierNotTheHub),
        ({"status": 403}, CarrierNotTheHub),
        ({"status": 502}, CarrierAway),
    ],
)
def test_what_a_proxy_does_instead_is_told_apart(
    hub: RunningHub,
    centre: Centre,
    monkeypatch: pytest.MonkeyPatch,
    options: dict[str, object],
    said: type[CarrierError],
) -> None:
    with Proxy(**options) as proxy:  # type: ignore[arg-type]
        monkeypatch.setenv("http_proxy", proxy.address)
        assert fails(centre, hub) is said
        assert proxy.asked


def test_a_proxy_that_does_not_answer_is_no_way_to_the_others(
    hub: RunningHub, centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        nobody = held.getsockname()[1]
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{nobody}")
    assert fails(centre, hub) is CarrierAway


@pytest.mark.parametrize("address", ["socks5://127.0.0.1:9050", "socks://127.0.0.1:9050"])
def test_a_proxy_of_a_kind_that_is_not_spoken_is_said_and_never_gone_past(
    hub: RunningHub, centre: Centre, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """Whoever set it may hide behind it: the hub sees no request that did not go by it."""
    monkeypatch.setenv("all_proxy", address)
    before = answers(hub)
    assert fails(centre, hub) is CarrierBehindProxy
    assert answers(hub) == before


def answers(hub: RunningHub) -> str:
    with httpx.Client(trust_env=False) as client:
        lines = client.get(hub.operator + "/metrics").text.splitlines()
    return "".join(each for each in lines if "answers" in each)


def test_through_a_tunnel_nobody_reads_and_what_the_proxy_refuses_is_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown, hidden = certificate(tmp_path)
    options = ("--certificate", str(shown), "--private-key", str(hidden))
    hub = RunningHub(tmp_path / "hub", options=options).start()
    centre = Centre()
    trusting = ssl.create_default_context(cafile=str(shown))
    way = {"make_client": lambda: httpx.Client(verify=trusting)}
    try:
        centre.joins(hub.address, hub.invite(), "one", "two", **way)
        with Proxy() as proxy:
            monkeypatch.setenv("https_proxy", proxy.address)
            exchanges(centre, hub, **way)
        host = hub.address.origin.removeprefix("https://")
        assert set(proxy.asked) == {f"CONNECT {host}"}, "nothing but where it goes"
        for given, said in (
            ({"password": "centre:secret"}, CarrierBehindProxy),
            ({"status": 403}, CarrierNotTheHub),
            ({"status": 502}, CarrierAway),
        ):
            with Proxy(**given) as proxy:
                monkeypatch.setenv("https_proxy", proxy.address)
                assert fails(centre, hub, **way) is said
    finally:
        centre.close()
        hub.stop()
