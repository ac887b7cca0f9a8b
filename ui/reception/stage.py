"""What every stage of reception has: the page it belongs to, and acts below its content."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.desk import Desk
from ui.shell import Shell
from ui.widgets.flow import Flow


class Way(Protocol):
    """The arrival page, as a stage sees it."""

    shell: Shell
    desk: Desk

    def go_on(self) -> None:
        """Show the next stage that is still to do."""
        ...

    def open_stage(self, key: str) -> None:
        """Show another stage."""
        ...


class StageView(QWidget):
    """A column of cards with acts at its end."""

    def __init__(self, way: Way) -> None:
        super().__init__()
        self.way = way
        self.desk = way.desk
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 8, 0, 0)
        self.column.setSpacing(12)

    def add(self, *widgets: QWidget) -> None:
        """Add *widgets* at the end."""
        for widget in widgets:
            self.column.addWidget(widget)

    def add_acts(self, *acts: QWidget) -> None:
        """Add the acts that end the stage."""
        self.column.addWidget(Flow(*acts, gap=12))
