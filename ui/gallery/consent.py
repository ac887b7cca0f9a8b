"""What she says yes or no to, invented."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.gallery.words import SIGNATURE, Purpose, consent_words
from ui.theme.fonts import Role
from ui.theme.theme import theme
from ui.theme.tokens import Ink, Tone
from ui.widgets.button import ghost, primary, quiet, secondary
from ui.widgets.chip import Chip
from ui.widgets.columns import TwoColumns
from ui.widgets.fact import FitMark
from ui.widgets.flow import Flow
from ui.widgets.icon import Icon
from ui.widgets.label import Label, section, small, strong
from ui.widgets.notice import Notice
from ui.widgets.page import Page
from ui.widgets.panel import Card, Hairline
from ui.widgets.row_list import RowList
from ui.widgets.segments import Segments
from ui.widgets.signature_pad import SignaturePad
from ui.widgets.stack import Column, Line


def consent() -> QWidget:
    """Return what she says yes or no to."""
    words = consent_words()
    page = Page(
        words.title,
        words.sentence,
        secondary(words.copy, name="print", icon="printer"),
        name="consent",
    )
    columns = TwoColumns(side_width=352, gap=24)
    room = Card(padding=14)
    room.content.addWidget(
        Flow(
            Flow(
                Line(Icon("users", 18), strong(words.room, wrap=False), gap=10),
                *(Chip(who) for who in words.present),
            ),
            ghost(words.change, name="change-room", small=True),
            lead=200,
        )
    )
    columns.main.addWidget(room)
    play = secondary(words.again, name="play", icon="play", small=True)
    columns.main.addWidget(Notice(Tone.CHOSEN, "speaker-high", words.explained, words.told, [play]))
    rows = RowList()
    for index, purpose in enumerate(words.purposes):
        rows.add(_purpose(purpose, words.answers, f"purpose-{index}"))
    columns.main.addWidget(rows)
    draft = small(words.draft, wrap=False)
    columns.main.addWidget(
        Flow(Flow(ghost(words.add, name="add-purpose", icon="plus", small=True)), draft, lead=200)
    )
    columns.side.addWidget(_how_she_says_it())
    page.add(columns)
    return page


def _purpose(purpose: Purpose, answers: tuple[tuple[str, str], ...], name: str) -> QWidget:
    words = Column(strong(purpose.title), small(purpose.who), small(purpose.what), gap=3)
    if purpose.until:
        until = Label(purpose.until, Role.SMALL_STRONG, Ink.WARN)
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(Icon("clock", 15, Ink.WARN), 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(until, 1)
        words.box.addWidget(line)
    answer = Segments(answers, name=name, label=purpose.title, value=purpose.answer)
    row = QWidget()
    across = QHBoxLayout(row)
    across.setContentsMargins(0, theme().space(10), 0, theme().space(10))
    across.addWidget(Flow(words, answer, lead=300))
    return row


def _how_she_says_it() -> Card:
    words = consent_words()
    card = Card()
    card.content.addWidget(section(words.decide))
    card.content.addWidget(
        Segments(words.capacity, name="capacity", label=words.decide, value="yes", equal=0)
    )
    card.content.addWidget(Column(FitMark(words.looked, fits=True), small(words.later), gap=4))
    card.content.addWidget(Hairline())
    card.content.addWidget(section(words.how))
    card.content.addWidget(
        Segments(words.ways, name="way", label=words.how, value="signs", equal=0)
    )
    pad = SignaturePad()
    pad.set_strokes(SIGNATURE)
    card.content.addWidget(pad)
    card.content.addWidget(
        Flow(small(words.signs), quiet(words.clear, name="clear", small=True), lead=120)
    )
    card.content.addWidget(Hairline())
    card.content.addWidget(Label(words.mind, Role.SMALL))
    card.content.addWidget(primary(words.keep, name="keep", wide=True))
    card.content.addWidget(Label(words.fine, Role.SMALL, Ink.TEXT2, centred=True))
    return card
