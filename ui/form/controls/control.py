"""What every control has in common: text in, text out, and a fact in between."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget


class Control(QWidget):
    """Wraps the widget that takes an answer."""

    answered = Signal(str)
    """The text of the answer, when the person changes it."""

    def __init__(
        self,
        widget: QWidget,
        read: Callable[[], str],
        write: Callable[[str], None],
        odd: Callable[[], str] | None = None,
    ) -> None:
        """Show *widget*; *odd* says what would help where something is typed that is no answer."""
        super().__init__()
        self.widget = widget
        self._read, self._write, self._odd = read, write, odd
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(widget)
        self.setFocusProxy(widget)

    def answer(self) -> str:
        """Return the answer as the form stores it."""
        return self._read()

    def show_answer(self, text: str) -> None:
        """Show *text* without telling anybody."""
        if self.answer() != text:
            self._write(text)

    def odd(self) -> str:
        """Return a sentence that helps where what is typed is no answer of this kind, or ""."""
        return self._odd() if self._odd is not None else ""

    def tell(self, *_what: object) -> None:
        """Tell what is answered now."""
        self.answered.emit(self.answer())
