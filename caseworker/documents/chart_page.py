"""One chart by itself: with its title and where it comes from, for a report or a wall."""

from __future__ import annotations

from io import BytesIO

from reportlab.lib.colors import white
from reportlab.pdfgen.canvas import Canvas

from caseworker.charts.chart import Chart
from caseworker.documents import typesetting
from caseworker.documents.chart_drawing import DrawnChart
from caseworker.documents.flowables import HEADING, SMALL, Words
from caseworker.text import Text

WIDTH, MARGIN, GAP = 480.0, 18.0, 8.0
"""In points."""


def chart_page(chart: Chart, title: str, source: str, text: Text) -> bytes:
    """Return *chart* as a PDF of one page, as high as it needs."""
    typesetting.fonts(strong=False)
    typesetting.fonts(strong=True)
    right_to_left = text.right_to_left
    parts = (
        Words(title, HEADING, rtl=right_to_left),
        DrawnChart(chart, text),
        Words(source, SMALL, rtl=right_to_left),
    )
    heights = [part.wrap(WIDTH - 2 * MARGIN, 0)[1] for part in parts]
    height = sum(heights) + GAP * (len(parts) - 1) + 2 * MARGIN
    target = BytesIO()
    canvas = Canvas(target, pagesize=(WIDTH, height), invariant=1)
    canvas.setFillColor(white)
    canvas.rect(0, 0, WIDTH, height, stroke=0, fill=1)
    down = height - MARGIN
    for part, tall in zip(parts, heights, strict=True):
        part.drawOn(canvas, MARGIN, down - tall)
        down -= tall + GAP
    canvas.showPage()
    canvas.save()
    return target.getvalue()
