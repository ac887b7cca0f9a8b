"""A long form: its parts at the side, one at a time or all at once, in any of its languages."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from forms import FormEntry
from forms.plain_words import plain
from ui import words
from ui.form.form_view import FormView
from ui.form.jump_list import JumpList, PartLine, answered_words
from ui.form.languages import called
from ui.form.reading_aloud import ReadingAloud
from ui.form.surroundings import Surroundings
from ui.language import _, ngettext
from ui.speech import SystemVoices, Voices
from ui.widgets.button import quiet, secondary
from ui.widgets.chip import FilterChip
from ui.widgets.columns import TwoColumns
from ui.widgets.flow import Flow
from ui.widgets.label import small
from ui.widgets.select import Select

_MANY = 4
"""A form of more parts than this opens one part at a time."""


class FormFilling(QWidget):
    """Everything around a form while it is filled; what is typed is in the entry at once."""

    changed = Signal()

    def __init__(
        self,
        entry: FormEntry,
        *,
        name: str,
        surroundings: Surroundings | None = None,
        voices: Voices | None = None,
    ) -> None:
        """Show *entry*; *voices* finds who reads it aloud."""
        super().__init__()
        self.setObjectName(f"{name}-filling")
        self.entry = entry
        self.form = FormView(entry, name=name, surroundings=surroundings)
        self.aloud = ReadingAloud(self.form, voices or SystemVoices())
        self._now = 0
        self._lines: list[PartLine] = []
        self._single = FilterChip(
            _("One part at a time"), name="one-part", checked=len(self.form.parts) > _MANY
        )
        self._undo = quiet(_("Undo"), name="form-undo", icon="arrow-counter-clockwise", small=True)
        self._redo = quiet(_("Do it again"), name="form-redo", small=True)
        self._progress = small("")
        self._back = quiet(_("Part before"), name="part-before", icon="arrow-left")
        self._on = secondary(_("Next part"), name="part-after", icon="arrow-right")
        self.jump = JumpList()
        self._build()
        self._connect()
        self._show()

    def show_findings(self) -> bool:
        """Mark what is missing or wrong; return whether anything is, and go to the first."""
        missing = self.form.show_findings()
        self._follow()
        return missing

    def _build(self) -> None:
        bar = Flow(self._single, self.aloud.switch, self._undo, self._redo, self._progress, gap=12)
        languages = self.entry.languages
        if len(languages) > 1:
            self.language = Select(
                [(each, called(each)) for each in languages],
                name="form-language",
                label=_("Language of the form"),
            )
            self.language.set_value(self.entry.language)
            self.language.chosen.connect(self.form.show_language)
            self.language.chosen.connect(lambda _language: self.aloud.speak_again())
            bar.flow.add(self.language)
        columns = TwoColumns(side_width=288, gap=24, spacing=12)
        columns.main.addWidget(bar)
        columns.main.addWidget(self.aloud.note)
        columns.main.addWidget(self.form)
        columns.main.addWidget(Flow(self._back, self._on, gap=12))
        columns.side.addWidget(self.jump)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(columns)

    def _connect(self) -> None:
        self.form.changed.connect(self._show)
        self.form.changed.connect(self.changed)
        self.form.answered.connect(self._go_on_by_itself)
        self._single.toggled.connect(lambda _on: self._show())
        self._undo.clicked.connect(self.form.undo)
        self._redo.clicked.connect(self.form.redo)
        self._back.clicked.connect(lambda: self._step(-1))
        self._on.clicked.connect(lambda: self._step(1))
        self.jump.chosen.connect(self.open_part)

    def where(self) -> tuple[int, str]:
        """Return the part that is open, and the question that has the keyboard, if one has."""
        return self._now, self.form.path_with_keyboard() or ""

    def return_to(self, part: int, path: str) -> None:
        """Stand where somebody stopped: at the question, or at the part where it is gone."""
        if path in self.form.questions and self.entry.relevant(path):
            self.form.go_to(path)
            self._follow()
        elif part in self._open_places():
            self.open_part(part)

    def show_whole(self) -> None:
        """Show every part at once."""
        self._single.setChecked(False)

    def open_part(self, place: int) -> None:
        """Show the part at *place*, from its first question on."""
        self._now = place
        self._show()
        shown = (view for view in self.form.parts[place].questions if not view.isHidden())
        first = next((view for view in shown if view.control is not None), None)
        if first is not None:
            self.form.go_to(first.path)

    def _show(self) -> None:
        places = self._open_places()
        if self._now not in places:
            self._now = next((each for each in places if each >= self._now), places[-1])
        single = self._single.isChecked()
        self.form.show_only(self._now if single else None)
        lines = [self._line(place) for place in places]
        if lines != self._lines:
            self._lines = lines
            self._say_how_far(lines)
        self._undo.setEnabled(self.entry.can_undo)
        self._redo.setEnabled(self.entry.can_redo)
        for button, beyond in ((self._back, places[0]), (self._on, places[-1])):
            button.setVisible(single)
            button.setEnabled(self._now != beyond)

    def _say_how_far(self, lines: Sequence[PartLine]) -> None:
        self.jump.show_lines(lines)
        asked, answered = sum(line.asked for line in lines), sum(line.answered for line in lines)
        missing = sum(line.missing for line in lines)
        left = ngettext("{count} thing missing", "{count} things missing", missing)
        self._progress.setText(
            words.joined(answered_words(answered, asked), left if missing else "")
        )

    def _line(self, place: int) -> PartLine:
        part = self.form.parts[place]
        standings = [view.standing for view in part.questions]
        return PartLine(
            place=place,
            title=part.title or (plain(part.questions[0].label) if part.questions else ""),
            asked=sum(each.asked for each in standings),
            answered=sum(each.answered for each in standings),
            missing=sum(each.missing for each in standings),
            here=self._single.isChecked() and place == self._now,
        )

    def _open_places(self) -> list[int]:
        """Return the places of the parts that are relevant now."""
        return [place for place, part in enumerate(self.form.parts) if part.relevant()] or [0]

    def _step(self, by: int) -> None:
        places = self._open_places()
        self.open_part(places[places.index(self._now) + by])

    def _follow(self) -> None:
        """Stand on the part into which the form went by itself."""
        here = next(
            (
                place
                for place, part in enumerate(self.form.parts)
                if any(view.isAncestorOf(self.window().focusWidget()) for view in part.questions)
            ),
            self._now,
        )
        self._now = here
        self._show()

    def _go_on_by_itself(self, path: str) -> None:
        """Open the next part where its only question wants to be quick."""
        view = self.form.questions[path]
        alone = view.goes_on and self.form.parts[self._now].questions == [view]
        if alone and self._now != self._open_places()[-1]:
            self._step(1)
