"""The hub as its operator runs it: a process, on loopback."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from caseworker.sync.hub_connection import HubAddress

ROOT = Path(__file__).resolve().parents[2]


def waiting_on(page: str) -> dict[str, int]:
    """Return for each laptop on the operator's page for how many batches it still waits."""
    rows = re.findall(r"<tr><td><code[^>]*>([0-9a-f]{32})</code><td>[^<]*<td>(\d+)", page)
    return {laptop: int(number) for laptop, number in rows}


def hub_command(folder: Path, *words: str, database: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        _words(folder, database, *words),
        cwd=ROOT, capture_output=True, text=True, check=True, env=_quiet(),
    )  # fmt: skip


def _words(folder: Path, database: str, *words: str) -> list[str]:
    named = ["--database", database] if database else []
    return [sys.executable, "-m", "caseworker", "hub", *words, "--folder", str(folder), *named]


def _quiet() -> dict[str, str]:
    return {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONWARNINGS": "error"}


@dataclass
class RunningHub:
    folder: Path
    database: str = ""
    options: tuple[str, ...] = ()
    laptops: str = "127.0.0.1:0"
    process: subprocess.Popen[str] | None = None
    operator: str = ""
    address: HubAddress = field(default_factory=lambda: HubAddress(origin="", key=b""))

    def start(self) -> RunningHub:
        words = ("--listen", self.laptops, "--operator", "127.0.0.1:0", *self.options)
        self.process = subprocess.Popen(
            _words(self.folder, self.database, *words),
            cwd=ROOT, stdout=subprocess.PIPE, text=True, env=_quiet(),
        )  # fmt: skip
        assert self.process.stdout is not None
        first, second, third = (self.process.stdout.readline() for _ in range(3))
        if not third:
            self._gone()
            raise AssertionError("the hub did not start")
        origin = first.split()[-1]
        self.operator = second.split()[-1]
        self.address = HubAddress(origin=origin, key=bytes.fromhex(third.split()[-1]))
        # It comes back under the same address.
        self.laptops = urlsplit(origin).netloc
        return self

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self._gone()

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
        self._gone()

    def restart(self) -> None:
        self.stop()
        self.start()

    def invite(self, *options: str) -> str:
        said = hub_command(self.folder, "invite", *options, database=self.database)
        return said.stdout.splitlines()[-1]

    def _gone(self) -> None:
        if self.process is not None:
            self.process.wait(20)
            assert self.process.stdout is not None
            self.process.stdout.close()
