"""One search key reaches everything: results under the search field, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.language import _
from ui.theme import paint
from ui.theme.fonts import Role
from ui.theme.theme import follow, theme
from ui.theme.tokens import Ink, Radius
from ui.widgets.label import small
from ui.window.navigation import Destination

Index = QModelIndex | QPersistentModelIndex
_MOST_ROWS = 8
_SHADE = 24
# Absolute: the side is chosen here already, and Qt would turn it once more right to left.
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute


@dataclass(frozen=True)
class Result:
    """One thing that the search found: where it leads, and how it is told."""

    icon: str
    title: str
    subtitle: str
    destination: Destination


Provider = Callable[[str], Sequence[Result]]
"""Finds the results for what was typed; must answer within a few milliseconds."""


class ResultModel(QAbstractListModel):
    """The results, in the provider's order."""

    def __init__(self) -> None:
        super().__init__()
        self._results: tuple[Result, ...] = ()

    def show(self, results: Sequence[Result]) -> None:
        """Hold *results* instead."""
        self.beginResetModel()
        self._results = tuple(results)
        self.endResetModel()

    def result(self, index: Index) -> Result:
        """Return the result at *index*."""
        return self._results[index.row()]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """Return how many results there are."""
        return 0 if parent.isValid() else len(self._results)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the title, and for screen readers the subtitle too."""
        if not index.isValid():
            return None
        result = self._results[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return result.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (result.title, result.subtitle)))
        return None


class ResultPainter(QStyledItemDelegate):
    """Paints an icon, a title and a line below it."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of two lines."""
        now = theme()
        lines = now.line_height(Role.STRONG) + now.line_height(Role.SMALL)
        return QSize(200, lines + now.space(16))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one result."""
        model = index.model()
        if not isinstance(model, ResultModel):
            return
        result = model.result(index)
        now = theme()
        colours = now.tokens
        area: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            edge = colours.accent if colours.high_contrast else None
            paint.box(painter, QRectF(area), Radius.CONTROL, fill=colours.soft, edge=edge, width=2)
        turned = option.direction == Qt.LayoutDirection.RightToLeft
        side = now.icon_size(20)
        start = now.space(12)
        square = QRect(area.left() + start, area.center().y() - side // 2, side, side)
        left = start + side + now.space(12)
        title_height = now.line_height(Role.STRONG, result.title)
        small_height = now.line_height(Role.SMALL, result.subtitle)
        top = area.top() + (area.height() - title_height - small_height) // 2
        title = QRect(area.left() + left, top, area.width() - left - start, title_height)
        below = QRect(title.left(), title.bottom() + 1, title.width(), small_height)
        if turned:
            square, title, below = (_turn(part, area) for part in (square, title, below))
        ink = Ink.SOFT if chosen else Ink.TEXT
        paint.icon(painter, result.icon, square, colours.colour(Ink.SOFT if chosen else Ink.TEXT2))
        _write(painter, title, result.title, Role.STRONG, ink, turned=turned)
        _write(painter, below, result.subtitle, Role.SMALL, Ink.TEXT2, turned=turned)
        painter.restore()


def _turn(part: QRect, area: QRect) -> QRect:
    return QRect(area.left() + area.right() - part.right(), part.top(), part.width(), part.height())


def _write(
    painter: QPainter, area: QRect, text: str, role: Role, ink: Ink, *, turned: bool
) -> None:
    font = theme().font(role, text)
    painter.setFont(font)
    painter.setPen(theme().colour(ink))
    side = Qt.AlignmentFlag.AlignRight if turned else Qt.AlignmentFlag.AlignLeft
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, int(side | _MIDDLE), shown)


class Palette(QWidget):
    """The results under the search field, which keeps the keyboard."""

    chosen = Signal(Destination)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setObjectName("palette")
        self._query = ""
        self._model = ResultModel()
        self.results = QListView()
        self.results.setObjectName("palette-results")
        self.results.setAccessibleName(_("What was found"))
        self.results.setModel(self._model)
        self.results.setItemDelegate(ResultPainter(self.results))
        self.results.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.results.setMouseTracking(True)
        self.results.setUniformItemSizes(True)
        self.results.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.results.clicked.connect(self._choose)
        self.results.entered.connect(self.results.setCurrentIndex)
        self._nothing = small(_("Nothing was found. Try fewer letters."))
        column = QVBoxLayout(self)
        column.setContentsMargins(_SHADE + 8, _SHADE + 8, _SHADE + 8, _SHADE + 8)
        column.addWidget(self.results)
        column.addWidget(self._nothing)
        self.hide()
        follow(self.update)

    def show_results(self, query: str, results: Sequence[Result], below: QRect) -> None:
        """Show what was found for *query* under *below* (in the parent's coordinates)."""
        self._query = query
        self._model.show(results)
        found = bool(results)
        self.results.setVisible(found)
        self._nothing.setVisible(not found)
        if found:
            self.results.setCurrentIndex(self._model.index(0))
        self._place(below)
        self.show()
        self.raise_()

    def step(self, rows: int) -> None:
        """Choose the result *rows* further down, going round at the ends."""
        count = self._model.rowCount()
        if count:
            row = (self.results.currentIndex().row() + rows) % count
            self.results.setCurrentIndex(self._model.index(row))

    def choose_current(self) -> None:
        """Go where the chosen result leads."""
        self._choose(self.results.currentIndex())

    def current(self) -> Result | None:
        """Return the chosen result, or none."""
        index = self.results.currentIndex()
        return self._model.result(index) if index.isValid() else None

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            result = self._model.result(index)
            self.hide()
            self.chosen.emit(result.destination)

    def _place(self, below: QRect) -> None:
        parent = self._over
        rows = min(_MOST_ROWS, self._model.rowCount())
        row = ResultPainter().sizeHint(QStyleOptionViewItem(), QModelIndex()).height()
        inside = rows * row + 2 if rows else self._nothing.heightForWidth(below.width() - 16) + 8
        width = max(below.width(), round(480 * min(theme().text_scale, 1.6)))
        left = below.right() + 1 - width if paint.mirrored(self) else below.left()
        height = min(inside + 16, parent.height() - below.bottom() - 24)
        area = QRect(left, below.bottom() + 5, min(width, parent.width() - 32), height)
        self.setGeometry(area.adjusted(-_SHADE, -_SHADE, _SHADE, _SHADE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sheet and its shadow."""
        colours = theme().tokens
        painter = QPainter(self)
        area = QRectF(self.rect()).adjusted(_SHADE, _SHADE, -_SHADE, -_SHADE)
        paint.shadow(painter, area, Radius.CONTROL, drop=6, blur=24, share=0.18)
        paint.box(
            painter,
            area,
            Radius.CONTROL,
            fill=colours.surface,
            edge=colours.line,
            width=colours.border,
        )
