"""Records of the last weeks that may be second ones of somebody who was known already."""

from __future__ import annotations

from threading import Event
from typing import ClassVar

from caseworker.model.duplicate import Duplicate
from caseworker.model.entity import Entity
from caseworker.people.duplicates.finding import EverybodyKnown, Pair
from ui import words
from ui.language import _, ngettext
from ui.screen import Screen
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.widgets.chip import Chip
from ui.widgets.empty_state import EmptyState
from ui.widgets.job_strip import JobStrip
from ui.widgets.panel import Card
from ui.widgets.row_list import OpenRow, RowList
from ui.window.navigation import Destination, Place


class TwicePage(Screen):
    """Looked for beside the window; whoever leaves the page waits no longer."""

    watches: ClassVar[tuple[type[Entity], ...]] = (Duplicate,)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, _("Registered twice?"), " ", name="twice")
        self._stop = Event()
        self.destroyed.connect(self._stop.set)
        self.reload()

    def reload(self) -> None:
        """Look through the records again."""
        self._stop.set()
        self._stop = stop = Event()
        self.destroyed.connect(stop.set)
        desk, now = self.desk, self.desk.now()

        def wants_stop() -> bool:
            return stop.is_set() or desk.leaving

        def look() -> tuple[Pair, ...] | None:
            found = desk.ask(lambda reads: EverybodyKnown(reads).pairs(reads, now, wants_stop))
            return None if stop.is_set() else found

        self.clear()
        job = JobStrip(_("The records of the last weeks are compared with all others"))
        job.stopped.connect(stop.set)
        self.add(job)
        desk.work(self, look, self._show)

    def _show(self, pairs: tuple[Pair, ...] | None) -> None:
        if pairs is None:
            return
        self.clear()
        self.head.say(
            _("Registered twice?"),
            ngettext(
                "{count} pair of records is much alike", "{count} pairs of records are much alike",
                len(pairs),
            )
            if pairs
            else _("Records of the last two months, compared with all others"),
        )  # fmt: skip
        if not pairs:
            card = Card()
            sentence = _("Where two records may be of one person, they stand here.")
            card.content.addWidget(EmptyState("check-circle", _("Nobody twice"), sentence))
            self.add(card)
            return
        rows = RowList()
        rows.add(*(self._pair(place, pair) for place, pair in enumerate(pairs)))
        self.add(rows)

    def _pair(self, place: int, pair: Pair) -> OpenRow:
        first, second = pair.first, pair.second
        row = OpenRow(
            _("{one} and {other}", one=words.named(first.name), other=words.named(second.name)),
            words.joined(
                _("registered {day}", day=words.day(first.registered_at)),
                _("and again {day}", day=words.day(second.registered_at)),
            ),
            name=f"pair-{place}",
            icon="users",
            chips=[Chip(words.called(sign), Tone.QUIET) for sign in first.signs],
        )
        there = Destination(Place.PEOPLE, f"{first.id}:{second.id}", "compare")
        row.clicked.connect(lambda: self.shell.go(there))
        return row
