"""The same figures are protected in the same way, whatever the order and wherever it runs.

Two ways of hiding the same table, laid beside each other, would tell more than either.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from caseworker.aggregates.publishing import publish
from caseworker.aggregates.table import Dimension, Record, Table, tabulate

NAMES = ("age", "sex", "site")


def people() -> list[Record]:
    chance = random.Random(11)
    return [
        {
            "age": chance.choice(("child", "young", "old", "old", "old")),
            "sex": chance.choice(("female", "male")),
            "site": chance.choice("abcd"),
        }
        for _person in range(70)
    ]


def hidden(rows: list[Record]) -> list[object]:
    def count(names: Iterable[str]) -> Table:
        return tabulate(rows, [Dimension(name) for name in NAMES if name in set(names)])

    first = publish(NAMES[:2], count, ()).publication
    second = publish(NAMES, count, (first,)).publication
    return [sorted(first.hidden), sorted(second.hidden)]


def test_the_order_of_records_changes_nothing() -> None:
    rows = people()
    expected = hidden(rows)
    random.Random(3).shuffle(rows)
    assert hidden(rows) == expected


def test_another_process_hides_the_same() -> None:
    told = set()
    for seed in ("1", "2", "3"):
        ran = subprocess.run(
            [sys.executable, __file__],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parents[2],
        )
        told.add(ran.stdout)
    assert told == {f"{hidden(people())!r}\n"}


if __name__ == "__main__":
    print(repr(hidden(people())))
