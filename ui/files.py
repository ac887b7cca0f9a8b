"""Asking for a file or a folder without leaving behind where somebody has been.

Qt remembers the folders of every file dialog in the settings of the person, in plain words.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QWidget

_REMEMBERED = ("history", "lastVisited")


def ask_for_folder(parent: QWidget, title: str) -> Path | None:
    """Return the folder that was chosen, or None."""
    with _leaving_no_trace():
        chosen = QFileDialog.getExistingDirectory(parent, title)
    return Path(chosen) if chosen else None


def ask_for_file(parent: QWidget, title: str) -> Path | None:
    """Return the file that was chosen, or None."""
    with _leaving_no_trace():
        chosen, _kind = QFileDialog.getOpenFileName(parent, title)
    return Path(chosen) if chosen else None


def ask_where_to_save(parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
    """Return where a new file called *name* at first is to go, or None."""
    with _leaving_no_trace():
        chosen, _kind = QFileDialog.getSaveFileName(parent, title, str(Path.home() / name), kinds)
    return Path(chosen) if chosen else None


@contextmanager
def _leaving_no_trace() -> Iterator[None]:
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    settings.beginGroup("FileDialog")
    before = {key: settings.value(key) for key in _REMEMBERED if settings.contains(key)}
    try:
        yield
    finally:
        settings.sync()
        for key in _REMEMBERED:
            if key in before:
                settings.setValue(key, before[key])
            else:
                settings.remove(key)
        settings.sync()
