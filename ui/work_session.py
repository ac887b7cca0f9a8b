"""One person at work: the main window on an unlocked store, from unlock to lock."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal

from caseworker.centre.settings import the_centre
from caseworker.errors import Bug, GateClosed, KnownError
from caseworker.model.staff import Role
from caseworker.ports import Changes
from caseworker.sync.space import ExchangeStatus
from caseworker.views.conflicts import conflict_lines
from caseworker.views.today import counts
from caseworker.words import name_of
from ui.desk import Desk
from ui.documents.document_page import DocumentPage
from ui.language import _, text
from ui.outside import Outside
from ui.places import build, places_for
from ui.preferences import Looks
from ui.screen import Screen
from ui.search import Finder
from ui.shell import Making
from ui.sync.automatic_exchange import AutomaticExchange
from ui.sync.words import state_of
from ui.widgets.sheet import Sheet
from ui.window.main_window import MainWindow
from ui.window.navigation import Destination, History, Place
from ui.window.words import WindowWords


@dataclass(frozen=True)
class Standing:
    """What the frame around every screen says, as it stands in the store."""

    centre: str
    numbers: tuple[int, int, int]
    differing: int
    """What two laptops wrote differently and this person may decide."""
    exchange: ExchangeStatus
    at: datetime
    """In the zone of this laptop."""


class WorkSession(QObject):
    """Owns the window; it is the `Shell` that screens act through."""

    locked = Signal()
    """The person asked to lock, or nobody was there."""

    def __init__(
        self, desk: Desk, looks: Looks | None = None, outside: Outside | None = None
    ) -> None:
        """Begin on *desk*; *looks* is who keeps how the window looks on this laptop."""
        super().__init__()
        self._desk = desk
        self._outside = outside or Outside()
        self._looks = looks
        self._automatic = AutomaticExchange(desk, self._outside.network, looks, self._outside.pace)
        self._history = History(Destination(Place.TODAY))
        self._page: Screen | None = None
        self._covering: Screen | None = None
        self.window = MainWindow(self._words(self._standing()), Finder(desk))
        self.window.navigated.connect(self.go)
        self.window.back_requested.connect(self.back)
        self.window.lock_requested.connect(self.locked)
        self.window.sync_opened.connect(lambda: self.go(Destination(Place.SYNC)))
        self.window.person_opened.connect(lambda: self.go(Destination(Place.SETTINGS)))
        desk.failed.connect(self.explain)
        # By itself and after the page: together they would keep a key waiting.
        desk.changed.connect(self._count, Qt.ConnectionType.QueuedConnection)
        self._automatic.told.connect(self._tell_state)
        self._automatic.ended.connect(self._end)
        self._show(self._history.current)

    @property
    def desk(self) -> Desk:
        """The door to the store."""
        return self._desk

    @property
    def looks(self) -> Looks | None:
        """Who keeps how the window looks on this laptop."""
        return self._looks

    @property
    def outside(self) -> Outside:
        """What the platform around the window offers."""
        return self._outside

    @property
    def automatic(self) -> AutomaticExchange:
        """The exchange by the hub, which goes by itself."""
        return self._automatic

    @property
    def page(self) -> Screen:
        """The screen shown now."""
        shown = self._covering or self._page
        if shown is None:
            raise Bug
        return shown

    def go(self, destination: Destination) -> None:
        """Show another screen."""
        self._history.go(destination)
        self._show(destination)

    def stay(self, destination: Destination) -> None:
        """Let the way back lead to *destination*, a part of the screen that is shown."""
        self._history.stay(destination)

    def back(self) -> None:
        """Show the screen before this one; a document lies over the screen it came from."""
        if self._covering is not None:
            self._uncover()
            return
        self._show(self._history.back())

    def lock(self) -> None:
        """Lock the laptop at once."""
        self.locked.emit()

    def say(self, words: str, undo: Callable[[], None] | None = None) -> None:
        """Say what was done, with a way to take it back where there is one."""
        toast = self.window.show_toast(words, can_undo=undo is not None)
        if undo is not None:
            toast.undone.connect(undo)

    def explain(self, error: KnownError) -> None:
        """Say what happened, what is safe, and what to do next."""
        happened, safe, next_step = error.say(text())
        sheet = Sheet(happened, _("Understood"), back=_("Close"), name="explanation")
        if isinstance(error, GateClosed):
            for finding in error.findings:
                what, why = finding.say(text())
                sheet.say(what)
                sheet.say(why, second=True)
        sheet.say(safe)
        sheet.say(next_step)
        self.window.show_sheet(sheet)

    def open_sheet(self, sheet: Sheet) -> None:
        """Lay a sheet over the window."""
        self.window.show_sheet(sheet)

    def show_document(
        self,
        make: Making,
        subject: UUID | None = None,
        *,
        spoken: Iterable[str] = (),
        only: str = "",
    ) -> None:
        """Show a document over the present screen, which stays as it is."""
        self.cover(DocumentPage(self, make, subject, spoken=spoken, only=only))

    def cover(self, page: Screen) -> None:
        """Lay *page* over the present screen, which stays as it is."""
        self._uncover()
        self._covering = page
        self.window.show_page(page, self._history.current.place)

    def rebuild(self) -> None:
        """Build window and screen anew after the language or the size of text changed."""
        self.window.show_words(self._words(self._standing()))
        self.window.rebuild()
        self._show(self._history.current)

    def close(self) -> None:
        """Close window and store. What was acknowledged is on the disk."""
        self.window.hide()
        self._automatic.leave()
        self._desk.close()
        self.window.deleteLater()

    def _show(self, destination: Destination) -> None:
        self._uncover()
        previous = self._page
        try:
            self._page = build(self, destination)
        except KnownError as error:
            # A way back may lead to a record that was closed to this person since.
            self.explain(error)
            destination = Destination(Place.TODAY)
            self._page = build(self, destination)
        self.window.show_page(self._page, destination.place)
        if previous is not None:
            self.window.drop_page(previous)

    def _uncover(self) -> None:
        if self._covering is None:
            return
        covering, self._covering = self._covering, None
        if self._page is not None:
            self.window.show_page(self._page, self._history.current.place)
        self.window.drop_page(covering)

    def _count(self, _changes: Changes) -> None:
        self._tell_state()

    def _tell_state(self) -> None:
        self._desk.look(self.window, self._standing, self._show_standing)

    def _show_standing(self, standing: Standing) -> None:
        self.window.show_words(self._words(standing))

    def _end(self) -> None:
        """Destroy the keys: an administrator whose word counts has ended this laptop."""
        self._desk.work(self, self._desk.keys.destroy, lambda _nothing: self._show_end())

    def _show_end(self) -> None:
        sheet = Sheet(
            _("This laptop belongs to the centre no longer"), _("Lock"), name="laptop-ended"
        )
        sheet.say(
            _(
                "An administrator said that it is lost, and its keys are destroyed. What was"
                " written here since the last exchange is on no other laptop."
            )
        )
        sheet.agreed.connect(self.lock)
        sheet.dismissed.connect(self.lock)
        self.window.show_sheet(sheet)

    def _standing(self) -> Standing:
        now = self._desk.now()
        centre, numbers, differing = self._desk.ask(
            lambda reads: (the_centre(reads).name, counts(reads, now), len(conflict_lines(reads)))
        )
        return Standing(centre, numbers, differing, self._desk.space.status(), now)

    def _words(self, standing: Standing) -> WindowWords:
        actor = self._desk.actor
        arrivals, referrals, looks = standing.numbers
        shown = {Place.RECEPTION: arrivals, Place.REFERRALS: referrals, Place.CALENDAR: looks}
        role = next(iter(sorted(actor.roles, key=_ROLE_ORDER.index)), None)
        moment = self._automatic.moment
        return WindowWords(
            centre=standing.centre,
            person=actor.name,
            role=name_of(role, text()) if role else "",
            initials="".join(part[:1] for part in actor.name.split()[:2]).upper(),
            sync=state_of(standing.exchange, standing.at, standing.differing, moment),
            counts={place: text().number(count) for place, count in shown.items() if count},
            places=places_for(actor),
        )


_ROLE_ORDER = (
    Role.SUPERVISOR,
    Role.CASEWORKER,
    Role.RECEPTION,
    Role.DATA_PROTECTION_OFFICER,
    Role.ADMINISTRATOR,
)
"""The role that is shown, where somebody has several."""
