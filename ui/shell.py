"""What screens act through: go somewhere, say what was done, explain what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from caseworker.documents.blocks import Document
from caseworker.errors import KnownError
from caseworker.ports import Reads
from caseworker.text import Text
from ui.desk import Desk
from ui.preferences import Looks
from ui.widgets.sheet import Sheet
from ui.window.navigation import Destination

if TYPE_CHECKING:
    from ui.outside import Outside
    from ui.screen import Screen
    from ui.sync.automatic_exchange import AutomaticExchange

Making = Callable[[Reads, Text], Document]
"""How a document is made from the store, in the language asked for."""


class Shell(Protocol):
    """The window around a screen, as the screen sees it."""

    @property
    def desk(self) -> Desk:
        """The door to the store."""
        ...

    @property
    def looks(self) -> Looks | None:
        """Who keeps how the window looks; None where nobody does."""
        ...

    @property
    def outside(self) -> Outside:
        """What the platform around the window offers: a dialog for files, a player."""
        ...

    @property
    def automatic(self) -> AutomaticExchange:
        """The exchange by the hub, which goes by itself."""
        ...

    def go(self, destination: Destination) -> None:
        """Show another screen."""
        ...

    def stay(self, destination: Destination) -> None:
        """Let the way back lead to *destination*, a part of the screen that is shown."""
        ...

    def back(self) -> None:
        """Show the screen before this one."""
        ...

    def lock(self) -> None:
        """Lock the laptop at once."""
        ...

    def say(self, words: str, undo: Callable[[], None] | None = None) -> None:
        """Say what was done, with a way to take it back where there is one."""
        ...

    def explain(self, error: KnownError) -> None:
        """Say what happened, what is safe, and what to do next."""
        ...

    def open_sheet(self, sheet: Sheet) -> None:
        """Lay a sheet over the window."""
        ...

    def show_document(
        self,
        make: Making,
        subject: UUID | None = None,
        *,
        spoken: Iterable[str] = (),
        only: str = "",
    ) -> None:
        """Show a document as it will print; printing and saving are audited for *subject*.

        It opens in the first language *spoken* by the person it is for, else in that of the
        window, and can be had in the others; with *only*, it is made in that language alone.
        """
        ...

    def cover(self, page: Screen) -> None:
        """Lay *page* over the present screen, which stays as it is; `back` takes it away."""
        ...
