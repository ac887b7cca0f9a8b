"""Cards to pick one of: a numbered result, or one of two versions of an answer."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import paint
from ui.theme.fonts import Role
from ui.theme.theme import follow, theme
from ui.theme.tokens import Ink, Radius, Tokens
from ui.widgets.label import Label, body, small
from ui.widgets.stack import Column


class PickCard(QRadioButton):
    """A card whose whole ground picks it. Those of one parent exclude each other.

    `content` takes widgets; they let the pointer through.
    """

    def __init__(self, words: str, *, name: str) -> None:
        super().__init__()
        self.content = QVBoxLayout()
        self._across = QHBoxLayout(self)
        self._across.addLayout(self.content, 1)
        self.setObjectName(name)
        self.setText(words)
        self.setAccessibleName(words)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        follow(self._dress)

    def _dress(self) -> None:
        self.content.setSpacing(3)
        start = theme().space(self._start())
        edges = [start, theme().space(11), theme().space(16), theme().space(11)]
        if theme().right_to_left:
            edges[0], edges[2] = edges[2], edges[0]
        self._across.setContentsMargins(*edges)
        self.updateGeometry()
        self.update()

    def _start(self) -> int:
        return 62

    def add(self, *widgets: QWidget) -> None:
        """Add *widgets* to the card."""
        for widget in widgets:
            for part in (widget, *widget.findChildren(QWidget)):
                part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self.content.addWidget(widget)

    def hitButton(self, _position: object) -> bool:
        """Return True: the whole card is the button."""
        return True

    def hasHeightForWidth(self) -> bool:
        """Return True: the words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of what the card holds."""
        return self._across.totalHeightForWidth(width)

    def sizeHint(self) -> QSize:
        """Return the size of what the card holds."""
        return self._across.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the least size of what the card holds."""
        return self._across.totalMinimumSize()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, edge, mark and focus."""
        colours = theme().tokens
        painter = QPainter(self)
        area = QRectF(self.rect())
        on = self.isChecked()
        width = (3 if colours.high_contrast else 2) if on else colours.border
        paint.box(
            painter,
            area,
            self._radius(),
            fill=self._ground(colours),
            edge=colours.accent if on else self._edge(colours),
            width=width,
        )
        self._mark(painter, colours)
        if self.hasFocus():
            paint.focus_ring(painter, area.adjusted(3, 3, -3, -3), self._radius() - 3)

    def _radius(self) -> int:
        return Radius.CARD

    def _edge(self, colours: Tokens) -> str:
        return colours.edge if self.underMouse() else colours.line

    def _ground(self, colours: Tokens) -> str:
        return colours.surface

    def _mark(self, painter: QPainter, colours: Tokens) -> None:
        """Paint what stands at the start of the card."""


class NumberedCard(PickCard):
    """A result with its place in the order."""

    def __init__(self, number: str, words: str, *, name: str) -> None:
        self._number = number
        super().__init__(words, name=name)

    def _mark(self, painter: QPainter, colours: Tokens) -> None:
        now = theme()
        side = now.icon_size(32)
        disc = paint.placed(self, QRect(now.space(16), now.space(12), side, side))
        on = self.isChecked()
        edge = colours.edge if colours.high_contrast else None
        fill = colours.soft if on else colours.quiet
        paint.box(painter, disc, side / 2, fill=fill, edge=edge, width=2)
        painter.setFont(now.font(Role.SECTION))
        painter.setPen(colours.soft_text if on else colours.text2)
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, self._number)


class VersionCard(PickCard):
    """One of the versions of an answer: what it says, and what choosing it means."""

    def __init__(self, words: str, meaning: str, *, name: str) -> None:
        super().__init__(words, name=name)
        self.words = body(words)
        self.meaning = small(meaning)
        self.setAccessibleDescription(meaning)
        self.add(Column(self.words, self.meaning, gap=5))
        self.toggled.connect(self._chosen)

    def say(self, meaning: str) -> None:
        """Change what choosing it means ("Kept: you chose this")."""
        self.meaning.setText(meaning)
        self.setAccessibleDescription(meaning)

    def _chosen(self, on: bool) -> None:
        self.words.set_role(Role.STRONG if on else Role.BODY)
        self.meaning.set_ink(Ink.SOFT if on else Ink.TEXT2)

    def _start(self) -> int:
        return 46

    def _radius(self) -> int:
        return Radius.CONTROL

    def _edge(self, colours: Tokens) -> str:
        return colours.edge

    def _ground(self, colours: Tokens) -> str:
        if self.isChecked():
            return colours.soft
        return colours.sunken if self.underMouse() else colours.surface

    def _mark(self, painter: QPainter, colours: Tokens) -> None:
        now = theme()
        side = now.icon_size(18)
        disc = paint.placed(self, QRect(now.space(16), now.space(12), side, side))
        edge = colours.accent if self.isChecked() else colours.edge
        paint.box(painter, disc, side / 2, fill=colours.surface, edge=edge, width=2)
        if self.isChecked():
            dot = QRectF(disc).adjusted(side / 4, side / 4, -side / 4, -side / 4)
            paint.box(painter, dot, side, fill=colours.accent)


def heading(words: str, end: str = "", *chips: QWidget) -> QWidget:
    """Return the first line of a numbered card: its name, chips, and a small word at the end."""
    line = QWidget()
    across = QHBoxLayout(line)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(theme().space(10))
    across.addWidget(Label(words, Role.STRONG, wrap=False, lines=1))
    for chip in chips:
        across.addWidget(chip)
    across.addStretch(1)
    if end:
        across.addWidget(small(end, wrap=False))
    return line
