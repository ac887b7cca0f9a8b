"""Laptops with real encrypted stores that hold one record by a hub alone."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from caseworker.sync.exchanging import Report, exchange
from caseworker.sync.hub_carrier import HubCarrier
from caseworker.sync.hub_connection import HubConnection
from caseworker.sync.hub_pass import Pass
from db.store.exchange.root_acts import root_key
from tests.hub.running import RunningHub
from tests.sync.stores import Desk, World, add_person, world


def by_hub(desk: Desk, hub: RunningHub) -> Report:
    identity = desk.office.store.identity
    key = Ed25519PrivateKey.from_private_bytes(identity.device_key)
    way = HubConnection(hub.address, identity.space, key)
    try:
        return exchange(desk.office.exchange, HubCarrier(way), "hub")
    finally:
        way.close()


def admit(place: World, hub: RunningHub) -> None:
    """Open the space at the hub and let all laptops in, with the root's paper."""
    first = place.desks[0].office.store.identity
    root = Ed25519PrivateKey.from_private_bytes(root_key(place.root_code))
    way = HubConnection(hub.address, first.space, root)
    carrier = HubCarrier(way)
    carrier.open_space(sorted(first.roots), hub.invite(), first.space)
    author = root.public_key().public_bytes_raw()
    passes = [
        Pass(
            space=first.space,
            author=author,
            laptop=desk.office.store.identity.device_public_key,
            number=1,
        ).sign(root)
        for desk in place.desks
    ]
    assert carrier.bring([], passes) == ["ok"] * len(passes)
    way.close()


def two_laptops_exchange(folder: Path, hub: RunningHub, name: str) -> None:
    """Write *name* on one laptop and read it on another; only the hub lies between."""
    with world(folder) as place:
        amina = place.founded()
        person = place.enrol(amina, "Bruno")
        bruno = place.join(amina, person, "Bruno", "second")
        admit(place, hub)
        amina.act(add_person(name))
        assert by_hub(amina, hub).sent
        received = by_hub(bruno, hub)
        assert received.commits
        assert not received.refused
        assert name in bruno.names()
        bruno.act(add_person("By Bruno"))
        by_hub(bruno, hub)
        by_hub(amina, hub)
        assert "By Bruno" in amina.names()
