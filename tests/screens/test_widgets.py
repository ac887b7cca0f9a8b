from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.screens.drawn import Drawn
from ui.theme.theme import theme
from ui.theme.tokens import Mode
from ui.widgets.act import Act
from ui.widgets.button import primary
from ui.widgets.choice_list import ChoiceList, RadioList
from ui.widgets.field import Field
from ui.widgets.finding import Finding, FindingAct, Findings, FindingWords, Weight
from ui.widgets.label import Label
from ui.widgets.segments import Segments
from ui.widgets.select import Select
from ui.widgets.signature_pad import SignaturePad
from ui.widgets.stack import Column
from ui.widgets.stepper import Stepper, StepState, StepWords
from ui.widgets.text_input import TextField

Show = Callable[..., QWidget]
Dress = Callable[..., None]

ANSWERS = (("yes", "Yes"), ("no", "No"), ("not-asked", "Not asked"))
STEPS = tuple(
    StepWords(key, key.title(), state, words)
    for key, state, words in (
        ("identification", StepState.DONE, "Done 3 Nov"),
        ("assessment", StepState.OPENED_AGAIN, "Opened again"),
        ("planning", StepState.NOW, "2 things missing"),
        ("implementation", StepState.STARTED, "Started"),
        ("review", StepState.NOT_STARTED, "Not started"),
        ("closure", StepState.NOT_STARTED, "Not started"),
    )
)


def test_segments_start_without_an_answer_and_take_one_by_mouse(qtbot: QtBot, show: Show) -> None:
    segments = Segments(ANSWERS, name="consent", label="Keep a record")
    show(segments)
    assert segments.value() is None
    with qtbot.waitSignal(segments.chosen) as told:
        qtbot.mouseClick(segments.segments[1], Qt.MouseButton.LeftButton)
    assert told.args == ["no"]
    assert segments.value() == "no"


def test_segments_move_with_the_arrow_keys(qtbot: QtBot, show: Show) -> None:
    segments = Segments(ANSWERS, name="consent", value="not-asked")
    show(segments)
    segments.segments[2].setFocus()
    qtbot.keyClick(segments.segments[2], Qt.Key.Key_Left)
    assert segments.value() == "no"
    assert segments.segments[1].hasFocus()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_all_four_arrows_move_among_rows(
    qtbot: QtBot, show: Show, dress: Dress, language: str
) -> None:
    dress(language=language)
    onward, back = Qt.Key.Key_Right, Qt.Key.Key_Left
    if language == "ar":
        onward, back = back, onward
    rows = RadioList(ANSWERS, name="consent")
    stacked = Segments(ANSWERS, name="stacked")
    show(Column(rows, stacked), width=180)
    for answers in (list(rows.rows.values()), stacked.segments):
        answers[0].setFocus()
        for key, place in (
            (onward, 1), (Qt.Key.Key_Down, 2), (onward, 2), (back, 1), (Qt.Key.Key_Up, 0),
        ):  # fmt: skip
            qtbot.keyClick(QApplication.focusWidget(), key)
            assert answers[place].hasFocus()
    assert rows.value() is None, "whoever only passes chooses nothing"
    rows.set_value("yes")
    rows.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), onward)
    assert rows.value() == "no", "an answer that was chosen is changed"


def test_yes_is_never_wider_than_no(show: Show) -> None:
    segments = Segments(ANSWERS, name="consent", value="yes")
    show(segments)
    yes, no, _ = segments.segments
    assert yes.width() == no.width()
    before = [one.geometry() for one in segments.segments]
    segments.set_value("no")
    assert [one.geometry() for one in segments.segments] == before


def test_segments_can_be_emptied(show: Show) -> None:
    segments = Segments(ANSWERS, name="consent", value="yes")
    show(segments)
    segments.set_value(None)
    assert segments.value() is None


def test_segments_stack_where_they_do_not_fit(show: Show) -> None:
    segments = Segments(ANSWERS, name="consent")
    show(segments, width=180)
    tops = [one.y() for one in segments.segments]
    assert tops == sorted(set(tops))
    assert segments.height() == segments.heightForWidth(segments.width())


def test_choices_keep_their_order_and_one_excludes_the_others(qtbot: QtBot, show: Show) -> None:
    choices = ChoiceList(
        (("food", "Food"), ("bed", "Bed"), ("none", "None of these")),
        name="needs",
        alone=frozenset({"none"}),
    )
    show(choices)
    qtbot.mouseClick(choices.rows["bed"], Qt.MouseButton.LeftButton)
    choices.rows["food"].setFocus()
    qtbot.keyClick(choices.rows["food"], Qt.Key.Key_Space)
    assert choices.values() == ("food", "bed")
    with qtbot.waitSignal(choices.changed) as told:
        qtbot.mouseClick(choices.rows["none"], Qt.MouseButton.LeftButton)
    assert told.args == [("none",)]
    qtbot.mouseClick(choices.rows["bed"], Qt.MouseButton.LeftButton)
    assert choices.values() == ("bed",)


def test_a_long_answer_wraps_and_is_whole(show: Show) -> None:
    words = "Food today, also for the children who came with her and wait outside in the yard"
    choices = ChoiceList((("food", words), ("bed", "A bed")), name="needs")
    show(choices, width=260)
    long, short = choices.rows["food"], choices.rows["bed"]
    assert long.height() >= long.heightForWidth(long.width()) > short.height()


def test_one_of_several_rows(qtbot: QtBot, show: Show) -> None:
    rows = RadioList((("a", "A place to stay"), ("b", "A school")), name="goal")
    show(rows)
    with qtbot.waitSignal(rows.chosen) as told:
        qtbot.mouseClick(rows.rows["b"], Qt.MouseButton.LeftButton)
    assert told.args == ["b"]
    rows.set_value("a")
    assert rows.value() == "a"
    rows.set_value(None)
    assert rows.value() is None


def test_a_select_tells_what_the_person_chose_only(qtbot: QtBot, show: Show) -> None:
    select = Select((("ti", "Tigrinya"), ("fr", "French")), name="language")
    show(select)
    told: list[str] = []
    select.chosen.connect(told.append)
    select.set_value("fr")
    assert told == []
    select.setFocus()
    qtbot.keyClick(select, Qt.Key.Key_Up)
    assert told == ["ti"]
    assert select.value() == "ti"
    select.set_value("unknown")
    assert select.value() is None


def test_the_wheel_changes_no_answer(show: Show) -> None:
    select = Select((("ti", "Tigrinya"), ("fr", "French")), name="language")
    show(select)
    select.set_value("ti")
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    select.wheelEvent(turn)
    assert select.value() == "ti"


def test_a_field_names_its_control_and_helps_where_it_is_wrong(show: Show) -> None:
    control = TextField(name="phone")
    field = Field("Phone", control, "As she dials it")
    show(field)
    assert control.accessibleName() == "Phone"
    assert control.accessibleDescription() == "As she dials it"
    field.set_error("4 digits; most have 10")
    assert control.property("wrong")
    assert field.error == control.accessibleDescription() == "4 digits; most have 10"
    field.clear_error()
    assert field.error == ""
    assert not control.property("wrong")


def test_a_button_that_is_off_says_why_beside_it(show: Show) -> None:
    act = Act(primary("Sign", name="sign"), "Ctrl+Enter")
    show(act)
    assert act.note.isHidden()
    act.button.turn_off("Two goals have no day yet.")
    assert not act.note.isHidden()
    assert act.note.label.text() == "Two goals have no day yet."
    assert act.button.accessibleDescription() == "Two goals have no day yet."
    act.button.turn_on()
    assert act.note.isHidden()


def test_the_key_beside_a_button_presses_it(qtbot: QtBot, show: Show) -> None:
    act = Act(primary("Sign", name="sign"), "Ctrl+Enter")
    holder = show(act)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        with qtbot.waitSignal(act.button.clicked):
            qtbot.keyClick(holder, key, Qt.KeyboardModifier.ControlModifier)


def test_a_finding_tells_which_act_was_pressed(qtbot: QtBot, show: Show) -> None:
    words = FindingWords(
        "Her own words are missing",
        "The plan is hers.",
        acts=(
            FindingAct("private", "She prefers not to say", mild=True),
            FindingAct("write", "Write"),
        ),
    )
    findings = Findings(name="gaps")
    show(findings)
    assert findings.isHidden()
    findings.show_findings([words])
    assert not findings.isHidden()
    button = findings.findChild(QWidget, "gaps-0-write")
    assert button is not None
    with qtbot.waitSignal(findings.acted) as told:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert told.args == [0, "write"]
    findings.show_findings([])
    assert findings.isHidden()


def test_a_finding_says_it_in_words_not_in_colour_alone(show: Show) -> None:
    finding = Finding(FindingWords("Stops here", "She has not said yes.", Weight.STOPS))
    show(finding)
    assert finding.accessibleName() == "Stops here She has not said yes."


def test_each_step_is_a_button_that_says_its_state(qtbot: QtBot, show: Show) -> None:
    stepper = Stepper(STEPS)
    show(stepper, width=1100)
    assert [one.accessibleName() for one in stepper.buttons][:3] == [
        "1. Identification, Done 3 Nov",
        "2. Assessment, Opened again",
        "3. Planning, 2 things missing",
    ]
    with qtbot.waitSignal(stepper.opened) as told:
        qtbot.mouseClick(stepper.buttons[4], Qt.MouseButton.LeftButton)
    assert told.args == ["review"]


def test_steps_are_walked_by_arrow_and_opened_by_key(qtbot: QtBot, show: Show) -> None:
    stepper = Stepper(STEPS)
    show(stepper, width=1100)
    stepper.buttons[0].setFocus()
    qtbot.keyClick(stepper.buttons[0], Qt.Key.Key_Right)
    assert stepper.buttons[1].hasFocus()
    qtbot.keyClick(stepper.buttons[1], Qt.Key.Key_Left)
    with qtbot.waitSignal(stepper.opened) as told:
        qtbot.keyClick(stepper.buttons[0], Qt.Key.Key_Space)
    assert told.args == ["identification"]


def test_steps_turn_with_the_reading_direction(qtbot: QtBot, show: Show, dress: Dress) -> None:
    dress(language="ar")
    stepper = Stepper(STEPS)
    show(stepper, width=1100)
    assert stepper.buttons[0].x() > stepper.buttons[5].x()
    stepper.buttons[0].setFocus()
    qtbot.keyClick(stepper.buttons[0], Qt.Key.Key_Left)
    assert stepper.buttons[1].hasFocus()


def test_steps_take_more_lines_where_the_text_is_large(show: Show, dress: Dress) -> None:
    dress(text_scale=2.0)
    stepper = Stepper(STEPS)
    show(stepper, width=1100)
    assert stepper.buttons[3].y() > stepper.buttons[0].y()
    assert all(one.width() >= one.needed() for one in stepper.buttons)


def test_a_signature_is_drawn_kept_and_cleared(qtbot: QtBot, show: Show) -> None:
    pad = SignaturePad()
    show(pad)
    assert not pad.signed
    assert pad.svg() == pad.png() == b""
    qtbot.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(40, 60))
    for x in range(50, 200, 10):
        qtbot.mouseMove(pad, QPoint(x, 60 + x % 30))
    with qtbot.waitSignal(pad.changed):
        qtbot.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(200, 60))
    assert pad.signed
    assert pad.svg().startswith(b"<svg")
    assert pad.png().startswith(b"\x89PNG")
    kept = pad.strokes()
    pad.clear()
    assert not pad.signed
    pad.set_strokes(kept)
    assert pad.strokes() == kept


def test_tab_passes_by_the_signature(qtbot: QtBot, show: Show) -> None:
    pad = SignaturePad()
    after = primary("Go on", name="go-on")
    show(Column(pad, after))
    pad.setFocus()
    qtbot.keyClick(pad, Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_a_label_shows_what_it_is_given_and_never_reads_it_as_markup(show: Show) -> None:
    label = Label("<b>Selam</b> & son")
    show(label)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == "<b>Selam</b> & son"


def test_a_name_of_ten_thousand_letters_breaks_nothing(qtbot: QtBot) -> None:
    wrapped, cut = Label("ስም" * 5000), Label("a" * 10_000, wrap=False, lines=1)
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.addWidget(wrapped)
    column.addWidget(cut)
    qtbot.addWidget(holder)
    assert holder.minimumSizeHint().width() < 700
    holder.resize(600, 300)
    holder.grab()
    assert cut.toolTip() == "a" * 10_000


def test_a_wrapped_label_takes_the_height_its_width_asks_for(show: Show) -> None:
    label = Label("Without a day, nobody is reminded to look at this with her. " * 4)
    show(label, width=300)
    assert label.height() >= label.heightForWidth(label.width())
    assert label.heightForWidth(300) > label.heightForWidth(600)


@pytest.mark.parametrize("kind", [RadioList, ChoiceList])
def test_answers_at_rest_are_not_drawn_again(
    show: Show, kind: type[RadioList | ChoiceList]
) -> None:
    rows = kind(ANSWERS, name="consent")
    show(rows)
    Drawn(rows.window()).rest()


def test_widgets_follow_a_change_of_theme(show: Show, dress: Dress) -> None:
    button = primary("Save", name="save")
    show(button)
    before = button.sizeHint()
    dress(Mode.DARK, text_scale=2.0)
    assert theme().mode is Mode.DARK
    assert button.sizeHint().width() > 1.5 * before.width()
