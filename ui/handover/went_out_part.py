"""How a case that went to another centre stands: it waits, was accepted, or came back."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal

from caseworker.text import isolate
from caseworker.views.handovers import WentOut
from ui import words
from ui.language import _
from ui.theme.tokens import Tone
from ui.widgets.button import quiet, secondary
from ui.widgets.notice import Notice
from ui.widgets.stack import Column, clear


class WentOutPart(Column):
    """Notices above the plan."""

    did_not_leave = Signal()
    answer_wanted = Signal()
    told = Signal(UUID)
    """The centre was told that her yes ended."""

    def __init__(self) -> None:
        super().__init__(gap=8)
        self.setObjectName("went-out")

    def show_state(self, went: WentOut | None) -> None:
        """Show how it stands; nothing where nothing went."""
        clear(self.box)
        self.setVisible(went is not None and not went.taken_back)
        if went is None or went.taken_back:
            return
        for disclosure_id in went.recalls:
            self.box.addWidget(self._recall(disclosure_id))
        self.box.addWidget(self._state(went))

    def _state(self, went: WentOut) -> Notice:
        centre = isolate(went.centre)
        if went.answered_at is None:
            back = quiet(_("It did not leave"), name="did-not-leave", small=True)
            back.clicked.connect(self.did_not_leave)
            look = secondary(_("Look for the answer"), name="look-for-answer", small=True)
            look.clicked.connect(self.answer_wanted)
            sentence = words.joined(
                _("Sent {day}. The work goes on here until they answer.",
                  day=words.day(went.sent_at)),
                _("Ask there: {who}", who=isolate(went.ask)) if went.ask else "",
            )  # fmt: skip
            heading = _("Waits for an answer from {centre}", centre=centre)
            return Notice(Tone.CHOSEN, "clock", heading, sentence, (back, look))
        if went.accepted:
            return Notice(
                Tone.OK,
                "check-circle",
                _("{centre} took the case over", centre=centre),
                _("Since {day}. What is kept here is kept as long as the rules say.",
                  day=words.day(went.answered_at)),
            )  # fmt: skip
        return Notice(
            Tone.WARN,
            "arrow-counter-clockwise",
            _("{centre} declined the case", centre=centre),
            _("Their reason: {reason}", reason=isolate(went.answer)),
        )

    def _recall(self, disclosure_id: UUID) -> Notice:
        told = secondary(_("The centre was told"), name="centre-told", small=True)
        told.clicked.connect(lambda: self.told.emit(disclosure_id))
        return Notice(
            Tone.WARN,
            "hand",
            _("The yes was taken back after the case went out"),
            _("Ask the centre to delete it and to stop. Think first whether telling them is safe."),
            (told,),
        )
