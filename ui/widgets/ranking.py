"""Things to be put in order: each with one act up and one down; Alt with the arrows does too."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.language import _, text
from ui.theme.fonts import Role
from ui.theme.tokens import Ink
from ui.widgets.button import Button, quiet, secondary
from ui.widgets.keyboard import stand_on_chosen
from ui.widgets.label import Label, small
from ui.widgets.panel import Card
from ui.widgets.row_list import Row
from ui.widgets.stack import show_if


class Ranking(QWidget):
    """(key, words) in an order. Nothing is ranked until somebody says so: an order is an answer."""

    changed = Signal()

    def __init__(self, options: Sequence[tuple[str, str]], *, name: str, label: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._words = dict(options)
        self._order = [key for key, _words in options]
        self._numbers: dict[str, Label] = {}
        self._acts: dict[tuple[str, int], Button] = {}
        self._ranked = False
        self._card = Card(spacing=0)
        self._rows = {key: self._row(key) for key in self._order}
        self._open = small(_("Not in order yet"))
        self._agree = secondary(_("This order is right"), name=f"{name}-agree", small=True)
        self._agree.clicked.connect(lambda: self._rank(self._order))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self._card, self._open, self._agree):
            column.addWidget(widget)
        self._show()

    def values(self) -> tuple[str, ...]:
        """Return the keys in order, or nothing while no order was given."""
        return tuple(self._order) if self._ranked else ()

    def set_values(self, keys: Sequence[str]) -> None:
        """Put *keys* first, in this order; without any, nothing is ranked."""
        known = [key for key in keys if key in self._words]
        self._ranked = bool(known)
        self._order = known + [key for key in self._words if key not in known]
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move a row by Alt and an arrow; a button alone would take the arrow for itself."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            here = next((key for (key, _by), act in self._acts.items() if act is watched), None)
            with_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            if step is not None and here is not None and with_alt:
                self._move(here, step)
                return True
        return super().eventFilter(watched, event)

    def _move(self, key: str, by: int) -> None:
        place = self._order.index(key)
        to = max(0, min(len(self._order) - 1, place + by))
        order = [other for other in self._order if other != key]
        order.insert(to, key)
        self._rank(order)
        act = self._acts[key, by]
        (self._acts[key, -by] if act.isHidden() else act).setFocus()

    def _rank(self, order: Sequence[str]) -> None:
        self._order, self._ranked = list(order), True
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        # Rows move and are never made anew: the keyboard stays on the one that is moved.
        for place, key in enumerate(self._order):
            self._card.content.insertWidget(place, self._rows[key])
            self._numbers[key].setText(text().number(place + 1) if self._ranked else "")
            for by in (-1, 1):
                # What goes nowhere is not there: an act that is off would need its reason.
                show_if(self._acts[key, by], 0 <= place + by < len(self._order))
        self._open.setVisible(not self._ranked)
        self._agree.setVisible(not self._ranked)
        acts = (self._acts[self._order[0], 1],) if self._order else ()
        stand_on_chosen(self, acts if self._ranked else (self._agree,))

    def _row(self, key: str) -> Row:
        words = self._words[key]
        ways = (
            (-1, "up", "caret-up", _("Further up: {what}", what=words)),
            (1, "down", "caret-down", _("Further down: {what}", what=words)),
        )
        for by, side, icon, said in ways:
            act = quiet("", name=f"{self.objectName()}-{key}-{side}", icon=icon, small=True)
            act.setAccessibleName(said)
            act.setToolTip(said)
            act.clicked.connect(lambda _on=False, by=by: self._move(key, by))
            act.installEventFilter(self)
            policy = act.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            act.setSizePolicy(policy)
            self._acts[key, by] = act
        self._numbers[key] = Label("", Role.BODY, Ink.TEXT2)
        acts = (self._acts[key, -1], self._acts[key, 1])
        return Row(words, lead=self._numbers[key], acts=acts)
