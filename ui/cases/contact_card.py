"""Log a contact: how to reach the person safely stands above, and "never" stops (R-203)."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal

from caseworker.errors import GateClosed, KnownError
from caseworker.model.ids import CaseId, PersonId
from caseworker.model.person import Channel
from caseworker.notes.contacts import Reached, log_contact
from caseworker.ports import UnitOfWork
from caseworker.text import isolate
from caseworker.views.people import WayLine, ways
from ui import words
from ui.drafts import DraftKeeper
from ui.language import _
from ui.screen import Screen
from ui.theme.tokens import Tone
from ui.widgets.button import quiet, secondary
from ui.widgets.chip import Chip
from ui.widgets.choice_list import CheckRow
from ui.widgets.field import Field
from ui.widgets.finding import Findings
from ui.widgets.flow import Flow
from ui.widgets.label import section, small
from ui.widgets.panel import Card
from ui.widgets.segments import Segments
from ui.widgets.text_input import TextField

_CHANNELS = (Channel.PHONE, Channel.MESSAGE, Channel.IN_PERSON, Channel.THROUGH_SOMEONE)
DRAFT = "contact"


@dataclass(frozen=True)
class ContactDraft:
    """What was typed."""

    with_whom: str = ""
    about: str = ""


class ContactCard(Card):
    """The ways that are safe are on screen before anybody is reached."""

    left = Signal()

    def __init__(self, screen: Screen, case_id: CaseId, person_id: PersonId) -> None:
        super().__init__()
        self._shell, self._desk, self._case_id = screen.shell, screen.desk, case_id
        self.setObjectName("contact-card")
        self.channel = Segments(
            [(each.value, words.called(each)) for each in _CHANNELS],
            name="contact-channel",
            label=_("How"),
            value=Channel.PHONE.value,
            equal=0,
        )
        self.with_whom = TextField(screen.head.title.text(), name="contact-with")
        self.about = TextField(name="contact-about")
        self._about = Field(_("What about"), self.about, _("In neutral words"))
        self.reached = CheckRow(_("Somebody was reached"), name="contact-reached", checked=True)
        self.findings = Findings(name="contact-findings")
        self.keep = secondary(_("Keep"), name="keep-contact")
        leave = quiet(_("Back"), name="leave-contact")
        self._keeper = DraftKeeper(self, self._desk, case_id, DRAFT, self._state)
        earlier = self._keeper.load(ContactDraft)
        if earlier is not None:
            self.with_whom.setText(earlier.with_whom)
            self.about.setText(earlier.about)
        for field in (self.with_whom, self.about):
            field.textEdited.connect(self._keeper.touch)
        self.keep.clicked.connect(self._keep)
        leave.clicked.connect(self.left)
        self.content.addWidget(section(_("A contact")))
        known = self._desk.ask(lambda reads: ways(reads, person_id))
        if not known:
            self.content.addWidget(small(_("Ask in person, and write it down.")))
        for way in known:
            self.content.addWidget(way_line(way))
        for widget in (
            self.channel,
            Field(_("With whom"), self.with_whom),
            self._about,
            self.reached,
            self.findings,
            Flow(leave, self.keep, gap=12),
        ):
            self.content.addWidget(widget)

    def _state(self) -> ContactDraft:
        return ContactDraft(self.with_whom.text(), self.about.text())

    def _keep(self) -> None:
        about = self.about.text().strip()
        if not about:
            self._about.set_error(_("A few words are enough."))
            return
        contact = Reached(
            channel=Channel(self.channel.value() or Channel.PHONE.value),
            with_whom=self.with_whom.text().strip(),
            about=about,
            reached=self.reached.isChecked(),
            safe_contact_seen=True,
        )

        def keep(work: UnitOfWork) -> None:
            log_contact(work, self._case_id, contact)

        self._desk.write(self, keep, self._kept, self._failed)

    def _kept(self, _nothing: None) -> None:
        self._keeper.discard()
        self._shell.say(_("The contact is kept"))
        self.left.emit()

    def _failed(self, error: KnownError) -> None:
        if isinstance(error, GateClosed):
            self.findings.show_findings([words.finding_words(one) for one in error.findings])
        else:
            self._desk.failed.emit(error)


def way_line(way: WayLine) -> Flow:
    """Return one way to reach somebody: safe, or never."""
    pretext = _("Say: {pretext}", pretext=way.pretext) if way.pretext else ""
    said = words.joined(
        words.called(way.channel), isolate(way.address), way.when, pretext, way.note
    )
    if way.never:
        return Flow(Chip(_("Never"), Tone.BAD, "x"), small(said))
    return Flow(Chip(_("Safe"), Tone.OK, "check"), small(said))
