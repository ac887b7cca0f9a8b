"""The header: one search that reaches everything, the hide key and the lock, always."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.language import _
from ui.theme.theme import follow, theme
from ui.widgets.button import quiet
from ui.widgets.key_hint import KeyHint
from ui.widgets.search_field import SearchField

SEARCH_WIDTH = 400


class Header(QWidget):
    """Search at the start; hide and lock at the end."""

    searched = Signal(str)
    """Something was typed; empty when the search is left."""
    stepped = Signal(int)
    """The arrow keys ask for the next result (1) or the one before (-1)."""
    accepted = Signal()
    left = Signal()
    hide_requested = Signal()
    lock_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        large = theme().stacked
        self.search = SearchField(
            name="search",
            label=_("Find a person, case, provider or action"),
            example=_("Find anything") if large else _("Find a person, case, provider or action"),
            keys="" if large else "Ctrl+K",
        )
        self.hide_button = quiet(
            _("Hide") if large else _("Hide screen"), name="hide", icon="eye-slash", small=not large
        )
        self.lock_button = quiet(_("Lock"), name="lock", icon="lock-simple", small=not large)
        self.hide_button.setAccessibleName(_("Hide screen"))
        self._across = QHBoxLayout(self)
        self._across.setSpacing(0)
        self._across.addWidget(self.search, 1 if large else 0)
        if large:
            self._across.addSpacing(theme().space(8))
        else:
            self._across.addStretch(1)
        self._add_act(self.hide_button, "" if large else "F9")
        self._across.addSpacing(theme().space(10))
        self._add_act(self.lock_button, "" if large else "Ctrl+L")
        self.search.installEventFilter(self)
        self.search.textEdited.connect(self.searched)
        self.hide_button.clicked.connect(self.hide_requested)
        self.lock_button.clicked.connect(self.lock_requested)
        follow(self._dress)

    def _add_act(self, button: QWidget, keys: str) -> None:
        self._across.addWidget(button)
        if keys:
            self._across.addSpacing(4)
            self._across.addWidget(KeyHint(keys))

    def _dress(self) -> None:
        now = theme()
        large = now.stacked
        self.setFixedHeight(96 if large else 56)
        if not large:
            self.search.setFixedWidth(round(SEARCH_WIDTH * now.text_scale))
        side = 30 if large else 32
        self._across.setContentsMargins(side, 0, 22 if large else side, 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the arrows, Enter and Escape in the search field to the results."""
        if watched is self.search and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                return self._key(Qt.Key(event.key()))
        elif watched is self.search and event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return super().eventFilter(watched, event)

    def _key(self, key: Qt.Key) -> bool:
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accepted.emit()
            return True
        if key == Qt.Key.Key_Escape:
            self.search.clear()
            self.left.emit()
            return True
        return False
