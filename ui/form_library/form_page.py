"""One version of a form: how it looks, on paper too, and what can be done with it."""

from __future__ import annotations

from typing import ClassVar

from caseworker.documents.blank_form import blank_form
from caseworker.errors import NotFound
from caseworker.form_library.exporting import exportable, may_export
from caseworker.form_library.installing import retire, take_back_retirement
from caseworker.form_library.opening import OFFERED
from caseworker.form_library.versions import (
    FormLine,
    built_in_form,
    form_of,
    installed_forms,
)
from caseworker.model.entity import Entity
from caseworker.model.form import FilledForm, InstalledForm
from caseworker.permissions import Act, may
from caseworker.ports import UnitOfWork
from caseworker.text import LANGUAGES
from forms import FormEntry, library
from forms.language_names import closest, named
from ui.form.form_filling import FormFilling
from ui.form.languages import called
from ui.form_library.forms_page import line_words, state_chips
from ui.form_library.pictures import surroundings
from ui.language import _, text
from ui.screen import Screen
from ui.shell import Shell
from ui.widgets.act import ReasonNote
from ui.widgets.button import primary, quiet, secondary
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.label import small
from ui.widgets.section import SectionHead
from ui.widgets.select import Select
from ui.window.navigation import Destination, Place


class FormPage(Screen):
    """The preview is the form itself on an empty entry; nothing typed in it is kept."""

    watches: ClassVar[tuple[type[Entity], ...]] = (InstalledForm, FilledForm)

    def __init__(self, shell: Shell, identifier: str, version: str) -> None:
        self._retire = quiet(_("Retire"), name="retire-form")
        self._export = secondary(_("Export answers"), name="export-answers", icon="download-simple")
        self._paper = primary(_("Blank on paper"), name="print-blank", icon="printer")
        back = quiet(_("Back"), name="leave-form")
        super().__init__(
            shell, " ", " ", back, self._retire, self._export, self._paper, name="form"
        )
        self._identifier, self._version = identifier, version
        back.clicked.connect(shell.back)
        self._retire.clicked.connect(self._retire_now)
        self._paper.clicked.connect(self._print)
        self._export.clicked.connect(
            lambda: shell.go(Destination(Place.FORMS, identifier, f"export:{version}"))
        )
        self.reload()

    def reload(self) -> None:
        """Show the version as it stands."""
        line = self._line()
        usable = self.desk.ask(lambda reads: form_of(reads, self._identifier, self._version))
        form, actor = usable.definition, self.desk.actor
        self.head.say(line.title, line_words(line))
        installs = may(actor, Act.INSTALL_FORMS)
        self._retire.setVisible(installs and line.id is not None and line.retired_at is None)
        self._export.setVisible(self._leaves(line))
        self.clear()
        chips = state_chips(line)
        languages = named(form.languages)
        spoken = [each for each in LANGUAGES if languages and closest(languages, each)]
        self._language = Select(
            [(code, called(code)) for code in spoken or [text().language]],
            name="paper-language",
            label=_("Language on paper"),
        )
        self._language.set_value(
            text().language if text().language in spoken or not spoken else spoken[0]
        )
        self._export.turn_on()
        self.add(ReasonNote(self._export))
        if not self._export.isHidden():
            self._count_answers()
        self.add(Flow(*chips, Field(_("Language on paper"), self._language), gap=12))
        self.add(
            SectionHead(_("How it looks")),
            small(_("Try it. Nothing that is typed here is kept.")),
            FormFilling(
                FormEntry(
                    form, language=closest(form.languages, text().language), files=usable.files
                ),
                name="preview",
                surroundings=surroundings(self.desk, usable.id),
            ),
        )

    def _line(self) -> FormLine:
        installed = self.desk.ask(installed_forms)
        for line in installed:
            if (line.identifier, line.version) == (self._identifier, self._version):
                return line
        if self._identifier not in library.names():
            raise NotFound
        return built_in_form(self._identifier, installed, text())

    def _leaves(self, line: FormLine) -> bool:
        """Return whether answers of this form are kept as such, and may leave by this actor."""
        kept = line.id is not None or self._identifier in OFFERED
        return kept and self.desk.ask(
            lambda reads: may_export(reads, self._identifier, self._version)
        )

    def _count_answers(self) -> None:
        count = self.desk.ask(lambda reads: exportable(reads, self._identifier, self._version))
        if not count:
            self._export.turn_off(_("Nothing is filled in yet that may leave."))

    def _print(self) -> None:
        language = self._language.value() or text().language
        usable = self.desk.ask(lambda reads: form_of(reads, self._identifier, self._version))
        self.shell.show_document(lambda _reads, text: blank_form(usable, text), only=language)

    def _retire_now(self) -> None:
        form_id = self._line().id
        if form_id is None:
            return

        def act(work: UnitOfWork) -> None:
            retire(work, form_id)

        def undo(work: UnitOfWork) -> None:
            take_back_retirement(work, form_id)

        def retired(_nothing: None) -> None:
            self.shell.say(
                _("Retired. What was answered stays readable."),
                lambda: self.desk.write(self, undo),
            )

        self.desk.write(self, act, retired)
