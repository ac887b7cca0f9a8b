"""Pick one or several from a long list: search, choose, and the chosen stand as chips."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.language import _
from ui.widgets.button import quiet
from ui.widgets.flow import Flow
from ui.widgets.select import Select
from ui.widgets.stack import clear


class Several(QWidget):
    """The first one chosen stays first: it is the one the person likes best."""

    changed = Signal()

    def __init__(
        self, options: Sequence[tuple[str, str]], *, name: str, label: str, one: bool = False
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._names = dict(options)
        self._one = one
        self._values: list[str] = []
        self.select = Select(
            options,
            name=f"{name}-pick",
            label=label,
            unanswered=_("Type to search"),
            searchable=True,
        )
        self.select.chosen.connect(self._pick)
        self._chips = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.select)
        column.addLayout(self._chips)
        self.setFocusProxy(self.select)

    def values(self) -> tuple[str, ...]:
        """Return the codes chosen, first chosen first."""
        return tuple(self._values)

    def set_values(self, values: Sequence[str]) -> None:
        """Choose *values*; codes that the list does not know stay as they are."""
        self._values = list(values)
        self._show()

    def _pick(self, key: str) -> None:
        if self._one:
            self._values = [key]
        elif key not in self._values:
            self._values.append(key)
        self._show()
        self.changed.emit()

    def _drop(self, key: str) -> None:
        self._values.remove(key)
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        clear(self._chips)
        if self._one:
            self.select.set_value(self._values[0] if self._values else None)
            return
        self.select.set_value(None)
        chips = [self._chip(key) for key in self._values]
        if chips:
            self._chips.addWidget(Flow(*chips))

    def _chip(self, key: str) -> QWidget:
        words = self._names.get(key, key)
        chip = quiet(words, name=f"{self.objectName()}-{key}", icon="x", small=True)
        chip.setAccessibleName(_("Take out {what}", what=words))
        chip.clicked.connect(lambda: self._drop(key))
        return chip
