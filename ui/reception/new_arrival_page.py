"""Somebody is at the gate: what anyone can see, and a number. No name."""

from __future__ import annotations

from PySide6.QtCore import Qt

from caseworker.reception.check_in import AtTheGate, arrive
from ui.drafts import DraftKeeper
from ui.language import _
from ui.reception.spoken import language_options
from ui.reception.urgent_needs import UrgentNeeds
from ui.screen import Screen
from ui.shell import Shell
from ui.widgets.button import primary, quiet
from ui.widgets.columns import TwoColumns
from ui.widgets.counter import Counter
from ui.widgets.field import Field
from ui.widgets.panel import Card
from ui.widgets.select import Select
from ui.widgets.stack import Line
from ui.widgets.text_input import TextField
from ui.window.navigation import Destination, Place

DRAFT = "new-arrival"


class NewArrivalPage(Screen):
    """One line of what anyone can see is enough for a number."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell,
            _("New arrival"),
            _("A number is enough for help, a bed and food. No name is asked here."),
            name="new-arrival-page",
        )
        self.described = TextField(
            name="described-as", example=_("Woman, about 30, and two children")
        )
        self.people = Counter(name="people", label=_("People"), least=1)
        self.children_count = Counter(name="children", label=_("Of these, children"))
        self.language = Select(
            language_options(),
            name="language",
            label=_("Language"),
            unanswered=_("Not known yet"),
            searchable=True,
        )
        self.urgent = UrgentNeeds()
        self._keeper = DraftKeeper(self, self.desk, self.desk.actor.user_id, DRAFT, self.seen)
        self._build()
        self._load()
        self._watch()
        self.described.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        columns = TwoColumns()
        card = Card()
        for widget in (
            Field(_("What anyone can see"), self.described, _("Never a name")),
            Line(
                Field(_("People"), self.people),
                Field(_("Of these, children"), self.children_count),
                gap=16,
            ),
            Field(_("Language"), self.language, _("The one that is spoken best")),
        ):
            card.content.addWidget(widget)
        columns.main.addWidget(card)
        columns.side.addWidget(self.urgent)
        self.add(columns)
        self.give = primary(_("Give a number"), name="give-number")
        leave = quiet(_("Back"), name="back")
        self.action_row.end.add(leave, self.give)
        leave.clicked.connect(self.shell.back)
        self.give.clicked.connect(self._give)
        self.described.returnPressed.connect(self._give)

    def _load(self) -> None:
        kept = self._keeper.load(AtTheGate)
        if kept is None:
            return
        self.described.setText(kept.described_as)
        self.people.set_value(kept.people)
        self.children_count.set_value(kept.children)
        self._count_children_in()
        self.language.set_value(kept.language or None)
        self.urgent.show_needs(kept.urgent_needs, kept.urgent_help, stays=kept.someone_stays)

    def _watch(self) -> None:
        self.children_count.settled.connect(self._count_children_in)
        for field in (self.described, self.people.field, self.children_count.field):
            field.textChanged.connect(self._keeper.touch)
        self.language.chosen.connect(self._keeper.touch)
        self.urgent.changed.connect(self._keeper.touch)

    def _count_children_in(self) -> None:
        """Children are counted among the people: three children alone are three people."""
        self.people.set_least(max(1, self.children_count.value()))

    def seen(self) -> AtTheGate:
        """Return what is written."""
        self._count_children_in()
        return AtTheGate(
            described_as=self.described.text().strip(),
            people=self.people.value(),
            children=self.children_count.value(),
            language=self.language.value() or "",
            urgent_needs=self.urgent.chosen(),
            urgent_help=self.urgent.help.text().strip(),
            someone_stays=self.urgent.stays.isChecked(),
        )

    def _give(self) -> None:
        seen = self.seen()
        self.give.turn_off(_("The number is kept."))
        self.desk.write(self, lambda work: arrive(work, seen).number, self._given, self._failed)

    def _given(self, number: str) -> None:
        self._keeper.discard()
        self.shell.say(_("Number {number} is given", number=number))
        self.shell.go(Destination(Place.RECEPTION))

    def _failed(self, error: object) -> None:
        self.give.turn_on()
        self.desk.failed.emit(error)
