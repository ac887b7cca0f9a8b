"""How it is said, and what shows it: drawn, on paper, aloud, or recorded after a yes to that."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.consent.validity import RECORDED
from caseworker.evidence.kinds import Sort
from caseworker.model.consent import FormOfConsent
from caseworker.model.values import Answer
from ui import words
from ui.consent.talk_model import TalkModel
from ui.evidence.chosen_file import ChosenFile
from ui.evidence.file_field import FileField
from ui.language import _, text
from ui.widgets.button import quiet
from ui.widgets.field import Field
from ui.widgets.label import section, small, small_strong
from ui.widgets.segments import Segments
from ui.widgets.signature_pad import SignaturePad
from ui.widgets.stack import Column, Line, show_if
from ui.widgets.text_input import TextField

_FORMS = (
    FormOfConsent.SIGNATURE,
    FormOfConsent.VERBAL,
    FormOfConsent.ON_PAPER,
    FormOfConsent.THUMBPRINT,
    FormOfConsent.AUDIO,
    FormOfConsent.VIDEO,
)
_ON_PAPER = (FormOfConsent.ON_PAPER, FormOfConsent.THUMBPRINT)


class EvidencePart(QWidget):
    """A thumbprint, a voice or a face is never asked for; each can stay on paper instead."""

    def __init__(self, model: TalkModel, certifier: str, chosen: ChosenFile) -> None:
        super().__init__()
        self.setObjectName("consent-evidence")
        self._model, self._certifier, self._chosen = model, certifier, chosen
        state = model.state
        form = Segments(
            [(each.value, words.called(each)) for each in _FORMS],
            name="form-of-consent",
            label=_("How it is said"),
            value=state.form.value if state.form else None,
            equal=0,
        )
        form.chosen.connect(self._choose)
        self._signing = self._sign()
        self._spoken = small(_("Spoken words, certified in writing by {name}", name=certifier))
        self._paper = self._on_paper()
        self._recorded = self._recording()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        parts = (self._signing, self._spoken, self._paper, self._recorded)
        for part in (section(_("How it is said")), form, *parts):
            column.addWidget(part)
        chosen.changed.connect(model.tell)
        self._show(state.form)

    def _choose(self, key: str) -> None:
        self._show(FormOfConsent(key))
        self._model.change(form=FormOfConsent(key))

    def _show(self, form: FormOfConsent | None) -> None:
        show_if(self._signing, form is FormOfConsent.SIGNATURE)
        show_if(self._spoken, form is FormOfConsent.VERBAL)
        show_if(self._paper, form in _ON_PAPER)
        show_if(self._recorded, form in RECORDED)
        self._show_recording(form)

    def _sign(self) -> QWidget:
        pad = SignaturePad(name="signature-pad")
        pad.set_strokes(self._model.state.strokes)
        pad.changed.connect(lambda: self._model.change(strokes=pad.strokes()))
        clear = quiet(_("Clear"), name="clear-signature", small=True)
        clear.clicked.connect(pad.clear)
        return Column(pad, Line(small(_("Signs here")), clear))

    def _on_paper(self) -> QWidget:
        place = TextField(
            self._model.state.paper_place, name="paper-place", example=_("Cabinet 3, folder 12")
        )
        place.textEdited.connect(lambda typed: self._model.change(paper_place=typed))
        return Column(
            Field(_("Where the paper lies"), place),
            small(_("Or attach a scan of the signed paper; both is best.")),
            FileField(self._chosen, Sort.SCAN, name="evidence-scan"),
        )

    def _recording(self) -> QWidget:
        may = Segments(
            [(each.value, words.called(each))
             for each in (Answer.YES, Answer.NO, Answer.NOT_ASKED)],
            name="may-record",
            label=_("May this be recorded?"),
            value=self._model.state.recording.value,
            equal=2,
        )  # fmt: skip
        may.chosen.connect(self._say_recording)
        self._noted = small_strong("")
        self._not_without = small("")
        self._sound = FileField(self._chosen, Sort.SOUND, name="evidence-sound")
        self._video = FileField(self._chosen, Sort.PICTURES, name="evidence-video")
        return Column(
            Field(
                _("May this be recorded?"),
                may,
                _("Asked before anything is recorded. A voice or a face tells who somebody is."),
            ),
            self._noted,
            self._not_without,
            self._sound,
            self._video,
        )

    def _say_recording(self, key: str) -> None:
        said = Answer(key)
        at = self._chosen.now() if said is Answer.YES else None
        if said is not Answer.YES and not self._chosen.of(Sort.SCAN):
            # Without the yes nothing recorded stays, not even in the draft.
            self._chosen.remove()
        self._model.change(recording=said, recording_at=at)
        self._show_recording(self._model.state.form)

    def _show_recording(self, form: FormOfConsent | None) -> None:
        state = self._model.state
        agreed = state.recording is Answer.YES and state.recording_at is not None
        if state.recording_at is not None:
            self._noted.setText(
                _(
                    "Yes to recording, said at {time}, certified by {name}",
                    time=_clock(state.recording_at),
                    name=self._certifier,
                )
            )
        self._not_without.setText(
            _("Nothing is recorded. Choose another way to say it.")
            if state.recording is Answer.NO
            else _("The file can be attached once there is a yes to recording.")
        )
        show_if(self._noted, agreed)
        show_if(self._not_without, not agreed)
        show_if(self._sound, agreed and form is FormOfConsent.AUDIO)
        show_if(self._video, agreed and form is FormOfConsent.VIDEO)


def _clock(moment: datetime) -> str:
    return text().clock(moment.astimezone())
