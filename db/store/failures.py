"""What SQLite and the disk report, told as the errors a person can act on."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.exc import DBAPIError

from caseworker.errors import (
    DiskFull,
    FolderReadOnly,
    InvalidValue,
    KnownError,
    StoreDamaged,
    StoreInUse,
)
from caseworker.text import N_

_BY_SQLITE_CODE: dict[int, type[KnownError]] = {
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_READONLY: FolderReadOnly,
    sqlite3.SQLITE_PERM: FolderReadOnly,
    sqlite3.SQLITE_CANTOPEN: FolderReadOnly,
    sqlite3.SQLITE_CORRUPT: StoreDamaged,
    sqlite3.SQLITE_NOTADB: StoreDamaged,
    sqlite3.SQLITE_BUSY: StoreInUse,
    sqlite3.SQLITE_LOCKED: StoreInUse,
}
_BY_ERRNO: dict[int, type[KnownError]] = {
    errno.ENOSPC: DiskFull,
    errno.EDQUOT: DiskFull,
    errno.EFBIG: DiskFull,
    errno.EACCES: FolderReadOnly,
    errno.EPERM: FolderReadOnly,
    errno.EROFS: FolderReadOnly,
}


@contextmanager
def told_plainly(*, only_reading: bool = False) -> Iterator[None]:
    """Turn the failures of SQLite, the disk and unwritable text into known errors.

    Where a file may not grow (a quota, a limit), SQLite speaks only of "disk I/O error": taken for
    a full disk while writing, and for damage while *only_reading*.

    Raises:
        DiskFull, FolderReadOnly, StoreDamaged, StoreInUse, InvalidValue: as the cause is.
    """
    try:
        yield
    except DBAPIError as error:
        known = _known(error.orig, only_reading=only_reading)
        if known is None:
            raise
        raise known from error
    except sqlcipher.Error as error:
        known = _known(error, only_reading=only_reading)
        if known is None:
            raise
        raise known from error
    except OSError as error:
        kind = _BY_ERRNO.get(error.errno or 0)
        if kind is None:
            raise
        raise kind from error
    except UnicodeEncodeError as error:
        # Half of a character outside the basic plane: no file format can keep it.
        raise InvalidValue(what=N_("This text")) from error


def _known(error: BaseException | None, *, only_reading: bool) -> KnownError | None:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_IOERR:
        return StoreDamaged() if only_reading else DiskFull()
    kind = _BY_SQLITE_CODE.get(code)
    return kind() if kind else None
