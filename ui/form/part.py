"""A part of a form on screen: a column in which short questions pair up by themselves."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.form.field_pairs import FieldPairs
from ui.form.question_view import QuestionView
from ui.theme.theme import theme
from ui.widgets.panel import Card


class Part:
    """Fills *widget*: a card, or plain ground where the form already lies on one."""

    def __init__(self, widget: QWidget) -> None:
        self.widget = widget
        self._pairs: FieldPairs | None = None
        if isinstance(widget, Card):
            self._column = widget.content
        else:
            self._column = QVBoxLayout(widget)
            self._column.setContentsMargins(0, 0, 0, 0)
            self._column.setSpacing(theme().space(8))

    def add(self, widget: QWidget) -> None:
        """Add anything but a question."""
        self._pairs = None
        self._column.addWidget(widget)

    def ask(self, question: QuestionView) -> None:
        """Add a question, beside the one before it where both are short."""
        if not question.short:
            self.add(question)
            return
        if self._pairs is None:
            self._pairs = FieldPairs()
            self._column.addWidget(self._pairs)
        self._pairs.add(question)
