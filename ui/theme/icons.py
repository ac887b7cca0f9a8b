"""Icons by name, tinted with a colour, mirrored where the reading direction turns them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

MIRRORED = frozenset(
    {
        "arrow-counter-clockwise",
        "arrow-left",
        "arrow-right",
        "book-open",
        "caret-left",
        "caret-right",
        "chat-circle-text",
        "clipboard-text",
        "file-text",
        "list",
        "note-pencil",
        "paper-plane-tilt",
        "sign-in",
        "speaker-high",
    }
)
"""Those that point along the line. Play, clock, check, pen and logo never turn."""


@cache
def _drawing(name: str) -> QByteArray:
    return QByteArray(files("ui.theme.phosphor").joinpath(f"{name}.svg").read_bytes())


@cache
def pixmap(
    name: str, size: int, colour: str, *, mirrored: bool = False, ratio: float = 1.0
) -> QPixmap:
    """Return the icon *name* (a Phosphor name) of *size* pixels in *colour*.

    *mirrored* says that the reader reads from right to left; only icons in `MIRRORED` turn.
    """
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    drawing = QByteArray(_drawing(name)).replace(b"currentColor", colour.encode())
    painter = QPainter(picture)
    if mirrored and name in MIRRORED:
        painter.translate(picture.width(), 0)
        painter.scale(-1, 1)
    QSvgRenderer(drawing).render(painter, QRectF(0, 0, picture.width(), picture.height()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def icon(name: str, size: int, colour: str, *, mirrored: bool = False) -> QIcon:
    """Return the icon *name* for the widgets and menus that Qt draws."""
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(pixmap(name, size, colour, mirrored=mirrored, ratio=ratio))
    return made
