"""Refuse a dependency whose licence an Apache-2.0 frozen app cannot carry."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.metadata import distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FITTING = (
    "apache", "mit", "bsd", "isc", "python software foundation", "psf", "mpl", "mozilla",
    "unlicense", "public domain", "0bsd", "zlib", "hpnd", "zpl",
)  # fmt: skip
DYNAMIC_ONLY = ("lgpl", "lesser general public")
"""Fitting as long as they are linked dynamically, as wheels are in a one-folder build."""
READ_IN_THEIR_FILES = {"pyxform": "BSD-2-Clause", "sqlcipher3": "Zlib"}
"""Their metadata name no licence; their LICENSE files were read."""
TOOLS_ONLY = {"pyinstaller", "pyinstaller-hooks-contrib"}
"""GPL with an exception for what they build; they never ship themselves."""


def shipped() -> set[str]:
    """Return the names of the packages locked for the app and for the hub."""
    lines = _lines("app.txt") + _lines("hub.txt")
    return {_plain(line.split("==")[0]) for line in lines if "==" in line and line[0].isalnum()}


def licence_of() -> dict[str, str]:
    """Return the licence that each installed package states."""
    output = subprocess.run(
        [sys.executable, "-m", "piplicenses", "--format=json", "--from=mixed"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    stated = {_plain(entry["Name"]): entry["License"] for entry in json.loads(output)}
    for distribution in distributions():
        told = distribution.metadata.json
        expression = told.get("license_expression")
        if isinstance(expression, str):
            stated[_plain(str(told["name"]))] = expression
    return stated | {name: it for name, it in READ_IN_THEIR_FILES.items() if name in stated}


def main() -> None:
    """Exit with the packages whose licence does not fit."""
    stated = licence_of()
    problems = []
    for name in sorted(shipped() & set(stated)):
        licence = stated[name].lower()
        if not any(word in licence for word in FITTING + DYNAMIC_ONLY) and name not in TOOLS_ONLY:
            problems.append(f"{name}: {stated[name]}")
    if problems:
        sys.exit("Licences that do not fit:\n" + "\n".join(problems))
    documented = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    wanted = _lines("app.in") + _lines("hub.in")
    silent = [
        line for line in wanted if line and line[0].isalpha() and _bare(line) not in documented
    ]
    if silent:
        sys.exit(f"Not in docs/dependencies.md: {', '.join(silent)}")
    print(f"Licences: {len(shipped() & set(stated))} shipped packages fit")


def _lines(name: str) -> list[str]:
    return (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()


def _bare(requirement: str) -> str:
    return re.split(r"[<>=!~;\[ ]", requirement)[0].lower()


def _plain(name: str) -> str:
    return name.lower().replace("_", "-")


if __name__ == "__main__":
    main()
