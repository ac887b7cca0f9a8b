"""A page: title, one sentence, acts beside them, content that scrolls, acts that stay."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.theme import follow, theme
from ui.theme.tokens import Ink
from ui.widgets.flow import Flow, FlowLayout
from ui.widgets.label import body, title
from ui.widgets.scroll import Scroll
from ui.widgets.stack import Column
from ui.widgets.standing import Standing

MARGIN = 32
MARGIN_LARGE = 30


class PageHead(QWidget):
    """The title of a page, one sentence below it, and its acts at the end."""

    def __init__(self, heading: str, sentence: str, *acts: QWidget) -> None:
        super().__init__()
        self.title = title(heading)
        self.sentence = body(sentence, Ink.TEXT2)
        words = Column(self.title, self.sentence, gap=2)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        self._flow = Flow(words, *acts, gap=8, line_gap=12, lead=300)
        across.addWidget(self._flow)
        self.sentence.setVisible(bool(sentence))

    def say(self, heading: str, sentence: str) -> None:
        """Change the words."""
        self.title.setText(heading)
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))


class ActionRow(QWidget):
    """The acts of a page, always in sight below what scrolls."""

    def __init__(self) -> None:
        super().__init__()
        self._edge = False
        self._across = QHBoxLayout(self)
        self.start = FlowLayout(gap=12)
        self.end = FlowLayout(gap=8)
        start, end = QWidget(), QWidget()
        start.setLayout(self.start)
        end.setLayout(self.end)
        self._across.addWidget(Flow(start, end, gap=12, lead=200))
        follow(self._dress)

    def _dress(self) -> None:
        side = MARGIN_LARGE if theme().stacked else MARGIN
        self._across.setContentsMargins(side, 12, side, theme().space(20))

    def show_edge(self, shown: bool) -> None:
        """Show a hairline above, where something scrolls below it."""
        self._edge = shown
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, and the hairline."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().tokens.bg)
        if self._edge:
            painter.fillRect(0, 0, self.width(), 1, theme().tokens.line)


class Page(QWidget):
    """One screen. Add to `content`; `action_row` appears once something is put in it."""

    def __init__(
        self, heading: str = "", sentence: str = "", *acts: QWidget, name: str = "page"
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self.head = PageHead(heading, sentence, *acts)
        self.content = QVBoxLayout()
        self._scroll = Scroll(f"{name}-scroll")
        self._ground = QWidget()
        self._ground.setProperty("ground", "none")
        self._column = QVBoxLayout(self._ground)
        self._column.addWidget(self.head)
        self._column.addLayout(self.content)
        self._column.addStretch(1)
        self._scroll.setWidget(self._ground)
        self.head.setVisible(bool(heading))
        self._action_row: ActionRow | None = None
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(0)
        self._down.addWidget(self._scroll, 1)
        follow(self._dress)

    def _dress(self) -> None:
        now = theme()
        self._column.setSpacing(now.space(12))
        self.content.setSpacing(now.space(12))
        side = MARGIN_LARGE if now.stacked else MARGIN
        end = side - self._scroll.verticalScrollBar().sizeHint().width()
        left, right = (end, side) if now.right_to_left else (side, end)
        self._column.setContentsMargins(left, 4, right, now.space(20))

    @property
    def action_row(self) -> ActionRow:
        """The acts that stay in sight; made when first asked for."""
        if self._action_row is None:
            self._action_row = ActionRow()
            self._down.addWidget(self._action_row)
            bar = self._scroll.verticalScrollBar()
            bar.rangeChanged.connect(self._edge)
            bar.valueChanged.connect(self._edge)
        return self._action_row

    def _edge(self) -> None:
        bar = self._scroll.verticalScrollBar()
        if self._action_row is not None:
            self._action_row.show_edge(bar.value() < bar.maximum())

    def show_top(self) -> None:
        """Scroll up to the head."""
        self._scroll.verticalScrollBar().setValue(0)

    def build_anew(self, build: Callable[[], None]) -> None:
        """Let *build* lay the content anew; whoever stands on a row of it stays there."""
        standing = Standing(self._scroll, self._ground)
        build()
        standing.go_back()

    def show_part(self, widget: QWidget) -> None:
        """Scroll until *widget* is in sight."""
        self._scroll.ensureWidgetVisible(widget)

    def add_filling(self, widget: QWidget) -> None:
        """Add *widget* at the end of the content; it takes all the room that is left."""
        self.content.addWidget(widget, 1)
        self._column.setStretchFactor(self.content, 1)
        self._column.setStretch(self._column.count() - 1, 0)

    def add(self, *widgets: QWidget) -> None:
        """Add *widgets* at the end of the content."""
        for widget in widgets:
            self.content.addWidget(widget)
