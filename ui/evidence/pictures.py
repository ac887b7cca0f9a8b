"""Pages of a kept file as images within bounds, whatever the file says of itself."""

from __future__ import annotations

from math import sqrt

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QImageReader

from caseworker.evidence.keeping import OpenedFile
from caseworker.evidence.kinds import PDF
from caseworker.evidence.pictures import MOST_PIXELS as MOST_IN_FILE
from ui.documents.printing import MOST_PIXELS, page_images

PAGES_AT_ONCE = 5
"""Others are drawn when somebody asks for them, in place of these."""


def pages_of(file: OpenedFile, scale: float, first: int) -> list[QImage]:
    """Return the next pages from *first* on, at *scale* pixels a point; a picture is one page.

    The list is empty where nothing can be drawn.
    """
    if file.kind is PDF:
        return page_images(file.content, scale, first=first, most=PAGES_AT_ONCE)
    image = _picture(file)
    return [] if image.isNull() or first else [image]


def _picture(file: OpenedFile) -> QImage:
    """Return the picture the right way up, made smaller while it is read where it is vast."""
    source = QBuffer()
    source.setData(QByteArray(file.content))
    source.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(source, QByteArray(file.kind.suffix.encode()))
    reader.setAutoTransform(True)
    size = reader.size()
    pixels = size.width() * size.height()
    if not 0 < pixels <= MOST_IN_FILE:
        return QImage()
    if pixels > MOST_PIXELS:
        share = sqrt(MOST_PIXELS / pixels)
        smaller = QSize(round(size.width() * share), round(size.height() * share))
        reader.setScaledSize(smaller.expandedTo(QSize(1, 1)))
    return reader.read()
