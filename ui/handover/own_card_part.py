"""The card that this centre gives to others: making it, its number, writing it to a stick."""

from __future__ import annotations

from PySide6.QtCore import Signal

from caseworker.views.handovers import OwnLine
from ui import words
from ui.language import _
from ui.theme.fonts import Role
from ui.theme.tokens import Tone
from ui.widgets.button import Button, primary, quiet, secondary
from ui.widgets.code_sheet import CodeSheet
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.label import Label, body, section, small
from ui.widgets.notice import Notice
from ui.widgets.panel import Card
from ui.widgets.text_input import TextField


class OwnCardPart(Card):
    """What it shows may be read by anybody; what opens files stays on the laptops."""

    make_wanted = Signal(str)
    """With the words that say who may be asked."""
    write_wanted = Signal()

    def __init__(self, own: OwnLine | None, *, keeps_cards: bool) -> None:
        super().__init__(spacing=12)
        self.setObjectName("own-card")
        self.content.addWidget(section(_("The card of this centre")))
        if own is None:
            self._show_beginning(keeps_cards=keeps_cards)
        else:
            self._show(own, keeps_cards=keeps_cards)

    def _show_beginning(self, *, keeps_cards: bool) -> None:
        self.content.addWidget(
            body(
                _(
                    "By its card another centre knows that a case comes from here, and seals what"
                    " it sends so that only this centre opens it."
                )
            )
        )
        if not keeps_cards:
            self.content.addWidget(small(_("A supervisor or an administrator makes it.")))
            return
        make = primary(_("Make the card"), name="make-card")
        self._asking("", make)

    def _asking(self, before: str, act: Button) -> None:
        self.ask = TextField(before, name="card-ask")
        self.content.addWidget(
            Field(
                _("Who may be asked, and how"),
                self.ask,
                _("Anybody who gets the card reads it: a role and an office line"),
            )
        )
        act.clicked.connect(lambda: self.make_wanted.emit(self.ask.text().strip()))
        self.content.addWidget(Flow(act))

    def _show(self, own: OwnLine, *, keeps_cards: bool) -> None:
        if own.called_otherwise:
            self.content.addWidget(
                Notice(
                    Tone.WARN,
                    "warning-circle",
                    _("The card says “{name}”", name=own.name),
                    _("The centre is called otherwise by now. Make a new card, and give it out."),
                )
            )
        write = secondary(_("Write it to a stick"), name="write-card", icon="usb")
        write.clicked.connect(self.write_wanted)
        for widget in (
            Label(_("Its number, to read out"), Role.STRONG),
            CodeSheet(own.to_compare.split(), name="own-number", numbered=False, across=3),
            small(words.joined(own.ask, _("made {day}", day=words.day(own.made_at)))),
            Flow(write),
        ):
            self.content.addWidget(widget)
        if keeps_cards:
            self.renew = quiet(_("Make a new card"), name="renew-card")
            self.renew.clicked.connect(lambda: self._open_renewal(own.ask))
            self.content.addWidget(Flow(self.renew))

    def _open_renewal(self, before: str) -> None:
        self.renew.hide()
        self.content.addWidget(
            small(
                _(
                    "For when a laptop was lost, or the name changed. Each centre that has the old"
                    " one must get the new one, and compare again. What is on its way still opens."
                )
            )
        )
        self._asking(before, secondary(_("Make the new card"), name="make-card"))
