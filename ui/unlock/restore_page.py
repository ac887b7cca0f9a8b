"""Restore a backup: choose the file, open it, and read what became of what was here."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from caseworker.backups import Restored
from ui.files import Files
from ui.first_run.strength import strength
from ui.language import _
from ui.theme.theme import theme
from ui.theme.tokens import Ink, Tone
from ui.unlock.door import Door
from ui.widgets.button import primary, quiet, secondary
from ui.widgets.choice_list import CheckRow
from ui.widgets.field import Field, Help
from ui.widgets.flow import Flow
from ui.widgets.label import body, title
from ui.widgets.notice import Notice
from ui.widgets.scroll import Scroll
from ui.widgets.stack import Column, in_the_middle, show_if
from ui.widgets.text_input import PassphraseField, TextField

_WIDTH = 460


@dataclass(frozen=True)
class RestoreWish:
    """Which backup is to be restored, and what opens it."""

    source: Path
    name: str
    passphrase: str = field(repr=False)
    """That of the backup; with a code, the new one."""
    code: str = field(default="", repr=False)
    """The recovery code, where no passphrase is known."""


class RestorePage(QWidget):
    """A pure view: restoring is done elsewhere. Nothing moves before the backup has opened."""

    restore_requested = Signal(RestoreWish)
    open_requested = Signal(RestoreWish)
    """It is restored; whoever restored it wants to go in."""
    left = Signal()

    def __init__(self, files: Files, *, replaces: bool) -> None:
        """Ask *files* for the backup; *replaces*: there is a centre on this laptop."""
        super().__init__()
        self._files = files
        self.setObjectName("window_body")
        self._source: Path | None = None
        self._wish: RestoreWish | None = None
        self._done = False
        self._build(replaces=replaces)
        self.choose.clicked.connect(self._choose)
        self.with_code.toggled.connect(self._ask_for)
        self.go.clicked.connect(self._ask)
        self.leave.clicked.connect(self.left)
        self._ask_for(code=False)
        self.choose.setFocus()

    def _build(self, *, replaces: bool) -> None:
        self.choose = secondary(_("Choose the file"), name="restore-choose", icon="usb")
        self._file = Field(_("The backup"), self.choose, _("A file from a stick or a folder"))
        self.name = TextField(name="restore-name")
        self._name = Field(_("Your name"), self.name, _("As it was on the day of the backup"))
        self.with_code = CheckRow(
            _("I have the recovery code instead of a passphrase"), name="restore-with-code"
        )
        self.code = TextField(name="restore-code")
        self._code = Field(_("Recovery code"), self.code, _("From the paper, group by group"))
        self.passphrase = PassphraseField(name="restore-passphrase")
        self._passphrase = Field(
            _("Passphrase"), self.passphrase, _("The one of the day of the backup")
        )
        self.new = PassphraseField(name="restore-new")
        self._new = Field(
            _("New passphrase"), self.new, _("Four or five words that do not belong together")
        )
        self.again = PassphraseField(name="restore-again")
        self._again = Field(_("New passphrase, once more"), self.again)
        self._wait = Help("clock", Ink.TEXT2, weighty=False)
        self.go = primary(_("Restore"), name="restore-go")
        self.leave = quiet(_("Back"), name="restore-leave")
        self._asked = Column(
            self._meaning(replaces=replaces),
            self._file,
            self._name,
            self.with_code,
            self._code,
            self._passphrase,
            self._new,
            self._again,
            gap=12,
        )
        self._told = Column(gap=12)
        form = Column(
            title(_("Restore a backup")),
            self._asked,
            self._told,
            self._wait,
            Flow(self.leave, self.go, gap=12),
            gap=12,
        )
        form.box.addStretch(1)
        form.setFixedWidth(round(_WIDTH * min(theme().text_scale, 1.6)))
        form.box.setContentsMargins(0, 32, 0, 32)
        door = Door()
        door.say(_("The work comes back."), _("Up to the moment at which the backup was made."))
        scroll = Scroll("restore-scroll")
        ground = QWidget()
        ground.setProperty("ground", "none")
        ground.setLayout(in_the_middle(form))
        scroll.setWidget(ground)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(door, 34)
        across.addWidget(scroll, 66)

    def _meaning(self, *, replaces: bool) -> QWidget:
        means = _(
            "What was written after the backup is not in it. This laptop counts as a new one"
            " afterwards; the old one may still be in use."
        )
        words = Column(body(means, Ink.TEXT2), gap=8)
        if replaces:
            words.box.addWidget(
                Notice(
                    Tone.WARN,
                    "warning-circle",
                    _("There is already a centre on this laptop."),
                    _(
                        "It is moved aside into a folder of its own once the backup has opened,"
                        " and never deleted. If only its keys are lost, they alone are put back."
                    ),
                )
            )
        return words

    def show_error(self, sentence: str) -> None:
        """Say why nothing was restored."""
        self.stop_waiting()
        self._file.set_error(sentence)
        self._file.setFocus()

    def show_waiting(self) -> None:
        """Say that it goes on."""
        self._clear_errors()
        self.go.turn_off(_("The backup is read and opened. One moment."))
        self._wait.say(self.go.reason)
        self.leave.setEnabled(False)

    def stop_waiting(self) -> None:
        """Let the person act again."""
        self.go.turn_on()
        self._wait.say("")
        self.leave.setEnabled(True)

    def show_done(self, restored: Restored) -> None:
        """Say what was done, and where what was here lies now."""
        self.stop_waiting()
        self._done = True
        self._asked.hide()
        heading, sentence = _("The backup is restored"), _("Look at the newest notes first.")
        if restored.keys_alone:
            heading = _("The keys are put back")
            sentence = _("The work on this laptop was whole. It stays, up to its last word.")
        self._told.box.addWidget(Notice(Tone.OK, "check-circle", heading, sentence))
        if restored.aside:
            self._told.box.addWidget(
                body(
                    _(
                        "What was here before lies in the folder {folder}, inside the folder of"
                        " Caseworker. Nothing of it was deleted; whoever looks after the laptop"
                        " may look at it.",
                        folder=restored.aside,
                    )
                )
            )
        self.leave.hide()
        self.go.say(_("Open Caseworker"))
        self.go.setFocus()

    def _choose(self) -> None:
        chosen = self._files.to_open(self, _("The backup"), ("backup",))
        if chosen is not None:
            self._source = chosen
            self._file.clear_error()
            self._file.set_hint(chosen.name)

    def _ask_for(self, code: bool) -> None:
        show_if(self._code, code)
        show_if(self._again, code)
        show_if(self._new, code)
        show_if(self._passphrase, not code)

    def _clear_errors(self) -> None:
        for asked in self._asked.findChildren(Field):
            asked.clear_error()

    def _ask(self) -> None:
        if self._done and self._wish is not None:
            self.open_requested.emit(self._wish)
            return
        self._clear_errors()
        code = self.code.text().strip() if self.with_code.isChecked() else ""
        wrong = self._wrong(code)
        if wrong is not None:
            asked, sentence = wrong
            asked.set_error(sentence)
            asked.control.setFocus()
        elif self._source is not None:
            name = self.name.text().strip()
            passphrase = (self.new if code else self.passphrase).text()
            self._wish = RestoreWish(self._source, name, passphrase, code)
            self.restore_requested.emit(self._wish)

    def _wrong(self, code: str) -> tuple[Field, str] | None:
        if self._source is None:
            return self._file, _("Choose the file of the backup.")
        if not self.name.text().strip():
            return self._name, _("Write the name you were given here.")
        if not self.with_code.isChecked():
            missing = not self.passphrase.text()
            return (self._passphrase, _("Write your passphrase.")) if missing else None
        if not code:
            return self._code, _("Copy the code from the paper.")
        if not strength(self.new.text(), (self.name.text(),)).enough:
            return self._new, _(
                "This can be guessed. Four or five words that do not belong together hold."
            )
        if self.new.text() != self.again.text():
            return self._again, _("The two are not the same. Write it once more.")
        return None
