"""Questions that are answered by a file or a signature, kept in encrypted drafts until the form is.

The form stores a token; the bytes lie in a draft under it. The token moves with its line where
lines of a repeat move, so a file never comes to stand under another child.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from uuid import UUID, uuid4

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.evidence.answers import RECORDINGS, agreed_to_recording, attachment_of
from caseworker.evidence.kinds import PNG, Sort
from caseworker.evidence.ready import ReadyFile
from caseworker.model.ids import AttachmentId
from forms import FormEntry, Question
from ui.evidence.chosen_file import ChosenFile, draft_file, kept_file
from ui.evidence.file_field import FileField
from ui.evidence.record_part import RecordPart
from ui.form.controls.control import Control
from ui.form.controls.pictures import framed
from ui.language import _
from ui.shell import Shell
from ui.widgets.button import quiet, secondary
from ui.widgets.flow import Flow
from ui.widgets.label import small, small_strong
from ui.widgets.signature_pad import SignaturePad
from ui.widgets.stack import Column, show_if

TOKEN = "file-"  # noqa: S105  it stands for a file and opens nothing
"""How the answer begins that stands for a file in a draft."""
_SORTS = {
    "image": Sort.SCAN,
    "file": Sort.SCAN,
    "audio": Sort.SOUND,
    "video": Sort.PICTURES,
}
_SIGNED_SIDE = 310


class MediaQuestions:
    """Makes the controls of such questions, and knows their files."""

    def __init__(
        self,
        shell: Shell,
        owner: QObject,
        subject: UUID,
        form: str,
        look: Callable[[AttachmentId], None] | None = None,
    ) -> None:
        """Keep drafts of *form* about *subject*; *look* opens a file that was kept before."""
        self._shell, self._owner = shell, owner
        self._subject, self._form, self._look = subject, form, look

    def controls(self) -> Mapping[str, Callable[[Question], Control]]:
        """Return how the control of each such kind of question is made."""
        made: dict[str, Callable[[Question], Control]] = {"signature": self._signature}
        for kind, sort in _SORTS.items():
            made[kind] = partial(self._file, sort)
        return made

    def files(self, entry: FormEntry) -> dict[str, ReadyFile]:
        """Return the files that answer questions of *entry*, by token."""
        tokens = (text for text in entry.answers().values() if text.startswith(TOKEN))
        found = {token: self._kept(token) for token in tokens}
        return {token: file for token, file in found.items() if file is not None}

    def discard(self, entry: FormEntry) -> None:
        """Forget the files: they are kept for good, or are not to be kept at all."""
        for token in self.files(entry):
            self._shell.desk.discard_draft(self._subject, self._draft(token))

    def _draft(self, token: str) -> str:
        return f"{self._form}-{token}"

    def _kept(self, token: str) -> ReadyFile | None:
        return kept_file(self._shell.desk, self._subject, self._draft(token))

    def _file(self, sort: Sort, question: Question) -> Control:
        before = attachment_of(question.value)
        if sort in RECORDINGS and before is None and not self._may_record():
            return _asked_first(question)
        token = question.value if question.value.startswith(TOKEN) else f"{TOKEN}{uuid4()}"
        chosen = ChosenFile(self._owner, self._shell, self._subject, self._draft(token))
        field: QWidget = FileField(chosen, sort, name=question.name)
        if sort is Sort.SOUND:
            recorders = self._shell.outside.recorders
            field = Column(
                RecordPart(recorders, chosen.take_recorded, name=question.name), field, gap=4
            )
        around, look = self._with_kept(field, before, question)
        # What was kept before stands until another file is chosen.
        state = {"kept": question.value if before is not None else ""}

        def answer() -> str:
            return token if chosen.of(sort) is not None else state["kept"]

        def show(stored: str) -> None:
            state["kept"] = stored if attachment_of(stored) is not None else ""
            if stored != token and chosen.file is not None:
                chosen.discard()
            show_if(look, bool(state["kept"]))

        control = Control(around, answer, show)
        chosen.changed.connect(control.tell)
        return control

    def _may_record(self) -> bool:
        return self._shell.desk.ask(lambda reads: agreed_to_recording(reads, self._subject))

    def _with_kept(
        self, field: QWidget, before: AttachmentId | None, question: Question
    ) -> tuple[QWidget, QWidget]:
        """Return *field* with the way to the file that was kept, and that way."""
        around = QWidget()
        column = QVBoxLayout(around)
        column.setContentsMargins(0, 0, 0, 0)
        open_it = secondary(_("Look at what is kept"), name=f"{question.name}-kept", small=True)
        line = Flow(open_it)
        if before is not None and self._look is not None:
            look = self._look
            open_it.clicked.connect(lambda: look(before))
        column.addWidget(line)
        column.addWidget(field)
        show_if(line, before is not None and self._look is not None)
        around.setFocusProxy(field)
        return around, line

    def _signature(self, question: Question) -> Control:
        token = question.value if question.value.startswith(TOKEN) else f"{TOKEN}{uuid4()}"
        drawn = self._kept(token)
        pad = SignaturePad(name=question.name, label=question.label)
        again = quiet(_("Sign again"), name=f"{question.name}-again", small=True)
        said = small_strong(_("Signed"))
        around = QWidget()
        column = QVBoxLayout(around)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(said)
        if drawn is not None:
            column.addWidget(framed(QImage.fromData(drawn.content), _SIGNED_SIDE))
        column.addWidget(pad)
        column.addWidget(Flow(again))
        signed = {"now": drawn is not None or attachment_of(question.value) is not None}

        def show() -> None:
            show_if(said, signed["now"] and not pad.signed)
            show_if(pad, not signed["now"] or pad.signed)

        def draw() -> None:
            if pad.signed:
                signed["now"] = True
                draft_file(self._shell.desk, self._subject, self._draft(token),
                           ReadyFile(PNG, pad.png()))  # fmt: skip
            control.tell()

        def begin_again() -> None:
            signed["now"] = False
            pad.clear()
            show()

        def answer() -> str:
            if attachment_of(question.value) is not None and signed["now"] and not pad.signed:
                return question.value
            return token if signed["now"] else ""

        control = Control(around, answer, lambda _stored: show())
        pad.changed.connect(draw)
        again.clicked.connect(begin_again)
        show()
        return control


def _asked_first(question: Question) -> Control:
    """Return what stands for a recording while there is no yes to it."""
    said = small(_("First a yes to recording: it is asked in the talk about consent."))
    said.setObjectName(f"{question.name}-needs-yes")
    return Control(said, lambda: question.value, lambda _stored: None)
