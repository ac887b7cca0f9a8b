"""Somebody outside asks for data: what to say at the desk, and what to write down."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from caseworker.data_access.asking import Asked, take_data_request
from caseworker.documents.data_access_form import RULES
from caseworker.model.data_access import Wanted
from caseworker.ports import UnitOfWork
from ui import words
from ui.data_access.words import PART
from ui.drafts import DraftKeeper
from ui.language import _
from ui.screen import Screen
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.widgets.button import primary, quiet
from ui.widgets.chip import FilterChip
from ui.widgets.columns import TwoColumns
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.label import body, section
from ui.widgets.notice import Notice
from ui.widgets.panel import Card
from ui.widgets.segments import Segments
from ui.widgets.text_input import TextArea, TextField
from ui.window.navigation import Destination, Place

DRAFT = "data-access"


class DataAskingPage(Screen):
    """It helps whoever stands alone before an official: what to say, and that nothing is given."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell,
            _("Somebody outside asks for data"),
            _("You give nothing and decide nothing. You write down who asks."),
            name="data-asking",
        )
        me = self.desk.actor.user_id
        self._keeper = DraftKeeper(self, self.desk, me, DRAFT, lambda: self.state)
        self.state = self._keeper.load(Asked) or Asked()
        columns = TwoColumns(gap=24, spacing=12)
        columns.main.addWidget(self._who())
        columns.main.addWidget(self._what())
        columns.side.addWidget(_say())
        self.add(columns)
        keep = primary(_("Keep, and show the form"), name="keep-data-access")
        keep.clicked.connect(self._keep)
        leave = quiet(_("Back"), name="leave-data-access")
        leave.clicked.connect(shell.back)
        self.action_row.start.add(leave)
        self.action_row.end.add(keep)

    def _who(self) -> Card:
        self._organisation = Field(
            _("Organisation or office"), self._line("organisation", "asking-organisation")
        )
        self._name = Field(_("Name and position"), self._line("asked_by", "asking-name"))
        reach = Field(_("How our answer reaches them"), self._line("reached_by", "asking-reach"))
        urgent = FilterChip(
            _("They say it is urgent"), name="asking-urgent", checked=self.state.urgent
        )
        urgent.toggled.connect(lambda on: self._change(urgent=on))
        return _card(section(_("Who asks")), self._organisation, self._name, reach, Flow(urgent))

    def _what(self) -> Card:
        wanted = Segments(
            [(each.value, words.called(each)) for each in Wanted],
            name="asking-wanted",
            label=_("Asked for"),
            value=self.state.wanted.value,
            equal=0,
        )
        wanted.chosen.connect(lambda key: self._change(wanted=Wanted(key)))
        self.what = self._area("what", "asking-what")
        self._asked = Field(_("In their words"), self.what)
        return _card(
            section(_("What they ask for")),
            wanted,
            self._asked,
            Field(_("What for?"), self._area("purpose", "asking-purpose")),
            Field(_("Law or agreement they name"), self._line("authority", "asking-authority")),
        )

    def _line(self, part: str, name: str) -> TextField:
        field = TextField(getattr(self.state, part), name=name)
        field.textEdited.connect(lambda said: self._change(**{part: said}))
        return field

    def _area(self, part: str, name: str) -> TextArea:
        area = TextArea(getattr(self.state, part), name=name, lines=2)
        area.textChanged.connect(lambda: self._change(**{part: area.toPlainText()}))
        return area

    def _change(self, **parts: Any) -> None:
        self.state = replace(self.state, **parts)
        self._keeper.touch()

    def _keep(self) -> None:
        asked = self.state
        for field, value in (
            (self._organisation, asked.organisation),
            (self._name, asked.asked_by),
            (self._asked, asked.what),
        ):
            field.clear_error()
            if not value.strip():
                field.set_error(_("A few words are enough."))
                field.setFocus()
                return

        def act(work: UnitOfWork) -> UUID:
            return take_data_request(work, asked).id

        def kept(key: UUID) -> None:
            self._keeper.discard()
            self.shell.go(Destination(Place.RIGHTS, str(key), PART))
            self.shell.say(_("Kept. Print the form; whoever asks fills it in and signs."))

        self.desk.write(self, act, kept)


def _say() -> Card:
    """Return what can be said word for word, and what never is."""
    card = Card(spacing=10)
    card.setObjectName("what-to-say")
    card.content.addWidget(section(_("What you can say")))
    said = _(
        "“We have a procedure for this, and I am not the one who decides. Please write down what"
        " you need. The data protection officer answers.”"
    )
    card.content.addWidget(body(said))
    for rule in RULES[1:]:
        card.content.addWidget(body(_(rule)))
    card.content.addWidget(
        Notice(
            Tone.WARN,
            "hand",
            _("Say nothing about anybody"),
            _("Not who is here, not how many children. If you are pressed, call your supervisor."),
        )
    )
    return card


def _card(*widgets: Any) -> Card:
    card = Card(spacing=12)
    for widget in widgets:
        card.content.addWidget(widget)
    return card
