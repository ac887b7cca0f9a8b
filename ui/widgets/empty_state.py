"""Nothing here yet: one quiet icon, a sentence, the next act."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme.fonts import Role
from ui.theme.theme import follow, theme
from ui.theme.tokens import Ink
from ui.widgets.icon import Icon
from ui.widgets.label import Label


class EmptyState(QWidget):
    """Says it kindly: "Nobody waits", never "No records found"."""

    def __init__(
        self, icon: str, heading: str, sentence: str = "", act: QWidget | None = None
    ) -> None:
        super().__init__()
        middle = Qt.AlignmentFlag.AlignHCenter
        self._column = QVBoxLayout(self)
        self._column.addWidget(Icon(icon, 36), 0, middle)
        self._column.addWidget(Label(heading, Role.SECTION, centred=True))
        if sentence:
            self._column.addWidget(Label(sentence, Role.BODY, Ink.TEXT2, centred=True))
        if act is not None:
            self._column.addWidget(act, 0, middle)
        self.setAccessibleName(" ".join(filter(None, (heading, sentence))))
        follow(self._dress)

    def _dress(self) -> None:
        around = theme().space(16)
        self._column.setContentsMargins(around, around, around, around)
        self._column.setSpacing(theme().space(6))
