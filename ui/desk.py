"""The one door between screens and the store: reads at once, writes and long work beside them.

Only frozen values cross threads. A screen that is gone never gets a late answer.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import count
from pathlib import Path
from threading import Event
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from shiboken6 import isValid

from caseworker.backups import Backups
from caseworker.errors import KnownError
from caseworker.keys import Keys
from caseworker.ports import Actor, Changes, Office, Reads, UnitOfWork
from caseworker.sync.exchanging import ExchangePoint, Report, exchange_and_follow_up
from caseworker.sync.folder_carrier import FolderCarrier
from caseworker.sync.hub_side import HubSide
from caseworker.sync.joining import STICK
from caseworker.sync.space import Space
from ui.turns import all_made

T = TypeVar("T")

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Errand:
    """Something under way beside the window, and to whom its answer goes."""

    owner: QObject
    run: Callable[[], None]
    deliver: Callable[[], None]
    counted: int
    """1 where somebody waits for it, 0 where it goes on by itself."""


class Desk(QObject):
    """An unlocked store for one window."""

    changed = Signal(Changes)
    """Units of work were kept; told once, right after the event that brought them."""
    failed = Signal(KnownError)
    """A known error that no screen took for itself."""
    _arrived = Signal(int)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._writing = ThreadPoolExecutor(1, thread_name_prefix="desk-writing")
        self._working = ThreadPoolExecutor(1, thread_name_prefix="desk-working")
        # One at a time: the last look at the same thing is the last that is shown.
        self._looking = ThreadPoolExecutor(1, thread_name_prefix="desk-looking")
        # A network may take its time: neither work nor exchanges by stick wait for it.
        self._networking = ThreadPoolExecutor(1, thread_name_prefix="desk-networking")
        self._errands = dict[int, _Errand]()
        self._numbers = count()
        self._under_way = 0
        self._draft: Future[None] | None = None
        self._leaving = Event()
        # Never at once, even if the answer is there at once: whoever asked first listens to it.
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        # Many changes in a row, as an exchange brings them, are told and shown as one.
        self._untold = Changes()
        self._telling = QTimer(self)
        self._telling.setSingleShot(True)
        self._telling.timeout.connect(self._tell)

    @property
    def actor(self) -> Actor:
        """Who unlocked the store."""
        return self._office.actor

    @property
    def keys(self) -> Keys:
        """Who can unlock this laptop; its acts derive keys, so they belong into `work`."""
        return self._office.keys

    @property
    def backups(self) -> Backups:
        """The backups of this laptop; making one takes long, so it belongs into `work`."""
        return self._office.backups

    @property
    def exchange(self) -> ExchangePoint:
        """The exchange with other laptops; it takes long, so it belongs into `work`."""
        return self._office.exchange

    @property
    def hub(self) -> HubSide:
        """What this laptop is at the hub of the centre."""
        return self._office.hub

    @property
    def space(self) -> Space:
        """The laptops of the centre; what is signed there belongs into `work`."""
        return self._office.space

    @property
    def leaving(self) -> bool:
        """Whether the desk is being closed; long work looks here, and ends."""
        return self._leaving.is_set()

    def save_draft(self, subject: UUID, form: str, content: bytes) -> None:
        """Keep a draft beside the window, after what is already under way."""
        self._draft = self._writing.submit(self._office.drafts.save, subject, form, content)

    def discard_draft(self, subject: UUID, form: str) -> None:
        """Erase a draft beside the window, after what is already under way."""
        self._draft = self._writing.submit(self._office.drafts.discard, subject, form)

    def load_draft(self, subject: UUID, form: str) -> bytes | None:
        """Return a draft, with all that was saved before."""
        return self._writing.submit(self._office.drafts.load, subject, form).result()

    def saw(self, subject: UUID, detail: str = "", *, restricted: bool = False) -> None:
        """Note that this person looks at *subject*; audited within a second (R-441).

        A restricted record is audited before this returns, hence before it is shown.
        """
        if restricted:
            self._office.perform(lambda work: work.record("looked at", subject, detail=detail))
        else:
            self._office.saw(subject, detail)

    @property
    def idle(self) -> bool:
        """Whether nothing is under way beside the window, and every part of a page is made."""
        drafted = self._draft is None or self._draft.done()
        told = not self._telling.isActive()
        return self._under_way == 0 and drafted and told and all_made()

    def now(self) -> datetime:
        """Return the present moment in the zone of this laptop."""
        return self._office.ask(lambda reads: reads.now()).astimezone()

    def ask(self, question: Callable[[Reads], T]) -> T:
        """Return the answer to *question*, from the read-only connection, at once."""
        return self._office.ask(question)

    def write(
        self,
        owner: QObject,
        act: Callable[[UnitOfWork], T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[KnownError], None] | None = None,
    ) -> None:
        """Run *act* as one unit of work beside the window, then tell what changed.

        *then* gets its answer, *failed* a known error; neither comes after *owner* is gone.
        """

        def kept(outcome: tuple[T, Changes]) -> None:
            answer, changes = outcome
            if then is not None and isValid(owner):
                then(answer)
            self.tell(changes)

        self._start(self._writing, self, lambda: self._office.perform(act), kept, owner, failed)

    def look(
        self,
        owner: QObject,
        look: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[KnownError], None] | None = None,
    ) -> None:
        """Run *look*, which only reads, beside the window: it is shown a moment after the rest.

        For what is counted anew after each write, when the store decrypts all of it again.
        """
        self._start(self._looking, owner, look, then, owner, failed)

    def work(
        self,
        owner: QObject,
        long_work: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[KnownError], None] | None = None,
    ) -> None:
        """Run *long_work* beside the window: typesetting, key derivation, backups."""
        self._start(self._working, owner, long_work, then, owner, failed)

    def change_staff(
        self,
        owner: QObject,
        change: Callable[[Office], T],
        then: Callable[[T], None],
        failed: Callable[[KnownError], None] | None = None,
    ) -> None:
        """Run *change* on the list of staff beside the window; other laptops are told the same."""
        office = self._office

        def changed() -> T:
            answer = change(office)
            office.space.align()
            return answer

        self.work(owner, changed, then, failed)

    def exchange_at(
        self,
        owner: QObject,
        place: Path,
        tell: Callable[[int, int], None],
        wants_stop: Callable[[], bool],
        then: Callable[[Report], None],
        failed: Callable[[KnownError], None],
    ) -> None:
        """Exchange with the stick or folder at *place* beside the window; tell what changed."""
        office = self._office

        def exchanged() -> Report:
            space = office.space.request().space
            return exchange_and_follow_up(
                office, FolderCarrier(place, space), STICK, tell=tell, wants_stop=wants_stop
            )

        def ended(report: Report) -> None:
            self.tell(report.changes)
            then(report)

        self._start(self._working, owner, exchanged, ended, owner, failed)

    def by_network(
        self,
        owner: QObject,
        task: Callable[[Office], T],
        then: Callable[[T], None],
        failed: Callable[[KnownError], None] | None = None,
    ) -> None:
        """Run *task*, which waits for a network, beside everything else.

        It does not count as work under way: it has to look at `leaving`, and end.
        """
        office = self._office
        self._start(self._networking, owner, lambda: task(office), then, owner, failed, calm=True)

    def tell(self, changes: Changes) -> None:
        """Let the screens know what an exchange has changed; many in a row are told as one."""
        self._untold = Changes(self._untold.touched | changes.touched)
        self._telling.start()

    def close(self) -> None:
        """Wait for what is under way, then close the store."""
        self._leaving.set()
        self._writing.shutdown()
        self._working.shutdown()
        self._looking.shutdown()
        self._networking.shutdown()
        self._telling.stop()
        self.blockSignals(True)
        self._office.close()

    def _start(
        self,
        where: ThreadPoolExecutor,
        owner: QObject,
        task: Callable[[], T],
        then: Callable[[T], None],
        asker: QObject,
        failed: Callable[[KnownError], None] | None,
        *,
        calm: bool = False,
    ) -> None:
        outcome = Future[T]()
        counted = 0 if calm else 1
        self._under_way += counted
        number = next(self._numbers)
        deliver = lambda: self._settle(outcome, then, asker, failed)  # noqa: E731
        self._errands[number] = _Errand(owner, partial(_fill, outcome, task), deliver, counted)
        where.submit(self._run, number)

    def _run(self, number: int) -> None:
        """Run an errand beside the window, knowing it by its number alone.

        What a screen gave holds widgets, and whoever lets go of one last takes it apart: that must
        be the window's thread, so what was given never leaves it.
        """
        self._errands[number].run()
        self._arrived.emit(number)

    def _tell(self) -> None:
        untold, self._untold = self._untold, Changes()
        self.changed.emit(untold)

    def _deliver(self, number: int) -> None:
        errand = self._errands.pop(number)
        self._under_way -= errand.counted
        if isValid(errand.owner):
            errand.deliver()

    def _settle(
        self,
        future: Future[T],
        then: Callable[[T], None],
        asker: QObject,
        failed: Callable[[KnownError], None] | None,
    ) -> None:
        error = future.exception()
        if error is None:
            then(future.result())
        elif not isinstance(error, KnownError):
            raise error
        elif failed is not None and isValid(asker):
            failed(error)
        else:
            self.failed.emit(error)


def _fill(outcome: Future[T], task: Callable[[], T]) -> None:
    """Run *task* and keep in *outcome* what came of it."""
    try:
        answer = task()
    except BaseException as error:
        outcome.set_exception(error)
        # Its traceback holds this frame, and would hold itself.
        del outcome, task
    else:
        outcome.set_result(answer)
