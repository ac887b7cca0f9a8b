"""One wish: what is asked and by whom, what to make sure of, the answer, and telling it."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QWidget

from caseworker.model.consent import Consent, Withdrawal
from caseworker.model.entity import Entity
from caseworker.model.erasure import Erasure
from caseworker.model.person import Person, Relationship, SafeContact
from caseworker.model.rights import Asker, PersonRequest, RecordCopy
from caseworker.permissions import Act, may
from caseworker.text import isolate
from caseworker.views.wish import Wish, wish
from ui import words
from ui.language import _
from ui.rights.answer_card import AnswerCard
from ui.rights.carrying_out_card import CarryingOutCard
from ui.rights.telling_card import TellingCard
from ui.rights.words import VERIFY, asker, outcome_chip
from ui.screen import Screen
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.widgets.button import ghost
from ui.widgets.chip import Chip
from ui.widgets.columns import TwoColumns
from ui.widgets.fact import Fact
from ui.widgets.flow import Flow
from ui.widgets.label import body, section, small
from ui.widgets.notice import Notice
from ui.widgets.panel import Card
from ui.widgets.timeline import Happening, Timeline
from ui.window.navigation import Destination, Place


class WishPage(Screen):
    """The four acts stay apart: each kind of wish says what follows from it."""

    watches: ClassVar[tuple[type[Entity], ...]] = (
        PersonRequest,
        Erasure,
        RecordCopy,
        Consent,
        Withdrawal,
        SafeContact,
        Relationship,
        Person,
    )

    def __init__(self, shell: Shell, request_id: UUID) -> None:
        super().__init__(shell, " ", " ", name="wish")
        self._id = request_id
        self._shown = self._ask()
        self.desk.saw(self._shown.person_id, restricted=self._shown.restricted)
        self._show(self._shown)

    def reload(self) -> None:
        """Show the wish as it stands; what is typed stays where nothing of it changed."""
        shown = self._ask()
        if shown != self._shown:
            self._shown = shown
            self._show(shown)

    def _ask(self) -> Wish:
        request_id, today = self._id, self.desk.now().date()
        return self.desk.ask(lambda reads: wish(reads, request_id, today))

    def _show(self, shown: Wish) -> None:
        number = _("Case {number}", number=isolate(shown.case_number)) if shown.case_number else ""
        self.head.say(
            words.called(shown.kind),
            words.joined(words.named(shown.person), _("Child") if shown.is_child else "", number),
        )
        self.clear()
        columns = TwoColumns(gap=24, spacing=12)
        for widget in (self._asked(shown), *_warnings(shown), *self._answer(shown)):
            columns.main.addWidget(widget)
        for widget in (*self._around(shown), self._time(shown)):
            columns.side.addWidget(widget)
        self.add(columns)

    def _asked(self, shown: Wish) -> Card:
        card = Card(spacing=10)
        chips: list[QWidget] = []
        if shown.outcome is not None:
            chips.append(outcome_chip(shown.outcome))
        elif shown.days_late:
            chips.append(Chip(words.late(shown.days_late), Tone.WARN, "clock"))
        elif shown.answer_due is not None:
            due = _("Answer by {day}", day=words.long_day(shown.answer_due))
            chips.append(Chip(due, Tone.QUIET, "clock"))
        if chips:
            card.content.addWidget(Flow(*chips))
        who = asker(shown.asked_by, shown.asked_by_other)
        card.content.addWidget(Fact("user", _("Who asks"), who))
        if shown.in_her_words:
            fact = Fact("chat-circle-text", _("In the words of whoever asks"), shown.in_her_words)
            card.content.addWidget(fact)
        return card

    def _answer(self, shown: Wish) -> list[QWidget]:
        if shown.decided_at is None:
            verify = Notice(Tone.QUIET, "shield-check", _("Make sure first"),
                            _(VERIFY[shown.asked_by]))  # fmt: skip
            verify.setObjectName("verify-first")
            if may(self.desk.actor, Act.DECIDE_REQUEST):
                return [verify, AnswerCard(self, shown)]
            waits = Card()
            waits.content.addWidget(body(_("The data protection officer answers.")))
            return [verify, waits]
        given = Card(spacing=10)
        given.setObjectName("answer-given")
        given.content.addWidget(section(_("The answer")))
        for label, value in (
            (_("Reason"), shown.reason),
            (_("How somebody made sure who asks"), shown.verified),
        ):
            if value:
                given.content.addWidget(small(label))
                given.content.addWidget(body(value))
        return [given, CarryingOutCard(self, shown), TellingCard(self, shown)]

    def _around(self, shown: Wish) -> list[QWidget]:
        acts: list[QWidget] = []
        actor = self.desk.actor
        if may(actor, Act.READ_PEOPLE):
            person = ghost(_("Open the record"), name="open-person", icon="user", small=True)
            person.clicked.connect(
                lambda: self.shell.go(Destination(Place.PERSON, str(shown.person_id)))
            )
            acts.append(person)
        used = ghost(_("Who used the record"), name="open-extract", icon="eye", small=True)
        used.clicked.connect(
            lambda: self.shell.go(Destination(Place.RIGHTS, str(shown.person_id), "used"))
        )
        acts.append(used)
        if may(actor, Act.RESTRICT):
            seen = ghost(
                _("Who may see the record"), name="open-restriction", icon="lock-simple", small=True
            )
            seen.clicked.connect(
                lambda: self.shell.go(Destination(Place.RIGHTS, str(shown.person_id), "seen by"))
            )
            acts.append(seen)
        card = Card(spacing=10)
        if shown.languages:
            card.content.addWidget(
                Fact("translate", _("Languages"), words.languages(shown.languages))
            )
        if shown.caseworker:
            card.content.addWidget(Fact("user", _("Caseworker"), shown.caseworker))
        card.content.addWidget(Flow(*acts, gap=4))
        return [card]

    def _time(self, shown: Wish) -> Timeline:
        now, lines = self.desk.now(), []
        if shown.told_at is not None:
            way = words.called(shown.told_by_way_of) if shown.told_by_way_of else ""
            when = words.joined(words.when(shown.told_at, now), shown.told_by, way)
            lines.append(Happening("chat-circle-text", _("Told"), when))
        if shown.called_off_at is not None:
            lines.append(Happening("x", _("Called off"), words.when(shown.called_off_at, now)))
        if shown.carried_out_at is not None:
            when = words.joined(words.when(shown.carried_out_at, now), shown.carried_out_by)
            lines.append(Happening("check", _("Done"), when))
        if shown.decided_at is not None and shown.outcome is not None:
            when = words.joined(words.when(shown.decided_at, now), shown.decided_by)
            lines.append(Happening("scales", words.called(shown.outcome), when))
        when = words.joined(words.when(shown.asked_at, now), shown.taken_by)
        lines.append(Happening("note-pencil", _("Asked"), when))
        return Timeline(lines, name="wish-time")


def _warnings(shown: Wish) -> list[QWidget]:
    """Return what must not be overlooked, before anything can be answered or handed out."""
    if shown.asked_by is Asker.PERSON:
        return []
    found = []
    if shown.may_be_abuser:
        found.append(
            Notice(
                Tone.BAD,
                "hand",
                _("The one who asks may be the one who harms"),
                _("The record says so. Say nothing about it, and talk with the person alone."),
            )
        )
    elif shown.is_child:
        found.append(
            Notice(
                Tone.WARN,
                "warning-circle",
                _("Somebody else asks for a child's record"),
                _("A parent may be the one to be wary of. The child is seen alone first."),
            )
        )
    else:
        found.append(
            Notice(
                Tone.WARN,
                "warning-circle",
                _("Somebody else asks for an adult's record"),
                _("Nobody but the person can ask. Say neither yes nor no until you have met."),
            )
        )
    for notice in found:
        notice.setObjectName("asker-warning")
    return list(found)
