"""From which count on a figure shows (R-445), written out: no rule is asked about itself."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from caseworker.aggregates.publishing import publish
from caseworker.aggregates.table import Dimension, Table, tabulate


@pytest.mark.requirement("R-445")
@pytest.mark.parametrize(
    ("women", "shows"), [(0, True), (1, False), (2, False), (3, False), (4, False), (5, True)]
)
def test_one_to_four_are_hidden_and_nobody_and_five_show(women: int, shows: bool) -> None:
    people = [{"sex": "f"}] * women + [{"sex": "m"}] * 40 + [{"sex": "other"}] * 30

    def count(names: Iterable[str]) -> Table:
        return tabulate(people, [Dimension(name) for name in names])

    published = publish(["sex"], count, [])
    assert published.publication.is_known((("f",),)) is shows
    assert published.attack.narrowed == ()
