"""A code in groups, as one copies it by hand or reads it aloud: on a sheet of its own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.language import text
from ui.theme.fonts import Role
from ui.theme.theme import theme
from ui.widgets.label import Label, small
from ui.widgets.panel import Panel
from ui.widgets.stack import Line


class CodeSheet(Panel):
    """The groups of a code, from left to right in every language; *numbered* ones are asked for.

    So many stand *across* as the column has room for.
    """

    def __init__(
        self, groups: Sequence[str], *, name: str, numbered: bool, across: int = 4
    ) -> None:
        super().__init__("sunken")
        self.setObjectName(name)
        grid = QGridLayout(self)
        around = theme().space(20)
        grid.setContentsMargins(around, around, around, around)
        grid.setHorizontalSpacing(theme().space(24))
        grid.setVerticalSpacing(theme().space(12))
        each = 2 if theme().stacked else across
        for place, group in enumerate(groups):
            words = Label(group, Role.SECTION if numbered else Role.TITLE, wrap=False)
            words.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            words.setAccessibleName(f"{place + 1}: {' '.join(group)}")
            shown: QWidget = words
            if numbered:
                shown = Line(small(text().number(place + 1), wrap=False), words, gap=10)
            grid.addWidget(shown, place // each, place % each)
        # A code is read from left to right, like a number.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
