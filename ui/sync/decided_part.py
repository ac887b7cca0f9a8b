"""What was decided between two versions: both can be seen again, and somebody decides anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from caseworker.text import isolate
from caseworker.views.conflicts import DecidedLine
from ui.desk import Desk
from ui.language import _, text
from ui.sync.conflict_card import ConflictCard
from ui.sync.value_words import answer_words, field_words
from ui.widgets.button import quiet
from ui.widgets.row_list import Row, RowList
from ui.widgets.section import SectionHead
from ui.widgets.stack import Column


class DecidedPart(Column):
    """The last decisions. One press shows the versions again; keeping one of them decides anew."""

    def __init__(
        self,
        desk: Desk,
        lines: Sequence[DecidedLine],
        colleagues: dict[UUID, str],
        keep: Callable[[DecidedLine, object], None],
    ) -> None:
        super().__init__(gap=8)
        self._desk = desk
        self._colleagues = colleagues
        self._keep = keep
        self._rows = RowList()
        self.box.addWidget(SectionHead(_("Decided lately")))
        self.box.addWidget(self._rows)
        self._open = Column(gap=8)
        self.box.addWidget(self._open)
        self._rows.add(*(self._row(place, line) for place, line in enumerate(lines)))

    def _row(self, place: int, line: DecidedLine) -> Row:
        zone = self._desk.now().tzinfo
        field = field_words(line.conflict)
        kept = answer_words(line.conflict, line.value, zone, self._colleagues)
        said = _(
            "“{value}”, decided by {who}, {moment}",
            value=isolate(kept),
            who=isolate(line.decided_by),
            moment=text().moment(line.decided_at.astimezone(zone)),
        )
        again = quiet(_("See both again"), name=f"decided-{place}-again", small=True)
        again.clicked.connect(lambda: self._show(place, line))
        heading = f"{field} · {isolate(line.about)}" if line.about else field
        return Row(heading, said, acts=[again])

    def _show(self, place: int, line: DecidedLine) -> None:
        card = ConflictCard(self._desk, line, place, self._colleagues)
        card.kept.connect(lambda value: self._keep(line, value))
        self._open.fill(card)
