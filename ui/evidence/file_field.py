"""Attach a file: choose it, see that it is there, look at it, and what becomes of the original."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.evidence.kinds import LARGEST, MEBIBYTE, Sort
from caseworker.evidence.ready import ReadyFile
from caseworker.findings import Findings as Found
from ui import words
from ui.evidence.chosen_file import ChosenFile
from ui.language import _, text
from ui.theme.tokens import Tone
from ui.widgets.button import quiet, secondary
from ui.widgets.finding import Findings
from ui.widgets.flow import Flow
from ui.widgets.label import small, small_strong
from ui.widgets.notice import Notice
from ui.widgets.stack import show_if


class FileField(QWidget):
    """One place for a file of one sort."""

    def __init__(self, chosen: ChosenFile, wanted: Sort, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._chosen, self._wanted = chosen, wanted
        self.attach = secondary(_ATTACH[wanted](), name=f"{name}-attach", small=True)
        self.attach.clicked.connect(lambda: chosen.choose(self.window(), wanted))
        self.look = quiet(_("Look at it"), name=f"{name}-look", small=True)
        self.look.clicked.connect(chosen.look)
        self.remove = quiet(_("Take it out"), name=f"{name}-remove", small=True)
        self.remove.clicked.connect(chosen.remove)
        self.findings = Findings(name=f"{name}-findings")
        self._said = small_strong("")
        self._bounds = small(_bounds(wanted))
        self._original = original_notice()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (
            self._said,
            Flow(self.attach, self.look, self.remove, gap=8),
            self._bounds,
            self.findings,
            self._original,
        ):
            column.addWidget(part)
        chosen.changed.connect(self._show)
        chosen.refused.connect(self._refuse)
        self._show()

    def _show(self) -> None:
        self.findings.show_findings([])
        file = self._chosen.of(self._wanted)
        self._said.setText(_said(file, reading=self._chosen.reading))
        show_if(self._said, file is not None or self._chosen.reading)
        show_if(self._bounds, file is None)
        for widget in (self.look, self.remove, self._original):
            show_if(widget, file is not None)
        self.attach.say(_ATTACH[self._wanted]() if file is None else _("Choose another"))
        self.attach.setEnabled(not self._chosen.reading)

    def _refuse(self, findings: Found) -> None:
        if self.isVisible():
            self.findings.show_findings([words.finding_words(finding) for finding in findings])
            self.attach.setFocus()


def size_words(size: int) -> str:
    """Return a size in bytes as people say it: "1.4 MB"."""
    if size < MEBIBYTE:
        return _("{size} KB", size=text().number(max(1, round(size / 1024))))
    return _("{size} MB", size=text().number(round(size / MEBIBYTE, 1)))


def original_notice() -> Notice:
    """Return what has to be known about the file that was chosen."""
    return Notice(
        Tone.WARN,
        "usb",
        _("The original file stays where it is"),
        _(
            "Caseworker keeps an encrypted copy and does not touch the original on the disk, stick"
            " or telephone. Once the copy is kept: delete the original, empty the bin, and delete"
            " it on the telephone or scanner too. Whoever has the stick may still bring a deleted"
            " file back: lock the stick away, or destroy it."
        ),
    )


def _said(file: ReadyFile | None, *, reading: bool) -> str:
    if reading:
        return _("The file is being read.")
    if file is None:
        return ""
    return _(
        "{kind}, {size}. Nothing of its name is kept.",
        kind=file.kind.suffix.upper(),
        size=size_words(len(file.content)),
    )


def _bounds(wanted: Sort) -> str:
    most = size_words(LARGEST[wanted])
    if wanted is Sort.SCAN:
        return _("PNG, JPEG or PDF, up to {most}", most=most)
    if wanted is Sort.SOUND:
        return _("MP3, M4A, WAV, OGG or AMR, up to {most}", most=most)
    return _("MP4 or WebM, up to {most}", most=most)


_ATTACH = {
    Sort.SCAN: lambda: _("Attach a scan"),
    Sort.SOUND: lambda: _("Attach the sound recording"),
    Sort.PICTURES: lambda: _("Attach the video recording"),
}
