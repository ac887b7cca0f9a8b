"""The other side of the exchange: PouchDB in two Node processes, server and laptops."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import which

from benchmarks.documents import Document

_FOLDER = Path(__file__).with_name("pouchdb")


@dataclass(frozen=True)
class Way:
    """How long all documents took from one laptop to the hub, and from there to another."""

    push: float
    """Seconds."""
    pull: float
    """Seconds, applied and kept."""
    carried: int
    """Bytes on the wire, both ways together."""


def is_there() -> bool:
    """Return whether PouchDB can be run: Node is here, and its packages as they are locked."""
    if which("node") is None or which("npm") is None:
        print("Node is not installed here: the exchange is not measured against PouchDB")
        return False
    installed = subprocess.run(
        ["npm", "ci", "--no-audit", "--no-fund"], cwd=_FOLDER, capture_output=True, check=False
    )
    if installed.returncode:
        print("PouchDB could not be installed: the exchange is not measured against it")
    return not installed.returncode


def pouchdb(documents: Sequence[Document]) -> Way:
    """Return the way of *documents* from one PouchDB over HTTP to a server, and to another."""
    with tempfile.TemporaryDirectory(prefix="caseworker-pouchdb-") as name:
        place = Path(name)
        for folder in ("server", "laptops"):
            (place / folder).mkdir()
        written = place / "documents"
        written.write_text("\n".join(each.as_json() for each in documents), encoding="utf-8")
        server = subprocess.Popen(
            ["node", "server.js", str(place / "server")],
            cwd=_FOLDER, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        try:
            assert server.stdout is not None
            origin = f"http://127.0.0.1:{int(server.stdout.readline())}"
            done = subprocess.run(
                ["node", "replicate.js", origin, str(written), str(place / "laptops")],
                cwd=_FOLDER, capture_output=True, text=True, check=True,
            )  # fmt: skip
        finally:
            server.terminate()
            server.wait(20)
            if server.stdout is not None:
                server.stdout.close()
    told = json.loads(done.stdout)
    return Way(
        push=told["push"]["seconds"],
        pull=told["pull"]["seconds"],
        carried=told["push"]["bytes"] + told["pull"]["bytes"],
    )
