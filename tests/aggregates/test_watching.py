"""Whoever waits for figures hears how far they are, and can stop them at any step."""

from __future__ import annotations

import pytest

from caseworker.aggregates.publishing import publish
from caseworker.aggregates.table import Dimension, Table, tabulate
from caseworker.aggregates.watching import Stage, Stopped, watched

RECORDS = [
    {"place": place, "group": group}
    for place, sizes in {"north": (9, 2, 1), "south": (3, 8, 6), "west": (1, 4, 12)}.items()
    for group, size in zip("abc", sizes, strict=True)
    for _person in range(size)
]


def count(names: object) -> Table:
    wanted = set(names)  # type: ignore[call-overload]  # names of dimensions
    return tabulate(RECORDS, [Dimension(name) for name in ("place", "group") if name in wanted])


def test_each_stage_is_told_in_its_order() -> None:
    heard: list[Stage] = []
    with watched(heard.append):
        publish(("place", "group"), count, ())
    assert set(heard) == {Stage.PROTECTING, Stage.ATTACKING}
    assert heard.index(Stage.PROTECTING) < heard.index(Stage.ATTACKING)
    after = len(heard)
    publish(("place", "group"), count, ())
    assert len(heard) == after, "nobody watches any more"


@pytest.mark.parametrize("steps", [1, 4, 12])
def test_it_ends_at_the_step_at_which_it_is_stopped_and_begins_anew(steps: int) -> None:
    left = [steps]

    def stop(_stage: Stage) -> None:
        left[0] -= 1
        if not left[0]:
            raise Stopped

    whole = publish(("place", "group"), count, ()).publication
    with watched(stop), pytest.raises(Stopped):
        publish(("place", "group"), count, ())
    assert left == [0]
    assert publish(("place", "group"), count, ()).publication == whole
