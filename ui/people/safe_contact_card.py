"""Ways to reach somebody, read and written in one place; what must never be used comes first."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.model.person import Channel
from caseworker.notes.contacts import Way, set_safe_ways
from caseworker.ports import UnitOfWork
from caseworker.text import isolate
from caseworker.views.conflicts import differing_ways
from caseworker.views.people import PersonPage, WayLine
from ui import words
from ui.drafts import WordsKeeper
from ui.language import _
from ui.shell import Shell
from ui.sync.differing import differing_notice
from ui.theme.tokens import Tone
from ui.widgets.button import ghost, quiet, secondary
from ui.widgets.chip import Chip
from ui.widgets.choice_list import CheckRow
from ui.widgets.empty_state import EmptyState
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.panel import Card
from ui.widgets.row_list import Row, RowList
from ui.widgets.segments import Segments
from ui.widgets.stack import clear
from ui.widgets.text_input import TextField

_CHANNELS = (Channel.PHONE, Channel.MESSAGE, Channel.IN_PERSON, Channel.THROUGH_SOMEONE)


class SafeContactCard(QWidget):
    """The ways, and a small form to add one."""

    def __init__(self, shell: Shell, shown: PersonPage) -> None:
        super().__init__()
        self._shell, self._shown = shell, shown
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._show()

    def _show(self) -> None:
        clear(self._column)
        differing = self._shell.desk.ask(lambda reads: differing_ways(reads, self._shown.id))
        if differing:
            self._column.addWidget(differing_notice(self._shell, differing))
        if self._shown.ways:
            rows = RowList()
            rows.add(*(_row(way) for way in self._shown.ways))
            self._column.addWidget(rows)
        else:
            card = Card()
            card.content.addWidget(
                EmptyState("phone", _("Not known yet"), _("Ask in person, and write it down."))
            )
            self._column.addWidget(card)
        add = ghost(_("Add a way"), name="add-way", icon="plus", small=True)
        add.clicked.connect(self._open)
        self._column.addWidget(Flow(add))

    def _open(self) -> None:
        clear(self._column)
        channel = Segments(
            [(each.value, words.called(each)) for each in _CHANNELS],
            name="way-channel",
            label=_("How"),
            value=Channel.PHONE.value,
            equal=0,
        )
        address = TextField(name="way-address")
        when = TextField(name="way-when", example=_("Mornings, never at the weekend"))
        pretext = TextField(name="way-pretext", example=_("The language course"))
        never = CheckRow(_("Never use this way"), name="way-never")
        keep = secondary(_("Keep"), name="keep-way", small=True)
        leave = quiet(_("Back"), name="leave-way", small=True)
        leave.clicked.connect(self._show)

        def kept() -> None:
            way = Way(
                channel=Channel(channel.value() or Channel.PHONE.value),
                address=address.text().strip(),
                when=when.text().strip(),
                pretext=pretext.text().strip(),
                never=never.isChecked(),
            )
            self._keep(way)

        keep.clicked.connect(kept)
        card = Card()
        for widget in (
            channel,
            Field(_("Number or address"), address),
            Field(_("When"), when),
            Field(_("If somebody else answers, say"), pretext),
            never,
            Flow(leave, keep, gap=12),
        ):
            card.content.addWidget(widget)
        self._column.addWidget(card)
        self._typed = WordsKeeper(card, self._shell.desk, self._shown.id, "safe-way")
        address.setFocus()

    def _keep(self, way: Way) -> None:
        known = tuple(Way(**vars(line)) for line in self._shown.ways)
        person_id = self._shown.id

        def keep(work: UnitOfWork) -> None:
            set_safe_ways(work, person_id, (*known, way))

        def kept(_nothing: None) -> None:
            self._typed.discard()
            self._shell.say(_("The safe way is kept"))

        self._shell.desk.write(self, keep, kept)


def _row(way: WayLine) -> Row:
    chips = [Chip(_("Never"), Tone.BAD, "x")] if way.never else []
    pretext = _("Say: {pretext}", pretext=way.pretext) if way.pretext else ""
    detail = words.joined(isolate(way.address), way.when, pretext, way.note)
    return Row(words.called(way.channel), detail, chips=chips)
