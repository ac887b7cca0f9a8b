"""What a program asked the system to write, as strace saw it: events in the order they began."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CALLS = (
    "openat,close,lseek,write,pwrite64,ftruncate,fallocate,sendfile,copy_file_range,fsync,"
    "fdatasync,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir"
)
_LONGEST = 400_000
_ANSWER = r"\) += (-?\d+)(?: .*)?$"
_WHOLE = re.compile(r"(\d+) +(\w+)\((.*)" + _ANSWER)
_BEGUN = re.compile(r"(\d+) +(\w+)\((.*) <unfinished \.\.\.>$")
_ENDED = re.compile(r"(\d+) +<\.\.\. (\w+) resumed>(.*)" + _ANSWER)
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')


@dataclass(frozen=True)
class Call:
    """One call that succeeded. It had its effect between *begun* and *ended*."""

    name: str
    arguments: str
    answer: int
    begun: int
    ended: int

    @property
    def texts(self) -> list[bytes]:
        found = _TEXT.findall(self.arguments)
        assert not any(cut for _text, cut in found), "strace cut a text short"
        return [bytes.fromhex(text.replace("\\x", "")) for text, _cut in found]

    @property
    def descriptor(self) -> int:
        return int(re.match(r"\d+", self.arguments)[0])  # type: ignore[index]  # its first argument

    def number(self, place: int) -> int:
        """Return the plain number at *place* among the arguments after any text."""
        return int(re.search(r"-?\d+", self.arguments.split(", ")[place])[0])  # type: ignore[index]  # strace writes one there


def can_record() -> bool:
    """Whether strace is here and may watch a program."""
    if sys.platform != "linux" or shutil.which("strace") is None:
        return False
    tried = subprocess.run(["strace", "-o", "/dev/null", "true"], check=False, capture_output=True)
    return tried.returncode == 0


def record(trace: Path, module: str, *arguments: str) -> list[Call]:
    """Run a Python *module* and return its calls."""
    watch = ["strace", "-f", "-xx", "-s", str(_LONGEST), "-e", f"trace={CALLS}", "-o", str(trace)]
    subprocess.run(
        [*watch, sys.executable, "-m", module, *arguments], check=True, stdout=subprocess.DEVNULL
    )
    with trace.open(encoding="ascii") as lines:
        return sorted(_calls(lines), key=lambda call: call.begun)


def _calls(lines: Iterator[str]) -> Iterator[Call]:
    begun: dict[str, tuple[int, str]] = {}
    for place, line in enumerate(lines):
        if found := _WHOLE.match(line.rstrip()):
            _thread, name, arguments, answer = found.groups()
            start = place
        elif found := _BEGUN.match(line.rstrip()):
            begun[found[1]] = (place, found[3])
            continue
        elif found := _ENDED.match(line.rstrip()):
            thread, name, rest, answer = found.groups()
            start, arguments = begun.pop(thread)
            arguments += rest
        else:
            continue
        if int(answer) >= 0:
            yield Call(name, arguments, int(answer), start, place)
