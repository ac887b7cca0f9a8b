"""How much is hidden, and how much of it stays hidden, beside others: in R, and tau-ARGUS.

`python -m benchmarks.suppression_elsewhere` draws random tables, lets both hide what is small, and
sets the same attackers on both: the product's own, which asks a solver, and on small tables the one
of the tests, which tries every table of whole persons. It needs Rscript with the packages
GaussSuppression and Rglpk, and sdcTable, and the command `tauargus` of pytauargus; it says so where
they are missing, and ships with nobody.
"""

from __future__ import annotations

import csv
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random

import numpy as np

from caseworker.aggregates.attack import attack
from caseworker.aggregates.intervals import NEAR, UNBOUNDED
from caseworker.aggregates.policy import Policy
from caseworker.aggregates.publication import Publication
from caseworker.aggregates.publishing import publish
from caseworker.aggregates.solver import Solver
from caseworker.aggregates.table import Cell, Dimension, Table, tabulate, wider_cells
from tests.aggregates.enumerating import counted, fitting_tables

RSCRIPT = "Rscript"
GAUSS = Path(__file__).resolve().parent / "gauss_suppression" / "suppress.R"
SDC_TABLE = Path(__file__).resolve().parent / "sdc_table" / "suppress.R"
SDC_METHODS = ("SIMPLEHEURISTIC", "GAUSS", "OPT")
"""HITAS, of the same package, ends with an error on the first table of each shape."""
TAU_ARGUS = Path(__file__).resolve().parent / "tau_argus" / "suppress.py"
POLICY = Policy.DEFAULT
PATIENCE = 600
"""Seconds after which a table counts as not protected in time."""
MOST = 20_000
"""With more tables that fit, the one that tries them all gives up."""


@dataclass(frozen=True)
class Shape:
    """How many categories each dimension has, how many people, and how many tables are drawn."""

    sizes: tuple[int, ...]
    people: int
    tables: int
    small: bool = False
    """Whether every table that fits can be tried."""


SHAPES = (
    Shape((2, 4), 40, 60, small=True),
    Shape((2, 3, 8), 300, 10),
    Shape((6, 6, 6), 700, 6),
    Shape((9, 8, 12), 3_000, 2),
)


@dataclass
class Tally:
    """What one way of hiding made of all tables of a shape."""

    cells: int = 0
    hidden: int = 0
    kept: int = 0
    """Counts of persons that are shown."""
    small: int = 0
    exact: int = 0
    """Small counts that can be told exactly."""
    narrow: int = 0
    """Small counts that can be told more closely than by the width, exactly or not."""
    enumerated: int = 0
    """Small counts that the one who tries every table tells more closely than by the width."""
    zeros: int = 0
    """Cells without anybody that are hidden."""
    supposed: int = 0
    """Small counts told exactly to a reader who takes it that no hidden cell is empty."""
    gave_up: int = 0
    seconds: list[float] = field(default_factory=list)


Hide = Callable[[Table], "tuple[Publication, float] | None"]


def main() -> None:
    """Print a line for each shape and each way of hiding."""
    ways: dict[str, Hide] = {"this product": _ours}
    if _at_hand("GaussSuppression", "Rglpk"):
        ways["GaussSuppression"] = partial(_elsewhere, RSCRIPT, GAUSS, "0")
        ways[f"GaussSuppression, intervals of {POLICY.width}"] = partial(
            _elsewhere, RSCRIPT, GAUSS, str(POLICY.width)
        )
    if _at_hand("sdcTable"):
        ways |= {
            f"sdcTable, {it}": partial(_elsewhere, RSCRIPT, SDC_TABLE, it) for it in SDC_METHODS
        }
    if command := shutil.which("tauargus"):
        python = str(Path(command).with_name("python"))
        ways |= {f"tau-ARGUS, {it}": partial(_elsewhere, python, TAU_ARGUS, it)
                 for it in ("MOD", "OPT")}  # fmt: skip
    if len(ways) == 1:
        print("none of the others is here: nothing is measured beside it")
    for shape in SHAPES:
        for name, hide in ways.items():
            _say(shape, name, _measured(shape, hide))


def _measured(shape: Shape, hide: Hide) -> Tally:
    tally, chance = Tally(), Random(7)
    for _number in range(shape.tables):
        table = _random_table(shape, chance)
        answer = hide(table)
        if answer is None:
            tally.gave_up += 1
            continue
        publication, seconds = answer
        tally.seconds.append(seconds)
        tally.cells += table.size
        tally.hidden += len(publication.hidden)
        tally.kept += sum(1 for cell in table.counts if cell not in publication.hidden)
        small = {cell for cell, count in table.counts.items() if POLICY.is_small(count)}
        tally.small += len(small)
        told = [it for it in attack(publication, (), POLICY).narrowed if it.cell in small]
        tally.narrow += len(told)
        tally.exact += sum(it.low == it.high for it in told)
        tally.zeros += sum(cell not in table.counts for cell in publication.hidden)
        tally.supposed += _supposed(publication, small)
        if shape.small:
            tally.enumerated += _tried(publication, table, small)
    return tally


def _random_table(shape: Shape, chance: Random) -> Table:
    """Return people spread unevenly: many in the first categories, few in the last."""
    records = [
        {
            f"d{at}": str(min(int(chance.expovariate(3 / size)), size - 1))
            for at, size in enumerate(shape.sizes)
        }
        for _person in range(shape.people)
    ]
    return tabulate(records, [Dimension(f"d{at}") for at in range(len(shape.sizes))])


def _tried(publication: Publication, table: Table, small: Iterable[Cell]) -> int:
    """Return how many small counts are narrow where every table of whole persons is tried."""
    fitting = fitting_tables(publication, table.total + POLICY.width, most=MOST)
    if len(fitting) == MOST:
        return 0
    spans = ([counted(cell, counts) for counts in fitting] for cell in small)
    return sum(max(span) - min(span) < POLICY.width for span in spans)


def _supposed(publication: Publication, small: Iterable[Cell]) -> int:
    """Return how many small counts can only be one number if every hidden cell holds somebody."""
    finest = [cell for cell in publication.cells() if all(cell)]
    solver = Solver(len(finest))
    least = [1.0 if cell in publication.hidden else 0.0 for cell in finest]
    solver.set_bounds(np.array(least), np.full(len(finest), UNBOUNDED))
    inside: dict[Cell, list[int]] = {}
    for number, cell in enumerate(finest):
        for wider in wider_cells(cell):
            inside.setdefault(wider, []).append(number)
    for cell, members in inside.items():
        if cell not in publication.hidden:
            count = publication.shown.get(cell, 0)
            solver.add_row(members, [1] * len(members), count, count)

    def extreme(members: list[int], sign: int) -> float | None:
        costs = np.zeros(len(finest))
        costs[members] = sign
        solver.set_costs(costs)
        found = solver.solve()
        return None if found is None else float(found[members].sum())

    told = 0
    for cell in small:
        low, high = extreme(inside[cell], 1), extreme(inside[cell], -1)
        told += low is not None and high is not None and high - low < 1 - NEAR
    return told


def _ours(table: Table) -> tuple[Publication, float]:
    started = time.perf_counter()
    published = publish(table.dimensions, table.onto, ())
    return published.publication, time.perf_counter() - started


def _elsewhere(
    program: str, script: Path, how: str, table: Table
) -> tuple[Publication, float] | None:
    with tempfile.TemporaryDirectory() as folder:
        given, taken = Path(folder) / "cells.csv", Path(folder) / "hidden.csv"
        finest = [cell for cell in table.cells() if all(cell)]
        with given.open("w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([*table.dimensions, "count"])
            writer.writerows(
                [*(path[0] for path in cell), table.counts.get(cell, 0)] for cell in finest
            )
        try:
            ran = subprocess.run(
                [program, str(script), str(given), str(taken), how],
                check=True, capture_output=True, text=True, timeout=PATIENCE, cwd=folder,
            )  # fmt: skip
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
            return None
        with taken.open(newline="") as file:
            hidden = frozenset(_cell(list(row.values())) for row in csv.DictReader(file))
    seconds = float(ran.stdout.split("seconds")[-1])
    shown = {cell: count for cell, count in table.counts.items() if cell not in hidden}
    return Publication(table.dimensions, table.categories, shown, hidden, POLICY), seconds


def _cell(values: Sequence[str]) -> Cell:
    return tuple(() if value == "Total" else (value,) for value in values)


def _at_hand(*packages: str) -> bool:
    if shutil.which(RSCRIPT) is None:
        return False
    asked = "; ".join(f"stopifnot(requireNamespace('{each}'))" for each in packages)
    return subprocess.run([RSCRIPT, "-e", asked], check=False, capture_output=True).returncode == 0


def _say(shape: Shape, name: str, tally: Tally) -> None:
    drawn = "x".join(map(str, shape.sizes))
    if not tally.seconds:
        print(f"{drawn:8} {name:34} no table in {PATIENCE} s")
        return
    print(
        f"{drawn:8} {name:34} hidden {tally.hidden / tally.cells:.3f} of {tally.cells} cells,"
        f" {tally.kept} counts kept; of {tally.small} small ones {tally.exact} told exactly,"
        f" {tally.narrow} too closely"
        + (f" ({tally.enumerated} by trying all)" if shape.small else "")
        + f", {tally.supposed} told if no hidden cell is empty ({tally.zeros} are)"
        + f"; {sum(tally.seconds) / len(tally.seconds):.2f} s each"
        + (f", {tally.gave_up} without an answer" if tally.gave_up else "")
    )


if __name__ == "__main__":
    main()
