"""A part of a page: its heading, a plain count, acts at the end, and what it holds below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.fonts import Role
from ui.theme.theme import follow, theme
from ui.theme.tokens import Ink
from ui.widgets.flow import Flow
from ui.widgets.label import Label


class SectionHead(QWidget):
    """The heading above a card: words, a plain count, acts at the end."""

    def __init__(self, text: str, count: str = "", acts: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self.heading = Label(text, Role.SECTION)
        self.count = Label(count, Role.BODY, Ink.TEXT2)
        # Shown before it has a parent, a widget is a window of its own and takes the keyboard.
        if not count:
            self.count.hide()
        self._across = QHBoxLayout(self)
        self._across.setContentsMargins(0, 0, 0, 0)
        words = Flow(self.heading, self.count, gap=11, line_gap=2)
        self._across.addWidget(Flow(words, *acts, lead=160) if acts else words)
        follow(self._dress)

    def _dress(self) -> None:
        self.setMinimumHeight(theme().control_height(small=True))

    def show_count(self, count: str) -> None:
        """Show another count."""
        self.count.setText(count)
        self.count.setVisible(bool(count))


class Section(QWidget):
    """A heading and its content."""

    def __init__(
        self, text: str, *content: QWidget, count: str = "", acts: Sequence[QWidget] = ()
    ) -> None:
        super().__init__()
        self.head = SectionHead(text, count, acts)
        self.content = QVBoxLayout()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.head)
        self._column.addLayout(self.content)
        for widget in content:
            self.content.addWidget(widget)
        follow(self._dress)

    def _dress(self) -> None:
        self._column.setSpacing(theme().space(4))
        self.content.setSpacing(theme().space(8))
