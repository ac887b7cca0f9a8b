"""What was decided between two versions: both can be seen again, and somebody decides anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from caseworker.text import isolate
from caseworker.views.conflicts import DecidedLine
from ui.desk import Desk
from ui.language import _
from ui.sync.differing_record import DifferingRecord
from ui.sync.value_words import answer_words, field_words
from ui.widgets.button import quiet
from ui.widgets.row_list import Row, RowList
from ui.widgets.section import SectionHead
from ui.widgets.stack import Column
from ui.window.navigation import Destination
from ui.words import at


class DecidedPart(Column):
    """The last decisions. One press shows the versions again; keeping one of them decides anew."""

    def __init__(
        self,
        desk: Desk,
        lines: Sequence[DecidedLine],
        colleagues: dict[UUID, str],
        keep: Callable[[DecidedLine, object], None],
        opened: Callable[[Destination], None],
    ) -> None:
        super().__init__(gap=8)
        self._desk = desk
        self._colleagues = colleagues
        self._keep, self._opened = keep, opened
        self._rows = RowList()
        self.box.addWidget(SectionHead(_("Decided lately")))
        self.box.addWidget(self._rows)
        self._open = Column(gap=8)
        self.box.addWidget(self._open)
        self._rows.add(*(self._row(place, line) for place, line in enumerate(lines)))

    def _row(self, place: int, line: DecidedLine) -> Row:
        now = self._desk.now()
        field = field_words(line.conflict)
        kept = answer_words(line.conflict, line.value, now.tzinfo, self._colleagues)
        said = _(
            "“{value}”, decided by {who}, {moment}",
            value=isolate(kept),
            who=isolate(line.decided_by),
            moment=at(line.decided_at, now),
        )
        again = quiet(_("See both again"), name=f"decided-{place}-again", small=True)
        again.clicked.connect(lambda: self._show(place, line))
        heading = f"{field} · {isolate(line.about)}" if line.about else field
        return Row(heading, said, acts=[again])

    def _show(self, place: int, line: DecidedLine) -> None:
        record = DifferingRecord(self._desk, [(place, line)], self._colleagues)
        record.kept.connect(self._keep)
        record.opened.connect(self._opened)
        self._open.fill(record)
