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
# Where a file may not grow (quota, RLIMIT_FSIZE), SQLite speaks of a failed write, not of room.
_BY_EXTENDED_CODE: dict[int, type[KnownError]] = {
    sqlite3.SQLITE_IOERR_WRITE: DiskFull,
    sqlite3.SQLITE_IOERR_TRUNCATE: DiskFull,
    sqlite3.SQLITE_IOERR_SHMSIZE: DiskFull,
    sqlite3.SQLITE_IOERR_SHORT_READ: StoreDamaged,
    sqlite3.SQLITE_IOERR_READ: StoreDamaged,
    sqlite3.SQLITE_IOERR_CORRUPTFS: StoreDamaged,
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
def told_plainly() -> Iterator[None]:
    """Turn the failures of SQLite, the disk and unwritable text into known errors.

    Raises:
        DiskFull, FolderReadOnly, StoreDamaged, StoreInUse, InvalidValue: as the cause is.
    """
    try:
        yield
    except DBAPIError as error:
        known = _known(error.orig)
        if known is None:
            raise
        raise known from error
    except sqlcipher.Error as error:
        known = _known(error)
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


def _known(error: BaseException | None) -> KnownError | None:
    code = getattr(error, "sqlite_errorcode", None)
    if not isinstance(code, int):
        return None
    kind = _BY_EXTENDED_CODE.get(code) or _BY_SQLITE_CODE.get(code & 0xFF)
    return kind() if kind else None
