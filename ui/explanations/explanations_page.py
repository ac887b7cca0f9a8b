"""The explanations of the centre, language by language (R-271)."""

from __future__ import annotations

from typing import ClassVar

from caseworker.model.entity import Entity
from caseworker.model.explanation import Explanation
from caseworker.reception.explanations import TOPICS, Topic, explanations
from ui import words
from ui.explanations.explanation_card import ExplanationCard
from ui.language import _, text
from ui.reception.spoken import language_options
from ui.screen import Screen
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.widgets.button import ghost
from ui.widgets.chip import Chip
from ui.widgets.field import Field
from ui.widgets.row_list import Row, RowList
from ui.widgets.select import Select
from ui.widgets.stack import let_go


class ExplanationsPage(Screen):
    """Choose a language; each topic can have words, a voice and a picture."""

    watches: ClassVar[tuple[type[Entity], ...]] = (Explanation,)

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell,
            _("Explanations"),
            _("In the languages of those who arrive. Record who speaks them, and draw."),
            name="explanations",
        )
        self.language = Select(
            language_options(),
            name="explanations-language",
            label=_("Language"),
            unanswered=_("Choose a language"),
            searchable=True,
        )
        self.language.set_value("ti")
        self.language.chosen.connect(self._choose)
        self._rows: RowList | None = None
        self._card: ExplanationCard | None = None
        self.add(Field(_("Language"), self.language))
        self.reload()

    def reload(self) -> None:
        """Show what there is in the language chosen."""
        language = self.language.value() or ""
        found = self.desk.ask(lambda reads: explanations(reads, language))
        if self._rows is not None:
            let_go(self._rows)
        self._rows = RowList()
        self._rows.add_in_turns(self._row(topic, found.get(topic)) for topic in TOPICS)
        self.add(self._rows)
        self._rows.setVisible(self._card is None)

    def _row(self, topic: Topic, kept: Explanation | None) -> Row:
        opened = ghost(
            text().within("act", "Open"), name=f"explain-{topic.name.lower()}", small=True
        )
        opened.setAccessibleName(_("Open: {what}", what=words.called(topic)))
        opened.clicked.connect(lambda: self._open(topic, kept))
        chips = []
        if kept is not None and kept.sound_id is not None:
            chips.append(Chip(_("Voice"), Tone.OK, "speaker-high"))
        if kept is not None and kept.picture_id is not None:
            chips.append(Chip(_("Picture"), Tone.OK, "eye"))
        said = kept.words if kept is not None else _("Nothing yet")
        return Row(words.called(topic), said, chips=chips, acts=(opened,))

    def _choose(self, _language: str) -> None:
        self._close()
        self.reload()

    def _open(self, topic: Topic, kept: Explanation | None) -> None:
        self._close()
        language = self.language.value()
        if language is None:
            return
        self._card = ExplanationCard(self.shell, topic, language, kept)
        self._card.left.connect(self._close)
        if self._rows is not None:
            self._rows.hide()
        self.add(self._card)
        self._card.words.setFocus()

    def _close(self) -> None:
        if self._card is not None:
            let_go(self._card)
            self._card = None
        if self._rows is not None:
            self._rows.show()
