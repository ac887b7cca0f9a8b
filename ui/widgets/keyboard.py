"""Where the keyboard stands when it comes to a group of answers."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QAbstractButton, QWidget


def stand_on_chosen(group: QWidget, answers: Iterable[QAbstractButton]) -> None:
    """Let the keyboard that is given to *group* stand on the answer chosen, or on the first.

    A group that has the keyboard itself does nothing when somebody presses Space.
    """
    every = tuple(answers)
    first = next((answer for answer in every if answer.isChecked()), every[0] if every else None)
    if first is not None:
        group.setFocusProxy(first)
