"""A question that the centre recorded, heard on one press: for who does not read (R-271)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.evidence.keeping import OpenedFile
from ui.evidence.player import Player
from ui.language import _
from ui.widgets.button import ghost
from ui.widgets.flow import Flow
from ui.widgets.label import small
from ui.widgets.stack import show_if

if TYPE_CHECKING:
    from ui.outside import Players


class Listening(QWidget):
    """Plays only when it is pressed, from memory; a second press pauses."""

    def __init__(self, sound: OpenedFile, players: Players, *, name: str) -> None:
        super().__init__()
        self._sound, self._players = sound, players
        self._player: Player | None = None
        self._plays = False
        self._press = ghost(_("Listen"), name=f"{name}-listen", icon="play")
        self._press.clicked.connect(self._toggle)
        self._cannot = small(_("This laptop cannot play it."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Flow(self._press))
        column.addWidget(self._cannot)
        show_if(self._cannot, False)

    def _toggle(self) -> None:
        if self._player is None:
            self._player = self._players.player(self._sound, self)
        if self._player is None:
            show_if(self._cannot, True)
            return
        self._plays = not self._plays
        if self._plays:
            self._player.play()
        else:
            self._player.pause()
        self._press.say(_("Pause") if self._plays else _("Listen"))
