"""A filled form as it was filled, in its own version: read, printed, corrected."""

from __future__ import annotations

from typing import ClassVar

from caseworker.centre.feedback import FORM as FEEDBACK
from caseworker.documents.filled_form import filled_form
from caseworker.form_library.filling import Filled, entry_of_filled, read_filled
from caseworker.form_library.reading import AnswerPart, parts_of
from caseworker.form_library.versions import in_use
from caseworker.model.entity import Entity
from caseworker.model.form import FilledForm
from forms.language_names import closest
from ui import words
from ui.form.languages import called
from ui.form_library.lists import filled_words, version_words
from ui.language import _, text
from ui.screen import Screen
from ui.shell import Shell
from ui.widgets.button import primary, quiet, secondary
from ui.widgets.flow import Flow
from ui.widgets.label import body, section, small
from ui.widgets.panel import Card
from ui.widgets.select import Select
from ui.widgets.stack import show_if
from ui.window.navigation import Destination, Place


class FilledPage(Screen):
    """Nothing can be typed here; to correct is an act of its own."""

    watches: ClassVar[tuple[type[Entity], ...]] = (FilledForm,)

    def __init__(self, shell: Shell, filled: Filled) -> None:
        self._print = primary(_("Print"), name="print-filled", icon="printer")
        said = _("Answer it") if filled.line.form == FEEDBACK else _("Correct")
        self._correct = secondary(said, name="correct-filled", icon="note-pencil")
        self._onward = secondary(_("Go on in the new version"), name="onward-filled")
        back = quiet(_("Back"), name="leave-filled")
        line = filled.line
        super().__init__(
            shell,
            _(line.title),
            words.joined(filled_words(line, shell), version_words(line.version)),
            back,
            self._onward,
            self._correct,
            self._print,
            name="filled",
        )
        self._filled = filled
        self.desk.saw(filled.subject, "form", restricted=filled.restricted)
        form = filled.usable.definition
        self._language = closest(form.languages, text().language)
        back.clicked.connect(shell.back)
        self._print.clicked.connect(self._show_paper)
        self._correct.clicked.connect(lambda: self._go("correct"))
        self._onward.clicked.connect(lambda: self._go("onward"))
        works = filled.may_correct
        newest = self.desk.ask(lambda reads: in_use(reads, form.identifier))
        show_if(self._correct, works)
        newer = newest is not None and newest.version != line.version
        show_if(self._onward, works and newer)
        self.reload()

    def reload(self) -> None:
        """Show the answers as they are kept."""
        key = self._filled.line.id
        self._filled = self.desk.ask(lambda reads: read_filled(reads, key))
        self.clear()
        languages = self._filled.usable.definition.languages
        if len(languages) > 1:
            choose = Select(
                [(each, called(each)) for each in languages],
                name="filled-language",
                label=_("Language of the form"),
            )
            choose.set_value(self._language or languages[0])
            choose.chosen.connect(self._say_in)
            self.add(Flow(choose))
        for part in parts_of(entry_of_filled(self._filled, self._language), text()):
            self.add(_card(part))

    def _say_in(self, language: str) -> None:
        self._language = language
        self.reload()

    def _show_paper(self) -> None:
        filled = self._filled
        self.shell.show_document(
            lambda reads, language: filled_form(reads, filled, language), filled.subject
        )

    def _go(self, part: str) -> None:
        self.shell.go(Destination(Place.FORMS, str(self._filled.line.id), part))


def _card(part: AnswerPart) -> Card:
    card = Card()
    if part.title:
        card.content.addWidget(section(part.title))
    for line in part.lines:
        card.content.addWidget(small(line.question))
        card.content.addWidget(body(line.answer or _("Not answered")))
    return card
