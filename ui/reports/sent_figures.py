"""Figures that went out, as rows: what they counted, who got them, and the way to correct them."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QWidget

from caseworker.aggregates import words
from caseworker.aggregates.figures_file import Format
from caseworker.aggregates.history_file import history_workbook
from caseworker.aggregates.populations import Facet, Population
from caseworker.model.figures import PublishedFigures
from caseworker.text import isolate
from ui import words as say
from ui.language import _, text
from ui.leaving_file import write_file
from ui.shell import Shell
from ui.widgets.button import quiet
from ui.widgets.row_list import Row
from ui.window.navigation import Destination, Place


def population_of(sent: PublishedFigures) -> str:
    """Return who was counted."""
    return _(words.POPULATIONS[Population(sent.population)])


def facets_of(sent: PublishedFigures) -> str:
    """Return by what they were counted."""
    return text().listed(_(words.FACETS[Facet(name)]) for name in sent.facets)


def day_of(shell: Shell, moment: datetime) -> str:
    """Return the day of *moment* at this centre."""
    return text().day(moment.astimezone(shell.desk.now().tzinfo).date())


def sent_row(shell: Shell, sent: PublishedFigures) -> Row:
    """Return the row of *sent*, with the way to put it right."""
    day, title = day_of(shell, sent.published_at), population_of(sent)
    mend = quiet(_("Correct"), name=f"correct-{sent.id}", small=True)
    mend.setAccessibleName(_("Correct: {what}, {day}", what=title, day=day))
    mend.clicked.connect(lambda: shell.go(Destination(Place.REPORTS, str(sent.id), "figures")))
    about = say.joined(facets_of(sent), isolate(sent.recipient), day)
    return Row(title, about, acts=(mend,)).known_as(str(sent.id))


def save_history(shell: Shell, over: QWidget) -> None:
    """Ask over the window of *over* where the list of what went out is to be, and write it."""
    place = shell.outside.files.to_save(over.window(), _("Save the list"), Format.WORKBOOK.value)
    if place is not None:
        content = shell.desk.ask(lambda reads: history_workbook(reads, text()))
        write_file(shell, place, content, _("The figures are written"))
