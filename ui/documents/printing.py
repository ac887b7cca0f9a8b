"""Pages of a PDF as images, on screen and on paper, from memory alone."""

from __future__ import annotations

from math import sqrt
from threading import RLock

import pypdfium2
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget
from shiboken6 import delete

from ui.language import _

PRINT_SCALE = 300 / 72
"""Pixels per point on paper."""


MOST_PIXELS = 12_000_000
"""Of one page in memory, whatever size it says it has; A4 at 300 dots an inch has 9 million."""
_ONE_AT_A_TIME = RLock()
"""The library draws for one thread at a time."""


def page_images(
    pdf: bytes, scale: float, *, first: int = 0, most: int | None = None
) -> list[QImage]:
    """Return pages of *pdf* as images of *scale* pixels a point, smaller where a page is vast.

    Begins with page *first*, counted from 0; at most *most* of them, where it is given.
    """
    with _ONE_AT_A_TIME, pypdfium2.PdfDocument(pdf) as document:
        end = len(document) if most is None else min(len(document), first + most)
        return [_drawn(document[number], scale) for number in range(first, end)]


def page_count(pdf: bytes) -> int:
    """Return how many pages *pdf* has; 0 where it does not open, or with a password only."""
    try:
        with _ONE_AT_A_TIME, pypdfium2.PdfDocument(pdf) as document:
            return len(document)
    except pypdfium2.PdfiumError:
        return 0


def _drawn(page: pypdfium2.PdfPage, scale: float) -> QImage:
    wide, tall = (max(side, 1.0) for side in page.get_size())
    fitting = min(scale, sqrt(MOST_PIXELS / (wide * tall)))
    bitmap = page.render(scale=fitting, rev_byteorder=True, prefer_bgrx=True)
    image = QImage(
        bytes(bitmap.buffer),
        bitmap.width,
        bitmap.height,
        bitmap.stride,
        QImage.Format.Format_RGBX8888,
    )
    return image.copy()


def print_pages(pdf: bytes, printer: QPrinter) -> None:
    """Send every page of *pdf* to *printer*."""
    painter = QPainter(printer)
    for number, image in enumerate(page_images(pdf, PRINT_SCALE)):
        if number:
            printer.newPage()
        painter.drawImage(painter.viewport(), image)
    painter.end()


def print_pdf(parent: QWidget, pdf: bytes) -> bool:
    """Ask for a printer and print *pdf*; return whether it was printed.

    The print job carries no name that says whom it is about.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(_("Document"))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageMargins(QMarginsF(0, 0, 0, 0))
    dialog = QPrintDialog(printer, parent)
    agreed = dialog.exec()
    # It would stay in the window, with the keyboard in it, and ask a printer that is gone.
    delete(dialog)
    if not agreed:
        return False
    print_pages(pdf, printer)
    return True
