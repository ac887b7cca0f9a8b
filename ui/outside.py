"""What screens need from the platform around the window; tests supply their own."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QWidget

from caseworker.evidence.keeping import OpenedFile
from ui.evidence.player import Player, qt_player
from ui.language import _


class Files(Protocol):
    """Asks the person for a place on a disk or stick."""

    def to_open(self, parent: QWidget, title: str, suffixes: tuple[str, ...]) -> Path | None:
        """Return the file chosen among those that end with *suffixes*, or None."""
        ...

    def to_save(self, parent: QWidget, title: str, suffix: str) -> Path | None:
        """Return where a copy is to lie, or None; the name proposed says nothing."""
        ...


class Players(Protocol):
    """Finds what plays a recording on this laptop."""

    def player(self, file: OpenedFile, parent: QWidget) -> Player | None:
        """Return what plays *file* from memory; None where the platform has nothing for it."""
        ...


class DialogFiles:
    """Qt's own dialog: the platform's keeps lists of recent files and makes small previews."""

    def to_open(self, parent: QWidget, title: str, suffixes: tuple[str, ...]) -> Path | None:
        """Ask for a file to read."""
        dialog = self._dialog(parent, title)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        known = " ".join(f"*.{suffix} *.{suffix.upper()}" for suffix in suffixes)
        dialog.setNameFilters([f"{_('Files that fit')} ({known})", f"{_('Every file')} (*)"])
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
        chosen = dialog.selectedFiles() if dialog.exec() else []
        # The dialog notes the folder where it was last when it goes.
        dialog.destroyed.connect(_forget_folders)
        dialog.deleteLater()
        return Path(chosen[0]) if chosen else None


def _forget_folders() -> None:
    QSettings(QSettings.Scope.UserScope, "QtProject").remove("FileDialog")


class PlatformPlayers:
    """Qt's multimedia, where this installation and this laptop have it."""

    def player(self, file: OpenedFile, parent: QWidget) -> Player | None:
        """Return a player for *file*, or None."""
        return qt_player(file, parent)


@dataclass(frozen=True)
class Outside:
    """What a window is given."""

    files: Files = field(default_factory=DialogFiles)
    players: Players = field(default_factory=PlatformPlayers)
