"""What every screen has: a shell to act through, and a reload when what it shows has changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QWidget

from caseworker.errors import KnownError, NotFound
from caseworker.model.entity import Entity
from caseworker.ports import Changes, Reads
from ui.language import _
from ui.shell import Shell
from ui.widgets.page import Page
from ui.widgets.stack import clear
from ui.window.navigation import Destination, Place

T = TypeVar("T")
A_PRESS = 50
"""Milliseconds after which it is looked again whether a press has ended."""


class Screen(Page):
    """A page of the window. Subclasses say what they watch and how they `reload`."""

    watches: ClassVar[tuple[type[Entity], ...]] = ()

    def __init__(
        self, shell: Shell, heading: str = "", sentence: str = "", *acts: QWidget, name: str
    ) -> None:
        super().__init__(heading, sentence, *acts, name=name)
        self.shell = shell
        self.desk = shell.desk
        self._looks = 0
        self.desk.changed.connect(self._follow)

    def reload(self) -> None:
        """Show the present state."""

    def look_beside(self, question: Callable[[Reads], T], show: Callable[[T], None]) -> None:
        """Ask beside the window, then *show* the answer; of several, the one asked for last.

        Whoever stands on a row of what is shown anew stays there, and a press that has begun is
        ended first: it would go with the row under it.
        """
        self._looks += 1
        asked, desk = self._looks, self.desk

        def answered(answer: T) -> None:
            if asked != self._looks:
                return
            if self._is_pressed():
                QTimer.singleShot(A_PRESS, self, lambda: answered(answer))
                return
            self.build_anew(lambda: show(answer))

        desk.look(self, lambda: desk.ask(question), answered, self._could_not_look)

    def _is_pressed(self) -> bool:
        return any(button.isDown() for button in self.findChildren(QAbstractButton))

    def clear(self) -> None:
        """Take everything out of the content."""
        clear(self.content)

    def _look(self, changes: Changes) -> None:
        """Follow *changes*; further parts of a page that look for themselves do so in here."""
        if changes.kinds() & set(self.watches):
            self.reload()

    def _follow(self, changes: Changes) -> None:
        try:
            self._look(changes)
        except NotFound:
            self._go_away()

    def _could_not_look(self, error: KnownError) -> None:
        if isinstance(error, NotFound):
            self._go_away()
        else:
            self.desk.failed.emit(error)

    def _go_away(self) -> None:
        """Go away: what it showed was erased, here or at another laptop."""
        self.shell.go(Destination(Place.TODAY))
        self.shell.say(_("What was open here is no longer on this laptop"))
