"""Plain columns and lines of widgets, with the spaces of the look."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ui.theme.theme import follow, theme


class _Box(QWidget):
    def __init__(self, box: QBoxLayout, gap: int) -> None:
        super().__init__()
        self.box = box
        self._gap = gap
        box.setContentsMargins(0, 0, 0, 0)
        self.setLayout(box)
        follow(self._dress)

    def _dress(self) -> None:
        self.box.setSpacing(theme().space(self._gap))

    def fill(self, *widgets: QWidget) -> None:
        """Show *widgets* in the place of what it holds."""
        clear(self.box)
        for widget in widgets:
            self.box.addWidget(widget)


class Column(_Box):
    """Widgets one below the other, *gap* apart; `box` takes more."""

    def __init__(self, *widgets: QWidget, gap: int = 8) -> None:
        super().__init__(QVBoxLayout(), gap)
        for widget in widgets:
            self.box.addWidget(widget)


class Line(_Box):
    """Widgets one beside the other, *gap* apart, in the middle of the line."""

    def __init__(self, *widgets: QWidget, gap: int = 8) -> None:
        super().__init__(QHBoxLayout(), gap)
        for widget in widgets:
            self.box.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)


def in_the_middle(widget: QWidget) -> QHBoxLayout:
    """Return a line with *widget* in its middle.

    An alignment would do the same, but makes Qt forget that heights follow widths.
    """
    line = QHBoxLayout()
    line.addStretch(1)
    line.addWidget(widget)
    line.addStretch(1)
    return line


def show_if(widget: QWidget, shown: bool) -> None:
    """Show or hide *widget*; one without a parent is never shown, lest it become a window."""
    if not shown:
        widget.hide()
    elif widget.parentWidget() is not None:
        widget.show()


def let_go(widget: QWidget) -> None:
    """Hide *widget* and let it go; the keyboard stays on what is around it, not at the top."""
    focused, around = QApplication.focusWidget(), widget.parentWidget()
    inside = focused is not None and (focused is widget or widget.isAncestorOf(focused))
    if inside and around is not None:
        around.setFocus()
    widget.hide()
    widget.deleteLater()


def clear(layout: QLayout) -> None:
    """Take everything out of *layout* and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            let_go(widget)
        inner = item.layout()
        if inner is not None:
            clear(inner)
