"""What stands in memory: no core file, and an honest word about swap and hibernation."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from caseworker.memory import Exposure, LinuxMemory, MemoryOnDisk, look

HEAD = "Filename\tType\tSize\tUsed\tPriority\n"
DISK = os.makedev(8, 1)


class Laptop:
    """Folders as the kernel of Linux shows them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write("proc/swaps", HEAD)
        self.write("sys/power/state", "freeze mem\n")
        self.write("sys/power/disk", "[disabled]\n")

    def write(self, path: str, words: str) -> None:
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text(words)

    def device(self, name: str, uuid: str = "", on: tuple[str, ...] = ()) -> None:
        folder = self.folder / "sys/class/block" / name
        folder.mkdir(parents=True)
        if uuid:
            self.write(f"sys/class/block/{name}/dm/uuid", uuid)
        for below in on:
            (folder / "slaves" / below).mkdir(parents=True)

    def swaps(self, *lines: str) -> None:
        self.write("proc/swaps", HEAD + "".join(f"{line}\t8388604\t0\t-2\n" for line in lines))

    def can_hibernate(self) -> None:
        self.write("sys/power/state", "freeze mem disk\n")
        self.write("sys/power/disk", "[platform] shutdown reboot\n")

    def look(self) -> MemoryOnDisk:
        return LinuxMemory(self.folder / "proc", self.folder / "sys", lambda _path: DISK).look()


@pytest.fixture
def laptop(tmp_path: Path) -> Laptop:
    return Laptop(tmp_path)


def test_without_swap_nothing_is_written(laptop: Laptop) -> None:
    laptop.can_hibernate()
    assert laptop.look() == MemoryOnDisk(Exposure.NONE, Exposure.NONE)


def test_a_plain_partition_is_open(laptop: Laptop) -> None:
    laptop.device("sda5")
    laptop.swaps("/dev/sda5 partition")
    assert laptop.look() == MemoryOnDisk(Exposure.OPEN, Exposure.NONE)
    laptop.can_hibernate()
    assert laptop.look() == MemoryOnDisk(Exposure.OPEN, Exposure.OPEN)


@pytest.mark.parametrize("uuid", ["CRYPT-LUKS2-0123", "CRYPT-PLAIN-swap"])
def test_an_encrypted_device_is_encrypted(laptop: Laptop, uuid: str) -> None:
    laptop.device("dm-1", uuid, on=("sda5",))
    laptop.swaps("/dev/dm-1 partition")
    laptop.can_hibernate()
    assert laptop.look() == MemoryOnDisk(Exposure.ENCRYPTED, Exposure.ENCRYPTED)


def test_a_volume_is_as_what_it_stands_on(laptop: Laptop) -> None:
    laptop.device("dm-0", "CRYPT-LUKS2-0123", on=("sda3",))
    laptop.device("dm-2", "LVM-abc", on=("dm-0",))
    laptop.device("sda5")
    laptop.device("dm-3", "LVM-def", on=("sda5",))
    laptop.swaps("/dev/dm-2 partition")
    assert laptop.look().swap is Exposure.ENCRYPTED
    laptop.swaps("/dev/dm-2 partition", "/dev/dm-3 partition")
    assert laptop.look().swap is Exposure.OPEN, "the worst of them counts"


def test_a_file_is_as_the_device_it_lies_on(laptop: Laptop) -> None:
    laptop.swaps("/swap\\040file file")
    assert laptop.look().swap is Exposure.UNKNOWN
    laptop.device("sda1")
    (laptop.folder / "sys/dev/block").mkdir(parents=True)
    (laptop.folder / "sys/dev/block/8:1").symlink_to(laptop.folder / "sys/class/block/sda1")
    assert laptop.look().swap is Exposure.OPEN


def test_compressed_memory_is_memory(laptop: Laptop) -> None:
    laptop.device("zram0")
    laptop.write("sys/class/block/zram0/backing_dev", "none\n")
    laptop.swaps("/dev/zram0 partition")
    laptop.can_hibernate()
    assert laptop.look() == MemoryOnDisk(Exposure.NONE, Exposure.NONE)
    laptop.write("sys/class/block/zram0/backing_dev", "/dev/sda7\n")
    assert laptop.look().swap is Exposure.UNKNOWN


def test_what_cannot_be_read_is_not_guessed(laptop: Laptop) -> None:
    (laptop.folder / "proc/swaps").unlink()
    assert laptop.look() == MemoryOnDisk(Exposure.UNKNOWN, Exposure.UNKNOWN)


def test_this_machine_answers() -> None:
    assert look().swap in Exposure


@pytest.mark.skipif(sys.platform != "linux", reason="/proc tells it")
def test_the_program_leaves_no_core_and_lets_nobody_read_it(tmp_path: Path) -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "caseworker", "verify"],
        env={**os.environ, "CASEWORKER_HOME": str(tmp_path)},
        stdin=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    limits = Path(f"/proc/{program.pid}/limits")
    try:
        for _turn in range(500):
            core = next(line for line in limits.read_text().splitlines() if "core file" in line)
            if core.split()[4:6] == ["0", "0"]:
                break
            with pytest.raises(subprocess.TimeoutExpired):
                program.wait(0.02)
        assert core.split()[4:6] == ["0", "0"]
    finally:
        program.communicate("")
    asked = (
        "import ctypes; from caseworker.memory import leave_no_memory; leave_no_memory();"
        "print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True, text=True)
    assert told.stdout.strip() == "0"
