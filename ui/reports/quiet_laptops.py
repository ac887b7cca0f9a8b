"""Laptops that nobody has heard of for a while: what is only on them is lost with them."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtWidgets import QWidget

from caseworker.sync.space import Laptop, LaptopState
from ui.language import _, text
from ui.laptops.words import said_of
from ui.shell import Shell
from ui.widgets.row_list import OpenRow, RowList
from ui.widgets.section import SectionHead
from ui.window.navigation import Destination, Place

QUIET_AFTER = timedelta(days=7)
"""Remote sites have no network for weeks; a stick goes round more often."""


def quiet_laptops(shell: Shell, now: datetime) -> list[QWidget]:
    """Return the laptops not heard of for a week; nothing where this one works for itself."""
    space = shell.desk.space
    if not space.status().founded:
        return []
    quiet = [each for each in space.laptops() if _is_quiet(each, now)]
    if not quiet:
        return []
    rows = RowList()
    for each in quiet:
        _state, heard, _warnings = said_of(each, now)
        row = OpenRow(each.code, heard, name=f"quiet-{each.code}", icon="laptop")
        row.clicked.connect(lambda: shell.go(Destination(Place.SYNC)))
        rows.add(row)
    return [SectionHead(_("Laptops not heard of for a week"), text().number(len(quiet))), rows]


def _is_quiet(laptop: Laptop, now: datetime) -> bool:
    if laptop.state not in {LaptopState.MEMBER, LaptopState.SUSPENDED}:
        return False
    since = int((now - QUIET_AFTER).timestamp() * 1000)
    return laptop.heard_at is None or laptop.heard_at < since
