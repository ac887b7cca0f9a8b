"""What happened, newest first: what, then when and who. Neutral words only in the desk view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.theme import paint
from ui.theme.theme import follow, theme
from ui.theme.tokens import Radius
from ui.widgets.label import body, small
from ui.widgets.push import PushButton

_DISC = 30


@dataclass(frozen=True)
class Happening:
    """One thing that happened; a *key* makes it something to open."""

    icon: str
    what: str
    when_who: str
    key: str = ""


class _Item(PushButton):
    """A round with an icon on the line of time, and the words beside it."""

    def __init__(self, happening: Happening, name: str) -> None:
        super().__init__()
        self._happening = happening
        self.first = False
        self.last = False
        self.setObjectName(name)
        self.setAccessibleName(f"{happening.what}, {happening.when_who}")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._what = body(happening.what)
        self._when = small(happening.when_who)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._what)
        self._column.addWidget(self._when)
        for label in (self._what, self._when):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if happening.key:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        follow(self._dress)

    def _dress(self) -> None:
        now = theme()
        start = now.icon_size(_DISC) + now.space(14)
        left, right = (0, start) if now.right_to_left else (start, 0)
        self._column.setContentsMargins(left, now.space(3), right, now.space(15))
        self._column.setSpacing(now.space(4))

    def hasHeightForWidth(self) -> bool:
        """Return True: the words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the words."""
        return self._column.totalHeightForWidth(width)

    def sizeHint(self) -> QSize:
        """Return the size of the words."""
        return self._column.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the least size of the words."""
        return self._column.totalMinimumSize()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint line, round and icon."""
        now = theme()
        colours = now.tokens
        painter = QPainter(self)
        side = now.icon_size(_DISC)
        middle = side // 2
        line = QRect(middle, 0 if not self.first else middle, 2, self.height())
        if self.last:
            line.setBottom(middle)
        painter.fillRect(paint.placed(self, line), colours.line)
        disc = paint.placed(self, QRect(1, 1, side, side))
        around = QRectF(disc).adjusted(-1, -4, 1, 4)
        painter.fillRect(around, colours.bg)
        edge = colours.edge if colours.high_contrast else None
        fill = colours.line if self._happening.key and self.underMouse() else colours.quiet
        paint.box(painter, disc, side / 2, fill=fill, edge=edge, width=2)
        inset = (side - now.icon_size(16)) // 2
        paint.icon(
            painter,
            self._happening.icon,
            disc.adjusted(inset, inset, -inset, -inset),
            colours.text,
        )
        if self.hasFocus():
            paint.focus_ring(painter, QRectF(self.rect()), Radius.CONTROL)


class Timeline(QWidget):
    """A column of happenings on a line."""

    opened = Signal(str)

    def __init__(self, happenings: Sequence[Happening] = (), *, name: str = "timeline") -> None:
        super().__init__()
        self.setObjectName(name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._items: list[_Item] = []
        self.show_happenings(happenings)

    def show_happenings(self, happenings: Sequence[Happening]) -> None:
        """Show *happenings* instead, in the order given: newest first."""
        for item in self._items:
            item.hide()
            item.deleteLater()
        self._items = []
        for index, happening in enumerate(happenings):
            item = _Item(happening, f"{self.objectName()}-{index}")
            item.first = index == 0
            item.last = index == len(happenings) - 1
            if happening.key:
                item.clicked.connect(lambda _on=False, key=happening.key: self.opened.emit(key))
            self._items.append(item)
            self._column.addWidget(item)
