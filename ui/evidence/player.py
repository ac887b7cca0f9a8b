"""Playing a recording from memory, where the platform can."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject
from PySide6.QtWidgets import QWidget

from caseworker.evidence.keeping import OpenedFile
from caseworker.evidence.kinds import Sort


class Player(Protocol):
    """Plays one recording."""

    @property
    def picture(self) -> QWidget | None:
        """Where a video is shown; None for sound."""
        ...

    def play(self) -> None:
        """Go on playing."""
        ...

    def pause(self) -> None:
        """Stop for a while."""
        ...

    def move(self, seconds: float) -> None:
        """Go *seconds* forward, or back where negative."""
        ...


def qt_player(file: OpenedFile, parent: QWidget) -> Player | None:
    """Return a player of Qt's multimedia; None where this installation comes without it."""
    try:
        # Large, and absent from many installations: looked for when somebody wishes to listen.
        from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer  # noqa: PLC0415
        from PySide6.QtMultimediaWidgets import QVideoWidget  # noqa: PLC0415
    except ImportError:
        return None

    class QtPlayer(QObject):
        """Reads from a buffer in memory; nothing is written for the platform to find."""

        def __init__(self) -> None:
            super().__init__(parent)
            self._bytes = QBuffer(self)
            self._bytes.setData(QByteArray(file.content))
            self._bytes.open(QIODevice.OpenModeFlag.ReadOnly)
            self._player = QMediaPlayer(self)
            self._player.setAudioOutput(QAudioOutput(self))
            self._picture: QVideoWidget | None = None
            if file.kind.sort is Sort.PICTURES:
                self._picture = QVideoWidget(parent)
                self._player.setVideoOutput(self._picture)
            self._player.setSourceDevice(self._bytes)

        @property
        def picture(self) -> QWidget | None:
            return self._picture

        def play(self) -> None:
            self._player.play()

        def pause(self) -> None:
            self._player.pause()

        def move(self, seconds: float) -> None:
            self._player.setPosition(max(0, self._player.position() + round(seconds * 1000)))

    return QtPlayer()
