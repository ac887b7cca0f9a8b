"""A laptop whose disk went back to an older day: what it says of itself, and who helps it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from caseworker.ports import Changes
from caseworker.sync.space import Laptop
from caseworker.text import isolate
from ui.language import _, text
from ui.screen import Screen
from ui.theme.tokens import Tone
from ui.widgets.button import secondary
from ui.widgets.notice import Notice


def went_back_here() -> Notice:
    """Return what this laptop says of itself: nothing is lost, and who can bring it on."""
    notice = Notice(
        Tone.WARN,
        "arrow-counter-clockwise",
        _("This laptop went back to an older day"),
        _(
            "Its disk is older than what it wrote before. Nothing is overwritten: what you write"
            " waits here. Exchange: another administrator’s laptop answers by itself. Where there"
            " is none, ask a colleague who exchanged lately: on their laptop, the page Exchange"
            " offers to help this one. Then exchange again."
        ),
    )
    notice.setObjectName("went-back-here")
    return notice


class WentBackNotice(Notice):
    """The word of a colleague, and not of the laptop alone: an old disk may be in wrong hands."""

    def __init__(self, screen: Screen, laptop: Laptop, people: list[str]) -> None:
        self._screen, self._device = screen, laptop.device
        self._help = secondary(
            _("Bring it up to today"), name=f"help-{laptop.code.replace(' ', '-')}", small=True
        )
        acts: list[QWidget] = [self._help]
        super().__init__(
            Tone.WARN,
            "arrow-counter-clockwise",
            _("Laptop {code} went back to an older day", code=isolate(laptop.code)),
            _(
                "No other administrator’s laptop can help it. Ask {people}, face to face or by"
                " voice, whether it is in their hands. Then it is given the keys and changes of"
                " today.",
                people=text().listed([isolate(each) for each in people]),
            ),
            acts,
        )
        self.setObjectName("went-back")
        self._help.clicked.connect(self._bring)

    def _bring(self) -> None:
        self._help.turn_off(_("One moment."))
        space, device = self._screen.desk.space, self._device
        self._screen.desk.work(
            self._screen, lambda: space.help_back(device), lambda _nothing: self._helped()
        )

    def _helped(self) -> None:
        shell = self._screen.shell
        shell.say(_("Exchange with it now, here and there."))
        shell.automatic.soon()
        self._screen.desk.tell(Changes())
        self._screen.reload()
