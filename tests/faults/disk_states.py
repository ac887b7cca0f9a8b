"""Every state a disk may be in when the power goes, from what a program had written until then.

What was written to a file before its last fsync is there. Of what was written after, any part may
be: none, all, the first few writes, or any of their sectors of 512 bytes. Names made, moved and
removed in a folder since the folder's last fsync may be there up to any of them, in their order;
a file's own fsync says nothing about its name. That is stricter than ext4, XFS, APFS or NTFS.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from tests.faults.recording import Call

SECTOR = 512
IGNORED = ("store.db-shm", "hub.sqlite-shm", "lock")
"""Shared memory, never relied on after a crash, and the lock, which holds nothing."""


@dataclass
class _Kept:
    """Something with a past: what was done to it and when, and when it was made durable."""

    done: list[tuple[int, object]] = field(default_factory=list)
    synced: list[tuple[int, int]] = field(default_factory=list)
    """When an fsync had ended, and when it had begun: what began earlier is durable then."""

    def split(self, moment: int) -> tuple[list[object], list[object]]:
        """Return what is durable at *moment*, and what may or may not be there."""
        durable = max((begun for ended, begun in self.synced if ended <= moment), default=-1)
        sure = [what for at, what in self.done if at < durable]
        open_ = [what for at, what in self.done if durable <= at <= moment]
        return sure, open_


@dataclass
class _File(_Kept):
    first: bytes = b""
    now: bytearray = field(default_factory=bytearray)
    """What the running program sees."""


@dataclass
class _Folder(_Kept):
    first: dict[str, _File | _Folder] = field(default_factory=dict)
    now: dict[str, _File | _Folder] = field(default_factory=dict)


@dataclass(frozen=True)
class _Write:
    offset: int
    content: bytes


@dataclass(frozen=True)
class _Cut:
    size: int


@dataclass(frozen=True)
class _Name:
    """A name in a folder stands for another thing from now on; for None, for nothing."""

    changes: tuple[tuple[str, _File | _Folder | None], ...]


Choose = Callable[[Sequence[object]], list[object]]


class Disk:
    """A folder as it was, and all that was done to it since."""

    def __init__(self, folder: Path, calls: Sequence[Call], path: Path) -> None:
        """*folder* is a copy of what *path* held before *calls* were made."""
        self._path = PurePosixPath(path)
        self._root = _folder_of(folder)
        self._open: dict[int, tuple[_File | _Folder, int]] = {}
        self.told: list[tuple[int, str, int]] = []
        """What the program acknowledged: when, what, and its number."""
        self.moments: list[int] = []
        """When something was done to the disk."""
        for call in calls:
            self._take(call)

    def write_state(self, moment: int, target: Path, chance: random.Random, manner: str) -> None:
        """Write into *target* one state in which the disk may be if the power goes at *moment*."""
        _write(self._root, moment, target, _chooser(manner, chance))

    def _take(self, call: Call) -> None:
        act = getattr(self, f"_{call.name}", None)
        assert act is not None, f"the model does not know {call.name}"
        act(call)

    # Names

    def _find(self, path: bytes) -> tuple[_Folder, str] | None:
        try:
            parts = PurePosixPath(path.decode()).relative_to(self._path).parts
        except ValueError:
            return None
        if not parts or parts[-1] in IGNORED:
            return None
        folder = self._root
        for part in parts[:-1]:
            inner = folder.now.get(part)
            if not isinstance(inner, _Folder):
                return None
            folder = inner
        return folder, parts[-1]

    def _rename_in(
        self, folder: _Folder, at: int, *changes: tuple[str, _File | _Folder | None]
    ) -> None:
        folder.done.append((at, _Name(changes)))
        self.moments.append(at)
        for name, what in changes:
            if what is None:
                folder.now.pop(name, None)
            else:
                folder.now[name] = what

    def _openat(self, call: Call) -> None:
        path = call.texts[0]
        if PurePosixPath(path.decode()) == self._path:
            self._open[call.answer] = (self._root, 0)
            return
        found = self._find(path)
        if found is None:
            self._open.pop(call.answer, None)
            return
        folder, name = found
        if name not in folder.now:
            assert "O_CREAT" in call.arguments
            self._rename_in(folder, call.begun, (name, _File()))
        what = folder.now[name]
        if isinstance(what, _File) and "O_TRUNC" in call.arguments:
            self._cut(what, call.begun, 0)
        self._open[call.answer] = (what, 0)

    def _close(self, call: Call) -> None:
        self._open.pop(call.descriptor, None)

    def _rename(self, call: Call) -> None:
        old, new = (self._find(path) for path in call.texts)
        if old is None and new is None:
            return
        assert old is not None
        assert new is not None
        assert old[0] is new[0], "nothing moves between folders in this day"
        what = old[0].now[old[1]]
        self._rename_in(old[0], call.begun, (old[1], None), (new[1], what))

    _renameat = _renameat2 = _rename

    def _unlink(self, call: Call) -> None:
        found = self._find(call.texts[0])
        if found is not None:
            self._rename_in(found[0], call.begun, (found[1], None))

    _unlinkat = _rmdir = _unlink

    def _mkdir(self, call: Call) -> None:
        found = self._find(call.texts[0])
        if found is not None:
            self._rename_in(found[0], call.begun, (found[1], _Folder()))

    _mkdirat = _mkdir

    # Contents

    def _file(self, call: Call) -> tuple[_File, int] | None:
        what, offset = self._open.get(call.descriptor, (None, 0))
        return (what, offset) if isinstance(what, _File) else None

    def _write(self, call: Call) -> None:
        content = call.texts[0][: call.answer]
        if call.descriptor == 1 and 1 not in self._open:
            for line in content.decode().splitlines():
                what, number = line.split()
                self.told.append((call.ended, what, int(number)))
            return
        found = self._file(call)
        if found is not None:
            file, offset = found
            self._put(file, call.begun, offset, content)
            self._open[call.descriptor] = (file, offset + len(content))

    def _pwrite64(self, call: Call) -> None:
        found = self._file(call)
        if found is not None:
            self._put(found[0], call.begun, call.number(-1), call.texts[0][: call.answer])

    def _lseek(self, call: Call) -> None:
        found = self._file(call)
        if found is not None:
            self._open[call.descriptor] = (found[0], call.answer)

    def _sendfile(self, call: Call) -> None:
        found = self._file(call)
        if found is None or not call.answer:
            return
        source, _offset = self._open[call.number(1)]
        assert isinstance(source, _File)
        start = call.number(2) if call.number(2) >= 0 else 0
        content = bytes(source.now[start : start + call.answer])
        self._put(found[0], call.begun, found[1], content)
        self._open[call.descriptor] = (found[0], found[1] + len(content))

    def _ftruncate(self, call: Call) -> None:
        found = self._file(call)
        if found is not None:
            self._cut(found[0], call.begun, call.number(-1))

    def _fsync(self, call: Call) -> None:
        what, _offset = self._open.get(call.descriptor, (None, 0))
        if what is not None:
            what.synced.append((call.ended, call.begun))
            self.moments.append(call.ended)

    _fdatasync = _fsync

    def _put(self, file: _File, at: int, offset: int, content: bytes) -> None:
        file.done.append((at, _Write(offset, content)))
        self.moments.append(at)
        _apply(file.now, file.done[-1][1])

    def _cut(self, file: _File, at: int, size: int) -> None:
        file.done.append((at, _Cut(size)))
        self.moments.append(at)
        _apply(file.now, file.done[-1][1])


def _folder_of(path: Path) -> _Folder:
    first: dict[str, _File | _Folder] = {}
    for each in path.iterdir():
        if each.is_dir():
            first[each.name] = _folder_of(each)
        elif each.name not in IGNORED:
            content = each.read_bytes()
            first[each.name] = _File(first=content, now=bytearray(content))
    return _Folder(first=first, now=dict(first))


def _write(folder: _Folder, moment: int, target: Path, choose: Choose) -> None:
    target.mkdir()
    names = dict(folder.first)
    sure, open_ = folder.split(moment)
    # Names change in their order: a folder never forgets an earlier change and keeps a later one.
    kept = choose(open_)
    for change in [*sure, *open_[: len(kept)]]:
        assert isinstance(change, _Name)
        for name, what in change.changes:
            if what is None:
                names.pop(name, None)
            else:
                names[name] = what
    for name, what in names.items():
        if isinstance(what, _Folder):
            _write(what, moment, target / name, choose)
        else:
            content = bytearray(what.first)
            sure, open_ = what.split(moment)
            for change in [*sure, *choose(open_)]:
                _apply(content, change)
            (target / name).write_bytes(content)


def _apply(content: bytearray, change: object) -> None:
    if isinstance(change, _Cut):
        del content[change.size :]
        content.extend(bytes(change.size - len(content)))
    elif isinstance(change, _Write):
        content.extend(bytes(max(0, change.offset - len(content))))
        content[change.offset : change.offset + len(change.content)] = change.content


MANNERS = ("nothing", "everything", "the first", "any", "torn")


def _chooser(manner: str, chance: random.Random) -> Choose:
    """Return what chooses, in its *manner*, which of the changes not yet durable are there."""

    def choose(changes: Sequence[object]) -> list[object]:
        if manner == "nothing":
            return []
        if manner == "everything":
            return list(changes)
        if manner == "the first":
            return list(changes[: chance.randint(0, len(changes))])
        likely = chance.random()
        kept = [change for change in changes if chance.random() < likely]
        if manner == "torn":
            return [part for change in kept for part in _torn(change, chance)]
        return kept

    return choose


def _torn(change: object, chance: random.Random) -> list[object]:
    if not isinstance(change, _Write):
        return [change]
    parts: list[object] = []
    start, end = change.offset, change.offset + len(change.content)
    while start < end:
        stop = min(end, (start // SECTOR + 1) * SECTOR)
        if chance.random() < 0.7:
            piece = change.content[start - change.offset : stop - change.offset]
            parts.append(_Write(start, piece))
        start = stop
    return parts


def clear(folder: Path) -> None:
    """Remove a state that was looked at."""
    shutil.rmtree(folder, ignore_errors=True)
