"""A list as it will print: every list prints and can be saved, and both are audited."""

from __future__ import annotations

from caseworker.centre.settings import the_centre
from ui.language import _
from ui.shell import Making, Shell
from ui.widgets.button import Button, ghost


def print_act(shell: Shell, make: Making) -> Button:
    """Return the button that shows the list of a page as *make* sets it."""

    def show() -> None:
        shell.show_document(make, shell.desk.ask(lambda reads: the_centre(reads).id))

    act = ghost(_("Print this list"), name="print-list", icon="printer")
    act.clicked.connect(show)
    return act
