"""Rows in a card, hairlines between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Self

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui.theme import paint
from ui.theme.fonts import Role
from ui.theme.theme import theme
from ui.theme.tokens import Radius
from ui.turns import soon
from ui.widgets.flow import Flow
from ui.widgets.icon import Icon
from ui.widgets.label import Label, small, strong
from ui.widgets.panel import Card, Hairline
from ui.widgets.push import PushButton
from ui.widgets.stack import Column, let_go

_A_TURN = 8
"""Rows made in one turn: about as many as a window shows."""


class Row(QWidget):
    """A title, a line of detail, something before them and acts after them.

    *lead* is a short word that stands out ("A41"), or a label of another role; *icon* a quiet
    icon instead. *chips* follow the title, *detail_chips* the detail. Acts go below where there
    is no room beside. *below* stands under the words, *foot* under words and acts alike.
    """

    def __init__(
        self,
        title: str,
        detail: str = "",
        *,
        lead: str | Label = "",
        icon: str = "",
        chips: Sequence[QWidget] = (),
        detail_chips: Sequence[QWidget] = (),
        acts: Sequence[QWidget] = (),
        below: Sequence[QWidget] = (),
        foot: Sequence[QWidget] = (),
    ) -> None:
        super().__init__()
        self.key = ""
        layout = build_row(
            title,
            detail,
            lead=lead,
            icon=icon,
            chips=chips,
            detail_chips=detail_chips,
            acts=acts,
            below=below,
            foot=foot,
        )
        self.setLayout(layout)
        self.lead_label = _lead_of(layout)

    def known_as(self, key: str) -> Self:
        """Return this row: by its *key* it is found again when its page is built anew."""
        self.key = key
        return self


class OpenRow(PushButton):
    """A row that opens something: a button as wide as the card. Use `clicked`."""

    def __init__(
        self,
        title: str,
        detail: str = "",
        *,
        name: str,
        lead: str | Label = "",
        icon: str = "",
        chips: Sequence[QWidget] = (),
        detail_chips: Sequence[QWidget] = (),
        after: Sequence[QWidget] = (),
        below: Sequence[QWidget] = (),
    ) -> None:
        super().__init__()
        self.key = name
        self.setObjectName(name)
        before = lead.text() if isinstance(lead, Label) else lead
        self.setAccessibleName(f"{before} {title}".strip())
        self.setAccessibleDescription(detail)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        layout = build_row(
            title,
            detail,
            lead=lead,
            icon=icon,
            chips=chips,
            detail_chips=detail_chips,
            acts=after,
            below=below,
        )
        self.setLayout(layout)
        self.lead_label = _lead_of(layout)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for child in self.findChildren(QWidget):
            if not isinstance(child, QPushButton):
                child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def known_as(self, key: str) -> Self:
        """Return this row: by its *key*, or else its name, it is found again."""
        self.key = key
        return self

    def hasHeightForWidth(self) -> bool:
        """Return True: the words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the words at *width*."""
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout else 0

    def sizeHint(self) -> QSize:
        """Return the size of what the row holds."""
        layout = self.layout()
        return layout.totalSizeHint() if layout else QSize()

    def minimumSizeHint(self) -> QSize:
        """Return the least size of what the row holds."""
        layout = self.layout()
        return layout.totalMinimumSize() if layout else QSize()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint hover and focus; the words paint themselves."""
        colours = theme().tokens
        painter = QPainter(self)
        around = QRectF(self.rect()).adjusted(0, 2, 0, -2)
        if self.isDown():
            paint.box(painter, around, Radius.CONTROL, fill=colours.quiet)
        elif self.underMouse():
            paint.box(painter, around, Radius.CONTROL, fill=colours.sunken)
        if self.hasFocus():
            paint.focus_ring(painter, around, Radius.CONTROL)


def build_row(
    title: str,
    detail: str = "",
    *,
    lead: str | Label = "",
    icon: str = "",
    chips: Sequence[QWidget] = (),
    detail_chips: Sequence[QWidget] = (),
    acts: Sequence[QWidget] = (),
    below: Sequence[QWidget] = (),
    foot: Sequence[QWidget] = (),
) -> QHBoxLayout:
    """Return the layout of a row; `Row` and `OpenRow` are made of it."""
    words = Column(gap=3)
    words.box.addWidget(_with_chips(strong(title), chips))
    if detail or detail_chips:
        words.box.addWidget(_with_chips(small(detail), detail_chips))
    for widget in below:
        words.box.addWidget(widget)
    across = QHBoxLayout()
    across.setContentsMargins(0, theme().space(12), 0, theme().space(12))
    across.setSpacing(theme().space(12))
    if lead:
        beside = Qt.AlignmentFlag.AlignTop if below or foot else _beside()
        across.addWidget(_lead(lead), 0, beside)
    if icon:
        across.addWidget(Icon(icon, 18), 0, Qt.AlignmentFlag.AlignTop)
    row = Flow(words, *acts, gap=8, lead=240) if acts else words
    across.addWidget(Column(row, *foot, gap=8) if foot else row, 1)
    return across


def _lead(lead: str | Label) -> Label:
    return lead if isinstance(lead, Label) else Label(lead, Role.SECTION, wrap=False)


def _beside() -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignTop if theme().stacked else Qt.AlignmentFlag.AlignVCenter


def _with_chips(label: Label, chips: Sequence[QWidget]) -> QWidget:
    return Flow(label, *chips, gap=10, line_gap=4) if chips else label


def _lead_of(layout: QHBoxLayout) -> Label | None:
    item = layout.itemAt(0)
    widget = item.widget() if item is not None else None
    return widget if isinstance(widget, Label) else None


class RowList(Card):
    """A card of rows; the words before them line up."""

    def __init__(self) -> None:
        super().__init__(spacing=0)
        self._rows: list[QWidget] = []

    def _dress(self) -> None:
        around = theme().space(20)
        edge = theme().space(5)
        self.content.setContentsMargins(around, edge, around, edge)
        self.content.setSpacing(0)
        self.update()

    def add(self, *rows: QWidget) -> None:
        """Add *rows* at the end."""
        for row in rows:
            if self._rows:
                self.content.addWidget(Hairline())
            self._rows.append(row)
            self.content.addWidget(row)
        self._line_up()

    def put(self, place: int, row: QWidget) -> None:
        """Put *row* where another one stands, at the 0-based *place*; that one goes."""
        old, self._rows[place] = self._rows[place], row
        self.content.replaceWidget(old, row)
        let_go(old)
        self._line_up()

    def add_in_turns(self, rows: Iterable[QWidget]) -> None:
        """Add the first of *rows* now and the others a moment later, as many as are soon made.

        For a long list that is the last of its page: what stood below it would be pushed down.
        """
        waiting = iter(rows)

        def go_on() -> None:
            made = tuple(islice(waiting, _A_TURN))
            self.add(*made)
            if len(made) == _A_TURN:
                soon(self, go_on)

        go_on()

    def rows(self) -> tuple[QWidget, ...]:
        """Return the rows, first to last."""
        return tuple(self._rows)

    def _line_up(self) -> None:
        leads = [
            row.lead_label
            for row in self._rows
            if isinstance(row, Row | OpenRow) and row.lead_label is not None
        ]
        widest = max((lead.sizeHint().width() for lead in leads), default=0)
        for lead in leads:
            lead.setMinimumWidth(widest + theme().space(8))
