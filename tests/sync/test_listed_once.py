"""A hub lists what is new since the last exchange, not all that it ever had."""

from __future__ import annotations

from caseworker.sync.hub_exchange import HUB, exchange_by_hub, way_to
from tests.hub.running import RunningHub
from tests.sync.stores import World, add_person
from tests.sync.test_hub_exchange import connected, hub, joined

__all__ = ["hub"]


def test_what_was_taken_in_is_not_listed_again(centre: World, hub: RunningHub) -> None:
    first = connected(centre, hub)
    second = joined(centre, first)
    place = first.office.hub.place
    assert place is not None
    second.act(add_person("Selam"))
    for desk in (second, first, first):
        exchange_by_hub(desk.office, place)
    assert first.names() == ["Selam"]
    with way_to(first.office.hub, place) as carrier:
        assert carrier.page("").offered
        assert carrier.page(first.office.exchange.cursor(HUB)).offered == []
