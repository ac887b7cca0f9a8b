"""One large figure on a card: what it counts, and what stands out about it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from ui.theme.fonts import Role
from ui.theme.tokens import Ink
from ui.widgets.icon import Icon
from ui.widgets.label import Label, small, strong
from ui.widgets.panel import Card


class FigureTile(Card):
    """A figure with an icon; the line below it is amber where it asks for something."""

    def __init__(
        self, figure: str, counts: str, about: str, icon: str, *, warns: bool = False
    ) -> None:
        super().__init__(padding=20, spacing=2)
        first = QHBoxLayout()
        first.addWidget(Label(figure, Role.FIGURE), 1)
        first.addWidget(Icon(icon, 18))
        self.content.addLayout(first)
        self.content.addWidget(strong(counts))
        line = small(about)
        if warns:
            line = Label(about, Role.SMALL, Ink.WARN)
        self.content.addWidget(line)
        self.content.addStretch(1)
