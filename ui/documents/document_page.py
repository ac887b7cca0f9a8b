"""A document as it will print: typeset beside the window, shown from memory, in any language.

Nothing is written to the disk unless somebody saves a copy or prints, and both are kept in the
audit trail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from caseworker.documents.blocks import Document
from caseworker.documents.table_file import as_csv
from caseworker.ports import UnitOfWork
from caseworker.text import Text
from ui.documents.language_choice import LanguageChoice
from ui.documents.printing import page_images, print_pdf
from ui.language import _, text
from ui.leaving_file import write_file
from ui.screen import Screen
from ui.shell import Making, Shell
from ui.widgets.button import ghost, primary, quiet, secondary
from ui.widgets.flow import Flow
from ui.widgets.label import small
from ui.widgets.panel import Card
from ui.widgets.sheet import Sheet
from ui.widgets.stack import Column, clear

SCREEN_SCALE = 1.35
"""Pixels per point on screen."""


class DocumentPage(Screen):
    """The pages of one document, with print and save behind a sheet.

    It opens in the first of the *spoken* languages that papers exist in, else in that of the
    window; with *only*, in that one and no other. The words around the paper are the window's.
    """

    def __init__(
        self,
        shell: Shell,
        make: Making,
        subject: UUID | None = None,
        *,
        spoken: Iterable[str] = (),
        only: str = "",
    ) -> None:
        document = shell.desk.ask(lambda reads: make(reads, text()))
        self._print = primary(_("Print"), name="print-document", icon="printer")
        self._save = secondary(_("Save a copy"), name="save-document", icon="download-simple")
        self._table = ghost(_("Save as a table"), name="save-table", icon="download-simple")
        self._table.setVisible(document.is_list)
        self._close = quiet(_("Back"), name="close-document")
        super().__init__(
            shell,
            document.title,
            document.who_may_see,
            self._close,
            self._table,
            self._save,
            self._print,
            name="document",
        )
        self._title, self._who_may_see = document.title, document.who_may_see
        self._make = make
        self._subject = subject
        self.pdf = b""
        self._pages = Column(gap=16)
        self._show_languages(spoken, only)
        self.add(self._pages)
        self._print.clicked.connect(self._ask_print)
        self._save.clicked.connect(lambda: self._ask_save(self._save_pdf))
        self._table.clicked.connect(lambda: self._ask_save(self._save_table))
        self._close.clicked.connect(shell.back)
        self._typeset(only or self.languages.language)

    def _show_languages(self, spoken: Iterable[str], only: str) -> None:
        self.languages = LanguageChoice(spoken, name="paper-language")
        self.languages.chosen.connect(self._typeset)
        if not only:
            self.add(Flow(small(_("Language of the paper")), self.languages, gap=12))

    def _typeset(self, language: str) -> None:
        """Make the paper anew in *language*, and show its pages when they are set."""
        self.document = self.desk.ask(lambda reads: self._make(reads, Text(language)))
        self._print.setEnabled(False)
        self._save.setEnabled(False)
        self._lay(small(_("The paper is being set.")))
        document = self.document
        self.desk.work(self, lambda: _set_in_type(document), lambda pdf: self._show(document, pdf))

    def _show(self, document: Document, pdf: bytes) -> None:
        if document is not self.document:
            return  # another language was chosen while this one was being set
        self.pdf = pdf
        self._print.setEnabled(True)
        self._save.setEnabled(True)
        images = page_images(pdf, SCREEN_SCALE)
        self._lay(*(_page(number, image) for number, image in enumerate(images, start=1)))

    def _lay(self, *widgets: QWidget) -> None:
        clear(self._pages.box)
        for widget in widgets:
            self._pages.box.addWidget(widget)

    def _ask_print(self) -> None:
        sheet = Sheet(_("Before you print"), _("Print"), name="print-sheet")
        sheet.say(self._who_may_see)
        sheet.say(_("Is this paper safe to carry and to keep, where the person sleeps?"))
        sheet.say(_("Printers keep copies of what they print."), second=True)
        sheet.agreed.connect(self._print_now)
        self.shell.open_sheet(sheet)

    def _print_now(self) -> None:
        if print_pdf(self, self.pdf):
            self._record("document printed")

    def _ask_save(self, save: Callable[[], None]) -> None:
        sheet = Sheet(_("Before you save a copy"), _("Choose where"), name="save-sheet")
        sheet.say(_("A saved copy is not encrypted. Anyone who has the file can read it."))
        sheet.say(self._who_may_see, second=True)
        sheet.agreed.connect(save)
        self.shell.open_sheet(sheet)

    def _save_pdf(self) -> None:
        self._save_as("pdf", lambda: self.pdf)

    def _save_table(self) -> None:
        self._save_as("csv", lambda: as_csv(self.document))

    def _save_as(self, suffix: str, content: Callable[[], bytes]) -> None:
        chosen = self.shell.outside.files.to_save(self.window(), _("Save a copy"), suffix)
        if chosen is not None:
            said = _("A copy was saved. It is not encrypted.")

            def write(_nothing: None) -> None:
                write_file(self.shell, chosen, content(), said)

            self._record("copy saved", write)

    def _record(self, action: str, then: Callable[[None], None] | None = None) -> None:
        subject = self._subject

        def keep(work: UnitOfWork) -> None:
            if subject is not None:
                work.record(action, subject, detail=self._title)

        self.desk.write(self, keep, then)


def _page(number: int, image: QImage) -> Card:
    page = QLabel()
    page.setObjectName(f"document-page-{number}")
    page.setAccessibleName(_("Page {number}", number=number))
    page.setPixmap(QPixmap.fromImage(image))
    page.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    card = Card(padding=0)
    card.content.addWidget(page)
    return card


def _set_in_type(document: Document) -> bytes:
    # ReportLab takes a third of a second to load, and most days begin without a paper.
    from caseworker.documents.paper import typeset  # noqa: PLC0415  slow to load, rarely used

    return typeset(document)
