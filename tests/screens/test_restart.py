"""Locking ends the process, and the next one knows who worked without anybody else reading it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ui.restart import Note, command_line, read_note

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(os.name != "posix", reason="a process becomes another one")

LOCKS = """
import os, sys
from ui.restart import restart
sys.executable, sys.argv = {program!r}, ["caseworker", "run", "--note=99"]
print(os.getpid(), flush=True)
restart("Amina Karim")
"""
COMES_AFTER = """#!{python}
import json, os, sys
sys.path.insert(0, {root!r})
from dataclasses import asdict
from ui.restart import read_note
note = next(word for word in sys.argv if word.startswith("--note="))
seen = " ".join([*sys.argv, *os.environ, *os.environ.values()])
left = asdict(read_note(int(note.removeprefix("--note="))))
print(json.dumps({{"pid": os.getpid(), "words": sys.argv[1:], "seen": seen, "left": left}}))
"""


def test_the_process_that_worked_is_gone_and_its_name_is_in_no_command_line(
    tmp_path: Path,
) -> None:
    program = tmp_path / "program"
    program.write_text(COMES_AFTER.format(python=sys.executable, root=str(ROOT)))
    program.chmod(0o700)
    done = subprocess.run(
        [sys.executable, "-c", LOCKS.format(program=str(program))],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        timeout=60,
    )
    before, after = done.stdout.splitlines()
    told = json.loads(after)
    assert told["pid"] == int(before), "it became the next one: its memory is gone"
    assert told["left"]["name"] == "Amina Karim"
    assert abs(told["left"]["at"] - time.time()) < 60
    assert "Amina" not in told["seen"]
    assert told["words"][:3] == ["-m", "caseworker", "run"]
    assert [word for word in told["words"] if "--note" in word] == told["words"][3:]


def test_a_note_of_somebody_else_is_none() -> None:
    for content in (b"", b"{}", b"[1]", b'{"name": "A", "at": "soon"}', b"\xff"):
        reading, writing = os.pipe()
        os.write(writing, content)
        os.close(writing)
        assert read_note(reading) is None


def test_a_note_tells_who_worked_and_when() -> None:
    reading, writing = os.pipe()
    os.write(writing, json.dumps({"name": "Amina", "at": 5}).encode())
    os.close(writing)
    assert read_note(reading) == Note("Amina", 5.0)


def test_a_frozen_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "argv", ["caseworker"])
    assert command_line(7) == [sys.executable, "run", "--note=7"]
