"""The two reference engines on a form of ours: JavaRosa of ODK Collect, and that of ODK Web Forms.

JavaRosa is the jar that pyxform carries for its own checks; Web Forms comes from npm, locked in
`benchmarks/web_forms/`. Both are measured in processes of their own, warmed up. Neither ships; what
is not on this machine is said and left out.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

JAR = "validators/odk_validate/bin/ODK_Validate.jar"
MEASURE = Path(__file__).with_name("javarosa") / "Measure.java"
WEB_FORMS = Path(__file__).with_name("web_forms")


@dataclass(frozen=True)
class Task:
    """A form, the answers that go into it one by one, and the question that tells the end."""

    document: str
    answers: Sequence[tuple[str, str]]
    end: str
    rounds: int


@dataclass(frozen=True)
class Measured:
    """Milliseconds for a load and for one answer, and what stood at the end."""

    load: float
    update: float
    end: str


def javarosa(task: Task) -> Measured | None:
    """Return what JavaRosa took, or None where there is no Java."""
    pyxform = find_spec("pyxform")
    java, javac = shutil.which("java"), shutil.which("javac")
    if not (java and javac and pyxform and pyxform.submodule_search_locations):
        print("no Java here: nothing is measured beside JavaRosa")
        return None
    jar = Path(pyxform.submodule_search_locations[0]) / JAR

    def command(folder: Path) -> list[str]:
        subprocess.run([javac, "-cp", str(jar), "-d", str(folder), str(MEASURE)], check=True)
        return [java, "-cp", f"{jar}:{folder}", "Measure"]

    return _measured(task, command, rounds=task.rounds)


def web_forms(task: Task) -> Measured | None:
    """Return what ODK Web Forms took, or None where there is no Node or it cannot be fetched."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not (node and npm):
        print("no Node here: nothing is measured beside ODK Web Forms")
        return None
    if not (WEB_FORMS / "node_modules").is_dir():
        fetched = subprocess.run(
            [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=WEB_FORMS, check=False
        )
        if fetched.returncode:
            print("ODK Web Forms cannot be fetched now: nothing is measured beside it")
            return None
    program = [node, str(WEB_FORMS / "measure.mjs")]
    # A round takes it a hundred times as long: a few tell enough.
    return _measured(task, lambda _folder: program, rounds=max(3, task.rounds // 6), end=True)


def _measured(
    task: Task, command: Callable[[Path], list[str]], *, rounds: int, end: bool = False
) -> Measured:
    with _written(task) as folder:
        told = [str(folder / "form.xml"), str(folder / "answers.tsv"), str(rounds)]
        done = subprocess.run(
            [*command(folder), *told, *([task.end] if end else [])],
            check=True, capture_output=True, text=True,
        )  # fmt: skip
    load, update, last = done.stdout.split()[-3:]
    return Measured(float(load), float(update), last)


@contextmanager
def _written(task: Task) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="caseworker-reference-") as made:
        folder = Path(made)
        (folder / "form.xml").write_text(task.document, encoding="utf-8")
        lines = "".join(f"{path}\t{value}\n" for path, value in task.answers)
        (folder / "answers.tsv").write_text(lines, encoding="utf-8")
        yield folder
