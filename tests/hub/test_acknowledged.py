"""A laptop has what it says to have taken in, not what it was only told of."""

from __future__ import annotations

import re

import httpx

from caseworker.sync.batch_file import laptop_id
from tests.hub.centre import Centre, public
from tests.hub.running import RunningHub


def waiting_for(hub: RunningHub, laptop: str) -> str:
    """Return for how many batches the operator's page says that a laptop still waits."""
    rows: list[tuple[str, str]] = re.findall(
        r"<tr><td><code>([0-9a-f]{32})</code><td>[^<]*<td>(\d+)", httpx.get(hub.operator).text
    )
    return dict(rows)[laptop]


def test_what_was_only_listed_waits_until_it_is_taken_in(hub: RunningHub, centre: Centre) -> None:
    one, two = centre.carrier(hub.address, "one"), centre.carrier(hub.address, "two")
    for _ in range(3):
        made = centre.batch("one")
        one.put(made.id, made.content)
    name = laptop_id(public(centre.laptop("two"))).hex()
    listed = two.page()
    assert len(listed.offered) == 3
    assert waiting_for(hub, name) == "3"
    two.page(listed.cursor)
    assert waiting_for(hub, name) == "0"
