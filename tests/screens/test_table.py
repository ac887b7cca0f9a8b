"""Tables on screen: rows page by page, a list that changes, headings, keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.paged_model import PagedModel, TableColumn, TableRow
from ui.widgets.table import Table

Show = Callable[..., QWidget]
Dress = Callable[..., None]


def test_a_table_fetches_page_by_page(show: Show) -> None:
    asked: list[tuple[int, int]] = []

    def fetch(start: int, count: int) -> list[TableRow]:
        asked.append((start, count))
        end = min(start + count, 250)
        return [TableRow(number, (f"Case {number}",)) for number in range(start, end)]

    model = PagedModel((TableColumn("Case"),), fetch, page=100)
    assert model.rowCount() == 100
    table = Table(model, name="cases", label="Cases")
    show(table, height=300)
    assert len(asked) == 1
    while model.canFetchMore():
        model.fetchMore()
    assert model.rowCount() == 250
    assert model.row_of(249) == 249
    model.ask(lambda _start, _count: [])
    assert model.rowCount() == 0


def test_a_list_that_changes_keeps_its_view_and_the_row_chosen(show: Show) -> None:
    names = [f"Case {number}" for number in range(250)]

    def fetch(start: int, count: int) -> list[TableRow]:
        return [TableRow(name, (name,)) for name in names[start : start + count]]

    model = PagedModel((TableColumn("Case"),), fetch, page=100)
    table = Table(model, name="cases", label="Cases")
    show(table, height=300)
    table.selectRow(60)
    table.scrollTo(model.index(60, 0))
    seen = table.rowViewportPosition(60)
    names.insert(0, "Case new")
    names.remove("Case 30")
    names[70:72] = ["Case 71, closed"]
    model.show(model.fetch_anew())
    assert [model.row(number).key for number in range(100)] == names[:100]
    assert table.key() == "Case 60"
    assert model.canFetchMore()
    assert abs(table.rowViewportPosition(60) - seen) <= table.rowHeight(0)
    model.fetchMore()
    assert [model.row(number).key for number in range(200)] == names[:200]
    del names[20:]
    model.show(model.fetch_anew())
    assert model.rowCount() == 20
    assert not model.canFetchMore()


def numbered(count: int) -> list[TableRow]:
    return [TableRow(number, (f"Case {number}",)) for number in range(count)]


def scrolled(rows: list[TableRow], pages: int) -> PagedModel:
    """Return the model of a list of which somebody has scrolled through some pages."""
    model = PagedModel(
        (TableColumn("Case"),), lambda start, count: rows[start : start + count], page=100
    )
    for _page in range(pages - 1):
        model.fetchMore()
    return model


def test_a_list_far_scrolled_keeps_all_that_was_loaded_where_others_write(show: Show) -> None:
    rows = numbered(2_000)
    model = scrolled(rows, 9)
    table = Table(model, name="cases", label="Cases")
    show(table, height=300)
    table.selectRow(850)
    table.scrollTo(model.index(850, 0))
    seen = table.rowViewportPosition(850)
    rows.insert(0, TableRow("new", ("Case new",)))
    model.show(model.fetch_anew())
    assert model.rowCount() == 900
    assert table.key() == 850
    assert abs(table.rowViewportPosition(851) - seen) <= table.rowHeight(0)


def test_what_somebody_scrolled_to_meanwhile_stays(show: Show) -> None:
    rows = numbered(2_000)
    model = scrolled(rows, 2)
    show(Table(model, name="cases", label="Cases"), height=300)
    rows.insert(0, TableRow("new", ("Case new",)))
    anew = model.fetch_anew()
    model.fetchMore()
    model.show(anew)
    keys = [model.row(number).key for number in range(model.rowCount())]
    assert keys[:2] == ["new", 0]
    assert keys[-1] == 298, "the page that came meanwhile is still there"
    assert len(keys) == len(set(keys))
    assert model.canFetchMore()
    assert {198, 199, 200} <= set(keys), "and nothing between is left out"


def test_a_list_that_became_shorter_shows_no_row_twice_to_whoever_scrolled_meanwhile(
    show: Show,
) -> None:
    rows = numbered(300)
    model = scrolled(rows, 2)
    show(Table(model, name="cases", label="Cases"), height=300)
    kept, gone = rows[:20] + rows[280:], rows[20:280]
    rows[:] = kept
    anew = model.fetch_anew()
    rows[:] = [*kept[:20], *gone, *kept[20:]]
    model.fetchMore()
    model.show(anew)
    keys = [model.row(number).key for number in range(model.rowCount())]
    assert keys == [row.key for row in kept]
    assert not model.canFetchMore()


def test_what_was_asked_before_the_list_began_anew_is_not_shown(show: Show) -> None:
    rows = numbered(300)
    model = scrolled(rows, 2)
    show(Table(model, name="cases", label="Cases"), height=300)
    anew = model.fetch_anew()
    model.ask(lambda _start, _count: numbered(3))
    model.show(anew)
    assert model.rowCount() == 3


def test_a_list_that_begins_empty_shows_its_first_rows_as_wide_as_they_need(show: Show) -> None:
    rows = numbered(30)
    model = PagedModel(
        (TableColumn("Case"),), lambda start, count: rows[start : start + count], empty=True
    )
    table = Table(model, name="cases", label="Cases")
    show(table, height=300)
    assert model.rowCount() == 0
    assert not model.canFetchMore()
    model.show(model.fetch_anew())
    assert model.rowCount() == 30
    assert table.columnWidth(0) == table.viewport().width()


def test_headings_stand_over_their_columns_in_both_directions(show: Show, dress: Dress) -> None:
    rows = [TableRow(str(n), (f"Case {n}", "Selam T.", "Today 10:30")) for n in range(40)]
    for language in ("en", "ar"):
        dress(language=language)
        columns = (TableColumn("Case"), TableColumn("Person"), TableColumn("Next"))
        model = PagedModel(columns, lambda start, count: rows[start : start + count])
        table = Table(model, name="cases", label="Cases")
        show(table, width=360, height=300)
        header = table.horizontalHeader()
        for column in range(3):
            assert table.columnViewportPosition(column) == header.sectionViewportPosition(column)
        assert header.length() <= table.viewport().width()


def test_enter_opens_the_row_chosen(qtbot: QtBot, show: Show) -> None:
    rows = [TableRow("a", ("A",)), TableRow("b", ("B",))]
    table = Table(
        PagedModel((TableColumn("Case"),), lambda start, count: rows[start : start + count]),
        name="cases",
        label="Cases",
    )
    show(table, height=300)
    table.setFocus()
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.key() == "b"
    with qtbot.waitSignal(table.opened) as told:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert told.args == ["b"]
