"""A laptop that was let in may ask often, not without end; what it brings at once counts each."""

from __future__ import annotations

from typing import Any

from caseworker.hub.limits import Limits
from caseworker.sync.many_batches import MOST_BATCHES, joined
from tests.hub.centre import Centre
from tests.hub.conftest import MakeCentre, MakeHub
from tests.hub.running import RunningHub
from tests.hub.test_refusals import result, sent


def asks(hub: RunningHub, centre: Centre, by: str) -> tuple[int, str]:
    return result(sent(hub, centre, by=by))


def test_a_laptop_that_asks_without_end_is_slowed_and_no_other(
    make_hub: MakeHub, make_centre: MakeCentre
) -> None:
    hub, centre = make_hub(), make_centre()
    centre.joins(hub.address, hub.invite(), "one", "two")
    many: dict[str, Any] = {
        "method": "POST",
        "target": f"/1/spaces/{centre.space.hex()}/batches",
        "body": joined([b"no batch"] * MOST_BATCHES),
    }
    assert asks(hub, centre, "one") == (200, "ok")
    answers = (sent(hub, centre, by="one", **many) for _ in range(60))
    taken, slowed = next((n, each) for n, each in enumerate(answers) if each.status_code != 200)
    assert taken * MOST_BATCHES >= Limits().laptop_burst
    assert result(slowed) == (429, "too-often")
    assert int(slowed.headers["Retry-After"]) >= 1
    assert asks(hub, centre, "two") == (200, "ok")
