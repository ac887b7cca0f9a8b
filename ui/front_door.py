"""Before anybody works: first run, unlock, recovery, and the way back to the lock."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from caseworker.backups import Restored
from caseworker.errors import (
    ChainHeadMissing,
    KnownError,
    StoreBehind,
    StoreError,
    WrongRecoveryCode,
)
from caseworker.memory import MemoryOnDisk, unknown
from caseworker.ports import Office
from caseworker.sync.pace import Pace
from caseworker.views.staff import is_newcomer
from ui import preferences
from ui.clearing_away import clear_all
from ui.clipboard import ClipboardGuard
from ui.desk import Desk
from ui.files import DialogFiles, Files
from ui.idle import IdleWatch
from ui.language import _, speak, text
from ui.never_waiting import keep_what_is_loaded
from ui.preferences import Preferences
from ui.theme.theme import apply
from ui.unlock.exposure import exposure_words
from ui.unlock.unlock_page import UnlockPage
from ui.window.title import TITLE

if TYPE_CHECKING:
    from ui.first_run.flow import Answers
    from ui.unlock.restore_page import RestorePage, RestoreWish
    from ui.work_session import WorkSession

Accepted = frozenset[type[StoreError]]
CAN_BE_ACCEPTED = (StoreBehind, ChainHeadMissing)
"""Losses that a person can read about and go on from."""


@dataclass(frozen=True)
class Doors:
    """What lies behind the front door; supplied by the composition root. All raise KnownError."""

    folder: Path
    exists: Callable[[], bool]
    """Whether there is a centre on this laptop."""
    unlock: Callable[[str, str, Accepted], Office]
    """Name, passphrase, and the losses that were read about."""
    recover: Callable[[str, str, str, Accepted], Office]
    """Recovery code, name and new passphrase, and the losses that were read about."""
    make_code: Callable[[], str]
    """A new recovery code, in groups."""
    create: Callable[[Answers, str], Office]
    """The answers of the first minutes, and the recovery code."""
    restore: Callable[[RestoreWish], Restored] | None = None
    """Restore a backup, moving aside what is here; None where that is not offered."""
    demo: Callable[[], Office] | None = None
    """Open the demo centre."""
    memory: Callable[[], MemoryOnDisk] = unknown
    """How the memory of this laptop stands to its disk."""
    files: Files = field(default_factory=DialogFiles)
    """Asks for the file of a backup."""
    prepare: Callable[[], None] = lambda: None
    """Load what the first screen will need; called beside, once the door stands."""
    load_ahead: Callable[[], None] = lambda: None
    """Load what the first record will need; called beside, a moment after somebody is in."""
    pace: Pace = field(default_factory=Pace)
    """How often a laptop that waits asks at the hub, and one at work exchanges there."""
    about: str = ""
    """What the unlock screen says of the centre: only the demo centre says anything."""


_AHEAD = 1500
"""Milliseconds after somebody is in until what comes next is loaded."""


@dataclass(frozen=True)
class Away:
    """What is known after a lock: who was here, handed over inside the computer only."""

    name: str = ""
    minutes: int | None = None


class WaitingPage(Protocol):
    """A page that lets people in."""

    def show_waiting(self) -> None:
        """Say that a key is being made."""
        ...

    def stop_waiting(self) -> None:
        """Let the person type again."""
        ...

    def show_error(self, sentence: str) -> None:
        """Say why it stays locked."""
        ...


class FrontDoor(QObject):
    """Shows the door, lets people in, and locks behind them."""

    locked = Signal(str)
    """The name of whoever worked; the process is to end and start anew."""
    opened = Signal()
    _arrived = Signal(object)
    _restored = Signal(object)

    def __init__(self, application: QApplication, doors: Doors, away: Away) -> None:
        super().__init__(application)
        self._application = application
        self._doors = doors
        self._away = away
        self._accepted: Accepted = frozenset()
        self._preferences = preferences.load(doors.folder)
        self._clipboard = ClipboardGuard(application, self)
        self._beside = ThreadPoolExecutor(1, thread_name_prefix="front-door")
        self._waiting: WaitingPage | None = None
        self._restoring: RestorePage | None = None
        self.session: WorkSession | None = None
        self._newcomer: Desk | None = None
        """The desk of a laptop that waits to be let in; nobody works there yet."""
        self.window = QMainWindow()
        self.window.setWindowTitle(TITLE)
        self.window.setObjectName("front-door")
        self._pages = QStackedWidget()
        self.window.setCentralWidget(self._pages)
        self._arrived.connect(self._settle, Qt.ConnectionType.QueuedConnection)
        self._restored.connect(self._settle_restore, Qt.ConnectionType.QueuedConnection)
        self._dress()
        self.show_first()
        self._beside.submit(doors.prepare)

    @property
    def preferences(self) -> Preferences:
        """How the window looks on this laptop."""
        return self._preferences

    @property
    def page(self) -> QWidget | None:
        """The page shown now, before anybody works."""
        return self._pages.currentWidget()

    def change(self, wanted: Preferences) -> None:
        """Look different from now on, and remember it."""
        before, self._preferences = self._preferences, wanted
        preferences.save(self._doors.folder, wanted)
        if before.looks == wanted.looks:
            return
        self._dress()
        if self.session is not None:
            self.session.rebuild()

    def show_first(self) -> None:
        """Show the unlock screen, or the first minutes of a new centre."""
        if self._doors.exists():
            self.show_unlock()
        else:
            self.show_first_run()

    def show_first_run(self) -> None:
        """Show the first minutes."""
        from ui.first_run.flow import FirstRun  # noqa: PLC0415  once in the life of a laptop
        from ui.first_run.wizard import FirstRunWizard  # noqa: PLC0415  as above
        from ui.reception.spoken import country_options  # noqa: PLC0415  as above

        run = FirstRun(self._doors.make_code)
        run.answers.language = self._preferences.language
        offer_restore = self._doors.restore is not None
        wizard = FirstRunWizard(
            run, country_options(), offer_restore=offer_restore, files=self._doors.files
        )
        wizard.restore_requested.connect(self.show_restore)
        wizard.language_chosen.connect(
            lambda language: self.change(replace(self._preferences, language=language))
        )
        wizard.print_requested.connect(self._print_code)
        wizard.finished.connect(lambda answers: self._create(answers, run.recovery_code))
        self._waiting = wizard
        self._show(wizard)

    def _print_code(self, code: str) -> None:
        from caseworker.documents.paper import typeset  # noqa: PLC0415  slow to load, rarely used
        from caseworker.documents.recovery_paper import recovery_paper  # noqa: PLC0415  as above
        from ui.documents.printing import print_pdf  # noqa: PLC0415  as above

        print_pdf(self.window, typeset(recovery_paper(code, text())))

    def show_unlock(self) -> None:
        """Show the unlock screen."""
        page = UnlockPage(
            self._doors.about,
            name=self._away.name,
            keyboard=_keyboard(),
            offer_demo=self._doors.demo is not None,
            offer_restore=self._doors.restore is not None,
        )
        if self._away.minutes:
            page.show_away(self._away.minutes)
        elif self._away.minutes is not None:
            page.show_locked()
        page.show_exposure(exposure_words(self._doors.memory()))
        page.unlock_requested.connect(self._unlock)
        page.demo_requested.connect(self.open_demo)
        page.forgot_requested.connect(self.show_recovery)
        page.restore_requested.connect(self.show_restore)
        page.language_chosen.connect(self._choose_language)
        self._waiting = page
        self._show(page)

    def show_recovery(self) -> None:
        """Show where the recovery code opens the laptop."""
        from ui.unlock.recover_page import RecoverPage  # noqa: PLC0415  rarely used

        page = RecoverPage()
        page.left.connect(self.show_unlock)
        page.recovery_requested.connect(self._recover)
        self._waiting = page
        self._show(page)

    def show_restore(self) -> None:
        """Show where a backup is restored."""
        from ui.unlock.restore_page import RestorePage  # noqa: PLC0415  rarely used

        page = RestorePage(self._doors.files, replaces=self._doors.exists())
        page.left.connect(self.show_first)
        page.restore_requested.connect(self._restore)
        page.open_requested.connect(self._open_restored)
        self._waiting = self._restoring = page
        self._show(page)

    def open_demo(self) -> None:
        """Open the demo centre, where it is offered."""
        if self._doors.demo is not None:
            self._open(self._doors.demo)

    def _unlock(self, name: str, passphrase: str) -> None:
        accepted = self._accepted
        self._open(lambda: self._doors.unlock(name, passphrase, accepted))

    def _recover(self, code: str, name: str, new: str) -> None:
        accepted = self._accepted
        self._open(lambda: self._doors.recover(code, name, new, accepted))

    def _restore(self, wish: RestoreWish) -> None:
        restore = self._doors.restore
        if restore is None:
            return
        if self._waiting is not None:
            self._waiting.show_waiting()
        self._beside.submit(restore, wish).add_done_callback(self._restored.emit)

    def _settle_restore(self, future: Future[Restored]) -> None:
        error = future.exception()
        if error is not None:
            self._refuse(error)
        elif self._restoring is not None:
            self._restoring.show_done(future.result())

    def _open_restored(self, wish: RestoreWish) -> None:
        if wish.code:
            self._recover(wish.code, wish.name, wish.passphrase)
        else:
            self._unlock(wish.name, wish.passphrase)

    def _create(self, answers: Answers, code: str) -> None:
        self._open(lambda: self._doors.create(answers, code))

    def _open(self, how: Callable[[], Office]) -> None:
        if self._waiting is not None:
            self._waiting.show_waiting()
        self._beside.submit(how).add_done_callback(self._arrived.emit)
        # While the key is being made nobody types, and the processor has a core to spare.
        QTimer.singleShot(0, self, _load_screens)

    def _settle(self, future: Future[Office]) -> None:
        error = future.exception()
        if error is None:
            self._begin(future.result())
        else:
            self._refuse(error)

    def _refuse(self, error: BaseException) -> None:
        if self._waiting is not None:
            self._waiting.stop_waiting()
        if not isinstance(error, KnownError):
            raise error
        if self._waiting is not None:
            self._waiting.show_error(self._explanation(error))

    def _explanation(self, error: KnownError) -> str:
        sentences = list(error.say(text()))
        if isinstance(error, CAN_BE_ACCEPTED):
            self._accepted |= {type(error)}
            sentences.append(_("Do the same once more to go on from what is there."))
        if isinstance(error, WrongRecoveryCode):
            sentences.append(_("Look at the name too: it is the one you were given here."))
        return " ".join(sentences)

    def _begin(self, office: Office) -> None:
        from ui.outside import Outside  # noqa: PLC0415  see `_load_screens`
        from ui.work_session import WorkSession  # noqa: PLC0415  as above

        self._watch = IdleWatch(self._application)
        self._watch.went_idle.connect(self._lock)
        self._watch.rests.connect(clear_all)
        if office.ask(is_newcomer):
            self._wait_to_join(Desk(office))
            return
        outside = Outside(files=self._doors.files, pace=self._doors.pace)
        self.session = WorkSession(Desk(office), self, outside)
        self.session.locked.connect(self._lock)
        self.session.window.resize(self.window.size())
        self.session.window.setWindowState(self.window.windowState())
        self.session.window.show()
        self.window.hide()
        self.opened.emit()
        # After the first screen: both at once would keep it waiting.
        QTimer.singleShot(_AHEAD, self, lambda: self._beside.submit(self._doors.load_ahead))

    def _wait_to_join(self, desk: Desk) -> None:
        from ui.laptops.waiting_page import WaitingLaptopPage  # noqa: PLC0415  rarely used

        self._newcomer = desk
        page = WaitingLaptopPage(desk, self._doors.files, self._doors.pace)
        page.left.connect(self._lock)
        self._waiting = None
        self._show(page)
        self.opened.emit()

    def _lock(self) -> None:
        desk = self._newcomer if self.session is None else self.session.desk
        if desk is None:
            return
        self._clipboard.forget()
        name = desk.actor.name
        self.close()
        self.locked.emit(name)

    def close(self) -> None:
        """Close the store, if one is open. What was acknowledged is on the disk."""
        session, self.session = self.session, None
        newcomer, self._newcomer = self._newcomer, None
        if session is not None:
            session.close()
        if newcomer is not None:
            newcomer.close()

    def _choose_language(self, language: str) -> None:
        self.change(replace(self._preferences, language=language))
        self.show_unlock()

    def _dress(self) -> None:
        wanted = self._preferences
        speak(wanted.language)
        apply(self._application, wanted.mode, wanted.text_scale, wanted.language)

    def _show(self, page: QWidget) -> None:
        while (old := self._pages.widget(0)) is not None:
            self._pages.removeWidget(old)
            old.deleteLater()
        self._pages.addWidget(page)


def _load_screens() -> None:
    """Load every screen, so that the first one stands as soon as the key is there."""
    import ui.work_session  # noqa: F401, PLC0415  the door needs none of them

    keep_what_is_loaded()


def _keyboard() -> str:
    """Return the language that the keyboard writes now, in words."""
    method = QGuiApplication.inputMethod()
    code = method.locale().name().partition("_")[0]
    return "" if code in {"", "C"} else text().language_name(code)
