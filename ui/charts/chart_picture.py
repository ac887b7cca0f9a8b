"""A chart as a picture in memory, with its words for those who do not see it."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice

from caseworker.charts.chart import Chart, say
from caseworker.documents.chart_page import chart_page
from caseworker.text import Text
from ui.documents.printing import page_images

SCALE = 3.0
"""Pixels for each point: sharp when it is printed as wide as a page."""


def chart_picture(chart: Chart, title: str, source: str, text: Text) -> bytes:
    """Return *chart* as PNG; what it shows stands in its description, too."""
    (image,) = page_images(chart_page(chart, title, source, text), SCALE)
    image.setText("Title", title)
    image.setText("Description", say(chart, text))
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # its stub knows str only
    return bytes(content.data())
