"""A forgotten passphrase: the printed code opens the laptop and sets a new one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.first_run.strength import strength
from ui.language import _
from ui.theme.theme import theme
from ui.theme.tokens import Ink
from ui.unlock.door import Door
from ui.widgets.button import primary, quiet
from ui.widgets.field import Field, Help
from ui.widgets.flow import Flow
from ui.widgets.label import body, title
from ui.widgets.stack import Column
from ui.widgets.text_input import PassphraseField, TextField

_WIDTH = 420


class RecoverPage(QWidget):
    """A pure view: who may come in is decided elsewhere."""

    recovery_requested = Signal(str, str, str)
    """The code, the name, and the new passphrase."""
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("window_body")
        self.code = TextField(name="recovery-code")
        self.name = TextField(name="recovery-name")
        self.new = PassphraseField(name="recovery-new")
        self.again = PassphraseField(name="recovery-again")
        self._code = Field(_("Recovery code"), self.code, _("From the paper, group by group"))
        self._name = Field(_("Your name"), self.name)
        self._new = Field(
            _("New passphrase"), self.new, _("Four or five words that do not belong together")
        )
        self._again = Field(_("New passphrase, once more"), self.again)
        self._wait = Help("clock", Ink.TEXT2, weighty=False)
        self.go = primary(_("Open with the code"), name="recover")
        leave = quiet(_("Back"), name="leave-recovery")
        self.go.clicked.connect(self._ask)
        leave.clicked.connect(self.left)
        door = Door()
        door.say(_("Nothing is lost."), _("The paper code opens what the passphrase opened."))
        form = Column(
            title(_("I forgot my passphrase")),
            body(_("Take the paper with the recovery code."), Ink.TEXT2),
            self._code,
            self._name,
            self._new,
            self._again,
            self._wait,
            Flow(leave, self.go, gap=12),
            gap=12,
        )
        form.setFixedWidth(round(_WIDTH * min(theme().text_scale, 1.8)))
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(door, 38)
        around = QHBoxLayout()
        around.addStretch(1)
        around.addWidget(form)
        around.addStretch(1)
        across.addLayout(around, 62)
        self.code.setFocus()

    def show_error(self, sentence: str) -> None:
        """Say why it stays locked."""
        self.stop_waiting()
        self._code.set_error(sentence)

    def show_waiting(self) -> None:
        """Say that keys are being made."""
        self.go.turn_off(_("The key is made. One moment."))
        self._wait.say(self.go.reason)

    def stop_waiting(self) -> None:
        """Let the person type again."""
        self.go.turn_on()
        self._wait.say("")

    def _ask(self) -> None:
        for field in (self._code, self._name, self._new, self._again):
            field.clear_error()
        if not self.code.text().strip():
            self._code.set_error(_("Copy the code from the paper."))
        elif not self.name.text().strip():
            self._name.set_error(_("Write the name you were given here."))
        elif not strength(self.new.text(), (self.name.text(),)).enough:
            self._new.set_error(
                _("This can be guessed. Four or five words that do not belong together hold.")
            )
        elif self.new.text() != self.again.text():
            self._again.set_error(_("The two are not the same. Write it once more."))
        else:
            self.recovery_requested.emit(
                self.code.text().strip(), self.name.text().strip(), self.new.text()
            )
