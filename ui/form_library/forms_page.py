"""All forms: those of the centre in their versions, and those that came with the program."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from caseworker.documents.consent_form import blank_consent_form
from caseworker.documents.data_principles import data_principles
from caseworker.form_library.versions import FormLine, built_in_forms, installed_forms
from caseworker.model.entity import Entity
from caseworker.model.form import InstalledForm
from caseworker.permissions import Act, may
from caseworker.text import isolate
from ui import words
from ui.form.languages import called
from ui.form_library.lists import questions_words
from ui.language import _, text
from ui.screen import Screen
from ui.shell import Making, Shell
from ui.theme.tokens import Tone
from ui.widgets.button import primary
from ui.widgets.chip import Chip
from ui.widgets.empty_state import EmptyState
from ui.widgets.panel import Card
from ui.widgets.row_list import OpenRow, RowList
from ui.widgets.section import SectionHead
from ui.widgets.stack import show_if
from ui.window.navigation import Destination, Place


class FormsPage(Screen):
    """A version never changes; a new one stands beside it."""

    watches: ClassVar[tuple[type[Entity], ...]] = (InstalledForm,)

    def __init__(self, shell: Shell) -> None:
        install = primary(_("Install a form"), name="install-form", icon="plus")
        install.clicked.connect(lambda: shell.go(Destination(Place.FORMS, part="install")))
        super().__init__(
            shell,
            _("Forms"),
            _("What the centre asks. Old answers stay readable in their own version."),
            install,
            name="forms",
        )
        show_if(install, may(self.desk.actor, Act.INSTALL_FORMS))
        self.reload()

    def reload(self) -> None:
        """Show every version there is."""
        own = self.desk.ask(installed_forms)
        self.clear()
        self.add(SectionHead(_("Forms of this centre"), text().number(len(own)) if own else ""))
        self.add(self._rows(own) if own else _none_yet())
        self.add(SectionHead(_("Papers to print")), self._papers())
        shipped = built_in_forms(own, text())
        count = text().number(len(shipped))
        came = self._rows(shipped, in_turns=not self.isVisible())
        self.add(SectionHead(_("Forms that came with the program"), count), came)

    def _papers(self) -> RowList:
        papers: tuple[tuple[str, str, str, Making], ...] = (
            ("consent", _("Consent form, blank"),
             _("For days without power: to fill in by hand and keep in the cabinet"),
             blank_consent_form),
            ("principles", _("How we treat what you tell us"),
             _("Thirteen promises about personal data, to hang up, read out and give along"),
             data_principles),
        )  # fmt: skip
        rows = RowList()
        for name, title, sentence, make in papers:
            row = OpenRow(title, sentence, name=f"paper-{name}", icon="printer")
            row.clicked.connect(lambda _on=False, make=make: self.shell.show_document(make))
            rows.add(row)
        return rows

    def _rows(self, lines: Sequence[FormLine], *, in_turns: bool = False) -> RowList:
        rows = RowList()
        made = (self._row(line) for line in lines)
        if in_turns:
            rows.add_in_turns(made)
        else:
            rows.add(*made)
        return rows

    def _row(self, line: FormLine) -> OpenRow:
        row = OpenRow(
            line.title,
            line_words(line),
            name=f"form-{line.identifier}-{line.version}",
            icon="clipboard-text",
            detail_chips=state_chips(line),
        )
        row.clicked.connect(
            lambda: self.shell.go(Destination(Place.FORMS, line.identifier, line.version))
        )
        return row


def _none_yet() -> Card:
    card = Card()
    card.content.addWidget(
        EmptyState(
            "clipboard-text",
            _("No form of the centre yet"),
            _("Forms are written in a spreadsheet, as KoBo and ODK read them."),
        )
    )
    return card


def line_words(line: FormLine) -> str:
    """Return version, number of questions and languages in one line."""
    return words.joined(
        _("Version {version}", version=isolate(line.version)),
        questions_words(line.questions),
        text().listed(called(each) for each in line.languages),
    )


def state_chips(line: FormLine) -> list[Chip]:
    """Return how a version stands, in words; nothing where it is simply in use."""
    if line.retired_at is not None:
        return [Chip(_("Retired"), Tone.QUIET, "minus")]
    chips = []
    if line.replaces_built_in and line.in_use:
        chips.append(Chip(_("In place of a built-in form"), Tone.CHOSEN, "check"))
    if not line.in_use:
        chips.append(Chip(_("A newer version is in use"), Tone.QUIET, "clock"))
    return chips
