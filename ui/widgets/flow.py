"""Layouts that give way: things in a line that go on below when the line is full."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget

from ui.theme.theme import theme


class FlowLayout(QLayout):
    """Puts its items in a line and goes on in the next; mirrored right to left.

    With *lead*, the first item takes what the others leave, and has a line of its own where that
    would be less than *lead* pixels (at 100 % text): acts beside words, or below them.
    """

    def __init__(
        self, gap: int = 8, line_gap: int | None = None, lead: int = 0, *, top: bool = False
    ) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._line_gap = gap if line_gap is None else line_gap
        self._lead = lead
        self._top = top
        # A page asks for the same height many times while it is laid out.
        self._heights: dict[int, int] = {}
        self._size: QSize | None = None
        self._least: QSize | None = None
        self.setContentsMargins(0, 0, 0, 0)

    def invalidate(self) -> None:
        """Measure anew: something in it has changed."""
        self._heights.clear()
        self._size = self._least = None
        super().invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        """Add *item* at the end."""
        self._items.append(item)
        self.invalidate()

    def add(self, *widgets: QWidget) -> None:
        """Add *widgets* at the end."""
        for widget in widgets:
            self.addWidget(widget)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return the item at *index*, or none."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take out the item at *index*."""
        if not 0 <= index < len(self._items):
            return None
        taken = self._items.pop(index)
        self.invalidate()
        return taken

    def expandingDirections(self) -> Qt.Orientation:
        """Return that the line may grow where something in it leads."""
        return Qt.Orientation.Horizontal if self._lead else Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Return True."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines at *width*."""
        if width not in self._heights:
            self._heights[width] = self._height_at(width)
        return self._heights[width]

    def _height_at(self, width: int) -> int:
        margins = self.contentsMargins()
        across = width - margins.left() - margins.right()
        lines = self._lines(across)
        height = sum(line.height for line in lines) + theme().space(self._line_gap) * max(
            0, len(lines) - 1
        )
        return height + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:
        """Return the size of all items in one line."""
        if self._size is None:
            self._size = self._in_one_line()
        return self._size

    def _in_one_line(self) -> QSize:
        shown = self._shown()
        width = sum(_hint(item).width() for item in shown)
        width += theme().space(self._gap) * max(0, len(shown) - 1)
        height = max((_height(item, _hint(item).width()) for item in shown), default=0)
        margins = self.contentsMargins()
        return QSize(
            width + margins.left() + margins.right(), height + margins.top() + margins.bottom()
        )

    def minimumSize(self) -> QSize:
        """Return the width of the widest item at its least, and one line's height."""
        if self._least is None:
            self._least = self._at_least()
        return self._least

    def _at_least(self) -> QSize:
        shown = self._shown()
        width = max((item.minimumSize().width() for item in shown), default=0)
        height = max((item.minimumSize().height() for item in shown), default=0)
        margins = self.contentsMargins()
        return QSize(
            width + margins.left() + margins.right(), height + margins.top() + margins.bottom()
        )

    def setGeometry(self, area: QRect) -> None:
        """Place the items in *area*."""
        super().setGeometry(area)
        inside = area.marginsRemoved(self.contentsMargins())
        parent = self.parentWidget()
        turned = parent is not None and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft
        lines = self._lines(inside.width())
        needed = sum(line.height for line in lines) + theme().space(self._line_gap) * (
            len(lines) - 1
        )
        top = inside.top() + (0 if self._top else max(0, (inside.height() - needed) // 2))
        for line in lines:
            left = 0
            for item, width, height in line.placed:
                down = 0 if self._top else (line.height - height) // 2
                at = inside.right() + 1 - left - width if turned else inside.left() + left
                item.setGeometry(QRect(QPoint(at, top + down), QSize(width, height)))
                left += width + theme().space(self._gap)
            top += line.height + theme().space(self._line_gap)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lines(self, across: int) -> list[_Line]:
        shown = self._shown()
        if self._lead and shown:
            return self._lines_with_lead(shown, across)
        return self._fill(shown, across)

    def _lines_with_lead(self, shown: list[QLayoutItem], across: int) -> list[_Line]:
        gap = theme().space(self._gap)
        first, others = shown[0], shown[1:]
        beside = sum(_hint(item).width() + gap for item in others)
        rest = across - beside
        needed = min(_hint(first).width(), round(self._lead * theme().text_scale))
        if others and rest < max(needed, first.minimumSize().width()):
            return [_line([(first, across)]), *self._fill(others, across)]
        return [_line([(first, rest), *((item, _hint(item).width()) for item in others)])]

    def _fill(self, shown: list[QLayoutItem], across: int) -> list[_Line]:
        gap = theme().space(self._gap)
        lines: list[_Line] = []
        now: list[tuple[QLayoutItem, int]] = []
        used = 0
        for item in shown:
            width = min(_hint(item).width(), max(across, 1))
            if now and used + gap + width > across:
                lines.append(_line(now))
                now, used = [], 0
            used += (gap if now else 0) + width
            now.append((item, width))
        if now:
            lines.append(_line(now))
        return lines


class _Line:
    """Items that stand in one line, each with its width and height."""

    def __init__(self, placed: list[tuple[QLayoutItem, int, int]]) -> None:
        self.placed = placed
        self.height = max(height for _, _, height in placed)


def _line(items: list[tuple[QLayoutItem, int]]) -> _Line:
    return _Line([(item, width, _height(item, width)) for item, width in items])


def _hint(item: QLayoutItem) -> QSize:
    return item.sizeHint().expandedTo(item.minimumSize())


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else _hint(item).height()


class Flow(QWidget):
    """A widget whose children flow; with *top* those of a line begin at the same height."""

    def __init__(
        self,
        *widgets: QWidget,
        gap: int = 8,
        line_gap: int | None = None,
        lead: int = 0,
        top: bool = False,
    ) -> None:
        super().__init__()
        self.flow = FlowLayout(gap, line_gap, lead, top=top)
        self.setLayout(self.flow)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.flow.add(*widgets)
