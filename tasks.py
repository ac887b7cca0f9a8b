"""The front door: every task of this project, on the standard library alone.

`make NAME` and `python tasks.py NAME` do the same; the second works where there is no make.
Each task prepares what it needs by itself: virtual environment, locked dependencies, Qt's
system libraries and compiled translations.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCK = ROOT / "requirements" / "dev.txt"
STAMP = VENV / "installed.sha256"

BROWSER = ROOT / "tests" / "hub" / "browser"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SECONDS_FOR_BROWSER = 60
"""Where fetching it takes longer, the line is better used for something else."""

ROOM_FOR_TESTS = 4 * 2**30
"""Bytes in memory, from which on tests write there."""

# Qt's offscreen and desktop platforms load these; the wheels do not carry them.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
# These are needed only to open a window on a display.
DISPLAY_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
# The fault tests record a day call by call, set clocks, and mount sticks as they are in the field.
FAULT_TOOLS = {
    "strace": "strace",
    "faketime": "faketime",
    "mkfs.exfat": "exfatprogs",
    "mount.exfat-fuse": "exfat-fuse",
    "mkfs.vfat": "dosfstools",
    "fusefat": "fusefat",
}


def setup() -> None:
    """Prepare .venv: dependencies as locked, Qt's libraries, translations; a browser for tests."""
    _prepare()
    _browser()


def demo() -> None:
    """Open the app on the demo centre; without a display, run the main job into demo-output/."""
    _prepare()
    if _has_display():
        _python("-m", "caseworker", "demo")
    else:
        _python("-m", "caseworker", "demo", "--headless", "demo-output", env=_offscreen())


def run() -> None:
    """Open the app."""
    _prepare()
    _python("-m", "caseworker", "run")


def test(*arguments: str) -> None:
    """Run the tests, on every core; further words go to pytest."""
    setup()
    _fault_tools()
    _say_which_parts_run()
    # Cores that are done take over what others still have before them.
    words = ("-n", "auto", "--dist", "worksteal", *arguments)
    _python("-m", "pytest", *words, env={**_offscreen(), **_in_memory()})


def powerloss(states: str = "5000") -> None:
    """Try a few thousand states of the disk after a loss of power; a word says how many."""
    _prepare()
    _fault_tools()
    wide = {**_offscreen(), "POWER_LOSS_STATES": states}
    _python("-m", "pytest", "tests/faults/test_power_loss.py", "-rA", "-s", env=wide)


def check() -> None:
    """Lint, types, import contracts, licences, translations."""
    _prepare()
    _tool("ruff", "check", ".")
    _tool("ruff", "format", "--check", ".")
    _tool("mypy")
    _tool("mypy", "tasks.py", *sorted(str(path) for path in ROOT.glob("packaging/*.py")))
    _tool("lint-imports")
    _python("packaging/licences.py")
    _python("packaging/translations.py", "check")


def bench() -> None:
    """Run the benchmarks: ratios, measured side by side in one run."""
    _prepare()
    _python("-m", "benchmarks", env=_offscreen())


def screenshots() -> None:
    """Render every screen into screenshots/."""
    _prepare()
    _python("-m", "caseworker", "demo", "--headless", "screenshots", "--all", env=_offscreen())


def package() -> None:
    """Build the frozen app into dist/ and let it test itself."""
    _prepare()
    _python("-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "packaging/caseworker.spec")
    program = ROOT / "dist" / "caseworker" / ("caseworker.exe" if os.name == "nt" else "caseworker")
    _run([program, "self-test"], env=_offscreen())


def conformance() -> None:
    """Run the form engine against the reference cases and traces."""
    _prepare()
    _say_which_parts_run()
    _python("-m", "pytest", "tests/conformance", "-p", "no:randomly", "-rA", env=_offscreen())


def fuzz(*words: str) -> None:
    """Look for input that breaks the form parsers; words name targets and seconds."""
    _prepare()
    _python("-m", "tests.fuzz", *words, env=_offscreen())


def lock() -> None:
    """Write the locked requirements anew: hashes, no index addresses."""
    _prepare()
    for name in ("app", "hub", "dev"):
        _tool(
            *("uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"),
            *("--generate-hashes", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"),
            *("--custom-compile-command", "python tasks.py lock", "--upgrade"),
            *(f"requirements/{name}.in", "--output-file", f"requirements/{name}.txt"),
        )


def translations() -> None:
    """Collect all marked words into the catalogues and compile them."""
    _prepare()
    _python("packaging/translations.py", "update")


def requirements() -> None:
    """Write docs/requirements.md anew from the numbers in code, forms and tests."""
    _prepare()
    _python("packaging/requirements_report.py")


def forms() -> None:
    """Write docs/forms.md anew from the built-in forms."""
    _prepare()
    _python("packaging/forms_report.py")


def help_() -> None:
    """Say what can be done."""
    print("make NAME, or python tasks.py NAME:\n")
    for name, task in TASKS.items():
        print(f"  {name:<13}{(task.__doc__ or '').splitlines()[0]}")


TASKS: dict[str, Callable[..., None]] = {
    "help": help_,
    "setup": setup,
    "demo": demo,
    "run": run,
    "test": test,
    "check": check,
    "powerloss": powerloss,
    "bench": bench,
    "screenshots": screenshots,
    "package": package,
    "conformance": conformance,
    "fuzz": fuzz,
    "lock": lock,
    "translations": translations,
    "requirements": requirements,
    "forms": forms,
}


def _prepare() -> None:
    """Make ready what every task needs."""
    _environment()
    _system_libraries()
    _translations()


def _environment() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036  whatever python3 there is reads this file
        sys.exit("Caseworker needs Python 3.11 or newer.")
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if STAMP.exists() and STAMP.read_text() == wanted and PYTHON.exists():
        return
    if not PYTHON.exists():
        print("Making the virtual environment in .venv ...", flush=True)
        try:
            venv.create(VENV, with_pip=True)
        except (subprocess.CalledProcessError, ImportError):
            shutil.rmtree(VENV, ignore_errors=True)
            sys.exit("Python's venv is missing. On Debian or Ubuntu: apt install python3-venv")
    print("Installing the dependencies as locked ...", flush=True)
    _python("-m", "pip", "install", "--quiet", "--require-hashes", "--requirement", str(LOCK))
    STAMP.write_text(wanted)


def _system_libraries() -> None:
    if not sys.platform.startswith("linux"):
        return
    wanted = QT_LIBRARIES | (DISPLAY_LIBRARIES if _has_display() else {})
    packages = [wanted[library] for library in wanted if not _loads(library)]
    if not packages:
        return
    install = ["apt-get", "install", "--yes", "--quiet", *packages]
    print(f"Qt needs system libraries that are missing: {', '.join(packages)}", flush=True)
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        sys.exit(f"Install them with: sudo {' '.join(install)}")
    _run(["apt-get", "update", "--quiet"])
    _run(install)


def _fault_tools() -> None:
    """Get what the fault tests need where it may be had; each says that it is skipped without."""
    if not sys.platform.startswith("linux"):
        return
    missing = [package for tool, package in FAULT_TOOLS.items() if not _has_tool(tool)]
    if missing and os.geteuid() == 0 and shutil.which("apt-get") is not None:
        for words in (("update", "--quiet"), ("install", "--yes", "--quiet", *missing)):
            subprocess.run(["apt-get", *words], check=False)
        missing = [package for tool, package in FAULT_TOOLS.items() if not _has_tool(tool)]
    if missing:
        said = " ".join(missing)
        print(f"Some fault tests are skipped without these. Install them: apt install {said}")


def _browser() -> None:
    """Bring the browser in which the operator's page is tested, as it is locked, where npm can.

    Its test says that it is skipped without; nothing is fetched while tests run.
    """
    if any(map(shutil.which, BROWSERS)) or not _runs_the_locked_browser():
        return
    wanted = hashlib.sha256((BROWSER / "package-lock.json").read_bytes()).hexdigest()
    stamp = BROWSER / "node_modules" / "installed.sha256"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        print("The operator's page is not tested in a browser: neither Chromium nor npm is here.")
        return
    print("Fetching the browser in which the operator's page is tested ...", flush=True)
    install = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries", "0"]
    ends = time.monotonic() + SECONDS_FOR_BROWSER
    try:
        for command in (install, [node, "unpack.js"]):
            left = ends - time.monotonic()
            subprocess.run(command, cwd=BROWSER, check=True, capture_output=True, timeout=left)
    except (subprocess.SubprocessError, OSError):
        print("It could not be fetched: the operator's page is not tested in a browser.")
        return
    stamp.write_text(wanted)


def _runs_the_locked_browser() -> bool:
    return sys.platform.startswith("linux") and platform.machine() == "x86_64"


def _has_tool(name: str) -> bool:
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin") is not None


def _loads(library: str) -> bool:
    probe = f"import ctypes; ctypes.CDLL({library!r})"
    return subprocess.run([PYTHON, "-c", probe], capture_output=True, check=False).returncode == 0


def _translations() -> None:
    _python("packaging/translations.py", "compile")


def _say_which_parts_run() -> None:
    shared = ROOT.parent / "shared" / "conformance"
    what = "and the outside cases in ../shared" if shared.is_dir() else "without ../shared"
    print(f"Running the tests with the vendored cases {what}.", flush=True)


def _has_display() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _offscreen() -> dict[str, str]:
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


def _in_memory() -> dict[str, str]:
    """Let tests write to memory where there is room: each syncs its stores some hundred times.

    What a loss of power does is rebuilt from the calls, so it does not need a disk.
    """
    memory = Path("/dev/shm")  # noqa: S108
    if not os.access(memory, os.W_OK) or shutil.disk_usage(memory).free < ROOM_FOR_TESTS:
        return {}
    return {"PYTEST_DEBUG_TEMPROOT": str(memory)}


def _python(*arguments: str, env: dict[str, str] | None = None) -> None:
    _run([PYTHON, *arguments], env=env)


def _tool(name: str, *arguments: str) -> None:
    _run([BIN / name, *arguments])


def _run(command: Sequence[str | Path], env: dict[str, str] | None = None) -> None:
    outcome = subprocess.run(command, cwd=ROOT, env=env, check=False)
    if outcome.returncode:
        sys.exit(outcome.returncode)


def main(arguments: Sequence[str]) -> None:
    """Run the task named first in *arguments*; `help` where none is named."""
    name, *rest = arguments or ["help"]
    if name not in TASKS:
        sys.exit(f"There is no task {name!r}. Try: python tasks.py help")
    TASKS[name](*rest)


if __name__ == "__main__":
    main(sys.argv[1:])
