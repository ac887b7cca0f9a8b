"""A stick with the file system it has in the field: an image, and a driver that can be killed.

Killing the driver is the stick pulled out: what it had not written yet is gone, and every call on
the folder fails from then on.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
_SIZE = 64 * 1024 * 1024


@dataclass(frozen=True)
class FileSystem:
    """How a stick is made and mounted."""

    name: str
    make: tuple[str, ...]
    mount: tuple[str, ...]
    needs_device: bool
    """Whether its driver takes no image file, so that a loop device stands between."""

    def missing(self) -> str:
        """Return why it cannot be mounted here; empty where it can."""
        if os.name != "posix" or os.geteuid() != 0:
            return "only root mounts here"
        if not os.access("/dev/fuse", os.R_OK | os.W_OK):
            return "there is no /dev/fuse here"
        wanted = [self.make[0], self.mount[0], *(["losetup"] if self.needs_device else [])]
        absent = [each for each in wanted if shutil.which(each, path=_PATH) is None]
        if absent:
            return f"{' and '.join(absent)} is not installed here"
        if self.needs_device and not os.access("/dev/loop-control", os.R_OK | os.W_OK):
            return "there are no loop devices here"
        return ""


EXFAT = FileSystem("exfat", ("mkfs.exfat",), ("mount.exfat-fuse",), needs_device=True)
VFAT = FileSystem("vfat", ("mkfs.vfat", "-F", "32"), ("fusefat", "-o", "rw+"), needs_device=False)


@dataclass
class MountedStick:
    """One stick; `folder` is where it is found while it is plugged in."""

    system: FileSystem
    image: Path
    folder: Path
    source: str = ""
    daemon: subprocess.Popen[bytes] | None = None
    is_dead: bool = False
    """Whether its driver was killed and what it mounted is still there."""
    devices: list[str] = field(default_factory=list)

    def plug_in(self) -> None:
        if not self.source:
            self.source = self._made()
        self._let_go()
        before = self.folder.stat().st_dev
        # In the foreground, so that it is ours to kill.
        words = [*self.system.mount, "-f" if self.system is VFAT else "-d", self.source]
        self.daemon = subprocess.Popen(
            _found([*words, str(self.folder)]),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + 10
        while self.folder.stat().st_dev == before:
            assert self.daemon.poll() is None, "the driver ended"
            assert time.monotonic() < until, "the stick did not come"
            time.sleep(0.005)

    def pull_out(self) -> None:
        """Kill the driver as it stands: until it is plugged in, the folder answers nobody."""
        assert self.daemon is not None
        self.daemon.kill()
        self.daemon.wait()
        self.is_dead = True

    def take_out(self) -> None:
        """Take it out as one should."""
        self._unmount()
        assert self.daemon is not None
        self.daemon.wait(20)

    def throw_away(self) -> None:
        if self.daemon is not None and self.daemon.poll() is None:
            self.pull_out()
        self._let_go()
        for device in self.devices:
            subprocess.run(_found(["losetup", "--detach", device]), check=True)

    def _made(self) -> str:
        with self.image.open("wb") as file:
            file.truncate(_SIZE)
        _run(*self.system.make, str(self.image))
        if not self.system.needs_device:
            return str(self.image)
        device = _run("losetup", "--find", "--show", str(self.image)).strip()
        self.devices.append(device)
        return device

    def _let_go(self) -> None:
        if self.is_dead:
            self._unmount("--lazy")
            self.is_dead = False

    def _unmount(self, *how: str) -> None:
        _run("umount", *how, str(self.folder))


@contextmanager
def mounted(system: FileSystem, folder: Path, image: Path) -> Iterator[MountedStick]:
    """Mount a new stick at *folder*."""
    stick = MountedStick(system, image, folder)
    try:
        stick.plug_in()
        yield stick
    finally:
        stick.throw_away()


def _found(words: list[str]) -> list[str]:
    return [shutil.which(words[0], path=_PATH) or words[0], *words[1:]]


def _run(*words: str) -> str:
    done = subprocess.run(_found([*words]), check=True, capture_output=True, text=True)
    return done.stdout
