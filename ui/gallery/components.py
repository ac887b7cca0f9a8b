"""Every component in its states, on one sheet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.theme.fonts import Role
from ui.theme.theme import theme
from ui.theme.tokens import Ink, Tone
from ui.widgets.button import Button, Kind, State, danger, ghost, quiet, secondary
from ui.widgets.chip import Chip
from ui.widgets.empty_state import EmptyState
from ui.widgets.field import Field, Help
from ui.widgets.finding import Finding, FindingAct, FindingWords, Weight
from ui.widgets.flow import Flow
from ui.widgets.label import Label, body, section, small, title
from ui.widgets.paged_model import PagedModel, TableColumn, TableRow
from ui.widgets.panel import Card
from ui.widgets.segments import Segments
from ui.widgets.sheet import SheetPanel
from ui.widgets.stepper import Stepper, StepState, StepWords
from ui.widgets.table import Table, TableCard
from ui.widgets.text_input import TextField
from ui.widgets.toast import Toast


class PosedButton(Button):
    """A button that shows a state it is not in."""

    def pose(self, state: State) -> PosedButton:
        """Show *state* from now on."""
        self._pose = state
        return self

    def state(self) -> State:
        """Return the state posed."""
        return getattr(self, "_pose", State())


POSES = {
    "rest": State(),
    "hover": State(hover=True),
    "pressed": State(pressed=True),
    "focus": State(focus=True),
    "off": State(on=False),
}


def _buttons() -> Card:
    card = Card()
    card.content.addWidget(section("Buttons"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme().space(12))
    grid.setVerticalSpacing(theme().space(8))
    for column, (pose, state) in enumerate(POSES.items()):
        grid.addWidget(small(pose), 0, column)
        for row, kind in enumerate((Kind.PRIMARY, Kind.SECONDARY)):
            button = PosedButton("Save", kind, name=f"{kind}-{pose}").pose(state)
            grid.addWidget(button, row + 1, column)
    grid.setColumnStretch(len(POSES), 1)
    card.content.addLayout(grid)
    card.content.addWidget(
        Flow(
            ghost("Add a goal", name="ghost", icon="plus"),
            quiet("Quiet", name="quiet"),
            danger("Revoke laptop", name="danger"),
        )
    )
    why = Help("info", Ink.TEXT2, weighty=False)
    why.say("Off says why: “Two goals have no day yet.”")
    card.content.addWidget(why)
    return card


def _fields() -> Card:
    card = Card()
    card.content.addWidget(section("Fields"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme().space(16))
    grid.setVerticalSpacing(theme().space(8))
    phone = Field("Phone, last checked", TextField("07 55", name="phone"))
    phone.set_error("4 digits; most have 10")
    number = TextField("7QK-482", name="number")
    number.setReadOnly(True)
    fields = (
        Field("Name as she says it", TextField("Selam", name="given"), "Any script, any part"),
        Field("Age", TextField("about 30", name="age"), "A guess is an answer"),
        phone,
        Field("Case number", number, "Given by the program"),
    )
    for place, field in enumerate(fields):
        grid.addWidget(field, place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
    card.content.addLayout(grid)
    papers = Segments(
        (
            ("some", "Some"),
            ("none", "None"),
            ("private", "Prefers not to say"),
            ("not-asked", "Not asked"),
        ),
        name="papers",
        value="private",
        equal=0,
    )
    card.content.addWidget(Field("Papers she carries", papers))
    return card


def _findings() -> Card:
    card = Card()
    card.content.addWidget(section("Findings"))
    card.content.addWidget(
        Finding(
            FindingWords(
                "A day is missing",
                "Without it, nobody is reminded.",
                acts=(FindingAct("day", "Choose a day"),),
            )
        )
    )
    card.content.addWidget(
        Finding(
            FindingWords(
                "Stops here: she has not said yes",
                "Nothing leaves without it.",
                Weight.STOPS,
                (FindingAct("ask", "Ask her"),),
            )
        )
    )
    return card


def _chips() -> Card:
    card = Card()
    card.content.addWidget(section("Chips say it in words"))
    card.content.addWidget(
        Flow(
            Chip("Chosen", Tone.CHOSEN, "check"),
            Chip("1 day late", Tone.WARN, "clock"),
            Chip("Declined", Tone.BAD, "x"),
            Chip("Agreed", Tone.OK, "check"),
            gap=6,
        )
    )
    return card


def _table() -> TableCard:
    rows = (
        TableRow("7QK-482", ("7QK-482", "Selam T.", "Today 10:30", "Plan")),
        TableRow("3MD-917", ("3MD-917", "Yusuf A.", "Today 09:00", "Plan")),
        TableRow("9TR-206", ("9TR-206", "Mariam D.", "Today 14:00", "Follow-up")),
    )
    columns = (
        TableColumn("Case"),
        TableColumn("Person", strong=True),
        TableColumn("Next"),
        TableColumn("State"),
    )
    table = Table(
        PagedModel(columns, lambda start, count: rows[start : start + count]),
        name="cases",
        label="Cases",
    )
    table.selectRow(1)
    card = TableCard(table)
    card.setFixedHeight(round(160 * theme().text_scale))
    return card


def _empty() -> Card:
    card = Card(padding=8)
    act = secondary("New arrival", name="new-arrival", icon="plus")
    card.content.addWidget(
        EmptyState("coffee", "Nobody waits", "New arrivals appear here by number.", act)
    )
    return card


def _sheet() -> SheetPanel:
    panel = SheetPanel("Sheet: before anything leaves this laptop", "Make the file")
    panel.say("To: Port Maren legal aid. With it: first name, age, language.")
    panel.say("Not with it: notes, phone, where she sleeps.", second=True)
    return panel


def _type() -> Card:
    card = Card(spacing=4)
    for label in (
        section("Type"),
        title("Title 24 semibold"),
        section("Section 17 semibold"),
        body("Body 15, also in bad light"),
        small("Small 13, never smaller"),
    ):
        card.content.addWidget(label)
    card.content.addWidget(
        Flow(Label("العربية 16", wrap=False), Label("·"), Label("ትግርኛ 16", wrap=False))
    )
    return card


def steps() -> tuple[StepWords, ...]:
    """Return the six steps in all their states."""
    return (
        StepWords("identification", "Identification", StepState.DONE, "Done 3 Nov"),
        StepWords("assessment", "Assessment", StepState.OPENED_AGAIN, "Opened again today"),
        StepWords("planning", "Case planning", StepState.NOW, "2 things missing", gaps=True),
        StepWords("implementation", "Implementation", StepState.STARTED, "Started, 1 of 5"),
        StepWords("review", "Follow-up and review", StepState.NOT_STARTED, "Not started"),
        StepWords("closure", "Closure", StepState.NOT_STARTED, "Not started"),
    )


def _column(*widgets: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(theme().space(16))
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    return column


def components() -> QWidget:
    """Return the sheet of components."""
    sheet = QWidget()
    sheet.setObjectName("window_body")
    down = QVBoxLayout(sheet)
    down.setContentsMargins(32, 20, 32, 20)
    down.setSpacing(16)
    across = QHBoxLayout()
    across.setSpacing(16)
    toast = Toast("Moved to third place")
    heading: QLabel = Label("Toast, eight seconds, or until the next act", Role.SECTION)
    across.addLayout(_column(_buttons(), _fields()), 43)
    across.addLayout(_column(_findings(), _chips(), heading, toast, _table()), 42)
    across.addLayout(_column(_empty(), _sheet(), _type()), 42)
    down.addLayout(across)
    card = Card()
    card.content.addWidget(Stepper(steps()))
    down.addWidget(card)
    down.addStretch(1)
    return sheet
