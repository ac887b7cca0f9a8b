"""A laptop has what it says to have taken in, not what it was only told of."""

from __future__ import annotations

import httpx

from caseworker.sync.batch_file import laptop_id
from tests.hub.centre import Centre, public
from tests.hub.running import RunningHub, waiting_on


def waiting_for(hub: RunningHub, laptop: str) -> int:
    """Return for how many batches the operator's page says that a laptop still waits."""
    return waiting_on(httpx.get(hub.operator).text)[laptop]


def test_what_was_only_listed_waits_until_it_is_taken_in(hub: RunningHub, centre: Centre) -> None:
    one, two = centre.carrier(hub.address, "one"), centre.carrier(hub.address, "two")
    for _ in range(3):
        made = centre.batch("one")
        one.put(made.id, made.content)
    name = laptop_id(public(centre.laptop("two"))).hex()
    listed = two.page()
    assert len(listed.offered) == 3
    assert waiting_for(hub, name) == 3
    two.page(listed.cursor)
    assert waiting_for(hub, name) == 0
