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
from ui.consent.showing import showing
from ui.consent.state import LineState, TalkState, said
from ui.consent.talk_model import TalkModel
from ui.evidence.chosen_file import ChosenFile
from ui.shell import Shell

CONSENT_FILE = "referral-consent-file"


class AskingPart(QWidget):
    """Keeps the answers as the talk has them, then tells `kept` with whether there is a yes."""

    kept = Signal(bool)
    changed = Signal(TalkState)

    def __init__(
        self, shell: Shell, case_id: CaseId, lines: tuple[Asked, ...], before: TalkState | None
    ) -> None:
        super().__init__()
        self.setObjectName("referral-asking")
        self._desk, self._case_id = shell.desk, case_id
        self.chosen = ChosenFile(self, shell, case_id, CONSENT_FILE)
        self.model = TalkModel(_state(lines, before), self)
        self.model.changed.connect(lambda: self.changed.emit(self.model.state))
        self.talk = ConsentTalk(self.model, self._desk.actor.name, self.chosen)
        self.talk.kept.connect(self._keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.talk)

    def _keep(self) -> None:
        state, case_id = self.model.state, self._case_id
        shown_by = showing(state, self.chosen.file)
        self.talk.decision.keep.setEnabled(False)

        def act(work: UnitOfWork) -> None:
            attachment = shown_by.keep(work)
            keep_asked(work, case_id, said(state, work.actor.user_id, work.now(), attachment))

        says_yes = state.lines[0].answer is Answer.YES

        def kept(_nothing: None) -> None:
            self.chosen.discard()
            self.kept.emit(says_yes)

        self._desk.write(self, act, kept, self._failed)

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
