"""What every screen has: a shell to act through, and a reload when what it shows has changed."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from caseworker.model.entity import Entity
from caseworker.ports import Changes
from ui.shell import Shell
from ui.widgets.page import Page
from ui.widgets.stack import clear


class Screen(Page):
    """A page of the window. Subclasses say what they watch and how they `reload`."""

    watches: ClassVar[tuple[type[Entity], ...]] = ()

    def __init__(
        self, shell: Shell, heading: str = "", sentence: str = "", *acts: QWidget, name: str
    ) -> None:
        super().__init__(heading, sentence, *acts, name=name)
        self.shell = shell
        self.desk = shell.desk
        self.desk.changed.connect(self._look)

    def reload(self) -> None:
        """Show the present state."""

    def clear(self) -> None:
        """Take everything out of the content."""
        clear(self.content)

    def _look(self, changes: Changes) -> None:
        if changes.kinds() & set(self.watches):
            self.reload()
