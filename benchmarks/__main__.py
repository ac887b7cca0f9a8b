"""`make bench`: every figure, measured side by side in one run, into benchmarks/results.json."""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from pathlib import Path

from benchmarks import (
    bootstrap,
    exchange,
    form_engine,
    hub_server,
    intake,
    month_apart,
    papers,
    presses,
    process,
    published_figures,
    searching,
    tabulation,
    window,
)
from benchmarks.measuring import Figure
from benchmarks.population import make_store
from benchmarks.registered_twice import measured as registered_twice

RESULTS = Path(__file__).with_name("results.json")
SMALL = 500


def main() -> None:
    """Measure everything and write it down."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--people", type=int, default=50_000, help="in the large store")
    people = parser.parse_args().people
    figures: dict[str, Figure] = {}
    with tempfile.TemporaryDirectory(prefix="caseworker-bench-") as folder:
        place = Path(folder)
        figures |= _intake(place / "intake")
        for name, count in (("large", people), ("small", SMALL), ("empty", 0)):
            started = time.perf_counter()
            make_store(place / name, count)
            print(f"made a store of {count} people in {time.perf_counter() - started:.0f} s")
        figures |= window.measure(place / "large", place / "small")
        figures |= presses.measure(place / "large")
        figures |= tabulation.measure(place / "large")
        figures |= process.measure(place / "large", place / "empty")
        figures |= papers.measure(place / "demo")
        figures |= searching.measure(place / "search")
    figures |= registered_twice.measure()
    figures |= published_figures.measure()
    figures |= form_engine.measure()
    figures |= hub_server.measure()
    figures |= exchange.measure()
    figures |= month_apart.measure()
    figures |= bootstrap.measure(people)
    for name, figure in figures.items():
        print(f"{name:28} {figure.value:>8} {figure.unit:6} against {figure.compared_with}")
    rows = {name: figure.row() for name, figure in figures.items()}
    RESULTS.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")


def _intake(folder: Path) -> dict[str, Figure]:
    folder.mkdir()
    known = {"intake_ratio": "times", "intake_ms": "ms", "intake_plain_ms": "ms"}
    compared = "the same rows by SQLAlchemy on plain SQLite, synchronous=FULL"
    return {
        name: Figure(value, known[name], "lower", compared, intake.ROUNDS)
        for name, value in intake.measure(folder).items()
    }


if __name__ == "__main__":
    main()
