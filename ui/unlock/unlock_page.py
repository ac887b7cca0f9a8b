"""Unlock: never a list of names; the name is prefilled only after a short lock."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.language import _, ngettext, text
from ui.theme.fonts import Role
from ui.theme.theme import follow, theme
from ui.theme.tokens import Ink
from ui.unlock.door import Door
from ui.widgets.button import ghost, primary
from ui.widgets.field import Field, Help
from ui.widgets.flow import Flow
from ui.widgets.icon import Icon
from ui.widgets.label import Label, small, title
from ui.widgets.language_row import LanguageRow
from ui.widgets.mark import Mark
from ui.widgets.panel import Hairline
from ui.widgets.scroll import Scroll
from ui.widgets.stack import Column, in_the_middle, show_if
from ui.widgets.text_input import PassphraseField, TextField

FORM_WIDTH = 400


class UnlockPage(QWidget):
    """Name and passphrase. A pure view: who may come in is decided elsewhere."""

    unlock_requested = Signal(str, str)
    """The name and the passphrase, as typed."""
    forgot_requested = Signal()
    demo_requested = Signal()
    restore_requested = Signal()
    language_chosen = Signal(str)

    def __init__(
        self,
        centre: str,
        *,
        name: str = "",
        keyboard: str = "",
        offer_demo: bool = True,
        offer_restore: bool = True,
    ) -> None:
        super().__init__()
        self.setObjectName("window_body")
        self.name = TextField(name, name="unlock-name")
        self.passphrase = PassphraseField(name="unlock-passphrase")
        self._name_field = Field(_("Your name"), self.name)
        self._passphrase_field = Field(_("Passphrase"), self.passphrase)
        self._keyboard = Help("keyboard", Ink.TEXT2, weighty=False)
        self._wait = Help("clock", Ink.TEXT2, weighty=False)
        self._exposure = Help("info", Ink.TEXT2, weighty=False)
        self.unlock_button = primary(_("Unlock"), name="unlock", wide=True)
        self.forgot_button = ghost(_("I forgot my passphrase"), name="forgot")
        self.demo_button = ghost(_("Try the demo centre"), name="try-demo")
        self.restore_button = ghost(_("Restore a backup"), name="restore")
        show_if(self.demo_button, offer_demo)
        show_if(self.restore_button, offer_restore)
        self.languages = LanguageRow(text().language)
        self._door = Door()
        self._form = QWidget()
        self._build(centre)
        self._connect()
        self.show_keyboard(keyboard)
        self.show_welcome()
        follow(self._dress)
        (self.passphrase if name else self.name).setFocus()

    def _build(self, centre: str) -> None:
        names = Column(title("Caseworker"), Label(centre, Role.BODY, Ink.TEXT2), gap=0)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(Mark(40), 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(names, 1)
        column = QVBoxLayout(self._form)
        column.setContentsMargins(0, 24, 0, 0)
        column.setSpacing(0)
        column.addStretch(3)
        column.addLayout(head)
        column.addSpacing(theme().space(38))
        column.addWidget(self._name_field)
        column.addSpacing(theme().space(20))
        column.addWidget(self._passphrase_field)
        column.addSpacing(theme().space(6))
        column.addWidget(self._keyboard)
        column.addWidget(self._wait)
        column.addSpacing(theme().space(26))
        column.addWidget(self.unlock_button)
        column.addSpacing(theme().space(28))
        column.addWidget(Flow(Flow(self.forgot_button), self.demo_button, lead=170))
        column.addWidget(Flow(self.restore_button))
        column.addSpacing(theme().space(12))
        column.addWidget(self._exposure)
        column.addStretch(2)
        column.addSpacing(theme().space(16))
        column.addWidget(Hairline())
        scroll = Scroll("unlock-scroll")
        ground = QWidget()
        ground.setProperty("ground", "none")
        down = QVBoxLayout(ground)
        down.setContentsMargins(24, 0, 10, 24)
        down.setSpacing(theme().space(8))
        for widget, share in ((self._form, 1), (self._promise(), 0), (self.languages, 0)):
            down.addLayout(in_the_middle(widget), share)
        scroll.setWidget(ground)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._door, 38)
        across.addWidget(scroll, 62)

    def _promise(self) -> QWidget:
        words = small(_("Everything stays encrypted on this laptop. No network is needed."))
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme().space(8))
        across.addWidget(Icon("shield-check", 16), 0, Qt.AlignmentFlag.AlignVCenter)
        across.addWidget(words, 1)
        return line

    def _connect(self) -> None:
        self.unlock_button.clicked.connect(self._ask)
        self.name.returnPressed.connect(self.passphrase.setFocus)
        self.passphrase.returnPressed.connect(self._ask)
        self.passphrase.textEdited.connect(self._clear_error)
        self.name.textEdited.connect(self._clear_error)
        self.forgot_button.clicked.connect(self.forgot_requested)
        self.demo_button.clicked.connect(self.demo_requested)
        self.restore_button.clicked.connect(self.restore_requested)
        self.languages.chosen.connect(self.language_chosen)

    def _dress(self) -> None:
        self._form.setFixedWidth(round(FORM_WIDTH * min(theme().text_scale, 1.8)))

    def _ask(self) -> None:
        if not self.name.text().strip():
            self._name_field.set_error(_("Write the name you were given here."))
            self.name.setFocus()
        elif not self.passphrase.text():
            self._passphrase_field.set_error(_("Write your passphrase."))
            self.passphrase.setFocus()
        elif self.unlock_button.isEnabled():
            self.unlock_requested.emit(self.name.text().strip(), self.passphrase.text())

    def _clear_error(self) -> None:
        self._name_field.clear_error()
        self._passphrase_field.clear_error()

    def show_error(self, sentence: str) -> None:
        """Say why it stays locked; the passphrase is asked again."""
        self.stop_waiting()
        self._passphrase_field.set_error(sentence)
        self.passphrase.hide_words()
        self.passphrase.setFocus()
        self.passphrase.selectAll()

    def show_waiting(self) -> None:
        """Say that the key is being made, which takes a moment on purpose."""
        self.unlock_button.turn_off(_("The key is made from your passphrase. One moment."))
        self._wait.say(self.unlock_button.reason)
        self.name.setReadOnly(True)
        self.passphrase.setReadOnly(True)

    def stop_waiting(self) -> None:
        """Let the person type again."""
        self.unlock_button.turn_on()
        self._wait.say("")
        self.name.setReadOnly(False)
        self.passphrase.setReadOnly(False)

    def forget(self) -> None:
        """Empty the passphrase."""
        self.passphrase.clear()
        self.passphrase.hide_words()

    def show_welcome(self) -> None:
        """Greet somebody who begins."""
        self._door.say(_("Good to see you."), _("Work goes on here, with or without a network."))

    def show_away(self, minutes: int) -> None:
        """Greet somebody who was away for *minutes* after a lock."""
        away = ngettext(
            "You were away for {count} minute.", "You were away for {count} minutes.", minutes
        )
        nothing_lost = _("Nothing was lost.")
        self._door.say(
            f"{away}\n{nothing_lost}",
            _("Your unfinished note is saved to the last word."),
        )

    def show_locked(self) -> None:
        """Greet somebody back after a lock at once, by key or lid."""
        self._door.say(
            _("The screen is locked.") + "\n" + _("Nothing was lost."),
            _("Your unfinished work is saved to the last word."),
        )

    def show_exposure(self, sentence: str) -> None:
        """Say calmly what this laptop may leave on its disk; nothing where *sentence* is empty."""
        self._exposure.say(sentence)

    def show_keyboard(self, language: str) -> None:
        """Say which language the keyboard writes; passphrases fail on the wrong one."""
        self._keyboard.say(_("Keyboard: {language}", language=language) if language else "")
