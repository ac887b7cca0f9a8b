"""One topic in one language: write it, attach a voice, attach a picture."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from caseworker.evidence.kinds import Sort
from caseworker.model.explanation import Explanation
from caseworker.ports import UnitOfWork
from caseworker.reception.explanations import Told, Topic, keep_explanation
from ui import words
from ui.drafts import WordsKeeper
from ui.evidence.chosen_file import ChosenFile
from ui.evidence.file_field import FileField
from ui.form.languages import is_right_to_left
from ui.language import _, text
from ui.shell import Shell
from ui.widgets.button import primary, quiet
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.label import section, small_strong
from ui.widgets.panel import Card
from ui.widgets.text_input import TextArea


class ExplanationCard(Card):
    """What was attached before stays until another file is kept."""

    left = Signal()

    def __init__(
        self, shell: Shell, topic: Topic, language: str, before: Explanation | None
    ) -> None:
        super().__init__()
        self.setObjectName("explanation-card")
        self._shell, self._topic, self._language = shell, topic, language
        self.words = TextArea(name="explanation-words")
        self.words.setPlainText(before.words if before else "")
        if is_right_to_left(language):
            self.words.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        actor, about = shell.desk.actor.user_id, f"{topic.name}-{language}".lower()
        self._voice = ChosenFile(self, shell, actor, f"explanation-voice-{about}")
        self._picture = ChosenFile(self, shell, actor, f"explanation-picture-{about}")
        keep = primary(_("Keep"), name="keep-explanation")
        keep.clicked.connect(self._keep)
        leave = quiet(_("Back"), name="leave-explanation")
        leave.clicked.connect(self.left)
        self.content.addWidget(section(words.called(topic)))
        self.content.addWidget(
            Field(
                text().within("explanation", "In their words"),
                self.words,
                _("Short sentences, as one says them aloud"),
            )
        )
        self._typed = WordsKeeper(self, shell.desk, actor, f"explanation-{about}")
        for heading, chosen, sort, kept, name in (
            (_("Voice"), self._voice, Sort.SOUND, before and before.sound_id, "voice"),
            (_("Picture"), self._picture, Sort.SCAN, before and before.picture_id, "picture"),
        ):
            said = _("{what}: one is kept", what=heading) if kept else heading
            self.content.addWidget(small_strong(said))
            self.content.addWidget(FileField(chosen, sort, name=f"explanation-{name}"))
        self.content.addWidget(Flow(leave, keep, gap=12))

    def _keep(self) -> None:
        told = Told(
            about=self._topic,
            language=self._language,
            words=self.words.toPlainText().strip(),
            sound=self._voice.of(Sort.SOUND),
            picture=self._picture.of(Sort.SCAN),
        )

        def keep(work: UnitOfWork) -> None:
            keep_explanation(work, told)

        self._shell.desk.write(self, keep, self._kept)

    def _kept(self, _nothing: None) -> None:
        self._typed.discard()
        for chosen in (self._voice, self._picture):
            chosen.discard()
        self._shell.say(_("The explanation is kept"))
        self.left.emit()
