"""All that laptops wrote differently and that this person may decide, entry by entry."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal

from caseworker.views.conflicts import ConflictLine
from ui.language import _, text
from ui.shell import Shell
from ui.sync.differing_record import DifferingRecord, Numbered
from ui.sync.harmless_card import HarmlessCard
from ui.widgets.label import small
from ui.widgets.section import SectionHead
from ui.widgets.stack import Column


class DifferingPart(Column):
    """Nothing has to be decided at once: work goes on meanwhile."""

    kept = Signal(object, object)
    """The line that somebody decided, and the value that stands from now on."""
    all_kept = Signal(object)
    """Lines of which the newest version is to stand."""

    def __init__(
        self, shell: Shell, lines: Sequence[ConflictLine], colleagues: dict[UUID, str]
    ) -> None:
        super().__init__(gap=8)
        heading = _("Written differently on two laptops")
        self.box.addWidget(SectionHead(heading, text().number(len(lines))))
        self.box.addWidget(small(_("Both versions are safe. Choose the one that is true.")))
        harmless = [line for line in lines if line.harmless]
        if len(harmless) > 1:
            quick = HarmlessCard(shell, harmless, colleagues)
            quick.agreed.connect(lambda: self.all_kept.emit(harmless))
            self.box.addWidget(quick)
        for group in _by_entry(lines):
            record = DifferingRecord(shell.desk, group, colleagues)
            record.kept.connect(self.kept)
            record.opened.connect(shell.go)
            self.box.addWidget(record)


def _by_entry(lines: Sequence[ConflictLine]) -> list[list[Numbered]]:
    """Return *lines* with those of one entry together, each with its place among all."""
    groups: dict[UUID, list[ConflictLine]] = {}
    for line in lines:
        groups.setdefault(line.conflict.entity, []).append(line)
    places = iter(range(len(lines)))
    return [[(next(places), line) for line in group] for group in groups.values()]
