"""The monthly report as a workbook: tables, words, statement, and what others import."""

from __future__ import annotations

from caseworker.aggregates import words
from caseworker.aggregates.coordination import caseload, four_w
from caseworker.aggregates.figures_file import as_table
from caseworker.aggregates.monthly_report import Report, ReportWords
from caseworker.aggregates.statement import statement
from caseworker.form_library.answer_tables import AnswerTable, Cell
from caseworker.form_library.table_files import as_workbook
from caseworker.text import Text


def report_workbook(report: Report, said: ReportWords, text: Text) -> bytes:
    """Return the report as a workbook whose numbers can be worked with; no hidden count is in it.

    The first sheet holds the words, then comes a sheet for each table, the layouts of
    coordination with HXL tags, and the statement.
    """
    rows: list[list[Cell]] = [
        [text("Centre"), report.centre],
        [text("Days"), text("{first} to {last}", first=text.day(report.first_day),
                            last=text.day(report.last_day))],
        [text("What stood out"), said.stood_out],
        [text("What is needed"), said.needed],
    ]  # fmt: skip
    tables = [
        as_table(table, text(words.POPULATIONS[table.scope.population]), text)
        for table in report.tables
        if table.table.total
    ]
    told: list[list[Cell]] = [[sentence] for sentence in statement(report.tables, text)]
    return as_workbook(
        [
            AnswerTable(text("Monthly report"), [text("Monthly report"), ""], rows),
            *tables,
            caseload(report, text),
            four_w(report, text),
            AnswerTable(text("Statement"), [text("Statement")], told),
        ]
    )
