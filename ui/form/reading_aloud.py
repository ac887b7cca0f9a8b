"""Questions read aloud as the keyboard comes to them: for who cannot read, and with care.

Off whenever a form is opened: somebody else may be in the room. Only what the form asks is spoken,
never an answer (R-271).
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from forms.language_names import code_of
from forms.plain_words import plain
from ui.form.form_view import FormView
from ui.form.question_view import CHOOSES
from ui.language import _, text
from ui.speech import Voice, Voices
from ui.widgets.chip import FilterChip
from ui.widgets.label import small
from ui.widgets.stack import show_if

MOST_CHOICES = 8
"""More choices than this are not read: nobody keeps them in mind."""


class ReadingAloud(QObject):
    """Listens to where the keyboard is while it is switched on."""

    def __init__(self, form: FormView, voices: Voices) -> None:
        super().__init__(form)
        self._form, self._voices = form, voices
        self._voice: Voice | None = None
        self._path = ""
        self.switch = FilterChip(_("Read questions aloud"), name="read-aloud")
        self.note = small("")
        show_if(self.note, False)
        self.switch.toggled.connect(self._switched)
        QApplication.instance().focusChanged.connect(self._moved)  # type: ignore[union-attr]  # it runs

    def _switched(self, on: bool) -> None:
        self.stop()
        if not on:
            return
        self._voice = self._voices.voice(_spoken(self._form), self, self._silent)
        if self._voice is None:
            self._silent()
            return
        self._say_below(_("Others may hear. Questions are read, never answers."))
        self._read(next(iter(self._form.questions), ""))

    def stop(self) -> None:
        """Be silent, and stay so."""
        if self._voice is not None:
            self._voice.stop()
        self._voice, self._path = None, ""
        show_if(self.note, False)

    def speak_again(self) -> None:
        """Speak the language that the form has now."""
        if self.switch.isChecked():
            self._switched(True)

    def _silent(self) -> None:
        """Nothing here speaks this language: say so, and switch off."""
        self.switch.setChecked(False)
        language = text().language_name(_spoken(self._form))
        self._say_below(_("This laptop has no voice for: {language}.", language=language))

    def _say_below(self, words: str) -> None:
        self.note.setText(words)
        show_if(self.note, True)

    def _moved(self, _before: QWidget | None, _now: QWidget | None) -> None:
        if self._voice is None:
            return
        path = self._form.path_with_keyboard() or ""
        if not path or not self._form.isVisible():
            self._voice.stop()
            self._path = ""
        elif path != self._path:
            self._read(path)

    def _read(self, path: str) -> None:
        self._path = path
        if self._voice is None or not path:
            return
        entry = self._form.entry
        question = entry.question(path)
        words = [question.label, question.hint]
        if question.kind in CHOOSES:
            labels = [choice.label for choice in entry.choices(path)]
            words += labels if len(labels) <= MOST_CHOICES else []
        self._voice.say("\n".join(filter(None, map(plain, words))))


def _spoken(form: FormView) -> str:
    """Return the code of the language that the form speaks now, without its country."""
    return code_of(form.entry.language).partition("-")[0] or text().language
