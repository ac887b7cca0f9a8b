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
