"""Words that do not fit: headings stay whole, what is shortened says so, empty days are short."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QComboBox, QStyleOptionComboBox

from tests.screens.at_work import Begin
from tests.screens.conftest import Dress, Show
from ui.theme.fonts import Role
from ui.theme.theme import theme
from ui.widgets.paged_model import PagedModel, TableColumn, TableRow
from ui.widgets.select import Select
from ui.widgets.table import Table
from ui.window.navigation import Destination, Place

LONG = "Woman with the blue scarf who came with her two sons"


@pytest.mark.parametrize("text_scale", [1.0, 2.0])
def test_where_room_is_short_the_widest_column_gives(
    show: Show, dress: Dress, text_scale: float
) -> None:
    dress(text_scale=text_scale)
    columns = [TableColumn(each) for each in ("Name", "Born", "Registered")]
    rows = [TableRow(number, (LONG, "15 August 1996", "28 Nov")) for number in range(3)]
    model = PagedModel(columns, lambda start, count: rows[start : start + count])
    table = Table(model, name="people", label="People")
    model.reload()
    show(table, width=round(460 * text_scale))
    table.resize(round(420 * text_scale), 300)
    words = QFontMetrics(theme().font(Role.BODY))
    for place, widest in ((1, "15 August 1996"), (2, "28 Nov")):
        assert table.columnWidth(place) >= words.horizontalAdvance(widest)
    headings = QFontMetrics(theme().font(Role.SMALL_STRONG))
    assert table.columnWidth(2) >= headings.horizontalAdvance("Registered")
    across = sum(table.columnWidth(place) for place in range(3))
    assert across == table.viewport().width()


def readable(table: Table) -> list[str]:
    """Return the headings of the columns shown; each is whole, and together they fill the table."""
    model = table.model()
    letters = QFontMetrics(theme().font(Role.SMALL_STRONG))
    shown = [place for place in range(model.columnCount()) if not table.isColumnHidden(place)]
    headings = [
        str(model.headerData(place, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole))
        for place in shown
    ]
    for place, heading in zip(shown, headings, strict=True):
        assert table.columnWidth(place) >= letters.horizontalAdvance(heading) + 16, heading
    assert sum(map(table.columnWidth, shown)) == table.viewport().width()
    return headings


def test_columns_give_way_one_after_another_and_come_back(show: Show, dress: Dress) -> None:
    dress()
    columns = (
        TableColumn("Indicator", strong=True),
        TableColumn("This month", end=True),
        TableColumn("A year ago", end=True, gives_way=2),
        TableColumn("Where it stands", gives_way=1),
    )
    words = ("Households of several adults", "12", "9", "target not met")
    model = PagedModel(columns, lambda start, count: [TableRow(1, words)][start : start + count])
    table = Table(model, name="indicators", label="Indicators")
    show(table, width=900)
    seen = {}
    for width in (900, 560, 420, 900):
        table.resize(width, 300)
        seen[width] = readable(table)
    assert seen[900] == [each.heading for each in columns]
    assert seen[560] == ["Indicator", "This month", "Where it stands"]
    assert seen[420] == ["Indicator", "This month"]


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_tables_of_the_window_are_read_at_twice_the_size(
    begin: Begin, dress: Dress, language: str
) -> None:
    dress(text_scale=2.0, language=language)
    work = begin()
    work.selam()
    tables = (
        (Destination(Place.REPORTS, part="indicators"), "indicators-table"),
        (Destination(Place.PEOPLE), "people-table"),
        (Destination(Place.CASES), "cases-table"),
        (Destination(Place.REPORTS, part="figures"), "figures-table"),
    )
    for destination, name in tables:
        work.session.go(destination)
        work.settle()
        table = work.widget(name)
        assert isinstance(table, Table)
        assert len(readable(table)) >= 3
        model = table.model()
        names = QFontMetrics(theme().font(Role.STRONG))
        place = 1 if name == "cases-table" else 0
        shown = {
            names.elidedText(str(model.index(row, place).data()), Qt.TextElideMode.ElideRight,
                             table.columnWidth(place) - 24)
            for row in range(model.rowCount())
        }  # fmt: skip
        assert len(shown) == model.rowCount(), "each row is told from the others"


def test_an_answer_too_long_for_its_box_ends_in_dots_and_is_told_whole(show: Show) -> None:
    select = Select([("long", LONG), ("short", "All")], name="who")
    show(select, width=220)
    select.set_value("long")

    def painted() -> str:
        option = QStyleOptionComboBox()
        select.initStyleOption(option)
        return option.currentText

    assert painted().endswith("…")
    assert select.currentText() == LONG
    assert isinstance(select, QComboBox)
    select.set_value("short")
    assert painted() == "All"


def test_days_without_a_look_take_one_line_each(begin: Begin) -> None:
    work = begin()
    work.go(Place.CALENDAR)
    assert work.sees("Nothing is planned")
    monday, tuesday = (
        next(each for each in work.find("") if each.property("text") == day)
        for day in ("Monday 16 November", "Tuesday 17 November")
    )
    between = tuesday.mapToGlobal(tuesday.rect().topLeft()).y()
    between -= monday.mapToGlobal(monday.rect().topLeft()).y()
    assert between < 2 * theme().control_height()
