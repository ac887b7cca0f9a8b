"""Install a form: choose its file, see what is wrong with it, try it, install it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout

from caseworker.form_library.checking import SOURCE_TYPES, CheckedForm, Source, check
from caseworker.form_library.installing import install
from caseworker.form_library.media import MOST_BYTES as MOST_BYTES_OF_MEDIA
from caseworker.ports import UnitOfWork
from caseworker.text import isolate
from forms import FormDefinition, FormEntry
from forms.compiler import MAXIMUM_BYTES
from forms.language_names import closest
from ui import words
from ui.form.form_filling import FormFilling
from ui.form.languages import called
from ui.form.surroundings import Surroundings
from ui.form_library.lists import questions_words
from ui.form_library.media_part import MediaPart
from ui.form_library.pictures import image_of
from ui.form_library.problems_part import ProblemsPart
from ui.language import _, ngettext, text
from ui.screen import Screen
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.widgets.button import primary, quiet, secondary
from ui.widgets.empty_state import EmptyState
from ui.widgets.label import body, section, small
from ui.widgets.notice import Notice
from ui.widgets.panel import Card
from ui.widgets.section import SectionHead
from ui.widgets.stack import clear
from ui.window.navigation import Destination, Place


class InstallPage(Screen):
    """Nothing is installed before the last button, and nothing with errors at all."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell,
            _("Install a form"),
            _("A spreadsheet in the XLSForm language (XLSX, XLS, CSV), or an XForm (XML)."),
            name="install",
        )
        self._source: Source | None = None
        self.checked: CheckedForm | None = None
        back = quiet(_("Back"), name="leave-install")
        back.clicked.connect(shell.back)
        self._choose = secondary(_("Choose a file"), name="choose-form", icon="file-text")
        self._choose.clicked.connect(self._ask_for_form)
        self._install = primary(_("Install"), name="install-now")
        self._install.clicked.connect(self._install_now)
        self.action_row.start.add(back)
        self._why = small("")
        self.action_row.end.add(self._why, self._choose, self._install)
        self._found = QVBoxLayout()
        self.content.addLayout(self._found)
        self._show_nothing()

    def _show_nothing(self) -> None:
        card = Card()
        card.content.addWidget(
            EmptyState(
                "clipboard-text",
                _("No file is chosen yet"),
                _("It is looked over first. Nothing changes until you press Install."),
            )
        )
        self._found.addWidget(card)
        self._say_why(_("Choose a file first."))

    def look_over(self, source: Source) -> None:
        """Look *source* over beside the window, and show what was found."""
        self._source = source
        self._choose.turn_off(_("The file is being looked over."))
        self._say_why(_("The file is being looked over."))
        self.desk.write(self, lambda work: check(work, source), self._show)

    def _ask_for_form(self) -> None:
        chosen = self._ask(_("The form"), SOURCE_TYPES)
        content = _content(chosen, MAXIMUM_BYTES)
        if chosen is not None and content is not None:
            self.look_over(Source(content=content, file_type=chosen.suffix.lower()))

    def _ask_for_medium(self, name: str) -> None:
        content = _content(self._ask(name, (Path(name).suffix,)), MOST_BYTES_OF_MEDIA)
        source = self._source
        if content is not None and source is not None:
            media = {**source.media, name: content}
            self.look_over(Source(content=source.content, file_type=source.file_type, media=media))

    def _ask(self, title: str, endings: tuple[str, ...]) -> Path | None:
        suffixes = tuple(ending.removeprefix(".") for ending in endings if ending)
        return self.shell.outside.files.to_open(self.window(), title, suffixes)

    def _show(self, checked: CheckedForm) -> None:
        self.checked = checked
        clear(self._found)
        self._choose.turn_on()
        self._choose.say(_("Choose another file"))
        self._choose.setFocus()
        if checked.errors:
            count = len(checked.errors)
            self._found.addWidget(
                Notice(
                    Tone.BAD,
                    "hand",
                    ngettext(
                        "{count} thing must be mended", "{count} things must be mended", count
                    ),
                    _("Mend it in the spreadsheet and choose the file again. Nothing changed."),
                )
            )
            self._say_why(_("Something must be mended first."))
        else:
            self._say_why("")
        if checked.form is not None:
            self._found.addWidget(_summary(checked, checked.form))
        if checked.wanted and self._source is not None:
            media = MediaPart(checked.wanted, self._source.media)
            media.asked.connect(self._ask_for_medium)
            self._found.addWidget(media)
        if checked.problems:
            self._found.addWidget(ProblemsPart(checked.problems))
        if checked.form is not None and not checked.errors:
            self._show_preview(checked.form)
        self.show_top()

    def _show_preview(self, form: FormDefinition) -> None:
        given = self._source.media if self._source is not None else {}
        lists = {
            each.name: given[each.name].decode("utf-8-sig")
            for each in (self.checked.wanted if self.checked is not None else ())
            if each.is_list and each.name in given
        }
        entry = FormEntry(form, language=closest(form.languages, text().language), files=lists)
        pictures = Surroundings(lambda name: image_of(given.get(name)))
        self._found.addWidget(SectionHead(_("How it looks")))
        self._found.addWidget(small(_("Try it. Nothing that is typed here is kept.")))
        self._found.addWidget(FormFilling(entry, name="preview", surroundings=pictures))

    def _say_why(self, reason: str) -> None:
        self._why.setText(reason)
        self._why.setVisible(bool(reason))
        if reason:
            self._install.turn_off(reason)
        else:
            self._install.turn_on()

    def _install_now(self) -> None:
        source = self._source
        if source is None:
            return

        def keep(work: UnitOfWork) -> None:
            install(work, source)

        self.desk.write(self, keep, self._installed)

    def _installed(self, _nothing: None) -> None:
        self.shell.go(Destination(Place.FORMS))
        self.shell.say(_("The form is installed. It can be filled in from now on."))


def _summary(checked: CheckedForm, form: FormDefinition) -> Card:
    card = Card()
    card.setObjectName("form-summary")
    card.content.addWidget(section(form.title or form.identifier))
    card.content.addWidget(
        body(
            words.joined(
                isolate(form.identifier),
                _("Version {version}", version=isolate(form.version)),
                questions_words(checked.questions),
                text().listed(called(each) for each in form.languages),
            )
        )
    )
    if checked.version_before:
        card.content.addWidget(
            small(
                _(
                    "It comes beside version {version}. What was answered there stays readable.",
                    version=isolate(checked.version_before),
                )
            )
        )
    return card


def _content(path: Path | None, most: int) -> bytes | None:
    """Return the file, and no more than one byte above *most*: that is enough to refuse it."""
    if path is None:
        return None
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except OSError:
        return b""
