"""Where the keyboard stands in a group of answers, and how it goes from one to the next."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.theme import paint


def stand_on_chosen(group: QWidget, answers: Iterable[QAbstractButton]) -> None:
    """Let the keyboard that is given to *group* stand on the answer chosen, or on the first.

    A group that has the keyboard itself does nothing when somebody presses Space.
    """
    every = tuple(answers)
    first = next((answer for answer in every if answer.isChecked()), every[0] if every else None)
    if first is not None:
        group.setFocusProxy(first)


def step_among(answer: QAbstractButton, key: int) -> bool:
    """Give the keyboard to the answer after or before *answer*; return whether there is one.

    Where *answer* was chosen, the other is chosen instead, as everywhere. All four arrows move,
    however the answers stand: Qt's own looks where they lie, and Left and Right would do nothing
    among rows. In a line that is read from the right, Left is onward.
    """
    onward = Qt.Key.Key_Left if paint.mirrored(answer) else Qt.Key.Key_Right
    backward = Qt.Key.Key_Right if paint.mirrored(answer) else Qt.Key.Key_Left
    step = {Qt.Key.Key_Down: 1, onward: 1, Qt.Key.Key_Up: -1, backward: -1}.get(Qt.Key(key), 0)
    group = answer.parentWidget()
    if not step or group is None:
        return False
    answers = [
        each
        for each in group.children()
        if isinstance(each, type(answer)) and each.isEnabled() and not each.isHidden()
    ]
    place = answers.index(answer) + step
    if not 0 <= place < len(answers):
        return False
    if answer.isChecked():
        answers[place].click()
    back = Qt.FocusReason.BacktabFocusReason
    answers[place].setFocus(Qt.FocusReason.TabFocusReason if step > 0 else back)
    return True
