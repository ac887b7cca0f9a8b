"""Small files written so that no crash leaves half of one behind."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

_PRIVATE = 0o600


def write_new(path: Path, content: bytes) -> None:
    """Write *content* durably to *path*, whole or not at all, replacing what was there.

    Permissions are set before there is anything to read; the rename is on the disk on return.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, _PRIVATE)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in *folder* durable; Windows does so by itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def overwrite_and_remove(path: Path) -> None:
    """Overwrite a small file with random bytes and remove it.

    A solid-state disk may keep the old cells; that is said in docs/threat-model.md.
    """
    if not path.is_file():
        return
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.write(secrets.token_bytes(size))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
    sync_folder(path.parent)


_BINARY = getattr(os, "O_BINARY", 0)
