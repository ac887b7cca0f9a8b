"""A list as it will print: every list prints and can be saved, and both are audited."""

from __future__ import annotations

from collections.abc import Callable

from caseworker.centre.settings import the_centre
from caseworker.documents.blocks import Document
from caseworker.ports import Reads
from ui.language import _
from ui.shell import Shell
from ui.widgets.button import Button, ghost


def print_act(shell: Shell, make: Callable[[Reads], Document]) -> Button:
    """Return the button that shows the list of a page as *make* sets it."""

    def show() -> None:
        document, centre = shell.desk.ask(lambda reads: (make(reads), the_centre(reads).id))
        shell.show_document(document, centre)

    act = ghost(_("Print this list"), name="print-list", icon="printer")
    act.clicked.connect(show)
    return act
