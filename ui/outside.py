"""What screens need from the platform around the window; tests supply their own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtWidgets import QWidget

from caseworker.evidence.keeping import OpenedFile
from caseworker.sync.pace import Pace
from ui.evidence.player import Player, qt_player
from ui.files import DialogFiles, Files
from ui.speech import SystemVoices, Voices
from ui.sync.network import Network, SystemNetwork


class Players(Protocol):
    """Finds what plays a recording on this laptop."""

    def player(self, file: OpenedFile, parent: QWidget) -> Player | None:
        """Return what plays *file* from memory; None where the platform has nothing for it."""
        ...


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
    network: Network = field(default_factory=SystemNetwork)
    voices: Voices = field(default_factory=SystemVoices)
    pace: Pace = field(default_factory=Pace)
    """How soon and how often the laptop exchanges by the hub."""
