"""Records that may be second ones of somebody who was known already."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Event
from typing import ClassVar

from PySide6.QtWidgets import QApplication, QWidget

from caseworker.centre.settings import the_centre
from caseworker.model.duplicate import Duplicate
from caseworker.model.entity import Entity
from caseworker.people.duplicates.finding import Pair
from caseworker.people.duplicates.looking import Looked, Looking
from ui import words
from ui.drafts import from_bytes, to_bytes
from ui.language import _, ngettext, text
from ui.screen import Screen
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.widgets.button import quiet
from ui.widgets.chip import Chip
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow import Flow
from ui.widgets.job_strip import JobStrip
from ui.widgets.panel import Card
from ui.widgets.row_list import OpenRow, RowList
from ui.widgets.stack import Column
from ui.window.navigation import Destination, Place

DRAFT = "registered twice"
PORTION = 20
"""Records compared in one go: more would let a paper wait that somebody wants to print."""

KEPT_EVERY = 400
"""So many records later it is kept how far it is; some seconds' work is lost at most."""


@dataclass(frozen=True)
class _Found:
    """The pairs that are known by now, and how far it is, where that is to be kept."""

    pairs: tuple[Pair, ...]
    far: bytes | None = None


class TwicePage(Screen):
    """Looked for beside the window, a few records at a time: other work goes in between.

    Whoever leaves the page waits no longer; the next time it goes on from there.
    """

    watches: ClassVar[tuple[type[Entity], ...]] = (Duplicate,)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, _("Registered twice?"), " ", name="twice")
        self._stop = Event()
        self.destroyed.connect(self._stop.set)
        self._centre = self.desk.ask(lambda reads: the_centre(reads).id)
        self._job = Column()
        self._list = Column()
        self.add(self._job, self._list)
        self._looking: Looking | None = None
        self._shown: tuple[Pair, ...] = ()
        self._shown_rows: RowList | None = None
        kept = self.desk.load_draft(self._centre, DRAFT)
        before = (from_bytes(kept, Looked) if kept is not None else None) or Looked()
        desk = self.desk
        self._strip = JobStrip(_("The records are being compared"))
        self._strip.stopped.connect(self.show_stopped)
        self._job.fill(self._strip)
        desk.work(self, lambda: desk.ask(lambda reads: Looking(reads, before)), self._begin)

    def reload(self) -> None:
        """Show what is left: somebody has said a word about two records."""
        looking = self._looking
        if looking is not None:
            self.look_beside(looking.pairs, self._show)

    def _begin(self, looking: Looking) -> None:
        self._looking = looking
        desk, stop = self.desk, self._stop
        desk.work(
            self, lambda: _Found(desk.ask(looking.pairs)), lambda found: self._went_on(found, stop)
        )

    def _go_on(self) -> None:
        looking, desk, stop = self._looking, self.desk, self._stop
        if looking is None:
            return

        def wants_stop() -> bool:
            return stop.is_set() or desk.leaving

        def look() -> _Found:
            desk.ask(lambda reads: looking.go_on(reads, PORTION, wants_stop))
            to_keep = looking.compared % KEPT_EVERY < PORTION or looking.is_over or wants_stop()
            far = to_bytes(looking.looked()) if to_keep else None
            return _Found(desk.ask(looking.pairs), far)

        desk.work(self, look, lambda found: self._went_on(found, stop))

    def _went_on(self, found: _Found, stop: Event) -> None:
        looking, pairs = self._looking, found.pairs
        if looking is None:
            return
        if found.far is not None:
            self.desk.save_draft(self._centre, DRAFT, found.far)
        if pairs != self._shown or looking.is_over:
            self.build_anew(lambda: self._show(pairs))
        done, whole = looking.compared, looking.in_all
        if looking.is_over:
            self._end()
        elif stop is self._stop and not stop.is_set():
            said = _("{count} of {all} records are compared with all others",
                     count=text().number(done), all=text().number(whole))  # fmt: skip
            self._strip.show_progress(said, done, whole)
            self._go_on()

    def _end(self) -> None:
        """Take the strip away; whoever stood on it goes on with the first pair."""
        here = QApplication.focusWidget()
        stood = here is not None and self._job.isAncestorOf(here)
        self._job.fill()
        if stood and self._shown_rows is not None:
            self._shown_rows.show()
            self._shown_rows.rows()[0].setFocus()

    def stop(self) -> None:
        """Leave the rest for another time."""
        self._stop.set()

    def show_stopped(self) -> None:
        """Stop, and offer to go on."""
        self.stop()
        on = quiet(_("Go on comparing"), name="go-on-comparing", small=True)
        on.clicked.connect(self._begin_again)
        self._put_in_place(Flow(on), on)

    def _begin_again(self) -> None:
        self._stop = Event()
        self.destroyed.connect(self._stop.set)
        self._strip = JobStrip(_("The records are being compared"))
        self._strip.stopped.connect(self.show_stopped)
        self._put_in_place(self._strip, self._strip.stop)
        self._go_on()

    def _put_in_place(self, shown: QWidget, act: QWidget) -> None:
        """Show *shown*; whoever pressed what stood there goes on with *act*."""
        here = QApplication.focusWidget()
        stood = here is not None and self._job.isAncestorOf(here)
        self._job.fill(shown)
        shown.show()
        if stood:
            act.setFocus()

    def _show(self, pairs: tuple[Pair, ...]) -> None:
        looking = self._looking
        over = looking is not None and looking.is_over
        self._shown, self._shown_rows = pairs, None
        self.head.say(
            _("Registered twice?"),
            ngettext(
                "{count} pair of records is much alike", "{count} pairs of records are much alike",
                len(pairs),
            )
            if pairs
            else _("All records, compared with all others; the newest first"),
        )  # fmt: skip
        if pairs:
            rows = RowList()
            rows.add(*(self._pair(place, pair) for place, pair in enumerate(pairs)))
            self._list.fill(rows)
            self._shown_rows = rows
        elif over:
            card = Card()
            sentence = _("Where two records may be of one person, they stand here.")
            card.content.addWidget(EmptyState("check-circle", _("Nobody twice"), sentence))
            self._list.fill(card)
        else:
            self._list.fill()

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
        return row.known_as(f"{first.id} {second.id}")
