"""A long form: part by part or whole, what is missing, undo, and nothing dropped silently."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from forms import FormEntry, read_form
from forms.compiler import compile_tables
from tests.screens.conftest import Show
from tests.screens.drawn import Drawn
from tests.screens.every_kind import entry
from ui.form.form_filling import FormFilling

TABLES = """
| survey |
| | type | name | label | relevant | choice_filter | repeat_count | required | appearance |
| | select_one yn | with_children | Are there children? | | | | yes | quick |
| | begin_group | family | The children | ${with_children} = 'yes' | | | | |
| | integer | count | How many? | | | | yes | |
| | begin_repeat | child | Child | | | ${count} | | |
| | text | name | Name | | | | | |
| | end_repeat | | | | | | | |
| | end_group | | | | | | | |
| | begin_group | where | Where they live | | | | | |
| | select_one region | region | Region | | | | | |
| | select_one town | town | Town | | region = ${region} | | | |
| | begin_group | more | More about the town | ${town} != '' | | | | |
| | text | street | Street | | | | | |
| | end_group | | | | | | | |
| | end_group | | | | | | | |
| choices |
| | list_name | name | label | region |
| | yn | yes | Yes | |
| | yn | no | No | |
| | region | north | North | |
| | region | south | South | |
| | town | oak | Oak | north |
| | town | elm | Elm | south |
"""


@pytest.fixture
def filling(show: Show) -> FormFilling:
    form = FormFilling(FormEntry(read_form(compile_tables(TABLES).xml)), name="family")
    show(form, 1000, 900)
    return form


def named(form: QWidget, name: str) -> QWidget:
    found = form.findChild(QWidget, name)
    assert found is not None, name
    return found


def press(form: QWidget, name: str) -> None:
    QTest.mouseClick(named(form, name), Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def sees(form: QWidget, words: str) -> bool:
    return any(words in label.text() for label in form.findChildren(QLabel) if label.isVisible())


def test_a_question_comes_when_another_answer_asks_for_it(filling: FormFilling) -> None:
    assert not sees(filling, "How many?")
    press(filling, "with_children-yes")
    assert sees(filling, "How many?")
    press(filling, "with_children-no")
    assert not sees(filling, "How many?")
    press(filling, "region-north")
    assert not sees(filling, "More about the town")
    press(filling, "town-oak")
    assert sees(filling, "More about the town")
    assert sees(filling, "Street")


def test_lines_that_a_smaller_number_takes_out_are_told_and_put_back(filling: FormFilling) -> None:
    press(filling, "with_children-yes")
    count = named(filling, "count")
    count.setFocus()
    QTest.keyClicks(count, "2")
    second = filling.form.questions["/data/family/child[2]/name"].control
    assert second is not None
    QTest.keyClicks(second.widget, "Robel")
    count = named(filling, "count")
    count.setFocus()
    QTest.keyClick(count, Qt.Key.Key_Backspace)
    QTest.keyClicks(named(filling, "count"), "1")
    QApplication.processEvents()
    assert sees(filling, "no longer fits and was taken out")
    press(filling, "put-back")
    assert filling.entry.count("/data/family/child") == 2
    assert filling.entry.value("/data/family/child[2]/name") == "Robel"


def test_a_choice_that_no_longer_fits_is_told_and_may_go(filling: FormFilling) -> None:
    press(filling, "region-north")
    press(filling, "town-oak")
    press(filling, "region-south")
    assert sees(filling, "1 answer no longer fits and was taken out")
    press(filling, "let-it-go")
    assert not sees(filling, "no longer fits")
    assert filling.entry.value("/data/where/town") == ""
    press(filling, "form-undo")
    assert filling.entry.value("/data/where/town") == "oak"
    press(filling, "form-redo")
    assert filling.entry.value("/data/where/town") == ""


def test_a_letter_touches_its_own_question_alone(filling: FormFilling) -> None:
    press(filling, "region-north")
    press(filling, "town-oak")
    street = named(filling, "street")
    street.setFocus()
    QTest.keyClicks(street, "O")
    drawn = Drawn(filling.window())
    QTest.keyClicks(street, "a")
    drawn.rest()
    own = {street, *parents(street)}
    assert street in drawn.widgets
    assert drawn.widgets <= own, [each.objectName() for each in drawn.widgets - own]
    assert not drawn.laid_out


def test_what_is_missing_elsewhere_stays_marked_while_one_types(filling: FormFilling) -> None:
    press(filling, "region-north")
    press(filling, "town-oak")
    assert filling.show_findings()
    assert sees(filling, "Something is missing here.")
    QTest.keyClicks(named(filling, "street"), "Oak Street")
    assert sees(filling, "Something is missing here.")
    press(filling, "with_children-no")
    assert not sees(filling, "Something is missing here.")


def parents(widget: QWidget) -> Iterator[QWidget]:
    around = widget.parentWidget()
    while around is not None:
        yield around
        around = around.parentWidget()


def test_what_is_hidden_comes_back_with_what_was_typed(filling: FormFilling) -> None:
    press(filling, "with_children-yes")
    count = named(filling, "count")
    count.setFocus()
    QTest.keyClicks(count, "1")
    press(filling, "with_children-no")
    assert not sees(filling, "no longer fits"), "it is kept, and only out of sight"
    press(filling, "with_children-yes")
    assert named(filling, "count").property("text") == "1"


def test_one_part_at_a_time_with_the_way_to_each(filling: FormFilling) -> None:
    press(filling, "one-part")
    assert not sees(filling, "Region")
    press(filling, "with_children-no")
    assert sees(filling, "Region"), "a quick question goes on by itself"
    assert not named(filling, "part-after").isEnabled()
    press(filling, "part-before")
    assert sees(filling, "Are there children?")
    press(filling, "part-2")
    assert sees(filling, "Region")


def test_the_side_says_what_is_missing_and_keeping_goes_there(filling: FormFilling) -> None:
    assert sees(filling, "0 of 3 answered · 1 thing missing")
    press(filling, "one-part")
    press(filling, "part-2")
    assert filling.show_findings()
    assert sees(filling, "Something is missing here.")
    assert sees(filling, "Are there children?")
    press(filling, "with_children-no")
    assert not filling.form.problems()
    assert sees(filling, "1 of 3 answered")
    assert sees(filling, "1 of 1 answered"), "the line of its part at the side"
    assert not sees(filling, "1 thing missing")
    first, second = (named(filling, f"part-{place}") for place in (0, 2))
    assert first.y() < second.y()


def test_a_form_of_many_parts_opens_one_at_a_time_in_any_language(show: Show) -> None:
    form = FormFilling(entry(), name="every-kind")
    show(form, 1000, 900)
    assert sees(form, "Words")
    assert not sees(form, "Agrees")
    language = named(form, "form-language")
    language.setFocus()
    QTest.keyClick(language, Qt.Key.Key_Down)
    QApplication.processEvents()
    assert sees(form, "كلمات")
    assert sees(form, "أيام")
