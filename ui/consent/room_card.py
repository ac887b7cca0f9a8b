"""Who is in the room, who interprets, and what was told before anything else."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.documents.consent_form import NOT_SECRET
from caseworker.model.consent import InterpreterTie
from ui.consent.state import InterpreterState
from ui.consent.talk_model import TalkModel
from ui.language import _
from ui.theme.theme import theme
from ui.theme.tokens import Tone
from ui.widgets.choice_list import CheckRow
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.label import strong
from ui.widgets.notice import Notice
from ui.widgets.panel import Card, Panel
from ui.widgets.segments import Segments
from ui.widgets.stack import Column, show_if
from ui.widgets.text_input import TextField


class RoomCard(Card):
    """The room, and an interpreter who is independent, adult, and bound by an undertaking."""

    def __init__(self, model: TalkModel) -> None:
        super().__init__()
        self._model = model
        self.setObjectName("consent-room")
        state = model.state
        self.private = CheckRow(
            _("Nobody else can listen"), name="room-private", checked=state.private
        )
        self.private.clicked.connect(lambda on: model.change(private=on))
        self.helped = Segments(
            [("no", _("No interpreter")), ("yes", _("With interpreter"))],
            name="room-interpreter",
            label=_("Interpreter"),
            value="yes" if state.interpreter else "no",
        )
        self.helped.chosen.connect(self._choose)
        self._details = self._interpreter(state.interpreter or InterpreterState())
        show_if(self._details, state.interpreter is not None)
        for widget in (strong(_("In the room")), self.private, self.helped, self._details):
            self.content.addWidget(widget)

    def _interpreter(self, who: InterpreterState) -> QWidget:
        change = self._model.change_interpreter
        code = TextField(who.code, name="interpreter-code")
        code.textEdited.connect(lambda said: change(code=said))
        ties = (
            (InterpreterTie.INDEPENDENT, _("Independent")),
            (InterpreterTie.COMMUNITY, _("Same community")),
            (InterpreterTie.RELATIVE, _("Relative")),
        )
        tie = Segments(
            [(each.value, said) for each, said in ties],
            name="interpreter-tie",
            label=_("What the interpreter is to the person"),
            value=who.tie.value,
            equal=0,
        )
        reason = TextField(who.override_reason, name="interpreter-reason")
        reason.textEdited.connect(lambda said: change(override_reason=said))
        why = Field(_("Why a relative, to save a life"), reason)
        show_if(why, who.tie is InterpreterTie.RELATIVE)

        def tie_chosen(key: str) -> None:
            why.setVisible(InterpreterTie(key) is InterpreterTie.RELATIVE)
            change(tie=InterpreterTie(key))

        tie.chosen.connect(tie_chosen)
        signed = CheckRow(
            _("The interpreter has signed the undertaking"),
            name="interpreter-signed",
            checked=who.has_signed,
        )
        signed.clicked.connect(lambda on: change(has_signed=on))
        child = CheckRow(
            _("The interpreter is a child"), name="interpreter-child", checked=not who.adult
        )
        child.clicked.connect(lambda on: change(adult=not on))
        named = Field(_("Interpreter, by code"), code, _("Never a name on paper"))
        return Column(named, tie, why, signed, child)

    def _choose(self, key: str) -> None:
        self._details.setVisible(key == "yes")
        self._model.change(interpreter=InterpreterState() if key == "yes" else None)


class ExplanationCard(Panel):
    """What cannot stay secret, told first; then said back in own words."""

    def __init__(self, model: TalkModel) -> None:
        super().__init__("soft")
        told = CheckRow(_("I have told this"), name="limits-told", checked=model.state.limits_told)
        back = CheckRow(
            _("It was said back in own words"), name="said-back", checked=model.state.said_back
        )
        told.clicked.connect(lambda on: model.change(limits_told=on))
        back.clicked.connect(lambda on: model.change(said_back=on))
        limits = " ".join(_(limit) for limit in NOT_SECRET)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 8)
        column.setSpacing(0)
        column.addWidget(
            Notice(Tone.CHOSEN, "speaker-high", _("Told first: what cannot stay secret"), limits)
        )
        marks = Flow(told, back, gap=24)
        # Below the icon of the words above them.
        marks.flow.setContentsMargins(theme().space(7), 0, theme().space(7), 0)
        column.addWidget(marks)
