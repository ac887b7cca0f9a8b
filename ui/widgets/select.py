"""One answer out of a list that unfolds."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QListView,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
)

from ui.theme import paint
from ui.theme.fonts import Role
from ui.theme.theme import follow, theme
from ui.widgets.text_input import LEARN_NOTHING

_INSET = 2
"""Pixels that the style keeps free on both sides of the words."""


class Select(QComboBox):
    """A list of (key, words); *searchable* lets one type any part of the words.

    `chosen` tells the key when the person changes it, never when the program does.
    """

    chosen = Signal(str)

    def __init__(
        self,
        options: Iterable[tuple[str, str]],
        *,
        name: str,
        label: str = "",
        unanswered: str = "",
        searchable: bool = False,
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(label)
        view = QListView()
        view.setObjectName(f"{name}-list")
        view.setAccessibleName(label or name)
        self.setView(view)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        # "Adjust to contents" would shrink the box behind its layout's back, 20 ms later.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContentsOnFirstShow)
        self.setMaxVisibleItems(9)
        if unanswered:
            self.setPlaceholderText(unanswered)
        if searchable:
            self._let_search(unanswered)
        self.set_options(options)
        self.activated.connect(self._tell)
        follow(self._dress)

    def _let_search(self, unanswered: str) -> None:
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        line = self.lineEdit()
        if line is not None:
            line.setObjectName(f"{self.objectName()}-words")
            line.setAccessibleName(self.accessibleName())
            line.setPlaceholderText(unanswered)
            # The line takes over those of its box.
            self.setInputMethodHints(LEARN_NOTHING)
        completer = self.completer()
        if completer is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            popup = completer.popup()
            if popup is not None:
                popup.setProperty("popup", True)
                popup.setObjectName(f"{self.objectName()}-found")

    def _dress(self) -> None:
        self.setFont(theme().font(Role.BODY))
        self.view().setFont(theme().font(Role.BODY))
        line = self.lineEdit()
        if line is not None:
            line.setFont(theme().font(Role.BODY))

    def set_options(self, options: Iterable[tuple[str, str]]) -> None:
        """Offer *options* instead; nothing is chosen."""
        self.clear()
        for key, words in options:
            self.addItem(words, key)
        self.setCurrentIndex(-1)

    def value(self) -> str | None:
        """Return the key chosen, or none."""
        key = self.currentData()
        return key if isinstance(key, str) else None

    def set_value(self, key: str | None) -> None:
        """Choose *key*; an unknown one, or none, chooses nothing."""
        self.setCurrentIndex(-1 if key is None else self.findData(key))

    def _tell(self, _index: int) -> None:
        self.chosen.emit(self.value() or "")

    def minimumSizeHint(self) -> QSize:
        """Return a width that still shows the start of each answer."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), round(160 * theme().text_scale)), hint.height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll: a wheel must not change an answer by accident."""
        event.ignore()

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Let words that are too long end in three dots; Qt cuts them in the middle of a letter."""
        super().initStyleOption(option)
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        option.currentText = self.fontMetrics().elidedText(
            option.currentText, Qt.TextElideMode.ElideRight, field.width() - _INSET
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the arrow over what the stylesheet paints."""
        super().paintEvent(event)
        side = theme().icon_size(16)
        square = QRect(
            self.width() - side - theme().space(12), (self.height() - side) // 2, side, side
        )
        painter = QPainter(self)
        paint.icon(painter, "caret-down", paint.placed(self, square), theme().tokens.text2)
