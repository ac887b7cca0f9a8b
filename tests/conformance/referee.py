"""JavaRosa as referee: the same form, filled in the same way, on the engine of ODK Collect.

The jar is the one that pyxform carries for its own checks; it needs Java, and neither ships.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TypeAlias

PROGRAM = Path(__file__).with_name("javarosa") / "Referee.java"
JAR = "validators/odk_validate/bin/ODK_Validate.jar"

Facts: TypeAlias = "dict[str, tuple[bool, str]]"
"""Path (without the `[1]` of a first instance) -> whether it is relevant, and its value."""


@dataclass(frozen=True)
class Filling:
    """One form and what is done with it: `set`, `add`, `remove` with a path, and `dump`."""

    xml: str
    steps: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Referee:
    """The engine, compiled into *folder*, where the forms are written too."""

    folder: Path

    @staticmethod
    def missing() -> str:
        """Return why there is no referee here, or nothing."""
        if shutil.which("java") and shutil.which("javac") and _jar().exists():
            return ""
        return "no Java here: nobody to compare with"

    @cached_property
    def _classes(self) -> str:
        subprocess.run(
            ["javac", "-cp", str(_jar()), "-d", str(self.folder), str(PROGRAM)], check=True
        )
        return f"{_jar()}:{self.folder}"

    def facts(self, fillings: Sequence[Filling]) -> list[list[Facts]]:
        """Return the facts at each `dump` of each filling; fewer where it could not go on."""
        stems = []
        for number, filling in enumerate(fillings):
            stem = self.folder / str(number)
            stem.with_suffix(".xml").write_text(filling.xml, encoding="utf-8")
            lines = "\n".join("\t".join(step) for step in filling.steps)
            stem.with_suffix(".steps").write_text(lines, encoding="utf-8")
            stems.append(str(stem))
        done = subprocess.run(
            ["java", "-cp", self._classes, "-Duser.timezone=UTC", "Referee", *stems],
            check=True, capture_output=True, encoding="utf-8",
        )  # fmt: skip
        return [list(_dumps(form)) for form in done.stdout.split("#form\n")[1:]]


def plain(path: str) -> str:
    """Return *path* without the places of first instances."""
    return path.replace("[1]", "")


def _dumps(form: str) -> Iterator[Facts]:
    for dump in form.split("#dump\n")[1:]:
        lines = (line.split("\t", 2) for line in dump.splitlines() if not line.startswith("#"))
        yield {plain(path): (relevant == "true", value) for path, relevant, value in lines}


def alike(value: str, other: str) -> bool:
    """Return whether two values say the same: 1 or true, 2 or 2.0, a day with or without hour."""
    return _plainly(value) == _plainly(other)


def _plainly(value: str) -> str:
    value = {"true": "1", "false": "0"}.get(value, value)
    if re.fullmatch(r"\d{4}-\d\d-\d\dT.*", value):
        return re.sub(r"T00:00:00.*$", "", value)[:16]
    try:
        return f"{float(value):.6g}"
    except ValueError:
        return value


def _jar() -> Path:
    pyxform = find_spec("pyxform")
    assert pyxform is not None
    assert pyxform.submodule_search_locations is not None
    return Path(pyxform.submodule_search_locations[0]) / JAR
