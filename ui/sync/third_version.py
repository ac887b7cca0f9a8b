"""A version of one's own, where neither of two is true."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal

from ui.desk import Desk
from ui.drafts import WordsKeeper
from ui.language import _
from ui.widgets.button import ghost, quiet, secondary
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.stack import Column, clear
from ui.widgets.text_input import TextField


class ThirdVersion(Column):
    """A small form behind one press; what is typed is kept as a draft until it is decided."""

    written = Signal(str)
    """The words that take the place of all versions."""

    def __init__(self, desk: Desk, entity: UUID, field: str, name: str) -> None:
        super().__init__(gap=8)
        self._desk, self._entity, self._field, self._name = desk, entity, field, name
        self._show_way()

    def _show_way(self) -> None:
        clear(self.box)
        way = ghost(_("Neither is true: write it"), name=f"{self._name}-write", small=True)
        way.clicked.connect(self._open)
        self.box.addWidget(Flow(way))

    def _open(self) -> None:
        clear(self.box)
        words = TextField(name=f"{self._name}-words")
        keep = secondary(_("Keep what is written"), name=f"{self._name}-keep", small=True)
        leave = quiet(_("Back"), name=f"{self._name}-leave", small=True)
        leave.clicked.connect(self._show_way)
        self.box.addWidget(Field(_("What is true"), words))
        self.box.addWidget(Flow(leave, keep, gap=12))
        typed = WordsKeeper(self, self._desk, self._entity, f"third-{self._field}")

        def kept() -> None:
            said = words.text().strip()
            if said:
                typed.discard()
                self.written.emit(said)
            else:
                words.setFocus()

        keep.clicked.connect(kept)
        words.setFocus()
