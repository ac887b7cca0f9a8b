"""Backup: when the last one was made, a new one on a stick, and what it opens with."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout

from caseworker import memory
from caseworker.backups import BackupMade
from caseworker.errors import BackupDamaged, DiskFull, FolderReadOnly, KnownError, StoreInUse
from caseworker.memory import MemoryOnDisk
from ui.language import _, text
from ui.more.backup_job import BackupJob, under_way
from ui.screen import Screen
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.unlock.exposure import exposure_detail
from ui.widgets.button import primary
from ui.widgets.columns import TwoColumns
from ui.widgets.flow import Flow
from ui.widgets.job_strip import JobStrip
from ui.widgets.label import body, section, small
from ui.widgets.notice import Notice
from ui.widgets.panel import Card
from ui.widgets.stack import clear


class BackupPage(Screen):
    """Makes a backup beside the work; leaving the page does not stop it, locking does."""

    def __init__(self, shell: Shell, look: Callable[[], MemoryOnDisk] = memory.look) -> None:
        super().__init__(
            shell,
            _("Backup"),
            _("Make one at the end of each day, and keep it in another place than the laptop."),
            name="backup",
        )
        self._last = QVBoxLayout()
        self._outcome = QVBoxLayout()
        self._begin = primary(_("Make a backup now"), name="make-backup", icon="usb")
        self._begin.clicked.connect(self._choose)
        main = Card()
        main.content.addWidget(section(_("The last backup")))
        main.content.addLayout(self._last)
        main.content.addWidget(small(_("Choose a stick or a folder. Typing goes on meanwhile.")))
        main.content.addWidget(Flow(self._begin))
        main.content.addLayout(self._outcome)
        columns = TwoColumns()
        columns.main.addWidget(main)
        columns.side.addWidget(_what_opens_it())
        columns.side.addWidget(_how_to_restore())
        columns.side.addWidget(_this_laptop(look()))
        self.add(columns)
        self.reload()
        job = under_way(self.desk)
        if job is not None:
            self._show_job(job)

    def reload(self) -> None:
        """Show when the last one was made, and where it is not."""
        clear(self._last)
        last = self.desk.backups.last()
        if last is None:
            self._last.addWidget(body(_("No backup was made on this laptop yet.")))
            return
        at = text().moment(last.at.astimezone(self.desk.now().tzinfo))
        self._last.addWidget(body(_("The last backup was made on {moment}.", moment=at)))
        if last.apart:
            self._last.addWidget(
                small(_("It was not written to the drive of this laptop. Keep it elsewhere."))
            )
            return
        self._last.addWidget(
            Notice(
                Tone.WARN,
                "warning-circle",
                _("It is not in another place"),
                _(
                    "It was written to the same drive as the work: a thief or a broken disk"
                    " takes both. Make one on a stick."
                ),
            )
        )

    def _choose(self) -> None:
        folder = self.shell.outside.files.folder(self.window(), _("Where the backup goes"))
        if folder is not None:
            self._show_job(BackupJob(self.desk, folder))

    def _show_job(self, job: BackupJob) -> None:
        clear(self._outcome)
        self._begin.turn_off(_("A backup is being written."))
        self._job = job
        self._strip = JobStrip(_("A backup is being written."), name="backup-job")
        self._strip.stopped.connect(job.stop)
        # Methods of the page: Qt lets go of them when the page is left.
        job.progressed.connect(self._show_progress)
        job.ended.connect(self._show_end)
        self._outcome.addWidget(self._strip)

    def _show_progress(self, hundredths: int) -> None:
        self._strip.show_progress(_progress(hundredths), hundredths, 100)

    def _show_end(self) -> None:
        clear(self._outcome)
        self._begin.turn_on()
        self._outcome.addWidget(_outcome(self._job.made, self._job.error))
        self.reload()


def _progress(hundredths: int) -> str:
    # Half of the way is writing, half reading back.
    if hundredths < 50:
        return _("A backup is being written.")
    return _("It is read back and compared.")


def _outcome(made: BackupMade | None, error: KnownError | None) -> Notice:
    if made is not None:
        return Notice(
            Tone.OK,
            "check-circle",
            _("The backup is written and was read back whole"),
            _("The file is called {name}. Lock it away, apart from the paper code.",
              name=made.name),
        )  # fmt: skip
    if error is None:
        heading, sentence = _("The backup was stopped"), _("Nothing was left behind.")
        return Notice(Tone.QUIET, "info", heading, sentence)
    return Notice(Tone.BAD, "warning-circle", _("There is no new backup"), _why(error))


def _why(error: KnownError) -> str:
    if isinstance(error, DiskFull):
        return _("There is not enough room in that place. Free some, or choose another stick.")
    if isinstance(error, FolderReadOnly):
        return _("Nothing can be written in that place. Was the stick pulled out? Choose another.")
    if isinstance(error, BackupDamaged):
        return _("What was written could not be read back. The stick may be worn: take another.")
    if isinstance(error, StoreInUse):
        return _("Something long is read just now. Try again in a moment.")
    return " ".join(error.say(text()))


def _what_opens_it() -> Card:
    card = Card()
    for widget in (
        section(_("What it opens with")),
        body(_("The names, passphrases and recovery code of the day on which it was made.")),
        body(
            _(
                "Old passphrases go on opening old backups. Who was taken out since, or learnt a"
                " passphrase that was changed since, can still read them: destroy old backups."
            )
        ),
        small(_("It is encrypted. Its name tells the day and the hour, and nobody's name.")),
    ):
        card.content.addWidget(widget)
    return card


def _how_to_restore() -> Card:
    card = Card()
    for widget in (
        section(_("To restore it")),
        body(
            _(
                "On the first screen, before anybody unlocks, press “Restore a backup”."
                " Try it once on an empty laptop, before you need it."
            )
        ),
    ):
        card.content.addWidget(widget)
    return card


def _this_laptop(found: MemoryOnDisk) -> Card:
    card = Card()
    card.content.addWidget(section(_("Memory and disk of this laptop")))
    card.content.addWidget(body(exposure_detail(found)))
    return card
