"""Somebody is not safe: what helps, what harms, and what is under way."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from caseworker.centre.incidents import STEPS, IncidentLine, end_incident, open_incidents
from caseworker.model.entity import Entity
from caseworker.model.incident import Incident
from caseworker.permissions import Act, may
from ui import words
from ui.drafts import WordsKeeper
from ui.incidents.cards_part import CardsPart
from ui.language import _, text
from ui.screen import Screen
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.widgets.button import primary, quiet, secondary
from ui.widgets.chip import Chip
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.long_list import HowFar, LongList
from ui.widgets.panel import Card
from ui.widgets.row_list import Row
from ui.widgets.section import SectionHead
from ui.widgets.text_input import TextField
from ui.window.navigation import Destination, Place


class IncidentsPage(Screen):
    """Open to everybody who works here; nobody is asked what happened."""

    watches: ClassVar[tuple[type[Entity], ...]] = (Incident,)

    def __init__(self, shell: Shell) -> None:
        staff = secondary(_("About somebody who works here"), name="about-staff")
        staff.clicked.connect(lambda: shell.go(Destination(Place.INCIDENTS, part="staff")))
        report = primary(_("Report it"), name="report-incident")
        report.clicked.connect(lambda: shell.go(Destination(Place.INCIDENTS, part="note")))
        super().__init__(
            shell,
            _("Somebody is not safe"),
            _("These steps help. Nobody has to tell what happened."),
            staff,
            report,
            name="incidents",
        )
        self._ending: IncidentLine | None = None
        self._how_far = HowFar()
        self.reload()

    def reload(self) -> None:
        """Show the cards, and what is under way."""
        self.look_beside(open_incidents, self._show)

    def _show(self, lines: list[IncidentLine]) -> None:
        self.clear()
        for widget in self._under_way(lines):
            self.add(widget)
        self.add(CardsPart(self._acts()))

    def _acts(self) -> dict[str, QWidget]:
        contacts = secondary(_("Find contacts"), name="find-contacts", small=True)
        contacts.clicked.connect(lambda: self.shell.go(Destination(Place.DIRECTORY)))
        advice = secondary(_("Ask a colleague"), name="ask-colleague", small=True)
        advice.clicked.connect(lambda: self.shell.go(Destination(Place.INCIDENTS, part="note")))
        return {"give-contacts": contacts, "ask-advice": advice}

    def _under_way(self, lines: list[IncidentLine]) -> list[QWidget]:
        if not lines:
            return []
        widgets: list[QWidget] = [
            SectionHead(_("Under way"), text().number(len(lines))),
            LongList(lines, self._row, self._how_far),
        ]
        if self._ending is not None:
            widgets.append(self._end_card(self._ending))
        return widgets

    def _row(self, _place: int, line: IncidentLine) -> Row:
        now = self.desk.now()
        steps = dict(STEPS)
        done = text().listed(_(steps[key]) for key in line.steps_done if key in steps)
        chips = [Chip(_("Asks for your advice"), Tone.CHOSEN, "hand")] if line.asks_me else []
        acts = []
        if may(self.desk.actor, Act.WORK_ON_CASE):
            over = quiet(_("It is over"), name=f"end-{line.id}", small=True)
            over.clicked.connect(lambda: self._begin_end(line))
            acts = [over]
        return Row(
            words.called(line.kind),
            words.joined(words.when(line.noticed_at, now), line.noticed_by, done),
            icon="first-aid-kit",
            chips=chips,
            acts=acts,
        ).known_as(str(line.id))

    def _begin_end(self, line: IncidentLine) -> None:
        self._ending = line
        self.reload()

    def _end_card(self, line: IncidentLine) -> Card:
        card = Card()
        card.setObjectName("end-card")
        outcome = TextField(name="incident-outcome")
        keep = secondary(_("Keep"), name="end-incident", small=True)

        def ended(_nothing: None) -> None:
            self.desk.discard_draft(line.id, "outcome")
            self.shell.say(_("Kept: it is over"))

        def keep_now() -> None:
            said = outcome.text().strip()
            self._ending = None
            self.desk.write(self, lambda work: end_incident(work, line.id, said), ended)

        keep.clicked.connect(keep_now)
        hint = _("What was done, not what happened")
        card.content.addWidget(Field(_("What came of it"), outcome, hint))
        card.content.addWidget(Flow(keep))
        WordsKeeper(card, self.desk, line.id, "outcome")
        return card
