"""What laptops wrote differently in one entry: whose it is, and each field with its versions."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caseworker.model.arrival import Arrival
from caseworker.model.directory import Provider
from caseworker.model.entity import Entity
from caseworker.model.person import Person
from caseworker.text import isolate
from caseworker.views.conflicts import ConflictLine
from ui.desk import Desk
from ui.language import _, ngettext
from ui.sync.conflict_card import ConflictCard
from ui.sync.value_words import kind_words
from ui.widgets.button import ghost
from ui.widgets.flow import Flow
from ui.widgets.label import section, small
from ui.widgets.panel import Card, Hairline
from ui.widgets.stack import Column
from ui.window.navigation import Destination, Place
from ui.words import joined

_SHOWN_AT: dict[type[Entity], Place] = {
    Person: Place.PERSON,
    Arrival: Place.RECEPTION,
    Provider: Place.DIRECTORY,
}
Numbered = tuple[int, ConflictLine]
"""A field, and its place among all that are to be decided."""


class DifferingRecord(Card):
    """One entry; every field of it is decided by itself."""

    kept = Signal(object, object)
    """The line that somebody decided, and the value that stands from now on."""
    opened = Signal(Destination)
    """The record is to be looked at."""

    def __init__(self, desk: Desk, lines: Sequence[Numbered], colleagues: dict[UUID, str]) -> None:
        super().__init__(spacing=12)
        first, line = lines[0]
        self.setObjectName(f"differing-{first}")
        self.content.addWidget(self._head(first, line, len(lines)))
        for place, each in lines:
            self.content.addWidget(Hairline())
            card = ConflictCard(desk, each, place, colleagues)
            card.kept.connect(lambda value, each=each: self.kept.emit(each, value))
            self.content.addWidget(card)

    def _head(self, place: int, line: ConflictLine, number: int) -> QWidget:
        kind = kind_words(line.conflict)
        count = ngettext("{count} answer differs", "{count} answers differ", number)
        words = Column(section(isolate(line.about) or kind), gap=2)
        words.box.addWidget(small(joined(kind if line.about else "", count)))
        acts: list[QWidget] = [words]
        if line.opens is not None:
            kind_shown, key = line.opens
            open_it = ghost(_("Open the record"), name=f"open-differing-{place}", small=True)
            there = Destination(_SHOWN_AT[kind_shown], str(key))
            open_it.clicked.connect(lambda: self.opened.emit(there))
            acts.append(open_it)
        return Flow(*acts, lead=200)
