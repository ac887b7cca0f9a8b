"""The forms filled about a case or a person, and those that can be begun."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout

from caseworker.documents.health_record import health_record, may_hand_over
from caseworker.form_library.opening import to_begin
from caseworker.form_library.subjects import subject_of
from caseworker.model.entity import Entity
from caseworker.model.form import FilledForm, InstalledForm
from caseworker.text import isolate
from ui.form_library.lists import FilledList, begin_list, search_field
from ui.language import _, text
from ui.screen import Screen
from ui.shell import Shell
from ui.widgets.button import quiet, secondary
from ui.widgets.columns import TwoColumns
from ui.widgets.section import SectionHead
from ui.widgets.stack import clear, show_if


class AboutPage(Screen):
    """Answers are searched here, within one case, and nowhere else."""

    watches: ClassVar[tuple[type[Entity], ...]] = (FilledForm, InstalledForm)

    def __init__(self, shell: Shell, subject: UUID) -> None:
        back = quiet(_("Back"), name="leave-forms", icon="arrow-left")
        back.clicked.connect(shell.back)
        about = shell.desk.ask(lambda reads: subject_of(reads, subject))
        number = about.case.number if about.case is not None else ""
        said = _("Case {number}", number=isolate(number)) if number else ""
        health = secondary(_("Health record"), name="print-health", icon="printer")
        super().__init__(shell, _("Forms"), said, back, health, name="forms-about")
        self._subject, self._person = subject, about.person
        show_if(health, about.person is not None and may_hand_over(self.desk.actor))
        health.clicked.connect(self._show_health)
        self.desk.saw(subject, "forms", restricted=about.restricted)
        search = search_field()
        self._filled = FilledList(shell, subject, search)
        self._begin = QVBoxLayout()
        columns = TwoColumns()
        columns.main.addWidget(self._filled)
        columns.side.addLayout(self._begin)
        self.add(search, columns)
        self.reload()

    def _show_health(self) -> None:
        """Show all that is written about the person's health, to be handed over (R-312)."""
        if self._person is not None:
            key = self._person.id
            self.shell.show_document(lambda reads, text: health_record(reads, key, text), key)

    def reload(self) -> None:
        """Show what was filled, and what can be begun."""
        self._filled.show_lines()
        clear(self._begin)
        lines = self.desk.ask(
            lambda reads: to_begin(reads, text(), subject_of(reads, self._subject))
        )
        if lines:
            head = SectionHead(_("Fill in a form"), text().number(len(lines)))
            self._begin.addWidget(head)
            self._begin.addWidget(begin_list(self.shell, self._subject, lines))
