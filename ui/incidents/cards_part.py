"""The ten safe-response cards: what to do, and what to leave (R-390 to R-399)."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from caseworker.centre.incidents import CARDS, Card
from ui.language import _
from ui.theme.tokens import Ink
from ui.widgets.columns import TwoColumns
from ui.widgets.icon import Icon
from ui.widgets.row_list import Row, RowList
from ui.widgets.section import SectionHead
from ui.widgets.stack import Line


class CardsPart(TwoColumns):
    """What helps on one side, what harms on the other; *acts* by the code of a card."""

    def __init__(self, acts: Mapping[str, QWidget]) -> None:
        super().__init__(side_width=500, gap=24)
        self.setObjectName("safe-response")
        for column, safe, heading in (
            (self.main, True, _("Do")),
            (self.side, False, _("Do not")),
        ):
            rows = RowList()
            rows.add(*(_row(card, acts) for card in CARDS if card.safe is safe))
            head = Line(
                Icon("check" if safe else "hand", 20, Ink.OK if safe else Ink.BAD),
                SectionHead(heading),
            )
            head.box.addStretch(1)
            column.addWidget(head)
            column.addWidget(rows)


def _row(card: Card, acts: Mapping[str, QWidget]) -> Row:
    act = acts.get(card.code)
    return Row(_(card.act), _(card.why), acts=(act,) if act is not None else ())
