"""Telling the answer: how to reach the person safely stands above, and "never" stops."""

from __future__ import annotations

from caseworker.errors import GateClosed, KnownError
from caseworker.model.person import Channel
from caseworker.model.rights import Asker
from caseworker.ports import UnitOfWork
from caseworker.rights.effects import Told, tell
from caseworker.views.wish import Wish
from ui import words
from ui.cases.contact_card import way_line
from ui.drafts import WordsKeeper
from ui.language import _
from ui.screen import Screen
from ui.widgets.button import secondary
from ui.widgets.field import Field
from ui.widgets.finding import Findings
from ui.widgets.flow import Flow
from ui.widgets.label import body, section, small
from ui.widgets.panel import Card
from ui.widgets.segments import Segments
from ui.widgets.text_input import TextField

_CHANNELS = (Channel.IN_PERSON, Channel.PHONE, Channel.MESSAGE, Channel.THROUGH_SOMEONE)


class TellingCard(Card):
    """The person is told, not whoever asked in her place."""

    def __init__(self, screen: Screen, shown: Wish) -> None:
        super().__init__(spacing=10)
        self.setObjectName("telling-card")
        self._screen, self._shown, self._desk = screen, shown, screen.desk
        self.content.addWidget(section(_("Telling the person")))
        if shown.told_at is not None:
            self.content.addWidget(body(shown.told or _("The person was told.")))
            return
        self._ask()

    def _ask(self) -> None:
        shown = self._shown
        if shown.asked_by is not Asker.PERSON:
            self.content.addWidget(
                small(_("The person is told first, alone. What the other one hears can wait."))
            )
        self.content.addWidget(small(_("How to reach safely")))
        for way in shown.ways:
            self.content.addWidget(way_line(way))
        if not shown.ways:
            self.content.addWidget(small(_("Ask in person, and write it down.")))
        self.channel = Segments(
            [(each.value, words.called(each)) for each in _CHANNELS],
            name="told-channel",
            label=_("How"),
            value=Channel.IN_PERSON.value,
            equal=0,
        )
        self.said = TextField(name="told-words")
        self.findings = Findings(name="told-findings")
        keep = secondary(_("The person was told"), name="keep-told", small=True)
        keep.clicked.connect(self._keep)
        hint = _("In neutral words: the answer, the reason, and where it can be contested.")
        for widget in (
            self.channel,
            Field(_("What was said"), self.said, hint),
            self.findings,
            Flow(keep),
        ):
            self.content.addWidget(widget)
        self._typed = WordsKeeper(self, self._desk, shown.id, "told")

    def _keep(self) -> None:
        told = Told(
            channel=Channel(self.channel.value() or Channel.IN_PERSON.value),
            words=self.said.text().strip(),
        )
        request_id = self._shown.id

        def act(work: UnitOfWork) -> None:
            tell(work, request_id, told)

        self._desk.write(self._screen, act, self._kept, self._refused)

    def _kept(self, _nothing: None) -> None:
        self._typed.discard()
        self._screen.shell.say(_("Kept: the person was told"))

    def _refused(self, error: KnownError) -> None:
        if isinstance(error, GateClosed):
            self.findings.show_findings([words.finding_words(one) for one in error.findings])
        else:
            self._desk.failed.emit(error)
