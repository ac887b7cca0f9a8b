"""Inserting thousands of rows while somebody else reads ahead."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Connection

_TOGETHER = 100
"""Rows of one statement. After each statement another thread may take its turn, which is given back
only a millisecond later: row by row, the rows of one batch would wait for seconds."""


def insert_rows(connection: Connection, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert *rows*; *statement* is an `INSERT` up to its `VALUES`."""
    if not rows:
        return
    places = f"({', '.join('?' * len(rows[0]))})"
    whole = len(rows) - len(rows) % _TOGETHER
    if whole:
        together = f"{statement} {', '.join([places] * _TOGETHER)}"
        for start in range(0, whole, _TOGETHER):
            some = tuple(chain.from_iterable(rows[start : start + _TOGETHER]))
            connection.exec_driver_sql(together, some)
    if rows[whole:]:
        connection.exec_driver_sql(f"{statement} {places}", list(rows[whole:]))
