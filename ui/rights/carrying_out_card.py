"""What follows from the answer: what has happened already, and what somebody still has to do."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QWidget

from caseworker.model.rights import Outcome, RequestKind
from caseworker.permissions import Act, may
from caseworker.ports import UnitOfWork
from caseworker.rights.effects import mark_corrected
from caseworker.views.wish import Wish
from ui.drafts import WordsKeeper
from ui.language import _
from ui.rights.words import REFUSED
from ui.screen import Screen
from ui.theme.tokens import Tone
from ui.widgets.button import Button, secondary
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.label import body, section
from ui.widgets.notice import Notice
from ui.widgets.panel import Card
from ui.widgets.text_input import TextField
from ui.window.navigation import Destination, Place


class CarryingOutCard(Card):
    """Each kind of wish has its own; nothing is called done that is not."""

    def __init__(self, screen: Screen, shown: Wish) -> None:
        super().__init__(spacing=10)
        self.setObjectName("carrying-out-card")
        self._screen, self._shown = screen, shown
        self.content.addWidget(section(_("What follows")))
        for widget in self._parts():
            self.content.addWidget(widget)

    def _parts(self) -> list[QWidget]:
        shown = self._shown
        if shown.outcome is Outcome.REFUSED:
            return [body(_(REFUSED))]
        if shown.kind is RequestKind.ACCESS:
            return self._copy()
        if shown.kind is RequestKind.CORRECTION:
            return self._correction()
        if shown.kind is RequestKind.ERASURE:
            return self._erasure()
        if shown.kind is RequestKind.STOP_SERVICES:
            return self._stopped()
        return [body(_("The uses that were chosen have ended. Referrals that relied on them stopped"
                       " or wait to be recalled."))]  # fmt: skip

    def _copy(self) -> list[QWidget]:
        given = self._shown.carried_out_at is not None
        said = (
            _("The copy was given.")
            if given
            else _("The copy is screened item by item before it is printed.")
        )
        if not may(self._screen.desk.actor, Act.DECIDE_REQUEST):
            return [body(said)]
        name = _("Open the copy again") if given else _("Prepare the copy")
        return [body(said), Flow(self._going(name, "prepare-copy", "copy", "copy"))]

    def _correction(self) -> list[QWidget]:
        shown = self._shown
        if shown.carried_out_at is not None:
            return [body(shown.carried_out)]
        parts: list[QWidget] = [
            body(_("Correct it where it stands: a note gets a correction beside it."))
        ]
        if may(self._screen.desk.actor, Act.READ_CASE):
            place = (
                Destination(Place.CASE, str(shown.case_id))
                if shown.case_id
                else Destination(Place.PERSON, str(shown.person_id))
            )
            there = secondary(_("Open where it stands"), name="open-to-correct", small=True)
            there.clicked.connect(lambda: self._screen.shell.go(place))
            parts.append(Flow(there))
        done = TextField(name="corrected-what")
        mark = secondary(_("It is corrected"), name="mark-corrected", small=True)
        field = Field(_("What was corrected"), done)

        def keep() -> None:
            words = done.text().strip()
            if not words:
                field.set_error(_("A few words are enough."))
                return
            request_id = shown.id

            def act(work: UnitOfWork) -> None:
                mark_corrected(work, request_id, words)

            def kept(_nothing: None) -> None:
                typed.discard()
                self._screen.shell.say(_("Kept: it is corrected"))

            self._screen.desk.write(self._screen, act, kept)

        typed = WordsKeeper(field, self._screen.desk, shown.id, "corrected")
        mark.clicked.connect(keep)
        return [*parts, field, Flow(mark)]

    def _erasure(self) -> list[QWidget]:
        shown = self._shown
        if shown.called_off_at is not None:
            return [body(_("It was called off: the record stays as it is."))]
        notice = Notice(
            Tone.WARN,
            "warning-circle",
            _("Decided, and not erased yet"),
            _(
                "A second person agrees before it is erased. Tell the person the answer first:"
                " afterwards nobody here knows how to reach them."
            ),
            (self._to_erasing(shown.erasure_id),) if shown.erasure_id else (),
        )
        notice.setObjectName("not-erased")
        parts: list[QWidget] = [notice]
        if may(self._screen.desk.actor, Act.RESTRICT):
            if shown.restricted:
                parts.append(body(_("Until then, the record is closed to all but a few.")))
            else:
                parts.append(body(_("Until then, close the record to all but a few.")))
            go = secondary(
                _("Who may see the record"), name="restrict-instead", icon="lock-simple", small=True
            )
            person = str(shown.person_id)
            go.clicked.connect(
                lambda: self._screen.shell.go(Destination(Place.RIGHTS, person, "seen by"))
            )
            parts.append(Flow(go))
        return parts

    def _to_erasing(self, erasure_id: UUID) -> Button:
        button = secondary(_("See what will be erased"), name="open-erasure", small=True)
        place = Destination(Place.RIGHTS, str(erasure_id), "erasure")
        button.clicked.connect(lambda: self._screen.shell.go(place))
        return button

    def _stopped(self) -> list[QWidget]:
        shown = self._shown
        said = body(_("Planned follow-ups and referrals that had not gone are cancelled. The"
                      " caseworker ends the case together with the person."))  # fmt: skip
        if shown.case_id is None or not may(self._screen.desk.actor, Act.READ_CASE):
            return [said]
        close = secondary(_("Open the closure"), name="open-closure", small=True)
        place = Destination(Place.CASE, str(shown.case_id), "closure")
        close.clicked.connect(lambda: self._screen.shell.go(place))
        return [said, Flow(close)]

    def _going(self, words: str, name: str, icon: str, part: str) -> Button:
        button = secondary(words, name=name, icon=icon, small=True)
        place = Destination(Place.RIGHTS, str(self._shown.id), part)
        button.clicked.connect(lambda: self._screen.shell.go(place))
        return button
