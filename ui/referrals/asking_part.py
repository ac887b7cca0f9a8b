"""Ask for a yes inline: the consent talk, with the lines that this referral needs."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.consent.talk import Asked
from caseworker.errors import GateClosed, KnownError
from caseworker.model.ids import CaseId
from caseworker.model.values import Answer
from caseworker.ports import UnitOfWork
from caseworker.referral.asking import keep_asked
from ui.consent.consent_talk import ConsentTalk
from ui.consent.state import LineState, TalkState, said
from ui.consent.talk_model import TalkModel
from ui.desk import Desk
from ui.widgets.signature_pad import SignaturePad


class AskingPart(QWidget):
    """Keeps the answers as the talk has them, then tells `kept` with whether there is a yes."""

    kept = Signal(bool)
    changed = Signal(TalkState)

    def __init__(
        self, desk: Desk, case_id: CaseId, lines: tuple[Asked, ...], before: TalkState | None
    ) -> None:
        super().__init__()
        self.setObjectName("referral-asking")
        self._desk, self._case_id = desk, case_id
        self.model = TalkModel(_state(lines, before), self)
        self.model.changed.connect(lambda: self.changed.emit(self.model.state))
        self.talk = ConsentTalk(self.model, desk.actor.name)
        self.talk.kept.connect(self._keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.talk)

    def _keep(self) -> None:
        state, case_id = self.model.state, self._case_id
        signature = _signature(state)
        self.talk.decision.keep.setEnabled(False)

        def act(work: UnitOfWork) -> None:
            attachment = work.attach(signature, "image/png") if signature is not None else None
            keep_asked(work, case_id, said(state, work.actor.user_id, work.now(), attachment))

        says_yes = state.lines[0].answer is Answer.YES
        self._desk.write(self, act, lambda _nothing: self.kept.emit(says_yes), self._failed)

    def _failed(self, error: KnownError) -> None:
        self.talk.decision.keep.setEnabled(True)
        if isinstance(error, GateClosed):
            self.talk.show_findings(error.findings)
        else:
            self._desk.failed.emit(error)


def _state(lines: tuple[Asked, ...], before: TalkState | None) -> TalkState:
    """Return a talk about *lines*; answers given before stay where the line is the same."""
    wanted = tuple(
        LineState(
            purpose=line.purpose,
            provider_id=line.provider_id,
            recipient=line.recipient,
            data_items=line.data_items,
        )
        for line in lines
    )
    if before is None:
        return TalkState(lines=wanted)
    given = {_same(line): line.answer for line in before.lines}
    answered = tuple(
        LineState(**{**vars(line), "answer": given.get(_same(line), Answer.NOT_ASKED)})
        for line in wanted
    )
    return TalkState(**{**vars(before), "lines": answered})


def _same(line: LineState) -> tuple[object, ...]:
    return line.purpose, line.provider_id, line.data_items


def _signature(state: TalkState) -> bytes | None:
    if not state.strokes:
        return None
    pad = SignaturePad(name="signature-to-keep")
    pad.set_strokes(state.strokes)
    return pad.png()
