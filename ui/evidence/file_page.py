"""A kept file over the present screen, from memory: pages to read, a recording to hear or watch."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QImage, QKeyEvent, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from caseworker.evidence.keeping import OpenedFile
from caseworker.evidence.kinds import PDF, Sort
from caseworker.ports import UnitOfWork
from ui.documents.printing import page_count
from ui.evidence.pictures import PAGES_AT_ONCE, pages_of
from ui.evidence.playing_card import PlayingCard
from ui.language import _
from ui.leaving_file import write_file
from ui.screen import Screen
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.widgets.button import ghost, quiet, secondary
from ui.widgets.flow import Flow
from ui.widgets.label import small
from ui.widgets.notice import Notice
from ui.widgets.panel import Card
from ui.widgets.sheet import Sheet
from ui.widgets.stack import clear

BASE = 1.35
"""Pixels per point of a PDF on screen."""
SIZES = (0.75, 1.0, 1.5, 2.0)
"""Of the base: how large pages are shown."""
USUAL_WIDTH = 800
"""Pixels: how wide a picture is shown at first."""

Note = Callable[[UnitOfWork], None]


class FilePage(Screen):
    """Nothing is written to the disk unless somebody saves a copy, which *note* audits first."""

    def __init__(
        self,
        shell: Shell,
        file: OpenedFile,
        heading: str,
        sentence: str = "",
        note: Note | None = None,
    ) -> None:
        self._close = quiet(_("Back"), name="close-file")
        self._smaller = ghost(_("Smaller"), name="smaller", icon="minus")
        self._larger = ghost(_("Larger"), name="larger", icon="plus")
        self._whole = ghost(_("Full screen"), name="full-screen")
        self._save = secondary(_("Save a copy"), name="save-file", icon="download-simple")
        acts = (self._close, self._smaller, self._larger, self._whole, self._save)
        super().__init__(shell, heading, sentence, *acts, name="file-page")
        self._file, self._note = file, note
        self._size, self._full = SIZES.index(1.0), False
        self._images: list[QImage] = []
        self._pages = QVBoxLayout()
        self._first = 0
        self._earlier = ghost(_("Earlier pages"), name="earlier-pages", icon="caret-up")
        self._later = ghost(_("Later pages"), name="later-pages", icon="caret-down")
        self._connect()
        if file.kind.sort is Sort.SCAN:
            self._waiting = small(_("The file is being opened."))
            self.add(self._waiting)
            self.content.addLayout(self._pages)
            self.add(Flow(self._earlier, self._later, gap=8))
            self._count = page_count(file.content) if file.kind is PDF else 1
            self._draw(0)
        else:
            for act in (self._smaller, self._larger):
                act.hide()
            self.add(PlayingCard(shell, file))

    def _connect(self) -> None:
        self._close.clicked.connect(self.shell.back)
        self._smaller.clicked.connect(lambda: self._resize(-1))
        self._larger.clicked.connect(lambda: self._resize(1))
        self._whole.clicked.connect(self._toggle_full)
        self._save.clicked.connect(self._ask_save)
        self._save.setVisible(self._note is not None)
        self._earlier.clicked.connect(lambda: self._draw(self._first - PAGES_AT_ONCE))
        self._later.clicked.connect(lambda: self._draw(self._first + PAGES_AT_ONCE))
        for keys, act in (
            ("Ctrl++", lambda: self._resize(1)),
            ("Ctrl+=", lambda: self._resize(1)),
            ("Ctrl+-", lambda: self._resize(-1)),
            ("F11", self._toggle_full),
            ("Escape", self._leave),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # What is seen

    def _draw(self, first: int) -> None:
        self._first = max(0, first)
        for act in (self._earlier, self._later):
            act.hide()
        file, scale, first = self._file, BASE * SIZES[-1], self._first
        self.desk.work(self, lambda: pages_of(file, scale, first), self._show)

    def _show(self, images: list[QImage]) -> None:
        self._waiting.hide()
        self._images = images
        clear(self._pages)
        if not images:
            self._pages.addWidget(cannot_be_opened())
            return
        for number, image in enumerate(images, start=self._first + 1):
            page = QLabel()
            page.setObjectName(f"file-page-{number}")
            page.setAccessibleName(_("Page {number}", number=number))
            page.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            card = Card(padding=0)
            card.content.addWidget(page)
            self._pages.addWidget(card)
            self._fit(page, image)
        self._earlier.setVisible(self._first > 0)
        self._later.setVisible(self._first + len(images) < self._count)
        self.show_top()
        self._close.setFocus()

    def _resize(self, steps: int) -> None:
        self._size = min(max(self._size + steps, 0), len(SIZES) - 1)
        for number, image in enumerate(self._images, start=self._first + 1):
            page = self.findChild(QLabel, f"file-page-{number}")
            if isinstance(page, QLabel):
                self._fit(page, image)

    def _fit(self, page: QLabel, image: QImage) -> None:
        """Show *image* at the present size: of a PDF its own, of a picture that of the page."""
        share = SIZES[self._size] / SIZES[-1]
        wide = image.width() * share
        if self._file.kind is not PDF:
            wide = min(image.width(), USUAL_WIDTH) * SIZES[self._size]
        smooth = Qt.TransformationMode.SmoothTransformation
        page.setPixmap(QPixmap.fromImage(image).scaledToWidth(max(1, round(wide)), smooth))

    # Full screen, and keys

    def _toggle_full(self) -> None:
        window = self.window()
        self._full = not window.isFullScreen()
        window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)
        self._whole.say(_("Leave full screen") if self._full else _("Full screen"))

    def _leave(self) -> None:
        if self._full:
            self._toggle_full()
        else:
            self.shell.back()

    def hideEvent(self, event: QHideEvent) -> None:
        """Give the window back as it was."""
        if self._full and self.window().isFullScreen():
            self._toggle_full()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages by the keys for it."""
        bar = self._scroll.verticalScrollBar()
        places = {
            Qt.Key.Key_PageDown: bar.value() + bar.pageStep(),
            Qt.Key.Key_PageUp: bar.value() - bar.pageStep(),
            Qt.Key.Key_Home: bar.minimum(),
            Qt.Key.Key_End: bar.maximum(),
        }
        place = places.get(Qt.Key(event.key()))
        if place is None:
            super().keyPressEvent(event)
        else:
            bar.setValue(place)

    # A copy

    def _ask_save(self) -> None:
        sheet = Sheet(_("Before you save a copy"), _("Choose where"), name="save-sheet")
        sheet.say(_("A saved copy is not encrypted. Anyone who has the file can read it."))
        sheet.say(_("Delete it as soon as it is no longer needed."), second=True)
        sheet.agreed.connect(self._choose_where)
        self.shell.open_sheet(sheet)

    def _choose_where(self) -> None:
        suffix = self._file.kind.suffix
        path = self.shell.outside.files.to_save(self.window(), _("Save a copy"), suffix)
        note = self._note
        if path is not None and note is not None:
            # The trail knows of the copy before there is one.
            self.desk.write(self, note, lambda _nothing: self._write(path))

    def _write(self, path: Path) -> None:
        said = _("A copy was saved. It is not encrypted.")
        write_file(self.shell, path, self._file.content, said)


def cannot_be_opened() -> QWidget:
    """Return what is said of a file that cannot be drawn."""
    return Notice(
        Tone.WARN,
        "warning-circle",
        _("This file cannot be shown"),
        _("The record is safe. Save a copy and open it with another program, or look at the"
          " original paper."),
    )  # fmt: skip
