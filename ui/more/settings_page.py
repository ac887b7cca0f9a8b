"""How the window looks, and one's own passphrase."""

from __future__ import annotations

from dataclasses import replace

from caseworker.errors import KnownError, WrongPassphrase
from caseworker.text import LANGUAGES
from ui.first_run.strength import strength
from ui.language import _, text
from ui.preferences import TEXT_SCALES, Preferences
from ui.screen import Screen
from ui.shell import Shell
from ui.theme.tokens import Mode
from ui.widgets.button import secondary
from ui.widgets.columns import TwoColumns
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.label import section, small
from ui.widgets.panel import Card
from ui.widgets.segments import Segments
from ui.widgets.text_input import PassphraseField

_OWN_NAMES = {"en": "English", "fr": "Français", "es": "Español", "ar": "العربية"}


class SettingsPage(Screen):
    """Language, size of text and colours hold at once."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell,
            _("My settings"),
            _("How the window looks on this laptop, whoever works on it."),
            name="settings",
        )
        columns = TwoColumns()
        columns.main.addWidget(self._looks_card())
        columns.side.addWidget(self._passphrase())
        self.add(columns)

    def _looks_card(self) -> Card:
        looks = self.shell.looks
        now = looks.preferences if looks else Preferences()
        language = Segments(
            [(code, _OWN_NAMES[code]) for code in LANGUAGES],
            name="language",
            label=_("Language"),
            value=now.language,
            equal=0,
        )
        language.chosen.connect(lambda code: self._change(language=code))
        sizes = Segments(
            [(str(scale), _percent(scale)) for scale in TEXT_SCALES],
            name="text-size",
            label=_("Size of text"),
            value=str(now.text_scale),
            equal=4,
        )
        sizes.chosen.connect(lambda scale: self._change(text_scale=float(scale)))
        modes = Segments(
            [
                (Mode.LIGHT.value, _("Light")),
                (Mode.DARK.value, _("Dark")),
                (Mode.CONTRAST.value, _("High contrast")),
                (Mode.CONTRAST_DARK.value, _("High contrast, dark")),
            ],
            name="mode",
            label=_("Colours"),
            value=now.mode.value,
            equal=0,
        )
        modes.chosen.connect(lambda mode: self._change(mode=Mode(mode)))
        card = Card()
        for widget in (
            section(_("How it looks")),
            Field(_("Language"), language),
            Field(_("Size of text"), sizes),
            Field(_("Colours"), modes),
        ):
            card.content.addWidget(widget)
        return card

    def _change(self, **values: object) -> None:
        looks = self.shell.looks
        if looks is not None:
            looks.change(replace(looks.preferences, **values))  # type: ignore[arg-type]  # named as its fields are

    def _passphrase(self) -> Card:
        self.old = PassphraseField(name="old-passphrase")
        self.new = PassphraseField(name="new-passphrase")
        self.again = PassphraseField(name="again-passphrase")
        self._old = Field(_("Passphrase now"), self.old)
        self._new = Field(_("New passphrase"), self.new)
        self._again = Field(_("New passphrase, once more"), self.again)
        self.keep = secondary(_("Change it"), name="change-passphrase")
        self.keep.clicked.connect(self._change_passphrase)
        card = Card()
        for widget in (
            section(_("My passphrase")),
            small(_("Four or five words that do not belong together hold.")),
            self._old,
            self._new,
            self._again,
            Flow(self.keep),
        ):
            card.content.addWidget(widget)
        return card

    def _change_passphrase(self) -> None:
        for field in (self._old, self._new, self._again):
            field.clear_error()
        old, new = self.old.text(), self.new.text()
        if not strength(new, (self.desk.actor.name,)).enough:
            self._new.set_error(
                _("This can be guessed. Four or five words that do not belong together hold.")
            )
            return
        if new != self.again.text():
            self._again.set_error(_("The two are not the same. Write it once more."))
            return
        self.keep.turn_off(_("The key is made. One moment."))
        keys = self.desk.keys
        self.desk.work(self, lambda: keys.change_passphrase(old, new), self._changed, self._refused)

    def _changed(self, _nothing: None) -> None:
        self.keep.turn_on()
        for field in (self.old, self.new, self.again):
            field.clear()
        self.shell.say(_("Your passphrase is changed"))

    def _refused(self, error: KnownError) -> None:
        self.keep.turn_on()
        if isinstance(error, WrongPassphrase):
            self._old.set_error(_("This is not your passphrase."))
        else:
            self.desk.failed.emit(error)


def _percent(scale: float) -> str:
    return f"{text().number(round(scale * 100))} %"
