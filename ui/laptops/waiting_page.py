"""A laptop that waits to be let in: its numbers, what to do next, and the stick."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from caseworker.errors import KnownError
from caseworker.sync.exchanging import Report
from caseworker.sync.joining import read_answer
from caseworker.sync.pace import Pace
from caseworker.views.names import colleague
from caseworker.views.staff import is_newcomer
from ui.desk import Desk
from ui.files import Files
from ui.language import _, text
from ui.laptops.fingerprints import Fingerprints
from ui.laptops.hub_asking import HubAsking
from ui.theme.theme import theme
from ui.theme.tokens import Ink, Tone
from ui.unlock.door import Door
from ui.widgets.button import primary, quiet
from ui.widgets.flow import Flow
from ui.widgets.label import body, small, title
from ui.widgets.notice import Notice
from ui.widgets.scroll import Scroll
from ui.widgets.stack import Column, clear, in_the_middle

_WIDTH = 560


class WaitingLaptopPage(QWidget):
    """All that a newcomer can do: compare, read the stick, lock. Nothing of the centre is here."""

    left = Signal()
    """Lock: it belongs now, was refused for good, or the person has to wait."""

    def __init__(self, desk: Desk, files: Files, pace: Pace | None = None) -> None:
        """Show who waits at *desk*; *pace* says how often the hub is asked, where there is one."""
        super().__init__()
        self.setObjectName("window_body")
        self._desk, self._files = desk, files
        self.read = primary(_("Read the stick"), name="read-stick", icon="usb")
        self.lock = quiet(_("Lock"), name="lock-newcomer")
        self.last = primary(_("Lock"), name="lock-last", icon="lock-simple")
        self.last.hide()
        self._heading = title(_("This laptop waits to be let in"))
        self._told = Column(gap=12)
        self._asking: HubAsking | None = None
        self._network = Column(gap=8)
        space, hub = desk.space, desk.hub.place
        first, last = _what_to_do(by_hub=hub is not None)
        self._asks = Column(
            body(first, Ink.TEXT2),
            Fingerprints(space.request().fingerprint, space.fingerprint()),
            body(last, Ink.TEXT2),
            self._network,
            gap=16,
        )
        self._form = Column(
            self._heading,
            self._asks,
            self._told,
            Flow(self.lock, self.read, self.last, gap=12),
            gap=16,
        )
        self.read.clicked.connect(self._choose)
        self.lock.clicked.connect(self.left)
        self.last.clicked.connect(self.left)
        self._build()
        self.read.setFocus()
        if hub is not None:
            self._asking = HubAsking(desk, hub, self, pace or Pace())
            self._asking.heard.connect(self._hear)

    def _build(self) -> None:
        self._form.box.addStretch(1)
        self._form.setFixedWidth(round(_WIDTH * min(theme().text_scale, 1.5)))
        self._form.box.setContentsMargins(0, 32, 0, 32)
        door = Door()
        door.say(_("An open door."), _("Somebody on the other side looks who is coming."))
        ground = QWidget()
        ground.setProperty("ground", "none")
        ground.setLayout(in_the_middle(self._form))
        scroll = Scroll("waiting-scroll")
        scroll.setWidget(ground)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(door, 30)
        across.addWidget(scroll, 70)

    def _hear(self, report: Report | None, said: str) -> None:
        """Show what the hub answered; *report* is there once it lets this laptop in."""
        clear(self._network.box)
        if report is not None and report.revoked:
            self._end()
        elif report is not None and not self._desk.ask(is_newcomer):
            self._belongs()
        elif said:
            self._network.box.addWidget(small(said))

    def _choose(self) -> None:
        place = self._files.folder(self, _("Stick or folder"))
        if place is not None:
            self._read(place)

    def _read(self, place: Path) -> None:
        space, here = self._desk.space, self._desk.exchange
        self.read.turn_off(_("The stick is read. One moment."))
        self._tell(Notice(Tone.QUIET, "clock", "", self.read.reason))
        self._desk.work(self, lambda: read_answer(space, here, place), self._settle, self._refuse)

    def _settle(self, report: Report) -> None:
        self.read.turn_on()
        if report.revoked:
            self._end()
        elif self._desk.ask(is_newcomer):
            self._tell(
                Notice(
                    Tone.WARN,
                    "info",
                    _("The letter is not on this stick yet"),
                    _(
                        "The request lies on it, once more. Take the stick to the administrator,"
                        " compare the numbers, and bring it back."
                    ),
                )
            )
        else:
            self._belongs()

    def _belongs(self) -> None:
        if self._asking is not None:
            self._asking.stop()
        notice = Notice(Tone.OK, "check-circle", "", _("Unlock it again: the work is here."))
        actor = self._desk.actor
        listed = self._desk.ask(lambda reads: colleague(reads, actor.user_id))
        if actor.name and listed and listed.casefold() != actor.name.strip().casefold():
            notice = Notice(
                Tone.WARN,
                "info",
                _("The centre knows you as {name}", name=listed),
                _(
                    "Here you wrote {typed}, and with that you unlock this laptop. A new passphrase"
                    " or the recovery code will ask for the name of the list: let the administrator"
                    " write it the same under “People and keys”.",
                    typed=actor.name,
                ),
            )
        self._say_last(_("This laptop belongs now"), notice)

    def _refuse(self, error: KnownError) -> None:
        self.read.turn_on()
        happened, *rest = error.say(text())
        self._tell(Notice(Tone.BAD, "warning-circle", happened, " ".join(rest)))

    def _end(self) -> None:
        if self._asking is not None:
            self._asking.stop()
        keys = self._desk.keys
        self._desk.work(self, keys.destroy, lambda _nothing: self._say_ended(), self._refuse)

    def _say_ended(self) -> None:
        sentence = _("An administrator said that it is lost. Its keys are destroyed.")
        self._say_last(_("This laptop was ended"), Notice(Tone.BAD, "warning-circle", "", sentence))

    def _say_last(self, heading: str, notice: Notice) -> None:
        self._heading.setText(heading)
        for widget in (self._asks, self.lock, self.read):
            widget.hide()
        self._tell(notice)
        self.last.show()
        self.last.setFocus()

    def _tell(self, notice: Notice) -> None:
        clear(self._told.box)
        self._told.box.addWidget(notice)


def _what_to_do(*, by_hub: bool) -> tuple[str, str]:
    """Return what to do first, and what follows."""
    if by_hub:
        return (
            _(
                "Call the administrator of the centre. On both screens the same two numbers must"
                " stand: two people compare them, group by group. Or take the stick there."
            ),
            _("Once the laptop is let in, it hears of it by the hub, or from the stick."),
        )
    return (
        _(
            "Take the stick to the administrator of the centre. On both screens the same"
            " two numbers must stand: two people compare them, group by group."
        ),
        _("Once the laptop is let in, bring the stick back and read it here."),
    )
