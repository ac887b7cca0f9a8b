"""One meeting of the team: its agenda item by item, who was there, and the minutes."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QWidget

from caseworker.documents.meeting_minutes import meeting_minutes
from caseworker.model.entity import Entity
from caseworker.model.ids import TeamMeetingId, UserId
from caseworker.model.team_meeting import AgendaItem, TeamMeeting
from caseworker.ports import UnitOfWork
from caseworker.supervision.team_meetings import add_topic, finish_meeting, leave_out
from caseworker.views.team_meeting import MeetingShown, TopicLine, meeting_shown
from ui import words
from ui.drafts import WordsKeeper
from ui.language import _, ngettext
from ui.reports.decision_sheet import DecisionSheet
from ui.screen import Screen
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.widgets.button import primary, quiet, secondary
from ui.widgets.chip import Chip
from ui.widgets.choice_list import ChoiceList
from ui.widgets.columns import TwoColumns
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.label import body, section
from ui.widgets.panel import Card
from ui.widgets.row_list import Row, RowList
from ui.widgets.text_input import TextField
from ui.window.navigation import Destination, Place


class MeetingPage(Screen):
    """Each item is decided where it stands; once the minutes are kept, nothing changes."""

    watches: ClassVar[tuple[type[Entity], ...]] = (TeamMeeting, AgendaItem)

    def __init__(self, shell: Shell, meeting_id: TeamMeetingId) -> None:
        paper = secondary(_("Print"), name="print-meeting", icon="printer")
        super().__init__(shell, " ", " ", paper, name="meeting")
        self._id = meeting_id
        paper.clicked.connect(
            lambda: shell.show_document(
                lambda reads, language: meeting_minutes(reads, meeting_id, language), meeting_id
            )
        )
        self.reload()

    def reload(self) -> None:
        """Show the agenda as it stands."""
        meeting_id = self._id
        shown = self.desk.ask(lambda reads: meeting_shown(reads, meeting_id))
        decided = sum(bool(each.decision) for each in shown.topics)
        self.head.say(
            _("Case review, {day}", day=words.long_day(shown.held_on)),
            words.joined(
                ngettext("{count} item", "{count} items", len(shown.topics)),
                ngettext("{count} decided", "{count} decided", decided),
            ),
        )
        self.clear()
        columns = TwoColumns(side_width=340, gap=24, spacing=12)
        columns.main.addWidget(self._agenda(shown))
        for widget in self._beside(shown):
            columns.side.addWidget(widget)
        self.add(columns)

    def _agenda(self, shown: MeetingShown) -> QWidget:
        if not shown.topics:
            card = Card()
            card.content.addWidget(body(_("Nothing waits. Add a topic, or hold no meeting.")))
            return card
        rows = RowList()
        rows.add(*(self._topic(place, each, shown) for place, each in enumerate(shown.topics)))
        return rows

    def _topic(self, place: int, topic: TopicLine, shown: MeetingShown) -> Row:
        acts: list[QWidget] = []
        title = words.joined(words.named(topic.person) if topic.case_id else "", topic.topic)
        if topic.case_id is not None:
            case_id = topic.case_id
            look = quiet(_("Open the case"), name=f"open-topic-{place}", small=True)
            look.setAccessibleName(_("Open the case: {what}", what=title))
            look.clicked.connect(lambda: self.shell.go(Destination(Place.CASE, str(case_id))))
            acts.append(look)
        if not shown.is_over:
            decide = secondary(
                _("Change") if topic.decision else _("Decide"), name=f"decide-{place}", small=True
            )
            decide.setAccessibleName(_("Decide: {what}", what=title))
            decide.clicked.connect(lambda: DecisionSheet(self.shell, topic, shown.staff).open())
            off = quiet(_("Leave out"), name=f"leave-out-{place}", small=True)
            off.setAccessibleName(_("Leave out: {what}", what=title))
            off.clicked.connect(lambda: self._leave_out(topic))
            acts += [off, decide]
        why = words.joined(*(words.called(reason) for reason in topic.reasons))
        until = words.day(topic.done_until) if topic.done_until else ""
        done = words.joined(topic.done_by, until)
        chips = [Chip(done, Tone.OK, "check")] if done else []
        below = [body(topic.decision)] if topic.decision else []
        return Row(title, why, chips=chips, acts=acts, below=below)

    def _leave_out(self, topic: TopicLine) -> None:
        self.desk.write(self, lambda work: leave_out(work, topic.id))

    def _beside(self, shown: MeetingShown) -> list[QWidget]:
        card = Card(spacing=12)
        if shown.is_over:
            card.content.addWidget(section(_("Present")))
            card.content.addWidget(body(words.joined(*shown.present)))
            return [card]
        self.topic = TextField(name="new-topic")
        add = secondary(_("Add"), name="add-topic", small=True)
        add.clicked.connect(self._add)
        self.present = ChoiceList(
            [(str(user_id), name) for user_id, name in shown.staff], name="present",
            label=_("Who is there"),
        )  # fmt: skip
        self.present.set_values(tuple(str(each) for each in shown.present_ids))
        finish = primary(_("Keep the minutes"), name="finish-meeting")
        finish.clicked.connect(self._finish)
        for widget in (
            section(_("Another topic")),
            Field(_("In words"), self.topic, _("Of the team, not of a person. No names.")),
            Flow(add),
        ):
            card.content.addWidget(widget)
        there = Card(spacing=12)
        there.content.addWidget(section(_("Who is there")))
        there.content.addWidget(self.present)
        there.content.addWidget(Flow(finish))
        self._typed = WordsKeeper(card, self.desk, self._id, "meeting topic")
        return [card, there]

    def _add(self) -> None:
        topic, meeting_id, typed = self.topic.text().strip(), self._id, self._typed
        if not topic:
            self.topic.setFocus()
            return

        def act(work: UnitOfWork) -> None:
            add_topic(work, meeting_id, topic)

        self.desk.write(self, act, lambda _n: typed.discard())

    def _finish(self) -> None:
        meeting_id = self._id
        present = [UserId(UUID(each)) for each in self.present.values()]

        def act(work: UnitOfWork) -> None:
            finish_meeting(work, meeting_id, present)

        self.desk.write(self, act, lambda _n: self.shell.say(_("The minutes are kept")))
