"""A topic as the centre explains it in one language: its words, its picture, its voice."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.errors import KnownError
from caseworker.evidence.keeping import OpenedFile
from caseworker.model.explanation import Explanation
from caseworker.model.ids import AttachmentId
from caseworker.reception.explanations import Topic, explanations, open_part
from ui import words
from ui.evidence.pictures import pages_of
from ui.evidence.playing_card import PlayingCard
from ui.form.controls.pictures import framed
from ui.form.languages import is_right_to_left
from ui.language import _, text
from ui.shell import Shell
from ui.widgets.button import secondary
from ui.widgets.flow import Flow
from ui.widgets.label import body, section, small, strong
from ui.widgets.panel import Card, Hairline
from ui.widgets.stack import clear

PICTURE_SIDE = 260
"""The most room of a picture, in pixels at usual text size."""


class ExplainedCard(Card):
    """All that the centre has on these topics in one language; hidden where it has nothing."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(spacing=10)
        self.setObjectName("explained")
        self._shell = shell
        self.hide()

    def show_explanations(self, language: str, kind: type[Topic]) -> None:
        """Show what the centre has in *language* about topics of this *kind*."""
        kept = self._shell.desk.ask(lambda reads: explanations(reads, language))
        found = {topic: each for topic, each in kept.items() if isinstance(topic, kind)}
        clear(self.content)
        self.setVisible(bool(found))
        if not found:
            return
        name = text().language_name(language)
        self.content.addWidget(section(_("In {language}", language=name)))
        self.content.addWidget(
            small(_("Play or show it, then ask what was understood. Nobody has to read."))
        )
        for place, (topic, explanation) in enumerate(found.items()):
            if place:
                self.content.addWidget(Hairline())
            self.content.addWidget(self._topic(topic, explanation))

    def _topic(self, topic: Topic, explanation: Explanation) -> QWidget:
        around = QWidget()
        column = QVBoxLayout(around)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(strong(words.called(topic)))
        if explanation.words:
            said = body(explanation.words)
            if is_right_to_left(explanation.language):
                said.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            column.addWidget(said)
        if explanation.picture_id is not None:
            column.addWidget(self._picture(topic, explanation.picture_id))
        if explanation.sound_id is not None:
            column.addWidget(self._voice(topic, explanation.sound_id, column))
        return around

    def _picture(self, topic: Topic, picture_id: AttachmentId) -> QWidget:
        file = self._opened(picture_id)
        pages = pages_of(file, 1.0, 0) if file is not None else []
        if not pages:
            return small(_("The picture cannot be shown on this laptop."))
        shown = framed(pages[0], PICTURE_SIDE)
        shown.setAccessibleName(words.called(topic))
        return shown

    def _voice(self, topic: Topic, sound_id: AttachmentId, column: QVBoxLayout) -> QWidget:
        listen = secondary(
            _("Listen"), name=f"listen-{topic.name.lower()}", icon="speaker-high", small=True
        )
        listen.setAccessibleName(_("Listen: {what}", what=words.called(topic)))

        def play() -> None:
            file = self._opened(sound_id)
            listen.hide()
            if file is None:
                column.addWidget(small(_("The voice cannot be played on this laptop.")))
            else:
                column.addWidget(PlayingCard(self._shell, file))

        listen.clicked.connect(play)
        return Flow(listen)

    def _opened(self, attachment_id: AttachmentId) -> OpenedFile | None:
        """Return a part that is whole; one that is not is said in its place."""
        try:
            return self._shell.desk.ask(lambda reads: open_part(reads, attachment_id))
        except KnownError:
            return None
