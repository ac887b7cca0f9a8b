"""Pages of a PDF as images, on screen and on paper, from memory alone."""

from __future__ import annotations

import pypdfium2
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from ui.language import _

PRINT_SCALE = 300 / 72
"""Pixels per point on paper."""


def page_images(pdf: bytes, scale: float) -> list[QImage]:
    """Return each page of *pdf* as an image of *scale* pixels a point."""
    images = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
            image = QImage(
                bytes(bitmap.buffer),
                bitmap.width,
                bitmap.height,
                bitmap.stride,
                QImage.Format.Format_RGBX8888,
            )
            images.append(image.copy())
    return images


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
    if not QPrintDialog(printer, parent).exec():
        return False
    print_pages(pdf, printer)
    return True
