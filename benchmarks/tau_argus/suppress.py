"""Hides the small counts of a table and what gives them away, by tau-ARGUS.

Arguments: the finest cells as CSV (d1, d2, ..., count), where to write what is hidden, and the
method: MOD (modular, called HiTaS as well) or OPT. It runs in a Python that has pytauargus.
"""

from __future__ import annotations

import csv
import sys
import tempfile
import time
from pathlib import Path

from pytauargus import protect  # type: ignore[import-not-found]  # not a dependency

THRESHOLD, MARGIN = 5, 100
"""Counts below the threshold stay open by the margin, in percent of themselves."""

WIDEST = 3
"""Characters of the longest category: in its file all are equally wide."""
_HIDDEN = {"U", "M"}
"""Small counts, and what gives them away."""


def main(given: str, taken: str, method: str) -> None:
    """Hide, and say how long it took."""
    with Path(given).open(newline="") as file:
        cells = list(csv.DictReader(file))
    names = [name for name in cells[0] if name != "count"]
    people = [
        {**{name: f"c{cell[name]:_>{WIDEST}}" for name in names}, "person": 1.0}
        for cell in cells
        for _person in range(int(cell["count"]))
    ]
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        result = protect(
            people, names, "person", f"FREQ({THRESHOLD},{MARGIN})", f"{method}(1)", workdir=folder
        )
        seconds = time.perf_counter() - started
        hidden = [
            [row[name].removeprefix("c").lstrip("_") for name in names]
            for row in result.tables[0].rows
            if row["status"] in _HIDDEN
        ]
    with Path(taken).open("w", newline="") as file:
        csv.writer(file).writerows([names, *hidden])
    print("seconds", seconds)


if __name__ == "__main__":
    main(*sys.argv[1:])
