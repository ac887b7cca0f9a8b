"""Before answers leave: to whom, what for, in which layout; and what stays here."""

from __future__ import annotations

from pathlib import Path

from caseworker.errors import GateClosed, KnownError
from caseworker.form_library.exporting import (
    ExportFile,
    ExportWish,
    Layout,
    export_answers,
    exportable,
)
from caseworker.form_library.versions import form_of
from caseworker.ports import UnitOfWork
from caseworker.text import isolate
from ui.language import _, ngettext, text
from ui.leaving_file import write_file
from ui.screen import Screen
from ui.shell import Shell
from ui.widgets.button import primary, quiet
from ui.widgets.choice_list import RadioList
from ui.widgets.field import Field
from ui.widgets.label import body, small
from ui.widgets.panel import Card
from ui.widgets.segments import Segments
from ui.widgets.sheet import Sheet
from ui.widgets.text_input import TextField


class ExportPage(Screen):
    """Nothing leaves before the sheet is agreed to; then it is kept who took it, and to whom."""

    def __init__(self, shell: Shell, identifier: str, version: str) -> None:
        form = shell.desk.ask(lambda reads: form_of(reads, identifier, version)).definition
        count = shell.desk.ask(lambda reads: exportable(reads, identifier, version))
        super().__init__(
            shell,
            _("Export answers"),
            _("{form}, version {version}", form=form.title, version=isolate(version)),
            name="export",
        )
        self._identifier, self._version, self._count = identifier, version, count
        self._title = form.title
        self.recipient = TextField(name="export-recipient")
        self.purpose = TextField(name="export-purpose")
        self._fields = {
            "recipient": Field(_("Who gets the file?"), self.recipient, _("A name or an office")),
            "purpose": Field(_("What for?"), self.purpose),
        }
        self.layouts = RadioList(
            [
                (Layout.WORKBOOK.value, _("One spreadsheet, a sheet for each repeat (XLSX)")),
                (Layout.CSV.value, _("Tables as text files in a ZIP (CSV)")),
                (Layout.SUBMISSIONS.value, _("A file for each form in a ZIP, as KoBo and ODK"
                                             " exchange them (XML)")),
            ],
            name="export-layout",
        )  # fmt: skip
        self.layouts.set_value(Layout.WORKBOOK.value)
        self.words = Segments([("labels", _("Words")), ("names", _("Names"))], name="export-words")
        self.words.set_value("labels")
        self._build()

    def _build(self) -> None:
        card = Card()
        for widget in (
            *self._fields.values(),
            Field(_("Layout"), self.layouts),
            Field(
                _("Questions and choices"),
                self.words,
                _("Names are what programs expect; words are what people read."),
            ),
        ):
            card.content.addWidget(widget)
        stays = Card()
        stays.content.addWidget(body(_leaving(self._count)))
        stays.content.addWidget(small(_staying()))
        self.add(card, stays)
        back = quiet(_("Back"), name="leave-export")
        back.clicked.connect(self.shell.back)
        export = primary(_("Export"), name="export-now", icon="download-simple")
        export.clicked.connect(self._ask)
        self.action_row.start.add(back)
        self.action_row.end.add(export)

    def wish(self) -> ExportWish:
        """Return what is asked for."""
        return ExportWish(
            identifier=self._identifier,
            version=self._version,
            layout=Layout(self.layouts.value() or Layout.WORKBOOK.value),
            labels=self.words.value() == "labels",
            language=text().language,
            recipient=self.recipient.text(),
            purpose=self.purpose.text(),
        )

    def _ask(self) -> None:
        wish = self.wish()
        if not self._is_said():
            return
        sheet = Sheet(_("Before it leaves"), _("Choose where"), name="export-sheet")
        sheet.say(_("To: {recipient}", recipient=isolate(wish.recipient.strip())))
        sheet.say(_("With: {items}", items=_leaving(self._count)))
        sheet.say(_("Without: {items}", items=_staying()), second=True)
        sheet.say(
            _("What people wrote in their own words may still tell who they are. Look through it."),
        )
        sheet.say(_("The file is not encrypted. Anyone who has it can read it."), second=True)
        sheet.agreed.connect(lambda: self._choose(wish))
        self.shell.open_sheet(sheet)

    def _is_said(self) -> bool:
        helps = {
            "recipient": _("Say who gets it, so that anybody can ask for it later."),
            "purpose": _("Say what it is for."),
        }
        missing = [name for name in helps if not getattr(self, name).text().strip()]
        for name, field in self._fields.items():
            field.set_error(helps[name] if name in missing else "")
        for name in missing[:1]:
            self._fields[name].setFocus()
        return not missing

    def _choose(self, wish: ExportWish) -> None:
        ending = "xlsx" if wish.layout is Layout.WORKBOOK else "zip"
        chosen = self.shell.outside.files.to_save(self.window(), _("Export"), ending)
        if chosen is None:
            return

        def leave(work: UnitOfWork) -> ExportFile:
            return export_answers(work, wish)

        self.desk.write(self, leave, lambda file: self._write(chosen, file), self._refused)

    def _write(self, path: Path, file: ExportFile) -> None:
        said = _("The answers left. It is kept who took them, and to whom.")
        if write_file(self.shell, path, file.content, said):
            self.shell.back()

    def _refused(self, error: KnownError) -> None:
        if isinstance(error, GateClosed):
            self._is_said()
        else:
            self.shell.explain(error)


def _leaving(count: int) -> str:
    return ngettext("{count} filled form", "{count} filled forms", count)


def _staying() -> str:
    return _(
        "Names and all else that stands in the record of a person, case numbers, signatures and"
        " files, people whose record is restricted, and everybody who said no to being counted."
    )
