"""Taking a wish about a record: what it is, who asks, and in which words."""

from __future__ import annotations

from caseworker.model.ids import PersonId
from caseworker.model.rights import Asker, RequestKind
from caseworker.ports import UnitOfWork
from caseworker.rights.wishes import take_request
from ui import words
from ui.drafts import WordsKeeper
from ui.language import _
from ui.rights.words import TAKEN
from ui.shell import Shell
from ui.widgets.act import ReasonNote
from ui.widgets.button import Button, quiet
from ui.widgets.field import Field
from ui.widgets.label import small
from ui.widgets.segments import Segments
from ui.widgets.sheet import Sheet
from ui.widgets.text_input import TextArea, TextField


def asking_button(shell: Shell, person_id: PersonId, kind: RequestKind) -> Button:
    """Return the button that takes a wish of this *kind*."""
    button = quiet(words.called(kind), name=f"request-{kind.name.lower()}", small=True)
    button.clicked.connect(lambda: AskingSheet(shell, person_id, kind).open())
    return button


class AskingSheet(Sheet):
    """It is kept whoever asks: the answer comes later, from the data protection officer."""

    def __init__(self, shell: Shell, person_id: PersonId, kind: RequestKind) -> None:
        super().__init__(words.called(kind), _("Keep this wish"), name="request")
        self._shell, self._person_id, self._kind = shell, person_id, kind
        self.say(_(TAKEN[kind]))
        self.asked_by = Segments(
            [(each.name.lower(), words.called(each)) for each in Asker],
            name="asked-by",
            label=_("Who asks"),
            value=Asker.PERSON.name.lower(),
            equal=0,
        )
        self.other = TextField(name="asked-by-other")
        self._other = Field(_("Who, in words"), self.other, _("As they say it: a name, a tie"))
        self.said = TextArea(name="request-words", lines=2)
        self._careful = small(
            _("Say neither yes nor no, not even that there is a record. The person is asked alone.")
        )
        for widget in (
            Field(_("Who asks"), self.asked_by),
            self._other,
            self._careful,
            Field(_("In their words"), self.said),
        ):
            self.content.addWidget(widget)
        self.content.addWidget(ReasonNote(self.panel.act))
        self._typed = WordsKeeper(self, shell.desk, person_id, f"wish-{kind.name.lower()}")
        self.asked_by.chosen.connect(self._choose)
        self.other.textChanged.connect(self._look)
        self._choose(Asker.PERSON.name.lower())
        self.agreed.connect(self._keep)

    def open(self) -> None:
        """Lie over the window."""
        self._shell.open_sheet(self)

    def _choose(self, key: str) -> None:
        somebody_else = Asker[key.upper()] is not Asker.PERSON
        self._other.setVisible(somebody_else)
        self._careful.setVisible(somebody_else)
        self._look()
        if self.isVisible():
            self.refit()

    def _look(self) -> None:
        """Somebody who asks in her place is written down: the answer depends on who it is."""
        if self._other.isHidden() or self.other.text().strip():
            self.panel.act.turn_on()
        else:
            self.panel.act.turn_off(_("Write down who asks."))

    def _keep(self) -> None:
        asked_by = Asker[(self.asked_by.value() or Asker.PERSON.name).upper()]
        other = "" if asked_by is Asker.PERSON else self.other.text().strip()
        person_id, kind, said = self._person_id, self._kind, self.said.toPlainText().strip()

        def take(work: UnitOfWork) -> None:
            take_request(
                work, person_id, kind, in_her_words=said, asked_by=asked_by, asked_by_other=other
            )

        # The page behind is built anew after the change; the window outlives it.
        self._typed.discard()
        desk = self._shell.desk
        desk.write(desk, take, lambda _n: self._shell.say(_("The wish is kept")))
