"""One data access request: who asks for what, the signed form, the decision, what went out."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QWidget

from caseworker.data_access.asking import open_signed_form
from caseworker.documents.data_access_form import data_access_answer, data_access_form
from caseworker.model.data_access import DataAccessRequest
from caseworker.model.entity import Entity
from caseworker.model.figures import PublishedFigures
from caseworker.permissions import Act, may
from caseworker.text import isolate
from caseworker.views.data_access import DataAccess, data_access
from ui import words
from ui.data_access.decision_card import DecisionCard
from ui.data_access.signed_card import SignedCard
from ui.data_access.words import state_chips
from ui.evidence.opening import open_file
from ui.language import _, text
from ui.screen import Screen
from ui.shell import Shell
from ui.widgets.button import ghost, secondary
from ui.widgets.columns import TwoColumns
from ui.widgets.fact import Fact
from ui.widgets.flow import Flow
from ui.widgets.label import body, section, small
from ui.widgets.panel import Card
from ui.widgets.stack import Column
from ui.widgets.timeline import Happening, Timeline


class DataAccessPage(Screen):
    """Whoever took it sees where it stands; the data protection officer decides."""

    watches: ClassVar[tuple[type[Entity], ...]] = (DataAccessRequest, PublishedFigures)

    def __init__(self, shell: Shell, request_id: UUID) -> None:
        self._form = secondary(_("Show the form"), name="show-data-access-form", icon="printer")
        super().__init__(shell, " ", " ", self._form, name="data-access")
        self._id = request_id
        self._form.clicked.connect(
            lambda: shell.show_document(
                lambda reads, language: data_access_form(reads, request_id, language), request_id
            )
        )
        self._shown: DataAccess | None = None
        self.reload()

    def reload(self) -> None:
        """Show the request as it stands; what is typed stays where nothing of it changed."""
        request_id = self._id
        shown = self.desk.ask(lambda reads: data_access(reads, request_id))
        if shown == self._shown:
            return
        self._shown = shown
        self.head.say(
            words.called(shown.wanted),
            words.joined(isolate(shown.organisation), isolate(shown.number)),
        )
        self._form.setVisible(shown.outcome is None)
        self.clear()
        columns = TwoColumns(gap=24, spacing=12)
        for widget in (self._asked(shown), *self._answer(shown)):
            columns.main.addWidget(widget)
        for widget in (*self._signed(shown), self._time(shown)):
            columns.side.addWidget(widget)
        self.add(columns)

    def _asked(self, shown: DataAccess) -> Card:
        card = Card(spacing=10)
        card.content.addWidget(Flow(*state_chips(shown)))
        facts = (
            ("user", _("Who asks"), words.joined(shown.asked_by, shown.organisation)),
            ("chat-circle-text", _("In their words"), shown.what),
            ("info", _("What for?"), shown.purpose or _("Not said")),
            ("scales", _("Law or agreement they name"), shown.authority),
            ("phone", _("How our answer reaches them"), isolate(shown.reached_by)),
        )
        for icon, label, value in facts:
            if value:
                card.content.addWidget(Fact(icon, label, value))
        return card

    def _answer(self, shown: DataAccess) -> list[QWidget]:
        if shown.outcome is None:
            if may(self.desk.actor, Act.DECIDE_REQUEST):
                return [DecisionCard(self, shown)]
            waits = Card()
            waits.content.addWidget(body(_("The data protection officer answers.")))
            return [waits]
        card = Card(spacing=10)
        card.setObjectName("data-access-answer")
        card.content.addWidget(section(_("The answer")))
        risks = text().listed(words.called(risk) for risk in sorted(shown.risks))
        until = text().day(shown.valid_until) if shown.valid_until else ""
        for label, value in (
            (_("Reason"), shown.reason),
            (_("What it may bring about"), risks),
            (_("What you weighed"), shown.weighed),
            (_("Until when it may go out"), until),
        ):
            if value:
                card.content.addWidget(Column(small(label), body(value), gap=0))
        if may(self.desk.actor, Act.READ_REQUEST):
            paper = secondary(_("Show the answer"), name="show-data-access-answer", icon="printer")
            paper.clicked.connect(
                lambda: self.shell.show_document(
                    lambda reads, language: data_access_answer(reads, self._id, language), self._id
                )
            )
            card.content.addWidget(Flow(paper))
        return [card]

    def _signed(self, shown: DataAccess) -> list[QWidget]:
        if shown.signed_on is None:
            return [SignedCard(self, shown)] if shown.outcome is None else []
        card = Card(spacing=10)
        card.setObjectName("signed-form")
        signed = words.joined(text().day(shown.signed_on), shown.original_in)
        card.content.addWidget(Fact("pen-nib", _("Signed"), signed))
        if shown.signed_form is not None and may(self.desk.actor, Act.READ_REQUEST):
            look = ghost(_("Look at the signed form"), name="look-at-signed-form", small=True)
            look.clicked.connect(self._open_signed)
            card.content.addWidget(Flow(look))
        return [card]

    def _open_signed(self) -> None:
        request_id = self._id
        open_file(
            self.shell,
            lambda work: open_signed_form(work, request_id),
            _("The signed form"),
            _("Of a data access request"),
            copy="data access form saved",
            subject=request_id,
        )

    def _time(self, shown: DataAccess) -> Timeline:
        now = self.desk.now()
        lines = [
            Happening("download-simple", _("Figures went out"), words.when(each, now))
            for each in reversed(shown.went_out)
        ]
        if shown.decided_at is not None and shown.outcome is not None:
            when = words.joined(words.when(shown.decided_at, now), shown.decided_by)
            lines.append(Happening("scales", words.called(shown.outcome), when))
        when = words.joined(words.when(shown.asked_at, now), shown.taken_by)
        lines.append(Happening("note-pencil", _("Asked"), when))
        return Timeline(lines, name="data-access-time")
