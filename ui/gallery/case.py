"""A case at its planning step, invented."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.gallery.components import steps
from ui.theme.fonts import Role
from ui.theme.theme import theme
from ui.theme.tokens import Ink
from ui.widgets.button import ghost, primary, secondary
from ui.widgets.columns import TwoColumns
from ui.widgets.desk_view import DeskViewStrip
from ui.widgets.finding import Finding, FindingAct, FindingWords
from ui.widgets.flow import Flow
from ui.widgets.label import Label, body, small, strong
from ui.widgets.page import Page
from ui.widgets.row_list import RowList
from ui.widgets.section import Section
from ui.widgets.stack import Column
from ui.widgets.stepper import Stepper
from ui.widgets.timeline import Happening, Timeline


def case() -> QWidget:
    """Return a case at its planning step."""
    page = Page(
        "Selam T.",
        "Case 7QK-482 · adult, household of 3 · Tigrinya, with interpreter",
        secondary("Print", name="print", icon="printer"),
        primary("Write a note", name="write-note", icon="note-pencil"),
        name="case",
    )
    page.add(Stepper(steps()), DeskViewStrip())
    columns = TwoColumns(side_width=288, gap=32)
    guidance = ghost("Guidance", name="guidance", icon="book-open", small=True)
    columns.main.addWidget(
        Section(
            "The plan, agreed with her",
            _goals(),
            count="2 of 3 goals have gaps",
            acts=[guidance],
        )
    )
    everything = ghost("All", name="all", small=True)
    columns.side.addWidget(Section("What happened", _happened(), acts=[everything]))
    page.add(columns)
    row = page.action_row
    row.start.add(ghost("Add a goal", name="add-goal", icon="plus"))
    row.end.add(
        small("Saved on this laptop 10:42", wrap=False),
        secondary("Read it together and sign", name="sign", icon="pen-nib"),
    )
    return page


def _goals() -> RowList:
    rows = RowList()
    day = FindingWords(
        "Day to look at it again is missing",
        "Without a day, nobody is reminded to look at this with her.",
        acts=(FindingAct("day", "Choose a day", "calendar-plus"),),
    )
    words = FindingWords(
        "Her own words are missing",
        "The plan is hers. One sentence as she says it keeps it so.",
        acts=(
            FindingAct("private", "She prefers not to say", mild=True),
            FindingAct("write", "Write them"),
        ),
    )
    for number, goal, quote, state, finding in (
        (
            "1",
            "A place to stay after the centre",
            "“A room with a door I can close.”",
            "2 of 3 actions done · Amina K., housing office · look again 2 December",
            None,
        ),
        (
            "2",
            "A school place for her son",
            "“He should be with children his age.”",
            "1 of 2 actions done · Amina K., Open Door school",
            day,
        ),
        ("3", "See a dentist", "", "Not begun · Amina K., health post", words),
    ):
        rows.add(_goal(number, goal, quote, state, finding))
    return rows


def _goal(number: str, goal: str, quote: str, state: str, finding: FindingWords | None) -> QWidget:
    words = Column(strong(goal), gap=3)
    if quote:
        words.box.addWidget(body(quote, Ink.TEXT2))
    words.box.addWidget(small(state))
    opens = ghost("Open", name=f"open-goal-{number}", small=True)
    below = Column(Flow(words, opens, lead=240), gap=6)
    if finding is not None:
        below.box.addWidget(Finding(finding, name=f"goal-{number}"))
    row = QWidget()
    across = QHBoxLayout(row)
    across.setContentsMargins(0, theme().space(10), 0, theme().space(10))
    across.setSpacing(theme().space(20))
    lead = Label(number, Role.STRONG, Ink.TEXT2, wrap=False)
    across.addWidget(lead, 0, Qt.AlignmentFlag.AlignTop)
    across.addWidget(below, 1)
    return row


def _happened() -> Timeline:
    return Timeline(
        (
            Happening(
                "phone", "Spoke with the school office about a place", "Today 09:10 · Amina K."
            ),
            Happening("note-pencil", "Goal “See a dentist” added", "Mon 16 Nov · Amina K."),
            Happening("check", "Assessment finished, read back to her", "12 Nov · Amina K."),
            Happening("hand", "Said yes to 2 of 4 purposes", "5 Nov · Amina K., interpreter 07"),
            Happening(
                "sign-in", "Arrived with her son and daughter", "3 Nov · Reception, Daniel M."
            ),
        )
    )
