"""Two records side by side: is this one person? One colleague asks, another decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from caseworker.errors import GateClosed, KnownError
from caseworker.findings import Findings as Found
from caseworker.model.case import Case
from caseworker.model.duplicate import Duplicate, DuplicateState
from caseworker.model.entity import Entity
from caseworker.model.ids import DuplicateId, PersonId
from caseworker.model.person import Person
from caseworker.people.duplicates import joining
from caseworker.ports import UnitOfWork
from caseworker.views.duplicates import Comparison, Said, comparison
from ui import words
from ui.drafts import WordsKeeper
from ui.language import _
from ui.people.beside_table import BesideTable
from ui.screen import Screen
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.widgets.button import Button, ghost, primary, quiet, secondary
from ui.widgets.finding import Findings
from ui.widgets.flow import Flow
from ui.widgets.label import section, small
from ui.widgets.notice import Notice
from ui.widgets.panel import Card
from ui.widgets.text_input import TextArea
from ui.window.navigation import Destination, Place

_DECIDED = {
    DuplicateState.ONE_PERSON: (Tone.OK, "users"),
    DuplicateState.ONE_PERSON_UNSEEN: (Tone.WARN, "users"),
    DuplicateState.TWO_PEOPLE: (Tone.QUIET, "users"),
    DuplicateState.PARTED: (Tone.QUIET, "users"),
    DuplicateState.ASKED: (Tone.CHOSEN, "clock"),
}
_OPEN = frozenset({DuplicateState.TWO_PEOPLE, DuplicateState.PARTED})


class ComparePage(Screen):
    """What agrees is marked; what keeps the records apart stands above the acts."""

    watches: ClassVar[tuple[type[Entity], ...]] = (Duplicate, Person, Case)

    def __init__(self, shell: Shell, one: PersonId, other: PersonId) -> None:
        super().__init__(shell, _("Is this one person?"), " ", name="compare")
        self._one, self._other = one, other
        shown = self._ask()
        for beside in (shown.first, shown.second):
            self.desk.saw(beside.who.id, restricted=beside.restricted)
        self._show(shown)

    def reload(self) -> None:
        """Show the two records as they are now."""
        self._show(self._ask())

    def _ask(self) -> Comparison:
        return self.desk.ask(lambda reads: comparison(reads, self._one, self._other))

    def _show(self, shown: Comparison) -> None:
        self._shown = shown
        agrees = words.joined(*map(words.called, shown.signs))
        self.head.say(_("Is this one person?"), agrees or _("Little agrees in the two records"))
        self.clear()
        if shown.said is not None:
            self.add(_notice(shown.said))
        self.add(BesideTable(shown), self._ways())
        self.findings = Findings(name="compare-findings")
        self.add(self.findings)
        for card in self._acts():
            self.add(card)

    def _ways(self) -> QWidget:
        first, second = self._shown.first.who, self._shown.second.who
        opens = []
        for name, who in (("open-first", first), ("open-second", second)):
            see = ghost(_("Open {name}", name=words.named(who.name)), name=name, small=True)
            place = Destination(Place.PERSON, str(who.id))
            see.clicked.connect(lambda _on=False, place=place: self.shell.go(place))
            opens.append(see)
        if self._may_ask():
            swap = ghost(_("Go on in the other record"), name="swap-records", small=True)
            swap.clicked.connect(self._swap)
            opens.append(swap)
        return Flow(*opens, gap=4)

    def _swap(self) -> None:
        self._one, self._other = self._other, self._one
        self.reload()

    def _may_ask(self) -> bool:
        said = self._shown.said
        return said is None or said.state in _OPEN

    def _acts(self) -> list[QWidget]:
        said = self._shown.said
        if said is None or said.state in _OPEN:
            self._say(self._shown.findings)
            return [self._asking()]
        if self._shown.may_decide:
            self._say(self._shown.findings)
            return [self._deciding(said.id)]
        return [self._parting(said.id)] if self._shown.may_part else []

    def _asking(self) -> Card:
        join = primary(_("It is one person"), name="ask-to-join")
        two = secondary(_("They are two people"), name="two-people")
        first, second = self._shown.first.who.id, self._shown.second.who.id
        card = self._card(
            _("What makes you think so?"),
            _("A colleague decides. Nothing is moved, and it can be undone: work goes on in the"
              " first record, the second stays readable."),
            join,
            *(() if self._shown.said is not None else (two,)),
        )  # fmt: skip
        join.clicked.connect(
            lambda: self._write(lambda work, why: joining.ask(work, first, second, why))
        )
        two.clicked.connect(
            lambda: self._write(lambda work, _why: joining.are_two_people(work, first, second))
        )
        return card

    def _deciding(self, key: DuplicateId) -> Card:
        join = primary(_("It is one person"), name="decide-one")
        two = secondary(_("They are two people"), name="decide-two")
        card = self._card(_("A word about it"), "", join, two)
        join.clicked.connect(
            lambda: self._write(
                lambda work, why: joining.decide(work, key, one_person=True, comment=why)
            )
        )
        two.clicked.connect(
            lambda: self._write(
                lambda work, why: joining.decide(work, key, one_person=False, comment=why)
            )
        )
        return card

    def _parting(self, key: DuplicateId) -> Card:
        part = quiet(_("They are two people after all"), name="part-records")
        card = self._card(
            _("A word about it"),
            _("What was written into the first record from the second stays there. Look at it."),
            part,
        )
        part.clicked.connect(lambda: self._write(lambda work, why: joining.part(work, key, why)))
        return card

    def _card(self, label: str, sentence: str, *acts: Button) -> Card:
        card = Card(spacing=8)
        card.setObjectName("compare-acts")
        self._words = TextArea(name="compare-words", label=label)
        card.content.addWidget(section(label))
        if sentence:
            card.content.addWidget(small(sentence))
        card.content.addWidget(self._words)
        card.content.addWidget(Flow(*acts))
        other = self._shown.second.who.id
        self._keeper = WordsKeeper(
            card, self.desk, self._shown.first.who.id, f"one person: {other}"
        )
        return card

    def _write(self, act: Callable[[UnitOfWork, str], object]) -> None:
        why = self._words.toPlainText().strip()

        def keep(work: UnitOfWork) -> None:
            act(work, why)

        self.desk.write(self, keep, self._kept, self._failed)

    def _kept(self, _nothing: None) -> None:
        self._keeper.discard()
        self.shell.say(_("Kept"))

    def _failed(self, error: KnownError) -> None:
        if isinstance(error, GateClosed):
            self._say(error.findings)
            self.findings.shown[0].setFocus()
        else:
            self.desk.failed.emit(error)

    def _say(self, found: Found) -> None:
        self.findings.show_findings([words.finding_words(each) for each in found])


def _notice(said: Said) -> Notice:
    tone, icon = _DECIDED[said.state]
    asked = _("asked by {name}", name=said.asked_by)
    if said.state is DuplicateState.TWO_PEOPLE and said.decided_at is None:
        asked = _("said by {name}", name=said.asked_by)
    decided = _("decided by {name}", name=said.decided_by) if said.decided_at else ""
    lines = (words.joined(asked, said.why), words.joined(decided, said.comment))
    notice = Notice(tone, icon, words.called(said.state), "\n".join(filter(None, lines)))
    notice.setObjectName("said-of-records")
    return notice
