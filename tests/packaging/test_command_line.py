"""The command line, as a person or a script uses it: a process of its own, answers on a pipe."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.shelf import Shelf

ANSWERS = "Quay centre\nAda Lind\nthirteen quiet boats\n"
WHO = "Ada Lind\nthirteen quiet boats\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


_shelf = Shelf[str]("command line")


@pytest.fixture
def set_up(home: Path) -> Path:
    """A home in which a centre was set up by the command `init`."""

    def make() -> str:
        made = caseworker(home, "init", answers=ANSWERS)
        assert made.returncode == 0
        return made.stdout

    _shelf.begun("set up", home, make)
    return home


def caseworker(home: Path, *words: str, answers: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "caseworker", *words],
        input=answers,
        capture_output=True,
        text=True,
        check=False,
        env={
            **os.environ,
            "CASEWORKER_HOME": str(home),
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONUTF8": "1",
        },
    )


@pytest.mark.procedure("verify")
def test_a_centre_is_set_up_verified_backed_up_and_restored(home: Path, tmp_path: Path) -> None:
    made = caseworker(home, "init", "--country", "MT", answers=ANSWERS)
    assert made.returncode == 0
    assert made.stdout.splitlines()[-1].count("-") >= 4, "the recovery code is shown once"
    assert caseworker(home, "verify", answers=WHO).returncode == 0
    backup = tmp_path / "backup.tar"
    assert caseworker(home, "backup", str(backup), answers=WHO).returncode == 0
    elsewhere = tmp_path / "elsewhere"
    assert caseworker(elsewhere, "restore", str(backup)).returncode == 0
    assert caseworker(elsewhere, "verify", answers=WHO).returncode == 0
    refused = caseworker(elsewhere, "restore", str(backup))
    assert refused.returncode == 1
    assert "--move-aside" in refused.stderr
    (elsewhere / "store.db").write_bytes(b"torn")
    again = caseworker(elsewhere, "restore", "--move-aside", str(backup), answers=WHO)
    assert again.returncode == 0, again.stderr
    assert str(elsewhere / "aside") in again.stdout
    assert [path.read_bytes() for path in elsewhere.glob("aside/*/store.db")] == [b"torn"]
    assert caseworker(elsewhere, "verify", answers=WHO).returncode == 0


def test_a_wrong_passphrase_is_explained_and_opens_nothing(set_up: Path) -> None:
    refused = caseworker(set_up, "verify", answers="Ada Lind\nanother\n")
    assert refused.returncode == 1
    assert "do not open Caseworker" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize("command", ["verify", "backup"])
@pytest.mark.procedure("errors")
def test_a_loss_is_gone_on_from_only_when_it_was_read_and_agreed_to(
    set_up: Path, tmp_path: Path, command: str
) -> None:
    home = set_up
    (home / "chain-head").unlink()
    words = (command, str(tmp_path / "a.backup")) if command == "backup" else (command,)
    lost = "The file that remembers the last saved change is missing or altered."

    refused = caseworker(home, *words, answers=WHO)
    assert refused.returncode == 1
    assert lost in refused.stderr
    assert "--accept-loss" in refused.stderr

    for answer in ("", "no\n"):
        refused = caseworker(home, *words, "--accept-loss", answers=WHO + answer)
        assert refused.returncode == 1
        assert lost in refused.stdout, "what is lost is shown before it is accepted"
        assert not (home / "chain-head").exists()
        assert not (tmp_path / "a.backup").exists()

    agreed = caseworker(home, *words, "--accept-loss", answers=WHO + "yes\n")
    assert agreed.returncode == 0, agreed.stderr
    assert lost in agreed.stdout
    assert caseworker(home, *words[:1], *words[1:], answers=WHO).returncode == 0


def test_nothing_is_set_up_without_answers(home: Path) -> None:
    assert caseworker(home, "init", answers="\n\n\n").returncode == 1
    assert not (home / "store.db").exists()


@pytest.mark.procedure("updates")
def test_the_installation_tests_itself(home: Path) -> None:
    tested = caseworker(home, "self-test")
    assert tested.returncode == 0, tested.stdout + tested.stderr
    assert "Everything is whole." in tested.stdout
    assert not home.exists(), "it leaves nothing behind"
