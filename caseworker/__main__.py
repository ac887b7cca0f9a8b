"""The command line, and the composition root of what runs without a window."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import platformdirs

HOME_VARIABLE = "CASEWORKER_HOME"


def home() -> Path:
    """Return the folder of everything the app stores: CASEWORKER_HOME, or the platform's own."""
    moved = os.environ.get(HOME_VARIABLE)
    return Path(moved) if moved else Path(platformdirs.user_data_dir("caseworker", appauthor=False))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    parser = argparse.ArgumentParser(prog="caseworker", description=__doc__)
    commands = parser.add_subparsers(dest="command")
    run = commands.add_parser("run", help="open the window (the usual)")
    run.add_argument("--note", type=int, help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    return _run(getattr(chosen, "note", None))


def _run(note: int | None) -> int:
    from ui.bootstrap import run  # noqa: PLC0415  commands without a window load no Qt

    return run(home(), note)


if __name__ == "__main__":
    sys.exit(main())
