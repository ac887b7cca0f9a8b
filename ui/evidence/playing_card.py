"""Hear or watch a recording: play, stop, a little back, a little forward."""

from __future__ import annotations

from caseworker.evidence.keeping import OpenedFile
from caseworker.evidence.kinds import Sort
from ui.evidence.player import Player
from ui.language import _
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.widgets.button import ghost, primary
from ui.widgets.flow import Flow
from ui.widgets.label import small
from ui.widgets.notice import Notice
from ui.widgets.panel import Card

STEP = 10.0
"""Seconds that one press goes back or forward."""
PICTURE_HEIGHT = 420


class PlayingCard(Card):
    """Plays only when asked to: somebody else may be in the room."""

    def __init__(self, shell: Shell, file: OpenedFile) -> None:
        super().__init__()
        self.setObjectName("playing-card")
        player = shell.outside.players.player(file, self)
        if player is None:
            self.content.addWidget(_nothing_plays())
            return
        self._player: Player = player
        self._plays = False
        if player.picture is not None:
            player.picture.setObjectName("video")
            player.picture.setAccessibleName(_("Video recording"))
            player.picture.setMinimumHeight(PICTURE_HEIGHT)
            self.content.addWidget(player.picture)
        self._play = primary(_("Play"), name="play", icon="play")
        self._play.clicked.connect(self._toggle)
        back = ghost(_("10 seconds back"), name="play-back")
        back.clicked.connect(lambda: player.move(-STEP))
        forward = ghost(_("10 seconds forward"), name="play-forward")
        forward.clicked.connect(lambda: player.move(STEP))
        who_hears = (
            _("Look who can hear it before you play.")
            if file.kind.sort is Sort.SOUND
            else _("Look who can hear and see it before you play.")
        )
        self.content.addWidget(small(who_hears))
        self.content.addWidget(Flow(self._play, back, forward, gap=8))

    def _toggle(self) -> None:
        self._plays = not self._plays
        if self._plays:
            self._player.play()
        else:
            self._player.pause()
        self._play.say(_("Pause") if self._plays else _("Play"))


def _nothing_plays() -> Notice:
    return Notice(
        Tone.CHOSEN,
        "speaker-high",
        _("Caseworker cannot play recordings on this laptop"),
        _("The recording is safe. Save a copy, play it with another program, and delete the copy"
          " afterwards."),
    )  # fmt: skip
