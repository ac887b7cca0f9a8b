"""A small number, typed or stepped: a field with one act before it and one after."""

from __future__ import annotations

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.language import _, text
from ui.widgets.button import secondary
from ui.widgets.text_input import TextField

_UP_TO_TWO_DIGITS = QRegularExpression("[0-9\u0660-\u0669]{0,2}")


class Counter(QWidget):
    """Counts from *least* to 99; `field` takes the typing, and the arrow keys step."""

    settled = Signal()
    """The number was stepped, or typed and left; not while it is being typed."""

    def __init__(self, *, name: str, label: str, least: int = 0) -> None:
        super().__init__()
        self._least = least
        self.field = TextField(name=name, label=label)
        self.field.setValidator(QRegularExpressionValidator(_UP_TO_TWO_DIGITS, self))
        self.field.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._fewer = secondary("\N{MINUS SIGN}", name=f"{name}-fewer")
        self._more = secondary("+", name=f"{name}-more")
        self._fewer.setAccessibleName(_("{what}: one fewer", what=label))
        self._more.setAccessibleName(_("{what}: one more", what=label))
        self.field.editingFinished.connect(self.settled)
        self._fewer.clicked.connect(lambda: self._step(-1))
        self._more.clicked.connect(lambda: self._step(1))
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        across.addWidget(self._fewer)
        across.addWidget(self.field, 1)
        across.addWidget(self._more)
        self.setFocusProxy(self.field)
        self._step(0)

    def set_value(self, count: int) -> None:
        """Show *count*, kept between the least and 99."""
        self.field.setText(text().number(min(99, max(self._least, count))))

    def set_least(self, least: int) -> None:
        """Count no lower than *least*; what stands below comes up to it."""
        self._least = least
        if int(self.field.text() or 0) < least:
            self.set_value(least)

    def value(self) -> int:
        """Return how many; an empty field counts as the least."""
        return max(self._least, int(self.field.text() or 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step by the arrow keys, which the field itself leaves alone."""
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._step(step)

    def _step(self, by: int) -> None:
        self.set_value(self.value() + by)
        self.settled.emit()
