"""A reserve of references to None, for Python 3.11 under PySide6 6.12.

Every call into that PySide6 which returns nothing gives back one reference to None more than it
took (measured: `widget.update()` lowers `sys.getrefcount(None)` by one). From Python 3.12 on None
is immortal and nothing happens; on 3.11 the interpreter stops with "deallocating None" after some
thousand calls. Python itself made None immortal by a large count; this does the same.
"""

from __future__ import annotations

import ctypes
import sys

_RESERVE = 1 << 60


def keep_none() -> None:
    """Give None more references than any program gives back; nothing to do from 3.12 on."""
    if sys.implementation.name != "cpython" or sys.version_info >= (3, 12):
        return
    if sys.getrefcount(None) < _RESERVE:
        count = ctypes.c_ssize_t.from_address(id(None))
        count.value += _RESERVE
