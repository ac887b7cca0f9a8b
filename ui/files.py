"""Asking for a file or a folder without leaving behind where somebody has been.

Qt remembers the folders of every file dialog in the settings of the person, in plain words.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import delete

from ui.language import _


class Files(Protocol):
    """Asks the person for a place on a disk or stick."""

    def to_open(self, parent: QWidget, title: str, suffixes: tuple[str, ...]) -> Path | None:
        """Return the file chosen among those that end with *suffixes*, or None."""
        ...

    def folder(self, parent: QWidget, title: str) -> Path | None:
        """Return the folder chosen, or None."""
        ...

    def to_save(self, parent: QWidget, title: str, suffix: str) -> Path | None:
        """Return where a copy is to lie, or None; the name proposed says nothing."""
        ...


class DialogFiles:
    """Qt's own dialog: the platform's keeps lists of recent files and makes small previews."""

    def to_open(self, parent: QWidget, title: str, suffixes: tuple[str, ...]) -> Path | None:
        """Ask for a file to read."""
        dialog = self._dialog(parent, title)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        known = " ".join(f"*.{suffix} *.{suffix.upper()}" for suffix in suffixes)
        fitting, every = _("Files that fit"), _("Every file")
        dialog.setNameFilters([f"{fitting} ({known})", f"{every} (*)"])
        return self._ask(dialog)

    def folder(self, parent: QWidget, title: str) -> Path | None:
        """Ask for a folder."""
        dialog = self._dialog(parent, title)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        return self._ask(dialog)

    def to_save(self, parent: QWidget, title: str, suffix: str) -> Path | None:
        """Ask where to write."""
        dialog = self._dialog(parent, title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(f"{suffix.upper()} (*.{suffix})")
        dialog.setDefaultSuffix(suffix)
        dialog.selectFile(f"document.{suffix}")
        return self._ask(dialog)

    def _dialog(self, parent: QWidget, title: str) -> QFileDialog:
        dialog = QFileDialog(parent, title, str(Path.home()))
        dialog.setObjectName("choose-file")
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        return dialog

    def _ask(self, dialog: QFileDialog) -> Path | None:
        with _leaving_no_trace():
            chosen = dialog.selectedFiles() if dialog.exec() else []
            # Qt notes where the dialog was last when it goes, not when it is answered.
            delete(dialog)
        return Path(chosen[0]) if chosen else None


@contextmanager
def _leaving_no_trace() -> Iterator[None]:
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    settings.sync()
    settings.beginGroup("FileDialog")
    before = {key: settings.value(key) for key in settings.allKeys()}
    try:
        yield
    finally:
        settings.sync()
        settings.remove("")
        for key, value in before.items():
            settings.setValue(key, value)
        settings.sync()
