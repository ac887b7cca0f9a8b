"""A real Chromium without a window, driven over its own pipe. It never downloads anything.

Either the system has one, or set-up brought the one that is locked in `tests/hub/browser`.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

_BROUGHT = Path(__file__).parent / "browser" / "node_modules" / "@sparticuz" / "chromium" / "bin"
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--no-zygote",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-pipe",
)
_AT_THREE_AND_FOUR = """
import os, sys
from fcntl import F_DUPFD, fcntl
reads, writes = (fcntl(int(each), F_DUPFD, 10) for each in sys.argv[1:3])
os.dup2(reads, 3)
os.dup2(writes, 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
"""Starts the browser with its commands at 3 and its answers at 4, where it looks for them."""
SECONDS = 60


def chromium() -> Path | None:
    """Return the program, or None where there is none that starts on this machine."""
    system = next(filter(None, map(shutil.which, _NAMES)), None)
    program = Path(system) if system is not None else _BROUGHT / "chromium"
    return program if _starts(program) else None


def _starts(program: Path) -> bool:
    """Return whether it is there, and finds its libraries."""
    try:
        subprocess.run(
            [program, "--version"],
            env=_environment(program),
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def _environment(program: Path) -> dict[str, str]:
    """Let it find the libraries that came with it."""
    if program.parent != _BROUGHT:
        return dict(os.environ)
    return {**os.environ, "LD_LIBRARY_PATH": str(_BROUGHT / "lib")}


class Browser:
    """One page of a browser with a profile of its own."""

    def __init__(self, program: Path) -> None:
        self._profile = tempfile.TemporaryDirectory(prefix="caseworker-browser-")
        to_it, self._out = os.pipe()
        self._in, from_it = os.pipe()
        words = [str(program), *_OPTIONS, f"--user-data-dir={self._profile.name}"]
        self._process = subprocess.Popen(
            [sys.executable, "-c", _AT_THREE_AND_FOUR, str(to_it), str(from_it), *words],
            pass_fds=(to_it, from_it),
            # Nothing of the user's is seen.
            env={**_environment(program), "HOME": self._profile.name},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_it)
        os.close(from_it)
        self._answers = os.fdopen(self._in, "rb", buffering=0)
        self._waiting = b""
        self._number = 0
        self._session: str | None = None
        self.told: list[dict[str, Any]] = []
        """Events, oldest first."""
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        attached = self.ask("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Network", "Log", "Runtime"):
            self.ask(f"{domain}.enable")

    def __enter__(self) -> Browser:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.wait(SECONDS)
        os.close(self._out)
        self._answers.close()
        self._profile.cleanup()

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command of the DevTools protocol and return its answer."""
        self._number += 1
        command: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session is not None:
            command["sessionId"] = self._session
        os.write(self._out, json.dumps(command).encode() + b"\0")
        number = self._number
        answer = self._until(lambda told: told.get("id") == number)
        assert "error" not in answer, answer
        result: dict[str, Any] = answer["result"]
        return result

    def open(self, address: str, language: str = "en") -> None:
        """Open a page and wait until it stands, for a reader of *language*."""
        self.ask("Network.setExtraHTTPHeaders", headers={"Accept-Language": language})
        self.told.clear()
        self.ask("Page.navigate", url=address)
        if not any(each["method"] == "Page.loadEventFired" for each in self.told):
            self._until(lambda told: told.get("method") == "Page.loadEventFired")

    def find(self, expression: str) -> Any:
        """Return what an expression of JavaScript comes to in the page."""
        found = self.ask("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def look(self, width: int, height: int, *, scale: float = 1, dark: bool = False) -> None:
        """Give the page this size in points, this scale and a light or dark desk."""
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=round(width / scale),
            height=round(height / scale),
            deviceScaleFactor=scale,
            mobile=False,
        )
        mode = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.ask("Emulation.setEmulatedMedia", features=[mode])

    def picture(self) -> bytes:
        """Return the whole page as PNG."""
        taken = self.ask("Page.captureScreenshot", captureBeyondViewport=False)
        return base64.b64decode(taken["data"])

    def asked_for(self) -> list[str]:
        """Return every address that the page asked for since it was opened."""
        return [
            each["params"]["request"]["url"]
            for each in self.told
            if each["method"] == "Network.requestWillBeSent"
        ]

    def complaints(self) -> list[str]:
        """Return what the page or the browser wrote to the console, refusals of the CSP too."""
        said = [
            each["params"]["entry"]["text"]
            for each in self.told
            if each["method"] == "Log.entryAdded"
        ]
        return said + [
            each["method"]
            for each in self.told
            if each["method"] in ("Runtime.consoleAPICalled", "Runtime.exceptionThrown")
        ]

    def _until(self, is_it: Callable[[Mapping[str, Any]], bool]) -> dict[str, Any]:
        while True:
            while b"\0" not in self._waiting:
                came = self._answers.read(1 << 16)
                assert came, "the browser ended"
                self._waiting += came
            line, _, self._waiting = self._waiting.partition(b"\0")
            told: dict[str, Any] = json.loads(line)
            if "method" in told:
                self.told.append(told)
            if is_it(told):
                return told
